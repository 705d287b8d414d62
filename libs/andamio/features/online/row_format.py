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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

NULL_LOW, NULL_HIGH = -(1 << 63), (1 << 63) - 1
SIGNED = 16
BASE = struct.Struct("<q")
_CODES = {0: "", 1: "B", SIGNED + 1: "b", 2: "H", SIGNED + 2: "h", 4: "I", SIGNED + 4: "i", SIGNED + 8: "q"}
"""By code the letter of `struct`, narrowest first."""
_ALL_NULL = 0


def _range(code: int) -> tuple[int, int]:
    """The lowest and the highest number."""
    bits = 8 * (code & ~SIGNED)
    if code & SIGNED:
        return -(1 << bits - 1), (1 << bits - 1) - 1
    return 0, (1 << bits) - 1


_RANGES = {code: _range(code) for code in _CODES}


@dataclass(frozen=True, slots=True)
class Origin:
    """What a field is stored relative to: it is that field of its row, plus or minus what is stored."""

    field: int
    """Before the one that it is the origin of, and not null where that one is not."""
    sign: int
    """1 or -1."""


@dataclass(frozen=True, slots=True, eq=False)
class RowShape:
    """What the rows of a level have in common, whatever numbers they hold. The first field is the start.

    Known by identity: a view's layout, which has them, is made once."""

    unit_ms: int
    """Starts are the base plus so many of these."""
    origins: tuple[Origin | None, ...]
    nulls: tuple[int | None, ...]
    """What stands for null in each field: NULL_LOW, NULL_HIGH or, where there is no null, None."""


@dataclass(frozen=True, slots=True)
class RowFormat:
    """The base and the widths of a level's rows. Made by `fitting` and `of_table`."""

    shape: RowShape
    base_ms: int
    codes: bytes
    row: struct.Struct
    stored: tuple[int, ...]
    """Indexes of the fields that have a width."""
    nulls: tuple[int | None, ...]
    """What is stored for null, of these fields; None for those that have none."""
    empty: tuple[tuple[int, int | None], ...]
    """Of the others the index, and what they always are: 0, or None for null."""

    @property
    def table(self) -> bytes:
        """The format as a head has it."""
        return BASE.pack(self.base_ms) + self.codes

    def pack(self, fields: Sequence[int]) -> bytes | None:
        """The row; None if a number has no room in it."""
        found = relative(self.shape, self.base_ms, fields)
        for index, always in self.empty:
            if found[index] != always:
                return None
        numbers = []
        for index, null in zip(self.stored, self.nulls):
            number = found[index]
            if null is not None:
                if number is None:
                    number = null
                elif number == null:
                    return None
            numbers.append(number)
        try:
            return self.row.pack(*numbers)
        except struct.error:
            return None

    def columns(self, data: bytes) -> list[Sequence[int]]:
        """Column by column the fields of the rows that are one after another in `data`."""
        count = len(data) // self.row.size
        stored = dict(zip(self.stored, zip(zip(*self.row.iter_unpack(data)), self.nulls)))
        shape = self.shape
        columns: list[Sequence[int]] = []
        for index, (origin, null) in enumerate(zip(shape.origins, shape.nulls)):
            numbers, own = stored.get(index, ((0,) * count, 0 if null is not None else None))
            if index == 0:
                columns.append([self.base_ms + shape.unit_ms * number for number in numbers])
            elif null is None:
                if origin is not None and any(numbers):
                    columns.append([a + origin.sign * b for a, b in zip(columns[origin.field], numbers)])
                else:
                    columns.append(numbers if origin is None else columns[origin.field])
            elif origin is not None:
                pairs = zip(columns[origin.field], numbers)
                columns.append([null if b == own else a + origin.sign * b for a, b in pairs])
            elif own != null and own in numbers:
                columns.append([null if number == own else number for number in numbers])
            else:
                columns.append(numbers)
        return columns


def relative(shape: RowShape, base_ms: int, fields: Sequence[int]) -> list[int | None]:
    """What is stored of each field; None for null."""
    found: list[int | None] = [
        None if number == null else number if origin is None else (number - fields[origin.field]) * origin.sign
        for number, null, origin in zip(fields, shape.nulls, shape.origins)
    ]
    found[0] = (fields[0] - base_ms) // shape.unit_ms
    return found


def fitting(shape: RowShape, rows: Sequence[Sequence[int]]) -> RowFormat:
    """The narrowest format of these rows, of which there is at least one. The earliest start is the base."""
    base_ms = min([row[0] for row in rows])
    columns = zip(*[relative(shape, base_ms, row) for row in rows])
    codes = bytes([_code(numbers, null) for numbers, null in zip(columns, shape.nulls)])
    # A row has a byte at least, so that their number can be told by their size.
    return _format(shape, base_ms, codes if any(codes) else b"\1" + codes[1:])


def of_table(shape: RowShape, table: bytes) -> RowFormat:
    """From `RowFormat.table`."""
    return _format(shape, BASE.unpack_from(table)[0], table[BASE.size :])


def table_size(shape: RowShape) -> int:
    """Bytes of `RowFormat.table`."""
    return BASE.size + len(shape.origins)


def _code(numbers: Iterable[int | None], null: int | None) -> int:
    there = [number for number in numbers if number is not None]
    if null is not None and not there:
        return _ALL_NULL
    least, greatest = min(there), max(there)
    for code, (low, high) in _RANGES.items():
        # The null has a number of its own.
        if low + (null == NULL_LOW) <= least and greatest <= high - (null == NULL_HIGH):
            return code
    raise AssertionError((least, greatest))


def _format(shape: RowShape, base_ms: int, codes: bytes) -> RowFormat:
    return RowFormat(shape, base_ms, codes, *_parts(shape, codes))


@lru_cache(maxsize=10_000)
def _parts(
    shape: RowShape, codes: bytes
) -> tuple[struct.Struct, tuple[int, ...], tuple[int | None, ...], tuple[tuple[int, int | None], ...]]:
    stored = [index for index, code in enumerate(codes) if code]
    nulls: list[int | None] = []
    for index in stored:
        low, high = _RANGES[codes[index]]
        null = shape.nulls[index]
        nulls.append(None if null is None else low if null == NULL_LOW else high)
    empty = [(index, None if shape.nulls[index] is not None else 0) for index, code in enumerate(codes) if not code]
    row = struct.Struct("<" + "".join([_CODES[codes[index]] for index in stored]))
    return row, tuple(stored), tuple(nulls), tuple(empty)
