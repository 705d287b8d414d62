"""What a read of a feature service gives, wherever it was read: the same type in-process and through the API.

    Features          online and batch reads, and reads of history, synchronously
    AsyncFeatures     the same for an event loop

An entity is a mapping of its join keys, such as {"tenant": "shop", "customer": "12346"}.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa

from andamio.errors import AndamioError, UserError
from andamio.features.components import Value
from andamio.features.definition import FeatureView
from andamio.features.online.online_store import Status
from andamio.features.online.view_answer import ViewAnswer

Entity = Mapping[str, str]
TENANT = "tenant"


class FeatureReadError(AndamioError):
    """Features cannot be had now; the message says why. A read may be tried again."""


class FeatureRequestRefused(UserError):
    """The request cannot be answered as it is: an unknown service, a missing key, no right to a tenant."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
        """The part of the request that is at fault, where it is known."""


@dataclass(frozen=True, slots=True)
class FeatureRows:
    """A feature service's answer, one row an entity, in the order asked for."""

    feature_service: str
    as_of_ms: int
    """Events before this time count, ms UTC."""
    features: tuple[str, ...]
    """Names, "<view>__<feature>"."""
    entities: tuple[Entity, ...]
    values: tuple[tuple[Value, ...], ...]
    """Row by row, in the order of `features`; None where there is no value."""
    statuses: tuple[Mapping[str, Status], ...]
    """By view id."""
    event_times_ms: tuple[Mapping[str, int | None], ...] | None
    """Newest event that counts, by view id; None unless asked for."""
    saturated: tuple[frozenset[str], ...]
    """Distinct counts that reached their limit: there are as many values, or more."""
    applied_positions: Mapping[str, Mapping[int, int]]
    """Log positions behind the values, by view id and partition."""

    def row(self, index: int) -> dict[str, Value]:
        """One entity's features by name."""
        return dict(zip(self.features, self.values[index], strict=True))

    @property
    def complete(self) -> bool:
        """True if every view answered for every entity: nothing is too_old or unavailable."""
        return all(status not in ("too_old", "unavailable") for row in self.statuses for status in row.values())

    def table(self) -> pa.Table:
        """Join keys, then features, a row an entity. Sums beyond 64 bits need decimals, and get them."""
        keys = {name: pa.array([entity[name] for entity in self.entities]) for name in (self.entities or ({},))[0]}
        columns = {name: _column([row[index] for row in self.values]) for index, name in enumerate(self.features)}
        return pa.table({**keys, **columns})


class Features(Protocol):
    """Reads feature services."""

    def read(
        self,
        feature_service: str,
        entities: Sequence[Entity],
        *,
        as_of_ms: int | None = None,
        event_times: bool = False,
        budget_ms: int | None = None,
    ) -> FeatureRows:
        """The service's features of each entity, however many, at one time: the clock's, or `as_of_ms`.

        `budget_ms` is how long the store may take; what has not answered by then is unavailable. Raises
        `FeatureRequestRefused` and `FeatureReadError`.
        """

    def history(self, feature_service: str, labels: pa.Table, time_column: str = "t_ms") -> pa.Table:
        """`labels` with a column a feature: the value at each row's own time, as it was known then.

        Needs the lakehouse: the API serves features of now. Raises `FeatureRequestRefused`.
        """


class AsyncFeatures(Protocol):
    """Reads feature services without holding up an event loop."""

    async def read(
        self,
        feature_service: str,
        entities: Sequence[Entity],
        *,
        as_of_ms: int | None = None,
        event_times: bool = False,
        budget_ms: int | None = None,
    ) -> FeatureRows:
        """See `Features.read`."""


class Service(Protocol):
    """A versioned list of views, as the catalog has them."""

    @property
    def id(self) -> str: ...
    @property
    def views(self) -> Sequence[FeatureView]: ...


def rows_of(
    feature_service: str, as_of_ms: int, entities: Sequence[Entity], answers: Sequence[ViewAnswer], event_times: bool
) -> FeatureRows:
    """The answer of a store, which has one `ViewAnswer` a view of the service."""
    places = range(len(entities))
    return FeatureRows(
        feature_service=feature_service,
        as_of_ms=as_of_ms,
        features=tuple(name for answer in answers for name in answer.view.feature_names()),
        entities=tuple(dict(entity) for entity in entities),
        values=tuple(tuple(value for answer in answers for value in answer.values[place]) for place in places),
        statuses=tuple({answer.view.id: answer.statuses[place] for answer in answers} for place in places),
        event_times_ms=(
            tuple({answer.view.id: answer.newest_event_times_ms[place] for answer in answers} for place in places)
            if event_times
            else None
        ),
        saturated=tuple(
            frozenset(f"{answer.view.name}__{name}" for answer in answers for name in answer.saturated[place])
            for place in places
        ),
        applied_positions={answer.view.id: dict(answer.applied_positions) for answer in answers},
    )


def joined(parts: Sequence[FeatureRows]) -> FeatureRows:
    """Parts of one read as one; the positions are those that all of them saw."""
    first = parts[0]
    if len(parts) == 1:
        return first
    event_times = [part.event_times_ms for part in parts]
    return FeatureRows(
        first.feature_service,
        first.as_of_ms,
        first.features,
        tuple(entity for part in parts for entity in part.entities),
        tuple(row for part in parts for row in part.values),
        tuple(row for part in parts for row in part.statuses),
        None if first.event_times_ms is None else tuple(row for times in event_times for row in times or ()),
        tuple(row for part in parts for row in part.saturated),
        {view: _lowest([part.applied_positions[view] for part in parts]) for view in first.applied_positions},
    )


def key_column(service: Service) -> str:
    """The field that names an entity beside its tenant."""
    (column,) = {view.key_column for view in service.views}
    return column


def _lowest(positions: Sequence[Mapping[int, int]]) -> dict[int, int]:
    shared = set(positions[0]).intersection(*positions[1:])
    return {partition: min(each[partition] for each in positions) for partition in sorted(shared)}


def _column(values: list[Any]) -> pa.Array:
    if any(isinstance(value, float) for value in values):
        return pa.array(values, pa.float64())
    try:
        return pa.array(values, pa.int64())
    except (OverflowError, pa.ArrowInvalid):
        return pa.array(values, pa.decimal128(38, 0))
