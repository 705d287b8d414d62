"""A key's tiles and raw events as one string of bytes: rows of 64-bit integers that a read takes in without parsing.

    head      definition's fingerprint, format, flags, size of it all, size of the rows (both in words of 8 bytes), newest
              event time of dropped tiles, oldest start, rows of the raw events and of each hop, finest first, hashes of
              each distinct component
    rows      by level, then by start (raw events by (time, event id)); a tile is start and, in the order of the view's
              components, the fields of each; a raw event says the same in fewer words, see `RawRow`
    hashes    of each distinct component, its 8-byte hashes row after row
    guard     of stream tiles alone: a version a row, then the event ids of the raw events, filled up with spaces

Everything begins at a multiple of 8 bytes, so that the tiles of many keys, one after another, are one array of int64.

    component                fields                                             of nothing
    count, nonnull, sum      the number                                         0
    max_time, max            the number                                         NULL_LOW
    min                      the number                                         NULL_HIGH
    sumsq                    its lowest 48 bits, the bits above                 0, 0
    last                     event time, value                                  NULL_LOW, 0
    distinct                 how many hashes                                    0

Additive fields of such rows are below 2^48, so adding up to 2^15 of them never leaves 64 bits, and a square sum of 96
bits is exact. A key with a greater number has rows of the same fields as JSON instead, of any size (flag WIDE), which a
read takes in more slowly. `last` keeps no event id: of two tiles of a hop the later one is newer, and raw events are
in order.
"""

import hashlib
import json
import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

from andamio.features.components import ADDITIVE, SEPARATOR, Component, Entry, Kind, Partial, components
from andamio.features.definition import FeatureView
from andamio.features.online.online_read import RAW_HOP_MS, Reach, stored_definition
from andamio.features.online.online_store import StoreMismatch

FORMAT = 2
WIDE = 1
LIMB_BITS = 48
LIMB_MASK = (1 << LIMB_BITS) - 1
ROWS_AT_MOST = 1 << 15  # that many additive fields below 2^48 stay below 2^63
NULL_LOW, NULL_HIGH = -(1 << 63), (1 << 63) - 1
# Beyond every int64, since a wide row may hold the extremes themselves as values.
WIDE_NULL_LOW, WIDE_NULL_HIGH = -(1 << 127), 1 << 127
COUNT_FIELD, MAX_TIME_FIELD = 1, 2
WORD = 8
_FINGERPRINT_BYTES = 4
_HASH_BYTES = 8

Fields = tuple[int, ...]
RAW_FIXED = 2


@dataclass(frozen=True, slots=True)
class RawRow:
    """A raw event's row: time, whether it counts (0 for a removed one, of which nothing else holds), the value of each
    column (NULL_LOW for null), how many hashes each distinct component has (0 or 1)."""

    columns: tuple[str, ...]
    """Of integers."""
    of_column: tuple[tuple[int, Kind, int], ...]
    """Index of a column's value in the row, and what becomes of it in a tile: kind and index of its (first) field there."""
    hashes: tuple[tuple[int, int], ...]
    """Index of a distinct component's number of hashes in the row, and in a tile."""
    row: struct.Struct

    def expanded(self, made: "Layout", raw: Fields) -> Fields:
        """The fields that a tile with this event alone would have."""
        fields = list(made.nothing)
        fields[0] = raw[0]
        if not raw[1]:
            return tuple(fields)
        fields[COUNT_FIELD], fields[MAX_TIME_FIELD] = 1, raw[0]
        for index, kind, place in self.of_column:
            value = raw[index]
            if value == NULL_LOW:
                continue
            match kind:
                case "nonnull":
                    fields[place] = 1
                case "sumsq":
                    fields[place : place + 2] = value * value & LIMB_MASK, value * value >> LIMB_BITS
                case "last":
                    fields[place : place + 2] = raw[0], value
                case _:
                    fields[place] = value
        for index, place in self.hashes:
            fields[place] = raw[index]
        return tuple(fields)

    def of(self, made: "Layout", fields: Sequence[int]) -> Fields | None:
        """The row of an event with these fields of a tile; None if it is not a plain event's."""
        values = [NULL_LOW] * len(self.columns)
        for index, kind, place in self.of_column:
            at = index - RAW_FIXED
            if kind == "sum" and values[at] == NULL_LOW:
                values[at] = fields[place]
            elif kind == "last" and fields[place] != NULL_LOW:
                values[at] = fields[place + 1]
            elif kind == "min" and fields[place] != NULL_HIGH or kind == "max":
                values[at] = fields[place]
        for index, kind, place in self.of_column:
            if kind == "nonnull" and not fields[place]:
                values[index - RAW_FIXED] = NULL_LOW
        raw = (fields[0], fields[COUNT_FIELD], *values, *[fields[place] for _, place in self.hashes])
        return raw if self.expanded(made, raw) == tuple(fields) else None


@dataclass(frozen=True, slots=True)
class Layout:
    """How rows of one view are laid out."""

    view: FeatureView
    fingerprint: bytes
    hops: tuple[int, ...]
    """Of each level: 0 for raw events, then the hop chain."""
    field_of: dict[Component, int]
    """Index of a component's first field."""
    width: int
    """Fields a row."""
    distinct: tuple[Component, ...]
    additive: tuple[int, ...]
    """Indexes of the fields that add up."""
    low: tuple[int, ...]
    """Indexes of the fields whose nothing is NULL_LOW."""
    high: tuple[int, ...]
    values: tuple[int, ...]
    """Indexes of the second field of `last`, which may be any number."""
    nothing: Fields
    """The fields of no events, but for the start."""
    raw: RawRow
    head: struct.Struct
    row: struct.Struct

    @property
    def levels(self) -> int:
        return len(self.hops)

    def row_of(self, level: int) -> struct.Struct:
        """A narrow row of this level."""
        return self.row if level else self.raw.row


@cache
def layout(view: FeatureView) -> Layout:
    """The layout of a view's rows; one that differs in anything stored has another fingerprint."""
    field_of: dict[Component, int] = {}
    additive: list[int] = []
    low: list[int] = []
    high: list[int] = []
    width = 1
    for component in components(view):
        field_of[component] = width
        match component.kind:
            case "max_time" | "max":
                low.append(width)
            case "min":
                high.append(width)
            case "last":
                low.append(width)
                width += 1
            case "sumsq":
                additive += [width, width + 1]
                width += 1
            case _:
                additive.append(width)
        width += 1
    hops = (RAW_HOP_MS, *view.hop_chain)
    distinct = tuple(component for component in components(view) if component.kind == "distinct")
    text = f"{FORMAT} {stored_definition(view)}"
    nothing = [0] * width
    for index in low:
        nothing[index] = NULL_LOW
    for index in high:
        nothing[index] = NULL_HIGH
    return Layout(
        view,
        hashlib.sha256(text.encode()).digest()[:_FINGERPRINT_BYTES],
        hops,
        field_of,
        width,
        distinct,
        tuple(additive),
        tuple(low),
        tuple(high),
        tuple(field + 1 for component, field in field_of.items() if component.kind == "last"),
        tuple(nothing),
        _raw_row(field_of, distinct),
        struct.Struct(f"<{_FINGERPRINT_BYTES}sBBHqqqq{len(hops)}q{len(distinct)}q"),
        struct.Struct(f"<{width}q"),
    )


def _raw_row(field_of: dict[Component, int], distinct: tuple[Component, ...]) -> RawRow:
    of_columns = {c: field for c, field in field_of.items() if c.column is not None and c.kind != "distinct"}
    columns = tuple(dict.fromkeys(str(component.column) for component in of_columns))
    beyond = RAW_FIXED + len(columns)
    return RawRow(
        columns,
        tuple((RAW_FIXED + columns.index(str(c.column)), c.kind, field) for c, field in of_columns.items()),
        tuple((beyond + number, field_of[component]) for number, component in enumerate(distinct)),
        struct.Struct(f"<{beyond + len(distinct)}q"),
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
                yield hop, fields[0], _partial(self.layout, fields, hashes)

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
            *[len(heap) // _HASH_BYTES for heap in heaps],
        )
        return b"".join([head, *parts])

    def _packed(self, number: int, start_ms: int, partial: Sequence[Entry]) -> tuple[bytes, tuple[bytes, ...]]:
        made = self.layout
        fields, hashes = _fields(made, start_ms, partial)
        if not self.wide:
            narrowed: Sequence[int] | None = _narrowed(made, fields)
            if narrowed is not None and number == 0:
                narrowed = made.raw.of(made, narrowed)
            if narrowed is not None:
                return made.row_of(number).pack(*narrowed), hashes
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
        ends = list(accumulate((row[index] * _HASH_BYTES for row in fields), initial=at))
        columns.append([data[one:other] for one, other in zip(ends, ends[1:])])
        at += hashes * _HASH_BYTES
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


def _fields(made: Layout, start_ms: int, partial: Sequence[Entry]) -> tuple[list[int], tuple[bytes, ...]]:
    """A partial as fields, with the nothings of wide rows."""
    fields = [start_ms]
    hashes: list[bytes] = []
    for component, entry in zip(components(made.view), partial, strict=True):
        kind = component.kind
        if kind == "last":
            if entry is None:
                fields += (WIDE_NULL_LOW, 0)
            else:
                text = str(entry)
                time, value = text.partition(SEPARATOR)[0], text.rpartition(SEPARATOR)[2]
                fields += (int(time), int(value))
        elif kind == "distinct":
            hashes.append(b"" if entry is None else bytes.fromhex(str(entry)))
            fields.append(len(hashes[-1]) // _HASH_BYTES)
        elif entry is None:
            fields.append(0 if kind in ADDITIVE else WIDE_NULL_HIGH if kind == "min" else WIDE_NULL_LOW)
        elif kind == "sumsq":
            fields += (int(entry) & LIMB_MASK, int(entry) >> LIMB_BITS)
        else:
            fields.append(int(entry))
    return fields, tuple(hashes)


def _partial(made: Layout, fields: Sequence[int], hashes: tuple[bytes, ...]) -> Partial:
    """The partial of a row with the nothings of wide ones."""
    partial: Partial = []
    left = iter(hashes)
    for component, index in made.field_of.items():
        number = fields[index]
        match component.kind:
            case "sumsq":
                partial.append(number + (fields[index + 1] << LIMB_BITS))
            case "last":
                entry = f"{number:020d}{SEPARATOR}{SEPARATOR}{fields[index + 1]}"
                partial.append(None if number == WIDE_NULL_LOW else entry)
            case "distinct":
                partial.append(next(left).hex() or None)
            case _:
                partial.append(None if number in (WIDE_NULL_LOW, WIDE_NULL_HIGH) else number)
    return partial


def _narrowed(made: Layout, fields: Sequence[int]) -> list[int] | None:
    """The fields with the nothings of a narrow row; None if one of them is too great for it."""
    narrowed = list(fields)
    for index in made.additive:
        if not -(1 << LIMB_BITS) < fields[index] < 1 << LIMB_BITS:
            return None
    for index in made.low:
        if fields[index] == WIDE_NULL_LOW:
            narrowed[index] = NULL_LOW
        elif not NULL_LOW < fields[index] <= NULL_HIGH:
            return None
    for index in made.high:
        if fields[index] == WIDE_NULL_HIGH:
            narrowed[index] = NULL_HIGH
        elif not NULL_LOW < fields[index] < NULL_HIGH:
            return None
    for index in made.values:
        if not NULL_LOW < fields[index] <= NULL_HIGH:
            return None
    return narrowed


def widened(made: Layout, fields: Sequence[int]) -> list[int]:
    """The fields of a narrow row with the nothings of a wide one."""
    found = list(fields)
    for index in made.low:
        if found[index] == NULL_LOW:
            found[index] = WIDE_NULL_LOW
    for index in made.high:
        if found[index] == NULL_HIGH:
            found[index] = WIDE_NULL_HIGH
    return found


def _filled(text: bytes) -> bytes:
    """JSON to the end of a word."""
    return text + b" " * (-len(text) % WORD)


def _json_row(fields: Sequence[int]) -> bytes:
    return json.dumps(fields, separators=(",", ":")).encode()
