"""A key's tiles and raw events as one string of bytes: rows of 64-bit integers that a read takes in without parsing.

    head      definition's fingerprint, format, flags, size of it all, size of the rows (both in words of 8 bytes), newest
              event time of dropped tiles, oldest start, rows of the raw events and of each hop, finest first, hashes of
              each distinct component
    rows      of `tile_rows`, by level, then by start (raw events by (time, event id)); where one is wide, all are, as JSON
              (flag WIDE), which a read takes in more slowly
    hashes    of each distinct component, its 8-byte hashes row after row
    guard     of stream tiles alone: a version a row, then the event ids of the raw events, filled up with spaces

Everything begins at a multiple of 8 bytes, so that the tiles of many keys, one after another, are one array of int64.
"""

import json
import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from andamio.features.components import Entry, Partial
from andamio.features.definition import FeatureView
from andamio.features.online.online_read import Reach
from andamio.features.online.online_store import StoreMismatch
from andamio.features.online.tile_rows import (
    FORMAT,
    HASH_BYTES,
    MAX_TIME_FIELD,
    NULL_HIGH,
    NULL_LOW,
    WORD,
    Fields,
    Layout,
    fields_of,
    narrowed,
    partial_of,
    widened,
)

WIDE = 1


@dataclass(slots=True)
class Level:
    """The rows of one level, in parallel lists."""

    starts: list[int] = field(default_factory=list)
    rows: list[bytes] = field(default_factory=list)
    hashes: list[tuple[bytes, ...]] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)
    event_ids: list[str] = field(default_factory=list)
    """Of raw events alone."""

    def cut(self, keep_from: int) -> None:
        """Drop the first rows."""
        for column in (self.starts, self.rows, self.hashes, self.versions, self.event_ids):
            del column[:keep_from]


class KeyTiles:
    """What a store keeps of one key of one view for one writer: batch (without versions) or stream."""

    __slots__ = ("layout", "levels", "retired_ms", "wide")

    def __init__(self, made: Layout) -> None:
        self.layout = made
        self.levels = [Level() for _ in made.hops]
        self.retired_ms: int | None = None
        """Newest event time of the tiles that are no longer kept."""
        self.wide = False

    def put(self, hop_ms: int, start_ms: int, event_id: str, partial: Sequence[Entry], version: int) -> bool:
        """Keep the row, unless one of the same or a newer version is there."""
        number = self.layout.hops.index(hop_ms)
        level = self.levels[number]
        starts = level.starts
        at = bisect_left(starts, start_ms)
        there = at < len(starts) and starts[at] == start_ms
        if number == 0 and there:
            ids = level.event_ids
            while at < len(starts) and starts[at] == start_ms and ids[at] < event_id:
                at += 1
            there = at < len(starts) and starts[at] == start_ms and ids[at] == event_id
        if there and level.versions[at] >= version:
            return False
        row, hashes = self._packed(number, start_ms, partial)
        if there:
            level.rows[at], level.hashes[at], level.versions[at] = row, hashes, version
        else:
            starts.insert(at, start_ms)
            level.rows.insert(at, row)
            level.hashes.insert(at, hashes)
            level.versions.insert(at, version)
            if number == 0:
                level.event_ids.insert(at, event_id)
        return True

    def trim(self, earliest: Sequence[Reach], own_from_ms: int | None) -> bool:
        """Drop what no later read can use, and rows before `own_from_ms`, which are the other writer's by now.

        Coarsest tiles leave behind when the key was last seen. True if anything was dropped.
        """
        dropped = False
        for number, (level, reach) in enumerate(zip(self.levels, earliest, strict=True)):
            if own_from_ms is not None and level.starts and level.starts[0] < own_from_ms:
                level.cut(bisect_left(level.starts, own_from_ms))
                dropped = True
            if not level.starts or level.starts[0] >= reach.from_ms:
                continue
            keep_from = bisect_left(level.starts, reach.from_ms)
            if number == len(self.levels) - 1:
                for row in level.rows[:keep_from]:
                    newest = self._unpacked(number, row)[MAX_TIME_FIELD]
                    if newest > NULL_LOW and (self.retired_ms is None or newest > self.retired_ms):
                        self.retired_ms = newest
            level.cut(keep_from)
            dropped = True
        return dropped

    def remove(self, from_ms: int, to_ms: int) -> None:
        """Drop the rows that start in [from_ms, to_ms)."""
        for level in self.levels:
            first, beyond = bisect_left(level.starts, from_ms), bisect_left(level.starts, to_ms)
            for column in (level.starts, level.rows, level.hashes, level.versions, level.event_ids):
                del column[first:beyond]

    def take_in(self, other: "KeyTiles") -> None:
        """Add rows whose starts lie between those that are here."""
        if self.wide != other.wide:
            (other if self.wide else self)._widen()
        for level, more in zip(self.levels, other.levels, strict=True):
            if more.starts:
                at = bisect_left(level.starts, more.starts[0])
                level.starts[at:at] = more.starts
                level.rows[at:at] = more.rows
                level.hashes[at:at] = more.hashes
                level.versions[at:at] = more.versions
                level.event_ids[at:at] = more.event_ids

    def partials(self) -> Iterator[tuple[int, int, Partial]]:
        """(hop, start, partial) of each row; `last` without the event id, which is not kept."""
        for number, (hop, level) in enumerate(zip(self.layout.hops, self.levels, strict=True)):
            for row, hashes in zip(level.rows, level.hashes, strict=True):
                fields = self._unpacked(number, row)
                if not self.wide:
                    fields = tuple(widened(self.layout, fields))
                yield hop, fields[0], partial_of(self.layout, fields, hashes)

    def encode(self, guard: bool) -> bytes:
        """The bytes of it; `guard` for tiles that a stream writes."""
        made = self.layout
        rows = [row for level in self.levels for row in level.rows]
        body = _filled(b"[" + b",".join(rows) + b"]") if self.wide else b"".join(rows)
        heaps = [
            b"".join([hashes[number] for level in self.levels for hashes in level.hashes])
            for number in range(len(made.distinct))
        ]
        parts = [body, *heaps]
        if guard:
            versions = [version for level in self.levels for version in level.versions]
            ids = json.dumps(self.levels[0].event_ids).encode()
            parts += [struct.pack(f"<{len(versions)}q", *versions), _filled(ids)]
        head = made.head.pack(
            made.fingerprint,
            FORMAT,
            WIDE if self.wide else 0,
            0,
            (made.head.size + sum(map(len, parts))) // WORD,
            len(body) // WORD,
            NULL_LOW if self.retired_ms is None else self.retired_ms,
            min((level.starts[0] for level in self.levels if level.starts), default=NULL_HIGH),
            *[len(level.starts) for level in self.levels],
            *[len(heap) // HASH_BYTES for heap in heaps],
        )
        return b"".join([head, *parts])

    def _packed(self, number: int, start_ms: int, partial: Sequence[Entry]) -> tuple[bytes, tuple[bytes, ...]]:
        made = self.layout
        fields, hashes = fields_of(made, start_ms, partial)
        if not self.wide:
            row: Sequence[int] | None = narrowed(made, fields)
            if row is not None and number == 0:
                row = made.raw.of(made, row)
            if row is not None:
                return made.row_of(number).pack(*row), hashes
            self._widen()
        return _json_row(fields), hashes

    def _widen(self) -> None:
        for number, level in enumerate(self.levels):
            level.rows = [_json_row(widened(self.layout, self._unpacked(number, row))) for row in level.rows]
        self.wide = True

    def _unpacked(self, number: int, row: bytes) -> Fields:
        if self.wide:
            return tuple(json.loads(row))
        if number == 0:
            return self.layout.raw.expanded(self.layout, self.layout.raw.row.unpack(row))
        return self.layout.row.unpack(row)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the rows."""

    wide: bool
    rows_from: int
    rows_to: int
    retired_ms: int | None
    oldest_start_ms: int
    counts: tuple[int, ...]
    """Rows of each level."""
    hashes: tuple[int, ...]
    """Hashes of each distinct component."""


def head_of(made: Layout, data: bytes) -> Head:
    """Read a head. Raises `StoreMismatch` for bytes of another format or another definition."""
    fingerprint, number, flags, _, _, rows_words, retired, oldest, *counts = made.head.unpack_from(data)
    if fingerprint != made.fingerprint or number != FORMAT:
        raise mismatch(made.view)
    size = made.head.size
    return Head(
        bool(flags & WIDE),
        size,
        size + rows_words * WORD,
        None if retired == NULL_LOW else retired,
        oldest,
        tuple(counts[: len(made.hops)]),
        tuple(counts[len(made.hops) :]),
    )


def mismatch(view: FeatureView) -> StoreMismatch:
    """The one sentence for tiles that another definition or format of the view wrote."""
    return StoreMismatch(
        f"the online store holds view {view.id} with another definition or format; "
        "give the changed view a new version, or write the store anew in another database"
    )


def rows_of(made: Layout, head: Head, data: bytes) -> list[Fields]:
    """All rows with the fields of tiles; the nothings of wide ones are WIDE_NULL_LOW and WIDE_NULL_HIGH."""
    if head.wide:
        return [tuple(row) for row in json.loads(data[head.rows_from : head.rows_to])]
    tiles_from = head.rows_from + made.raw.row.size * head.counts[0]
    raw = made.raw.row.iter_unpack(data[head.rows_from : tiles_from])
    rows = [made.raw.expanded(made, row) for row in raw]
    rows += made.row.iter_unpack(data[tiles_from : head.rows_to])
    return rows


def decode(made: Layout, data: bytes, guard: bool) -> KeyTiles:
    """What `encode` made bytes of."""
    head = head_of(made, data)
    tiles = KeyTiles(made)
    tiles.retired_ms, tiles.wide = head.retired_ms, head.wide
    fields = rows_of(made, head, data)
    starts = [row[0] for row in fields]
    if head.wide:
        rows = list(map(_json_row, fields))
    else:
        rows, at = [], head.rows_from
        for number, count in enumerate(head.counts):
            size = made.row_of(number).size
            rows += [data[first : first + size] for first in range(at, at + size * count, size)]
            at += size * count
    at = head.rows_to
    columns: list[list[bytes]] = []
    for component, hashes in zip(made.distinct, head.hashes, strict=True):
        index = made.field_of[component]
        ends = list(accumulate((row[index] * HASH_BYTES for row in fields), initial=at))
        columns.append([data[one:other] for one, other in zip(ends, ends[1:])])
        at += hashes * HASH_BYTES
    parts: Iterable[tuple[bytes, ...]] = zip(*columns) if columns else ((),) * len(rows)
    hashes_of_rows = list(parts)
    versions: list[int] = []
    if guard:
        versions = list(struct.unpack_from(f"<{len(rows)}q", data, at))
    first = 0
    for level, count in zip(tiles.levels, head.counts, strict=True):
        beyond = first + count
        level.starts, level.rows = starts[first:beyond], rows[first:beyond]
        level.hashes, level.versions = hashes_of_rows[first:beyond], versions[first:beyond] or [-1] * count
        first = beyond
    tiles.levels[0].event_ids = json.loads(data[at + len(rows) * 8 :]) if guard else [""] * head.counts[0]
    return tiles


def _filled(text: bytes) -> bytes:
    """JSON to the end of a word."""
    return text + b" " * (-len(text) % WORD)


def _json_row(fields: Sequence[int]) -> bytes:
    return json.dumps(fields, separators=(",", ":")).encode()
