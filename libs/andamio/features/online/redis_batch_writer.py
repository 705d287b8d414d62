"""Batch's side of a store in Redis: tiles are written under a generation that no read looks at, then shown at once.

A batch claims the next generation, writes the tiles of every key under it, and commits the view's state that names it.
Killed before the commit it has changed nothing that anyone sees; `redis_sweep` drops what it left. Two batches at once:
the later claim wins, and the earlier one is told so when it wants to show what it wrote.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from andamio.features.definition import FeatureView
from andamio.features.online.log_position import LogPosition
from andamio.features.online.online_read import Reach, reaches
from andamio.features.online.online_store import Applied, Repair, StoreError, TileRow
from andamio.features.online.redis_layout import (
    Commit,
    batch_pattern,
    batch_prefix,
    decode_repair,
    entity_of,
    repair_field,
    repairs_key,
)
from andamio.features.online.redis_stream_writer import Entity, still_streamed
from andamio.features.online.redis_views import Held, RedisViews
from andamio.features.online.tile_codec import KeyTiles, decode
from andamio.features.online.tile_rows import layout
from andamio.features.online.view_state import ViewState, after_batch, require_batch_may_write, with_all_known
from andamio.features.online.write_rules import (
    is_folded,
    newest_in,
    newest_of,
    plus,
    require_interval,
    require_no_step_back,
)

_KEYS_A_PACKET = 500
_NEVER_STALE = 0  # version of batch's rows, which no stream's row competes with


@dataclass(frozen=True, slots=True)
class BatchWrite:
    """What a batch says it knows."""

    from_ms: int
    to_ms: int
    folded_position: LogPosition
    whole: bool
    """All of the history, rather than an interval beside which the rest stays."""


class RedisBatchWriter:
    """Writes batch's tiles of one store."""

    def __init__(self, views: RedisViews) -> None:
        self._views = views

    def write(self, view: FeatureView, write: BatchWrite, rows: Iterable[TileRow]) -> Applied:
        """Replace the interval. The tiles of its keys are held in memory until they are written."""
        state, generation = self._claim(view, write)
        made = layout(view)
        tiles: dict[Entity, KeyTiles] = {}
        accepted = wrong_side = 0
        newest_ms: int | None = None
        for row in rows:
            if not write.from_ms <= row.tile_start_ms < write.to_ms:
                wrong_side += 1
                continue
            newest_ms = newest_of(newest_ms, newest_in(row))
            kept = tiles.get((row.tenant, row.key))
            if kept is None:
                kept = tiles[row.tenant, row.key] = KeyTiles(made)
            accepted += kept.put(row.hop_ms, row.tile_start_ms, row.event_id, row.partial, _NEVER_STALE)
        frontier_ms = newest_of(state.frontier_ms, write.to_ms, newest_ms)
        assert frontier_ms is not None
        if not write.whole:
            self._take_over(view, state.generation, write, tiles)
        self._put(view, generation, tiles, reaches(view, frontier_ms - view.tail_ms))
        applied = Applied(accepted, 0, wrong_side)
        self._show(view, generation, write, newest_ms, applied)
        return applied

    def record_folded(self, view: FeatureView, position: LogPosition) -> None:
        """See `OnlineStore.record_folded`."""
        while True:
            held = self._views.held(view)
            state = replace(held.state, folded=with_all_known(held.state.folded, position))
            if self._replacement(view, held, state).send(self._views.wire()):
                return

    def rows(self, view: FeatureView, from_ms: int, to_ms: int) -> Iterator[TileRow]:
        """What is kept of the interval. Without event ids: batch's rows keep none, those of `last` included."""
        for (tenant, key), tiles in self._of_generation(view, self._views.held(view).state.generation):
            for hop, start, partial in tiles.partials():
                if from_ms <= start < to_ms:
                    yield TileRow(tenant, key, hop, start, "", partial)

    def repairs(self, view: FeatureView) -> list[Repair]:
        """See `OnlineStore.repairs`."""
        found = self._views.wire().call("HVALS", repairs_key(view.id))
        return sorted(map(decode_repair, found), key=lambda repair: (repair.position, repair.partition))

    def _claim(self, view: FeatureView, write: BatchWrite) -> tuple[ViewState, int]:
        while True:
            held = self._views.held(view)
            if write.whole:
                require_no_step_back(view, held.state.cutover_ms, write.to_ms)
            else:
                require_interval(view, held.state.cutover_ms, write.from_ms)
            _require(view, held, write)
            generation = max(held.books.attempt, held.state.generation) + 1
            books = replace(held.books, attempt=generation)
            if self._views.replacement(view, held, held.state, books).send(self._views.wire()):
                return held.state, generation

    def _take_over(self, view: FeatureView, generation: int, write: BatchWrite, tiles: dict[Entity, KeyTiles]) -> None:
        """Add to `tiles` what batch has outside the interval."""
        for entity, old in self._of_generation(view, generation):
            old.remove(write.from_ms, write.to_ms)
            if old.retired_ms is not None and write.from_ms <= old.retired_ms < write.to_ms:
                old.retired_ms = None
            if entity in tiles:
                old.take_in(tiles[entity])
            tiles[entity] = old

    def _put(
        self, view: FeatureView, generation: int, tiles: dict[Entity, KeyTiles], earliest: Sequence[Reach]
    ) -> None:
        packet: list[tuple[str, bytes, bytes]] = []
        for (tenant, key), kept in tiles.items():
            kept.trim(earliest, None)
            name = batch_prefix(view.id, generation, tenant) + key.encode()
            packet.append(("SET", name, kept.encode()))
            if len(packet) == _KEYS_A_PACKET:
                self._views.wire().pipeline(packet)
                packet = []
        self._views.wire().pipeline(packet)

    def _show(
        self, view: FeatureView, generation: int, write: BatchWrite, newest_ms: int | None, applied: Applied
    ) -> None:
        while True:
            held = self._views.held(view)
            if held.books.attempt != generation:
                raise StoreError(
                    f"another batch write of view {view.id} has begun after this one, which changed nothing; "
                    "run one at a time"
                )
            _require(view, held, write)
            interval = (write.from_ms, write.to_ms)
            state = after_batch(view, held.state, generation, interval, write.folded_position, newest_ms)
            if self._replacement(view, held, state, applied).send(self._views.wire()):
                return

    def _replacement(
        self, view: FeatureView, held: Held, state: ViewState, applied: Applied = Applied(0, 0, 0)
    ) -> Commit:
        """The commit of a state in which batch knows more."""
        newest = still_streamed(view, state, held.books.newest)
        books = replace(held.books, newest=newest, applied=plus(held.books.applied, applied))
        commit = self._views.replacement(view, held, state, books)
        for repair in self.repairs(view):
            if is_folded(state.folded, repair):
                commit.add("hdel", repairs_key(view.id), repair_field(repair))
        return commit

    def _of_generation(self, view: FeatureView, generation: int) -> Iterator[tuple[Entity, KeyTiles]]:
        made = layout(view)
        seen: set[bytes] = set()
        for page in self._views.pages(batch_pattern(view.id, generation)):
            names = [name for name in page if name not in seen]
            seen.update(names)
            found = self._views.wire().call("MGET", *names) if names else []
            for name, data in zip(names, found, strict=True):
                if data is not None:
                    yield entity_of(name), decode(made, data, None)


def _require(view: FeatureView, held: Held, write: BatchWrite) -> None:
    require_batch_may_write(view, held.state, held.books, held.epoch, write.from_ms, write.to_ms, write.folded_position)
