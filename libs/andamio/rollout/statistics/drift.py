"""Whether what the candidate says changed once it answered: conformal tests against its own shadow.

A challenger may differ from the champion; what it may not is differ otherwise in canary than it did in shadow. Each new
pair's rank among all earlier ones is uniform if they are exchangeable, whatever the distribution; a bettor who learns a
histogram of the ranks grows rich if they are not. A fault that barely moves all differences together can move those of
one kind of request a lot (amounts in pounds lower a tree's score where amounts are large and raise it elsewhere), so
ranks are also taken among requests alike: within thirds of stable's score and of each input (Mondrian conformal
prediction). The mean of the test martingales of all views is one.

Sources: Vovk, Gammerman & Shafer, Algorithmic Learning in a Random World, 2nd ed. (2022), chapters 4 (Mondrian) and 8
(conformal test martingales).
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from andamio.rollout.statistics.label_evidence import log_mean

# Inputs that ranks are conditioned on, at most: each view costs a share of the evidence.
MOST_INPUTS = 4

_SHARES = tuple(i / 10 for i in range(1, 10))


@dataclass(frozen=True, slots=True)
class Drift:
    """Whether the paired score differences in canary come from where those in shadow came."""

    pairs: int
    reference_pairs: int
    log_evidence: float
    distance: float
    """Share of the differences that moved, at least, in the view that saw it best (Kolmogorov-Smirnov, 0 to 1)."""


class ExchangeabilityTest:
    """Evidence that observations no longer come from where a reference sample and they themselves came before."""

    def __init__(self, reference: list[float]) -> None:
        self._reference = sorted(reference)
        self._seen = sorted(reference)
        self._deciles = [0] * 10
        self.count = 0
        """How many observations were added to the reference."""

    def rank(self, value: float, tie_break: float) -> float:
        """Take a new observation; its rank in [0, 1]. `tie_break`, uniform in [0, 1), places it among its equals."""
        low, high = bisect_left(self._seen, value), bisect_right(self._seen, value)
        rank = (low + tie_break * (high - low + 1)) / (len(self._seen) + 1)
        self._seen.insert(high, value)
        low, high = bisect_left(self._reference, value), bisect_right(self._reference, value)
        share = (low + tie_break * (high - low + 1)) / (len(self._reference) + 1)
        self._deciles[min(int(share * 10), 9)] += 1
        self.count += 1
        return rank

    @property
    def deciles(self) -> list[int]:
        """Observations by the tenth of the reference into which they fall."""
        return self._deciles


class View:
    """Ranks among requests alike: `thirds` are the two cuts of the conditioning value, () for all together."""

    def __init__(self, reference: Sequence[tuple[float, float]], conditioned: bool) -> None:
        """`reference`: pairs of conditioning value and observation."""
        values = sorted(condition for condition, _ in reference)
        self._cuts = [values[len(values) * i // 3] for i in (1, 2)] if conditioned and len(values) >= 30 else []
        cells: list[list[float]] = [[] for _ in range(len(self._cuts) + 1)]
        for condition, observation in reference:
            cells[bisect_right(self._cuts, condition)].append(observation)
        self._cells = [ExchangeabilityTest(cell) for cell in cells]
        # Few bins learn a shift fast, many a narrow one. A cell's ranks are uniform whatever the other cells hold, so
        # each cell has bettors of its own and their wealths multiply.
        self._bettors = [(HistogramBettor(3), HistogramBettor(10)) for _ in cells]

    def add(self, condition: float, observation: float, tie_break: float) -> None:
        """Take a new pair of conditioning value and observation."""
        cell = bisect_right(self._cuts, condition) if self._cuts else 0
        rank = self._cells[cell].rank(observation, tie_break)
        for bettor in self._bettors[cell]:
            bettor.settle(rank)

    def log_evidence(self) -> float:
        """Log of the wealth."""
        return sum(log_mean([bettor.log_wealth for bettor in bettors]) for bettors in self._bettors)

    def distance(self) -> float:
        """The largest distance over the cells with at least 10 observations, weighted by their share of them."""
        total = sum(cell.count for cell in self._cells)
        moved = 0.0
        for cell in self._cells:
            if cell.count:
                below, gap = 0, 0.0
                for count, share in zip(cell.deciles, _SHARES):
                    below += count
                    gap = max(gap, abs(below / cell.count - share))
                moved += gap * cell.count / total
        return moved


class DriftTest:
    """The test of one rollout: made of shadow's pairs, then fed canary's."""

    def __init__(self, reference: Sequence[tuple[float, float, tuple[float, ...]]]) -> None:
        """`reference`: score difference, stable's score, inputs of each pair of shadow."""
        inputs = min((len(pair[2]) for pair in reference), default=0)
        self._reference_pairs = len(reference)
        self._inputs = min(inputs, MOST_INPUTS)
        self._streams = {True: self._views(reference), False: self._views(reference)}
        self._pairs = 0

    def _views(self, reference: Sequence[tuple[float, float, tuple[float, ...]]]) -> list[View]:
        return [
            View([(0.0, difference) for difference, _, _ in reference], conditioned=False),
            View([(score, difference) for difference, score, _ in reference], conditioned=True),
            *(View([(pair[2][i], pair[0]) for pair in reference], conditioned=True) for i in range(self._inputs)),
        ]

    def add(
        self, difference: float, stable_score: float, inputs: tuple[float, ...], answered: bool, tie_break: float
    ) -> None:
        """Take a pair of canary; `answered`: by the candidate, rather than in the background.

        A fault may live only where the candidate answers, or wherever it works: a test of each.
        """
        self._pairs += 1
        if len(inputs) < self._inputs:
            return
        for stream in (True, False) if answered else (False,):
            views = self._streams[stream]
            views[0].add(0.0, difference, tie_break)
            views[1].add(stable_score, difference, tie_break)
            for i in range(self._inputs):
                views[2 + i].add(inputs[i], difference, tie_break)

    def drift(self) -> Drift:
        """The evidence now."""
        views = [view for stream in self._streams.values() for view in stream]
        wealths = [view.log_evidence() for view in views]
        best = max(range(len(views)), key=lambda i: wealths[i])
        return Drift(self._pairs, self._reference_pairs, round(log_mean(wealths), 6), round(views[best].distance(), 6))


class HistogramBettor:
    """Bets each rank's bin at its share so far (the Krichevsky-Trofimov estimate)."""

    __slots__ = ("_counts", "_total", "log_wealth")

    def __init__(self, bins: int) -> None:
        self._counts = [0] * bins
        self._total = 0
        self.log_wealth = 0.0

    def settle(self, rank: float) -> None:
        """Take a rank in [0, 1]."""
        bins = len(self._counts)
        bin_of_rank = min(int(rank * bins), bins - 1)
        self.log_wealth += math.log(bins * (self._counts[bin_of_rank] + 0.5) / (self._total + bins / 2))
        self._counts[bin_of_rank] += 1
        self._total += 1
