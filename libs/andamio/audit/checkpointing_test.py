"""When a log is checkpointed, and that a log which does not go on from its last checkpoint takes nothing more."""

import json
import time
from contextlib import closing
from pathlib import Path

import pytest

from andamio.audit import log as log_module
from andamio.audit.actions import ACTIONS
from andamio.audit.checkpointing import CHECKPOINT_RECORDS
from andamio.audit.errors import LogTampered, LogUnavailable
from andamio.audit.log_examples import CHECKPOINTS, Clock, Opened, append_some
from andamio.audit.merkle import Tree
from andamio.audit.record import new_entry


def test_no_record_lies_more_than_1000_after_a_checkpoint(opened: Opened) -> None:
    entry = new_entry(ACTIONS, 1, "job", "automation.ran", "view/a@1", "repair")
    with closing(opened()) as log:
        for count in (1, 999, 1, 700, 299, 1, 600, 600, 1_000):
            log.append_all([entry] * count)
        sizes = [each.size for each in log.checkpoints.all()[0]]
        size = log.store.last()
        assert size is not None
        assert all(after - before <= CHECKPOINT_RECORDS for before, after in zip([0, *sizes], [*sizes, size[0]]))
        assert log.verify().ok


def test_an_append_checkpoints_what_is_a_second_old_before_it(opened: Opened, clock: Clock) -> None:
    with closing(opened()) as log:
        append_some(log, 3)
        clock.now_ms += 999
        append_some(log)
        assert [each.size for each in log.checkpoints.all()[0]] == [0]
        clock.now_ms += 1
        append_some(log)
        assert [each.size for each in log.checkpoints.all()[0]] == [0, 4]
        clock.now_ms -= 10_000  # set back: how old a checkpoint is cannot be said any more
        append_some(log)
        assert [each.size for each in log.checkpoints.all()[0]] == [0, 4, 5]


def test_the_last_record_before_a_silence_is_checkpointed_by_the_writers_thread(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_module, "FLUSH_S", 0.01)
    with closing(opened()) as log:
        append_some(log, 5)
        patience = time.monotonic() + 20
        while (last := log.checkpoints.last()) is None or last.size < 5:
            assert time.monotonic() < patience
            time.sleep(0.005)


def test_closing_and_opening_checkpoint_what_is_not_covered(opened: Opened) -> None:
    with closing(opened()) as log:
        append_some(log, 3)
    last = log.checkpoints.last()
    assert last is not None
    assert last.size == 3
    killed = opened()
    append_some(killed, 4)
    killed.store.close()  # as a kill leaves it: not checkpointed
    assert (found := killed.checkpoints.last())
    assert found.size < 7
    with closing(opened()) as log:
        assert (found := log.checkpoints.last())
        assert found.size == 7
        assert log.verify().covered == 7


def test_a_checkpoints_root_is_that_of_the_tree_over_the_digests(opened: Opened, clock: Clock) -> None:
    with closing(opened()) as log:
        for _ in range(20):
            append_some(log, 7)
            clock.now_ms += 2_000
        tree = Tree([bytes.fromhex(record.digest) for record in log.records()])
        found, _ = log.checkpoints.all()
        assert len(found) >= 20
        assert [each.root for each in found] == [tree.root(each.size).hex() for each in found]


def test_a_writer_refuses_a_log_that_does_not_go_on_from_its_last_checkpoint(
    opened: Opened, tmp_path: Path, clock: Clock
) -> None:
    with closing(opened()) as log:
        append_some(log, 3)
    place = tmp_path / CHECKPOINTS
    kept = place.read_text()
    last = json.loads(kept.splitlines()[-1])
    for wrong, message in (
        ({"size": 4}, "ends at 3"),
        ({"head": "00" * 32}, "another record 3"),
        ({"log_id": "another"}, "another log"),
    ):
        place.write_text(kept + json.dumps({**last, **wrong}) + "\n")
        with pytest.raises(LogTampered, match=message):
            opened()
    place.unlink()
    with pytest.raises(LogTampered, match="no checkpoint"):
        opened()
    place.write_text(kept)
    with closing(opened()) as log:
        place.write_text(kept + json.dumps({**last, "size": 9}) + "\n")
        append_some(log)
        clock.now_ms += 5_000
        with pytest.raises(LogTampered):
            append_some(log)
        assert log.store.last() == (4, next(log.records(3)).digest)
        place.write_text(kept)


def test_a_log_whose_checkpoints_cannot_be_written_takes_nothing_more_when_one_is_due(
    opened: Opened, tmp_path: Path, clock: Clock
) -> None:
    with closing(opened()) as log:
        append_some(log, 2)
        place = tmp_path / CHECKPOINTS
        kept = place.rename(tmp_path / "kept")
        place.mkdir()
        clock.now_ms += 1_000
        with pytest.raises(LogUnavailable, match="checkpoints"):
            append_some(log)
        place.rmdir()
        kept.rename(place)
        append_some(log)
        assert log.verify().ok
