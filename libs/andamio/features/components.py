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

`last` is the maximum by (event time, event id): the packed string sorts that way, because \\x01 is below
every character of an id, in Python, in SQL over UTF-8 bytes, and in Flink.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from andamio.features.definition import Feature, FeatureView

Kind = Literal["count", "max_time", "nonnull", "sum", "sumsq", "min", "max", "last"]
Entry = int | str | None
Partial = list[Entry]
Value = int | float | None

SEPARATOR = "\x01"
_KINDS_OF_FUNCTION: dict[str, tuple[Kind, ...]] = {
    "count": (),
    "time_since_last": (),
    "sum": ("sum",),
    "min": ("min",),
    "max": ("max",),
    "mean": ("nonnull", "sum"),
    "variance": ("nonnull", "sum", "sumsq"),
    "last": ("last",),
}
ADDITIVE: frozenset[Kind] = frozenset({"count", "nonnull", "sum", "sumsq"})


@dataclass(frozen=True, slots=True)
class Component:
    """One entry of a partial."""

    kind: Kind
    column: str | None = None

    @property
    def name(self) -> str:
        """A column name for SQL engines, such as "sum_amount_minor"."""
        return self.kind if self.column is None else f"{self.kind}_{self.column}"


@cache
def components(view: FeatureView) -> tuple[Component, ...]:
    """The entries of the view's partials: count, max_time, then what its functions need, in order of first use."""
    needed = [Component("count"), Component("max_time")]
    for feature in view.features:
        for kind in _KINDS_OF_FUNCTION[feature.function]:
            component = Component(kind, feature.column)
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
    raise AssertionError(component.kind)


def merge(view: FeatureView, partials: Iterable[Sequence[Entry]]) -> Partial:
    """Merge any number of partials; associative, commutative, with `empty(view)` as identity."""
    merged = empty(view)
    kinds = [component.kind for component in components(view)]
    for partial in partials:
        for index, (kind, entry) in enumerate(zip(kinds, partial, strict=True)):
            if entry is None:
                continue
            current = merged[index]
            if current is None:
                merged[index] = entry
            elif kind in ADDITIVE:
                merged[index] = current + entry  # type: ignore[operator]  # additive entries are integers
            elif kind == "min":
                merged[index] = min(current, entry)
            else:
                merged[index] = max(current, entry)
    return merged


def finalize(view: FeatureView, feature: Feature, partial: Sequence[Entry], t_ms: int) -> Value:
    """The feature's value at t from the merged partial of its window.

    Division happens here and nowhere else: Python's int/int is correctly rounded, so equal integers give
    equal bits. Empty: count and sum are 0, the rest None; variance is the sample variance, None below 2.
    """
    indexes = _indexes(view)

    def entry(kind: Kind) -> Any:
        return partial[indexes[Component(kind, feature.column)]]

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
    raise AssertionError(feature.function)
