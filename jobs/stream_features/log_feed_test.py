import json
from collections.abc import Callable
from pathlib import Path

from andamio.features.logs.event_log import EventLog
from stream_features.log_feed import LogFeed
from stream_features.tile_log_progress import TileLogProgress


def append(log: EventLog, count: int, contract: str = "paid") -> None:
    log.append((contract, {"event_id": f"e{n}"}) for n in range(count))


def fed(folder: Path) -> list[str]:
    return [path.name for path in sorted(folder.glob("[0-9]*"))]


def positions(folder: Path) -> list[int]:
    lines = [line for path in sorted(folder.glob("[0-9]*")) for line in path.read_text().splitlines()]
    return [json.loads(line)["position"] for line in lines]


def feed(root: Path, acknowledged: Callable[[int], bool], start: int = 0, batch_bytes: int = 1 << 20) -> LogFeed:
    return LogFeed(root / "log" / "paid", root / "feed", start, acknowledged, batch_bytes)


def test_a_log_that_does_not_exist_yet_feeds_nothing(tmp_path: Path) -> None:
    assert not feed(tmp_path, lambda _: True).step()


def test_a_backlog_of_many_files_becomes_one_file_in_order(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "log")
    for _ in range(12):
        append(log, 3)
    assert feed(tmp_path, lambda _: False).step()
    assert fed(tmp_path / "feed") == ["000000000000-000000000035.ndjson"]
    assert positions(tmp_path / "feed") == list(range(36))


def test_the_next_file_waits_until_the_last_one_is_acknowledged(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "log")
    append(log, 2)
    reached = -1
    it = feed(tmp_path, lambda position: position <= reached)
    assert it.step()
    append(log, 2)
    assert not it.step()
    assert it.waiting_for == 1
    reached = 1
    assert it.step()
    assert it.waiting_for == 3


def test_a_fed_file_is_deleted_when_the_one_after_it_is_acknowledged(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "log")
    it = feed(tmp_path, lambda _: True)
    for _ in range(3):
        append(log, 1)
        it.step()
    assert fed(tmp_path / "feed") == ["000000000001-000000000001.ndjson", "000000000002-000000000002.ndjson"]
    it.step()
    assert fed(tmp_path / "feed") == ["000000000002-000000000002.ndjson"]
    assert it.waiting_for is None


def test_a_restart_goes_on_behind_the_newest_fed_file(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "log")
    append(log, 2)
    feed(tmp_path, lambda _: False).step()
    append(log, 2)
    again = feed(tmp_path, lambda _: True)
    assert again.waiting_for == 1
    assert again.step()
    assert fed(tmp_path / "feed")[-1] == "000000000002-000000000003.ndjson"


def test_files_before_the_start_position_are_not_fed(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "log")
    append(log, 2)
    append(log, 2)
    feed(tmp_path, lambda _: False, start=3).step()
    assert positions(tmp_path / "feed") == [2, 3]


def test_a_long_backlog_is_fed_in_bounded_files(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "log")
    for _ in range(4):
        append(log, 10)
    it = feed(tmp_path, lambda _: True, batch_bytes=1)
    assert [it.step() for _ in range(5)] == [True, True, True, True, False]


def test_progress_is_the_highest_position_of_all_files(tmp_path: Path) -> None:
    progress = TileLogProgress(tmp_path)
    assert not progress.reached(0)
    (tmp_path / "part-a-0-0").write_text(
        '{"kind":"progress","position":4,"view":"v@1"}\n{"kind":"progress","position":7,"view":"v@1"}\n'
    )
    (tmp_path / ".part-a-0-1").write_text('{"kind":"progress","position":9,"view":"v@1"}\n')
    assert progress.reached(7)
    assert not progress.reached(8)


def test_an_event_cannot_pass_for_progress(tmp_path: Path) -> None:
    line = json.dumps({"event_id": '\n{"kind":"progress","position":99'}, separators=(",", ":"))
    (tmp_path / "part-a-0-0").write_text(line + "\n")
    assert not TileLogProgress(tmp_path).reached(0)
