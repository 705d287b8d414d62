"""Always-valid inference: intervals and evidence that may be looked at after every request.

A fixed-sample interval looked at often is wrong far more often than it says. Everything here holds at all looks
at once, by Ville's inequality: a non-negative process that starts at 1 and does not grow on average under the
hypothesis ever reaches 1/alpha with probability at most alpha.

    bernoulli_interval   a rate of bad outcomes, from counts
    DifferenceInterval   the mean of paired differences in [-1, 1], one at a time

Sources: Robbins, Ann. Math. Statist. 41 (1970) (mixtures); Waudby-Smith & Ramdas, JRSS B 86 (2024) 1-27 (betting;
their section 4 and appendix B for the bets).
"""

import math
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval that holds the true value, at all looks, with the probability asked for."""

    lower: float
    upper: float


@lru_cache(maxsize=4096)  # asked again at every look while nothing new came in
def bernoulli_interval(bad: int, total: int, alpha: float) -> Interval:
    """The rates in [0, 1] that `bad` of `total` independent outcomes leave standing at level `alpha`.

    The wealth against a rate p is the likelihood ratio of a Beta(1/2, 1/2) mixture to p; p is refused once the
    wealth reaches 1/alpha. Jeffreys' mixture costs only log(n)/2 where nothing is bad, the usual case.
    """
    if total == 0:
        return Interval(0.0, 1.0)
    good = total - bad
    mixture = _log_beta(bad + 0.5, good + 0.5) - _log_beta(0.5, 0.5)
    limit = -math.log(alpha)

    # The wealth is convex in the rate with its minimum at the observed share, which therefore always stands.
    share = bad / total
    return Interval(
        lower=_boundary(bad, good, mixture, limit, share, 0.0), upper=_boundary(bad, good, mixture, limit, share, 1.0)
    )


# The bounds quoted for a mean difference: finer around zero, where decisions are taken.
DIFFERENCES = (0.0, 0.0025, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75)

# Waudby-Smith & Ramdas truncate bets at 1/2 or 3/4 of what could lose everything at once. Paired differences lie
# close together, far from the ends of [-1, 1], so a bold bet is the better one.
BOLDNESS = 0.9


class DifferenceInterval:
    """A confidence sequence for the mean of differences in [-1, 1] (`add` them one by one).

    One-sided bets against "the mean is at most m" and "at least m" for each m of a grid, sized by aGRAPA (Waudby-Smith
    & Ramdas, appendix B.3). The bound is the last m of an unbroken run of refused ones, so it errs only if the
    bet nearest to the truth does: probability `alpha` / 2 a side. A refusal stays, so intervals only shrink.
    It holds under any dependence that keeps each difference's mean, given the past, on its side of m.
    """

    def __init__(self, alpha: float) -> None:
        self.count = 0
        self._limit = math.log(2 / alpha)
        self._sum = 0.0
        self._squares = 0.0
        grid = sorted({sign * d for d in DIFFERENCES for sign in (-1, 1)})
        # Scanned from the far end inwards: bets are settled in order, and the first unsettled one is the bound.
        self._at_most = [_Bet(m, +1) for m in grid]
        self._at_least = [_Bet(m, -1) for m in reversed(grid)]
        self._lower, self._upper = -1.0, 1.0

    def add(self, difference: float) -> None:
        """Take one more difference."""
        if not -1 <= difference <= 1:
            raise ValueError(f"a difference must lie in [-1, 1], not {difference}")
        # Bets are placed before the difference is seen: mean and variance are of the earlier ones, with a prior of
        # one observation at 0 with variance 1/16.
        mean = self._sum / (self.count + 1)
        variance = (0.0625 + self._squares) / (self.count + 1) - mean * mean
        variance = max(variance, 1e-6)
        # A bet is placed only where the mean so far is on its side: both lists are ordered, the rest can be skipped.
        for bet in self._at_most:
            if bet.mean >= mean:
                break
            bet.settle(difference, mean, variance, self._limit)
        for bet in self._at_least:
            if bet.mean <= mean:
                break
            bet.settle(difference, mean, variance, self._limit)
        # What is refused stays refused; an unbroken run of it is the bound, and need not be looked at again.
        while self._at_most and self._at_most[0].refused:
            self._lower = self._at_most.pop(0).mean
        while self._at_least and self._at_least[0].refused:
            self._upper = self._at_least.pop(0).mean
        self.count += 1
        self._sum += difference
        self._squares += difference * difference

    @property
    def mean(self) -> float:
        """The mean of the differences so far, 0 without any."""
        return self._sum / self.count if self.count else 0.0

    def interval(self) -> Interval:
        """The means in [-1, 1] still standing."""
        return Interval(self._lower, self._upper)


class _Bet:
    """The wealth (log) of a bettor against "the mean is at most m" (side +1) or "at least m" (side -1)."""

    __slots__ = ("mean", "side", "log_wealth", "refused", "_most")

    def __init__(self, mean: float, side: int) -> None:
        self.mean = mean
        self.side = side
        self.log_wealth = 0.0
        self.refused = False
        # A larger bet could end below zero: the worst loss is 1 + m on the way up, 1 - m on the way down.
        self._most = BOLDNESS / (1 + side * mean)

    def settle(self, difference: float, mean: float, variance: float, limit: float) -> None:
        if self.refused:
            return
        edge = self.side * (mean - self.mean)
        if edge > 0:
            bet = min(edge / (variance + edge * edge), self._most)
            self.log_wealth += math.log1p(bet * self.side * (difference - self.mean))
            self.refused = self.log_wealth >= limit


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def _boundary(bad: int, good: int, mixture: float, limit: float, inside: float, outside: float) -> float:
    """Where rates cease to stand on the way from `inside`, which does, to `outside`; on the outer side of it."""
    log, log1p = math.log, math.log1p
    if not (good if outside else bad):
        # The end of the unit interval is the observed share or beyond what could refuse it.
        likelihood = (bad * log(outside) if bad else 0.0) + (good * log1p(-outside) if good else 0.0)
        if mixture - likelihood < limit:
            return outside
    # 30 halvings: 1e-9 of the unit interval. Most of what a look costs, so the cases are apart.
    if not bad:
        for _ in range(30):
            middle = (inside + outside) / 2
            if mixture - good * log1p(-middle) < limit:
                inside = middle
            else:
                outside = middle
    elif not good:
        for _ in range(30):
            middle = (inside + outside) / 2
            if mixture - bad * log(middle) < limit:
                inside = middle
            else:
                outside = middle
    else:
        for _ in range(30):
            middle = (inside + outside) / 2
            if mixture - (bad * log(middle) + good * log1p(-middle)) < limit:
                inside = middle
            else:
                outside = middle
    return outside
