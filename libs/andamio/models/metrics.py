"""How good probabilities are, over weighted rows: a bootstrap resample is a vector of weights, not a copy.

log_loss, brier            proper scores; lower is better
auc, average_precision     of the ranking; ties share their rank
calibration_slope          of a logistic regression of the label on the score's logit; 1 is calibrated,
                           below 1 the scores are too extreme (`recalibration`)
calibration_intercept      of the same with the slope held at 1; 0 is calibrated, above 0 the scores are too low
ece                        expected calibration error over 10 bins of equally many rows; never below 0, so an
                           interval tells its size and not whether it is 0
review_share, precision,   of a decision: the share of rows at or above the threshold, the share of them that are
recall                     positive, and the share of the positives that they are; only with a threshold
"""

import numpy as np
from numpy.typing import NDArray

from andamio.models.recalibration import EDGE, calibration_intercept, intercept_and_slope, logit

Floats = NDArray[np.float64]

METRICS = ("log_loss", "brier", "auc", "average_precision", "calibration_slope", "calibration_intercept", "ece")
DECISION_METRICS = ("review_share", "precision", "recall")
BINS = 10


class Measured:
    """Scores against labels; what does not depend on the weights is computed once."""

    def __init__(self, labels: Floats, scores: Floats, threshold: float | None = None) -> None:
        """A score at or above `threshold` is sent to review."""
        self.labels = labels
        self.scores = scores
        self.threshold = threshold
        # A probability of exactly 0 or 1 would make one wrong row's loss infinite.
        clipped = np.clip(scores, EDGE, 1 - EDGE)
        self._loss = -np.where(labels > 0, np.log(clipped), np.log1p(-clipped))
        self._logit = logit(scores)
        levels, ranks = np.unique(scores, return_inverse=True)
        self._levels = levels
        self._ranks = ranks
        self.bins: NDArray[np.int64] = np.searchsorted(
            np.unique(np.quantile(scores, np.arange(1, BINS) / BINS)), scores, side="left"
        )

    def all(self, weights: Floats) -> dict[str, float]:
        """Every metric by name; NaN where one is undefined (one class only, constant scores)."""
        return {
            "log_loss": self.log_loss(weights),
            "brier": float(np.average((self.scores - self.labels) ** 2, weights=weights)),
            **self._of_ranking(weights),
            **self._of_calibration(weights),
            "ece": self._ece(weights),
            **self._of_decision(weights),
        }

    def log_loss(self, weights: Floats) -> float:
        """Mean negative log likelihood, nats."""
        return float(np.average(self._loss, weights=weights))

    def rates_by_bin(self, weights: Floats) -> tuple[Floats, Floats, Floats]:
        """(mean score, mean label, weight) of each bin."""
        weight = _sums(self.bins, weights)
        with np.errstate(invalid="ignore"):
            predicted = _sums(self.bins, weights * self.scores) / weight
            return predicted, _sums(self.bins, weights * self.labels) / weight, weight

    def curve(self) -> tuple[Floats, Floats, Floats]:
        """(false positive rate, recall, precision) at each distinct score, from the highest down."""
        positives, negatives = self._by_level(np.ones_like(self.labels))
        hits, misses = np.cumsum(positives[::-1]), np.cumsum(negatives[::-1])
        return misses / misses[-1], hits / hits[-1], hits / (hits + misses)

    def _by_level(self, weights: Floats) -> tuple[Floats, Floats]:
        positives = _sums(self._ranks, weights * self.labels, len(self._levels))
        return positives, _sums(self._ranks, weights, len(self._levels)) - positives

    def _of_ranking(self, weights: Floats) -> dict[str, float]:
        positives, negatives = self._by_level(weights)
        if positives.sum() == 0 or negatives.sum() == 0:
            return {"auc": float("nan"), "average_precision": float("nan")}
        below = np.cumsum(negatives) - negatives
        auc = (positives * (below + negatives / 2)).sum() / (positives.sum() * negatives.sum())
        hits, flagged = np.cumsum(positives[::-1]), np.cumsum((positives + negatives)[::-1])
        # Levels that no resampled row has take no part: their precision would be 0/0 at the very top.
        precision = np.divide(hits, flagged, out=np.zeros_like(hits), where=flagged > 0)
        return {"auc": float(auc), "average_precision": float((precision * positives[::-1]).sum() / positives.sum())}

    def _of_calibration(self, weights: Floats) -> dict[str, float]:
        line = None
        if len(self._levels) > 1:
            line = intercept_and_slope(self._logit, self.labels, weights)
        intercept = calibration_intercept(self._logit, self.labels, weights)
        nan = float("nan")
        return {
            "calibration_slope": nan if line is None else line[1],
            "calibration_intercept": nan if intercept is None else intercept,
        }

    def _of_decision(self, weights: Floats) -> dict[str, float]:
        if self.threshold is None:
            return {}
        reviewed = weights * (self.scores >= self.threshold)
        found, positives, nan = (
            float((reviewed * self.labels).sum()),
            float((weights * self.labels).sum()),
            float("nan"),
        )
        return {
            "review_share": float(reviewed.sum() / weights.sum()),
            "precision": found / float(reviewed.sum()) if reviewed.any() else nan,
            "recall": found / positives if positives else nan,
        }

    def _ece(self, weights: Floats) -> float:
        gaps = _sums(self.bins, weights * (self.scores - self.labels))
        return float(np.abs(gaps).sum() / weights.sum())


def _sums(groups: NDArray[np.int64], values: Floats, count: int = 0) -> Floats:
    """The sum of the values of each group, of at least `count` groups."""
    sums: Floats = np.bincount(groups, values, minlength=count).astype(np.float64)
    return sums
