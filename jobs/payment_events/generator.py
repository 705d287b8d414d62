"""Payments that never happened: seeded load with the shape of the real one, for machines without the data.

Three tenants; customers whose activity is heavy-tailed and whose inclination to reverse differs, so that a
customer's past says something about the next payment; load that follows hour, weekday and season; times to the
millisecond. The same seed and size give the same events, byte for byte.
"""

from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from payment_events.event_file import log_order
from payment_events.invoices import CAPTURED, CURRENCY, REVERSED, Event, bookkeeping

_HOUR_MS = 3_600_000
_DAY_MS = 24 * _HOUR_MS
_DAYS = 365
_START_MS = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp()) * 1000

# (tenant, share of the payments)
TENANTS = (("arbour-books", 0.55), ("beacon-audio", 0.3), ("cinder-kitchen", 0.15))
# (country, share of the customers)
COUNTRIES = (
    ("United Kingdom", 0.8), ("Germany", 0.05), ("France", 0.05), ("EIRE", 0.03), ("Spain", 0.02),
    ("Netherlands", 0.02), ("Belgium", 0.01), ("Switzerland", 0.01), ("Portugal", 0.01),
)  # fmt: skip
# Relative load by hour of the day (UTC) and by weekday from Monday: shops' customers sleep, and rest on Saturdays.
_BY_HOUR = (1, 1, 1, 1, 1, 2, 5, 12, 25, 40, 55, 60, 70, 60, 55, 50, 40, 30, 25, 20, 15, 10, 5, 2)
_BY_WEEKDAY = (1.0, 1.05, 1.05, 1.15, 0.95, 0.35, 0.7)
_PAYMENTS_PER_CUSTOMER = 6
# Zipf-like: the busiest customer pays hundreds of times, most a few times.
_ACTIVITY_EXPONENT = 0.7
_REVERSAL_LOG_ODDS = -2.6
_REVERSAL_SPREAD = 1.4
_MEDIAN_REVERSAL_DELAY_DAYS = 9.0

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def generate(seed: int, count: int) -> list[Event]:
    """`count` payments over 2024 and the reversals of some, in log order, one delivery each."""
    random = np.random.default_rng(seed)
    times = _times(random, count)
    customer = _customers_of_payments(random, count)
    customers = int(customer.max(initial=0)) + 1
    tenant = random.choice(len(TENANTS), customers, p=[share for _, share in TENANTS])
    country = random.choice(len(COUNTRIES), customers, p=[share for _, share in COUNTRIES])

    lines = 1 + random.poisson(random.gamma(1.5, 8.0, customers)[customer])
    distinct_products = np.maximum(1, random.binomial(lines, 0.96))
    level = random.normal(9.2, 0.7, customers)[customer]  # log pence of a typical basket
    amounts = np.maximum(1, np.exp(level + 0.35 * np.log(lines) + random.normal(0, 0.5, count)).astype(np.int64))
    arrivals = times + random.exponential(200.0, count).astype(np.int64)

    names = [f"{TENANTS[t][0][0].upper()}{index:06d}" for index, t in enumerate(tenant.tolist())]
    columns = (customer, amounts, lines, distinct_products, times, arrivals)
    payments: list[Event] = []
    for index, row in enumerate(zip(*(column.tolist() for column in columns))):
        who, amount, line_count, products, time, arrival = row
        payments.append(
            {
                "contract": CAPTURED,
                "event_id": f"P{index:08d}",
                "tenant": TENANTS[tenant[who]][0],
                "customer": names[who],
                "country": COUNTRIES[country[who]][0],
                "currency": CURRENCY,
                "amount_minor": amount,
                "lines": line_count,
                "distinct_products": products,
                **bookkeeping(time),
                "known_at_ms": arrival,
            }
        )
    reversed_events = _reversals(random, payments, customer, customers, np.log(amounts) - level)
    return sorted(payments + reversed_events, key=log_order)


def _times(random: np.random.Generator, count: int) -> Integers:
    """Ascending event times: a day by weekday and season, an hour by the hour's load, then uniform in its ms."""
    day = np.arange(_DAYS)
    # 2024-01-01 was a Monday. Load grows over the year and doubles before Christmas.
    season = 1 + 0.3 * day / _DAYS + np.exp(-(((day - 325) / 25) ** 2))
    by_day = np.asarray(_BY_WEEKDAY)[day % 7] * season
    by_hour = np.asarray(_BY_HOUR, dtype=np.float64)
    days = random.choice(_DAYS, count, p=by_day / by_day.sum())
    hours = random.choice(24, count, p=by_hour / by_hour.sum())
    times: Integers = _START_MS + days * _DAY_MS + hours * _HOUR_MS + random.integers(0, _HOUR_MS, count)
    return np.sort(times)


def _customers_of_payments(random: np.random.Generator, count: int) -> Integers:
    """The customer of each payment, numbered by rank of activity."""
    customers = max(1, count // _PAYMENTS_PER_CUSTOMER)
    weights = (10.0 + np.arange(customers)) ** -_ACTIVITY_EXPONENT
    return random.choice(customers, count, p=weights / weights.sum()).astype(np.int64)


def _reversals(
    random: np.random.Generator, payments: list[Event], customer: Integers, customers: int, size: Floats
) -> list[Event]:
    """Reversals of some payments, as far as they happen within the year.

    Log odds: the customer's own inclination, plus half of how much larger than usual for them the payment is
    (`size`, in logs).
    """
    count = len(payments)
    inclination = random.normal(0, _REVERSAL_SPREAD, customers)[customer]
    odds = np.exp(_REVERSAL_LOG_ODDS + inclination + 0.5 * size)
    chosen = random.random(count) < odds / (1 + odds)
    delays = (np.exp(random.normal(np.log(_MEDIAN_REVERSAL_DELAY_DAYS), 0.9, count)) * _DAY_MS).astype(np.int64)
    shares = np.where(random.random(count) < 0.4, 1.0, random.beta(1.2, 3.0, count))
    lags = random.exponential(200.0, count).astype(np.int64)
    events: list[Event] = []
    for index in np.flatnonzero(chosen).tolist():
        payment: dict[str, Any] = payments[index]
        time = payment["event_time_ms"] + int(delays[index])
        if time >= _START_MS + _DAYS * _DAY_MS:
            continue
        lines = max(1, round(payment["lines"] * shares[index]))
        events.append(
            {
                "contract": REVERSED,
                "event_id": f"R{index:08d}:{payment['event_id']}",
                **{name: payment[name] for name in ("tenant", "customer", "country", "currency")},
                "payment_event_id": payment["event_id"],
                "amount_minor": max(1, round(payment["amount_minor"] * shares[index])),
                "lines": lines,
                **bookkeeping(time),
                "known_at_ms": time + int(lags[index]),
            }
        )
    return events
