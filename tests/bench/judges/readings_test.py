"""Readings are what a loop over the requests would count."""

import math

import numpy as np
import pytest

from tests.bench.judges.readings import MIRRORED, Metric, read, series
from tests.bench.judges.traffic import TENANTS, Block, Regression, Stream

TRAFFIC = Stream(5, Regression.SEGMENT).take(3_000)


def naive(block: Block, start: int, end: int, weight: float, of_candidate: bool) -> list[float]:
    side = block.candidate if of_candidate else block.stable
    mine = [i for i in range(start, end) if (block.route[i] < weight) == of_candidate]
    if not mine:
        return [math.nan] * len(Metric)
    good = [i for i in mine if not side.error[i]]
    latencies = sorted(side.latency_ms[i] for i in mine)
    by_tenant = [[bool(side.error[i]) for i in mine if block.tenant[i] == t] for t in range(len(TENANTS))]
    return [
        sum(bool(side.error[i]) for i in mine) / len(mine),
        next(x for n, x in enumerate(latencies, 1) if n >= 0.99 * len(latencies)),
        sum(side.score[i] for i in good) / len(good),
        sum(bool(side.review[i]) for i in good) / len(good),
        max(sum(errors) / len(errors) for errors in by_tenant if errors),
    ]


@pytest.mark.parametrize(("start", "end", "weight"), [(0, 400, 0.5), (100, 1300, 0.05), (2500, 3000, 0.8)])
def test_a_reading_is_the_count_over_the_requests_that_each_release_answered(
    start: int, end: int, weight: float
) -> None:
    stable, candidate = read(TRAFFIC, start, end, weight)
    assert list(stable) == pytest.approx(naive(TRAFFIC, start, end, weight, of_candidate=False))
    assert list(candidate) == pytest.approx(naive(TRAFFIC, start, end, weight, of_candidate=True))


def test_a_release_that_answered_nothing_reads_as_nothing() -> None:
    _, candidate = read(TRAFFIC, 0, 100, 0.0)
    assert all(math.isnan(value) for value in candidate)


def test_a_series_reads_the_window_before_each_end_from_the_start_on() -> None:
    stable, _ = series(TRAFFIC, np.array([500, 1_000]), 800, 0.5)
    assert list(stable[0]) == pytest.approx(list(read(TRAFFIC, 0, 500, 0.5)[0]))
    assert list(stable[1]) == pytest.approx(list(read(TRAFFIC, 200, 1_000, 0.5)[0]))


def test_mirrored_both_releases_work_on_everything() -> None:
    stable, candidate = read(TRAFFIC, 0, 1_000, MIRRORED)
    assert list(stable) == pytest.approx(naive(TRAFFIC, 0, 1_000, 0.0, of_candidate=False))
    assert list(candidate) == pytest.approx(naive(TRAFFIC, 0, 1_000, 1.0, of_candidate=True))


@pytest.mark.parametrize("weight", [MIRRORED, 0.5, 0.01, 0.0])
@pytest.mark.parametrize("window", [1, 40, 400, 3_000])
def test_a_series_is_the_readings_one_by_one(window: int, weight: float | None) -> None:
    ends = np.array([1, 40, 399, 400, 1_000, 3_000])
    both = series(TRAFFIC, ends, window, weight)
    for i, end in enumerate(ends.tolist()):
        for many, one in zip(both, read(TRAFFIC, max(0, end - window), end, weight), strict=True):
            assert list(many[i]) == pytest.approx(list(one), nan_ok=True)
