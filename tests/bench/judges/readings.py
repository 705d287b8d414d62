"""What a metrics store would say of both releases over a window of requests: the numbers that the peers judge by.

    ERROR_RATE      share of requests that failed
    LATENCY_P99     99th percentile of latency, ms, exact (a histogram in Prometheus only knows its bucket)
    MEAN_SCORE      of the requests that did not fail
    REVIEW_SHARE    share of those sent to review
    WORST_TENANT    highest error rate of any tenant

The router sends a request to the candidate with the weight of the moment, request by request: not sticky by customer, as
Istio does it for Flagger and Argo Rollouts, which is the easier case for a judge that takes requests as independent.
Mirrored, both releases work on every request, and users get stable's answers.
"""

from enum import IntEnum

import numpy as np

from tests.bench.judges.traffic import TENANTS, Block, Flags, Floats, Integers, Side


class Metric(IntEnum):
    """The columns of a reading."""

    ERROR_RATE = 0
    LATENCY_P99 = 1
    MEAN_SCORE = 2
    REVIEW_SHARE = 3
    WORST_TENANT = 4


MIRRORED = None


def read(block: Block, start: int, end: int, weight: float | None) -> tuple[Floats, Floats]:
    """Readings of stable and candidate over requests [start, end), the candidate working on the share `weight`.

    `MIRRORED`: both work on all. NaN where a release worked on nothing.
    """
    window = slice(start, end)
    tenant = block.tenant[window]
    everything = np.ones(len(tenant), dtype=np.bool_)
    to_candidate = everything if weight is None else block.route[window] < weight
    to_stable = everything if weight is None else ~to_candidate
    stable = _read(_window(block.stable, window), tenant, to_stable)
    return stable, _read(_window(block.candidate, window), tenant, to_candidate)


def series(block: Block, ends: Integers, window: int, weight: float | None) -> tuple[Floats, Floats]:
    """Readings at each of `ends` over the `window` requests before it: arrays of [ends, metrics]."""
    pairs = [read(block, max(0, int(end) - window), int(end), weight) for end in ends]
    return np.array([stable for stable, _ in pairs]), np.array([candidate for _, candidate in pairs])


def _window(side: Side, window: slice) -> Side:
    return Side(side.error[window], side.latency_ms[window], side.score[window], side.review[window])


def _read(side: Side, tenant: Integers, answered: Flags) -> Floats:
    reading = np.full(len(Metric), np.nan)
    count = int(answered.sum())
    if count == 0:
        return reading
    error = side.error[answered]
    reading[Metric.ERROR_RATE] = error.mean()
    reading[Metric.LATENCY_P99] = _upper_percentile(side.latency_ms[answered])
    fine = answered & ~side.error
    good = count - int(error.sum())
    if good:
        reading[Metric.MEAN_SCORE] = side.score[fine].mean()
        reading[Metric.REVIEW_SHARE] = side.review[fine].mean()
    requests = np.bincount(tenant[answered], minlength=len(TENANTS))
    errors = np.bincount(tenant[answered], weights=error, minlength=len(TENANTS))
    reading[Metric.WORST_TENANT] = (errors[requests > 0] / requests[requests > 0]).max()
    return reading


def _upper_percentile(values: Floats) -> float:
    """The smallest value that at least 99% do not exceed."""
    rank = int(np.ceil(0.99 * len(values))) - 1
    return float(np.partition(values, rank)[rank])
