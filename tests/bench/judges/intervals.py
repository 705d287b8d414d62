"""Intervals for what a simulation estimates: a share, and the median of times to an event that may not come."""

from collections.abc import Callable
from dataclasses import dataclass
from math import lgamma, log, log1p

import numpy as np


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with a 95% interval."""

    value: float
    lower: float
    upper: float

    def to_document(self) -> dict[str, float | None]:
        """For the result; what is beyond all requests seen is null."""
        return {
            name: round(number, 5) if np.isfinite(number) else None
            for name, number in (("value", self.value), ("lower", self.lower), ("upper", self.upper))
        }


def share(hits: int, total: int, confidence: float = 0.95) -> Estimate:
    """`hits` of `total` with the interval of Clopper & Pearson, Biometrika 26 (1934): never too short."""
    tail = (1 - confidence) / 2
    # The lower end is the share at which as many hits or more have probability `tail`; the upper, as many or fewer.
    lower = 0.0 if hits == 0 else _root(lambda p: 1 - at_most(hits - 1, total, p) - tail)
    upper = 1.0 if hits == total else _root(lambda p: tail - at_most(hits, total, p))
    return Estimate(hits / total, lower, upper)


def median(values: list[float], confidence: float = 0.95) -> Estimate:
    """The median with the interval between two order statistics (the sign test's), exact for any distribution.

    A rollout in which nothing was found counts as infinitely long, so the median is infinite where fewer than half
    were found: a judge is not praised for finding only what is easily found.
    """
    ordered = sorted(values)
    total = len(ordered)
    # The k-th smallest lies above the median with probability P(Binomial(total, 1/2) < k).
    tail = (1 - confidence) / 2
    rank = next(k for k in range(total) if at_most(k, total, 0.5) > tail)
    return Estimate(ordered[(total - 1) // 2], ordered[max(rank - 1, 0)], ordered[min(total - rank, total - 1)])


def at_most(hits: int, total: int, share: float) -> float:
    """P(Binomial(total, share) <= hits), for a share in (0, 1)."""
    counts = np.arange(hits + 1)
    logs = np.array([lgamma(total + 1) - lgamma(k + 1) - lgamma(total - k + 1) for k in range(hits + 1)])
    return min(1.0, float(np.exp(logs + counts * log(share) + (total - counts) * log1p(-share)).sum()))


def _root(rising: Callable[[float], float]) -> float:
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2
