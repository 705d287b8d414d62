"""What reading a view at t comes to, worked out once: the rows each window takes, the reductions over them, the values.

At t the rows of a level fall into pieces between bounds; a window is one piece of each level up to its own (see
`online_read`). A reduction is one number of one window (a sum, a minimum, a count of hashes); features share them, and
`values` turns columns of reductions, one entry a key, into columns of values by the arithmetic of
`components.finalize`: integers until one division.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from andamio.features.components import Component, Kind, Value
from andamio.features.definition import Feature, FeatureView
from andamio.features.online.online_store import Status
from andamio.features.online.tile_rows import LIMB_BITS, Layout, layout
from andamio.features.online.view_answer import NOTHING_SATURATED

Operation = Literal["add", "least", "greatest", "newest", "different"]
Column = list[Any]
_OPERATIONS: dict[Kind, Operation] = {
    "count": "add",
    "nonnull": "add",
    "sum": "add",
    "sumsq": "add",
    "min": "least",
    "max": "greatest",
    "max_time": "greatest",
    "last": "newest",
    "distinct": "different",
}


@dataclass(frozen=True, slots=True)
class Reduction:
    """One number of one window."""

    window_ms: int
    operation: Operation
    field: int
    """Index of the field in a row; of `newest` that of the time, whose value follows."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The rows of a level that start in [bounds[first], bounds[beyond])."""

    level: int
    first: int
    beyond: int


@dataclass(frozen=True, slots=True)
class Moment:
    """The plan at one t."""

    t_ms: int
    bounds: tuple[tuple[int, ...], ...]
    """Of each level, ascending."""


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """See the module."""

    view: FeatureView
    layout: Layout
    offsets: tuple[tuple[tuple[int, int], ...], ...]
    """Of each level and bound: the hop that t is floored to, and how much lies before that."""
    windows: dict[int, tuple[Piece, ...]]
    """Newest piece first."""
    since_coarsest: tuple[Piece, ...]
    """What is newer than the last whole tile of the coarsest hop."""
    coarsest_beyond: int
    """Index of the bound of the coarsest level at which that begins."""
    reductions: tuple[Reduction, ...]
    finalizers: tuple[Callable[[Sequence[Column], int], Column], ...]
    """Of each feature."""
    uses: tuple[tuple[int, ...], ...]
    """Of each feature the reductions that it is made of, in the order of its formula."""
    distinct: tuple[tuple[str, int, int], ...]
    """Of each distinct count: name, reduction, at_most."""
    by_window: tuple[tuple[tuple[Piece, ...], tuple[tuple[int, Operation, int], ...]], ...]
    """Of each window its pieces and its reductions: number, operation, field."""
    of_nothing: tuple[int | None, ...]
    """What each reduction comes to where its window has no rows."""

    def at(self, t_ms: int) -> Moment:
        """The bounds at t; hop 1 leaves t as it is."""
        return Moment(t_ms, tuple([tuple([t_ms // hop * hop - back for hop, back in level]) for level in self.offsets]))

    def values(self, columns: Sequence[Column], t_ms: int) -> list[tuple[Value, ...]]:
        """Of each key the values in the view's order."""
        return list(zip(*[finalize(columns, t_ms) for finalize in self.finalizers]))

    def statuses(self, newest_ms: Sequence[int | None], t_ms: int) -> list[Status]:
        """Of each key, by its newest event before t."""
        oldest = t_ms - self.view.ttl_ms
        return ["not_found" if newest is None else "expired" if newest < oldest else "present" for newest in newest_ms]

    def saturated(self, columns: Sequence[Column], keys: int) -> list[frozenset[str]]:
        """Of each key the distinct counts that stand for themselves and all above."""
        if not any(max(columns[reduction], default=0) > at_most for _, reduction, at_most in self.distinct):
            return [NOTHING_SATURATED] * keys
        return [
            frozenset([name for name, reduction, at_most in self.distinct if columns[reduction][key] > at_most])
            for key in range(keys)
        ]


@cache
def read_plan(view: FeatureView) -> ReadPlan:
    """The plan of a view."""
    made = layout(view)
    chain = view.hop_chain
    of_level: list[list[tuple[int, int]]] = [[(chain[0], 0), (1, 0)]]
    for hop, coarser in zip(chain, (*chain[1:], None)):
        bounds = {(hop, window) for window, own in view.hops if own == hop} | {(hop, 0)}
        if coarser is not None:
            bounds.add((coarser, 0))
        of_level.append(list(bounds))
    # Bounds at one t are not always in the same order as at another: which of floor(t, coarser) and
    # floor(t, hop) - window comes first depends on t. A read needs none; pieces name their bounds by index.
    offsets = tuple(tuple(level) for level in of_level)
    since = [Piece(0, 0, 1)]
    read = {feature.window_ms for feature in view.features}
    windows: dict[int, tuple[Piece, ...]] = {}
    for number, hop in enumerate(chain, 1):
        at = offsets[number].index
        for window, own in view.hops:
            if own == hop and window in read:
                windows[window] = (*since, Piece(number, at((hop, window)), at((hop, 0))))
        if number < len(chain):
            since.append(Piece(number, at((chain[number], 0)), at((hop, 0))))
    reductions: list[Reduction] = []

    def reduced(feature: Feature, kind: Kind, limb: int = 0) -> int:
        column = None if kind in ("count", "max_time") else feature.column
        component = Component(kind, column, feature.at_most if kind == "distinct" else None)
        wanted = Reduction(feature.window_ms, _OPERATIONS[kind], made.field_of[component] + limb)
        if wanted not in reductions:
            reductions.append(wanted)
        return reductions.index(wanted)

    uses = tuple(_uses(feature, reduced) for feature in view.features)
    distinct = tuple(
        (feature.name, reduced(feature, "distinct"), feature.at_most)
        for feature in view.features
        if feature.at_most is not None
    )
    return ReadPlan(
        view,
        made,
        offsets,
        windows,
        tuple(since),
        offsets[-1].index((chain[-1], 0)),
        tuple(reductions),
        tuple(_finalizer(feature, numbers) for feature, numbers in zip(view.features, uses)),
        uses,
        distinct,
        tuple(
            (
                pieces,
                tuple((n, one.operation, one.field) for n, one in enumerate(reductions) if one.window_ms == window),
            )
            for window, pieces in windows.items()
        ),
        tuple(0 if reduction.operation in ("add", "different") else None for reduction in reductions),
    )


def _uses(feature: Feature, reduced: Callable[..., int]) -> tuple[int, ...]:
    match feature.function:
        case "count" | "sum" | "min" | "max" | "last":
            return (reduced(feature, feature.function),)
        case "time_since_last":
            return (reduced(feature, "max_time"),)
        case "mean":
            return reduced(feature, "nonnull"), reduced(feature, "sum")
        case "variance":
            both = reduced(feature, "nonnull"), reduced(feature, "sum")
            return *both, reduced(feature, "sumsq"), reduced(feature, "sumsq", 1)
        case "count_distinct":
            return (reduced(feature, "distinct"),)
    raise AssertionError(feature.function)


def _finalizer(feature: Feature, uses: Sequence[int]) -> Callable[[Sequence[Column], int], Column]:
    match feature.function:
        case "count" | "sum" | "min" | "max" | "last":
            (column,) = uses
            return lambda columns, t_ms: columns[column]
        case "time_since_last":
            (newest,) = uses
            return lambda columns, t_ms: [None if time is None else t_ms - time for time in columns[newest]]
        case "mean":
            n, s = uses
            return lambda columns, t_ms: [
                total / count if count else None for count, total in zip(columns[n], columns[s])
            ]
        case "variance":
            n, s, low, high = uses
            return lambda columns, t_ms: [
                None if count < 2 else (count * (lows + (highs << LIMB_BITS)) - total * total) / (count * (count - 1))
                for count, total, lows, highs in zip(columns[n], columns[s], columns[low], columns[high])
            ]
        case "count_distinct":
            (different,), at_most = uses, int(feature.at_most or 0)
            return lambda columns, t_ms: [count if count < at_most else at_most for count in columns[different]]
    raise AssertionError(feature.function)
