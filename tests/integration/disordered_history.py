"""Generated payments and reversals of several tenants with everything that makes a history hard, from a seed.

Late events, duplicates, corrections, tombstones, corrections that arrive out of order, all at and around the horizons;
event times that tie, lie on tile edges and in the far past; currencies that the views filter out; the same event ids at
every tenant. Time passes in bursts, so that windows of every length fill and empty.
"""

import heapq
import random
from collections.abc import Iterator
from typing import Any

from andamio.features.definition import FeatureView

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
START_MS = 20_000 * DAY
TENANTS = ("north", "south", "west")

Row = dict[str, Any]
ContractRow = tuple[str, Row]
Entity = tuple[str, str]

_STEPS_MS = (0, 0, 0, 1, 250, SECOND, 20 * SECOND, MINUTE, 3 * MINUTE)
# A long silence, once in a while: windows of an hour and of a day empty.
_SILENCES_MS = (2 * HOUR, 13 * HOUR, 2 * DAY)
_SILENCE = 0.012


def entities(count: int) -> list[Entity]:
    """(tenant, customer) of every tenant; customers have the same names at each."""
    return [(TENANTS[n % len(TENANTS)], f"c{n // len(TENANTS)}") for n in range(count)]


def history(seed: int, deliveries: int, customers: int, view: FeatureView) -> Iterator[ContractRow]:
    """(contract, row) in order of `known_at_ms`; at least `deliveries` of them, over `customers` entities.

    The horizons are the view's; both contracts have the same.
    """
    rng = random.Random(seed)
    everyone = entities(customers)
    # Some customers have most of the payments.
    weights = [1 / (1 + place) ** 0.7 for place in range(customers)]
    pending: list[tuple[int, int, ContractRow]] = []
    now_ms, made, order = START_MS, 0, 0
    while made < deliveries or pending:
        now_ms += rng.choice(_SILENCES_MS) if rng.random() < _SILENCE else rng.choice(_STEPS_MS)
        while pending and (pending[0][0] <= now_ms or made >= deliveries):
            yield heapq.heappop(pending)[2]
            made += 1
        if made >= deliveries:
            continue
        tenant, customer = rng.choices(everyone, weights)[0]
        contract = "payment_captured" if rng.random() < 0.8 else "payment_reversed"
        first = _event(rng, contract, tenant, customer, str(order), now_ms, view)
        for known_at_ms, row in _versions(rng, first, now_ms, view):
            heapq.heappush(pending, (known_at_ms, order, (contract, {**row, "known_at_ms": known_at_ms})))
            order += 1


def _event(
    rng: random.Random, contract: str, tenant: str, customer: str, number: str, now_ms: int, view: FeatureView
) -> Row:
    late = view.lateness_ms
    delay = rng.choice([0] * 12 + [1, SECOND, 9 * MINUTE, 3 * HOUR, 2 * DAY, late, late + 1, 2 * late])
    time_ms = now_ms - delay
    if delay == 0 and rng.random() < 0.2:
        time_ms = time_ms // MINUTE * MINUTE + rng.choice([0, 0, -1])
    row: Row = {
        "event_id": f"e{number}",
        "tenant": tenant,
        "customer": customer,
        "country": "United Kingdom",
        "currency": rng.choice(["GBP"] * 9 + ["EUR"]),
        "amount_minor": rng.choice([1, 250, 250, rng.randrange(1, 10_000), rng.randrange(2**60, 2**61)]),
        "lines": rng.randint(1, 9),
        "event_time_ms": time_ms,
        "sequence": rng.choice([0, 0, 1]),
        "deleted": False,
        "contract_version": "1.0.0",
    }
    own = {"distinct_products": 1} if contract == "payment_captured" else {"payment_event_id": "e0"}
    return row | own


def _versions(rng: random.Random, first: Row, now_ms: int, view: FeatureView) -> Iterator[tuple[int, Row]]:
    """The event and what becomes of it, with the times when each is known."""
    yield now_ms, first
    horizon = view.duplicate_horizon_ms
    for _ in range(rng.choice([0, 0, 0, 0, 0, 1, 1, 2, 4])):
        known_at_ms = now_ms + rng.choice([0, 1, SECOND, MINUTE, HOUR, DAY, horizon, horizon + 1, 2 * horizon])
        change: Row
        match rng.choice(["duplicate", "correction", "correction", "tombstone", "stale"]):
            case "duplicate":
                change = {}
            case "correction":
                # Among them one that the filter then drops, or takes in.
                change = {"amount_minor": rng.randrange(1, 10_000), "currency": rng.choice(["GBP", "GBP", "EUR"])}
                change["sequence"] = first["sequence"] + rng.randint(1, 3)
            case "tombstone":
                change = {"deleted": True, "sequence": first["sequence"] + rng.randint(1, 3)}
            case _:
                change = {"amount_minor": 77, "sequence": max(0, first["sequence"] - 1)}
        yield known_at_ms, {**first, **change}
