"""What a quickstart run found: the JSON document that it prints at the end, keeps, and renders as its report.

    Result
    ├── run         when, on what data, with which outcome
    ├── checks      the objectives, each with target and measured value
    ├── data        ingest.json of payment_events, and events by week
    ├── features    a few features over time, and the parity counts
    ├── model       metrics with intervals, calibration
    ├── traffic     the client's view: answers by release and second, latency, accounting of every request
    ├── rollouts    one a release, with its stages and, for a fault, the marks of its detection and rollback
    ├── access      who took part, by which token, and the attempts that had to be refused
    ├── audit       what the audit log holds of the run, and whether it verifies
    ├── trace       the run's one trace: spans by job and service
    ├── steps       where the time went
    └── machine     what it ran on and what it took

Times of the run are wall-clock ms UTC (`*_ms`), durations are seconds (`*_s`), event times are ms UTC too. Every
section but `run` may be absent: a run that stopped half-way still gets a report of what it has.
"""

from typing import Literal, NotRequired, TypedDict


class Interval(TypedDict):
    """An estimate with its interval, at `Model.confidence`. `low` and `high` null: no interval was computed."""

    value: float
    low: float | None
    high: float | None


class Run(TypedDict):
    """The run as a whole."""

    status: Literal["passed", "failed", "interrupted"]
    failure: NotRequired[str | None]
    """One sentence: which step failed and why."""
    started_at_ms: int
    finished_at_ms: int
    command: str
    """As a user would type it, such as "./pants quickstart --data Online_Retail.xlsx"."""
    code_version: str
    """Git revision, "-dirty" appended if so."""
    data_source: Literal["retail", "generator"]
    data_name: str
    """File name (not path) or "generator, seed 7"."""


class Check(TypedDict):
    """One objective of the run; they stand at the top of the report."""

    name: str
    """Such as "parity mismatches" or "requests lost"."""
    target: str
    """Such as "0" or "under 60 s"."""
    measured: str
    met: bool


class WeekOfEvents(TypedDict):
    """Events whose event time lies in [week_start_ms, + 7 days)."""

    week_start_ms: int
    captured: int
    reversed: int


class QuarantineReason(TypedDict):
    """One row of `ingest.json`'s quarantine list."""

    contract: str
    """The contract that the row was meant for, such as "payment_captured"."""
    reason: str
    rows: int
    """Quarantine records."""
    lines: int
    """Source lines in those records: with the events' lines they add up to the lines read."""


class Data(TypedDict):
    """From `ingest.json` (same names), plus `weeks`, `cutover_ms` counted by the orchestrator."""

    lines: NotRequired[int | None]
    """Order lines read; null for the generator."""
    invoices: NotRequired[int | None]
    payments: int
    """payment_captured event ids."""
    reversals: int
    """payment_reversed event ids."""
    deliveries: int
    """Rows of events.ndjson; more than payments + reversals when disorder was injected."""
    customers: int
    countries: int
    first_event_ms: int
    last_event_ms: int
    quarantine: list[QuarantineReason]
    sanity: NotRequired[dict[str, int]]
    """Facts counted before the price rule, such as "payments_reversed_within_30_days"."""
    injected: NotRequired[dict[str, int]]
    """late, duplicated, corrected, removed: how many deliveries injection added or delayed."""
    weeks: list[WeekOfEvents]
    cutover_ms: NotRequired[int | None]
    """Event time of the cut-over: tiles before it were written by batch, after it by the stream."""
    replay_from_ms: NotRequired[int | None]
    """Event time from which payments were replayed as live requests."""


class FeatureSeries(TypedDict):
    """One feature's mean over the customers read, by week."""

    name: str
    """Feature name, such as "customer_payments__amount_mean_30d"."""
    label: str
    """For people, unit included, such as "mean 30-day amount, GBP"."""
    week_start_ms: list[int]
    values: list[float | None]
    """As long as week_start_ms; null where nothing was read."""


class ParityRow(TypedDict):
    """One comparison of engines, to the bit."""

    comparison: str
    """Such as "online store = oracle" or "tiles: Flink = DuckDB"."""
    when: str
    """Such as "after the drain" or "served values, at their positions"."""
    compared: int
    """Values compared."""
    mismatches: int


class Features(TypedDict):
    series: list[FeatureSeries]
    """Each is drawn in a panel of its own; three or four read well."""
    parity: list[ParityRow]


class Scorer(TypedDict):
    """A model or baseline, measured on the held-out payments."""

    name: str
    """Such as "champion", "challenger", "base rate", "customer's past rate"."""
    role: Literal["champion", "challenger", "baseline"]
    description: NotRequired[str]
    """One phrase, such as "logistic regression" or "every payment gets the training base rate"."""
    metrics: dict[str, Interval]
    """By the names in `Model.metric_names`; a metric without meaning for the scorer may be left out."""


class ReliabilityBin(TypedDict):
    """Payments of similar score: what was predicted, what happened."""

    predicted: float
    observed: float
    low: float | None
    high: float | None
    count: int


class Reliability(TypedDict):
    name: str
    """A `Scorer.name`."""
    bins: list[ReliabilityBin]


class Calibration(TypedDict):
    """How a model's scores are calibrated, and how well they were on the held-out payments."""

    name: str
    """A `Scorer.name`."""
    method: str
    """none, platt or isotonic: chosen within the training period."""
    compared: dict[str, float]
    """By method: log loss there; empty where nothing was compared."""
    before: dict[str, Interval] | None
    """calibration_slope, calibration_intercept and ece of the scores before the calibrator; None without one."""
    served: dict[str, Interval]


class Package(TypedDict):
    """A registered model package."""

    name: str
    digest: str
    registry_version: str
    run_id: str


class Model(TypedDict):
    """Training and evaluation of reversal_risk."""

    question: NotRequired[str]
    """Such as "Will this payment be reversed within 30 days?"."""
    train_rows: int
    test_rows: int
    train_until_ms: int
    """Labels count only when their 30 days had passed by then."""
    prevalence: float
    """Share of positive labels among the test rows."""
    confidence: float
    """Coverage of the intervals, such as 0.95."""
    metric_names: list[str]
    """Order of columns and panels; known ones: auc, average_precision, log_loss, brier."""
    scorers: list[Scorer]
    reliability: NotRequired[list[Reliability]]
    calibration: NotRequired[list[Calibration]]
    packages: NotRequired[list[Package]]


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


class Step(TypedDict):
    """One step of the quickstart, in order."""

    name: str
    started_ms: int
    ended_ms: int
    detail: NotRequired[str]
    """One phrase, such as "18,402 events, 61,220 tiles"."""


class MemorySample(TypedDict):
    at_ms: int
    mb: float
    """Resident memory of the whole process tree, MiB."""


class ProcessMemory(TypedDict):
    name: str
    """Such as "flink" or "inference (Ray Serve)"."""
    peak_mb: float
    cpu_s: NotRequired[float | None]


class Machine(TypedDict):
    cpus: int
    memory_mb: float
    platform: str
    python: str
    versions: NotRequired[dict[str, str]]
    """Of the engines, such as {"flink": "2.3.0", "ray": "2.60.0"}."""
    peak_memory_mb: float
    memory: NotRequired[list[MemorySample]]
    processes: NotRequired[list[ProcessMemory]]


class Result(TypedDict):
    """The whole document. `format` grows when a reader of the old shape would be misled."""

    format: Literal[1]
    run: Run
    checks: NotRequired[list[Check]]
    data: NotRequired[Data]
    features: NotRequired[Features]
    model: NotRequired[Model]
    traffic: NotRequired[Traffic]
    rollouts: NotRequired[list[Rollout]]
    access: NotRequired[Access]
    audit: NotRequired[Audit]
    trace: NotRequired[RunTrace]
    steps: NotRequired[list[Step]]
    machine: NotRequired[Machine]
