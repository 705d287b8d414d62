"""The simulated traffic is what its constants say, and the same for every judge and regression."""

import numpy as np
import pytest

from tests.bench.judges.traffic import (
    BROKEN_TENANT,
    LATENCY_P50_MS,
    LATENCY_P99_MS,
    SCORE_SD,
    TENANT_SHARES,
    Block,
    Regression,
    Stream,
    Surroundings,
)


def block(regression: Regression, requests: int = 100_000, seed: int = 1) -> Block:
    return Stream(seed, regression, Surroundings.STEADY).take(requests)


def test_both_releases_of_a_harmless_rollout_are_alike_and_as_the_constants_say() -> None:
    traffic = block(Regression.NONE)
    for side in (traffic.stable, traffic.candidate):
        assert side.error.mean() == pytest.approx(0.01, rel=0.15)
        assert np.percentile(side.latency_ms, [50, 99]) == pytest.approx([LATENCY_P50_MS, LATENCY_P99_MS], rel=0.04)
        assert side.review.mean() == pytest.approx(0.10, abs=0.01)
        assert side.score.std() == pytest.approx(SCORE_SD, rel=0.05)
    assert np.bincount(traffic.tenant) / len(traffic) == pytest.approx(TENANT_SHARES, abs=0.01)
    assert np.corrcoef(traffic.stable.score, traffic.candidate.score)[0, 1] > 0.95


def test_each_regression_moves_what_it_names_and_nothing_else() -> None:
    calm = block(Regression.NONE).candidate
    errors = block(Regression.ERRORS).candidate
    assert errors.error.mean() == pytest.approx(3 * calm.error.mean(), rel=0.1)
    assert np.array_equal(errors.score, calm.score)
    latency = block(Regression.LATENCY).candidate
    assert np.percentile(latency.latency_ms, 99) == pytest.approx(1.5 * np.percentile(calm.latency_ms, 99), rel=0.03)
    assert np.percentile(latency.latency_ms, 50) == pytest.approx(np.percentile(calm.latency_ms, 50), rel=0.02)
    scores = block(Regression.SCORES).candidate
    assert (scores.score - calm.score).mean() == pytest.approx(0.1 * SCORE_SD, rel=0.01)
    decisions = block(Regression.DECISIONS).candidate
    assert decisions.review.mean() - calm.review.mean() == pytest.approx(0.02, abs=0.003)
    assert np.array_equal(decisions.score, calm.score)
    segment = block(Regression.SEGMENT)
    broken = segment.tenant == BROKEN_TENANT
    assert segment.candidate.error[broken].all()
    assert np.array_equal(segment.candidate.error[~broken], calm.error[~broken])
    assert not segment.stable.error[broken].all()


def test_a_seed_gives_the_same_requests_whatever_is_wrong_and_however_many_are_taken() -> None:
    few, many = block(Regression.NONE, 5_000), block(Regression.LATENCY, 9_000)
    assert np.array_equal(few.customer, many.customer[:5_000])
    assert np.array_equal(few.stable.latency_ms, many.stable.latency_ms[:5_000])
    assert not np.array_equal(few.customer, block(Regression.NONE, 5_000, seed=2).customer)


def test_days_differ_only_where_surroundings_vary() -> None:
    def spread(surroundings: Surroundings) -> float:
        streams = (Stream(seed, Regression.NONE, surroundings) for seed in range(12))
        return float(np.std([np.median(stream.take(4_000).stable.latency_ms) for stream in streams]))

    assert spread(Surroundings.VARYING) > 2 * spread(Surroundings.STEADY)


def test_customers_are_few_busy_and_many_rare_ones() -> None:
    traffic = block(Regression.NONE, 20_000)
    entities = traffic.tenant * 10_000 + traffic.customer
    counts = np.sort(np.unique(entities, return_counts=True)[1])[::-1]
    assert counts[:20].sum() > 0.1 * len(traffic)
    assert (counts == 1).sum() > 0.25 * len(counts)
