"""The sections of a quickstart's `result.Result` about what was there before a request was: data, features, model."""

from typing import Literal, NotRequired, TypedDict


class Interval(TypedDict):
    """An estimate with its interval, at `Model.confidence`. `low` and `high` null: no interval was computed."""

    value: float
    low: float | None
    high: float | None


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
