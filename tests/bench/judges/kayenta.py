"""Kayenta's judge on simulated traffic: the Mann-Whitney comparison of two time series, once, at the end.

A metrics store gives one point a step for canary and baseline, which are of the same size; after the last point every
metric is compared (`mann_whitney`), and the canary passes if the score, 100 times the share of metrics that pass, is high
enough. With a handful of metrics of the same weight that means: one metric that is High or Low fails the canary.

Sources: Spinnaker documentation, "How canary judgment works" (the score) and "Best practices for configuring canary" (at
least 50 points a metric; canary against a baseline of the same size); Argo Rollouts documentation, "Kayenta" (step 60 s,
thresholds pass 90, marginal 75). Constants of the comparison: see `mann_whitney`.
"""

from itertools import product
from statistics import NormalDist

import numpy as np

from tests.bench.judges.mann_whitney import CONFIDENCE, TOLERANCE, statistic
from tests.bench.judges.readings import Metric, series
from tests.bench.judges.threshold_peers import Result, Routing
from tests.bench.judges.traffic import REQUESTS_PER_S, Block, Floats

STEP = 60 * REQUESTS_PER_S
POINTS = 50
LONGEST = STEP * POINTS
# As documented the judge watches what a team without our interest in segments would.
DOCUMENTED_METRICS = (Metric.ERROR_RATE, Metric.LATENCY_P99, Metric.MEAN_SCORE, Metric.REVIEW_SHARE)

# The tuned judge's points, and the shares of the horizon after which it looks.
_TUNED_POINTS = (50, 100)
_TUNED_PARTS = (4, 2, 1)
_TUNED_TOLERANCES = (TOLERANCE, 0.0)


def as_documented(block: Block) -> Result:
    """50 points a minute apart, confidence .98, tolerance .25. `block` must hold `LONGEST` requests."""
    worst = exceedances(block, LONGEST, POINTS, TOLERANCE, Routing.SPLIT)[list(DOCUMENTED_METRICS)].max()
    return Result(bool(worst > NormalDist().inv_cdf((1 + CONFIDENCE) / 2)), LONGEST)


def tuned_grid(horizon: int) -> list[tuple[int, int, float]]:
    """(requests, points, tolerance) of every tuned judge."""
    requests = [horizon // parts for parts in _TUNED_PARTS]
    return list(product(requests, _TUNED_POINTS, _TUNED_TOLERANCES))


def exceedances(block: Block, requests: int, points: int, tolerance: float, routing: Routing) -> Floats:
    """By metric, the normal quantile up to which confidence could rise before it passes: an array of [metrics].

    The interval's lower end is above `tolerance` times the Hodges-Lehmann estimate exactly if the statistic of the
    samples shifted by that much is above the quantile, so no interval is needed; and likewise for Low. Both are of ranks, which
    move by steps (0.02 standard deviations with 20 and 25 points): by up to two the interval of R's root finder may differ.
    """
    step = requests // points
    stable, canary = series(block, np.arange(step, step * points + 1, step), step, routing.weight)
    return np.array([exceedance(stable[:, m], canary[:, m], tolerance) for m in Metric])


def exceedance(control: Floats, experiment: Floats, tolerance: float) -> float:
    """Of one metric; missing points are removed. 0 where a side has none."""
    control, experiment = control[~np.isnan(control)], experiment[~np.isnan(experiment)]
    if not len(control) or not len(experiment):
        return 0.0
    bound = tolerance * abs(float(np.median(experiment[:, None] - control[None, :])))
    return max(
        statistic(control, experiment, bound, 0.5),
        -statistic(control, experiment, -bound, -0.5),
    )
