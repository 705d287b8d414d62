"""Drift is found where it is, and cried wolf about at most as rarely as it says, however often one looks."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andamio.features.drift import ALPHA, Values, alpha_of_look, distance, quantile_bins, shares, values_needed

SAMPLES = st.lists(st.one_of(st.none(), st.integers(-5, 5)), min_size=1, max_size=30)


def naive(reference: Values, now: Values) -> float:
    def share(values: Values, x: float) -> float:
        return sum(value is None or value <= x for value in values) / len(values)

    return max(abs(share(reference, x) - share(now, x)) for x in [-math.inf, *(x / 2 for x in range(-12, 13))])


@given(SAMPLES, SAMPLES)
def test_the_distance_is_the_largest_difference_of_shares_with_null_below_all(one: Values, other: Values) -> None:
    found = distance(one, other, 0.05)
    assert found.observed == pytest.approx(naive(one, other))
    assert 0 <= found.lower <= found.observed <= found.upper <= 1


def test_a_feature_that_turns_null_has_drifted() -> None:
    found = distance(list(range(2000)), [None] * 500 + list(range(1500)), 0.01)
    assert found.at is None
    assert found.verdict() == "drifted"


def test_all_looks_at_all_features_together_spend_alpha() -> None:
    spent = sum(20 * alpha_of_look(look, 20) for look in range(1, 100_000))
    assert spent == pytest.approx(ALPHA, rel=1e-4)
    assert spent < ALPHA


def test_looking_two_hundred_times_at_no_drift_cries_wolf_no_more_often_than_alpha() -> None:
    """With the tolerance at zero, so that the interval alone has to hold; at 10% so that the test can fail."""
    chance = random.Random(7)
    alarmed = 0
    for _ in range(60):
        reference = [chance.gauss(0, 1) for _ in range(150)]
        alarmed += any(
            distance(reference, [chance.gauss(0, 1) for _ in range(150)], alpha_of_look(k, 1, 0.1)).verdict(0.0)
            == "drifted"
            for k in range(1, 201)
        )
    assert alarmed <= 6
    # The rule of thumb that this replaces: the fixed level at every look.
    fixed = any(
        distance(reference, [chance.gauss(0, 1) for _ in range(150)], 0.9).verdict(0.0) == "drifted" for _ in range(200)
    )
    assert fixed


def test_a_shift_is_found_at_the_first_look_by_as_many_values_as_are_said_to_be_needed() -> None:
    chance = random.Random(11)
    alpha = alpha_of_look(1, 20)
    needed = values_needed(20_000, alpha)
    assert needed is not None
    reference = [chance.gauss(0, 1) for _ in range(20_000)]
    now = [chance.gauss(0.75, 1) for _ in range(needed)]  # a distance of 0.29
    assert distance(reference, now, alpha).verdict() == "drifted"
    assert distance(reference, now[: needed // 20], alpha).verdict() == "undecided"


def test_a_huge_sample_with_a_difference_within_the_tolerance_is_stable() -> None:
    found = distance(list(range(100_000)), list(range(2_000, 102_000)), 0.01)
    assert found.lower > 0
    assert found.verdict() == "stable"


def test_nothing_decides_nothing() -> None:
    assert distance([], [1], 0.01).verdict() == distance([1], [], 0.01).verdict() == "undecided"
    assert values_needed(10, 0.01) is None


@given(SAMPLES, SAMPLES)
def test_shares_over_the_references_bins_add_up(reference: Values, now: Values) -> None:
    edges = quantile_bins(reference)
    assert edges == sorted(set(edges))
    for values in (reference, now):
        assert sum(shares(values, edges)) == pytest.approx(1)
    outside = shares(reference, edges)[-1]
    assert outside == 0 or len(edges) == 1
