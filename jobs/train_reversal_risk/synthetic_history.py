"""A small seeded history of payments and reversals, for tests: some customers reverse often, large payments more."""

from typing import Any

import numpy as np
import pyarrow as pa

DAY_MS = 86_400_000
START_MS = 1_600_000_000_000
DAYS = 300
TRAIN_UNTIL_MS = START_MS + DAYS * DAY_MS

Row = dict[str, Any]


def captured(event_id: str, customer: str, t_ms: int, **changes: Any) -> Row:
    """One delivery of a payment; known when it happened unless `changes` says otherwise."""
    row = {"amount_minor": 1_000, "lines": 3, "distinct_products": 2, **_bookkeeping(event_id, customer, t_ms)}
    return {**row, **changes}


def reversed_(event_id: str, payment_event_id: str, customer: str, t_ms: int, **changes: Any) -> Row:
    """One delivery of a reversal."""
    row = {"payment_event_id": payment_event_id, "amount_minor": 500, "lines": 1}
    return {**row, **_bookkeeping(event_id, customer, t_ms), **changes}


def deliveries(payments: list[Row], reversals: list[Row]) -> dict[str, pa.Table]:
    """By contract id, with positions in the order in which they became known."""
    rows = [("payment_captured@1", row) for row in payments] + [("payment_reversed@1", row) for row in reversals]
    tables: dict[str, list[Row]] = {"payment_captured@1": [], "payment_reversed@1": []}
    for position, (contract, row) in enumerate(sorted(rows, key=lambda each: int(each[1]["known_at_ms"]))):
        tables[contract].append({**row, "position": position})
    return {contract: pa.Table.from_pylist(table) for contract, table in tables.items()}


def history(seed: int, count: int = 1_500, customers: int = 120) -> tuple[list[Row], list[Row]]:
    """(payments, reversals)."""
    random = np.random.default_rng(seed)
    tendency = random.beta(1, 5, customers)
    payments, reversals = [], []
    for number, time in enumerate(np.sort(random.integers(0, DAYS * DAY_MS, count))):
        customer, t_ms = int(random.integers(customers)), START_MS + int(time)
        amount = int(random.lognormal(8, 1)) + 1
        lines = int(random.integers(1, 40))
        payments.append(
            captured(
                *(f"p{number}", f"c{customer}", t_ms),
                amount_minor=amount,
                lines=lines,
                distinct_products=int(random.integers(1, lines + 1)),
            )
        )
        if random.random() < min(0.9, tendency[customer] + 0.1 * (amount > 5_000)):
            later = t_ms + int(random.exponential(9 * DAY_MS))
            reversals.append(reversed_(f"r{number}:p{number}", f"p{number}", f"c{customer}", later))
    return payments, reversals


def _bookkeeping(event_id: str, customer: str, t_ms: int) -> Row:
    return {
        "event_id": event_id,
        "tenant": "shop",
        "customer": customer,
        "country": "France",
        "currency": "GBP",
        "event_time_ms": t_ms,
        "known_at_ms": t_ms,
        "sequence": 1,
        "deleted": False,
        "contract_version": "1",
    }
