"""A key's tiles and raw events as bytes that a read takes in without parsing, and what its writer keeps beside them.

    head      see `tile_head`
    rows      of `tile_rows`, by level, then by start (raw events by (time, event id)); each level in its own format
              (`row_format`). Where one is wide, all are, as one JSON array (flag WIDE), which a read takes in more slowly
    hashes    of each distinct component its different 8-byte hashes, then, row after row, which of them each row has:
              their numbers, in 1, 2 or 4 bytes each, see `tile_hashes`

A stream's guard is apart, as no read needs it: a version a row, then the event ids of the raw events as JSON.
"""

import json
import struct
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from andamio.features.components import Entry, Partial
from andamio.features.online.online_read import Reach
from andamio.features.online.online_store import StoreError
from andamio.features.online.row_format import NULL_LOW, RowFormat, fitting
from andamio.features.online.tile_hashes import hashes_of, numbered
from andamio.features.online.tile_head import Head, head_bytes, head_of
from andamio.features.online.tile_rows import (
    HASH_BYTES,
    MAX_TIME_FIELD,
    Fields,
    Layout,
    fields_of,
    narrowed,
    partial_of,
    widened,
)


@dataclass(slots=True)
class Level:
    """The rows of one level, in parallel lists."""

    starts: list[int] = field(default_factory=list)
    rows: list[bytes] = field(default_factory=list)
    hashes: list[tuple[bytes, ...]] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)
    event_ids: list[str] = field(default_factory=list)
    """Of raw events alone."""
    format: RowFormat | None = None
    """Of rows that are not wide; none if there never was one."""

    def cut(self, first: int, beyond: int) -> None:
        """Drop the rows from `first` to before `beyond`."""
        for column in (self.starts, self.rows, self.hashes, self.versions, self.event_ids):
            del column[first:beyond]
        if not self.rows:
            self.format = None

    def columns(self, first: int, beyond: int) -> list[Sequence[int]]:
        """The fields of some narrow rows, column by column."""
        return [] if self.format is None else self.format.columns(b"".join(self.rows[first:beyond]))

    def add(self, at: int, start_ms: int, row: bytes, hashes: tuple[bytes, ...], version: int) -> None:
        """Insert a row; the event id of a raw one is up to the caller."""
        self.starts.insert(at, start_ms)
        self.rows.insert(at, row)
        self.hashes.insert(at, hashes)
        self.versions.insert(at, version)


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
        if hop_ms and start_ms % hop_ms:
            raise StoreError(
                f"a tile of view {self.layout.view.id} starts at {start_ms}, which is not a multiple of its hop, "
                f"{hop_ms} ms; write the tiles that the engines of this version make"
            )
        row, hashes = self._packed(number, start_ms, partial)
        if there:
            level.rows[at], level.hashes[at], level.versions[at] = row, hashes, version
        else:
            level.add(at, start_ms, row, hashes, version)
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
                level.cut(0, bisect_left(level.starts, own_from_ms))
                dropped = True
            if not level.starts or level.starts[0] >= reach.from_ms:
                continue
            keep_from = bisect_left(level.starts, reach.from_ms)
            if number == len(self.levels) - 1:
                newest = max([row[MAX_TIME_FIELD] for row in self._unpacked(number, 0, keep_from)])
                if newest > NULL_LOW and (self.retired_ms is None or newest > self.retired_ms):
                    self.retired_ms = newest
            level.cut(0, keep_from)
            dropped = True
        return dropped

    def remove(self, from_ms: int, to_ms: int) -> None:
        """Drop the rows that start in [from_ms, to_ms)."""
        for level in self.levels:
            level.cut(bisect_left(level.starts, from_ms), bisect_left(level.starts, to_ms))

    def take_in(self, other: "KeyTiles") -> None:
        """Add rows whose starts lie between those that are here."""
        if self.wide != other.wide:
            (other if self.wide else self)._widen()
        for number, (level, more) in enumerate(zip(self.levels, other.levels, strict=True)):
            if more.starts:
                at = bisect_left(level.starts, more.starts[0])
                if not self.wide:
                    fields = [*self._narrow(number), *other._narrow(number)]
                    level.format = fitting(self.layout.forms[number], fields)
                    rows, count = _repacked(level.format, fields), len(level.rows)
                    level.rows, more.rows = rows[:count], rows[count:]
                level.starts[at:at] = more.starts
                level.rows[at:at] = more.rows
                level.hashes[at:at] = more.hashes
                level.versions[at:at] = more.versions
                level.event_ids[at:at] = more.event_ids

    def partials(self) -> Iterator[tuple[int, int, Partial]]:
        """(hop, start, partial) of each row; `last` without the event id, which is not kept."""
        for number, (hop, level) in enumerate(zip(self.layout.hops, self.levels, strict=True)):
            for fields, hashes in zip(self._unpacked(number, 0, len(level.rows)), level.hashes, strict=True):
                if not self.wide:
                    fields = tuple(widened(self.layout, fields))
                yield hop, fields[0], partial_of(self.layout, fields, hashes)

    def encode(self) -> bytes:
        """The bytes of it, without the guard."""
        levels = self.levels
        rows = [row for level in levels for row in level.rows]
        rest = [b"[" + b",".join(rows) + b"]" if self.wide else b"".join(rows)]
        counts: list[int] = []
        for number in range(len(self.layout.distinct)):
            of_rows = b"".join([hashes[number] for level in levels for hashes in level.hashes])
            different, indexes = numbered(of_rows)
            rest += (different, indexes)
            counts += (len(different) // HASH_BYTES, len(of_rows) // HASH_BYTES)
        return b"".join(
            [
                head_bytes(
                    self.layout,
                    self.wide,
                    rest,
                    self.retired_ms,
                    min([level.starts[0] for level in levels if level.starts], default=None),
                    [len(level.starts) for level in levels],
                    counts,
                    [None if self.wide or not level.rows else level.format for level in levels],
                ),
                *rest,
            ]
        )

    def guard(self) -> bytes:
        """What tells a newer row from an older one."""
        versions = [version for level in self.levels for version in level.versions]
        return struct.pack(f"<{len(versions)}q", *versions) + json.dumps(self.levels[0].event_ids).encode()

    def _packed(self, number: int, start_ms: int, partial: Sequence[Entry]) -> tuple[bytes, tuple[bytes, ...]]:
        made = self.layout
        fields, hashes = fields_of(made, start_ms, partial)
        if not self.wide:
            row: Sequence[int] | None = narrowed(made, fields)
            if row is not None and number == 0:
                row = made.raw.of(made, row)
            if row is not None:
                return self._narrow_row(number, row), hashes
            self._widen()
        return _json_row(fields), hashes

    def _narrow_row(self, number: int, fields: Sequence[int]) -> bytes:
        """The row in the format of its level, which becomes another one if this one has no room for it."""
        level = self.levels[number]
        packed = None if level.format is None else level.format.pack(fields)
        if packed is None:
            rows = [*self._narrow(number), fields]
            level.format = fitting(self.layout.forms[number], rows)
            *level.rows, packed = _repacked(level.format, rows)
        return packed

    def _narrow(self, number: int) -> list[Fields]:
        """The rows as they were packed."""
        level = self.levels[number]
        return list(zip(*level.columns(0, len(level.rows))))

    def _widen(self) -> None:
        for number, level in enumerate(self.levels):
            rows = self._unpacked(number, 0, len(level.rows))
            level.rows = [_json_row(widened(self.layout, row)) for row in rows]
            level.format = None
        self.wide = True

    def _unpacked(self, number: int, first: int, beyond: int) -> list[Fields]:
        """The fields of tiles, of rows from `first` to before `beyond`."""
        level = self.levels[number]
        if self.wide:
            return [tuple(json.loads(row)) for row in level.rows[first:beyond]]
        rows: list[Fields] = list(zip(*level.columns(first, beyond)))
        return [self.layout.raw.expanded(self.layout, row) for row in rows] if number == 0 else rows


def rows_of(made: Layout, head: Head, data: bytes) -> list[Fields]:
    """All rows with the fields of tiles; the nothings of wide ones are WIDE_NULL_LOW and WIDE_NULL_HIGH."""
    if head.wide:
        return [tuple(row) for row in json.loads(data[head.rows_from : head.rows_to])]
    rows: list[Fields] = []
    for number, (packed, form) in enumerate(_rows_by_level(head, data)):
        found: Iterator[Fields] = zip(*form.columns(packed)) if form is not None else iter(())
        rows += [made.raw.expanded(made, row) for row in found] if number == 0 else found
    return rows


def decode(made: Layout, data: bytes, guard: bytes | None) -> KeyTiles:
    """What `encode` made bytes of, and `guard` of a stream's tiles."""
    head = head_of(made, data)
    tiles = KeyTiles(made)
    tiles.retired_ms, tiles.wide = head.retired_ms, head.wide
    fields = rows_of(made, head, data)
    columns: list[list[bytes]] = []
    for component, hashes in zip(made.distinct, hashes_of(head, data), strict=True):
        index = made.field_of[component]
        heap = struct.pack(f"={len(hashes)}Q", *hashes)
        ends = list(accumulate((row[index] * HASH_BYTES for row in fields), initial=0))
        columns.append([heap[one:other] for one, other in zip(ends, ends[1:])])
    of_rows: list[tuple[bytes, ...]] = list(zip(*columns)) if columns else [()] * len(fields)
    versions = [-1] * len(fields) if guard is None else list(struct.unpack_from(f"<{len(fields)}q", guard))
    first = 0
    for level, count, (packed, form) in zip(tiles.levels, head.counts, _rows_by_level(head, data), strict=True):
        beyond = first + count
        level.starts = [row[0] for row in fields[first:beyond]]
        level.hashes, level.versions = of_rows[first:beyond], versions[first:beyond]
        if head.wide:
            level.rows = list(map(_json_row, fields[first:beyond]))
        elif form is not None:
            level.format, size = form, form.row.size
            level.rows = [packed[at : at + size] for at in range(0, len(packed), size)]
        first = beyond
    ids = [""] * head.counts[0] if guard is None else json.loads(guard[len(fields) * 8 :])
    tiles.levels[0].event_ids = ids
    return tiles


def _rows_by_level(head: Head, data: bytes) -> Iterator[tuple[bytes, RowFormat | None]]:
    """The bytes of each level's narrow rows, and their format."""
    at = head.rows_from
    for count, form in zip(head.counts, head.formats):
        beyond = at + (0 if form is None else count * form.row.size)
        yield data[at:beyond], form
        at = beyond


def _repacked(form: RowFormat, rows: Sequence[Sequence[int]]) -> list[bytes]:
    """Rows that the format was made for."""
    found = []
    for row in rows:
        packed = form.pack(row)
        assert packed is not None
        found.append(packed)
    return found


def _json_row(fields: Sequence[int]) -> bytes:
    return json.dumps(fields, separators=(",", ":")).encode()
