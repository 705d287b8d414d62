"""What machine code found of some keys, and the lists of an answer, each made of it when somebody asks for it."""

from functools import cached_property

import numpy as np

from andamio.features.components import Value
from andamio.features.definition import FeatureView
from andamio.features.online.compiled_values import (
    EXPIRED,
    FIRST_VALUE,
    NEWEST_COLUMN,
    NOT_FOUND,
    PRESENT,
    SATURATED_COLUMN,
    STATUS_COLUMN,
)
from andamio.features.online.online_store import Status
from andamio.features.online.read_plan import read_plan
from andamio.features.online.read_program import Ints, is_double, value_places
from andamio.features.online.row_format import NULL_LOW
from andamio.features.online.view_answer import NOTHING_SATURATED

STATUS_NAMES: dict[int, Status] = {NOT_FOUND: "not_found", EXPIRED: "expired", PRESENT: "present"}


class FoundShape:
    """How what is found of a view is laid out."""

    def __init__(self, view: FeatureView) -> None:
        self.width = FIRST_VALUE + len(view.features)
        self.places = value_places(view)
        """Of each feature in the view's order, which value is its."""
        self.doubles_from = FIRST_VALUE + sum(not is_double(feature) for feature in view.features)
        """The first column of doubles; those before it are integers."""
        self.distinct = [name for name, _, _ in read_plan(view).distinct]
        """By bit of the column of saturated counts."""

    def saturated(self, bits: int) -> frozenset[str]:
        """The names of these bits."""
        return frozenset([name for bit, name in enumerate(self.distinct) if bits >> bit & 1])


class FoundColumns:
    """See `view_answer.Columns`."""

    def __init__(self, shape: FoundShape, found: Ints) -> None:
        """`found` as `compiled_values.make_values` fills it."""
        self.shape, self.found = shape, found

    @cached_property
    def statuses(self) -> list[Status]:
        return [STATUS_NAMES.get(code, "present") for code in self.found[:-1, STATUS_COLUMN].tolist()]

    @cached_property
    def newest_event_times_ms(self) -> list[int | None]:
        return [None if time == NULL_LOW else time for time in self.found[:-1, NEWEST_COLUMN].tolist()]

    @cached_property
    def saturated(self) -> list[frozenset[str]]:
        bits = self.found[:-1, SATURATED_COLUMN].tolist()
        return [self.shape.saturated(each) for each in bits] if any(bits) else [NOTHING_SATURATED] * len(bits)

    @cached_property
    def values(self) -> list[tuple[Value, ...]]:
        found = self.found[:-1]
        if len(found) == 1:
            return [self.values_of(0)]
        raw = found[:, FIRST_VALUE:].T.tolist()
        values: list[list[Value]] = raw[: self.shape.doubles_from - FIRST_VALUE]
        values += found[:, self.shape.doubles_from :].view(np.float64).T.tolist()
        for place, count in enumerate(self.found[-1, FIRST_VALUE:].tolist()):
            if count:
                values[place] = [None if bits == NULL_LOW else value for bits, value in zip(raw[place], values[place])]
        return list(zip(*[values[place] for place in self.shape.places]))

    def values_of(self, index: int) -> tuple[Value, ...]:
        """See `view_answer.Columns`."""
        own = self.found[index]
        raw: list[int] = own[FIRST_VALUE:].tolist()
        values: list[Value] = [*raw[: self.shape.doubles_from - FIRST_VALUE]]
        values += own[self.shape.doubles_from :].view(np.float64).tolist()
        if NULL_LOW in raw:
            values = [None if bits == NULL_LOW else value for bits, value in zip(raw, values)]
        return tuple([values[place] for place in self.shape.places])
