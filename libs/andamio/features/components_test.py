"""Partials: merging them in any way, and finalizing, gives what the oracle computes from the values themselves."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from andamio.features import oracle
from andamio.features.components import Partial, components, empty, finalize, merge, of_event, same_value, saturated
from andamio.features.event import Delivery
from andamio.features.history_strategies import EPOCH, MINUTE, VIEW

T = EPOCH + 4 * MINUTE
AMOUNTS = st.one_of(st.none(), st.integers(-9, 9), st.integers(-(2**62), 2**62))
EVENTS = st.lists(
    st.tuples(st.integers(EPOCH, T - 1), st.text("abz~!", min_size=1, max_size=3), AMOUNTS),
    max_size=8,
    unique_by=lambda event: event[1],
)
Event = tuple[int, str, int | None]


def partial(event: Event) -> Partial:
    return of_event(VIEW, {"amount_minor": event[2]}, event[0], event[1])


@settings(deadline=None)
@given(events=EVENTS, data=st.data())
def test_merging_is_associative_and_commutative_with_empty_as_identity(
    events: list[Event], data: st.DataObject
) -> None:
    whole = merge(VIEW, map(partial, events))
    shuffled = data.draw(st.permutations(events))
    cut = data.draw(st.integers(0, len(events)))
    left, right = merge(VIEW, map(partial, shuffled[:cut])), merge(VIEW, map(partial, shuffled[cut:]))
    assert merge(VIEW, [right, empty(VIEW), left]) == whole


@settings(deadline=None)
@given(events=EVENTS)
def test_a_finalized_merge_equals_the_oracle_to_the_bit(events: list[Event]) -> None:
    deliveries = [
        Delivery(event_id, "t", time, time, 0, False, place, {"amount_minor": amount})
        for place, (time, event_id, amount) in enumerate(events)
    ]
    merged = merge(VIEW, map(partial, events))
    for feature in VIEW.features:
        if feature.window_ms == 4 * MINUTE:
            got, expected = finalize(VIEW, feature, merged, T), oracle.aggregate(VIEW, feature, deliveries, T)
            assert same_value(got, expected), (feature.name, got, expected)


def test_entries_come_in_order_of_first_use_after_count_and_newest_time() -> None:
    names = [component.name for component in components(VIEW)]
    assert names[:2] == ["count", "max_time"]
    assert names[2:8] == [f"{k}_amount_minor" for k in ("sum", "min", "max", "nonnull", "sumsq", "last")]
    assert names[8:] == ["distinct_100_amount_minor", "distinct_2_merchant"]


def test_an_event_with_a_null_counts_but_adds_nothing() -> None:
    assert partial((EPOCH, "a", None)) == [1, EPOCH, 0, None, None, 0, 0, None, None, None]


def test_last_among_ties_is_the_highest_event_id_also_when_one_id_begins_another() -> None:
    merged = merge(VIEW, [partial((EPOCH, "a1", 1)), partial((EPOCH, "a", 2)), partial((EPOCH - 1, "z", 3))])
    last = next(f for f in VIEW.features if f.name == "last_12m")
    assert finalize(VIEW, last, merged, T) == 1


def test_a_distinct_count_is_exact_up_to_its_limit_and_then_says_that_it_is_not() -> None:
    merchants = next(f for f in VIEW.features if f.name == "distinct_merchants_12m")
    seen: list[Partial] = []
    for n, merchant in enumerate(["mill", "kiosk", "mill", "café"]):
        seen.append(of_event(VIEW, {"merchant": merchant}, EPOCH, f"e{n}"))
        merged = merge(VIEW, seen)
        assert finalize(VIEW, merchants, merged, T) == min(len({"mill": 1, "kiosk": 1}), n + 1)
        assert ("distinct_merchants_12m" in saturated(VIEW, merged)) == (merchant == "café")


@pytest.mark.parametrize(
    ("a", "b", "equal"),
    [
        (1, 1, True),
        (1, 1.0, False),
        (1, True, False),
        (0.0, -0.0, False),
        (0.1 + 0.2, 0.3, False),
        (0.1 + 0.2, 0.30000000000000004, True),
        (None, None, True),
        (None, 0, False),
        ([1, None, "x"], [1, None, "x"], True),
    ],
)
def test_values_are_the_same_only_in_type_and_every_bit(a: Any, b: Any, equal: bool) -> None:
    assert same_value(a, b) is equal
