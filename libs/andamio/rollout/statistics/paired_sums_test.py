"""Bounds of paired differences cover at every look, for the laws that releases have, and are as sharp as stated."""

import math
import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andamio.rollout.statistics.paired_sums import PairedSum, PairedSums

PATHS = 1_000
ALPHA = 0.05
# Three standard errors of a share of 5% over the paths.
ALLOWED = PATHS * ALPHA + 3 * math.sqrt(PATHS * ALPHA * (1 - ALPHA))

DIFFERENCES: dict[str, Callable[[random.Random], float]] = {
    "normal": lambda r: r.gauss(0, 1),
    "flips": lambda r: r.choice((-1.0, 1.0)) if r.random() < 0.1 else 0.0,
    "heavy tails": lambda r: r.choice((-1, 1)) * r.paretovariate(1.1),
    "growing": lambda r: r.gauss(0, 1) * math.exp(r.gauss(0, 2)),
}


@pytest.mark.parametrize("name", DIFFERENCES)
def test_symmetric_differences_are_no_evidence_at_any_look(name: str) -> None:
    alarms = 0
    for seed in range(PATHS):
        random_, sums = random.Random(seed), PairedSum()
        for _ in range(200):
            sums.add(DIFFERENCES[name](random_), None)
            if sums.sums().log_wealth(0.0, 0.3) >= -math.log(ALPHA):
                alarms += 1
                break
    assert alarms <= ALLOWED


def test_differences_that_stick_to_an_entity_are_no_evidence_at_any_look() -> None:
    """Each of few customers repeats its own difference: as if requests were independent this alarms far too often."""
    alarms = naive = 0
    for seed in range(PATHS):
        random_ = random.Random(seed)
        own = [random_.gauss(0, 1) for _ in range(40)]
        clustered, single = PairedSum(), PairedSum()
        alarmed = [False, False]
        for _ in range(300):
            entity = int(40 * random_.random() ** 2)
            clustered.add(own[entity], str(entity))
            single.add(own[entity], None)
            alarmed[0] |= clustered.sums().log_wealth(0.0, 0.3) >= -math.log(ALPHA)
            alarmed[1] |= single.sums().log_wealth(0.0, 0.3) >= -math.log(ALPHA)
        alarms += alarmed[0]
        naive += alarmed[1]
    assert alarms <= ALLOWED
    assert naive > 3 * ALLOWED


@pytest.mark.parametrize("mean", [0.1, 0.5])
def test_the_interval_holds_a_mean_that_is_not_zero_at_every_look(mean: float) -> None:
    misses = 0
    for seed in range(PATHS // 2):
        random_, sums = random.Random(seed), PairedSum()
        for _ in range(200):
            # Flips: as skewed as differences get.
            sums.add(1.0 if random_.random() < mean else 0.0, None)
            interval = sums.sums().interval(ALPHA, 0.7)
            if not interval.lower <= mean <= interval.upper:
                misses += 1
                break
    assert misses <= ALLOWED / 2


@given(st.lists(st.tuples(st.floats(-5, 5), st.sampled_from("abc")), min_size=1, max_size=60), st.floats(0.05, 1))
def test_the_interval_is_where_the_wealth_reaches_the_limit(pairs: list[tuple[float, str]], tau: float) -> None:
    count = PairedSum()
    for difference, entity in pairs:
        count.add(difference, entity)
    sums = count.sums()
    interval = sums.interval(ALPHA, tau)
    assert interval.lower <= sums.mean <= interval.upper
    if math.isfinite(interval.upper) and sums.squares - sums.pairs * sums.mean**2 > 1:
        for bound in (interval.lower, interval.upper):
            assert sums.log_wealth(bound, tau) == pytest.approx(-math.log(ALPHA), rel=1e-3, abs=1e-3)


@given(st.lists(st.tuples(st.floats(-5, 5), st.sampled_from("abc")), max_size=60))
def test_sums_are_those_of_the_naive_version(pairs: list[tuple[float, str]]) -> None:
    count = PairedSum()
    entities: dict[str, float] = {}
    for difference, entity in pairs:
        count.add(difference, entity)
        entities[entity] = entities.get(entity, 0.0) + difference
    sums = count.sums()
    assert sums.pairs == len(pairs)
    assert sums.total == pytest.approx(sum(d for d, _ in pairs), abs=1e-9)
    assert sums.squares == pytest.approx(sum(d * d for d, _ in pairs), abs=1e-9)
    assert sums.clustered == pytest.approx(sum(s * s for s in entities.values()), abs=1e-6)


def test_the_wealth_is_the_mixture_integrated_numerically() -> None:
    sums, tau = PairedSums(30, 9.0, 31.0, 31.0), 0.2
    step = 0.001
    mixture = sum(
        math.exp(bet * sums.total - bet * bet / 2 * sums.squares - (bet / tau) ** 2 / 2) * step
        for bet in (step * i for i in range(-2_000, 2_001))
    ) / (tau * math.sqrt(2 * math.pi))
    assert sums.log_wealth(0.0, tau) == pytest.approx(math.log(mixture), rel=1e-6)
    one_sided = (
        2
        * sum(
            math.exp(bet * sums.total - bet * bet / 2 * sums.squares - (bet / tau) ** 2 / 2) * step
            for bet in (step * (i + 0.5) for i in range(2_000))
        )
        / (tau * math.sqrt(2 * math.pi))
    )
    assert sums.log_wealth(0.0, tau, +1) == pytest.approx(math.log(one_sided), rel=1e-4)


def test_a_tenth_of_a_standard_deviation_is_seen_in_the_pairs_that_the_plan_counts_on() -> None:
    needed = []
    for seed in range(40):
        random_, count = random.Random(seed), PairedSum()
        while count.sums().log_wealth(0.0, 0.15) < math.log(2_000):
            count.add(random_.gauss(0.1, 1), None)
        needed.append(count.pairs)
    assert 1_000 <= sorted(needed)[20] <= 2_500


def test_no_difference_at_all_is_still_not_certain() -> None:
    interval = PairedSums(pairs=100).interval(ALPHA, 0.7)
    assert interval.lower < 0 < interval.upper < 0.1
    assert PairedSums().interval(ALPHA, 0.7).upper == math.inf


@pytest.mark.parametrize(
    ("harm", "up", "down"), [(0.0, 0.1, 0.1), (0.05, 0.1, 0.05), (0.05, 0.45, 0.4), (0.3, 0.3, 0.0)]
)
def test_the_sign_wealth_has_mean_one_at_the_tolerated_mean(harm: float, up: float, down: float) -> None:
    """Over the exact law of 30 differences whose mean is `harm`; those with a smaller mean are below."""
    mean, n = 0.0, 30
    for ups in range(n + 1):
        for downs in range(n + 1 - ups):
            ways = math.comb(n, ups) * math.comb(n - ups, downs)
            law = ways * up**ups * down**downs * (1 - up - down) ** (n - ups - downs)
            squares = float(ups + downs)
            mean += law * math.exp(PairedSums(n, float(ups - downs), squares, squares).log_sign_wealth(harm, +1))
    assert mean == pytest.approx(1.0, rel=1e-9)


def test_decisions_that_stick_to_an_entity_are_no_sign_evidence_at_any_look() -> None:
    alarms = naive = 0
    for seed in range(PATHS // 2):
        random_ = random.Random(seed)
        own = [random_.choice((-1.0, 0.0, 0.0, 1.0)) for _ in range(60)]
        clustered, single = PairedSum(), PairedSum()
        alarmed = [False, False]
        for _ in range(150):
            entity = int(60 * random_.random() ** 2)
            clustered.add(own[entity], str(entity))
            single.add(own[entity], None)
            alarmed[0] |= clustered.sums().log_sign_wealth(0.0, 1) >= -math.log(ALPHA)
            alarmed[1] |= single.sums().log_sign_wealth(0.0, 1) >= -math.log(ALPHA)
        alarms += alarmed[0]
        naive += alarmed[1]
    assert alarms <= ALLOWED / 2
    assert naive > 2 * ALLOWED / 2


def test_two_points_more_reviews_need_fewer_pairs_than_by_the_exponential_bound() -> None:
    """27 of 1,000 decisions change one way and 7 the other."""
    sums = [PairedSums(n, 0.02 * n, 0.034 * n, 0.034 * n) for n in range(100, 5_000, 10)]
    by_signs = next(s.pairs for s in sums if s.log_sign_wealth(0.002, 1) > math.log(1_000))
    by_bound = next(s.pairs for s in sums if s.log_wealth(0.002, 0.7, 1) > math.log(1_000))
    assert by_signs < 0.9 * by_bound
