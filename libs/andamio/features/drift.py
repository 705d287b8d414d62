"""Drift: whether a feature is distributed as it was in a reference, with errors counted over sizes and looks.

The distance is Kolmogorov's, sup over x of |F_now(x) - F_reference(x)|, with null as a value below all others, so a
feature that turns null has drifted too. With probability 1 - alpha, an empirical distribution of n independent values
is nowhere further from the true one than sqrt(log(2 / alpha) / (2 n)) (Dvoretzky, Kiefer & Wolfowitz, with Massart's
constant, Ann. Probab. 18 (1990) 1269-1283); so the true distance lies within both sides' radii of the observed one.

Looking again and again would find drift in noise. Look number k spends alpha * 6 / (pi^2 k^2), shared by the features
of the look; these add up to alpha over all looks ever, so the chance of a single false alarm, ever, is at most alpha.

Small samples give wide intervals and hold back; huge ones would call any difference drift, so a distance up to a
tolerance is none. There is no threshold on a bare statistic, which means another thing at each sample size.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["drifted", "stable", "undecided"]
Values = Sequence[float | int | None]

ALPHA = 0.01
TOLERANCE = 0.1  # share of the values on another side of some threshold that is worth a person's look


@dataclass(frozen=True, slots=True)
class Distance:
    """Between two distributions: the observed one, and an interval for the true one."""

    observed: float
    lower: float
    upper: float
    at: float | int | None
    """Where the observed one is attained: the share of values up to this one (null is below all) differs most."""
    reference_size: int
    size: int

    def verdict(self, tolerance: float = TOLERANCE) -> Verdict:
        """Drifted if the distance is certainly above the tolerance, stable if certainly not."""
        if self.lower > tolerance:
            return "drifted"
        return "stable" if self.upper <= tolerance else "undecided"


def alpha_of_look(look: int, features: int, alpha: float = ALPHA) -> float:
    """What one feature may spend at look number `look`, from 1: all looks and features together spend `alpha`."""
    return alpha * 6 / (math.pi**2 * look**2) / features


def distance(reference: Values, now: Values, alpha: float) -> Distance:
    """The distance of two samples, and the interval that holds the true one with probability 1 - alpha.

    Values must be independent within a sample: of an entity that is seen often, take one. An empty sample says nothing.
    """
    if not reference or not now:
        return Distance(0.0, 0.0, 1.0, None, len(reference), len(now))
    one, other = _ordered(reference), _ordered(now)
    # In whole numbers, so that of equal differences the lowest place is named.
    apart, at = -1, one[0]
    for value in sorted({*one, *other}):
        here = abs(bisect_right(one, value) * len(other) - bisect_right(other, value) * len(one))
        if here > apart:
            apart, at = here, value
    observed = apart / (len(one) * len(other))
    slack = _radius(len(one), alpha / 2) + _radius(len(other), alpha / 2)
    return Distance(
        observed=observed,
        lower=max(0.0, observed - slack),
        upper=min(1.0, observed + slack),
        at=None if at == -math.inf else at,
        reference_size=len(one),
        size=len(other),
    )


def values_needed(reference_size: int, alpha: float, tolerance: float = TOLERANCE) -> int | None:
    """How many values tell a distance of twice the tolerance from one within it; None if the reference is too small."""
    left = tolerance - _radius(reference_size, alpha / 2) if reference_size else 0.0
    return None if left <= 0 else math.ceil(math.log(4 / alpha) / (2 * left**2))


def _ordered(values: Values) -> list[float | int]:
    return sorted(-math.inf if value is None else value for value in values)


def _radius(size: int, alpha: float) -> float:
    return math.sqrt(math.log(2 / alpha) / (2 * size))


def quantile_bins(reference: Values, bins: int = 10) -> list[float | int]:
    """Ascending distinct values that cut the reference's non-null values into about equal shares, to draw both by."""
    ordered = sorted(value for value in reference if value is not None)
    if not ordered:
        return []
    return sorted({ordered[min(len(ordered) - 1, len(ordered) * step // bins)] for step in range(bins + 1)})


def shares(values: Values, edges: Sequence[float | int]) -> list[float]:
    """The shares of null, of values in [edge i, edge i+1) with the last closed, and outside; they add up to 1."""
    if not values:
        return [0.0] * (len(edges) + 1)
    present = sorted(value for value in values if value is not None)
    inside = [
        (bisect_right if high == edges[-1] else bisect_left)(present, high) - bisect_left(present, low)
        for low, high in zip(edges, edges[1:])
    ]
    nulls = len(values) - len(present)
    return [count / len(values) for count in (nulls, *inside, len(present) - sum(inside))]
