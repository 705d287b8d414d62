"""The evidence of a stage at every look at once: the sequential tests of `andamio.rollout` over whole arrays.

The library takes one request at a time and judges what it has; here the requests of a stage are columns, a statistic is a
running sum, and a test is evaluated at all looks together. Same formulas, other order of rounding: about 1e-12 apart.

    struck_wealth   entities at their first event              label_evidence.log_wealth
    Sums            paired differences                         paired_sums.PairedSums
    refusals        means refused by betting                   confidence.DifferenceInterval
    share_bounds    a share, from counts                       confidence.bernoulli_interval
    ranks_wealth    ranks among the earlier                    drift.ExchangeabilityTest and HistogramBettor
    mismatch        entities met, against the weights          label_evidence.mismatch

A look is the number of requests before it; places are indices of requests, rising.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from andamio.rollout.statistics.label_evidence import RATIO_WEIGHTS, RATIOS
from andamio.rollout.statistics.paired_sums import SignBets
from tests.bench.judges.traffic import ENTITIES, Flags, Floats, Integers

_RATIOS, _RATIO_WEIGHTS = np.array(RATIOS), np.array(RATIO_WEIGHTS)


def log_mean(logs: Floats, weights: Sequence[float] | Floats | None = None) -> Floats:
    """Over the last axis."""
    top = logs.max(axis=-1, keepdims=True)
    terms = np.exp(logs - top)
    mean: Floats = terms.mean(axis=-1) if weights is None else terms @ np.asarray(weights)
    return np.asarray(top[..., 0] + np.log(mean))


def first(entity: Integers, where: Flags) -> Integers:
    """Places at which an entity is met for the first time among those `where`."""
    places = np.flatnonzero(where)
    met = np.full(ENTITIES, -1)
    met[entity[places][::-1]] = places[::-1]  # of an entity's places the one assigned last stays: the first
    return np.sort(met[met >= 0])


def struck_wealth(
    places: Integers, candidate: Flags, weight: Floats, looks: Integers, one_sided: bool = False
) -> Floats:
    """Log evidence of events at `places`; `candidate` and `weight` are of all requests.

    `one_sided`: 0 where the candidate is struck no more often than its share.
    """
    ours, weights = candidate[places], weight[places]
    steps = np.where(ours[:, None], np.log(_RATIOS), 0.0) - np.log1p(weights[:, None] * (_RATIOS - 1))
    wealth = log_mean(np.cumsum(np.concatenate([np.zeros((1, len(_RATIOS))), steps]), axis=0), _RATIO_WEIGHTS)
    if one_sided:
        # Weights like 0.2 are no dyadic fractions: what is as often as its share may differ from 0 in the last digits.
        wealth = np.where(np.cumsum(np.concatenate([[0.0], ours - weights])) > 1e-9, wealth, 0.0)
    return np.asarray(wealth[np.searchsorted(places, looks)])


@dataclass(frozen=True, slots=True)
class Sums:
    """`PairedSums` at every look."""

    pairs: Floats
    total: Floats
    squares: Floats
    clustered: Floats

    @classmethod
    def at(cls, looks: Integers, places: Integers, values: Floats, before: Floats) -> "Sums":
        """Of `values` at `places`; `before`: the sum of the same entity's earlier ones."""
        upto = np.searchsorted(places, looks)

        def running(terms: Floats) -> Floats:
            return np.asarray(np.concatenate([[0.0], np.cumsum(terms)])[upto])

        return cls(
            upto.astype(np.float64), running(values), running(values**2), running(values * (2 * before + values))
        )

    def sign_wealth(self, harm: float, bets: SignBets) -> Floats:
        """Two-sided, as `log_sign_wealth` of the side of the total."""
        squares, total = np.maximum(self.squares, self.clustered), np.abs(self.total)
        terms = np.array(bets.terms)
        logs = (
            total[:, None] * terms[:, 1]
            - squares[:, None] * terms[:, 2]
            - self.pairs[:, None] * np.log1p(terms[:, 0] * harm)
        )
        return np.where(total <= harm * self.pairs, 0.0, log_mean(logs, bets.weights) - math.log(2))

    def normal_wealth(self, harm: float, tau: float) -> Floats:
        """Two-sided, as `log_wealth` of the side of the total."""
        mean = harm * np.sign(self.total)
        squares = np.maximum(self.squares - mean * (2 * self.total - self.pairs * mean), 0.0)
        design = np.divide(self.clustered, self.squares, out=np.ones_like(self.squares), where=self.squares > 0)
        squares = np.where(self.clustered > self.squares, squares * design, squares)
        total = np.abs(self.total) - self.pairs * harm
        precision = 1 + tau * tau * squares
        z = np.maximum(tau * total / np.sqrt(precision), 0.0)
        one_sided = np.log([math.erfc(-x) for x in (z / math.sqrt(2)).tolist()])
        wealth = (tau * total) ** 2 / (2 * precision) - np.log(precision) / 2 + one_sided - math.log(2)
        return np.where(total <= 0, 0.0, wealth)


def before_of(entity: Integers, values: Floats) -> Floats:
    """For each of `values` the sum of the same entity's earlier ones."""
    order = np.argsort(entity, kind="stable")
    sums = np.cumsum(values[order]) - values[order]
    starts = np.flatnonzero(np.diff(entity[order], prepend=-1))
    lengths = np.diff(np.append(starts, len(order)))
    before = np.empty_like(sums)
    before[order] = sums - np.repeat(sums[starts], lengths)
    return before


def refusals(differences: Floats, means: Sequence[tuple[float, int]], boldness: float) -> Floats:
    """The largest log wealth so far against each (mean, side), after each number of differences: [n + 1, means]."""
    n = np.arange(1, len(differences) + 1)
    earlier = np.concatenate([[0.0], np.cumsum(differences)])[:-1]
    squares = np.concatenate([[0.0], np.cumsum(differences**2)])[:-1]
    mean = earlier / n
    variance = np.maximum((0.0625 + squares) / n - mean * mean, 1e-6)
    columns = []
    for at, side in means:
        edge = side * (mean - at)
        bet = np.minimum(edge / (variance + edge * edge), boldness / (1 + side * at))
        gains = np.where(edge > 0, np.log1p(np.where(edge > 0, bet, 0.0) * side * (differences - at)), 0.0)
        columns.append(np.maximum.accumulate(np.concatenate([[0.0], np.cumsum(gains)])))
    return np.stack(columns, axis=1)


def share_bounds(bad: Floats, total: Floats, alpha: float, side: int) -> Floats:
    """The upper (side +1) or lower (-1) bound of `bernoulli_interval`, for total > bad."""
    good = total - bad
    limit = -math.log(alpha) - _log_beta_halves(bad, good)
    share = bad / total

    def excess(rate: Floats) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(bad > 0, -bad * np.log(rate), 0.0) - good * np.log1p(-rate) - limit

    inner, outer = share, np.full_like(share, 1.0 - 1e-12 if side > 0 else 1e-300)
    for _ in range(10):
        middle = (inner + outer) / 2
        stands = excess(middle) < 0
        inner, outer = np.where(stands, middle, inner), np.where(stands, outer, middle)
    # The excess is convex: from its outer side Newton's steps never pass the root.
    for _ in range(12):
        slope = good / (1 - outer) - bad / outer
        outer = outer - excess(outer) / slope
    return np.where(bad > 0, outer, 0.0) if side < 0 else outer


_LOG_GAMMA_HALVES = np.array([math.lgamma(k + 0.5) for k in range(100_000)])
_LOG_GAMMA = np.array([0.0, *(math.lgamma(k) for k in range(1, 100_001))])


def _log_beta_halves(bad: Floats, good: Floats) -> Floats:
    a, b = bad.astype(np.int64), good.astype(np.int64)
    # Gamma(1/2)^2 / Gamma(1) = pi.
    return np.asarray(_LOG_GAMMA_HALVES[a] + _LOG_GAMMA_HALVES[b] - _LOG_GAMMA[a + b + 1] - math.log(math.pi))


def ranks_wealth(reference: Integers, values: Integers, tie_breaks: Floats) -> Floats:
    """Log wealth after each number of `values`, ranked among `reference` and their own earlier ones: [n + 1].

    Values are whole numbers.
    """
    least = int(min(reference.min(initial=0), values.min(initial=0)))
    span = int(max(reference.max(initial=0), values.max(initial=0))) - least + 1
    counts = np.bincount(reference - least, minlength=span)
    shifted, chunk = values - least, 64
    low, same = np.empty(len(values)), np.empty(len(values))
    earlier = np.tri(chunk, k=-1, dtype=np.bool_)
    for start in range(0, len(values), chunk):
        part = shifted[start : start + chunk]
        below = np.concatenate([[0], np.cumsum(counts)])
        among = earlier[: len(part), : len(part)]
        low[start : start + chunk] = below[part] + (among & (part[None, :] < part[:, None])).sum(axis=1)
        same[start : start + chunk] = counts[part] + (among & (part[None, :] == part[:, None])).sum(axis=1)
        counts += np.bincount(part, minlength=span)
    n = np.arange(len(values))
    rank = (low + tie_breaks * (same + 1)) / (len(reference) + n + 1)
    bettors = []
    for bins in (3, 10):
        place = np.minimum((rank * bins).astype(np.int64), bins - 1)
        hits = np.equal.outer(place, np.arange(bins))
        seen = (np.cumsum(hits, axis=0) - 1)[n, place]
        gains = np.log(bins * (seen + 0.5) / (n + bins / 2))
        bettors.append(np.concatenate([[0.0], np.cumsum(gains)]))
    return log_mean(np.stack(bettors, axis=1))


def mismatch(groups: Sequence[tuple[float, Integers, Integers]]) -> Floats:
    """Log evidence at every look; `groups`: weight, entities and those of the candidate."""
    logs = []
    for scale in (None, 200.0):
        wealth = np.zeros(len(groups[0][1]))
        for weight, n, k in groups:
            a, b = (0.5, 0.5) if scale is None else (scale * weight, scale * (1 - weight))
            gammas = [
                _log_gammas(start)[count] - math.lgamma(start) for start, count in ((a, k), (b, n - k), (a + b, n))
            ]
            wealth += gammas[0] + gammas[1] - gammas[2] - k * math.log(weight) - (n - k) * math.log1p(-weight)
        logs.append(wealth)
    return log_mean(np.stack(logs, axis=1))


@lru_cache(maxsize=32)
def _log_gammas(start: float) -> Floats:
    return np.array([math.lgamma(start + k) for k in range(ENTITIES + 1)])
