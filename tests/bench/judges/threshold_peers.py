"""Judges of the kind threshold times interval: Flagger's canary analysis and Argo Rollouts' analysis runs.

At every interval a check compares metrics of the candidate with fixed thresholds; enough failed checks roll back.

    Flagger         one count of failed checks; a failed check also keeps the weight where it is
    Argo Rollouts   each metric counts its own failures, and more than `failureLimit` of them abort

As documented they know the two metrics, or the one, of their documentation. Tuned, they also know scores, decisions and
errors by tenant, as custom metrics, and every combination of interval, window, comparison and limit in `GRID` is tried.

Sources: Flagger documentation, "How it works" (interval 1m, threshold 10, maxWeight 50, stepWeight 5,
request-success-rate min 99 and request-duration max 500 over 1m) and "Metrics Analysis" (the percentile is P99), its
Istio tutorial (threshold 5); Argo Rollouts documentation, "Analysis & Progressive Delivery" (background analysis:
setWeight 20, 40, 60, 80 with pauses of 10m; interval 5m, successCondition result >= 0.95, failureLimit 3) and
argoproj/argo-rollouts, `utils/defaults` (consecutiveErrorLimit 4: measurements that fail, of which there are none here).
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import product

import numpy as np

from tests.bench.judges.readings import MIRRORED, Metric, read, series
from tests.bench.judges.traffic import REQUESTS_PER_S, Block, Floats, Integers
from tests.bench.judges.tuning import Rule

_MINUTE = 60 * REQUESTS_PER_S

FLAGGER_INTERVAL = _MINUTE
FLAGGER_THRESHOLDS = (5, 10)
FLAGGER_STEP_WEIGHT = 0.05
FLAGGER_MAX_WEIGHT = 0.50
FLAGGER_LEAST_SUCCESS = 0.99
FLAGGER_MOST_P99_MS = 500.0

ARGO_INTERVAL = 5 * _MINUTE
ARGO_WEIGHTS = (0.2, 0.4, 0.6, 0.8)
ARGO_PAUSE = 10 * _MINUTE
ARGO_LEAST_SUCCESS = 0.95
ARGO_FAILURE_LIMIT = 3

FLAGGER_LEAST_INTERVAL = 10 * REQUESTS_PER_S  # Flagger takes a shorter one as 10 s


@dataclass(frozen=True, slots=True)
class Result:
    """What a judge did with a rollout."""

    found: bool
    """It rolled back."""
    requests: int
    """From the start to its end, whether rolled back or promoted."""


def flagger_as_documented(block: Block, threshold: int) -> Result:
    """Flagger's example with `threshold` failed checks. `block` must hold `flagger_longest(threshold)` requests."""
    weight, failed, at = FLAGGER_STEP_WEIGHT, 0, 0
    while True:
        _, canary = read(block, at, at + FLAGGER_INTERVAL, weight)
        at += FLAGGER_INTERVAL
        success = 1 - canary[Metric.ERROR_RATE]
        if success < FLAGGER_LEAST_SUCCESS or canary[Metric.LATENCY_P99] > FLAGGER_MOST_P99_MS:
            failed += 1
            if failed >= threshold:
                return Result(True, at)
        elif weight >= FLAGGER_MAX_WEIGHT - 1e-9:
            return Result(False, at)
        else:
            weight += FLAGGER_STEP_WEIGHT


def flagger_longest(threshold: int) -> int:
    """Requests of the longest rollout under `flagger_as_documented`."""
    return FLAGGER_INTERVAL * (round(FLAGGER_MAX_WEIGHT / FLAGGER_STEP_WEIGHT) + threshold)


def argo_as_documented(block: Block) -> Result:
    """Argo Rollouts' background analysis, from the first step on. `block` must hold `ARGO_LONGEST` requests."""
    failures = 0
    for number in range(ARGO_LONGEST // ARGO_INTERVAL):
        start = number * ARGO_INTERVAL
        _, canary = read(block, start, start + ARGO_INTERVAL, ARGO_WEIGHTS[start // ARGO_PAUSE])
        failures += 1 - canary[Metric.ERROR_RATE] < ARGO_LEAST_SUCCESS
        if failures > ARGO_FAILURE_LIMIT:
            return Result(True, start + ARGO_INTERVAL)
    return Result(False, ARGO_LONGEST)


ARGO_LONGEST = len(ARGO_WEIGHTS) * ARGO_PAUSE


class Routing(StrEnum):
    """How a tuned peer's candidate gets requests."""

    SPLIT = "split"
    """It answers half of them all the time: of canaries, what tells two releases apart soonest."""
    MIRRORED = "mirrored"
    """It works on all of them and answers none (Flagger's "Blue/Green with traffic mirroring")."""

    @property
    def weight(self) -> float | None:
        """For `readings`."""
        return 0.5 if self is Routing.SPLIT else MIRRORED


class Comparison(StrEnum):
    """What a query gives to the threshold."""

    CANARY = "canary"
    """The canary's value: Flagger's built-in metrics. Blind to the day, which moves both releases."""
    DIFFERENCE = "difference"
    """The canary's minus the primary's: a custom metric, or an Argo query over both."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a tuned peer looks, and how far back; in requests of both releases."""

    interval: int
    window: int
    """At least the interval; as long as the rollout: everything since its start."""

    def ends(self, horizon: int) -> Integers:
        """Ends of the windows of all checks within `horizon` requests."""
        return np.arange(self.interval, horizon + 1, self.interval)


def schedules(horizon: int) -> list[Schedule]:
    """Intervals from 10 s to the whole rollout, each with windows of one interval, of five, and of everything."""
    parts = [horizon // parts for parts in (16, 4, 1)]
    intervals = [FLAGGER_LEAST_INTERVAL, *(interval for interval in parts if interval > FLAGGER_LEAST_INTERVAL)]
    return list(
        dict.fromkeys(Schedule(i, min(i * parts, horizon)) for i, parts in product(intervals, _WINDOW_INTERVALS))
    )


# Windows in intervals: the interval itself, five of them, everything since the start.
_WINDOW_INTERVALS = (1, 5, 10**6)

# Failed checks that roll back. Flagger: threshold; Argo Rollouts: failureLimit + 1.
LIMITS = (1, 2, 5)


def statistics(block: Block, schedule: Schedule, routing: Routing, horizon: int) -> dict[Comparison, Floats]:
    """What the checks compare with thresholds, the larger the worse: arrays of [checks, 7].

    Errors, 99th percentile and worst tenant harm upwards; mean score and review share both ways, two columns each.
    """
    stable, canary = series(block, schedule.ends(horizon), schedule.window, routing.weight)
    return {
        Comparison.CANARY: _both_ways(canary),
        Comparison.DIFFERENCE: _both_ways(canary - stable),
    }


def rules(by_statistic: bool) -> list[Rule]:
    """The rules of Flagger, or of Argo Rollouts (`by_statistic`)."""
    return [Rule(limit, by_statistic) for limit in LIMITS]


def _both_ways(values: Floats) -> Floats:
    two_sided = values[:, [Metric.MEAN_SCORE, Metric.REVIEW_SHARE]]
    return np.concatenate([values, -two_sided], axis=1)
