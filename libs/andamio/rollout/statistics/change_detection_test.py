"""A rise is found wherever it begins, and nothing is found where nothing rises more often than allowed."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andamio.rollout.statistics.change_detection import _LATE, BETS, RiseDetector

NUMBERS = st.lists(st.floats(-1, 1, allow_nan=False), min_size=1, max_size=40)


def oracle(numbers: list[float], bound: float) -> list[float]:
    """Wealth after each number: the mixture over beginnings of the products from there on, written out."""
    wealths = []
    for n in range(1, len(numbers) + 1):
        total = 0.0
        for bet in BETS:
            for k in range(1, n + 1):
                product = _LATE / ((k + _LATE - 1) * (k + _LATE))
                for number in numbers[k - 1 : n]:
                    product *= 1 + bet / (1 + bound) * (number - bound)
                total += product / len(BETS)
        wealths.append(total)
    return wealths


@given(NUMBERS, st.floats(-0.9, 0.9))
def test_the_recursion_is_the_mixture_over_all_beginnings(numbers: list[float], bound: float) -> None:
    detector = RiseDetector(bound)
    for number, wealths in zip(numbers, (oracle(numbers, bound)[: n + 1] for n in range(len(numbers)))):
        detector.add(number)
        assert detector.log_wealth == pytest.approx(math.log(max(wealths)), abs=1e-6)


@given(st.floats(-0.9, 0.9), st.floats(0, 1), st.integers(0, 500))
def test_a_bet_gains_nothing_on_average_where_the_mean_is_the_bound(bound: float, share: float, at: int) -> None:
    """Of a number that is `high` or `low` with mean `bound`, the factor's mean is 1, and no factor is negative."""
    high, low = bound + share * (1 - bound), bound - share * (1 + bound)
    rising = (bound - low) / (high - low) if high > low else 0.5
    for bet in BETS:
        factors = [1 + bet / (1 + bound) * (number - bound) for number in (high, low)]
        assert min(factors) > 0
        assert rising * factors[0] + (1 - rising) * factors[1] == pytest.approx(1)


def test_the_prior_of_a_beginning_sums_to_one() -> None:
    weights = [_LATE / ((n + _LATE - 1) * (n + _LATE)) for n in range(1, 200_001)]
    assert sum(weights) == pytest.approx(1, abs=1e-2)
    assert sum(weights) < 1


def test_false_alarms_are_as_rare_as_allowed_at_the_edge_of_the_hypothesis() -> None:
    alpha, alarms = 0.2, 0
    for seed in range(200):
        random_, detector = random.Random(seed), RiseDetector(0.1)
        for _ in range(3_000):
            detector.add(1.0 if random_.random() < 0.55 else -1.0)
        alarms += detector.log_wealth >= -math.log(alpha)
    assert alarms <= 200 * alpha + 3 * math.sqrt(200 * alpha * (1 - alpha))


@pytest.mark.parametrize("begins", [0, 200, 5_000])
def test_a_rise_is_found_soon_after_it_begins(begins: int) -> None:
    found = []
    for seed in range(20):
        random_, detector = random.Random(seed), RiseDetector(0.05)
        for n in range(begins + 1_000):
            rate = 0.52 if n < begins else 0.65
            detector.add(1.0 if random_.random() < rate else -1.0)
            if detector.log_wealth >= math.log(1_000):
                found.append(n - begins)
                assert detector.mean > 0.05
                assert detector.since <= n - begins + 500
                break
    assert len(found) == 20
    assert sorted(found)[10] < 500


def test_what_was_certain_stays_and_nothing_overflows() -> None:
    detector = RiseDetector(0.0)
    for _ in range(3_000):
        detector.add(1.0)
    most = detector.log_wealth
    for _ in range(3_000):
        detector.add(-1.0)
    assert detector.log_wealth == most < math.inf
    assert detector.since == 0


@pytest.mark.parametrize("number", [1.5, -1.5, math.nan])
def test_what_is_no_difference_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="must lie in"):
        RiseDetector(0.0).add(number)
    with pytest.raises(ValueError, match="a bound must lie in"):
        RiseDetector(number)
