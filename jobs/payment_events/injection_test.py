"""Injected disorder changes arrivals and versions, never what happened, and is the same for the same seed."""

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payment_events.event_file import log_order
from payment_events.generator import generate
from payment_events.injection import InjectionRates, inject
from payment_events.invoices import Event

EVENTS = generate(1, 400)
rates = st.sampled_from([0.0, 0.2, 1.0])
KEPT = ("event_time_ms", "tenant", "customer", "country", "currency", "contract", "contract_version")


def by_id(events: list[Event]) -> dict[str, list[Event]]:
    grouped: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        grouped[event["event_id"]].append(event)
    return grouped


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), rate=st.builds(InjectionRates, rates, rates, rates, rates, rates))
def test_disorder_keeps_what_happened(seed: int, rate: InjectionRates) -> None:
    deliveries, counts = inject(EVENTS, seed, rate)
    assert deliveries == sorted(deliveries, key=log_order)
    assert len(deliveries) == len(EVENTS) + counts["duplicated"] + counts["corrected"] + counts["removed"]
    grouped = by_id(deliveries)
    for clean in EVENTS:
        versions = grouped[clean["event_id"]]
        assert all(version[name] == clean[name] for version in versions for name in KEPT)
        assert all(version["known_at_ms"] >= clean["known_at_ms"] for version in versions)
        contents = {v["sequence"]: {**v, "known_at_ms": 0} for v in versions}
        assert all({**version, "known_at_ms": 0} == contents[version["sequence"]] for version in versions)
        assert min(contents) == clean["sequence"]
        tombstones = [version for version in versions if version["deleted"]]
        assert all(t["sequence"] == max(contents) == clean["sequence"] + 2 for t in tombstones)


def test_without_rates_nothing_changes() -> None:
    deliveries, counts = inject(EVENTS, 3, InjectionRates(0, 0, 0, 0, 0))
    assert deliveries == EVENTS
    assert not any(counts.values())


@pytest.mark.parametrize("kind", ["late", "too_late", "duplicated", "corrected", "removed"])
def test_a_rate_of_one_hits_every_event(kind: str) -> None:
    nothing = dict.fromkeys(("late", "too_late", "duplicated", "corrected", "removed"), 0.0)
    _, counts = inject(EVENTS, 3, InjectionRates(**{**nothing, kind: 1.0}))
    assert counts == {**dict.fromkeys(nothing, 0), kind: len(EVENTS)}


def test_a_correction_changes_the_amount_and_some_overtake_the_original() -> None:
    deliveries, _ = inject(EVENTS, 3, InjectionRates(0, 0, 0, 1.0, 0))
    pairs = [sorted(versions, key=lambda v: int(v["sequence"])) for versions in by_id(deliveries).values()]
    assert all(original["amount_minor"] != correction["amount_minor"] > 0 for original, correction in pairs)
    overtaken = sum(original["known_at_ms"] > correction["known_at_ms"] for original, correction in pairs)
    assert 0 < overtaken < len(pairs) / 4


def test_the_same_seed_gives_the_same_disorder_and_another_does_not() -> None:
    assert inject(EVENTS, 5) == inject(EVENTS, 5)
    assert inject(EVENTS, 5) != inject(EVENTS, 6)
