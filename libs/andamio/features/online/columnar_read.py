"""Many keys' reductions at once: all their rows as columns of one numpy array, and a handful of calls a window.

The same numbers as `key_read`, which costs less for a few keys. What numpy's 64 bits cannot hold (wide rows) and what
needs rows left out (stream tiles of before the cut-over) goes to `key_read`, key by key.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from andamio.features.online.key_read import reduce_key
from andamio.features.online.read_plan import Moment, Piece, ReadPlan, Reduction
from andamio.features.online.tile_codec import FORMAT, MAX_TIME_FIELD, NULL_HIGH, NULL_LOW, WIDE, mismatch

KEYS_AT_LEAST = 2
"""From this many keys on it costs less than `key_read`."""
_TABLE_AT_MOST = 1 << 22  # cells of a table of keys and different hashes; beyond that they are sorted instead
_HASH_BYTES = 8

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Tiles = tuple[bytes | None, bytes | None]
"""What batch and the stream keep of a key."""
Found = tuple[list[int | None], list[list[int | None]]]
"""By key the newest event time before t; by reduction a column of it with one entry a key."""


def reduce_keys(plan: ReadPlan, moment: Moment, tiles: Sequence[Tiles], cutover_ms: int | None) -> Found:
    """`reduce_key` of every key."""
    rows = _Rows(plan, tiles, cutover_ms)
    newest = rows.newest_event(plan, moment, cutover_ms)
    by_window: dict[int, list[int]] = {}
    for index, reduction in enumerate(plan.reductions):
        by_window.setdefault(reduction.window_ms, []).append(index)
    columns: list[list[int | None]] = [[] for _ in plan.reductions]
    for window, indexes in by_window.items():
        inside = _Window(rows, plan.windows[window], moment)
        for index in indexes:
            columns[index] = inside.reduced(plan.reductions[index])
    for number in rows.apart:
        newest[number], found = reduce_key(plan, moment, *tiles[number], cutover_ms)
        for column, value in zip(columns, found, strict=True):
            column[number] = value
    return newest, columns


@cache
def _head_type(hops: int, distinct: int) -> np.dtype[Any]:
    """`Layout.head`, as numpy reads it."""
    return np.dtype(
        [
            *(("fingerprint", "S4"), ("format", "u1"), ("flags", "u1"), ("spare", "<u2"), ("bytes", "<u4")),
            *(("retired", "<i8"), ("oldest", "<i8"), ("counts", "<u4", (hops,))),
            ("hashes", "<u4", (distinct,)),
        ]
    )


class _Rows:
    """All rows of all keys, key by key: their key, level, start and fields, and their hashes."""

    def __init__(self, plan: ReadPlan, tiles: Sequence[Tiles], cutover_ms: int | None) -> None:
        made = plan.layout
        self.keys = len(tiles)
        self.apart: list[int] = []
        """Keys that are not in the columns."""
        size = made.head.size
        there = [(number, side, data) for number, key in enumerate(tiles) for side, data in enumerate(key) if data]
        heads = np.frombuffer(
            b"".join([data[:size] for _, _, data in there]), _head_type(len(made.hops), len(made.distinct))
        )
        if len(there) and not ((heads["fingerprint"] == made.fingerprint) & (heads["format"] == FORMAT)).all():
            raise mismatch(made.view)
        side = np.array([side for _, side, _ in there], np.int64)
        key = np.array([number for number, _, _ in there], np.int64)
        odd = (heads["flags"] & WIDE) != 0
        if cutover_ms is not None:
            odd |= (side == 1) & (heads["oldest"] < cutover_ms)
        if odd.any():
            self.apart = sorted(set(key[odd].tolist()))
            stays = ~np.isin(key, self.apart)
            heads, side, key = heads[stays], side[stays], key[stays]
            there = [one for one, stay in zip(there, stays.tolist()) if stay]
        self.side, self.retired, self.source_key = side, heads["retired"], key
        lengths = heads["bytes"].tolist()
        body = b"".join([data[size : size + length] for (_, _, data), length in zip(there, lengths)])
        self.fields: Ints = np.ascontiguousarray(np.frombuffer(body, "<i8").reshape(-1, made.width).T)
        counts = heads["counts"].astype(np.int64)
        self.key: Ints = np.repeat(key, counts.sum(axis=1))
        self.level: Ints = np.repeat(np.tile(np.arange(made.levels), len(there)), counts.ravel())
        self._hashes: dict[int, tuple[Ints, Ints, int]] = {}
        self._made = made
        self._there, self._ends, self._hash_counts = there, [size + length for length in lengths], heads["hashes"]

    def hashes(self, field: int) -> tuple[Ints, Ints, int]:
        """Of a distinct component: the row of each hash, its number among the different ones, and how many those are."""
        if field not in self._hashes:
            number = [self._made.field_of[component] for component in self._made.distinct].index(field)
            before = self._hash_counts[:, :number].sum(axis=1).tolist()
            own = self._hash_counts[:, number].tolist()
            parts = [
                data[end + _HASH_BYTES * first : end + _HASH_BYTES * (first + count)]
                for (_, _, data), end, first, count in zip(self._there, self._ends, before, own)
            ]
            different, places = np.unique(np.frombuffer(b"".join(parts), "<u8"), return_inverse=True)
            of_row = np.repeat(np.arange(self.key.size), self.fields[field])
            self._hashes[field] = of_row, places, len(different)
        return self._hashes[field]

    def newest_event(self, plan: ReadPlan, moment: Moment, cutover_ms: int | None) -> list[int | None]:
        """By key, the newest event time before t, dropped tiles included."""
        last = len(moment.bounds) - 1
        inside = _Window(self, plan.since_coarsest, moment, (last, moment.bounds[last][plan.coarsest_beyond]))
        newest = inside.by_key(np.maximum, self.fields[MAX_TIME_FIELD], NULL_LOW)
        # What the stream dropped from before the cut-over, batch knows by itself.
        counts = (self.side == 0) | (self.retired >= (cutover_ms or 0))
        np.maximum.at(newest, self.source_key[counts], self.retired[counts])
        return _listed(newest, NULL_LOW)


class _Window:
    """The rows of some pieces of every key."""

    def __init__(
        self, rows: _Rows, pieces: Sequence[Piece], moment: Moment, coarsest: tuple[int, int] | None = None
    ) -> None:
        """`coarsest` adds all rows of a level before a bound."""
        levels = len(moment.bounds)
        low, high = np.zeros(levels, np.int64), np.zeros(levels, np.int64)
        for piece in pieces:
            low[piece.level] = moment.bounds[piece.level][piece.first]
            high[piece.level] = moment.bounds[piece.level][piece.beyond]
        if coarsest is not None:
            level, beyond = coarsest
            low[level], high[level] = NULL_LOW, beyond
        start = rows.fields[0]
        self.mask: Flags = (start >= low[rows.level]) & (start < high[rows.level])
        self.rows = rows
        self.at: Ints = np.flatnonzero(self.mask)
        self.key: Ints = rows.key[self.at]
        if self.at.size:
            self.first: Ints = np.flatnonzero(np.concatenate(([True], self.key[1:] != self.key[:-1])))
            self.present: Ints = self.key[self.first]

    def by_key(self, operation: Any, column: Ints, nothing: int) -> Ints:
        """A column reduced to one number a key; `nothing` for a key without rows."""
        found: Ints = np.full(self.rows.keys, nothing, np.int64)
        if self.at.size:
            found[self.present] = operation.reduceat(column[self.at], self.first)
        return found

    def reduced(self, reduction: Reduction) -> list[int | None]:
        """One reduction, as `key_read` has it."""
        column = self.rows.fields[reduction.field]
        match reduction.operation:
            case "add":
                return list(self.by_key(np.add, column, 0).tolist())
            case "greatest":
                return _listed(self.by_key(np.maximum, column, NULL_LOW), NULL_LOW)
            case "least":
                return _listed(self.by_key(np.minimum, column, NULL_HIGH), NULL_HIGH)
            case "newest":
                return self._newest(column, self.rows.fields[reduction.field + 1])
            case "different":
                return self._different(reduction.field)
        raise AssertionError(reduction.operation)

    def _newest(self, times: Ints, values: Ints) -> list[int | None]:
        newest = self.by_key(np.maximum, times, NULL_LOW)
        there = times[self.at]
        holds = (there == newest[self.key]) & (there != NULL_LOW)
        # Raw events of one moment are in the order of their ids: the last one stays.
        found: list[int | None] = [None] * self.rows.keys
        for key, value in zip(self.key[holds].tolist(), values[self.at[holds]].tolist()):
            found[key] = value
        return found

    def _different(self, field: int) -> list[int | None]:
        of_row, places, different = self.rows.hashes(field)
        if not of_row.size:
            return [0] * self.rows.keys
        inside = self.mask[of_row]
        cells = self.rows.key[of_row[inside]] * different + places[inside]
        if self.rows.keys * different <= _TABLE_AT_MOST:
            table = np.zeros(self.rows.keys * different, np.bool_)
            table[cells] = True
            return list(table.reshape(self.rows.keys, different).sum(axis=1).tolist())
        return list(np.bincount(np.unique(cells) // different, minlength=self.rows.keys).tolist())


def _listed(found: Ints, nothing: int) -> list[int | None]:
    return [None if value == nothing else value for value in found.tolist()]
