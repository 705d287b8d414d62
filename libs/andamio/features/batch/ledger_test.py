"""What a ledger promises: only the picture's transitions, no overlaps, one holder at a time, and a history."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andamio.features.batch.ledger import (
    STATES,
    Interval,
    LeaseHeld,
    LeaseLost,
    LedgerError,
    State,
    WrongTransition,
    cover,
    may_follow,
)
from andamio.features.batch.sqlite_ledger import LEASE_MS, SqliteLedger

VIEW = "payments@1"
ME, OTHER = f"elsewhere:{os.getpid()}:me", "elsewhere:1:other"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    opened = SqliteLedger(tmp_path / "ledger.db")
    yield opened
    opened.close()


def interval(from_ms: int, to_ms: int, state: State = "planned") -> Interval:
    return Interval(from_ms, to_ms, state, folded_position=7)


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("after", STATES)
def test_an_interval_goes_the_ways_of_the_picture_and_no_other(
    ledger: SqliteLedger, before: State, after: State
) -> None:
    ways = "planned>planned planned>computed computed>loaded loaded>done done>planned failed>planned computed>planned "
    ways += "loaded>planned planned>failed computed>failed loaded>failed"
    allowed = f"{before}>{after}" in ways.split()
    assert may_follow(before, after) == allowed
    lease = ledger.acquire(VIEW, ME, 0)
    to_it: dict[State, list[State]] = {
        "planned": [],
        "computed": ["computed"],
        "loaded": ["computed", "loaded"],
        "done": ["computed", "loaded", "done"],
        "failed": ["failed"],
    }
    for state in ["planned", *to_it[before]]:
        ledger.record(lease, [interval(0, 10, state)], 1)
    if allowed:
        assert interval(0, 10, before).to(after, 5).state == after
        ledger.record(lease, [interval(0, 10, after)], 5)
        assert [i.state for i in ledger.intervals(VIEW)] == [after]
    else:
        with pytest.raises(WrongTransition, match=f"is {before} and cannot become {after}"):
            interval(0, 10, before).to(after, 5)
        with pytest.raises(WrongTransition, match=f"cannot become {after}"):
            ledger.record(lease, [interval(0, 10, after)], 5)
        assert [i.state for i in ledger.intervals(VIEW)] == [before]


def test_a_record_is_all_or_nothing_and_intervals_do_not_overlap(ledger: SqliteLedger) -> None:
    lease = ledger.acquire(VIEW, ME, 0)
    ledger.record(lease, [interval(0, 10), interval(10, 30)], 1)
    with pytest.raises(WrongTransition, match=r"\[10, 30\) planned"):
        ledger.record(lease, [interval(0, 10, "computed"), interval(20, 40)], 2)
    assert ledger.intervals(VIEW) == [interval(0, 10), interval(10, 30)]
    assert [change.what for change in ledger.history(VIEW)] == ["planned", "planned"]


def test_a_lease_is_one_holders_until_it_expires_or_is_released(ledger: SqliteLedger) -> None:
    first = ledger.acquire(VIEW, ME, 0)
    with pytest.raises(LeaseHeld, match=r"lease for 300 s more"):
        ledger.acquire(VIEW, OTHER, 0)
    assert ledger.acquire("other@1", OTHER, 0).fence == 1
    ledger.record(first, [], 1_000)
    with pytest.raises(LeaseHeld):
        ledger.acquire(VIEW, OTHER, LEASE_MS + 500)
    second = ledger.acquire(VIEW, OTHER, LEASE_MS + 1_000)
    assert second.fence == first.fence + 1
    ledger.release(first)
    with pytest.raises(LeaseLost, match="has taken over from"):
        ledger.record(first, [interval(0, 10)], LEASE_MS + 1_001)
    with pytest.raises(LeaseLost):
        ledger.record_cutover(first, None, 10, 7, LEASE_MS + 1_001)
    ledger.release(second)
    assert ledger.acquire(VIEW, ME, 0).fence == 3


def test_a_move_of_the_cutover_is_in_the_history(ledger: SqliteLedger) -> None:
    lease = ledger.acquire(VIEW, ME, 0)
    assert ledger.cutover(VIEW) is None
    ledger.record_cutover(lease, None, 10, 7, 1)
    ledger.record_cutover(lease, 10, 20, 9, 2)
    assert ledger.cutover(VIEW) == 20
    moves = [(c.at_ms, c.who, c.from_ms, c.to_ms, c.inputs["folded_position"]) for c in ledger.history(VIEW)]
    assert moves == [(1, ME, -1, 10, 7), (2, ME, 10, 20, 9)]


def test_a_file_that_is_no_ledger_is_named(tmp_path: Path) -> None:
    (tmp_path / "other.db").write_text("not a database at all, but long enough to look at")
    with pytest.raises(LedgerError, match="other.db cannot be opened"):
        SqliteLedger(tmp_path / "other.db")


@given(st.lists(st.integers(1, 4), max_size=5), st.integers(0, 10), st.integers(1, 12), st.integers(1, 5))
def test_a_cover_is_without_gap_and_takes_known_intervals_whole(
    lengths: list[int], from_ms: int, length_ms: int, step_ms: int
) -> None:
    # Every second stretch is known.
    edges = [sum(lengths[:n]) for n in range(len(lengths) + 1)]
    known = [interval(start, end) for start, end in list(zip(edges, edges[1:]))[::2]]
    pieces = cover(known, from_ms, from_ms + length_ms, step_ms)
    assert pieces[0][0] <= from_ms < from_ms + length_ms <= pieces[-1][1]
    assert all(end == start for (_, end), (start, _) in zip(pieces, pieces[1:]))
    whole = {(i.from_ms, i.to_ms) for i in known}
    for piece in pieces:
        assert piece in whole or (
            piece[1] - piece[0] <= step_ms and not any(i.from_ms < piece[1] and piece[0] < i.to_ms for i in known)
        )
