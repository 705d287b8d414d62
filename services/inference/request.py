"""The request and the answer of the scoring endpoint, as models that validate and document themselves."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from andamio.web.problems import Problem

# As the contract payment_captured: 2000 to 2100 in milliseconds, so that seconds and microseconds are refused.
_FIRST_MS, _LAST_MS = 946_684_800_000, 4_102_444_800_000
_INT64 = 2**63 - 1
REQUEST_CONTRACT = "payment_captured@1"
"""Whose fields, and PII classes, a request has."""
Count = Annotated[int, Field(ge=1, le=_INT64)]


class ScoreRequest(BaseModel):
    """A payment to score."""

    # Strict: "12" and 12.0 are mistakes of the caller that would otherwise hide.
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    request_id: Annotated[str, Field(pattern=r"^[!-~]{1,128}$", description="The caller's id of this request")]
    tenant: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
    customer: Annotated[str, Field(pattern=r"^[!-~]{1,64}$")]
    event_time_ms: Annotated[int, Field(ge=_FIRST_MS, le=_LAST_MS, description="Features are read as of this time")]
    currency: Literal["GBP"]
    amount_minor: Count
    lines: Count
    distinct_products: Count

    def numbers(self) -> dict[str, float | int | None]:
        """The fields that a model may take as inputs."""
        return {"amount_minor": self.amount_minor, "lines": self.lines, "distinct_products": self.distinct_products}


Reason = Literal["model_error", "model_timeout", "features_unavailable", "overloaded", "failover", "model_quarantined"]


class Degraded(BaseModel):
    """Why the assigned release did not answer, and who did."""

    reason: Reason
    fallback: str
    """A release id, or "rules"."""


class FeatureReport(BaseModel):
    """How fresh the features behind the answer are."""

    applied_position: dict[str, int]
    as_of_ms: int | None
    statuses: dict[str, str]


class ScoreResponse(BaseModel):
    """The decision."""

    request_id: str
    prediction_id: str
    release: str
    """The release that was assigned; `degraded` says if another one answered."""
    score: float | None
    """Probability of a reversal, 0 to 1; null where the rules answered."""
    decision: Literal["review", "accept"]
    degraded: Degraded | None
    features: FeatureReport
    table_version: int
    values: dict[str, float | int | None] | None = None
    """The features as the model saw them; only with ?explain=1."""


class TableReport(BaseModel):
    """The routing table as this replica applies it."""

    version: int | None
    epoch: int | None
    """Of the controller that wrote it."""
    written_at_ms: int | None
    stage: str | None
    stable: str | None
    candidate: str | None
    stale: bool
    """No heartbeat for 5 s: stable alone answers."""
    releases: dict[str, str]
    """Release id -> "ready", or why it is not."""
    problem: str | None
    """Why the newest table is not applied, if so."""
    pid: int


BATCH_AT_MOST = 256


class BatchRequest(BaseModel):
    """Payments to score, each on its own."""

    model_config = ConfigDict(extra="forbid")

    payments: Annotated[list[ScoreRequest], Field(min_length=1, max_length=BATCH_AT_MOST)]
    """One that breaks the contract fails alone."""


class BatchResult(BaseModel):
    """What came of one payment: an answer or a problem."""

    status: int
    """As the status of a request for this payment alone."""
    answer: ScoreResponse | None = None
    problem: Problem | None = None


class BatchResponse(BaseModel):
    """One result a payment, in their order."""

    results: list[BatchResult]
