"""What a package promises: its metrics on held-out data, with intervals, as the watch on mature labels compares them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class PromisedMetric:
    """One metric; None is an open end of the interval."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Rows of similar scores: what was said of them, and what came; None is an open end of the interval."""

    predicted: float
    """Mean score."""
    observed: float
    """Share of positives."""
    low: float | None
    high: float | None
    rows: int


@dataclass(frozen=True, slots=True)
class FirstRows:
    """The first held-out row of each customer: those who come often are easier to rank, and count as often only above."""

    rows: int
    metrics: Mapping[str, PromisedMetric]
    reliability: tuple[ReliabilityBin, ...]


@dataclass(frozen=True, slots=True)
class Performance:
    """Metrics of what is packaged (the graph, calibrated), on rows that it was not fitted on."""

    rows: int
    positives: int
    data_fingerprint: str
    from_ms: int
    """Event time of the first held-out row, ms UTC."""
    until_ms: int
    """Event time of the last one."""
    label_horizon_ms: int
    """A label is certain this long after its event."""
    confidence: float
    """Of the intervals, as in 0.95."""
    method: str
    """How the intervals were made."""
    metrics: Mapping[str, PromisedMetric]
    """By name: log_loss, brier, auc, average_precision, calibration_slope, calibration_intercept, ece, and of the
    package's threshold review_share, precision, recall."""
    reliability: tuple[ReliabilityBin, ...] = ()
    """From the lowest scores to the highest."""
    uncalibrated: Mapping[str, PromisedMetric] = field(default_factory=dict)
    """The same metrics before the calibrator, on the same rows; empty where there is none."""
    first_rows: FirstRows | None = None
    """What the watch on mature labels compares, which counts one label of each customer."""

    def __post_init__(self) -> None:
        if not 0 < self.confidence < 1 or not 0 <= self.positives <= self.rows:
            raise ValueError("a confidence is between 0 and 1, and positives are some of the rows")
        for name, metric in self.metrics.items():
            low = metric.value if metric.low is None else metric.low
            high = metric.value if metric.high is None else metric.high
            if not low <= high:
                raise ValueError(f"the interval of {name} is empty")

    def to_document(self) -> dict[str, Any]:
        document = {**asdict(self), "reliability": _table(self.reliability)}
        if self.first_rows is not None:
            document["first_rows"]["reliability"] = _table(self.first_rows.reliability)
        return document

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Performance":
        """Raises `KeyError`, `TypeError` or `ValueError` for a document of another form.

        Packages from before there were reliability tables and first rows have none.
        """
        first = document.get("first_rows")
        return cls(
            **{
                **document,
                "metrics": _metrics(document["metrics"]),
                "uncalibrated": _metrics(document.get("uncalibrated", {})),
                "reliability": _bins(document.get("reliability", ())),
                "first_rows": first
                and FirstRows(first["rows"], _metrics(first["metrics"]), _bins(first["reliability"])),
            }
        )


def _metrics(document: Mapping[str, Any]) -> dict[str, PromisedMetric]:
    return {str(name): PromisedMetric(**metric) for name, metric in document.items()}


def _bins(rows: Iterable[Mapping[str, Any]]) -> tuple[ReliabilityBin, ...]:
    return tuple(ReliabilityBin(**each) for each in rows)


def _table(bins: Iterable[ReliabilityBin]) -> list[dict[str, Any]]:
    return [asdict(each) for each in bins]
