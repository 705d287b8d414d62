"""Coverage at every look, against simulation from seeds, and the sample sizes that the defaults count on."""

import math
import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andamio.rollout.statistics.confidence import DifferenceInterval, Interval, bernoulli_interval

PATHS = 2_000
ALPHA = 0.05
# Three standard errors of a share of 5% over 2,000 paths.
ALLOWED = PATHS * ALPHA + 3 * math.sqrt(PATHS * ALPHA * (1 - ALPHA))


@pytest.mark.parametrize("rate", [0.0, 0.01, 0.3, 1.0])
def test_bernoulli_interval_covers_the_rate_at_every_look(rate: float) -> None:
    bounds: dict[tuple[int, int], Interval] = {}
    misses = 0
    for seed in range(PATHS):
        random_ = random.Random(seed)
        bad = 0
        for total in range(1, 151):
            bad += random_.random() < rate
            if (bad, total) not in bounds:
                bounds[bad, total] = bernoulli_interval(bad, total, ALPHA)
            if not bounds[bad, total].lower <= rate <= bounds[bad, total].upper:
                misses += 1
                break
    assert misses <= ALLOWED


@given(st.integers(0, 300), st.integers(0, 300), st.sampled_from([0.001, 0.05, 0.5]))
def test_bernoulli_interval_holds_the_observed_share_and_mirrors(bad: int, good: int, alpha: float) -> None:
    interval = bernoulli_interval(bad, bad + good, alpha)
    mirrored = bernoulli_interval(good, bad + good, alpha)
    assert 0 <= interval.lower <= interval.upper <= 1
    assert not bad + good or interval.lower <= bad / (bad + good) <= interval.upper
    assert interval.lower == pytest.approx(1 - mirrored.upper, abs=1e-9)


def test_bernoulli_interval_agrees_with_the_mixture_integrated_numerically() -> None:
    bad, total, alpha = 7, 40, 0.01
    upper = bernoulli_interval(bad, total, alpha).upper
    # Beta(1/2, 1/2) is the law of sin^2 of a uniform angle: a plain average stands for the integral.
    angles = [(i + 0.5) / 20_000 * math.pi / 2 for i in range(20_000)]
    mixture = sum(math.sin(a) ** (2 * bad) * math.cos(a) ** (2 * (total - bad)) for a in angles) / len(angles)
    assert mixture / (upper**bad * (1 - upper) ** (total - bad)) == pytest.approx(1 / alpha, rel=1e-6)


DIFFERENCES: dict[str, tuple[float, Callable[[random.Random], float]]] = {
    "constant zero": (0.0, lambda r: 0.0),
    "narrow": (0.0, lambda r: max(-1.0, min(1.0, r.gauss(0, 0.05)))),
    "rare large": (0.02, lambda r: 1.0 if r.random() < 0.02 else 0.0),
    "coin": (0.1, lambda r: 1.0 if r.random() < 0.55 else -1.0),
    "shifted": (0.075, lambda r: r.uniform(-0.125, 0.275)),
}


@pytest.mark.parametrize("name", DIFFERENCES)
def test_difference_interval_covers_the_mean_at_every_look(name: str) -> None:
    mean, draw = DIFFERENCES[name]
    misses = 0
    for seed in range(PATHS // 4):
        random_ = random.Random(seed)
        sequence = DifferenceInterval(ALPHA)
        for _ in range(120):
            sequence.add(draw(random_))
        # Intervals only shrink, so the last one is right only if all before it were.
        interval = sequence.interval()
        misses += not interval.lower <= mean <= interval.upper
    assert misses <= ALLOWED / 4 + 3


@given(st.lists(st.floats(-1, 1), max_size=60))
def test_difference_intervals_only_shrink(differences: list[float]) -> None:
    sequence = DifferenceInterval(ALPHA)
    before = Interval(-1.0, 1.0)
    for difference in differences:
        sequence.add(difference)
        after = sequence.interval()
        assert before.lower <= after.lower <= after.upper <= before.upper
        before = after
