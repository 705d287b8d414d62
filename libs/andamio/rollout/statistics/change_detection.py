"""Evidence that a mean has risen above a bound at some time: a bettor who bets anew from every observation on.

With factors L that are 1 on average or less under the hypothesis, and prior weights w_k that the mean rose at observation
k, the mixture over k of the products of L from k on is

    M_n = L_n (M_{n-1} + w_n)

(Shiryaev, Theory Probab. Appl. 8 (1963) 22-46; as an e-process Shin, Ramdas & Rinaldo, E-detectors, New Engl. J. Stat. Data
Sci. 2 (2024) 229-260). M_n and the weights still to come do not grow on average and start at 1, so M ever reaches 1/alpha
with probability at most alpha, and one multiplication an observation is all that it costs. A mean over all observations
would have to be turned by those that come after; this forgets those before by itself.
"""

import math

# Parts of the boldest bet that cannot lose everything; averaged. A rise of a tenth of what is possible is met by the first.
BETS = (0.1, 0.3, 0.8)

# The prior of a change at observation n is _LATE / ((n + _LATE - 1) (n + _LATE)), which sums to 1: about even over the first
# thousand, and never nothing.
_LATE = 1_000


class RiseDetector:
    """Watches numbers in [-1, 1] whose mean, given those before, is at most `bound` for as long as nothing changes."""

    def __init__(self, bound: float) -> None:
        """`bound` lies in (-1, 1)."""
        if not -1 < bound < 1:
            raise ValueError(f"a bound must lie in (-1, 1), not {bound}")
        self._bound = bound
        # The worst loss is 1 + bound.
        self._bets = tuple(bet / (1 + bound) for bet in BETS)
        self._wealths = [0.0] * len(BETS)
        self._seen = 0
        self._most = 0.0
        # The likeliest beginning of a rise, by the middle bet (Page's cumulative sum, as a product), and what came since.
        self._page = 1.0
        self.since = 0
        """Numbers since then."""
        self._total = 0.0

    def add(self, number: float) -> None:
        """Take one more."""
        if not -1 <= number <= 1:
            raise ValueError(f"a number must lie in [-1, 1], not {number}")
        self._seen += 1
        excess = number - self._bound
        prior = _LATE / ((self._seen + _LATE - 1) * (self._seen + _LATE))
        # Nothing is learned from more than 1e300, and an overflow would be infinite evidence.
        self._wealths = [
            min((wealth + prior) * (1 + bet * excess), 1e300) for wealth, bet in zip(self._wealths, self._bets)
        ]
        self._most = max(self._most, sum(self._wealths))
        self._page = min(self._page * (1 + self._bets[1] * excess), 1e300)
        if self._page <= 1:
            self._page, self.since, self._total = 1.0, 0, 0.0
        else:
            self.since += 1
            self._total += number

    @property
    def log_wealth(self) -> float:
        """The most evidence there ever was, log: what was certain stays so."""
        return math.log(self._most / len(BETS)) if self._most else -math.inf

    @property
    def mean(self) -> float:
        """Of the numbers since the likeliest beginning of a rise, 0 without any."""
        return self._total / self.since if self.since else 0.0
