"""The payments that `stream_cpu` streams, as lines of a log, of customers who are as active at all times.

Two kinds of customers. `issue`: a read of one uses 30 non-empty tiles at the median and 400 at the 99th percentile, as in
`serving_data`, and no customer uses more. Expected tiles follow from a customer's rate: a window's own hop holds what the
next shorter window does not, and k tiles that expect m Poisson arrivals together hold k * (1 - exp(-m / k)) that are not
empty. So the median customer has 31 payments in 180 days and the 99th percentile 15,639, and since the busiest hundredth
makes most of the payments, a payment's customer has 10,952 on average. `light`: each customer has 50.
"""

import json
import random
from collections.abc import Collection
from dataclasses import dataclass
from itertools import accumulate
from math import exp, log
from pathlib import Path
from statistics import NormalDist

from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from tests.bench.serving_data import TILES_MEDIAN, TILES_P99

CUSTOMERS = {"issue": 500, "light": 4_000}
LIGHT_EVENTS = 50.0
DUPLICATES = 0.02
DISORDER_MS = 60_000
"""How far an event's line may be behind that of a later event; a duplicate may be a tenth of it further behind."""
TENANT = "shop"
_T0_MS = 15_000 * 86_400_000
_COUNTRIES = (1, 1, 1, 2, 5, 30)


@dataclass(frozen=True, slots=True)
class Customers:
    """Who pays, and how often."""

    events: tuple[float, ...]
    """Of each customer, expected in the longest window."""
    longest_ms: int

    @property
    def events_of_a_payment_s_customer(self) -> float:
        """The mean over payments, not over customers: what a window over rows meets."""
        return sum(events * events for events in self.events) / sum(self.events)


def customers(view: FeatureView, kind: str) -> Customers:
    """The customers of a kind."""
    longest_ms = max(feature.window_ms for feature in view.features)
    number = CUSTOMERS[kind]
    if kind == "light":
        return Customers((LIGHT_EVENTS,) * number, longest_ms)
    normal = NormalDist(log(TILES_MEDIAN), log(TILES_P99 / TILES_MEDIAN) / NormalDist().inv_cdf(0.99))
    # Quantiles, not draws; that nobody is above the 99th percentile is to the advantage of windows over rows.
    tiles = [min(exp(normal.inv_cdf((n + 0.5) / number)), TILES_P99) for n in range(number)]
    return Customers(tuple(_events_for(view, each) for each in tiles), longest_ms)


def expected_tiles(view: FeatureView, events: float) -> float:
    """Non-empty tiles that a read of a customer uses who has so many events in the longest window."""
    windows = sorted({feature.window_ms for feature in view.features})
    expected = 0.0
    for shorter_ms, window_ms in zip([0, *windows], windows):
        hops = (window_ms - shorter_ms) / view.hop_of(window_ms)
        expected += hops * (1 - exp(-events * (window_ms - shorter_ms) / windows[-1] / hops))
    return expected


def _events_for(view: FeatureView, tiles: float) -> float:
    low, high = 0.0, 1e6
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if expected_tiles(view, middle) < tiles else (low, middle)
    return low


def write_events(path: Path, number: int, who: Customers) -> None:
    """So many payments, and a few of them twice, in the order of their arrival."""
    dice = random.Random(7)
    cumulative = list(accumulate(who.events))
    gap_ms = who.longest_ms / cumulative[-1]
    countries = [dice.choice(_COUNTRIES) for _ in who.events]
    rows = []
    for index, customer in enumerate(dice.choices(range(len(cumulative)), cum_weights=cumulative, k=number)):
        event_time = _T0_MS + int(index * gap_ms)
        row = {
            "event_id": f"payment-{index:09d}",
            "tenant": TENANT,
            "customer": f"c{customer}",
            "currency": "GBP",
            "amount_minor": dice.randrange(100, 50_000),
            "lines": dice.randrange(1, 20),
            "country": f"country {dice.randrange(countries[customer])}",
            "event_time_ms": event_time,
            "sequence": 0,
            "deleted": False,
        }
        known = event_time + dice.randrange(DISORDER_MS)
        rows.append((known, row))
        if dice.random() < DUPLICATES:
            rows.append((known + dice.randrange(DISORDER_MS // 10), row))
    rows.sort(key=lambda pair: pair[0])
    with path.open("w", encoding="utf-8") as file:
        for position, (known, row) in enumerate(rows):
            file.write(json.dumps({**row, "known_at_ms": known, "position": position}) + "\n")


def deliveries_of(path: Path, some: Collection[str]) -> list[Delivery]:
    """What a file says of some customers."""
    found = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if row["customer"] in some:
                found.append(Delivery.from_row(row))
    return found
