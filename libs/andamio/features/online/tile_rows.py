"""A row of a view's tiles or raw events as integers of 64 bits, and the way from partials to rows and back.

A tile is its start and, in the order of the view's components, the fields of each; a raw event says the same in fewer
fields, see `RawRow`. How many bytes a field takes is up to `row_format`.

    component                fields                                             of nothing
    count, nonnull, sum      the number                                         0
    max_time, max            the number                                         NULL_LOW
    min                      the number                                         NULL_HIGH
    sumsq                    its lowest 48 bits, the bits above                 0, 0
    last                     event time, value                                  NULL_LOW, 0
    distinct                 how many hashes                                    0

Additive fields of such narrow rows are below 2^48, so adding up to 2^15 of them never leaves 64 bits, and a square sum of
96 bits is exact. A key with a greater number has wide rows: the same fields, of any size. Only Python reads those, and a
key with more rows (`compiled_read`). `last` keeps no event id: of two tiles of a hop the later one is newer, and raw
events are in order.
"""

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from andamio.features.components import ADDITIVE, SEPARATOR, Component, Entry, Kind, Partial, components
from andamio.features.definition import FeatureView
from andamio.features.online.online_read import RAW_HOP_MS, stored_definition
from andamio.features.online.row_format import NULL_HIGH, NULL_LOW, Origin, RowShape

FORMAT = 3
LIMB_BITS = 48
LIMB_MASK = (1 << LIMB_BITS) - 1
ROWS_AT_MOST = 1 << 15  # that many additive fields below 2^48 stay below 2^63
# Beyond every int64, since a wide row may hold the extremes themselves as values.
WIDE_NULL_LOW, WIDE_NULL_HIGH = -(1 << 127), 1 << 127
COUNT_FIELD, MAX_TIME_FIELD = 1, 2
_FINGERPRINT_BYTES = 4
HASH_BYTES = 8
# Starts move on with time; what they will take soon in any case they take from the first row.
_START_BYTES, _RAW_START_BYTES = 2, 4

Fields = tuple[int, ...]
RAW_FIXED = 2


@dataclass(frozen=True, slots=True)
class RawRow:
    """A raw event's row: time, 1 for a removed one (of which nothing else holds), the value of each column (NULL_LOW for
    null), how many hashes less than one each distinct component has (0 or 1). So most fields of most events are 0."""

    columns: tuple[str, ...]
    """Of integers."""
    of_column: tuple[tuple[int, Kind, int], ...]
    """Index of a column's value in the row, and what becomes of it in a tile: kind and index of its (first) field there."""
    hashes: tuple[tuple[int, int], ...]
    """Index of a distinct component's number of hashes in the row, and in a tile."""
    form: RowShape

    def expanded(self, made: "Layout", raw: Fields) -> Fields:
        """The fields that a tile with this event alone would have."""
        fields = list(made.nothing)
        fields[0] = raw[0]
        if raw[1]:
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
            fields[place] = 1 - raw[index]
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
        raw = (fields[0], 1 - fields[COUNT_FIELD], *values, *[1 - fields[place] for _, place in self.hashes])
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
    forms: tuple[RowShape, ...]
    """Of each level."""

    @property
    def levels(self) -> int:
        return len(self.hops)


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
    nulls = dict.fromkeys(low, NULL_LOW) | dict.fromkeys(high, NULL_HIGH)
    distinct = tuple(component for component in components(view) if component.kind == "distinct")
    text = f"{FORMAT} {stored_definition(view)}"
    nothing = [0] * width
    for index in low:
        nothing[index] = NULL_LOW
    for index in high:
        nothing[index] = NULL_HIGH
    raw = _raw_row(field_of, distinct)
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
        raw,
        struct.Struct(f"<{_FINGERPRINT_BYTES}sBBHIIqq{len(hops)}I{2 * len(distinct)}I"),
        (raw.form, *[RowShape(hop, width, _START_BYTES, _origins(field_of), nulls) for hop in view.hop_chain]),
    )


def _origins(field_of: dict[Component, int]) -> tuple[Origin, ...]:
    """Events come late in their tile or early, and seldom with a null: times and counts differ little."""
    of_kind: dict[Kind, tuple[int, int]] = {
        "max_time": (0, 1),
        "nonnull": (COUNT_FIELD, -1),
        "last": (MAX_TIME_FIELD, -1),
    }
    return tuple(Origin(field, *of_kind[c.kind]) for c, field in field_of.items() if c.kind in of_kind)


def _raw_row(field_of: dict[Component, int], distinct: tuple[Component, ...]) -> RawRow:
    of_columns = {c: field for c, field in field_of.items() if c.column is not None and c.kind != "distinct"}
    columns = tuple(dict.fromkeys(str(component.column) for component in of_columns))
    beyond = RAW_FIXED + len(columns)
    return RawRow(
        columns,
        tuple((RAW_FIXED + columns.index(str(c.column)), c.kind, field) for c, field in of_columns.items()),
        tuple((beyond + number, field_of[component]) for number, component in enumerate(distinct)),
        RowShape(
            1,
            beyond + len(distinct),
            _RAW_START_BYTES,
            (),
            dict.fromkeys(range(RAW_FIXED, beyond), NULL_LOW),
        ),
    )


def fields_of(made: Layout, start_ms: int, partial: Sequence[Entry]) -> tuple[list[int], tuple[bytes, ...]]:
    """A partial as fields, with the nothings of wide rows."""
    fields = [start_ms]
    hashes: list[bytes] = []
    for component, entry in zip(made.field_of, partial, strict=True):
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
            fields.append(len(hashes[-1]) // HASH_BYTES)
        elif entry is None:
            fields.append(0 if kind in ADDITIVE else WIDE_NULL_HIGH if kind == "min" else WIDE_NULL_LOW)
        elif kind == "sumsq":
            fields += (int(entry) & LIMB_MASK, int(entry) >> LIMB_BITS)
        else:
            fields.append(int(entry))
    return fields, tuple(hashes)


def partial_of(made: Layout, fields: Sequence[int], hashes: tuple[bytes, ...]) -> Partial:
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


def narrowed(made: Layout, fields: Sequence[int]) -> list[int] | None:
    """The fields with the nothings of a narrow row; None if one of them is too great for it."""
    found = list(fields)
    for index in made.additive:
        if not -(1 << LIMB_BITS) < fields[index] < 1 << LIMB_BITS:
            return None
    for index in made.low:
        if fields[index] == WIDE_NULL_LOW:
            found[index] = NULL_LOW
        elif not NULL_LOW < fields[index] <= NULL_HIGH:
            return None
    for index in made.high:
        if fields[index] == WIDE_NULL_HIGH:
            found[index] = NULL_HIGH
        elif not NULL_LOW < fields[index] < NULL_HIGH:
            return None
    for index in made.values:
        if not NULL_LOW < fields[index] <= NULL_HIGH:
            return None
        if found[MAX_TIME_FIELD] == NULL_LOW != found[index - 1]:
            return None
    return found


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
