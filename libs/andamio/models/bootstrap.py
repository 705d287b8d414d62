"""Confidence intervals by the percentile bootstrap over customers.

Payments of one customer are not independent, so whole customers are drawn. All scorers see the same resamples:
the difference of two on each is a paired one.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from andamio.models.metrics import METRICS, Floats, Measured

RESAMPLES = 300
CONFIDENCE = 0.95
METHOD = "percentile bootstrap over customers"


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its confidence interval."""

    value: float
    low: float
    high: float

    def document(self) -> dict[str, float | None]:
        """For JSON, which has no infinity: an open end is null."""
        return {name: value if np.isfinite(value) else None for name, value in asdict(self).items()}


class Evaluation:
    """Every metric of every scorer on the same rows and the same resamples."""

    def __init__(
        self, scorers: Mapping[str, Measured], customers: Sequence[Hashable], seed: int, resamples: int = RESAMPLES
    ) -> None:
        """`customers` names each row's cluster."""
        self.scorers = scorers
        self._customers, self._seed, self._resamples = customers, seed, resamples
        rows = len(customers)
        self._point = {name: measured.all(np.ones(rows)) for name, measured in scorers.items()}
        self._drawn: dict[str, dict[str, list[float]]] = {
            name: {metric: [] for metric in point} for name, point in self._point.items()
        }
        self._rates: dict[str, list[Floats]] = {name: [] for name in scorers}
        for weights in _resamples(customers, seed, resamples):
            for name, measured in scorers.items():
                for metric, value in measured.all(weights).items():
                    self._drawn[name][metric].append(value)
                self._rates[name].append(measured.rates_by_bin(weights)[1])

    def intervals(self, scorer: str) -> dict[str, Interval]:
        """The scorer's metrics; those without meaning for it are left out."""
        return {
            metric: _interval(value, np.array(self._drawn[scorer][metric]))
            for metric, value in self._point[scorer].items()
            if not np.isnan(value)
        }

    def differences(self, scorer: str, other: str) -> dict[str, Interval]:
        """scorer minus other, paired by resample, for the metrics that both have."""
        shared = self.intervals(scorer).keys() & self.intervals(other).keys()
        return {
            metric: _interval(
                self._point[scorer][metric] - self._point[other][metric],
                np.array(self._drawn[scorer][metric]) - np.array(self._drawn[other][metric]),
            )
            for metric in METRICS
            if metric in shared
        }

    def of_first_rows(self, scorer: str) -> "Evaluation":
        """The same of one scorer over the first row of each customer, in the order of the rows."""
        seen: dict[Hashable, int] = {}
        for row, customer in enumerate(self._customers):
            seen.setdefault(customer, row)
        rows, all_rows = np.array(list(seen.values())), self.scorers[scorer]
        measured = Measured(all_rows.labels[rows], all_rows.scores[rows], all_rows.threshold)
        return Evaluation({scorer: measured}, list(seen), self._seed, self._resamples)

    def reliability(self, scorer: str) -> list[tuple[float, Interval, int]]:
        """(mean score, observed rate, rows) of each bin of similar scores."""
        measured = self.scorers[scorer]
        predicted, observed, count = measured.rates_by_bin(np.ones_like(measured.labels))
        drawn = np.array(self._rates[scorer])
        return [
            (float(predicted[b]), _interval(float(observed[b]), drawn[:, b]), int(count[b]))
            for b in range(len(count))
            if count[b] > 0
        ]


def _resamples(customers: Sequence[Hashable], seed: int, count: int) -> list[Floats]:
    # By first appearance, so that the same rows give the same resamples.
    index = {customer: code for code, customer in enumerate(dict.fromkeys(customers))}
    codes, clusters = np.array([index[customer] for customer in customers]), len(index)
    random = np.random.default_rng(seed)
    return [
        np.bincount(random.integers(0, clusters, clusters), minlength=clusters)[codes].astype(np.float64)
        for _ in range(count)
    ]


def _interval(value: float, drawn: Floats) -> Interval:
    tail = (1 - CONFIDENCE) / 2
    defined = drawn[~np.isnan(drawn)]
    # A resample may hold one class only; with none left there is nothing to say about the spread.
    low, high = np.quantile(defined, [tail, 1 - tail]) if len(defined) else (float("-inf"), float("inf"))
    return Interval(float(value), float(low), float(high))
