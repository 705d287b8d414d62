"""What goes over the wire: the request and the answer of a read."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from andamio.features.components import Value
from andamio.features.online_store import Status

ENTITIES_AT_MOST = 1_000  # about 0.5 s of one core; more belongs to the offline engine

_Name = Annotated[str, Field(min_length=1, max_length=256)]


class Entity(BaseModel):
    """Whose features."""

    model_config = ConfigDict(extra="forbid", strict=True)

    tenant: _Name
    customer: _Name


class ReadRequest(BaseModel):
    """Features of a service for some entities at one time."""

    model_config = ConfigDict(extra="forbid", strict=True)

    feature_service: str = Field(examples=["reversal_risk@1"])
    as_of_ms: int | None = Field(default=None, ge=0, lt=2**53)
    """Events before this time count, ms UTC; the clock's time if absent. Before the tail the status is too_old."""
    entities: list[Entity] = Field(min_length=1, max_length=ENTITIES_AT_MOST)


class EntityResult(BaseModel):
    """One entity's features."""

    entity: Entity
    statuses: dict[str, Status]
    """By view id."""
    event_times_ms: dict[str, int | None]
    """Newest event before as_of_ms that counts, by view id."""
    values: list[Value]
    """In the order of `features`; null where there is no value, and for all features of a view that is too_old."""


class ReadAnswer(BaseModel):
    """The entities' features in the order asked for."""

    feature_service: str
    as_of_ms: int
    applied_position: dict[str, int]
    """The log position up to which every event is in the values, by view id; -1 if none."""
    features: list[str]
    """Names, "<view>__<feature>"."""
    results: list[EntityResult]
