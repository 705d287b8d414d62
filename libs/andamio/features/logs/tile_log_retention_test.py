"""What every reader has read goes when it is old; nothing else does, wherever a pass is killed."""

import os
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from andamio.features.logs.tile_log import TileLogTail
from andamio.features.logs.tile_log_parts import TileLogError
from andamio.features.logs.tile_log_retention import Pruned, TileLogRetention

OLD_S, NOW_S, KEEP_S = 1_000_000.0, 2_000_000.0, 3_600.0
VIEWS = ("payments@1", "reversals@1")


def publish(root: Path, run: str, number: int, modified_s: float = OLD_S) -> None:
    for view in VIEWS:
        (root / view).mkdir(parents=True, exist_ok=True)
        part = root / view / f"part-{run}-0-{number}"
        part.write_text(f'{{"kind":"progress","position":{number},"view":"{view}"}}\n')
        os.utime(part, (modified_s, modified_s))


def read_all(root: Path) -> str:
    tail = TileLogTail(root)
    for _ in tail.poll(100):
        pass
    return tail.cursor


def prune(root: Path, reader: str = "store", cursor: str | None = None) -> Pruned:
    retention = TileLogRetention(root, reader, KEEP_S, NOW_S)
    retention.register(read_all(root) if cursor is None else cursor)
    return list(retention.prune())[-1]


def left(root: Path, view: str = VIEWS[0]) -> list[str]:
    return sorted(path.name for path in (root / view).glob("part-*"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for number in range(3):
        publish(tmp_path, "a", number)
    for number in range(4):
        publish(tmp_path, "b", number)
    return tmp_path


def test_the_newest_part_of_each_run_stays_for_the_stream_to_find_its_progress_in(root: Path) -> None:
    pruned = prune(root)
    assert left(root) == left(root, VIEWS[1]) == ["part-a-0-2", "part-b-0-3"]
    assert (pruned.parts, pruned.kept, dict(pruned.waiting_for)) == (10, 4, {})
    assert pruned.bytes == sum(len(f'{{"kind":"progress","position":0,"view":"{view}"}}\n') for view in VIEWS) * 5


def test_what_is_not_old_stays(root: Path) -> None:
    publish(root, "b", 4, NOW_S - KEEP_S)
    publish(root, "b", 5, NOW_S - KEEP_S - 1)
    publish(root, "b", 6, NOW_S)
    prune(root)
    assert left(root) == ["part-a-0-2", "part-b-0-4", "part-b-0-6"]


def test_what_one_reader_has_not_read_stays_and_it_is_named(root: Path) -> None:
    cursor = '{"payments@1":{"part-a-0":[[0,2]],"part-b-0":[[0,0]]}}'
    TileLogRetention(root, "second", KEEP_S).register(cursor)
    assert dict(prune(root).waiting_for) == {"second": 2 + 5}
    assert left(root) == ["part-a-0-2", *(f"part-b-0-{number}" for number in (1, 2, 3))]
    assert len(left(root, VIEWS[1])) == 7
    TileLogRetention(root, "second", KEEP_S).register(cursor[:-1] + ',"reversals@1":{"part-a-0":[[0,2]]}}')
    prune(root, cursor=read_all_known(root))
    assert left(root, VIEWS[1]) == ["part-a-0-2", *(f"part-b-0-{number}" for number in range(4))]


def read_all_known(root: Path) -> str:
    """The cursor of a reader that has read everything, also what is gone by now."""
    return (
        '{"payments@1":{"part-a-0":[[0,2]],"part-b-0":[[0,3]]},"reversals@1":{"part-a-0":[[0,2]],"part-b-0":[[0,3]]}}'
    )


def test_a_reader_goes_on_and_one_that_comes_late_is_refused(root: Path) -> None:
    cursor = read_all(root)
    prune(root)
    publish(root, "b", 4)
    (chunk,) = TileLogTail(root, cursor).poll(100)
    assert [line.position for line in chunk.lines] == [4, 4]
    for missing in (None, cursor.replace("[0,2]", "[1,2]", 1), '{"payments@1":{"part-a-0":[[0,2]]}}'):
        with pytest.raises(TileLogError, match="are deleted that this reader has not read"):
            list(TileLogTail(root, missing).poll(100))


def test_a_reader_that_goes_on_forgets_the_names_of_what_is_gone(root: Path) -> None:
    tail = TileLogTail(root)
    read = [chunk for _ in range(2) for chunk in tail.poll(100)]
    prune(root, cursor=tail.cursor)
    publish(root, "b", 4)
    read += tail.poll(100)
    assert sum(len(chunk.lines) for chunk in read) == 16
    assert tail.names_known == 2 * 2


def test_a_log_of_which_nothing_is_deleted_is_read_from_its_beginning(root: Path) -> None:
    TileLogRetention(root, "store", KEEP_S, NOW_S).register(None)
    assert prune(root, "other").waiting_for == {"store": 10}
    assert len(list(TileLogTail(root).poll(1))) == 14


def test_two_readers_do_not_prune_at_once(root: Path) -> None:
    first = TileLogRetention(root, "first", KEEP_S, NOW_S)
    first.register(read_all(root))
    under_way = first.prune()
    next(under_way)
    second = TileLogRetention(root, "second", KEEP_S, NOW_S)
    second.register(read_all_known(root))
    assert list(second.prune()) == []
    under_way.close()
    assert len(list(second.prune())) == 1


def test_a_cursor_that_cannot_be_read_keeps_everything(root: Path) -> None:
    TileLogRetention(root, "broken", KEEP_S).register("{")
    with pytest.raises(TileLogError, match="broken.json is not the cursor of a reader"):
        prune(root)
    assert len(left(root)) == 7


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do the work in a process that is killed with SIGKILL before its n-th change to the disk; whether it was."""
    pid = os.fork()
    if pid == 0:
        left_to_do = step

        def counted(change: Callable[..., Any]) -> Callable[..., Any]:
            def counting(*arguments: Any, **named: Any) -> Any:
                nonlocal left_to_do
                if left_to_do == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left_to_do -= 1
                return change(*arguments, **named)

            return counting

        for name in ("open", "rename", "unlink", "mkdir"):
            setattr(Path, name, counted(getattr(Path, name)))
        os.fsync = counted(os.fsync)
        work()
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def test_a_kill_at_any_step_leaves_a_log_that_is_read_right_or_refused(tmp_path: Path) -> None:
    step, refused = 0, 0
    killed = True
    while killed:
        root = tmp_path / str(step)
        for number in range(3):
            publish(root, "a", number)
        cursor = read_all(root)
        killed = killed_at(step, partial(prune, root, cursor=cursor))
        assert list(TileLogTail(root, cursor).poll(100)) == []
        try:
            read = [line.position for chunk in TileLogTail(root).poll(100) for line in chunk.lines]
            assert read == [0, 1, 2, 0, 1, 2]
        except TileLogError:
            refused += 1
        for view in VIEWS:
            assert "part-a-0-2" in left(root, view)
        prune(root, cursor=cursor)
        assert left(root) == left(root, VIEWS[1]) == ["part-a-0-2"]
        step += 1
    assert step > 15
    assert 1 < refused < step
