"""The tail sees every complete file once, in an order that keeps progress honest."""

import json
from pathlib import Path

import pytest

from andamio.features.logs.tile_log import TileLogTail, parse_line, read_tile_log
from andamio.features.logs.tile_log_parts import TileLogError
from andamio.features.online.online_store import LogLine, Progress, Repair, TileRow, TileWrite

VIEW = "payments@1"
TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def publish(root: Path, run: str, number: int, *positions: int, view: str = VIEW) -> None:
    folder = root / view
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps({"kind": "progress", "view": view, "position": position}) for position in positions]
    (folder / f"part-{run}-0-{number}").write_text("\n".join(lines) + "\n")


def poll(tail: TileLogTail, lines_at_most: int = 1000) -> list[int]:
    return [line.position for chunk in tail.poll(lines_at_most) for line in chunk.lines]


def test_lines_parse_into_rows() -> None:
    tile = (
        '{"hop_ms":60000,"key":"c7","kind":"tile","partial":[2,119999,340282366920938463463374607431768211456],'
        '"position":113,"tenant":"t","tile_start_ms":60000,"view":"payments@1"}'
    )
    event = (
        '{"event_id":"e1","hop_ms":0,"key":"c7","kind":"event","partial":[1,5,"00000000000000000005\\u0001e1\\u00017"],'
        '"position":9,"tenant":"t","tile_start_ms":5,"view":"payments@1"}'
    )
    repair = (
        '{"event_id":"e1","key":"c7","kind":"repair","position":4,"reason":"late","sequence":2,'
        '"tenant":"t","tile_start_ms":5,"view":"payments@1"}'
    )
    expected: list[LogLine] = [
        TileWrite(VIEW, 113, TileRow("t", "c7", 60000, 60000, "", [2, 119999, 2**128])),
        TileWrite(VIEW, 9, TileRow("t", "c7", 0, 5, "e1", [1, 5, "00000000000000000005\x01e1\x017"])),
        Repair(VIEW, 4, "t", "c7", 5, "e1", "late"),
        Progress(VIEW, 8),
        Progress(VIEW, 9, 2, TRACEPARENT),
    ]
    traced = f'{{"kind":"progress","partition":2,"position":9,"traceparent":"{TRACEPARENT}","view":"payments@1"}}'
    lines = [tile, event, repair, '{"kind":"progress","position":8,"view":"payments@1"}', traced]
    assert [parse_line(line) for line in lines] == expected


@pytest.mark.parametrize(
    "line", ["", "[]", '{"kind":"tile","view":"v","position":1}', '{"kind":"x","view":"v","position":1}']
)
def test_anything_else_is_refused(line: str) -> None:
    with pytest.raises(TileLogError):
        parse_line(line)


def test_a_line_that_is_refused_is_named_by_its_place_and_never_quoted(tmp_path: Path) -> None:
    publish(tmp_path, "a", 0, 1)
    with (tmp_path / VIEW / "part-a-0-0").open("a") as part:
        part.write('{"kind":"tile","view":"payments@1","tenant":"t","key":"ada-lovelace","position":2}\n')
    with pytest.raises(TileLogError, match="line 2 of .*part-a-0-0: .*misses 'hop_ms'") as caught:
        poll(TileLogTail(tmp_path))
    assert "ada" not in str(caught.value)


def test_a_file_is_read_once_and_files_in_progress_are_not(tmp_path: Path) -> None:
    tail = TileLogTail(tmp_path / "log")
    assert poll(tail) == []
    publish(tmp_path / "log", "a", 0, 1)
    (tmp_path / "log" / VIEW / ".part-a-0-1.inprogress.x").write_text("half a li")
    (tmp_path / "log" / VIEW / "_SUCCESS").write_text("")
    assert poll(tail) == [1]
    assert poll(tail) == []
    publish(tmp_path / "log", "a", 1, 2)
    assert poll(tail) == [2]


def test_files_of_a_run_are_read_by_number_not_by_name(tmp_path: Path) -> None:
    for number in range(12):
        publish(tmp_path, "a", number, number)
    assert poll(TileLogTail(tmp_path)) == list(range(12))


def test_the_run_that_began_earlier_is_read_first(tmp_path: Path) -> None:
    publish(tmp_path, "aa", 0, 30, 31)
    publish(tmp_path, "zz", 0, 10, 11)
    publish(tmp_path, "zz", 1, 20, 21)
    assert [line.position for line in read_tile_log(tmp_path)] == [10, 11, 20, 21, 30, 31]


def test_a_tail_resumes_from_its_cursor_and_finds_files_that_appeared_late(tmp_path: Path) -> None:
    for number in (0, 1, 3):
        publish(tmp_path, "a", number, number)
    first = TileLogTail(tmp_path)
    chunks = list(first.poll(lines_at_most=1))
    assert [chunk.lines for chunk in chunks] == [[Progress(VIEW, 0)], [Progress(VIEW, 1)], [Progress(VIEW, 3)]]
    assert json.loads(chunks[-1].cursor) == {VIEW: {"part-a-0": [[0, 1], [3, 3]]}}
    publish(tmp_path, "a", 2, 2)
    assert poll(TileLogTail(tmp_path, chunks[0].cursor)) == [1, 2, 3]
    assert poll(TileLogTail(tmp_path, chunks[-1].cursor)) == [2]


def test_a_foreign_file_is_named(tmp_path: Path) -> None:
    (tmp_path / VIEW).mkdir()
    (tmp_path / VIEW / "notes.txt").write_text("hello")
    with pytest.raises(TileLogError, match="notes.txt"):
        poll(TileLogTail(tmp_path))


def test_runs_over_a_log_in_partitions_are_ordered_by_a_partition_that_both_have_read(tmp_path: Path) -> None:
    def progress(run: str, places: list[tuple[int, int]]) -> None:
        lines = [{"kind": "progress", "view": "v@1", "partition": p, "position": n} for p, n in places]
        folder = tmp_path / "v@1"
        folder.mkdir(exist_ok=True)
        (folder / f"part-{run}-0-0").write_text("".join(json.dumps(line) + "\n" for line in lines))

    # The run that came last is the first by name and by its smallest position.
    progress("a", [(0, 90), (1, 3)])
    progress("b", [(1, 0), (1, 2)])
    progress("c", [(0, 70), (0, 89)])
    read = [(line.partition, line.position) for line in read_tile_log(tmp_path)]
    assert read == [(1, 0), (1, 2), (0, 70), (0, 89), (0, 90), (1, 3)]
