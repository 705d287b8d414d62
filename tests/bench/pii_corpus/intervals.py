"""Wilson's interval of a rate (Wilson 1927): what a rate of so many texts may be."""

import math

NORMAL_975 = 1.959964
"""The normal distribution's quantile at .975: intervals at 95%."""


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Lower and upper bound, 0 to 1; (0, 1) without trials.

    Texts made from one template are not independent, so the interval of a corpus is wider than this says.
    """
    if trials == 0:
        return 0.0, 1.0
    rate, square = successes / trials, NORMAL_975**2
    middle = rate + square / (2 * trials)
    half = NORMAL_975 * math.sqrt(rate * (1 - rate) / trials + square / (4 * trials**2))
    scale = 1 + square / trials
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)
