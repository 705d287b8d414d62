"""A threshold that moved is seen at every score between the old and the new one, and noise around a threshold is not."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andamio.rollout.statistics.decision_rule import DecisionRule
from andamio.rollout.statistics.paired_sums import DEPARTED, PairedSum

Decisions = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40)


def rule_of(*decisions: tuple[float, bool]) -> DecisionRule:
    rule = DecisionRule()
    for score, review in decisions:
        rule.learn(score, review)
    return rule


def test_nothing_departs_from_a_rule_that_nobody_has_shown() -> None:
    assert DecisionRule().departs(0.1, True) == DecisionRule().departs(0.9, False) == 0


def test_between_what_stable_lets_pass_and_what_it_reviews_nothing_is_known() -> None:
    rule = rule_of((0.3, False), (0.5, True))
    assert [rule.departs(score, True) for score in (0.2, 0.3, 0.4, 0.6)] == [1, 1, 0, 0]
    assert [rule.departs(score, False) for score in (0.2, 0.4, 0.5, 0.6)] == [0, 0, -1, -1]


@given(st.floats(0, 1), st.lists(st.floats(0, 1), max_size=40))
def test_a_release_with_one_threshold_never_departs_from_itself(threshold: float, scores: list[float]) -> None:
    rule = DecisionRule()
    for score in scores:
        assert rule.departs(score, score > threshold) == 0
        rule.learn(score, score > threshold)


@given(Decisions, st.tuples(st.floats(0, 1), st.booleans()), st.tuples(st.floats(0, 1), st.booleans()))
def test_exchanging_the_releases_of_a_pair_turns_the_sign(
    before: list[tuple[float, bool]], one: tuple[float, bool], other: tuple[float, bool]
) -> None:
    rule = rule_of(*before)
    assert rule.difference(one, other) == -rule.difference(other, one)


def test_a_stricter_threshold_departs_upwards_alone_where_changed_decisions_go_both_ways() -> None:
    random_ = random.Random(5)
    rule, departures, flips = DecisionRule(), [], []
    for _ in range(4_000):
        stable = random_.random()
        candidate = min(1.0, max(0.0, stable + random_.gauss(0, 0.04)))
        ours, theirs = (candidate, candidate > 0.48), (stable, stable > 0.5)
        departures.append(rule.difference(ours, theirs))
        flips.append(ours[1] - theirs[1])
        rule.learn(*theirs)
    assert flips.count(-1) > 5
    assert departures.count(-1) == 0
    # Of 4,000 scores 80 lie between the thresholds.
    assert 50 < departures.count(1) < 110


def test_decisions_that_are_no_threshold_on_the_score_are_compared_as_they_are() -> None:
    rule = rule_of((0.95, False), (0.05, True))
    assert rule.difference((0.5, True), (0.6, False)) == 1
    assert rule.difference((0.5, False), (0.6, True)) == -1
    assert rule.difference((0.5, True), (0.6, True)) == 0


def ever_refused(seed: int, alpha: float, thresholds: tuple[float, ...], stricter: float = 0.0) -> bool:
    """300 pairs of releases alike, but for how much `stricter` the candidate is; customers have a score and a threshold."""
    random_ = random.Random(seed)
    rule, sum_ = DecisionRule(), PairedSum()
    met: set[int] = set()
    for _ in range(300):
        customer = int(60 * random_.random() ** 1.5)
        place, threshold = (customer * 0.37) % 1, thresholds[customer % len(thresholds)]
        candidate, stable = (min(1.0, max(0.0, place + random_.gauss(0, 0.1))) for _ in range(2))
        departure = rule.difference((candidate, candidate > threshold - stricter), (stable, stable > threshold))
        if departure and customer in met:
            departure = 0
        met |= {customer} if departure else set()
        sum_.add(departure, str(customer))
        rule.learn(stable, stable > threshold)
        wealth = max(sum_.sums().log_sign_wealth(0.0, side, DEPARTED) for side in (1, -1))
        if wealth - math.log(2) >= -math.log(alpha):
            return True
    return False


@pytest.mark.parametrize("thresholds", [(0.5,), (0.3, 0.5, 0.8)])
def test_releases_alike_are_refused_no_more_often_than_allowed_at_any_look(thresholds: tuple[float, ...]) -> None:
    rollouts, alpha = 150, 0.3
    refused = sum(ever_refused(seed, alpha, thresholds) for seed in range(rollouts))
    assert refused <= rollouts * alpha + 3 * math.sqrt(rollouts * alpha * (1 - alpha))


def test_a_candidate_that_is_stricter_is_refused_nearly_always() -> None:
    assert sum(ever_refused(seed, 0.01, (0.5,), stricter=0.15) for seed in range(20)) >= 18
