"""The two-sample Mann-Whitney comparison of Kayenta: its transformations, its test and its classification of one metric.

Kayenta's judge (`NetflixACAJudge`) replaces or removes missing points, removes outliers if told to, and compares the points
of canary and baseline by the asymptotic interval of R's `wilcox.test(conf.int = TRUE)` for the shift between them. A metric
is High where the interval lies above a quarter of the Hodges-Lehmann estimate, Low where it lies below minus that.

Sources: spinnaker/kayenta, `NetflixACAJudge.scala` and `MannWhitneyClassifier.scala` (tolerance 0.25, confLevel 0.98,
effect size thresholds 1.0, Gaussian noise for two constant samples); `NaNStrategy` (default: remove); change "Disable first
pass outlier removal by default" (outlier strategy: keep, IQR factor 3.0 where it removes); Spinnaker documentation,
"How canary judgment works".
"""

from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

import numpy as np

from tests.bench.judges.traffic import Floats

CONFIDENCE = 0.98
TOLERANCE = 0.25
OUTLIER_FACTOR = 3.0
# Standard deviation of the noise on two constant samples, as a share of their values.
_NOISE = 1e-5


class Label(StrEnum):
    """Kayenta's classes of a metric."""

    PASS = "Pass"
    HIGH = "High"
    LOW = "Low"
    NO_DATA = "Nodata"


class NanStrategy(StrEnum):
    """What becomes of missing points."""

    REMOVE = "remove"
    REPLACE = "replace"
    """By zero: for counts of errors."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One metric: the Hodges-Lehmann estimate of canary minus baseline and the interval of the shift."""

    estimate: float
    lower: float
    upper: float


def classify(
    control: Floats,
    experiment: Floats,
    confidence: float = CONFIDENCE,
    tolerance: float = TOLERANCE,
    nan_strategy: NanStrategy = NanStrategy.REMOVE,
    remove_outliers: bool = False,
) -> Label:
    """The class of a metric whose points are `control` and `experiment`; either direction counts, Kayenta's default."""
    control, experiment = (_clean(points, nan_strategy, remove_outliers) for points in (control, experiment))
    if not len(control) or not len(experiment):
        return Label.NO_DATA if nan_strategy is NanStrategy.REMOVE else Label.PASS
    if len(np.unique(np.concatenate([control, experiment]))) == 1:
        return Label.PASS
    if len(control) == len(experiment) and np.array_equal(np.sort(control), np.sort(experiment)):
        return Label.PASS
    if len(np.unique(control)) == 1 and len(np.unique(experiment)) == 1:
        # Two constants have no ranks to speak of; Kayenta shakes them, and so do we, with the same noise each time.
        noise = np.random.default_rng(0)
        control = control + noise.normal(0, 1, len(control)) * abs(control[0]) * _NOISE
        experiment = experiment + noise.normal(0, 1, len(experiment)) * abs(experiment[0]) * _NOISE
    found = compare(control, experiment, confidence)
    bound = tolerance * abs(found.estimate)
    if found.lower > bound:
        return Label.HIGH
    return Label.LOW if found.upper < -bound else Label.PASS


def compare(control: Floats, experiment: Floats, confidence: float = CONFIDENCE) -> Comparison:
    """The shift of `experiment` from `control` with its asymptotic interval, as R's `wilcox.test` finds them.

    The interval ends where the statistic of the shifted samples, with R's correction for ties and continuity, crosses
    the normal quantile; the estimate is where it crosses zero without the correction for continuity.
    """
    low, high = float(experiment.min() - control.max()), float(experiment.max() - control.min())
    quantile = NormalDist().inv_cdf((1 + confidence) / 2)
    return Comparison(
        estimate=_crossing(control, experiment, low, high, 0.0, 0.0),
        lower=_crossing(control, experiment, low, high, quantile, 0.5),
        upper=_crossing(control, experiment, low, high, -quantile, -0.5),
    )


def statistic(control: Floats, experiment: Floats, shift: float, continuity: float) -> float:
    """The standardized Mann-Whitney statistic of `experiment - shift` against `control`; it falls as the shift grows."""
    moved = experiment - shift
    n, m = len(moved), len(control)
    values, inverse, counts = np.unique(np.concatenate([moved, control]), return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    total = n + m
    centred = ranks[:n].sum() - n * (n + 1) / 2 - n * m / 2
    ties = float((counts**3 - counts).sum()) / (total * (total - 1))
    variance = n * m / 12 * (total + 1 - ties)
    return float((centred - continuity) / np.sqrt(variance)) if variance > 0 else 0.0


def _crossing(control: Floats, experiment: Floats, low: float, high: float, level: float, continuity: float) -> float:
    """The shift at which the statistic falls through `level`; an end of the range where it never does.

    The statistic is a step function of the shift, so the crossing is one of the pairwise differences, or lies between
    two of them where R's root finder would stop within 1e-4 of it; bisection goes to 1e-6 of the range.
    """
    if statistic(control, experiment, low, continuity) <= level:
        return low
    if statistic(control, experiment, high, continuity) >= level:
        return high
    for _ in range(30):
        middle = (low + high) / 2
        if statistic(control, experiment, middle, continuity) > level:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _clean(points: Floats, nan_strategy: NanStrategy, remove_outliers: bool) -> Floats:
    points = np.asarray(points, dtype=np.float64)
    missing = np.isnan(points)
    points = np.where(missing, 0.0, points) if nan_strategy is NanStrategy.REPLACE else points[~missing]
    if remove_outliers and len(points):
        first, third = np.percentile(points, [25, 75])
        reach = OUTLIER_FACTOR * (third - first)
        points = points[(points >= first - reach) & (points <= third + reach)]
    return points
