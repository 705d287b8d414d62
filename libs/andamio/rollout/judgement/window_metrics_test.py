"""Series of windows: what Kayenta's judge lets pass is not promoted, and exact probabilities are exact."""

import math
import random
from itertools import combinations
from statistics import mean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from andamio.rollout.judgement.verdict import Ruling
from andamio.rollout.judgement.window_metrics import _midranks, _probability, judge_windows

NAN = math.nan
# Spinnaker's issues 6278 and 780 (kayenta): candidate, stable.
HUNDREDS = ([100.0] * 7 + [1.0] * 3, [1.0] * 10)
VARIABILITY = (
    [10.0, 10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 17.0, 17.1, 17.2, 17.3, 17.4, 17.5, 17.6, 17.7],
    [1.0, 100.0, 4.0, 101.0, 5.0, 102.0, 6.0, 103.0, 7.0, 104.0, 8.0, 105.0, 9.0, 106.0, 17.0],
)
SPARSE = ([0.0, 1.0, 2.0, 1.0, 0.0, 0.0], [0.0] * 6)
NO_CONTROL = ([3.0, 1.0, 2.0, 4.0, 1.0, 2.0], [NAN] * 6)


def naive_mean_comparison(candidate: list[float], stable: list[float]) -> Ruling:
    """What the tests below must tell from ours: promoted unless the mean is over stable's by a quarter."""
    return Ruling.ROLL_BACK if mean(candidate) > 1.25 * mean(stable) else Ruling.PROMOTE


@pytest.mark.parametrize(("candidate", "stable"), [HUNDREDS, VARIABILITY])
@pytest.mark.parametrize("harmful", ["higher", "either"])
def test_what_certainly_differs_is_rolled_back(candidate: list[float], stable: list[float], harmful: str) -> None:
    assert judge_windows(candidate, stable, harmful=harmful).ruling is Ruling.ROLL_BACK  # type: ignore[arg-type]


@pytest.mark.parametrize(("candidate", "stable"), [HUNDREDS, VARIABILITY, SPARSE, NO_CONTROL])
def test_what_kayenta_passes_is_never_promoted_at_any_length(candidate: list[float], stable: list[float]) -> None:
    for windows in (1, 5, 6, 10, 15, 20, 39, 40, 60):
        ours, theirs = (candidate * 10)[:windows], (stable * 10)[:windows]
        assert judge_windows(ours, theirs, harmful="higher").ruling is not Ruling.PROMOTE


def test_a_comparison_of_means_would_promote_two_of_them() -> None:
    """So the tests above can fail: a change of variability lowers the mean, and nothing is over NaN."""
    assert naive_mean_comparison(*VARIABILITY) is Ruling.PROMOTE
    assert naive_mean_comparison(*NO_CONTROL) is Ruling.PROMOTE


def test_missing_windows_hold_and_then_roll_back() -> None:
    steady = [float(10 + n % 3) for n in range(20)]
    assert judge_windows(steady, steady).ruling is Ruling.PROMOTE
    assert judge_windows([*steady[:-2], NAN, NAN], steady).ruling is Ruling.HOLD
    assert judge_windows(steady[:-2], steady).ruling is Ruling.HOLD
    assert judge_windows([*steady[:-6], *[NAN] * 6], steady).ruling is Ruling.ROLL_BACK
    assert judge_windows(*NO_CONTROL).ruling is Ruling.ROLL_BACK
    assert judge_windows([], []).ruling is Ruling.HOLD


def test_false_rollbacks_are_as_rare_as_allowed_over_all_looks() -> None:
    back = 0
    for seed in range(200):
        random_ = random.Random(seed)
        ours, theirs = ([random_.lognormvariate(0, 1) for _ in range(20)] for _ in range(2))
        back += judge_windows(ours, theirs, false_rollback=0.05).ruling is Ruling.ROLL_BACK
    assert back <= 200 * 0.05 + 3 * math.sqrt(200 * 0.05 * 0.95)


@given(st.lists(st.integers(0, 4), min_size=8, max_size=8), st.sampled_from(["higher", "lower", "either"]))
def test_probabilities_are_those_of_counting_every_choice(values: list[int], harmful: str) -> None:
    ranks = _midranks([float(value) for value in values])
    sums = [sum(int(ranks[i]) for i in chosen) for chosen in combinations(range(8), 4)]
    seen = int(ranks[:4].sum())
    high, low = sum(s >= seen for s in sums) / len(sums), sum(s <= seen for s in sums) / len(sums)
    expected = {"higher": high, "lower": low, "either": min(1.0, 2 * min(high, low))}[harmful]
    assert _probability(ranks, 4, harmful) == pytest.approx(expected, rel=1e-9)


def test_the_counting_law_survives_forty_windows() -> None:
    ranks = np.arange(2, 162, 2)
    assert _probability(ranks, 40, "lower") == pytest.approx(1 / math.comb(80, 40), rel=1e-6)


def test_a_mean_that_happens_to_be_close_is_not_certain_to_be() -> None:
    for seed in range(20):
        random_ = random.Random(seed)
        ours, theirs = ([random_.lognormvariate(0, 2) for _ in range(10)] for _ in range(2))
        assert judge_windows(ours, theirs).ruling is Ruling.HOLD
