"""The Mann-Whitney comparison is R's, and Kayenta's classification of it."""

import math
from collections.abc import Sequence
from itertools import combinations
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.bench.judges.kayenta import exceedance
from tests.bench.judges.mann_whitney import Label, NanStrategy, classify, compare, statistic

values = st.lists(st.integers(-50, 50).map(float), min_size=3, max_size=30).map(np.array)


def test_the_reported_case_has_the_reported_numbers() -> None:
    # spinnaker/kayenta issue 780: estimate 98.9999, interval 6.8e-05 to 99.0, High only once the eighth is 100 too.
    control = np.full(10, 1.0)
    found = compare(control, np.array([100.0] * 7 + [1.0] * 3))
    assert (found.estimate, found.lower, found.upper) == pytest.approx((99.0, 0.0, 99.0), abs=1e-3)
    assert classify(control, np.array([100.0] * 7 + [1.0] * 3)) is Label.PASS
    assert classify(control, np.array([100.0] * 8 + [1.0] * 2)) is Label.HIGH


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 4).map(float), min_size=2, max_size=4),
    st.lists(st.integers(0, 4).map(float), min_size=2, max_size=3),
)
def test_the_statistic_counts_pairs_in_units_of_their_spread_over_all_splits(
    control: list[float], experiment: list[float]
) -> None:
    def wins(first: Sequence[float], second: Sequence[float]) -> float:
        return sum((x > y) + 0.5 * (x == y) for x in first for y in second)

    pooled = experiment + control
    splits = []
    for chosen in combinations(range(len(pooled)), len(experiment)):
        rest = [pooled[i] for i in range(len(pooled)) if i not in chosen]
        splits.append(wins([pooled[i] for i in chosen], rest))
    spread = float(np.std(splits))
    expected = (wins(experiment, control) - float(np.mean(splits))) / spread if spread > 1e-9 else 0.0
    assert statistic(np.array(control), np.array(experiment), 0.0, 0.0) == pytest.approx(expected, abs=1e-9)


@settings(deadline=None)
@given(values, values)
def test_the_estimate_is_a_middle_of_the_pairwise_differences(control: np.ndarray, experiment: np.ndarray) -> None:
    differences = np.sort((experiment[:, None] - control[None, :]).ravel())
    found = compare(control, experiment)
    low, high = np.percentile(differences, [49.9, 50.1], method="closest_observation")
    between = differences[(differences >= low) & (differences <= high)]
    assert between.min() - 1e-3 <= found.estimate <= between.max() + 1e-3 or low <= found.estimate <= high
    assert found.lower - 1e-3 <= found.estimate <= found.upper + 1e-3


@settings(deadline=None)
@given(st.integers(0, 10_000), st.floats(-1.5, 1.5), st.sampled_from([0.9, 0.98, 0.999]))
@example(1681, 1.37109375, 0.999)
def test_the_exceedance_says_up_to_which_confidence_a_metric_fails(seed: int, shift: float, confidence: float) -> None:
    random = np.random.default_rng(seed)
    control, experiment = random.normal(0, 1, 20), random.normal(shift, 1, 25)
    margin = exceedance(control, experiment, 0.25) - NormalDist().inv_cdf((1 + confidence) / 2)
    # Ranks move by steps, here of 0.023 standard deviations: within one the interval's root finder settles anywhere, within
    # another that of the estimate which the interval is held against.
    step = 1 / math.sqrt(20 * 25 * (20 + 25 + 1) / 12)
    if abs(margin) > 2 * step:
        assert (classify(control, experiment, confidence) is not Label.PASS) == (margin > 0)


def test_samples_that_say_nothing_pass_and_missing_ones_are_no_data() -> None:
    missing, zeros, errors = np.full(5, np.nan), np.zeros(5), np.array([1.0, 4.0, 2.0, 3.0, 1.0])
    assert classify(zeros, zeros) is Label.PASS
    assert classify(errors, errors[::-1]) is Label.PASS
    assert classify(missing, errors) is Label.NO_DATA
    assert classify(missing, errors, nan_strategy=NanStrategy.REPLACE) is Label.HIGH
    assert classify(np.full(8, 2.0), np.full(8, 3.0)) is Label.HIGH
    assert classify(np.full(8, 3.0), np.full(8, 2.0)) is Label.LOW


def test_outliers_are_kept_unless_told_otherwise() -> None:
    far = np.concatenate([np.arange(20.0), [1e6]])
    assert classify(far, far + 9) is classify(far[:-1], far[:-1] + 9, remove_outliers=True) is Label.HIGH
    # Removed, the outliers leave what the control has.
    few = np.concatenate([np.arange(20.0), np.full(4, 1e6)])
    assert classify(np.arange(20.0), few, confidence=0.5) is Label.HIGH
    assert classify(np.arange(20.0), few, confidence=0.5, remove_outliers=True) is Label.PASS
