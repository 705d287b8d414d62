"""Generated payments repeat exactly, keep their contracts and look like a shop's."""

from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from payment_events.contract_gate import contract_gate
from payment_events.event_file import log_order
from payment_events.generator import generate
from payment_events.injection import inject
from payment_events.invoices import CAPTURED, REVERSED, Event


@pytest.fixture(scope="module")
def events() -> list[Event]:
    return generate(7, 12_000)


def test_the_same_seed_gives_the_same_events_and_another_does_not(events: list[Event]) -> None:
    assert generate(7, 12_000) == events
    assert generate(8, 12_000) != events


def test_events_and_their_disorder_keep_the_contracts(events: list[Event]) -> None:
    check = contract_gate()
    deliveries, _ = inject(events, 7)
    assert [violation for violations in check(deliveries) for violation in violations] == []


def test_events_are_in_log_order_one_delivery_each(events: list[Event]) -> None:
    assert events == sorted(events, key=log_order)
    assert len({event["event_id"] for event in events}) == len(events)
    assert sum(event["contract"] == CAPTURED for event in events) == 12_000


def test_reversals_follow_a_payment_of_the_same_customer(events: list[Event]) -> None:
    payments = {event["event_id"]: event for event in events if event["contract"] == CAPTURED}
    reversals = [event for event in events if event["contract"] == REVERSED]
    assert 0.05 < len(reversals) / len(payments) < 0.3
    for event in reversals:
        payment = payments[event["payment_event_id"]]
        assert (event["tenant"], event["customer"]) == (payment["tenant"], payment["customer"])
        assert event["event_time_ms"] > payment["event_time_ms"]
        assert event["amount_minor"] <= payment["amount_minor"]
        assert event["lines"] <= payment["lines"]


def test_a_past_reversal_makes_the_next_one_more_likely(events: list[Event]) -> None:
    reversed_ids = {event["payment_event_id"] for event in events if event["contract"] == REVERSED}
    history: dict[tuple[str, str], list[bool]] = {}
    for event in events:
        if event["contract"] == CAPTURED:
            history.setdefault((event["tenant"], event["customer"]), []).append(event["event_id"] in reversed_ids)
    after: dict[bool, list[bool]] = {True: [], False: []}
    for outcomes in history.values():
        for before, now in pairwise(outcomes):
            after[before].append(now)
    rate = {before: sum(outcomes) / len(outcomes) for before, outcomes in after.items()}
    assert rate[True] > 1.5 * rate[False]


def test_load_is_seasonal_heavy_tailed_and_off_the_minute(events: list[Event]) -> None:
    payments = [event for event in events if event["contract"] == CAPTURED]
    moments = [datetime.fromtimestamp(event["event_time_ms"] / 1000, UTC) for event in payments]
    by_month = Counter(moment.month for moment in moments)
    by_weekday = Counter(moment.weekday() for moment in moments)
    assert by_month[11] > 1.5 * by_month[6]
    assert by_weekday[3] > 2 * by_weekday[5]
    assert sum(8 <= moment.hour < 18 for moment in moments) > 0.8 * len(moments)
    assert sum(event["event_time_ms"] % 60_000 == 0 for event in payments) < 10
    by_customer = sorted(Counter(event["customer"] for event in payments).values(), reverse=True)
    top = sum(by_customer[: len(by_customer) // 10])
    assert top > 0.25 * len(payments)
    assert len({event["tenant"] for event in payments}) == 3
    assert len({event["country"] for event in payments}) > 5
