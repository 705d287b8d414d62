"""Contract of the slices: everything after the cut-over is asked once and appended once, and nothing too early."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quickstart.slices import cutover, requests_of, slices


def _row(
    event_id: str, event_ms: int, known_ms: int, sequence: int = 1, deleted: bool = False
) -> tuple[str, dict[str, Any]]:
    row = {"event_id": event_id, "event_time_ms": event_ms, "known_at_ms": known_ms, "sequence": sequence}
    return "payment_captured", {**row, "deleted": deleted}


@st.composite
def _histories(draw: st.DrawFn) -> list[tuple[str, dict[str, Any]]]:
    rows = []
    for index in range(draw(st.integers(1, 40))):
        at = draw(st.integers(0, 200))
        rows.append(_row(f"e{index}", at, at + draw(st.integers(0, 30))))
        if draw(st.booleans()):
            rows.append(_row(f"e{index}", at, at + draw(st.integers(0, 50)), sequence=2, deleted=draw(st.booleans())))
    return sorted(rows, key=lambda pair: pair[1]["known_at_ms"])


@given(_histories(), st.integers(0, 100), st.integers(1, 7))
def test_every_request_and_row_after_the_cutover_is_in_exactly_one_slice(
    rows: list[tuple[str, dict[str, Any]]], from_ms: int, payments: int
) -> None:
    cut = slices(rows, from_ms, payments)
    asked = [request["event_id"] for part in cut for request in part.requests]
    assert asked == [row["event_id"] for row in requests_of(rows) if row["event_time_ms"] >= from_ms]
    assert [row for part in cut for row in part.rows] == [pair for pair in rows if pair[1]["known_at_ms"] >= from_ms]
    for part in cut:
        assert all(part.start_ms <= request["event_time_ms"] < part.end_ms for request in part.requests)
        assert all(part.start_ms <= row["known_at_ms"] < part.end_ms for _, row in part.rows)


def test_corrections_duplicates_and_tombstones_are_no_requests() -> None:
    rows = [_row("a", 1, 1), _row("a", 1, 2), _row("a", 1, 3, sequence=2), _row("b", 2, 2), _row("b", 2, 4, 2, True)]
    assert [(row["event_id"], row["sequence"]) for row in requests_of(rows)] == [("a", 1), ("b", 1)]


def test_the_cutover_is_a_hop_boundary_that_leaves_enough_payments() -> None:
    rows = [_row(str(index), index * 10, index * 10) for index in range(100)]
    assert cutover(rows, 30, 64) == 640
    assert cutover(rows, 1000, 64) == 0
