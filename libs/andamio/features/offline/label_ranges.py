"""Aggregates over everything that holds at a label, when each row holds for a range of labels.

At a label of time t a version of an event counts if it was known by t and not yet replaced, and lies in the window:

    max(event time + 1, valid from) <= t < min(valid to, floor(event time, hop) + hop + window)

because floor(t, hop) - window <= event time says the same as t < floor(event time, hop) + hop + window. So along the
labels of its entity, in order of time, a version holds for one unbroken range, whatever was late, corrected or removed;
a plain row holds from its event time to the end of its time to live. Aggregating what holds at each label then takes
no join of rows with labels, and no time that grows with rows x labels of a heavy key:

    sum        add at the first label of the range, take away behind its last, and sum along the labels
    greatest   a range is covered by two of length 2^k (a sparse table, the other way round), which halve on the way down
    distinct   ranges of one entity and value that touch become one; then the sum of ones

All arithmetic is on 64-bit integers, modulo 2^64: a sum is exact if the true one fits, which the caller sees to.
"""

from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]

LEAST = np.iinfo(np.int64).min
_WIDEST = 2**62


def grain(offsets: Integers) -> int:
    """The greatest number that divides all of them; 1 if there is none but 0."""
    return max(int(np.gcd.reduce(offsets, initial=0)), 1)


class LabelOrder:
    """Labels by (entity, time): where in that order the labels of an entity from some time on begin."""

    def __init__(self, entities: Integers, times: Integers, entity_count: int) -> None:
        """`entities` are codes in [0, entity_count); times are in any unit, the same as in `first_from`."""
        self.count = len(times)
        self._low, high = (int(times.min()), int(times.max())) if self.count else (0, 0)
        self._ranks: Integers | None = None
        # Labels stand on a grid, such as whole seconds in nanoseconds; a time is as good as the next grid line.
        self._grain = grain(times - self._low)
        # Beside an entity's labels there is room for "after all of them".
        self._width = (high - self._low) // self._grain + 2
        if self._width * max(entity_count, 1) > _WIDEST:
            self._ranks = np.unique(times)
            self._width = len(self._ranks) + 1
        places = self._places(entities, times)
        self.order: Integers = np.argsort(places, kind="stable")
        """Index of the label at each place of the order."""
        self._sorted = places[self.order]
        self._entity_count = entity_count

    def first_from(self, entities: Integers, times: Integers) -> Integers:
        """For each (entity, time): the place of the first label of the entity with t >= time, or of its end."""
        return np.searchsorted(self._sorted, self._places(entities, times))

    def ends(self) -> Integers:
        """For each entity the place after its last label."""
        return np.searchsorted(self._sorted, np.arange(1, self._entity_count + 1) * self._width)

    def in_label_order(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Values by place, back in the order in which the labels were given."""
        given = np.empty_like(values)
        given[self.order] = values
        return given

    def _places(self, entities: Integers, times: Integers) -> Integers:
        if self._ranks is None:
            past = self._low + (self._width - 2) * self._grain + 1
            offsets = -((self._low - np.clip(times, self._low, past)) // self._grain)
        else:
            offsets = np.searchsorted(self._ranks, times)
        return entities * self._width + offsets


class Ranges:
    """Rows that each hold for the labels [first, past) of an order; a range that ends before it begins is empty."""

    def __init__(self, label_count: int, first: Integers, past: Integers) -> None:
        self._count = label_count
        self._first = first
        self._past = np.maximum(first, past)

    def total(self, values: Integers) -> Integers:
        """At each label the sum of the values that hold, modulo 2^64."""
        change = np.zeros(self._count + 1, np.int64)
        np.add.at(change, self._first, values)
        np.subtract.at(change, self._past, values)
        return np.cumsum(change[:-1])

    def counted(self) -> Integers:
        """At each label how many rows hold."""
        change = np.bincount(self._first, minlength=self._count + 1) - np.bincount(
            self._past, minlength=self._count + 1
        )
        return np.cumsum(change[:-1])

    def greatest(self, values: Integers) -> Integers:
        """At each label the greatest value that holds, or `LEAST`."""
        best = np.full(self._count, LEAST)
        for level in range(len(self._by_level) - 1, -1, -1):
            rows, span = self._by_level[level], 1 << level
            # best[i] is about the labels [i, i + span).
            np.maximum.at(best, self._first[rows], values[rows])
            np.maximum.at(best, self._past[rows] - span, values[rows])
            if level:
                half = span >> 1
                finer = best.copy()
                np.maximum(finer[half:], best[:-half], out=finer[half:])
                best = finer
        return best

    @cached_property
    def _by_level(self) -> list[Integers]:
        """The rows whose range has 2^k to 2^(k+1) - 1 labels, for each k."""
        length = self._past - self._first
        held = np.flatnonzero(length)
        if not len(held):
            return []
        levels = (np.frexp(length[held].astype(np.float64))[1] - 1).astype(np.int8)
        order = np.argsort(levels, kind="stable")
        ends = np.cumsum(np.bincount(levels))
        return [held[rows] for rows in np.split(order, ends[:-1])]


class Groups:
    """Rows in groups that count once: the different values of an entity, each at each label once."""

    def __init__(self, label_count: int, groups: Integers, first: Integers) -> None:
        """`groups` are codes from 0 on; `first` is where each row's range begins, whatever the window."""
        self._count = label_count
        self._order = np.lexsort((first, groups))
        # Ranges of different groups stand apart on one line, so that one running maximum serves all.
        self._apart = np.concatenate(([0], np.cumsum(np.diff(groups[self._order]) != 0))) * (label_count + 1)
        self._first = first[self._order]

    def counted(self, past: Integers) -> Integers:
        """At each label how many groups have a row that holds; `past` is where each row's range ends."""
        if not len(self._order):
            return np.zeros(self._count, np.int64)
        ends = np.maximum.accumulate(self._apart + np.maximum(self._first, past[self._order]))
        begins = np.concatenate(([True], (self._apart + self._first)[1:] > ends[:-1]))
        last = np.concatenate((np.flatnonzero(begins)[1:] - 1, [len(ends) - 1]))
        return Ranges(self._count, self._first[begins], (ends - self._apart)[last]).counted()
