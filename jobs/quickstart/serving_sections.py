"""The sections of a quickstart's `result.Result` about live requests: traffic, rollouts, access, audit, trace."""

from typing import Literal, NotRequired, TypedDict


class Traffic(TypedDict):
    """What the client saw while it replayed payments as live requests."""

    bucket_ms: int
    """Width of a bucket, such as 1000."""
    t_ms: list[int]
    """Starts of the buckets, ascending, without gaps."""
    answered_by: dict[str, list[int]]
    """Requests answered in each bucket, by the value of `answered_by` (release id, "fallback:r1", "fallback:rules");
    each list as long as t_ms. Drawn stacked, in this order."""
    p50_ms: list[float | None]
    """Client latency by bucket; null where nothing was answered."""
    p95_ms: list[float | None]
    sent: int
    answered: int
    """Requests with exactly one answer."""
    lost: int
    duplicated: int
    """Requests logged as answered more than once."""
    degraded: int
    """Answers that a fallback gave."""
    p50_all_ms: NotRequired[float]
    p95_all_ms: NotRequired[float]
    p99_all_ms: NotRequired[float]


class Stage(TypedDict):
    """A rollout's stay in one stage, [from_ms, to_ms)."""

    stage: Literal["gates", "shadow", "canary"]
    weight: float
    """The candidate's share of primary traffic."""
    from_ms: int
    to_ms: int


class Rollout(TypedDict):
    """One release that was rolled out, or refused. All marks are wall-clock ms; null when they do not apply."""

    rollout_id: str
    release_id: str
    title: str
    """For people, such as "challenger" or "silently wrong: amounts in pounds"."""
    fault: str | None
    """Kind of the planted fault, such as "error", "slow", "amount_in_pounds", "golden set"; null for a good one."""
    outcome: Literal["promoted", "rolled_back", "refused", "unfinished"]
    reason: str
    """The controller's, in one sentence."""
    started_ms: int
    ended_ms: int
    stages: list[Stage]
    candidate_requests: int
    """Requests that the candidate answered, or was chosen to answer, as primary."""
    shadow_requests: int
    """Requests that it scored in shadow."""
    bad_shadows: int
    """Of them, those in which its fault shows: it may be caught by these before it has answered anybody."""
    bad_answers: int
    """Requests that its fault touched at the client: errors, time-outs, wrong scores (fallback answers included)."""
    first_bad_ms: int | None
    """First bad answer at the client."""
    last_bad_ms: int | None
    detected_ms: int | None
    """The first verdict window that held evidence of it: when the controller first measured a breach."""
    decided_ms: int | None
    """The controller's verdict: roll back."""
    applied_ms: int | None
    """The replicas route by the new table; null if not measured (last_bad_ms then stands in)."""


class Participant(TypedDict):
    """A principal of the run."""

    subject: str
    role: str
    does: str
    """What it was let in for, in a phrase."""


class RefusedAttempt(TypedDict):
    """A request that was made to be refused."""

    service: str
    tries: str
    """What it tried, in a phrase."""
    expected: int
    """HTTP status that must come of it: 401 or 403."""
    status: int
    """What came of it."""


class Access(TypedDict):
    participants: list[Participant]
    refused: list[RefusedAttempt]


class Audit(TypedDict):
    """The audit log at the end of the run."""

    verified: bool
    """What `andamio audit verify` said."""
    records: int
    after_last_checkpoint: int
    """Records that no checkpoint covers yet."""
    kinds: dict[str, int]
    """Records of each kind that a run must leave, such as "approvals"."""
    actions: dict[str, int]
    """Records by action."""


class RunTrace(TypedDict):
    """The one trace of the run."""

    trace_id: str
    spans: dict[str, int]
    """By job or service."""
    missing: list[str]
    """Jobs and services that should have spans in it and have none."""
