"""Rows in few bytes: of the rows of a level, each field has the least width that holds all its numbers.

A number is stored as how much it is more or less than its origin: the start of a row than the level's base (in hops),
its newest event than that start, and so on (`Origin`); most of what is stored so is small, and of many fields always 0.
The widths are a code a field:

    code              bytes         numbers
    0                 0             0; of a field that may be null: only null
    1, 2, 4           1, 2, 4       unsigned, little-endian
    SIGNED + 1, ... 8 1, 2, 4, 8    signed

Null is the lowest number of the width, or for a field whose null is NULL_HIGH the highest; a number that is the same as
that needs another width. So a null never changes a maximum or a minimum, whatever the width.
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

NULL_LOW, NULL_HIGH = -(1 << 63), (1 << 63) - 1
SIGNED = 16
BASE = struct.Struct("<q")
_CODES = {0: "", 1: "B", SIGNED + 1: "b", 2: "H", SIGNED + 2: "h", 4: "I", SIGNED + 4: "i", SIGNED + 8: "q"}
"""By code the letter of `struct`, narrowest first."""


def _range(code: int) -> tuple[int, int]:
    """The lowest and the highest number."""
    bits = 8 * (code & ~SIGNED)
    if code & SIGNED:
        return -(1 << bits - 1), (1 << bits - 1) - 1
    return 0, (1 << bits) - 1


_RANGES = {code: _range(code) for code in _CODES}


class Origin(NamedTuple):
    """What a field is stored relative to: it is the field `of`, plus or minus what is stored."""

    field: int
    of: int
    """A field before it, and not null where it is not."""
    sign: int
    """1 or -1."""


@dataclass(frozen=True, slots=True, eq=False)
class RowShape:
    """What the rows of a level have in common, whatever numbers they hold. The first field is the start.

    Known by identity: a view's layout, which has them, is made once."""

    unit_ms: int
    """Starts are the base plus so many of these."""
    width: int
    """Fields a row."""
    start_bytes: int
    """Of the start, at the least: 1, 2 or 4."""
    origins: tuple[Origin, ...]
    """Of the fields that have one."""
    nulls: Mapping[int, int]
    """NULL_LOW or NULL_HIGH by the index of each field that may be null."""


class _Null(NamedTuple):
    field: int
    null: int
    stored: int
    """What is stored for it."""


@dataclass(frozen=True, slots=True)
class RowFormat:
    """The base and the widths of a level's rows. Made by `fitting` and `of_table`."""

    shape: RowShape
    base_ms: int
    codes: bytes
    row: struct.Struct
    stored: tuple[int, ...]
    """Indexes of the fields that have a width."""
    zeros: tuple[int, ...]
    """Indexes of the others."""
    nulls: tuple[_Null, ...]

    @property
    def table(self) -> bytes:
        """The format as a head has it."""
        return BASE.pack(self.base_ms) + self.codes

    def pack(self, fields: Sequence[int]) -> bytes | None:
        """The row; None if a number has no room in it."""
        found = _relative(self.shape, self.base_ms, fields)
        for field, null, stored in self.nulls:
            if found[field] == null:
                found[field] = stored
            elif found[field] == stored:
                return None
        for field in self.zeros:
            if found[field]:
                return None
        try:
            return self.row.pack(*[found[field] for field in self.stored])
        except struct.error:
            return None

    def columns(self, data: bytes) -> list[Sequence[int]]:
        """Column by column the fields of the rows that are one after another in `data`."""
        nothing = (0,) * (len(data) // self.row.size)
        columns: list[Sequence[int]] = [nothing] * self.shape.width
        for field, numbers in zip(self.stored, zip(*self.row.iter_unpack(data))):
            columns[field] = numbers
        base_ms, unit_ms = self.base_ms, self.shape.unit_ms
        columns[0] = [base_ms + unit_ms * number for number in columns[0]]
        missing = {
            field: (null, [number == stored for number in columns[field]])
            for field, null, stored in self.nulls
            if stored != null and stored in columns[field]
        }
        for field, of, sign in self.shape.origins:
            columns[field] = [a + sign * b for a, b in zip(columns[of], columns[field])]
        for field, (null, there) in missing.items():
            columns[field] = [null if is_null else number for is_null, number in zip(there, columns[field])]
        return columns


def fitting(shape: RowShape, rows: Sequence[Sequence[int]]) -> RowFormat:
    """The narrowest format of these rows, of which there is at least one. The earliest start is the base."""
    base_ms = min([row[0] for row in rows])
    columns = zip(*[_relative(shape, base_ms, row) for row in rows])
    codes = bytes([_code(numbers, shape.nulls.get(field)) for field, numbers in enumerate(columns)])
    if not codes[0] & SIGNED:
        codes = bytes([max(codes[0], shape.start_bytes)]) + codes[1:]
    return _format(shape, base_ms, codes)


def of_table(shape: RowShape, table: bytes) -> RowFormat:
    """From `RowFormat.table`."""
    return _format(shape, BASE.unpack_from(table)[0], table[BASE.size :])


def table_size(shape: RowShape) -> int:
    """Bytes of `RowFormat.table`."""
    return BASE.size + shape.width


def _relative(shape: RowShape, base_ms: int, fields: Sequence[int]) -> list[int]:
    """What is stored of each field, but for nulls, which are as they were."""
    found = list(fields)
    found[0] = (fields[0] - base_ms) // shape.unit_ms
    nulls = shape.nulls
    for field, of, sign in shape.origins:
        if found[field] != nulls.get(field):
            found[field] = (fields[field] - fields[of]) * sign
    return found


def _code(numbers: Iterable[int], null: int | None) -> int:
    there = [number for number in numbers if number != null]
    if not there:
        return 0
    least, greatest = min(there), max(there)
    for code, (low, high) in _RANGES.items():
        # The null has a number of its own.
        if low + (null == NULL_LOW) <= least and greatest <= high - (null == NULL_HIGH):
            return code
    raise AssertionError((least, greatest))


def _format(shape: RowShape, base_ms: int, codes: bytes) -> RowFormat:
    return RowFormat(shape, base_ms, codes, *_parts(shape, codes))


@lru_cache(maxsize=10_000)
def _parts(shape: RowShape, codes: bytes) -> tuple[struct.Struct, tuple[int, ...], tuple[int, ...], tuple[_Null, ...]]:
    stored = [field for field, code in enumerate(codes) if code]
    nulls = [_Null(field, null, _RANGES[codes[field]][null == NULL_HIGH]) for field, null in shape.nulls.items()]
    row = struct.Struct("<" + "".join([_CODES[codes[field]] for field in stored]))
    return row, tuple(stored), tuple(field for field, code in enumerate(codes) if not code), tuple(nulls)
