"""The mean of paired differences by a self-normalised mixture: exact for symmetric differences, of any size.

If the candidate does what stable does, the two are exchangeable on each request and their difference x is as likely
+x as -x. Then exp(l * sum x - l^2 / 2 * sum x^2) does not grow on average, for every l and without a bound on x (de la
Pena, Ann. Probab. 27 (1999) 537-564); mixed over l ~ Normal(0, tau^2) it has the closed form in `log_wealth`. Four
numbers are all it needs: it costs the same at every request, and evidence is small and can be judged again.

Requests of one entity may repeat one difference. The sum of squares is therefore taken of whole entities' sums as well,
and the larger of the two counts. Taking the larger only ever lowers the wealth, so what is exact stays exact; that it
also holds for differences that stick to an entity is exact at one look and simulated for all (`paired_sums_test`).

Where all differences are -1, 0 or +1 (decisions), bets of 1 + l x in place of the exponential lose nothing to the bound:
`log_sign_wealth`, which also allows for a mean of up to `harm` exactly.

For a difference m other than 0 the bound is that of x - m, exact if x is symmetric around m, else asymptotic (the
error is of third order in l).
"""

import math
from dataclasses import dataclass

from andamio.rollout.statistics.confidence import Interval
from andamio.rollout.statistics.label_evidence import log_mean


@dataclass(frozen=True, slots=True)
class SignBets:
    """Bets on the sign of differences of -1, 0 and +1: the best is the share of those of one sign minus the other's."""

    terms: tuple[tuple[float, float, float], ...]
    """Of each bet l: l, atanh(l), -log(1 - l^2) / 2."""
    weights: tuple[float, ...]

    @classmethod
    def of(cls, *prior: tuple[float, float]) -> "SignBets":
        """From bets in (0, 1) and their weights, which sum to 1."""
        terms = tuple((bet, math.atanh(bet), -math.log1p(-bet * bet) / 2) for bet, _ in prior)
        return cls(terms, tuple(weight for _, weight in prior))


CHANGED = SignBets.of((0.1, 0.05), (0.2, 0.1), (0.35, 0.2), (0.5, 0.25), (0.65, 0.2), (0.8, 0.12), (0.95, 0.08))
"""On decisions that changed: most did by noise around a threshold."""
DEPARTED = SignBets.of((0.35, 0.1), (0.65, 0.2), (0.85, 0.3), (0.97, 0.4))
"""On departures from a rule, which go one way (`decision_rule`)."""


@dataclass(frozen=True, slots=True)
class PairedSums:
    """Sufficient statistics of paired differences."""

    pairs: int = 0
    total: float = 0.0
    """Sum of the differences."""
    squares: float = 0.0
    """Sum of their squares."""
    clustered: float = 0.0
    """Sum, over entities, of the square of the entity's sum."""

    @property
    def mean(self) -> float:
        """The mean difference, 0 without pairs."""
        return self.total / self.pairs if self.pairs else 0.0

    def log_wealth(self, mean: float, tau: float, side: int = 0) -> float:
        """Log evidence against a mean difference of `mean` (side 0), at most (side +1) or at least `mean` (side -1).

        Reaches log(1/alpha), ever, with probability at most alpha if the hypothesis is true. `tau` is the spread of
        the bets: about the size, in units of the differences, of the inverse of the smallest sum worth seeing.
        """
        squares = max(self.squares - mean * (2 * self.total - self.pairs * mean), 0.0)
        excess = self.clustered - self.squares
        if excess > 0:
            # The design effect of clustering, as observed around 0, applied around `mean`.
            squares *= self.clustered / self.squares if self.squares else 1.0
        total = self.total - self.pairs * mean
        precision = 1 + tau * tau * squares
        wealth = (tau * total) ** 2 / (2 * precision) - math.log(precision) / 2
        if side:
            # Half-normal bets: on the one side only.
            z = side * tau * total / math.sqrt(precision)
            wealth += math.log(max(math.erfc(-z / math.sqrt(2)), 1e-300))
        return wealth

    def log_sign_wealth(self, harm: float, side: int, bets: SignBets = CHANGED) -> float:
        """Log evidence against a mean of at most `harm` (side +1), or at least -`harm` (side -1), of -1, 0 and +1.

        The mixture over bets l of the product of (1 + l x) / (1 + l harm), which has mean at most 1 given the past. As
        1 + l x = exp(a x - b x^2) with a = atanh(l) and b = -log(1 - l^2) / 2, squares of whole entities' sums can take
        the place of the squares as above (cosh(k a) <= cosh(a)^(k^2)).
        """
        squares, total = max(self.squares, self.clustered), side * self.total
        logs = [a * total - b * squares - self.pairs * math.log1p(bet * harm) for bet, a, b in bets.terms]
        return log_mean(logs, bets.weights)

    def interval(self, alpha: float, tau: float) -> Interval:
        """The mean differences left standing at all looks with probability 1 - alpha; infinite without pairs.

        Differences must be in units in which 1 is the size of one (a flip, a standard deviation): where all were 0,
        one of size 1 is supposed all the same, or the spread would be taken for known.
        """
        if not self.pairs:
            return Interval(-math.inf, math.inf)
        n, mean = self.pairs, self.mean
        design = max(self.clustered / self.squares, 1.0) if self.squares else 1.0
        spread = max(self.squares - n * mean * mean, 1.0)
        # With h the half width and p = 1 + tau^2 design (spread + n h^2): (tau n h)^2 / (2 p) - log(p) / 2 = log(1/alpha).
        h_squared = 0.0
        for _ in range(100):
            p = 1 + tau * tau * design * (spread + n * h_squared)
            wider = p * (math.log(p) - 2 * math.log(alpha)) / (tau * n) ** 2
            if wider > 1e12:
                break
            if wider - h_squared <= 1e-9 * wider:
                return Interval(mean - math.sqrt(wider), mean + math.sqrt(wider))
            h_squared = wider
        # So few pairs exclude nothing.
        return Interval(-math.inf, math.inf)


class PairedSum:
    """Accumulates `PairedSums`, one difference at a time."""

    __slots__ = ("pairs", "total", "squares", "clustered", "_entities")

    def __init__(self) -> None:
        self.pairs = 0
        self.total = 0.0
        self.squares = 0.0
        self.clustered = 0.0
        self._entities: dict[str, float] = {}

    def add(self, difference: float, entity: str | None) -> None:
        """Take one more difference; an `entity` of None is one of its own."""
        self.pairs += 1
        if difference:
            square = difference * difference
            self.total += difference
            self.squares += square
            if entity is None:
                self.clustered += square
            else:
                before = self._entities.get(entity, 0.0)
                # (before + difference)^2 - before^2
                self.clustered += difference * (2 * before + difference)
                self._entities[entity] = before + difference

    def sums(self) -> PairedSums:
        """What was accumulated."""
        return PairedSums(self.pairs, self.total, self.squares, self.clustered)
