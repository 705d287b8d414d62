"""The embedded event log: positions across contracts, whole batches or nothing, reading from a position."""

from pathlib import Path
from typing import Any

from andamio.features.logs.event_log import EventLog


def row(event_id: str, known_at_ms: int = 1) -> dict[str, Any]:
    return {
        "event_id": event_id,
        "tenant": "t",
        "customer": "c",
        "event_time_ms": 1,
        "known_at_ms": known_at_ms,
        "sequence": 0,
        "deleted": False,
    }


def read(log: EventLog, contract: str, start: int = 0) -> list[tuple[int, str]]:
    return [(d.position, d.event_id) for d in log.read(contract, {0: start})]


def test_an_empty_log_starts_at_position_zero(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "not-there-yet")
    assert log.next_position() == 0
    assert log.last_position("payments") == -1
    assert read(log, "payments") == []
    assert log.append([]) == 0


def test_positions_run_over_all_contracts_and_batches(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    assert log.append([("payments", row("a")), ("reversals", row("r")), ("payments", row("b"))]) == 3
    assert log.append([("reversals", row("s")), ("payments", row("c"))]) == 5
    assert read(log, "payments") == [(0, "a"), (2, "b"), (4, "c")]
    assert read(log, "reversals") == [(1, "r"), (3, "s")]
    assert (log.last_position("payments"), log.last_position("reversals")) == (4, 3)
    assert EventLog(tmp_path).next_position() == 5


def test_reading_starts_at_a_position_within_a_file(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    log.append([("payments", row(name)) for name in "abc"])
    log.append([("payments", row("d"))])
    assert read(log, "payments", 2) == [(2, "c"), (3, "d")]
    assert read(log, "payments", 4) == []


def test_files_order_by_position_beyond_the_first_ten(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    for index in range(12):
        log.append([("payments", row(str(index)))])
    assert [position for position, _ in read(log, "payments")] == list(range(12))


def test_what_a_killed_writer_left_behind_is_not_read(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    log.append([("payments", row("a"))])
    (tmp_path / "payments" / ".000000000001-000000000001.ndjson").write_text('{"event_id": "half', encoding="utf-8")
    assert read(log, "payments") == [(0, "a")]
    assert log.append([("payments", row("b"))]) == 2
    assert read(log, "payments") == [(0, "a"), (1, "b")]


def test_a_delivery_carries_its_whole_row(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    log.append([("payments", {**row("a", known_at_ms=9), "note": "é\n"})])
    (delivery,) = log.read("payments")
    assert delivery.values == {**row("a", known_at_ms=9), "note": "é\n", "position": 0}
    assert (delivery.known_at_ms, delivery.deleted) == (9, False)
