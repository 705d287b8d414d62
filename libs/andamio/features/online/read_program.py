"""A `ReadPlan` as tables of integers, for the machine code of `compiled_read`."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from andamio.features.components import Kind
from andamio.features.definition import Feature, FeatureView
from andamio.features.online.read_plan import Operation, Piece, read_plan
from andamio.features.online.tile_rows import FORMAT

Ints = npt.NDArray[np.int64]

ADD, GREATEST, LEAST, NEWEST, DIFFERENT, SQUARE, ONE, LATEST = range(8)
"""What becomes of a number: reductions are the first five; of a raw event's value SQUARE adds two limbs, ONE counts it.
LATEST is the greatest of what grows from row to row."""
_OPERATIONS: dict[Operation, int] = {
    "add": ADD,
    "least": LEAST,
    "greatest": GREATEST,
    "newest": NEWEST,
    "different": DIFFERENT,
}
_OF_VALUE: dict[Kind, int] = {
    "nonnull": ONE,
    "sum": ADD,
    "sumsq": SQUARE,
    "min": LEAST,
    "max": GREATEST,
    "last": NEWEST,
}
SAME, SINCE, MEAN, VARIANCE, AT_MOST = range(5)
"""A feature is its first reduction, t less it, a quotient, a sample variance, or its first reduction but at most N."""
_HOW = {"time_since_last": SINCE, "mean": MEAN, "variance": VARIANCE, "count_distinct": AT_MOST}
_USES_AT_MOST = 4
DISTINCT_AT_MOST = 62
"""Distinct counts of a view: whether each is saturated is a bit."""
_EVER_MS = 1 << 62


class Program(NamedTuple):
    """Tables with a row for each thing. Bounds of all levels are numbered through; a piece is its first bound and the
    one beyond."""

    tag: int
    """Fingerprint and format as every head begins with them, a little-endian number."""
    units: Ints
    """Of each level what its starts are counted in, ms, and how many fields its rows have."""
    nothing: Ints
    """The fields of no events."""
    raw: Ints
    """Of each thing that becomes of a raw event's value: index in the raw row, operation, field of a tile."""
    raw_hashes: Ints
    """Of each distinct component: index of its number of hashes in a raw row, and in a tile."""
    fields: Ints
    """Of each field of a tile that is merged by itself: operation, field, and 1 if it is stored as what it is less than
    the count."""
    bounds: Ints
    """Of each bound: its level, the hop that t is floored to, and how much lies before that."""
    windows: Ints
    """Of each window its first piece and the one beyond its last; the last window is all time before t."""
    pieces: Ints
    """Of each window, newest first."""
    reductions: Ints
    """Number, operation, field, window."""
    distinct: Ints
    """Of each reduction that counts different hashes: number, window, component."""
    features: Ints
    """Of each feature: how it comes of which reductions (four), N, its bit among the distinct counts or -1, and which
    value it is: those that are doubles come last."""


def compilable(view: FeatureView) -> bool:
    """Whether a program can do all that the view asks for."""
    return len(read_plan(view).distinct) <= DISTINCT_AT_MOST


def is_double(feature: Feature) -> bool:
    """Whether the feature's values are doubles; all others are integers."""
    return feature.function in ("mean", "variance")


def value_places(view: FeatureView) -> list[int]:
    """Of each feature which value it is: first the integers, then the doubles."""
    order = sorted(range(len(view.features)), key=lambda number: is_double(view.features[number]))
    return [order.index(number) for number in range(len(order))]


@cache
def program(view: FeatureView) -> Program:
    """The tables of a view's plan."""
    plan = read_plan(view)
    made = plan.layout
    bounds = [(level, *bound) for level, of_level in enumerate(plan.offsets) for bound in of_level]
    first_of_level = [[level for level, _, _ in bounds].index(level) for level in range(made.levels)]

    def table(of_window: Sequence[Piece]) -> list[tuple[int, int]]:
        return [(first_of_level[p.level] + p.first, first_of_level[p.level] + p.beyond) for p in of_window]

    windows: list[tuple[int, int]] = []
    pieces: list[tuple[int, int]] = []
    reductions: list[tuple[int, int, int, int]] = []
    distinct: list[tuple[int, int, int]] = []
    hashes = [made.field_of[component] for component in made.distinct]
    for number, (of_window, reduced) in enumerate(plan.by_window):
        windows.append((len(pieces), len(pieces) + len(of_window)))
        pieces += table(of_window)
        reductions += [(n, _OPERATIONS[kind], field, number) for n, kind, field in reduced if kind != "different"]
        distinct += [(n, number, hashes.index(field)) for n, kind, field in reduced if kind == "different"]
    ever = [*table(plan.since_coarsest), (len(bounds), first_of_level[-1] + plan.coarsest_beyond)]
    bounds.append((made.levels - 1, 1, _EVER_MS))
    windows.append((len(pieces), len(pieces) + len(ever)))
    pieces += ever
    fields = [row for component, field in made.field_of.items() for row in _merged(component.kind, field)]
    bits = {name: bit for bit, (name, _, _) in enumerate(plan.distinct)}
    features = [
        (*_feature(feature, uses), bits.get(feature.name, -1), place)
        for feature, uses, place in zip(view.features, plan.uses, value_places(view))
    ]
    return Program(
        int.from_bytes(made.fingerprint, "little") | FORMAT << 32,
        np.array([(form.unit_ms, form.width) for form in made.forms], np.int64),
        np.array(made.nothing, np.int64),
        np.array([(index, _OF_VALUE[kind], field) for index, kind, field in made.raw.of_column], np.int64).reshape(
            -1, 3
        ),
        np.array(made.raw.hashes, np.int64).reshape(-1, 2),
        np.array(fields, np.int64),
        np.array(bounds, np.int64),
        np.array(windows, np.int64),
        np.array(pieces, np.int64),
        np.array(reductions, np.int64).reshape(-1, 4),
        np.array(distinct, np.int64).reshape(-1, 3),
        np.array(features, np.int64),
    )


def _merged(kind: Kind, field: int) -> list[tuple[int, int, int]]:
    """What becomes of a component's fields when tiles are merged."""
    match kind:
        case "count":
            return [(ADD, field, 0)]
        case "nonnull":
            return [(ADD, field, 1)]
        case "max_time":
            return [(LATEST, field, 0)]
        case "sumsq":
            return [(ADD, field, 0), (ADD, field + 1, 0)]
        case "distinct":
            return []  # its hashes are counted, not their numbers
        case _:
            return [(_OF_VALUE[kind], field, 0)]


def _feature(feature: Feature, uses: tuple[int, ...]) -> tuple[int, ...]:
    return _HOW.get(feature.function, SAME), *uses, *[0] * (_USES_AT_MOST - len(uses)), feature.at_most or 0
