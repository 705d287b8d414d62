"""Evidence from assignment holds at every look, whatever the entities do, and sees what it should."""

import math
import random

from hypothesis import given
from hypothesis import strategies as st

from andamio.rollout.statistics.label_evidence import EventCount, Events, log_wealth, mismatch

PATHS = 1_000
ALPHA = 0.05
# Three standard errors of a share of 5% over the paths.
ALLOWED = PATHS * ALPHA + 3 * math.sqrt(PATHS * ALPHA * (1 - ALPHA))
LIMIT = -math.log(ALPHA)

COUNTS = st.tuples(st.sampled_from([0.05, 0.25, 0.5]), st.integers(0, 200), st.floats(0, 1)).map(
    lambda drawn: Events(drawn[0], drawn[1], int(drawn[2] * drawn[1]))
)


def test_customers_who_fail_anyway_are_no_evidence_at_any_look_and_step() -> None:
    """Few entities make most requests and fail in streaks: as independent requests this alarms far too often."""
    alarms = naive = 0
    for seed in range(PATHS):
        random_ = random.Random(seed)
        place = [random_.random() for _ in range(60)]
        # A bad day of one customer in six.
        failing = [random_.random() < 1 / 6 for _ in range(60)]
        per_entity, per_request = EventCount(), EventCount()
        alarmed = [False, False]
        for n in range(400):
            weight = 0.25 if n < 200 else 0.5
            entity = int(60 * random_.random() ** 3)
            if failing[entity]:
                per_entity.add(str(entity), weight, place[entity] < weight)
                per_request.add(None, weight, place[entity] < weight)
                alarmed[0] |= log_wealth(per_entity.events()) >= LIMIT
                alarmed[1] |= log_wealth(per_request.events()) >= LIMIT
        alarms += alarmed[0]
        naive += alarmed[1]
    assert alarms <= ALLOWED
    assert naive > 3 * ALLOWED


def test_the_assigned_share_is_no_mismatch_at_any_look() -> None:
    alarms = 0
    for seed in range(PATHS):
        random_ = random.Random(seed)
        met = 0
        for n in range(1, 301):
            met += random_.random() < 0.1
            if mismatch([Events(0.1, n, met)]) >= LIMIT:
                alarms += 1
                break
    assert alarms <= ALLOWED


@given(st.lists(COUNTS, max_size=3))
def test_wealth_is_the_mean_likelihood_ratio(groups: list[Events]) -> None:
    """The slow version: a product over entities for each ratio."""
    prior = {1.25: 0.04, 1.5: 0.06, 2.0: 0.14, 3.0: 0.22, 5.0: 0.22, 10.0: 0.13, 30.0: 0.08, 200.0: 0.11}
    assert math.isclose(sum(prior.values()), 1.0)
    expected = 0.0
    for ratio, prior_weight in prior.items():
        product = 1.0
        for group in groups:
            share = group.weight * ratio / (1 - group.weight + group.weight * ratio)
            product *= (share / group.weight) ** group.candidate
            product *= ((1 - share) / (1 - group.weight)) ** (group.entities - group.candidate)
        expected += product * prior_weight
    if 1e-200 < expected < 1e200:
        assert math.isclose(log_wealth(groups), math.log(expected), rel_tol=1e-9, abs_tol=1e-9)


def test_an_e_value_of_one_group_has_mean_one() -> None:
    """Over the exact binomial law of the null, which is what makes it a test."""
    for weight in (0.1, 0.5):
        for statistic in (log_wealth, mismatch):
            mean = sum(
                math.comb(40, k) * weight**k * (1 - weight) ** (40 - k) * math.exp(statistic([Events(weight, 40, k)]))
                for k in range(41)
            )
            assert math.isclose(mean, 1.0, rel_tol=1e-9)


def test_a_candidate_that_always_fails_is_seen_within_ten_entities() -> None:
    assert next(n for n in range(100) if log_wealth([Events(0.25, n, n)]) > math.log(1_000)) <= 10


def test_half_the_entities_is_seen_as_a_mismatch() -> None:
    assert next(n for n in range(8, 2_000, 8) if mismatch([Events(0.25, n, n // 8)]) > math.log(1_000)) <= 240


def test_an_entity_counts_once() -> None:
    count = EventCount()
    for _ in range(5):
        count.add("a", 0.25, True)
        count.add(None, 0.5, False)
    assert count.events() == (Events(0.25, 1, 1), Events(0.5, 5, 0))
