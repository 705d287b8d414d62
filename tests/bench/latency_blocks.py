"""Two variants measured in short blocks that alternate, and how much longer the quantiles of one are.

Blocks come in fours, ABBA and BAAB in turn, all four with the same schedule of requests: a drift of the machine and a
burst of the schedule strike both variants alike. A ratio is that of the quantiles of all latencies of a variant,
pooled; its interval is a bootstrap over the fours, because latencies within a block depend on one another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

_RESAMPLED = 1_000
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


def order(four: int) -> Iterator[bool]:
    """Whether each block of a four is treated."""
    yield from (False, True, True, False) if four % 2 == 0 else (True, False, False, True)


def treated_to_plain(fours: Sequence[Four], quantile: float) -> Ratio:
    """The ratio of the quantile with the treatment to that without; `quantile` in (0, 1)."""
    plain = [numpy.concatenate(four.plain) for four in fours]
    return _ratio([numpy.concatenate(four.treated) for four in fours], plain, quantile)


def plain_to_plain(fours: Sequence[Four], quantile: float) -> Ratio:
    """The same of blocks that are alike: where its interval is wide, the machine cannot tell."""
    return _ratio([four.plain[1] for four in fours], [four.plain[0] for four in fours], quantile)


def _ratio(over: Sequence[Latencies], under: Sequence[Latencies], quantile: float) -> Ratio:
    chance = numpy.random.default_rng(_SEED)
    found = []
    for _ in range(_RESAMPLED):
        drawn = chance.integers(0, len(over), len(over))
        found.append(_pooled([over[i] for i in drawn], quantile) / _pooled([under[i] for i in drawn], quantile))
    low, high = numpy.quantile(found, (0.025, 0.975))
    return Ratio(_pooled(over, quantile) / _pooled(under, quantile), float(low), float(high))


def _pooled(blocks: Sequence[Latencies], quantile: float) -> float:
    pooled = numpy.concatenate(blocks)
    at = int(quantile * len(pooled))
    return float(numpy.partition(pooled, at)[at])
