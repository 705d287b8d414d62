"""What a package promises: its metrics on held-out data, with intervals, as the watch on mature labels compares them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PromisedMetric:
    """One metric; None is an open end of the interval."""

    value: float
    low: float | None
    high: float | None


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
    """By name: log_loss, brier, auc, average_precision, calibration_slope, ece, review_share, base_rate, ..."""

    def __post_init__(self) -> None:
        if not 0 < self.confidence < 1 or not 0 <= self.positives <= self.rows:
            raise ValueError("a confidence is between 0 and 1, and positives are some of the rows")
        for name, metric in self.metrics.items():
            low = metric.value if metric.low is None else metric.low
            high = metric.value if metric.high is None else metric.high
            if not low <= high:
                raise ValueError(f"the interval of {name} is empty")

    def to_document(self) -> dict[str, Any]:
        return {**asdict(self), "metrics": {name: asdict(metric) for name, metric in self.metrics.items()}}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Performance":
        """Raises `KeyError`, `TypeError` or `ValueError` for a document of another form."""
        metrics = {str(name): PromisedMetric(**metric) for name, metric in document["metrics"].items()}
        return cls(**{**document, "metrics": metrics})
