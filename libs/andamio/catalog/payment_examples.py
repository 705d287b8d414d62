"""Payments and reversals for tests: rows of the reference contracts in which only what a test is about differs."""

from typing import Any

Row = tuple[str, dict[str, Any]]
"""Contract and columns, as a log takes them."""


def payment_row(event_id: str, time_ms: int, amount_minor: int = 100, **changes: Any) -> Row:
    """A payment of customer c1 of the shop, known when it happened; `changes` are columns of its contract."""
    row = {
        "event_id": event_id,
        "tenant": "shop",
        "customer": "c1",
        "country": "Chile",
        "currency": "GBP",
        "amount_minor": amount_minor,
        "lines": 2,
        "distinct_products": 2,
        "event_time_ms": time_ms,
        "known_at_ms": time_ms,
        "sequence": 0,
        "deleted": False,
        "contract_version": "1.0.0",
    }
    return "payment_captured", row | changes


def reversal_row(event_id: str, time_ms: int, of: str = "p", **changes: Any) -> Row:
    """The reversal of the whole of payment `of`."""
    _, row = payment_row(event_id, time_ms)
    del row["distinct_products"]
    return "payment_reversed", row | {"payment_event_id": of} | changes
