"""The four steps of what counts, each on a history small enough to check by eye."""

from typing import Any

import pytest

from andamio.features import oracle
from andamio.features.event import Delivery
from andamio.features.history_strategies import EPOCH, KEY, MINUTE, SECOND, TENANT, VIEW, delivery

T = EPOCH + 12 * MINUTE


def value(name: str, *deliveries: Delivery, t_ms: int = T, **knowledge: int) -> Any:
    feature = next(f for f in VIEW.features if f.name == name)
    return oracle.value(VIEW, feature, deliveries, TENANT, KEY, t_ms, **knowledge)


def test_an_event_delivered_twice_counts_once() -> None:
    assert value("count_4m", delivery(0), delivery(1)) == 1


def test_the_highest_sequence_wins_whatever_the_order_of_arrival() -> None:
    assert value("sum_4m", delivery(0, amount_minor=7, sequence=2), delivery(1, amount_minor=5, sequence=1)) == 7
    assert value("sum_4m", delivery(0, amount_minor=5, sequence=1), delivery(1, amount_minor=7, sequence=2)) == 7


def test_among_equal_sequences_the_first_to_arrive_wins() -> None:
    assert value("sum_4m", delivery(3, amount_minor=7), delivery(4, amount_minor=5)) == 7


def test_a_tombstone_removes_and_a_higher_sequence_brings_back() -> None:
    removed = (delivery(0), delivery(1, sequence=1, deleted=True))
    assert value("count_4m", *removed) == 0
    assert value("sum_4m", *removed, delivery(2, amount_minor=9, sequence=2)) == 9


def test_a_correction_out_of_the_filter_removes_the_event() -> None:
    assert value("count_4m", delivery(0), delivery(1, sequence=1, currency="EUR")) == 0


def test_an_event_known_exactly_at_the_lateness_horizon_counts_and_one_after_it_does_not() -> None:
    on_time = T - SECOND + VIEW.lateness_ms
    assert value("count_4m", delivery(0, known_at_ms=on_time)) == 1
    late = delivery(0, known_at_ms=on_time + 1)
    assert value("count_4m", late) == 0
    assert oracle.exclusions(VIEW, [late]) == {(0, 0): "late"}


def test_a_correction_counts_up_to_the_duplicate_horizon() -> None:
    first = delivery(0)
    horizon = first.known_at_ms + VIEW.duplicate_horizon_ms
    assert value("sum_4m", first, delivery(1, amount_minor=7, sequence=1, known_at_ms=horizon)) == 7
    too_late = delivery(1, amount_minor=7, sequence=1, known_at_ms=horizon + 1)
    assert value("sum_4m", first, too_late) == 100
    assert oracle.exclusions(VIEW, [first, too_late]) == {(0, 1): "duplicate_horizon"}


def test_the_window_is_half_open_and_starts_on_a_tile_edge() -> None:
    t = EPOCH + 12 * MINUTE + 7 * SECOND  # hop of 30s is 10s: the window starts at floor(t, 10 s) - 30 s
    start = EPOCH + 12 * MINUTE - 30 * SECOND
    assert value("count_30s", delivery(0, event_time_ms=start), t_ms=t) == 1
    assert value("count_30s", delivery(0, event_time_ms=start - 1), t_ms=t) == 0
    assert value("count_30s", delivery(0, event_time_ms=t - 1), t_ms=t) == 1
    assert value("count_30s", delivery(0, event_time_ms=t), t_ms=t) == 0


def test_knowledge_is_limited_by_time_and_by_position() -> None:
    history = (delivery(0, amount_minor=5), delivery(1, amount_minor=7, sequence=1, known_at_ms=T + SECOND))
    assert value("sum_4m", *history) == 7
    assert value("sum_4m", *history, known_by_ms=T) == 5
    assert value("sum_4m", *history, known_by_ms=T + SECOND) == 7
    assert value("sum_4m", *history, up_to_position=0) == 5


def test_last_is_by_event_time_then_event_id_and_skips_nulls() -> None:
    assert value("last_4m", delivery(0, "a", 1), delivery(1, "b", 2), delivery(2, "c", None)) == 2
    assert value("last_4m", delivery(0, "b", 2), delivery(1, "a", 1)) == 2


def test_other_tenants_and_keys_are_not_seen() -> None:
    assert value("count_4m", delivery(0, tenant="south"), delivery(1, "b", card="c2")) == 0


@pytest.mark.parametrize("name", ["min_4m", "max_4m", "mean_4m", "variance_4m", "last_4m", "time_since_last_4m"])
def test_of_nothing_counts_and_sums_are_zero_and_the_rest_null(name: str) -> None:
    assert value("count_4m") == 0
    assert value("sum_4m") == 0
    assert value(name) is None


def test_variance_is_of_the_sample() -> None:
    assert value("variance_4m", delivery(0, "a", 1)) is None
    assert value("variance_4m", delivery(0, "a", 1), delivery(1, "b", 2), delivery(2, "c", 6)) == 7.0
