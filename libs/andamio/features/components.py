"""Partial aggregates: the numbers a tile holds, how they merge, and the one finalizer that turns them into values.

A tile's partial is a list with one entry a component, in the order of `components(view)`. Every engine
produces exactly these entries, so merging and finalizing exist once, here, and not in SQL:

    component        entry                                      merge   of nothing
    count            events                                     +       0
    max_time         largest event time, ms                     max     None
    nonnull(c)       events whose c is not null                 +       0
    sum(c)           exact integer                              +       0
    sumsq(c)         exact integer, 128 bits in SQL engines     +       0
    min(c), max(c)   integer                                    min/max None
    last(c)          "<time, 20 digits>\\x01<event id>\\x01<c>"   max     None
    distinct(c, N)   the N + 1 smallest hashes, joined          union   None

`last` is the maximum by (event time, event id): the packed string sorts that way, because \\x01 is below
every character of an id, in Python, in SQL over UTF-8 bytes, and in Flink.

A distinct value is known by its hash: the first 16 hexadecimal digits of the MD5 of its text (integers in decimal),
which every engine computes alike. An entry is the N + 1 smallest hashes of a tile, ascending, without a separator; the
one beyond N says that there were more. Keeping the smallest of a union is associative, so any merge gives the same.
"""

import hashlib
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from andamio.features.definition import Feature, FeatureView

Kind = Literal["count", "max_time", "nonnull", "sum", "sumsq", "min", "max", "last", "distinct"]
Entry = int | str | None
Partial = list[Entry]
Value = int | float | None

SEPARATOR = "\x01"
HASH_DIGITS = 16
_KINDS_OF_FUNCTION: dict[str, tuple[Kind, ...]] = {
    "count": (),
    "time_since_last": (),
    "sum": ("sum",),
    "min": ("min",),
    "max": ("max",),
    "mean": ("nonnull", "sum"),
    "variance": ("nonnull", "sum", "sumsq"),
    "last": ("last",),
    "count_distinct": ("distinct",),
}
ADDITIVE: frozenset[Kind] = frozenset({"count", "nonnull", "sum", "sumsq"})


@dataclass(frozen=True, slots=True)
class Component:
    """One entry of a partial."""

    kind: Kind
    column: str | None = None
    at_most: int | None = None
    """N of a distinct count."""

    @property
    def name(self) -> str:
        """A column name for SQL engines, such as "sum_amount_minor" or "distinct_100_country"."""
        return "_".join(str(part) for part in (self.kind, self.at_most, self.column) if part is not None)


@cache
def components(view: FeatureView) -> tuple[Component, ...]:
    """The entries of the view's partials: count, max_time, then what its functions need, in order of first use."""
    needed = [Component("count"), Component("max_time")]
    for feature in view.features:
        for kind in _KINDS_OF_FUNCTION[feature.function]:
            component = Component(kind, feature.column, feature.at_most)
            if component not in needed:
                needed.append(component)
    return tuple(needed)


@cache
def _indexes(view: FeatureView) -> dict[Component, int]:
    return {component: index for index, component in enumerate(components(view))}


def empty(view: FeatureView) -> Partial:
    """The partial of no events: the identity of `merge`."""
    return [0 if component.kind in ADDITIVE else None for component in components(view)]


def of_event(view: FeatureView, values: Mapping[str, Any], event_time_ms: int, event_id: str) -> Partial:
    """The partial of one counted event. Columns must be int or None."""
    return [_entry_of_event(component, values, event_time_ms, event_id) for component in components(view)]


def _entry_of_event(component: Component, values: Mapping[str, Any], event_time_ms: int, event_id: str) -> Entry:
    if component.kind == "count":
        return 1
    if component.kind == "max_time":
        return event_time_ms
    assert component.column is not None
    value = values.get(component.column)
    if component.kind == "nonnull":
        return 0 if value is None else 1
    if value is None:
        return 0 if component.kind in ADDITIVE else None
    match component.kind:
        case "sum" | "min" | "max":
            return int(value)
        case "sumsq":
            return int(value) * int(value)
        case "last":
            return f"{event_time_ms:020d}{SEPARATOR}{event_id}{SEPARATOR}{value}"
        case "distinct":
            return distinct_hash(value)
    raise AssertionError(component.kind)


def distinct_hash(value: int | str) -> str:
    """What stands for a value in a distinct count."""
    return hashlib.md5(str(value).encode(), usedforsecurity=False).hexdigest()[:HASH_DIGITS]


def merge_distinct(one: str, other: str, at_most: int) -> str:
    """The `at_most` + 1 smallest hashes of two entries."""
    union = {entry[i : i + HASH_DIGITS] for entry in (one, other) for i in range(0, len(entry), HASH_DIGITS)}
    return "".join(sorted(union)[: at_most + 1])


def merge(view: FeatureView, partials: Iterable[Sequence[Entry]]) -> Partial:
    """Merge any number of partials; associative, commutative, with `empty(view)` as identity."""
    merged = empty(view)
    entries = components(view)
    for partial in partials:
        for index, (component, entry) in enumerate(zip(entries, partial, strict=True)):
            kind = component.kind
            if entry is None:
                continue
            current = merged[index]
            if current is None:
                merged[index] = entry
            elif kind in ADDITIVE:
                merged[index] = current + entry  # type: ignore[operator]  # additive entries are integers
            elif kind == "min":
                merged[index] = min(current, entry)
            elif kind == "distinct":
                assert component.at_most is not None
                merged[index] = merge_distinct(str(current), str(entry), component.at_most)
            else:
                merged[index] = max(current, entry)
    return merged


def finalize(view: FeatureView, feature: Feature, partial: Sequence[Entry], t_ms: int) -> Value:
    """The feature's value at t from the merged partial of its window.

    Division happens here and nowhere else: Python's int/int is correctly rounded, so equal integers give
    equal bits. Empty: count, sum and distinct count are 0, the rest None; variance is the sample variance, None below 2.
    """
    indexes = _indexes(view)

    def entry(kind: Kind) -> Any:
        return partial[indexes[Component(kind, feature.column, feature.at_most)]]

    match feature.function:
        case "count":
            return int(partial[0] or 0)
        case "time_since_last":
            newest = partial[1]
            return None if newest is None else t_ms - int(newest)
        case "sum":
            return int(entry("sum"))
        case "min" | "max":
            value = entry(feature.function)
            return None if value is None else int(value)
        case "mean":
            return None if entry("nonnull") == 0 else int(entry("sum")) / int(entry("nonnull"))
        case "variance":
            n, s, ss = int(entry("nonnull")), int(entry("sum")), int(entry("sumsq"))
            return None if n < 2 else (n * ss - s * s) / (n * (n - 1))
        case "last":
            packed = entry("last")
            return None if packed is None else int(packed.rsplit(SEPARATOR, 1)[1])
        case "count_distinct":
            return min(_distinct(entry("distinct")), int(feature.at_most or 0))
    raise AssertionError(feature.function)


def same_value(a: Any, b: Any) -> bool:
    """Equal in type and value; doubles in all 64 bits, so 0.0 is not -0.0; null only equals null."""
    if type(a) is not type(b):
        return False
    if isinstance(a, float):
        return struct.pack("<d", a) == struct.pack("<d", b)
    return bool(a == b)


def saturated(view: FeatureView, partial: Sequence[Entry]) -> frozenset[str]:
    """The features of this merged partial whose distinct count stands for itself and all above it."""
    indexes = _indexes(view)
    return frozenset(
        feature.name
        for feature in view.features
        if feature.at_most is not None
        and _distinct(partial[indexes[Component("distinct", feature.column, feature.at_most)]]) > feature.at_most
    )


def _distinct(entry: Entry) -> int:
    return 0 if entry is None else len(str(entry)) // HASH_DIGITS
