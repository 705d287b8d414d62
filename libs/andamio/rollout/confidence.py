"""Always-valid inference: intervals and evidence that may be looked at after every request.

A fixed-sample interval looked at often is wrong far more often than it says. Everything here holds at all looks
at once, by Ville's inequality: a non-negative process that starts at 1 and does not grow on average under the
hypothesis ever reaches 1/alpha with probability at most alpha.

    bernoulli_interval   a rate of bad outcomes, from counts
    DifferenceInterval   the mean of paired differences in [-1, 1], one at a time
    ExchangeabilityTest  whether new observations come from where the earlier ones came

Sources: Robbins, Ann. Math. Statist. 41 (1970) (mixtures); Waudby-Smith & Ramdas, JRSS B 86 (2024) 1-27 (betting;
their section 4 and appendix B for the bets); Vovk, Gammerman & Shafer, Algorithmic Learning in a Random World, 2nd ed.
(2022), chapter 8 (conformal test martingales).
"""

import math
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable
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

    def stands(rate: float) -> bool:
        if (rate <= 0 and bad) or (rate >= 1 and good):
            return False
        likelihood = (bad * math.log(rate) if bad else 0.0) + (good * math.log1p(-rate) if good else 0.0)
        return mixture - likelihood < limit

    # The wealth is convex in the rate with its minimum at the observed share, which therefore always stands.
    share = bad / total
    return Interval(lower=_boundary(stands, share, 0.0), upper=_boundary(stands, share, 1.0))


# The bounds quoted for a mean difference: finer around zero, where decisions are taken.
_DIFFERENCES = (0.0, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75)

# Waudby-Smith & Ramdas truncate bets at 1/2 or 3/4 of what could lose everything at once. Paired differences lie
# close together, far from the ends of [-1, 1], so a bold bet is the better one.
_BOLDNESS = 0.9


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
        grid = sorted({sign * d for d in _DIFFERENCES for sign in (-1, 1)})
        # Scanned from the far end inwards: bets are settled in order, and the first unsettled one is the bound.
        self._at_most = [_Bet(m, +1) for m in grid]
        self._at_least = [_Bet(m, -1) for m in reversed(grid)]

    def add(self, difference: float) -> None:
        """Take one more difference."""
        if not -1 <= difference <= 1:
            raise ValueError(f"a difference must lie in [-1, 1], not {difference}")
        # Bets are placed before the difference is seen: mean and variance are of the earlier ones, with a prior of
        # one observation at 0 with variance 1/16.
        mean = self._sum / (self.count + 1)
        variance = (0.0625 + self._squares) / (self.count + 1) - mean * mean
        for bets in (self._at_most, self._at_least):
            for bet in bets:
                bet.settle(difference, mean, max(variance, 1e-6), self._limit)
        self.count += 1
        self._sum += difference
        self._squares += difference * difference

    @property
    def mean(self) -> float:
        """The mean of the differences so far, 0 without any."""
        return self._sum / self.count if self.count else 0.0

    def interval(self) -> Interval:
        """The means in [-1, 1] still standing."""
        return Interval(lower=_last_refused(self._at_most, -1.0), upper=_last_refused(self._at_least, 1.0))


class _Bet:
    """The wealth (log) of a bettor against "the mean is at most m" (side +1) or "at least m" (side -1)."""

    __slots__ = ("mean", "side", "log_wealth", "refused", "_most")

    def __init__(self, mean: float, side: int) -> None:
        self.mean = mean
        self.side = side
        self.log_wealth = 0.0
        self.refused = False
        # A larger bet could end below zero: the worst loss is 1 + m on the way up, 1 - m on the way down.
        self._most = _BOLDNESS / (1 + side * mean)

    def settle(self, difference: float, mean: float, variance: float, limit: float) -> None:
        if self.refused:
            return
        edge = self.side * (mean - self.mean)
        if edge > 0:
            bet = min(edge / (variance + edge * edge), self._most)
            self.log_wealth += math.log1p(bet * self.side * (difference - self.mean))
            self.refused = self.log_wealth >= limit


def _last_refused(bets: list[_Bet], none: float) -> float:
    bound = none
    for bet in bets:
        if not bet.refused:
            break
        bound = bet.mean
    return bound


class ExchangeabilityTest:
    """Evidence that observations no longer come from where a reference sample and they themselves came before.

    A conformal test martingale: each new observation's rank among all earlier ones is uniform, whatever the
    distribution, if they are exchangeable; a bettor who learns a histogram of the ranks grows rich if they are not.
    No distribution is assumed, so a challenger that legitimately differs from the champion is no alarm; a change is.
    """

    def __init__(self, reference: list[float]) -> None:
        self._seen = sorted(reference)
        self._reference = sorted(reference)
        self._new: list[float] = []
        # Few bins learn a shift fast, many a narrow one; the mean of two test martingales is one.
        self._bettors = (_HistogramBettor(3), _HistogramBettor(10))

    def add(self, value: float, tie_break: float) -> None:
        """Take a new observation; `tie_break`, uniform in [0, 1), places it among its equals."""
        low, high = bisect_left(self._seen, value), bisect_right(self._seen, value)
        rank = (low + tie_break * (high - low + 1)) / (len(self._seen) + 1)
        for bettor in self._bettors:
            bettor.settle(rank)
        insort(self._seen, value)
        insort(self._new, value)

    @property
    def count(self) -> int:
        """How many observations were added to the reference."""
        return len(self._new)

    def log_evidence(self) -> float:
        """Log of the wealth now. It ever reaches log(1/alpha) with probability at most alpha if nothing changed."""
        top = max(bettor.log_wealth for bettor in self._bettors)
        return top + math.log(sum(math.exp(b.log_wealth - top) for b in self._bettors) / len(self._bettors))

    def distance(self) -> float:
        """Kolmogorov-Smirnov distance of new from reference, 0 to 1: the share of observations that moved, at least."""
        if not self._new or not self._reference:
            return 0.0
        return max(
            abs(side(self._new, v) / len(self._new) - side(self._reference, v) / len(self._reference))
            for v in {*self._new, *self._reference}
            for side in (bisect_left, bisect_right)
        )


class _HistogramBettor:
    """Bets each rank's bin at its share so far (the Krichevsky-Trofimov estimate)."""

    def __init__(self, bins: int) -> None:
        self._counts = [0] * bins
        self.log_wealth = 0.0

    def settle(self, rank: float) -> None:
        bins = len(self._counts)
        bin_of_rank = min(int(rank * bins), bins - 1)
        self.log_wealth += math.log(bins * (self._counts[bin_of_rank] + 0.5) / (sum(self._counts) + bins / 2))
        self._counts[bin_of_rank] += 1


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def _boundary(stands: Callable[[float], bool], inside: float, outside: float) -> float:
    """Where `stands` ends on the way from `inside`, where it holds, to `outside`; on the outer side of it."""
    if stands(outside):
        return outside
    # 40 halvings: 1e-12 of the unit interval.
    for _ in range(40):
        middle = (inside + outside) / 2
        if stands(middle):
            inside = middle
        else:
            outside = middle
    return outside
