"""What goes over the wire, as OpenAPI documents it. `validation` and `answers` are the same by hand: they are what runs.

Building these models would cost more than reading the features; a property test holds both sides to one another.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from andamio.features.components import Value
from andamio.features.online.online_store import Status

ENTITIES_AT_MOST = 1_000  # more belongs to the offline engine
NAME_AT_MOST = 256
BUDGET_AT_MOST_MS = 60_000
# A control character in a key could be the store's own separator, and a key that of another tenant.
NAME_PATTERN = r"^[^\x00-\x1f\x7f]*$"

Name = Annotated[str, Field(min_length=1, max_length=NAME_AT_MOST, pattern=NAME_PATTERN)]


class ReadRequest(BaseModel):
    """Features of a service for some entities at one time."""

    model_config = ConfigDict(extra="forbid")

    feature_service: str = Field(examples=["reversal_risk@1"])
    as_of_ms: int | None = Field(default=None, ge=0, lt=2**53)
    """Events before this time count, ms UTC; the clock's time if absent. Before the tail the status is too_old."""
    event_times: bool = False
    """Whether each result has `event_times_ms`."""
    budget_ms: int | None = Field(default=None, ge=1, le=BUDGET_AT_MOST_MS)
    """How long the store may take. What has not answered by then has the status unavailable."""


class EntityResult(BaseModel):
    """One entity's features."""

    statuses: dict[str, Status]
    """By view id."""
    event_times_ms: dict[str, int | None] | None = None
    """Newest event before as_of_ms that counts, by view id; only there if `event_times` was asked for."""
    saturated: list[str]
    """Distinct counts that have reached their `at_most`: there are as many values, or more."""
    values: list[Value]
    """In the order of `features`; null where there is no value, and for all features of a view that is too_old or
    unavailable."""


class ReadAnswer(BaseModel):
    """The entities' features in the order asked for."""

    feature_service: str
    features: list[str]
    """Names, "<view>__<feature>"."""
    as_of_ms: int
    applied_position: dict[str, int]
    """By view id, of a log in one partition: every event up to this position is in the values; -1 if none is."""
    applied_positions: dict[str, dict[str, int]]
    """The same of a log in several, by view id and partition; a partition of which nothing is applied is absent."""


def documented(key_columns: tuple[str, ...]) -> tuple[type[BaseModel], type[BaseModel]]:
    """The request's and the answer's model for entities that are identified by `tenant` and one of these columns."""
    entities = [
        create_model(
            "Entity" if len(key_columns) == 1 else f"Entity{column.title().replace('_', '')}",
            __doc__="Whose features.",
            __config__=ConfigDict(extra="forbid"),
            tenant=(Name, ...),
            **{column: (Name, ...)},  # type: ignore[call-overload]
        )
        for column in key_columns
    ]
    entity: Any = entities[0]
    for other in entities[1:]:
        entity = entity | other
    several: Any = Annotated[list[entity], Field(min_length=1, max_length=ENTITIES_AT_MOST)]
    request = create_model(
        "FeatureReadRequest", __base__=ReadRequest, __doc__=ReadRequest.__doc__, entities=(several, ...)
    )
    result = create_model(
        "FeatureEntityResult", __base__=EntityResult, __doc__=EntityResult.__doc__, entity=(entity, ...)
    )
    answer = create_model(
        "FeatureReadAnswer", __base__=ReadAnswer, __doc__=ReadAnswer.__doc__, results=(list[result], ...)  # type: ignore[valid-type]
    )
    return request, answer
