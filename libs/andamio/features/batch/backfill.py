"""Batch writes a view's tiles step by step: computed, kept in the lakehouse, loaded into the online store, read back.

    deliveries in [from, to) up to a log position ─► tiles ─► lakehouse ─► online store ─► read back ─► done
                                                 planned   computed     loaded

The `ledger` says how far each interval is. Every step replaces what it wrote before and is recorded after it is done,
so a backfill that is killed anywhere is run again and goes on; two at once cannot hurt, by the ledger's lease, by the
lakehouse's fence, and because a store takes no batch that knows less than what it holds.

A store without a cut-over takes all intervals at once, since half a history would be served as a whole one. After that
the cut-over moves with each interval that ends beyond it, in the transaction that loads it. While the stream runs on,
it may count a delivery in a tile that batch is about to take: the store then refuses, and the interval is computed
again with what has landed since. What the stream brings later is a repair; `repair` folds it in.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from andamio.errors import AndamioError, UserError
from andamio.features.batch.batch_engine import BatchEngine
from andamio.features.batch.duckdb_engine import tile_rows
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.batch.ledger import Interval, Lease, Ledger, cover
from andamio.features.batch.tile_digest import digest_of, without_event_ids
from andamio.features.definition import FeatureView
from andamio.features.online.folded_ranges import position_at
from andamio.features.online.log_position import LogPosition, by_partition, knows, of_partitions
from andamio.features.online.online_read import floor, reaches
from andamio.features.online.online_store import BatchBehindStream, BatchOutdated, OnlineStore

# The stream counts in an interval again and again only if it is too young to be batch's.
ATTEMPTS = 5

Engine = Callable[[FeatureView, pa.Table, int], AbstractContextManager[BatchEngine]]
"""The engine over some deliveries of a view's contract, none of which is beyond a log position."""


class BackfillError(AndamioError):
    """An interval could not be done; the ledger has it as failed, with the reason."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run has brought a view to."""

    intervals: int
    """Made done by this run."""
    rows: int
    """Tiles and raw events in them."""
    cutover_ms: int | None
    folded_position: LogPosition


@dataclass(frozen=True, slots=True)
class Backfill:
    """One view's intervals, its tables and its store."""

    view: FeatureView
    lake: Lakehouse
    store: OnlineStore
    ledger: Ledger
    engine: Engine
    owner: str
    """Who this is, in leases and in the history; see `sqlite_ledger.new_owner`."""
    clock_ms: Callable[[], int]
    land: Callable[[], object] = lambda: None
    """Brings the lakehouse up to the end of the log, if it can be done from here."""
    progress: Callable[[str], None] = lambda _: None

    def run(self, to_ms: int, from_ms: int | None = None, step_ms: int | None = None) -> Outcome:
        """Do what is left of earlier runs, then the intervals of [from_ms, to_ms), which move the cut-over to `to_ms`.

        `from_ms` is by default where batch has come to, or the view's first event. Bounds and `step_ms` (by default 30
        coarsest hops) are multiples of the coarsest hop. An interval that is done is computed again. Raises
        `UserError`, `LeaseHeld`, and `BackfillError`.
        """
        hop = self.view.coarsest_hop_ms
        step_ms = 30 * hop if step_ms is None else step_ms
        for name, value in (("from", from_ms), ("to", to_ms), ("step", step_ms)):
            if value is not None and (value < 0 or value % hop):
                raise UserError(f"--{name} {value} is not a multiple of {hop} ms, the coarsest hop of {self.view.id}")
        lease = self.ledger.acquire(self.view.id, self.owner, self.clock_ms())
        try:
            self._reopen(lease)
            done = self._finish(lease)
            start_ms = self._start(from_ms, to_ms)
            if start_ms >= to_ms or step_ms < hop:
                raise UserError(
                    f"there is nothing from {start_ms} to {to_ms} in steps of {step_ms}; choose a later --to"
                )
            self.land()
            self._plan(lease, cover(self.ledger.intervals(self.view.id), start_ms, to_ms, step_ms), "asked for")
            return self._outcome([*done, *self._finish(lease)])
        finally:
            self.ledger.release(lease)

    def resume(self) -> Outcome:
        """Do what is left of earlier runs."""
        lease = self.ledger.acquire(self.view.id, self.owner, self.clock_ms())
        try:
            self._reopen(lease)
            return self._outcome(self._finish(lease))
        finally:
            self.ledger.release(lease)

    def repair(self) -> Outcome:
        """Fold in what has landed since for tiles of batch's: only intervals that it touches are written again."""
        lease = self.ledger.acquire(self.view.id, self.owner, self.clock_ms())
        try:
            self._reopen(lease)
            done = self._finish(lease)
            self.land()
            position = self.lake.last_position(self.view.contract)
            self._plan(lease, self._touched(position), "repair", position)
            done += self._finish(lease)
            # Each range has its deliveries up to here, or had none.
            self.store.record_folded(self.view, position)
            self.progress(f"{self.view.id}: folded up to position {position}")
            return self._outcome(done)
        finally:
            self.ledger.release(lease)

    # Planning

    def _start(self, from_ms: int | None, to_ms: int) -> int:
        cutover_ms = self.store.cutover(self.view)
        hop = self.view.coarsest_hop_ms
        if cutover_ms is not None:
            if from_ms is not None and from_ms > cutover_ms:
                raise UserError(f"--from {from_ms} leaves a gap after the cut-over of {self.view.id}; use {cutover_ms}")
            return cutover_ms if from_ms is None else from_ms
        self.land()
        times = self.lake.event_times_between(
            self.view.contract, -1, self.lake.last_position(self.view.contract), to_ms
        )
        first_ms = pc.min(times).as_py()
        needed = to_ms - hop if first_ms is None else floor(first_ms, hop)
        if from_ms is not None and from_ms > needed:
            raise UserError(
                f"--from {from_ms} leaves out events of {self.view.id} before it; use {needed}, or leave it out"
            )
        return needed if from_ms is None else from_ms

    def _plan(
        self, lease: Lease, bounds: Iterable[tuple[int, int]], reason: str, position: LogPosition | None = None
    ) -> None:
        position = self.lake.last_position(self.view.contract) if position is None else position
        now_ms = self.clock_ms()
        known = {(interval.from_ms, interval.to_ms): interval for interval in self.ledger.intervals(self.view.id)}
        planned = [
            (
                known[piece].planned_again(position, reason, now_ms)
                if piece in known
                else Interval(*piece, "planned", position, reason=reason, changed_at_ms=now_ms)
            )
            for piece in bounds
        ]
        if planned:
            self.ledger.record(lease, planned, now_ms)
            self.progress(f"{self.view.id}: {len(planned)} intervals planned, deliveries up to position {position}")

    def _reopen(self, lease: Lease) -> None:
        """Plan again what failed, and what a store that was made anew or put back does not have."""
        cutover_ms = self.store.cutover(self.view) or 0
        bounds = [
            (interval.from_ms, interval.to_ms)
            for interval in self.ledger.intervals(self.view.id)
            if interval.state == "failed" or (interval.state in ("loaded", "done") and interval.to_ms > cutover_ms)
        ]
        if bounds:
            self.land()
        self._plan(lease, bounds, "failed before, or not in the store")

    def _touched(self, position: LogPosition) -> list[tuple[int, int]]:
        """The done intervals, or pieces of a hop where there are none, whose tiles miss a delivery up to `position`."""
        hop, found, start_ms = self.view.coarsest_hop_ms, set(), 0
        for folded in self.store.read(self.view, (), 0).folded:
            times = self.lake.event_times_between(self.view.contract, folded.position, position, folded.until_ms)
            found |= {floor(time, hop) for time in pc.unique(times).to_pylist() if time >= start_ms}
            start_ms = folded.until_ms
        known = self.ledger.intervals(self.view.id)
        waiting = {(interval.from_ms, interval.to_ms) for interval in known if interval.state != "done"}
        pieces = {piece for start in found for piece in cover(known, start, start + hop, hop)}
        return sorted(pieces - waiting)

    # The steps of intervals

    def _finish(self, lease: Lease) -> list[Interval]:
        """Bring every interval to done, in order of time. Raises `BackfillError`."""
        done: list[Interval] = []
        attempts: dict[tuple[int, int], int] = {}
        while waiting := [i for i in self.ledger.intervals(self.view.id) if i.state != "done"]:
            interval = waiting[0]
            try:
                if self.store.cutover(self.view) is None:
                    self._first_load(lease, waiting)
                elif interval.state == "planned":
                    self._compute(lease, interval)
                elif interval.state == "computed":
                    self._load(lease, interval)
                else:
                    done.append(self._verify(lease, interval))
            except (BatchBehindStream, BatchOutdated) as behind:
                tried = attempts[interval.from_ms, interval.to_ms] = (
                    attempts.get((interval.from_ms, interval.to_ms), 0) + 1
                )
                if tried == ATTEMPTS:
                    self._fail(lease, interval, f"{behind} (in {ATTEMPTS} attempts)")
                self.land()
                again = waiting if self.store.cutover(self.view) is None else [interval]
                self._plan(lease, [(i.from_ms, i.to_ms) for i in again], str(behind))
        return done

    def _compute(self, lease: Lease, interval: Interval) -> None:
        view = self.view
        deliveries = self.lake.deliveries_in(view.contract, interval.from_ms, interval.to_ms, interval.folded_position)
        tail_ms = max(interval.from_ms, floor(interval.to_ms - view.tail_ms, view.finest_hop_ms))
        with self.engine(view, deliveries, max(by_partition(interval.folded_position))) as engine:
            tiles = pa.concat_tables([engine.tiles(), engine.events(tail_ms, interval.to_ms)])
        self.lake.write_interval(view, interval.from_ms, interval.to_ms, tiles, interval.folded_position, lease.fence)
        self.progress(f"{view.id} {interval.name}: {tiles.num_rows} rows in the lakehouse")
        now_ms = self.clock_ms()
        digest = digest_of(tile_rows(view, tiles))
        self.ledger.record(lease, [interval.to("computed", now_ms, rows=tiles.num_rows, digest=digest)], now_ms)

    def _computed(self, lease: Lease, interval: Interval) -> pa.Table:
        """The interval's rows in the lakehouse. Raises `BatchOutdated` if another has written them since."""
        table = self.lake.tiles_in(self.view, interval.from_ms, interval.to_ms)
        if digest_of(tile_rows(self.view, table)) != interval.digest:
            raise BatchOutdated(f"the lakehouse has other tiles of {interval.name} than were computed")
        return table

    def _first_load(self, lease: Lease, waiting: list[Interval]) -> None:
        for interval in waiting:
            if interval.state == "planned":
                self._compute(lease, interval)
        computed = [i for i in self.ledger.intervals(self.view.id) if i.state == "computed"]
        position = computed[0].folded_position
        if {interval.folded_position for interval in computed} != {position}:
            raise BatchOutdated("some intervals know more of the log than others")
        applied = of_partitions(self.store.read(self.view, (), 0).applied_positions)
        if not knows(position, applied):
            raise BatchBehindStream(
                f"the stream has applied position {applied}, and batch knows the log up to {position}"
            )
        for interval in computed:
            self._computed(lease, interval)
        start_ms, cutover_ms = computed[0].from_ms, computed[-1].to_ms
        rows = tile_rows(self.view, self.lake.tiles_in(self.view, start_ms, cutover_ms))
        self.store.write_batch(self.view, cutover_ms, rows, position)
        self._loaded(lease, computed, None)

    def _load(self, lease: Lease, interval: Interval) -> None:
        table, start_ms = self._computed(lease, interval), interval.from_ms
        read = self.store.read(self.view, (), 0)
        if read.as_of_floor_ms is not None and start_ms < reaches(self.view, read.as_of_floor_ms)[-1].from_ms:
            # The store keeps of such a time only when a key was last seen, which takes all that was before.
            start_ms = 0
            if touched := [piece for piece in self._touched(interval.folded_position) if piece[1] <= interval.from_ms]:
                self._plan(lease, touched, "repair", interval.folded_position)
                return
            table = self.lake.tiles_in(self.view, start_ms, interval.to_ms)
        rows = tile_rows(self.view, table)
        self.store.write_interval(self.view, start_ms, interval.to_ms, rows, interval.folded_position)
        self._loaded(lease, [interval], read.cutover_ms)

    def _loaded(self, lease: Lease, intervals: list[Interval], before_ms: int | None) -> None:
        self.progress(f"{self.view.id} {intervals[0].name}: {len(intervals)} intervals in the store")
        now_ms, cutover_ms = self.clock_ms(), intervals[-1].to_ms
        # First: whoever is killed after it loads again. An interval that is loaded is not looked at for its cut-over.
        if cutover_ms > (self.ledger.cutover(self.view.id) or -1):
            self.ledger.record_cutover(lease, before_ms, cutover_ms, intervals[-1].folded_position, now_ms)
            self.progress(f"{self.view.id}: the cut-over is {cutover_ms}")
        self.ledger.record(lease, [interval.to("loaded", now_ms) for interval in intervals], now_ms)

    def _verify(self, lease: Lease, interval: Interval) -> Interval:
        """Read back what the store holds of the interval, in so far as reads still reach it."""
        view, start_ms, end_ms = self.view, interval.from_ms, interval.to_ms
        expected = without_event_ids(view, tile_rows(view, self._computed(lease, interval)))
        stored = without_event_ids(view, self.store.batch_rows(view, start_ms, end_ms))
        read = self.store.read(view, (), 0)
        if not knows(interval.folded_position, position_at(read.folded, start_ms)):
            raise BatchOutdated(f"a batch that knows more has replaced {interval.name}")
        # What is dropped meanwhile is before the floor read afterwards.
        kept_from = {reach.hop_ms: reach.from_ms for reach in reaches(view, read.as_of_floor_ms or 0)}
        kept = [[row for row in rows if row.tile_start_ms >= kept_from[row.hop_ms]] for rows in (expected, stored)]
        if digest_of(kept[0]) != digest_of(kept[1]):
            self._fail(lease, interval, f"the store holds {len(kept[1])} rows that are not the {len(kept[0])} written")
        now_ms = self.clock_ms()
        done = interval.to("done", now_ms)
        self.ledger.record(lease, [done], now_ms)
        self.progress(f"{view.id} {interval.name}: done")
        return done

    def _fail(self, lease: Lease, interval: Interval, reason: str) -> None:
        now_ms = self.clock_ms()
        self.ledger.record(lease, [interval.to("failed", now_ms, reason=reason)], now_ms)
        raise BackfillError(f"interval {interval.name} of {self.view.id} failed: {reason}; run it again")

    def _outcome(self, done: list[Interval]) -> Outcome:
        read = self.store.read(self.view, (), 0)
        return Outcome(len(done), sum(i.rows or 0 for i in done), read.cutover_ms, read.folded_position)
