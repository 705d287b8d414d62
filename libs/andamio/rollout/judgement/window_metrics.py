"""A verdict on two series of a metric, one value a window (a minute): for continuous metrics and counters.

Where there is no decision log, only dashboards. Windows are few, so tests are exact: if the candidate changes nothing, each
order of the pooled values is as likely as any other (Mann & Whitney's rank sum for the level; Ansari & Bradley's for the
spread), and the probability of the one seen is counted, not approximated. Ranks alone decide: no estimate of a shift can
hide a difference, as it does where a median is compared with a tolerance. The tests are made at 10, 20 and 40
windows, each with its part of `false_rollback`, so a verdict may be asked for at any time; later windows are not looked at.

    hold        before 10 windows, or where windows are missing, or where neither is certain
    roll back   the level or the spread certainly differs, or too many windows in a row are missing
    promote     the level is certainly within the tolerance in both directions, and no window is missing

What is assumed: windows are alike but for the release, and one says nothing of the next. A metric with a slow wave
breaks that, in both series alike: give both releases the same windows.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from andamio.rollout.judgement.verdict import Ruling

# Looks at how many windows of each, and what part of `false_rollback` each spends.
LOOKS = ((10, 0.5), (20, 0.25), (40, 0.25))

# What is looked for mostly is a level; the spread takes the rest of the part.
_LEVEL, _SPREAD = 0.75, 0.25


@dataclass(frozen=True, slots=True)
class WindowVerdict:
    """A ruling on two series."""

    ruling: Ruling
    reason: str
    windows: int
    """Windows of each that were looked at, 0 before the first look."""
    level: float | None
    """Probability of a level as different as the one seen, or more, if the candidate changes nothing."""
    spread: float | None
    """The same of the spread."""


def judge_windows(
    candidate: Sequence[float],
    stable: Sequence[float],
    harmful: Literal["higher", "lower", "either"] = "either",
    false_rollback: float = 0.01,
    tolerance: float = 0.25,
    least: float = 0.0,
    missing_limit: int = 5,
) -> WindowVerdict:
    """The verdict on two series of the same windows, oldest first; NaN is a window without a measurement.

    `harmful`: which level is. `tolerance`: levels this part of stable's mean apart, or `least` if that is more, may be
    promoted. `missing_limit`: windows in a row that may be missing before it is rolled back.
    """
    for name, series in (("the candidate", candidate), ("stable", stable)):
        if (gap := _longest_gap(series)) > missing_limit:
            reason = f"{gap} windows of {name} in a row have no measurement; the limit is {missing_limit}"
            return WindowVerdict(Ruling.ROLL_BACK, reason, 0, None, None)
    ours = [value for value in candidate if math.isfinite(value)]
    theirs = [value for value in stable if math.isfinite(value)]
    missing = len(candidate) - len(ours) + len(stable) - len(theirs) + abs(len(candidate) - len(stable))
    count, level, spread = 0, None, None
    for count_of_look, part in LOOKS:
        if min(len(ours), len(theirs)) < count_of_look:
            break
        count, alpha = count_of_look, false_rollback * part
        ranks = _midranks(ours[:count] + theirs[:count])
        level = _probability(ranks, count, harmful)
        # Twice the distance from the nearer end: large in the middle.
        spread = _probability(np.minimum(ranks, 2 * (2 * count + 1) - ranks), count, "either")
        for what, probability, share in (("level", level, _LEVEL), ("spread", spread, _SPREAD)):
            if probability <= alpha * share:
                reason = f"the {what} differs after {count} windows (probability {probability:.2g} by chance)"
                return WindowVerdict(Ruling.ROLL_BACK, reason, count, level, spread)
    if not count:
        have = min(len(ours), len(theirs))
        return WindowVerdict(Ruling.HOLD, f"{have} of {LOOKS[0][0]} windows with both measurements", 0, None, None)
    if missing:
        return WindowVerdict(Ruling.HOLD, f"{missing} windows have one measurement or none", count, level, spread)
    margin = max(tolerance * abs(sum(theirs[:count]) / count), least)
    if _within(ours[:count], theirs[:count], margin, harmful, false_rollback):
        return WindowVerdict(Ruling.PROMOTE, f"the level is within {margin:g} of stable's", count, level, spread)
    return WindowVerdict(Ruling.HOLD, f"not certain to be within {margin:g} of stable's", count, level, spread)


def _within(ours: list[float], theirs: list[float], margin: float, harmful: str, alpha: float) -> bool:
    """Whether a level beyond `margin` is refused: the candidate, moved back by the margin, is certainly lower (higher)."""
    if margin <= 0:
        return False
    count = len(ours)

    def refused(shift: float, side: Literal["higher", "lower"]) -> bool:
        return _probability(_midranks([value + shift for value in ours] + theirs), count, side) <= alpha

    above = harmful == "lower" or refused(-margin, "lower")
    return above and (harmful == "higher" or refused(margin, "higher"))


def _midranks(values: list[float]) -> NDArray[np.int64]:
    """Twice the rank of each value, from 2; equal values share the mean of theirs."""
    pooled = np.array(values)
    below = (pooled[:, None] > pooled[None, :]).sum(axis=1)
    equal = (pooled[:, None] == pooled[None, :]).sum(axis=1)
    ranks: NDArray[np.int64] = 2 * below + equal + 1
    return ranks


def _probability(ranks: NDArray[np.int64], count: int, harmful: str) -> float:
    """Of a sum of the first `count` ranks as high (low, far out) as it is, among all choices of `count` ranks."""
    least = int(ranks.min())
    shifted = [int(rank) - least for rank in ranks]
    # ways[k, s]: share of the choices of k ranks, weighted so that nothing overflows, that sum to s.
    width = sum(sorted(shifted)[-count:]) + 1
    ways = np.zeros((count + 1, width))
    ways[0, 0] = 1.0
    for number, rank in enumerate(shifted, start=1):
        # The newest is in a choice of k of `number` ranks with probability k / number, in place from the largest k down.
        for k in range(min(count, number), 0, -1):
            ways[k] *= 1 - k / number
            ways[k, rank:] += k / number * ways[k - 1, : width - rank]
    law = ways[count] / ways[count].sum()
    seen = sum(shifted[:count])
    high, low = float(law[seen:].sum()), float(law[: seen + 1].sum())
    if harmful == "higher":
        return min(high, 1.0)
    return min(low, 1.0) if harmful == "lower" else min(2 * min(high, low), 1.0)


def _longest_gap(series: Sequence[float]) -> int:
    longest = gap = 0
    for value in series:
        gap = 0 if math.isfinite(value) else gap + 1
        longest = max(longest, gap)
    return longest
