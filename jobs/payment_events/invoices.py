"""From order lines to payments: one `payment_captured` an invoice, and a reason for every line that is in none.

The rules are a table, first match wins; a line without a reason belongs to its payment, or is a cancellation that
`reversals.py` matches. Times of the shop are London local time; an ambiguous one is the earlier, as `fold=0` says.
"""

from datetime import UTC, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

Event = dict[str, Any]
"""A log row without position, plus "contract": the name of its contract."""

CAPTURED = "payment_captured"
REVERSED = "payment_reversed"
TENANT = "online-retail"
CURRENCY = "GBP"
SHOP_ZONE = ZoneInfo("Europe/London")

# (reason, SQL condition on a line): what keeps a line out of every event.
LINE_RULES: tuple[tuple[str, str], ...] = (
    ("unreadable_field", "invoice IS NULL OR stock_code IS NULL OR quantity IS NULL OR local_time IS NULL "
                         "OR unit_price IS NULL OR country IS NULL"),
    ("bad_debt_adjustment", "kind = 'adjustment'"),
    ("no_customer", "customer IS NULL"),
    ("several_customers", "customers_of_invoice > 1"),
    ("price_not_positive", "unit_price <= 0"),
    ("quantity_not_positive", "kind = 'purchase' AND quantity <= 0"),
    ("quantity_not_negative", "kind = 'cancellation' AND quantity >= 0"),
    # Postage, discounts, manual corrections: no purchase line says what they take back.
    ("cancellation_of_no_product", "kind = 'cancellation' AND NOT regexp_matches(stock_code, '^[0-9]')"),
)  # fmt: skip


def classify_lines(connection: duckdb.DuckDBPyConnection) -> None:
    """Create table `classified`: `lines` plus kind, invoice_time (earliest of the invoice) and reason (null if good)."""
    cases = " ".join(f"WHEN {condition} THEN '{reason}'" for reason, condition in LINE_RULES)
    connection.execute(f"""
        CREATE OR REPLACE TABLE classified AS
        SELECT *, CASE {cases} END AS reason
        FROM (
            SELECT lines.*, invoice_time, customers_of_invoice,
                CASE left(lines.invoice, 1)
                    WHEN 'C' THEN 'cancellation' WHEN 'A' THEN 'adjustment' ELSE 'purchase' END AS kind
            FROM lines LEFT JOIN (
                SELECT invoice, min(local_time) AS invoice_time, count(DISTINCT customer) AS customers_of_invoice
                FROM lines GROUP BY invoice
            ) AS invoices USING (invoice)
        )
        """)


def payments(connection: duckdb.DuckDBPyConnection) -> list[Event]:
    """One event an invoice that has a good line, from its good lines."""
    rows = connection.execute("""
        SELECT invoice, any_value(customer), first(country ORDER BY line_number), sum(quantity * unit_price),
            count(*), count(DISTINCT stock_code), any_value(invoice_time)
        FROM classified WHERE kind = 'purchase' AND reason IS NULL
        GROUP BY invoice ORDER BY any_value(invoice_time), invoice
        """).fetchall()
    return [
        {
            "contract": CAPTURED,
            "event_id": invoice,
            "tenant": TENANT,
            "customer": customer,
            "country": country,
            "currency": CURRENCY,
            "amount_minor": minor_units(total),
            "lines": lines,
            "distinct_products": distinct_products,
            **bookkeeping(utc_ms(local_time)),
        }
        for invoice, customer, country, total, lines, distinct_products, local_time in rows
    ]


def bookkeeping(event_time_ms: int) -> Event:
    """The fields that every event of history has: known when it happened, first version, not deleted."""
    return {
        "event_time_ms": event_time_ms,
        "known_at_ms": event_time_ms,
        "sequence": 1,
        "deleted": False,
        "contract_version": "1",
    }


def minor_units(amount: Decimal) -> int:
    """Pence of an exact amount in pounds, halves to the even penny."""
    return int((amount * 100).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def utc_ms(local_time: datetime) -> int:
    """The shop's local wall-clock time as ms UTC."""
    moment = local_time.replace(tzinfo=SHOP_ZONE).astimezone(UTC)
    return int(moment.timestamp()) * 1000 + moment.microsecond // 1000
