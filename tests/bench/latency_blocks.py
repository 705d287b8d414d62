"""Two variants measured in short blocks that alternate, and how much longer the quantiles of one are.

Blocks come in fours, two of each variant in an order drawn for each four, all four with the same schedule of requests: a
drift of the machine and a burst of the schedule strike both variants alike. There are two ratios:

within a four    of the quantiles of a variant's two blocks, four by four; the pseudomedian of these (Hodges and Lehmann
                 1963) with the interval that belongs to Wilcoxon's signed ranks. Without an effect, a four's log ratio is
                 as likely below 0 as above by as much, since the order was drawn: the interval holds however much fours differ
pooled           of the quantiles of all latencies of a variant, with a bootstrap over the fours, because latencies within
                 a block depend on one another. A few fours in which the machine stalled are most of its tail
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

_RESAMPLED = 1_000
_NORMAL_975 = 1.959964
_SEED = 20_261_121
Latencies = NDArray[numpy.float64]


@dataclass(frozen=True, slots=True)
class Four:
    """The latencies of four blocks: two of each variant, in the order in which they ran."""

    plain: tuple[Latencies, Latencies]
    treated: tuple[Latencies, Latencies]


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as long."""

    estimate: float
    low: float
    high: float
    """95% interval."""

    def rounded(self) -> dict[str, float | list[float]]:
        """For the result."""
        return {"estimate": round(self.estimate, 3), "interval_95": [round(self.low, 3), round(self.high, 3)]}


def drawn_order(chance: random.Random) -> list[bool]:
    """Whether each block of a four is treated: one of each variant in each half."""
    return [treated for _ in range(2) for treated in chance.sample((False, True), 2)]


def treated_to_plain(fours: Sequence[Four], quantile: float) -> Ratio:
    """The pooled ratio of the quantile with the treatment to that without; `quantile` in (0, 1)."""
    plain = [numpy.concatenate(four.plain) for four in fours]
    return _ratio([numpy.concatenate(four.treated) for four in fours], plain, quantile)


def within_fours(fours: Sequence[Four], quantile: float) -> Ratio:
    """The typical ratio of the quantile with the treatment to that without, within one four."""

    def of(blocks: tuple[Latencies, Latencies]) -> float:
        return float(numpy.quantile(numpy.concatenate(blocks), quantile))

    logs = numpy.log([of(four.treated) / of(four.plain) for four in fours])
    count = len(logs)
    first, second = numpy.triu_indices(count)
    means = numpy.sort((logs[first] + logs[second]) / 2)
    # The ranks at which the test would no longer refuse, by its normal approximation (Hollander and Wolfe, 3.3).
    spread = math.sqrt(count * (count + 1) * (2 * count + 1) / 24)
    beyond = max(int(count * (count + 1) / 4 - _NORMAL_975 * spread), 0)
    return Ratio(*(float(numpy.exp(each)) for each in (numpy.median(means), means[beyond], means[-1 - beyond])))


def plain_to_plain(fours: Sequence[Four], quantile: float) -> Ratio:
    """The same, pooled, of blocks that are alike: where its interval is wide, the machine cannot tell."""
    return _ratio([four.plain[1] for four in fours], [four.plain[0] for four in fours], quantile)


def _ratio(over: Sequence[Latencies], under: Sequence[Latencies], quantile: float) -> Ratio:
    chance = numpy.random.default_rng(_SEED)
    above, below = _Pool(over), _Pool(under)
    every = numpy.ones(len(over), dtype=numpy.int64)
    found = []
    for _ in range(_RESAMPLED):
        times = numpy.bincount(chance.integers(0, len(over), len(over)), minlength=len(over))
        found.append(above.quantile(times, quantile) / below.quantile(times, quantile))
    low, high = numpy.quantile(found, (0.025, 0.975))
    return Ratio(above.quantile(every, quantile) / below.quantile(every, quantile), float(low), float(high))


class _Pool:
    """Blocks put together and sorted once, however often they are drawn."""

    def __init__(self, blocks: Sequence[Latencies]) -> None:
        latencies = numpy.concatenate(blocks)
        by_length = numpy.argsort(latencies)
        self._latencies = latencies[by_length]
        self._block = numpy.repeat(numpy.arange(len(blocks)), [len(block) for block in blocks])[by_length]

    def quantile(self, times: NDArray[numpy.int64], quantile: float) -> float:
        """Of the blocks together, each taken `times`."""
        up_to = numpy.cumsum(times[self._block])
        return float(self._latencies[numpy.searchsorted(up_to, int(quantile * up_to[-1]) + 1)])
