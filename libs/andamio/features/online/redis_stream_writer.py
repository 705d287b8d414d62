"""The stream's side of a store in Redis: all lines of a chunk of the tile log become visible in one commit.

The writer reads the log's tail, the views' states and the tiles of the keys in the chunk, merges rows by version, and
commits if the tail is still the same: every commit of a stream changes it, so two writers that race cannot lose a row;
the later one reads again. What was merged is remembered, since the tail also tells whether someone else has written.
A row's version is its log position: tiles of different epochs have different names.
"""

import json
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from andamio.features.definition import FeatureView
from andamio.features.online.log_position import LogPosition, furthest, of_partitions
from andamio.features.online.online_read import floor, reaches
from andamio.features.online.online_store import Applied, LogLine, Progress, Repair, TileWrite
from andamio.features.online.redis_layout import (
    EPOCH,
    TAIL,
    Commit,
    books_key,
    encode_repair,
    guard_prefix,
    repair_field,
    repairs_key,
    state_key,
    stream_prefix,
)
from andamio.features.online.redis_views import RedisViews
from andamio.features.online.tile_codec import KeyTiles, decode
from andamio.features.online.tile_rows import layout
from andamio.features.online.view_state import Books, ViewState, decode_books, decode_state
from andamio.features.online.write_rules import batch_owned, is_folded, newest_in, newest_of, plus, require_epoch

_KEYS_A_PACKET = 500
_KEYS_REMEMBERED = 10_000  # at some 6 KB each

Entity = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Tail:
    epoch: int
    cursor: str | None
    commits: int
    """How many there have been, so that no two tails are the same."""

    def encode(self) -> bytes:
        return json.dumps({"epoch": self.epoch, "cursor": self.cursor, "commits": self.commits}).encode()


@dataclass(slots=True)
class _Changes:
    """What a chunk of the log does to one view."""

    writes: dict[Entity, list[TileWrite]] = field(default_factory=lambda: defaultdict(list))
    repairs: dict[tuple[int, int], Repair] = field(default_factory=dict)
    progress: dict[int, int] = field(default_factory=dict)
    newest_ms: int | None = None
    wrong_side: int = 0
    positions: dict[tuple[int, int], int] = field(default_factory=dict)
    """Highest by coarsest tile and partition."""

    def queue(self, state: ViewState, repair: Repair) -> None:
        place = (repair.partition, repair.position)
        # A row of a tile tells the delivery only by its place; the raw event beside it says which it is.
        if not is_folded(state.folded, repair) and (place not in self.repairs or not self.repairs[place].event_id):
            self.repairs[place] = repair


class RedisStreamWriter:
    """`OnlineStore.apply` and `cursor`. One commit at a time, whichever thread asks."""

    def __init__(self, views: RedisViews) -> None:
        self._views = views
        self._remembered: dict[tuple[str, Entity], KeyTiles] = {}
        self._remembered_tail: bytes | None = None
        self._applying = threading.Lock()

    def apply(self, epoch: int, lines: Sequence[LogLine], cursor: str) -> Applied:
        """See `OnlineStore.apply`."""
        by_view: dict[str, list[LogLine]] = defaultdict(list)
        for line in lines:
            by_view[line.view].append(line)
        for view_id in by_view:
            self._views.require(view_id)
        with self._applying:
            try:
                while True:
                    applied = self._try(epoch, by_view, cursor)
                    if applied is not None:
                        return applied
                    self._forget()
            except BaseException:
                # Rows may have been merged that were not committed.
                self._forget()
                raise

    def cursor(self, epoch: int) -> str | None:
        """See `OnlineStore.cursor`."""
        tail = _tail(self._views.wire().call("GET", TAIL))
        require_epoch(self._views.address, tail.epoch, epoch)
        return tail.cursor if tail.epoch == epoch else None

    def _try(self, epoch: int, by_view: Mapping[str, Sequence[LogLine]], cursor: str) -> Applied | None:
        """None if another writer came in between."""
        wire = self._views.wire()
        names = [TAIL, *(name(view_id) for view_id in by_view for name in (state_key, books_key))]
        found: list[bytes | None] = wire.call("MGET", *names)
        tail = _tail(found[0])
        require_epoch(self._views.address, tail.epoch, epoch)
        # Tiles of another epoch have other names.
        if found[0] != self._remembered_tail or tail.epoch != epoch or len(self._remembered) > _KEYS_REMEMBERED:
            self._forget()
        commit = Commit(dict(zip(names, found, strict=True)))
        total = Applied(0, 0, 0)
        for (view_id, lines), state_raw, books_raw in zip(by_view.items(), found[1::2], found[2::2], strict=True):
            if state_raw is None or books_raw is None:
                raise self._views.missing(view_id)
            view = self._views.by_id[view_id]
            applied = self._add(commit, view, decode_state(state_raw), decode_books(books_raw), lines, epoch)
            total = plus(total, applied)
        moved = _Tail(epoch, cursor, tail.commits + 1).encode()
        commit.add("set", TAIL, moved)
        if tail.epoch != epoch:
            commit.add("set", EPOCH, str(epoch))
        if not commit.send(wire):
            return None
        self._remembered_tail = moved
        return total

    def _add(
        self, commit: Commit, view: FeatureView, state: ViewState, books: Books, lines: Sequence[LogLine], epoch: int
    ) -> Applied:
        """Add what the lines do to a view to the commit."""
        changes = _changes(view, state, lines)
        frontier_ms = newest_of(state.frontier_ms, state.cutover_ms, changes.newest_ms)
        before_ms = newest_of(state.frontier_ms, state.cutover_ms)
        applied = self._merge(commit, view, state.cutover_ms, before_ms, frontier_ms, changes, epoch)
        reached = state.applied_in(epoch)
        for partition, position in changes.progress.items():
            reached[partition] = max(position, reached.get(partition, -1))
        state = replace(state, epoch=epoch, applied=reached, frontier_ms=frontier_ms)
        newest = books.newest_in(epoch)
        for (start, partition), position in changes.positions.items():
            newest[start] = furthest(of_partitions({partition: position}), newest.get(start, -1))
        newest = still_streamed(view, state, newest)
        books = replace(books, epoch=epoch, newest=newest, applied=plus(books.applied, applied))
        commit.add("set", state_key(view.id), state.encode())
        commit.add("set", books_key(view.id), books.encode())
        for repair in changes.repairs.values():
            operation = "hset" if repair.event_id else "hsetnx"
            commit.add(operation, repairs_key(view.id), repair_field(repair), encode_repair(repair))
        return applied

    def _merge(
        self,
        commit: Commit,
        view: FeatureView,
        cutover_ms: int | None,
        before_ms: int | None,
        frontier_ms: int | None,
        changes: _Changes,
        epoch: int,
    ) -> Applied:
        """Put the rows into their keys' tiles, and those into the commit; the frontier was `before_ms`."""
        self._fetch(view, list(changes.writes), epoch)
        kept = None if before_ms is None else reaches(view, before_ms - view.tail_ms)
        earliest = None if frontier_ms is None else reaches(view, frontier_ms - view.tail_ms)
        accepted = rows = 0
        for entity, writes in changes.writes.items():
            tiles = self._remembered[view.id, entity]
            before = accepted
            # What had no writes may hold more than the store keeps: a row is stale only beside one that it keeps.
            trimmed = kept is not None and tiles.trim(kept, cutover_ms)
            for write in writes:
                row = write.row
                accepted += tiles.put(row.hop_ms, row.tile_start_ms, row.event_id, row.partial, write.position)
            rows += len(writes)
            trimmed |= earliest is not None and tiles.trim(earliest, cutover_ms)
            if accepted > before or trimmed:
                tenant, key = entity[0], entity[1].encode()
                commit.add("set", stream_prefix(view.id, epoch, tenant) + key, tiles.encode())
                commit.add("set", guard_prefix(view.id, epoch, tenant) + key, tiles.guard())
        return Applied(accepted, rows - accepted, changes.wrong_side)

    def _fetch(self, view: FeatureView, entities: Sequence[Entity], epoch: int) -> None:
        """Remember the stream's tiles of these keys."""
        made = layout(view)
        unknown = [entity for entity in entities if (view.id, entity) not in self._remembered]
        for first in range(0, len(unknown), _KEYS_A_PACKET):
            some = unknown[first : first + _KEYS_A_PACKET]
            names = [
                prefix(view.id, epoch, tenant) + key.encode()
                for tenant, key in some
                for prefix in (stream_prefix, guard_prefix)
            ]
            found = self._views.wire().call("MGET", *names)
            for entity, data, guard in zip(some, found[::2], found[1::2], strict=True):
                tiles = KeyTiles(made) if data is None else decode(made, data, guard)
                self._remembered[view.id, entity] = tiles

    def _forget(self) -> None:
        self._remembered.clear()
        self._remembered_tail = None


def still_streamed(view: FeatureView, state: ViewState, positions: Mapping[int, LogPosition]) -> dict[int, LogPosition]:
    """The highest positions of those coarsest tiles that the stream owns and the store keeps."""
    kept_ms = state.cutover_ms or 0
    if state.frontier_ms is not None:
        kept_ms = max(kept_ms, reaches(view, state.frontier_ms - view.tail_ms)[-1].from_ms)
    return {start: position for start, position in positions.items() if start >= kept_ms}


def _changes(view: FeatureView, state: ViewState, lines: Sequence[LogLine]) -> _Changes:
    changes = _Changes()
    cutover_ms = state.cutover_ms
    for line in lines:
        match line:
            case TileWrite(_, position, row, partition):
                if cutover_ms is not None and row.tile_start_ms < cutover_ms:
                    changes.wrong_side += 1
                    changes.queue(state, batch_owned(line))
                    continue
                changes.newest_ms = newest_of(changes.newest_ms, newest_in(row))
                changes.writes[row.tenant, row.key].append(line)
                tile = (floor(row.tile_start_ms, view.coarsest_hop_ms), partition)
                if position > changes.positions.get(tile, -1):
                    changes.positions[tile] = position
            case Repair():
                changes.queue(state, line)
            case Progress(_, position, partition):
                changes.progress[partition] = max(position, changes.progress.get(partition, -1))
    return changes


def _tail(data: bytes | None) -> _Tail:
    return _Tail(0, None, 0) if data is None else _Tail(**json.loads(data))
