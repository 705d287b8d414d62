"""A longer tail is seen, and releases alike are no evidence at any look, however latencies are distributed."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andamio.rollout.statistics.label_evidence import log_mean, log_wealth
from andamio.rollout.statistics.latency import TAIL_BETS, LatencyComparison, LatencyThresholds, Tail

PATHS = 400
ALPHA = 0.05
# Three standard errors of a share of 5% over the paths.
ALLOWED = PATHS * ALPHA + 3 * math.sqrt(PATHS * ALPHA * (1 - ALPHA))
LIMIT = -math.log(ALPHA)


def milliseconds(random_: random.Random, spread: float) -> float:
    return 18 * math.exp(random_.gauss(0, spread))


def comparison() -> tuple[LatencyThresholds, LatencyComparison]:
    thresholds = LatencyThresholds()
    return thresholds, LatencyComparison(thresholds, slack=0.0, least_ms=0.0)


@pytest.mark.parametrize("sticky", [0.0, 0.5])
def test_releases_alike_are_no_evidence_at_any_look(sticky: float) -> None:
    """Customers have a candidate's and a stable's luck of their own, as likely one as the other."""
    alarms = 0
    for seed in range(PATHS):
        random_ = random.Random(seed)
        thresholds, measured = comparison()
        own = [(random_.gauss(0, sticky), random_.gauss(0, sticky)) for _ in range(60)]
        for _ in range(400):
            entity = int(60 * random_.random() ** 2)
            ours, theirs = (milliseconds(random_, 0.6) * math.exp(luck) for luck in own[entity])
            measured.pair(ours, theirs, str(entity))
            thresholds.learn(theirs)
            if log_mean(measured.tail().log_wealths()) >= LIMIT:
                alarms += 1
                break
    assert alarms <= ALLOWED


def test_a_longer_tail_is_seen_sooner_than_by_the_best_threshold() -> None:
    together, best = [], []
    for seed in range(20):
        random_ = random.Random(seed)
        thresholds, measured = comparison()
        found: list[int | None] = [None, None]
        for n in range(2_000):
            theirs = milliseconds(random_, 0.61)
            measured.pair(milliseconds(random_, 0.79), theirs, None)
            thresholds.learn(theirs)
            if found[0] is None and log_mean(measured.tail().log_wealths()) >= math.log(1_000):
                found[0] = n
            # The best is not known beforehand, and has no price here.
            if found[1] is None and n % 10 == 0 and measured.above():
                most = max(log_wealth(level.events) for level in measured.above())
                found[1] = n if most >= math.log(1_000) else None
            if None not in found:
                break
        together.append(found[0] or 2_000)
        best.append(found[1] or 2_000)
    assert sorted(together)[10] < sorted(best)[10]


@given(st.lists(st.tuples(st.floats(0, 200), st.floats(0, 200), st.sampled_from("abc")), max_size=40))
def test_the_tail_is_what_a_loop_over_the_pairs_counts(pairs: list[tuple[float, float, str]]) -> None:
    thresholds, measured = comparison()
    for n in range(32):
        thresholds.learn(float(4 * n))
    upper = thresholds.thresholds[1:]
    differences = [sum(ours > t for t in upper) - sum(theirs > t for t in upper) for ours, theirs, _ in pairs]
    for ours, theirs, entity in pairs:
        measured.pair(ours, theirs, entity)
    tail = measured.tail()
    assert (tail.pairs, tail.total) == (sum(d != 0 for d in differences), sum(differences))
    for bet, cost, clustered in zip(TAIL_BETS, tail.costs, tail.clustered):
        assert cost == pytest.approx(sum(math.log(math.cosh(bet * d)) for d in differences), abs=1e-9)
        sums = [sum(d for d, pair in zip(differences, pairs) if pair[2] == entity) for entity in "abc"]
        assert clustered == pytest.approx(sum(math.log(math.cosh(bet * s)) for s in sums), abs=1e-9)


def test_the_wealth_of_a_pair_and_its_mirror_has_mean_one_and_rises_with_the_candidate() -> None:
    def wealths(ours: float, theirs: float) -> list[float]:
        thresholds, measured = comparison()
        for n in range(32):
            thresholds.learn(float(n))
        measured.pair(ours, theirs, None)
        return measured.tail().log_wealths()

    for one, other in zip(wealths(40.0, 28.5), wealths(28.5, 40.0)):
        assert (math.exp(one) + math.exp(other)) / 2 == pytest.approx(1.0)
    for theirs in (0.0, 28.5, 40.0):
        rising = [wealths(ours, theirs) for ours in (0.0, 28.5, 29.5, 40.0)]
        assert all(a <= b + 1e-12 for low, high in zip(rising, rising[1:]) for a, b in zip(low, high))


def test_there_is_no_tail_in_canary() -> None:
    thresholds, measured = comparison()
    for n in range(32):
        thresholds.learn(float(n))
    measured.single(100.0, True, "a", 0.25)
    assert measured.tail() == Tail()
