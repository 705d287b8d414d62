"""A view's features at labels, from the versions of their entities' events: columns in, columns out, no row in Python.

Equal to `components.finalize` over merged partials, to the bit. Sums are exact: on 64 bits where they provably fit, on
limbs of 32 bits where they may not. A quotient is computed on doubles where both integers are doubles themselves, so
that IEEE division rounds it once, as Python's int/int does; elsewhere by Python's int/int.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from andamio.features.definition import Feature, FeatureView
from andamio.features.offline.label_ranges import LEAST, Booleans, Groups, Integers, LabelOrder, Ranges

FOREVER = np.iinfo(np.int64).max
Numbers = npt.NDArray[Any]
"""int64, doubles, or Python integers where 64 bits may not hold them."""

# Every integer up to here is a double.
_DOUBLE = 2**53
_LIMB = 32
_LOW = (1 << _LIMB) - 1


@dataclass(frozen=True, slots=True)
class Versions:
    """Versions of events, those of an entity by (event time, event id), with what their view's functions read."""

    entities: Integers
    """Code of the entity."""
    event_times: Integers
    known_from: Integers
    """The first t at which the version is known, whatever its event time."""
    known_to: Integers
    """The first t at which it is no more; `FOREVER` while it is."""
    columns: Mapping[str, pa.ChunkedArray]
    """int64, or any for count_distinct."""


@dataclass(frozen=True, slots=True)
class Values:
    """One feature's values; those that are not `valid` are null."""

    numbers: Numbers
    valid: Booleans


def features_at_labels(
    view: FeatureView, versions: Versions, entities: Integers, times: Integers, entity_count: int
) -> list[Values]:
    """f(key, t, k = t) of the view's features, in its order, at labels given by entity code and time, in theirs."""
    labels = LabelOrder(entities, times, entity_count)
    in_order = times[labels.order]
    first = labels.first_from(versions.entities, np.maximum(versions.event_times + 1, versions.known_from))
    columns = {
        name: _Column(labels.count, versions.entities, first, values) for name, values in versions.columns.items()
    }
    computed: list[Values | None] = [None] * len(view.features)
    for window_ms in sorted({feature.window_ms for feature in view.features}):
        hop_ms = view.hop_of(window_ms)
        falls_out = versions.event_times // hop_ms * hop_ms + hop_ms + window_ms
        past = labels.first_from(versions.entities, np.minimum(falls_out, versions.known_to))
        window = _Window(Ranges(labels.count, first, past), past, versions.event_times, in_order)
        for index, feature in enumerate(view.features):
            if feature.window_ms == window_ms:
                values = window.of(feature, columns)
                computed[index] = Values(labels.in_label_order(values.numbers), labels.in_label_order(values.valid))
    return [values for values in computed if values is not None]


class _Column:
    """One column of the versions."""

    def __init__(self, label_count: int, entities: Integers, first: Integers, values: pa.ChunkedArray) -> None:
        self._label_count, self._entities, self._first, self._values = label_count, entities, first, values
        self.has_value: Booleans = values.is_valid().to_numpy()

    @cached_property
    def or_zero(self) -> Integers:
        """The integers; 0 for null."""
        filled: Integers = pc.fill_null(self._values, 0).to_numpy().astype(np.int64, copy=False)
        return filled

    @cached_property
    def largest(self) -> int:
        """The largest distance from 0."""
        return max(int(self.or_zero.max()), -int(self.or_zero.min())) if len(self.or_zero) else 0

    def or_least(self, values: Integers) -> Integers:
        """These values; the least integer where the column is null."""
        return np.where(self.has_value, values, LEAST)

    @cached_property
    def different(self) -> tuple[Booleans, Groups]:
        """The rows that have a value, and these in groups of the same one."""
        rows = self.has_value
        encoded = self._values.combine_chunks().dictionary_encode()
        codes = pc.fill_null(encoded.indices, 0).to_numpy()[rows].astype(np.int64)
        groups = self._entities[rows] * max(len(encoded.dictionary), 1) + codes
        return rows, Groups(self._label_count, groups, self._first[rows])


class _Window:
    """What holds at each label, in label order, for one window."""

    def __init__(self, ranges: Ranges, past: Integers, event_times: Integers, times: Integers) -> None:
        self._ranges, self._past, self._event_times, self._times = ranges, past, event_times, times
        # Several features of a window share these.
        self._nonnull = cache(self._nonnull_of)
        self._sum = cache(self._sum_of)

    def of(self, feature: Feature, columns: Mapping[str, _Column]) -> Values:
        always = np.ones(len(self._times), np.bool_)
        match feature.function:
            case "count":
                return Values(self._count, always)
            case "time_since_last":
                some = self._count > 0
                return Values(self._times - np.where(some, self._newest, 0), some)
        assert feature.column is not None
        column = columns[feature.column]
        if feature.function == "count_distinct":
            rows, groups = column.different
            return Values(np.minimum(groups.counted(self._past[rows]), int(feature.at_most or 0)), always)
        nonnull = self._nonnull(column)
        match feature.function:
            case "sum":
                return Values(self._sum(column), always)
            case "max":
                return Values(self._ranges.greatest(column.or_least(column.or_zero)), nonnull > 0)
            case "min":
                # ~v = -1 - v turns the order round, and overflows for no v.
                return Values(~self._ranges.greatest(column.or_least(~column.or_zero)), nonnull > 0)
            case "last":
                place = np.arange(len(column.or_zero), dtype=np.int64)
                newest = self._ranges.greatest(column.or_least(place))
                some = nonnull > 0
                return Values(_take(column.or_zero, np.where(some, newest, 0)), some)
            case "mean":
                return Values(_quotient(self._sum(column), nonnull, nonnull > 0), nonnull > 0)
            case "variance":
                squares = _squares(self._ranges, column, self._most)
                return Values(_variance(nonnull, self._sum(column), squares), nonnull > 1)
        raise AssertionError(feature.function)

    @cached_property
    def _count(self) -> Integers:
        return self._ranges.counted()

    @cached_property
    def _newest(self) -> Integers:
        return self._ranges.greatest(self._event_times)

    @cached_property
    def _most(self) -> int:
        """No label has more events than this."""
        return int(self._count.max()) if len(self._count) else 0

    def _nonnull_of(self, column: _Column) -> Integers:
        return self._count if column.has_value.all() else self._ranges.total(column.has_value.astype(np.int64))

    def _sum_of(self, column: _Column) -> Numbers:
        values = column.or_zero
        if column.largest * self._most < 2**63:
            return self._ranges.total(values)
        return _joined([self._ranges.total(limb) for limb in (values & _LOW, values >> _LIMB)])


def _squares(ranges: Ranges, column: _Column, most: int) -> Numbers:
    """The exact sum of squares: v = h 2^32 + l has v^2 = h^2 2^64 + 2 h l 2^32 + l^2."""
    if column.largest**2 * most < 2**63:
        return ranges.total(column.or_zero**2)
    magnitude = np.abs(column.or_zero).astype(np.uint64)
    low, high = magnitude & np.uint64(_LOW), magnitude >> np.uint64(_LIMB)
    ll, hl, hh = ((product & np.uint64(_LOW), product >> np.uint64(_LIMB)) for product in (low**2, high * low, high**2))
    limbs = [ll[0], ll[1] + 2 * hl[0], 2 * hl[1] + hh[0], hh[1]]
    return _joined([ranges.total(limb.astype(np.int64)) for limb in limbs])


def _joined(limbs: list[Integers]) -> Numbers:
    """Python integers of limbs, the lowest first, each of which may exceed its 32 bits."""
    joined = limbs[-1].astype(object)
    for limb in reversed(limbs[:-1]):
        joined = (joined << _LIMB) + limb.astype(object)
    return joined


def _quotient(numerators: Numbers, denominators: Integers, wanted: Booleans) -> Numbers:
    """numerator / denominator, correctly rounded, where wanted; denominators are counts."""
    if numerators.dtype == object:
        exact = np.zeros(len(numerators), np.bool_)
    else:
        exact = (numerators <= _DOUBLE) & (numerators >= -_DOUBLE)
    result = np.zeros(len(numerators))
    np.divide(numerators, denominators, out=result, where=wanted & exact, casting="unsafe")
    rest = np.flatnonzero(wanted & ~exact)
    result[rest] = [n / d for n, d in zip(numerators[rest].tolist(), denominators[rest].tolist())]
    return result


def _variance(counts: Integers, sums: Numbers, squares: Numbers) -> Numbers:
    """(n ss - s s) / (n (n - 1)), correctly rounded, where n > 1."""
    result, wanted = np.zeros(len(counts)), counts > 1
    exact = np.zeros(len(counts), np.bool_)
    if sums.dtype != object and squares.dtype != object:
        # s s <= n ss (Cauchy and Schwarz); the margin is for the rounding of this product itself.
        exact = (counts.astype(np.float64) * squares.astype(np.float64) < _DOUBLE / 2) & (counts < 2**26)
        rows = np.flatnonzero(wanted & exact)
        n, s, ss = counts[rows], sums[rows], squares[rows]
        result[rows] = (n * ss - s * s) / (n * (n - 1))
    rest = np.flatnonzero(wanted & ~exact)
    result[rest] = [
        (n * ss - s * s) / (n * (n - 1))
        for n, s, ss in zip(counts[rest].tolist(), sums[rest].tolist(), squares[rest].tolist())
    ]
    return result


def _take(values: Integers, rows: Integers) -> Integers:
    return values[rows] if len(values) else np.zeros(len(rows), np.int64)
