"""A change between shadow and canary is seen, wherever it hides; its absence is no alarm."""

import math
import random

import pytest

from andamio.rollout.statistics.drift import DriftTest, View

PATHS = 500
ALPHA = 0.05
# Three standard errors of a share of 5% over the paths.
ALLOWED = PATHS * ALPHA + 3 * math.sqrt(PATHS * ALPHA * (1 - ALPHA))


def view(reference: list[float]) -> View:
    return View([(0.0, value) for value in reference], conditioned=False)


def pair(random_: random.Random, fault: bool = False) -> tuple[float, float, tuple[float, ...]]:
    """A tree over a logistic model: amounts in pounds flatten its score, up for the small and down for the large."""
    amount = random_.gauss(0, 1)
    stable = 1 / (1 + math.exp(1.0 - 0.5 * amount))
    tree = 0.15 + (0.25 if amount > 0 else 0.0) if not fault else 0.28
    difference = round(tree + random_.gauss(0, 0.12) - stable, 3)
    return difference, stable, (math.exp(amount),)


def feed(seed: int, fault: bool, most: int) -> tuple[int | None, DriftTest]:
    """Pairs until the evidence reaches 1/ALPHA; None if it does not within `most`."""
    random_ = random.Random(seed)
    test = DriftTest([pair(random_) for _ in range(150)])
    for n in range(most):
        test.add(*pair(random_, fault), answered=random_.random() < 0.25, tie_break=random_.random())
        if test.drift().log_evidence >= math.log(1 / ALPHA):
            return n + 1, test
    return None, test


def test_no_change_is_an_alarm_at_most_as_often_as_allowed() -> None:
    assert sum(feed(seed, False, 80)[0] is not None for seed in range(PATHS // 2)) <= ALLOWED / 2


def test_a_fault_that_leaves_the_mean_is_seen_among_requests_alike() -> None:
    """The case that a test of all differences together misses: the conditioning makes the difference."""
    seen = [feed(seed, True, 200) for seed in range(30)]
    assert all(n is not None for n, _ in seen)
    assert sorted(n or 0 for n, _ in seen)[15] <= 60
    assert all(test.drift().distance > 0.1 for _, test in seen)


def test_ranks_do_not_favour_any_place_when_nothing_changes() -> None:
    alarms = 0
    for seed in range(PATHS):
        random_ = random.Random(seed)
        test = view([round(random_.gauss(0.1, 0.05), 2) for _ in range(100)])
        for _ in range(100):
            test.add(0.0, round(random_.gauss(0.1, 0.05), 2), random_.random())
            if test.log_evidence() >= math.log(1 / ALPHA):
                alarms += 1
                break
    assert alarms <= ALLOWED


@pytest.mark.parametrize(
    ("shift", "spread", "most"),
    [(1.0, 1.0, 150), (2.0, 1.0, 45), (0.0, 0.1, 60), (0.0, 8.0, 60), (20.0, 1.0, 25)],
)
def test_a_shift_a_collapse_or_a_blow_up_is_seen_within_tens_of_observations(
    shift: float, spread: float, most: int
) -> None:
    """Units are standard deviations of the reference; level 1 in 1,000."""
    needed = []
    for seed in range(40):
        random_ = random.Random(seed)
        test = view([random_.gauss(0, 1) for _ in range(150)])
        count = 0
        while test.log_evidence() < math.log(1_000) and count < 400:
            count += 1
            test.add(0.0, random_.gauss(shift, spread), random_.random())
        needed.append(count)
    assert sorted(needed)[20] <= most


def test_distance_is_that_of_the_deciles_of_the_reference() -> None:
    test = view([float(n) for n in range(99)])
    for value in (200.0, 200.0, 44.5, 44.5):
        test.add(0.0, value, 0.5)
    # Two of four are below the 45th of 99 and none is above but beyond the end: .5 at the ninth decile.
    assert test.distance() == pytest.approx(0.4)


def test_identical_observations_are_no_evidence_of_anything() -> None:
    random_ = random.Random(1)
    test = view([0.0] * 100)
    for _ in range(200):
        test.add(0.0, 0.0, random_.random())
    assert test.log_evidence() < 3
    assert test.distance() < 0.12


def test_no_reference_at_all_is_no_evidence() -> None:
    test = DriftTest([])
    test.add(0.1, 0.5, (), answered=True, tie_break=0.3)
    assert test.drift().log_evidence == pytest.approx(0.0, abs=1.0)
