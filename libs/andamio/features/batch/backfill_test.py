"""Backfills, moves of a cut-over and repairs: at any moment a read is what the oracle says of what it has counted."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from andamio.errors import UserError
from andamio.features import oracle
from andamio.features.batch.backfill import BackfillError
from andamio.features.batch.backfill_histories import World, expected, explained, split
from andamio.features.batch.ledger import LeaseHeld, LeaseLost
from andamio.features.event import Delivery
from andamio.features.history_strategies import EPOCH, MINUTE, SECOND, VIEW, History, delivery, histories
from andamio.features.online.online_store import Folded, Repair

HOP = VIEW.coarsest_hop_ms
Place = tuple[int, int]
ENTITIES = [(tenant, key) for tenant in ("north", "south") for key in ("c1", "c2")]


@contextmanager
def world(deliveries: Sequence[Delivery], partitions: int = 1) -> Iterator[World]:
    with tempfile.TemporaryDirectory() as folder:
        made = World(Path(folder), split(deliveries, partitions), partitions=partitions)
        yield made
        made.close()


def place(of: Delivery | Repair) -> Place:
    return of.partition, of.position


def require_explained(made: World) -> None:
    floor_ms = made.store.read(VIEW, (), 0).as_of_floor_ms
    assert floor_ms is not None
    edges = {d.event_time_ms + by for d in made.deliveries for by in (0, 1)}
    for t_ms in sorted({floor_ms, floor_ms + VIEW.tail_ms, floor_ms + 3 * HOP} | {e for e in edges if e >= floor_ms}):
        read = made.store.read(VIEW, ENTITIES, t_ms)
        for (tenant, key), entity in zip(ENTITIES, read.entities, strict=True):
            wanted = expected(VIEW, made.deliveries, read, tenant, key, t_ms)
            assert tuple(entity.values.values()) == wanted, (t_ms, tenant, key, read.cutover_ms, read.folded)


def pending(made: World) -> set[Place]:
    """Counted or not: deliveries of batch's time that the stream has read and batch has not folded in."""
    read = made.store.read(VIEW, (), 0)
    known = {place(d) for d in explained(VIEW, made.deliveries, read)}
    excluded = set(oracle.exclusions(VIEW, made.deliveries))
    return {
        place(d)
        for d in made.read_by_stream
        if d.event_time_ms < (read.cutover_ms or 0) and place(d) not in known | excluded
    }


_ACTIONS = st.lists(
    st.tuples(st.sampled_from(["stream", "land", "move", "repair", "again"]), st.integers(0, 40)), max_size=8
)


@settings(max_examples=24, deadline=None)
@given(histories(max_events=14), st.sampled_from([1, 3]), st.integers(0, 20), st.integers(-1, 2), _ACTIONS)
def test_whatever_batch_and_stream_do_in_turn_reads_are_explained_and_nothing_is_lost(
    history: History, partitions: int, landed: int, first: int, actions: list[tuple[str, int]]
) -> None:
    with world(history.deliveries, partitions) as made:
        made.land(min(landed, len(made.deliveries)))
        made.stream_cutover_ms = EPOCH + first * HOP
        made.backfill().run(made.stream_cutover_ms, step_ms=HOP)
        require_explained(made)
        for action, count in actions:
            cutover_ms = made.store.cutover(VIEW) or 0
            if action == "stream":
                made.stream(min(made.streamed + count % 5, len(made.deliveries)))
            elif action == "land":
                made.land(min(made.landed + count % 5, len(made.deliveries)))
            elif action == "move":
                made.backfill().run(cutover_ms + (1 + count % 2) * HOP, step_ms=(1 + count % 3) * HOP)
            elif action == "repair":
                made.backfill().repair()
            elif (start_ms := cutover_ms - (1 + count % 3) * HOP) >= 0:
                made.backfill().run(cutover_ms, from_ms=start_ms, step_ms=HOP)
            require_explained(made)
            queued = {place(repair) for repair in made.store.repairs(VIEW) if repair.reason == "batch_owned"}
            # A delivery that loses to another changes no tile, so the stream need not report it.
            counted = {place(d) for d in oracle.counted_events(VIEW, made.read_by_stream)}
            assert pending(made) & counted <= queued <= pending(made)
        made.stream(len(made.deliveries))
        made.backfill().repair()
        require_explained(made)
        read = made.store.read(VIEW, (), 0)
        assert explained(VIEW, made.deliveries, read) == list(made.deliveries)
        kept = oracle.exclusions(VIEW, made.deliveries)
        assert {place(repair): repair.reason for repair in made.store.repairs(VIEW)} == kept
        assert {interval.state for interval in made.ledger.intervals(VIEW.id)} == {"done"}
        assert made.ledger.cutover(VIEW.id) == read.cutover_ms


ON_TIME = [delivery(0, "a", 10), delivery(1, "b", 20, event_time_ms=EPOCH + SECOND), delivery(2, "c", 30, card="c2")]
END = EPOCH + 3 * HOP


def test_a_backfill_is_done_in_steps_and_what_it_knew_is_in_the_history() -> None:
    with world(ON_TIME) as made:
        made.land(3)
        outcome = made.backfill().run(END, step_ms=HOP)
        assert (outcome.intervals, outcome.cutover_ms, outcome.folded_position) == (3, END, 2)
        # Three hops and, at the end, raw events of the tail.
        assert [interval.rows for interval in made.ledger.intervals(VIEW.id)] == [3, 0, 8]
        history = made.ledger.history(VIEW.id)
        assert [change.what for change in history[:6]] == ["planned"] * 3 + ["computed"] * 3
        assert history[3].inputs["folded_position"] == 2
        assert len(str(history[3].inputs["digest"])) == 64
        assert [(change.from_ms, change.to_ms) for change in history if change.what == "cutover"] == [(-1, END)]
        assert all(change.who and change.at_ms for change in history)


def test_a_correction_writes_only_the_interval_that_it_touches_again() -> None:
    late = delivery(3, "b", 21, event_time_ms=EPOCH + SECOND, known_at_ms=EPOCH + MINUTE, sequence=1)
    with world([*ON_TIME, late]) as made:
        made.land(3)
        made.stream_cutover_ms = END
        made.backfill().run(END, step_ms=HOP)
        made.stream(4)
        assert [repair.reason for repair in made.store.repairs(VIEW)] == ["batch_owned"]
        before = len(made.ledger.history(VIEW.id))
        outcome = made.backfill().repair()
        again = made.ledger.history(VIEW.id)[before:]
        assert [(change.what, change.from_ms) for change in again] == [
            (state, EPOCH) for state in ("planned", "computed", "loaded", "done")
        ]
        assert (outcome.intervals, outcome.folded_position) == (1, 3)
        assert (made.store.repairs(VIEW), made.store.read(VIEW, (), 0).folded) == ([], [Folded(END, 3)])
        require_explained(made)
        assert made.backfill().repair().intervals == 0


def test_two_backfills_at_once_are_refused_and_one_that_was_overtaken_stops() -> None:
    with world(ON_TIME) as made:
        made.land(3)
        first = made.ledger.acquire(VIEW.id, f"elsewhere:{os.getpid()}:a", made.clock_ms())
        with pytest.raises(LeaseHeld, match="is at work on card_payments@1"):
            made.backfill().run(END)
        made.now_ms += 10**9
        made.backfill().run(END, step_ms=HOP)
        with pytest.raises(LeaseLost, match="taken over"):
            made.ledger.record(first, [], made.clock_ms())


def test_a_stream_that_counts_on_in_the_moved_range_is_caught_up_with_or_named() -> None:
    deliveries = [*ON_TIME, delivery(5, "d", 40), delivery(6, "e", 50)]
    with world(deliveries) as made:
        made.land(1)
        made.stream_cutover_ms = EPOCH + HOP
        made.backfill().run(made.stream_cutover_ms, step_ms=HOP)
        made.stream(4)
        made.backfill().run(END, step_ms=HOP)
        assert made.store.read(VIEW, (), 0).folded[-1] == Folded(END, 5)
        require_explained(made)
    with world(deliveries) as made:
        made.land(1)
        made.stream_cutover_ms = EPOCH + HOP
        made.backfill().run(made.stream_cutover_ms, step_ms=HOP)
        made.stream(5)
        behind = replace(made.backfill(), land=lambda: None)
        with pytest.raises(BackfillError, match=r"position 6 in a tile .* \(in 5 attempts\)"):
            behind.run(END, step_ms=HOP)
        assert made.ledger.intervals(VIEW.id)[-1].state == "failed"
        assert "knows the log up to 0" in made.ledger.intervals(VIEW.id)[-1].reason
        require_explained(made)
        made.backfill().resume()
        assert made.store.cutover(VIEW) == END
        require_explained(made)


def test_a_lost_store_is_loaded_again_from_the_ledger() -> None:
    with world(ON_TIME) as made:
        made.land(3)
        made.backfill().run(END, step_ms=HOP)
        made.store.close()
        made.store.path.unlink()
        made.store = type(made.store)(made.store.path, [VIEW], create=True)
        made.backfill().resume()
        assert made.store.cutover(VIEW) == END
        require_explained(made)


def test_the_users_mistakes_name_the_option_and_the_fix() -> None:
    with world(ON_TIME) as made:
        made.land(3)
        with pytest.raises(UserError, match=f"--to {END + 1} is not a multiple of {HOP}"):
            made.backfill().run(END + 1)
        with pytest.raises(UserError, match=f"--from {EPOCH + HOP} leaves out events .* use {EPOCH}"):
            made.backfill().run(END, from_ms=EPOCH + HOP)
        made.backfill().run(END)
        with pytest.raises(UserError, match="choose a later --to"):
            made.backfill().run(END)
        with pytest.raises(UserError, match=f"leaves a gap .* use {END}"):
            made.backfill().run(END + 3 * HOP, from_ms=END + HOP)


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("moves", [1, 2])
@pytest.mark.parametrize("between", ["record", "record_cutover"])
def test_a_move_killed_between_its_records_is_recorded_by_the_next_run(
    monkeypatch: pytest.MonkeyPatch, moves: int, between: str
) -> None:
    with world(ON_TIME) as made:
        made.land(len(ON_TIME))
        for move in range(1, moves):
            made.backfill().run(EPOCH + move * HOP, step_ms=HOP)
        cutover_ms = EPOCH + moves * HOP
        written = getattr(made.ledger, between)

        def killed(*arguments: Any) -> None:
            # The store has moved, and this is the next that would be recorded.
            if made.store.cutover(VIEW) == cutover_ms:
                raise Killed
            written(*arguments)

        monkeypatch.setattr(made.ledger, between, killed)
        with pytest.raises(Killed):
            made.backfill().run(cutover_ms, step_ms=HOP)
        monkeypatch.undo()
        made.backfill().repair()

        assert made.ledger.cutover(VIEW.id) == made.store.cutover(VIEW) == cutover_ms
        assert {interval.state for interval in made.ledger.intervals(VIEW.id)} == {"done"}
