"""A threshold that moved is seen at every score between the old and the new one, and noise around a threshold is not."""

import random

from hypothesis import given
from hypothesis import strategies as st

from andamio.rollout.statistics.decision_rule import DecisionRule

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
