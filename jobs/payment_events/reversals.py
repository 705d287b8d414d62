"""Which payment a cancellation reverses: cancelled lines matched backward in time, summed into `payment_reversed`.

A cancelled line says what came back, not from which order. It is matched to the latest purchase line of the same
customer and stock code that is not later than it (the file's times are whole minutes, so the same minute counts);
among purchase lines of one minute, to the last in the file. A purchase line may be matched more than once, and
counts also where the price rule later keeps it out of its payment.
"""

import duckdb

from payment_events.invoices import CURRENCY, REVERSED, TENANT, Event, bookkeeping, minor_units, utc_ms

UNMATCHED = "cancellation_without_purchase"


def match_cancellations(connection: duckdb.DuckDBPyConnection) -> None:
    """Create table `matches`: each good cancelled line (line_number), with its payment's invoice and time, or nulls."""
    # One row a (customer, stock code, time): an ASOF join over ties would pick any of them.
    connection.execute("""
        CREATE OR REPLACE TABLE matches AS
        WITH purchases AS (
            SELECT customer, stock_code, invoice_time, max_by(invoice, line_number) AS invoice
            FROM classified WHERE kind = 'purchase' AND customer IS NOT NULL AND customers_of_invoice = 1
                AND stock_code IS NOT NULL AND invoice_time IS NOT NULL
            GROUP BY ALL
        )
        SELECT cancelled.line_number, purchases.invoice AS payment_invoice, purchases.invoice_time AS payment_time,
            cancelled.invoice_time - purchases.invoice_time AS delay
        FROM (SELECT * FROM classified WHERE kind = 'cancellation' AND reason IS NULL) AS cancelled
        ASOF LEFT JOIN purchases
            ON cancelled.customer = purchases.customer AND cancelled.stock_code = purchases.stock_code
            AND cancelled.invoice_time >= purchases.invoice_time
        """)
    connection.execute(f"""
        UPDATE classified SET reason = '{UNMATCHED}' FROM matches
        WHERE classified.line_number = matches.line_number AND matches.payment_invoice IS NULL
        """)


def reversals(connection: duckdb.DuckDBPyConnection) -> list[Event]:
    """One event a pair of cancellation invoice and payment; the amount is what the cancelled lines say, positive."""
    rows = connection.execute("""
        SELECT invoice, payment_invoice, any_value(customer), first(country ORDER BY line_number),
            -sum(quantity * unit_price), count(*), any_value(invoice_time)
        FROM classified JOIN matches USING (line_number) WHERE payment_invoice IS NOT NULL
        GROUP BY invoice, payment_invoice ORDER BY any_value(invoice_time), invoice, payment_invoice
        """).fetchall()
    return [
        {
            "contract": REVERSED,
            "event_id": f"{invoice}:{payment_invoice}",
            "tenant": TENANT,
            "customer": customer,
            "country": country,
            "currency": CURRENCY,
            "payment_event_id": payment_invoice,
            "amount_minor": minor_units(total),
            "lines": lines,
            **bookkeeping(utc_ms(local_time)),
        }
        for invoice, payment_invoice, customer, country, total, lines, local_time in rows
    ]


def sanity_facts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Counts known for the public file, taken before the price rule, so that a change of rules shows.

    "Within 30 days" counts whole days of delay, as the published figure does: under 31 times 24 hours. The exact
    30 times 24 hours, which a label uses, stands beside it.
    """
    row = connection.execute("""
        SELECT
            (SELECT count(*) FROM lines),
            (SELECT count(DISTINCT invoice) FROM lines),
            (SELECT count(DISTINCT invoice) FROM classified WHERE kind = 'purchase' AND customer IS NOT NULL),
            (SELECT count(*) FROM matches),
            (SELECT count(*) FROM matches WHERE payment_invoice IS NOT NULL),
            (SELECT count(DISTINCT payment_invoice) FROM matches WHERE delay < INTERVAL 31 DAY),
            (SELECT count(DISTINCT payment_invoice) FROM matches WHERE delay <= INTERVAL 30 DAY)
        """).fetchone()
    assert row is not None
    names = (
        "lines",
        "invoices",
        "purchase_invoices_with_customer",
        "cancelled_lines_considered",
        "cancelled_lines_matched",
        "payments_reversed_within_30_days",
        "payments_reversed_within_720_hours",
    )
    return dict(zip(names, row, strict=True))
