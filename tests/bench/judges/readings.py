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
from functools import lru_cache

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
    """Readings at each of `ends` over the `window` requests before it: arrays of [ends, metrics].

    As `read` of each, but for the rounding of mean scores; from running sums, so that thousands of rollouts can be read.
    """
    starts = np.maximum(ends - window, 0)
    stable, candidate = _running(block, weight)
    return stable.read(starts, ends), candidate.read(starts, ends)


@lru_cache(maxsize=2)  # many windows over one block
def _running(block: Block, weight: float | None) -> "tuple[_Running, _Running]":
    everything = np.ones(len(block), dtype=np.bool_)
    to_candidate = everything if weight is None else block.route < weight
    to_stable = everything if weight is None else ~to_candidate
    return _Running(block.stable, block.tenant, to_stable), _Running(block.candidate, block.tenant, to_candidate)


class _Running:
    """Running sums over the requests that one release answered."""

    def __init__(self, side: Side, tenant: Integers, answered: Flags) -> None:
        self._place = np.flatnonzero(answered)
        error, self._latency = side.error[self._place], side.latency_ms[self._place]
        of_tenant = np.equal.outer(np.arange(len(TENANTS)), tenant[self._place])
        good = ~error
        columns = [error, np.where(error, 0.0, side.score[self._place]), side.review[self._place] & good]
        sums = np.cumsum(np.stack([*columns, *of_tenant, *(of_tenant & error)]), axis=1, dtype=np.float64)
        self._sums = np.concatenate([np.zeros((len(sums), 1)), sums], axis=1)
        # The top 1% of a window are among the top tenth of all, but for odd windows.
        tenth, latency = len(self._place) * 9 // 10, self._latency
        self._large = (
            np.flatnonzero(latency >= np.partition(latency, tenth)[tenth]) if len(latency) else np.array([], np.int64)
        )

    def read(self, starts: Integers, ends: Integers) -> Floats:
        """Readings over the requests [start, end) of each: an array of [ends, metrics]."""
        first, last = np.searchsorted(self._place, starts), np.searchsorted(self._place, ends)
        total = self._sums[:, last] - self._sums[:, first]
        count, errors = (last - first).astype(np.float64), total[0]
        tenants = len(TENANTS)
        readings = np.full((len(ends), len(Metric)), np.nan)
        with np.errstate(invalid="ignore", divide="ignore"):
            readings[:, Metric.ERROR_RATE] = errors / count
            readings[:, Metric.MEAN_SCORE] = total[1] / (count - errors)
            readings[:, Metric.REVIEW_SHARE] = total[2] / (count - errors)
            rates = total[3 + tenants :] / total[3 : 3 + tenants]
            readings[:, Metric.WORST_TENANT] = np.where(np.isnan(rates), -np.inf, rates).max(axis=0)
        readings[count == 0] = np.nan
        largest, low, high = (
            self._latency[self._large],
            np.searchsorted(self._large, first),
            np.searchsorted(self._large, last),
        )
        for i in np.flatnonzero(count > 0):
            above = int(count[i]) - int(np.ceil(0.99 * count[i]))  # how many exceed it
            among = largest[low[i] : high[i]]
            if len(among) > above:
                readings[i, Metric.LATENCY_P99] = np.partition(among, len(among) - 1 - above)[len(among) - 1 - above]
            else:
                readings[i, Metric.LATENCY_P99] = _upper_percentile(self._latency[first[i] : last[i]])
        return readings


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
