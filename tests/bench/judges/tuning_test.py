"""Tuned thresholds roll back as many harmless rollouts as allowed, and detection is the plain definition of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bench.judges.tuning import Rule, found_at, tune

rules = st.builds(Rule, st.integers(1, 3), st.booleans())


def naive(rollout: np.ndarray, thresholds: np.ndarray, rule: Rule) -> int:
    counts = [0] * len(thresholds)
    for check, row in enumerate(rollout):
        failed = [bool(value > threshold) for value, threshold in zip(row, thresholds, strict=True)]
        if rule.by_statistic:
            counts = [count + fail for count, fail in zip(counts, failed, strict=True)]
        else:
            counts[0] += any(failed)
        if max(counts) >= rule.limit:
            return check
    return -1


@settings(deadline=None)
@given(st.integers(0, 10_000), rules)
def test_a_rollout_is_found_at_the_check_that_brings_the_last_failure(seed: int, rule: Rule) -> None:
    random = np.random.default_rng(seed)
    statistics = random.normal(0, 1, (5, 6, 3))
    statistics[random.random(statistics.shape) < 0.1] = np.nan
    thresholds = random.normal(0, 1, 3)
    assert found_at(statistics, thresholds, rule).tolist() == [naive(r, thresholds, rule) for r in statistics]


@settings(deadline=None)
@given(st.integers(0, 10_000), rules, st.sampled_from([0.01, 0.05, 0.2]), st.booleans())
def test_no_more_harmless_rollouts_than_allowed_are_rolled_back(
    seed: int, rule: Rule, rate: float, rounded: bool
) -> None:
    random = np.random.default_rng(seed)
    harmless = random.gamma(1.0, [1.0, 10.0, 100.0], (200, 6, 3))
    if rounded:
        harmless = np.round(harmless, -1)
    found = (found_at(harmless, tune(harmless, rule, rate), rule) >= 0).mean()
    assert found <= rate
    if not rounded:
        # Nor many fewer: the peers get all that the rate allows.
        assert found >= rate - 1 / 200 - 1e-9


def test_missing_statistics_never_fail_and_never_count() -> None:
    harmless = np.full((50, 4, 2), np.nan)
    harmless[:, :, 0] = np.arange(200).reshape(50, 4)
    thresholds = tune(harmless, Rule(1), 0.02)
    assert thresholds[1] == np.inf
    assert found_at(np.full((1, 4, 2), np.nan), thresholds, Rule(1)).tolist() == [-1]
    assert thresholds[0] == pytest.approx(195)  # the last rollout, of 196 to 199, is the one of 50
