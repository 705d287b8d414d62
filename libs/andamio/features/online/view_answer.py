"""One view's answer for several keys as columns: what a server writes to the wire without an object a value.

`OnlineStore.read_many` gives one `ViewAnswer` a view. Every list has one entry a key, in the order of the keys asked
for, and `values[i]` is a tuple in the order of `view.features`. `entities()` is the same answer as `EntityRead`s.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from andamio.features.components import Value
from andamio.features.definition import FeatureView
from andamio.features.online.online_store import EntityRead, Folded, Status, ViewRead

NOTHING_SATURATED: frozenset[str] = frozenset()


class Columns(Protocol):
    """An answer's lists, one entry a key; they may be made when they are asked for."""

    @property
    def statuses(self) -> list[Status]: ...
    @property
    def newest_event_times_ms(self) -> list[int | None]: ...
    @property
    def values(self) -> list[tuple[Value, ...]]: ...
    @property
    def saturated(self) -> list[frozenset[str]]: ...
    def values_of(self, index: int) -> tuple[Value, ...]:
        """One entry of `values`."""
        ...


@dataclass(frozen=True, slots=True)
class MadeColumns:
    """`Columns` that are there."""

    statuses: list[Status]
    newest_event_times_ms: list[int | None]
    values: list[tuple[Value, ...]]
    saturated: list[frozenset[str]]

    def values_of(self, index: int) -> tuple[Value, ...]:
        """See `Columns`."""
        return self.values[index]


class ViewAnswer(NamedTuple):
    """See `ViewRead`, which says the same with an object a key."""

    view: FeatureView
    applied_positions: dict[int, int]
    """By partition of the log; a partition of which the stream has applied nothing is absent."""
    cutover_ms: int | None
    as_of_floor_ms: int | None
    columns: Columns
    folded: Sequence[Folded] = ()
    """See `ViewRead.folded`."""

    @property
    def statuses(self) -> list[Status]:
        return self.columns.statuses

    @property
    def newest_event_times_ms(self) -> list[int | None]:
        return self.columns.newest_event_times_ms

    @property
    def values(self) -> list[tuple[Value, ...]]:
        """All None for a key that is too_old or unavailable."""
        return self.columns.values

    @property
    def saturated(self) -> list[frozenset[str]]:
        """Names of the distinct counts that reached their `at_most`."""
        return self.columns.saturated

    def entities(self) -> list[EntityRead]:
        """One object a key."""
        names = [feature.name for feature in self.view.features]
        return [
            EntityRead(status, dict(zip(names, values)), newest, saturated)
            for status, newest, values, saturated in zip(
                self.statuses, self.newest_event_times_ms, self.values, self.saturated, strict=True
            )
        ]

    def as_view_read(self) -> ViewRead:
        """The answer of `OnlineStore.read`."""
        return ViewRead(
            self.view.id, self.applied_positions, self.cutover_ms, self.as_of_floor_ms, self.entities(), self.folded
        )


def of_view_read(view: FeatureView, read: ViewRead) -> ViewAnswer:
    """The columns of a `ViewRead`."""
    return ViewAnswer(
        view,
        dict(read.applied_positions),
        read.cutover_ms,
        read.as_of_floor_ms,
        MadeColumns(
            [entity.status for entity in read.entities],
            [entity.newest_event_time_ms for entity in read.entities],
            [tuple(entity.values.values()) for entity in read.entities],
            [entity.saturated for entity in read.entities],
        ),
        read.folded,
    )


def without_values(
    view: FeatureView,
    status: Status,
    keys: int,
    applied_positions: dict[int, int] | None = None,
    cutover_ms: int | None = None,
    as_of_floor_ms: int | None = None,
    folded: Sequence[Folded] = (),
) -> ViewAnswer:
    """The answer for keys that are all too_old, or all unavailable."""
    nothing = (None,) * len(view.features)
    return ViewAnswer(
        view,
        applied_positions or {},
        cutover_ms,
        as_of_floor_ms,
        MadeColumns([status] * keys, [None] * keys, [nothing] * keys, [NOTHING_SATURATED] * keys),
        folded,
    )


def unavailable(view: FeatureView, keys: int) -> ViewAnswer:
    """What a server says of a view that the store did not answer for within the budget."""
    return without_values(view, "unavailable", keys)
