"""Intervals cover what they say."""

from math import inf

import pytest

from tests.bench.judges.intervals import at_most, median, share


@pytest.mark.parametrize(("hits", "total"), [(0, 200), (1, 50), (7, 10), (30, 30), (100, 10_000)])
def test_at_the_ends_of_a_shares_interval_what_was_seen_is_just_unlikely_enough(hits: int, total: int) -> None:
    found = share(hits, total)
    assert found.lower <= found.value == hits / total <= found.upper
    if hits:
        assert 1 - at_most(hits - 1, total, found.lower) == pytest.approx(0.025)
    if hits < total:
        assert at_most(hits, total, found.upper) == pytest.approx(0.025)


def test_known_intervals() -> None:
    # The rule of three, and the table in Clopper & Pearson's paper for 5 of 10.
    assert share(0, 299).upper == pytest.approx(0.01226, abs=1e-5)
    assert (share(5, 10).lower, share(5, 10).upper) == pytest.approx((0.187, 0.813), abs=5e-4)
    assert at_most(3, 5, 0.5) == pytest.approx(26 / 32)


@pytest.mark.parametrize("total", [20, 101, 1000])
def test_a_median_lies_between_order_statistics_that_hold_it_95_of_100_times(total: int) -> None:
    found = median([float(i) for i in range(1, total + 1)])
    # It lies between the a-th and the b-th smallest if at least a and fewer than b values are below it.
    covered = at_most(int(found.upper) - 1, total, 0.5) - at_most(int(found.lower) - 1, total, 0.5)
    assert 0.95 <= covered <= 0.96 + 2 / total
    assert found.lower < found.value < found.upper


def test_what_was_not_found_counts_as_never() -> None:
    assert median([1.0, 2.0, inf, inf, inf]).value == inf
    assert median([3.0, 1.0, 2.0, inf]).value == 2.0
    assert median([1.0, inf, inf]).to_document()["value"] is None
