"""Cancellations find the payment that a naive search finds, and add up by pair of invoices."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from payment_events.invoices import classify_lines
from payment_events.retail_files import Line, line, load
from payment_events.reversals import match_cancellations, reversals, sanity_facts


def matched(lines: Sequence[Line]) -> dict[int, str | None]:
    """Payment invoice by line number of the considered cancelled lines."""
    with duckdb.connect() as connection:
        load(connection, lines)
        classify_lines(connection)
        match_cancellations(connection)
        return dict(connection.execute("SELECT line_number, payment_invoice FROM matches").fetchall())


def naive_match(lines: Sequence[Line]) -> dict[int, str | None]:
    """Oracle: for each good cancelled line, look at every purchase line and keep the latest not after it."""
    earliest: dict[str, datetime] = {}
    for row in lines:
        earliest[row[0]] = min(earliest.get(row[0], row[4]), row[4])
    found: dict[int, str | None] = {}
    for number, (invoice, stock_code, _, _, _, _, customer, _) in enumerate(lines, 1):
        if invoice[0] != "C" or customer is None or not stock_code[0].isdigit():
            continue
        candidates = [
            (earliest[other[0]], position, other[0])
            for position, other in enumerate(lines, 1)
            if other[0][0] not in "CA" and other[6] == customer and other[1] == stock_code
            if earliest[other[0]] <= earliest[invoice]
        ]
        found[number] = max(candidates)[2] if candidates else None
    return found


@st.composite
def order_lines(draw: st.DrawFn) -> list[Line]:
    """Few customers, products and minutes, so that ties and repeats are the rule; one customer an invoice."""
    start = datetime(2011, 3, 1, 10)
    customers = st.sampled_from([None, 17850, 13047])
    invoices = {
        f"{prefix}{number}": draw(customers)
        for number in range(draw(st.integers(1, 6)))
        for prefix in [draw(st.sampled_from(["", "C", "A"]))]
    }
    lines: list[Line] = []
    for _ in range(draw(st.integers(0, 14))):
        invoice = draw(st.sampled_from(sorted(invoices)))
        time = start + timedelta(minutes=draw(st.integers(0, 4)))
        lines.append(
            line(
                invoice,
                draw(st.sampled_from(["22752", "85123A", "POST"])),
                -1 if invoice[0] == "C" else 1,
                time.isoformat(),
                1.0 if invoice[0] == "C" else draw(st.sampled_from([0.0, 2.0])),
                invoices[invoice],
            )
        )
    return lines


@settings(max_examples=60, deadline=None)
@given(order_lines())
def test_matching_equals_the_naive_search(lines: list[Line]) -> None:
    assert matched(lines) == naive_match(lines)


def test_the_latest_earlier_purchase_of_the_same_product_is_reversed() -> None:
    lines = [
        line("1", "22752", 1, "2011-03-01 10:00"),
        line("2", "22752", 1, "2011-03-02 10:00"),
        line("3", "22752", 1, "2011-03-02 11:00", customer=13047),
        line("4", "71053", 1, "2011-03-02 12:00"),
        line("C5", "22752", -1, "2011-03-02 12:00"),
        line("6", "22752", 1, "2011-03-02 12:01"),
    ]
    assert matched(lines) == {5: "2"}


def test_a_purchase_of_the_same_minute_counts() -> None:
    assert matched([line("C2", quantity=-1), line("1")]) == {1: "1"}


def test_reversals_add_up_by_cancellation_and_payment() -> None:
    lines = [
        line("1", "22752", 5, "2011-03-01 10:00", 2.0),
        line("1", "71053", 5, "2011-03-01 10:00", 3.0),
        line("2", "85123A", 5, "2011-03-02 10:00", 1.0),
        line("C3", "22752", -2, "2011-03-03 10:00", 2.0),
        line("C3", "71053", -1, "2011-03-03 10:00", 3.005),
        line("C3", "85123A", -5, "2011-03-03 10:00", 1.0),
        line("C3", "99999", -5, "2011-03-03 10:00", 1.0),
    ]
    with duckdb.connect() as connection:
        load(connection, lines)
        classify_lines(connection)
        match_cancellations(connection)
        events = reversals(connection)
        unmatched = connection.execute("SELECT line_number, reason FROM classified WHERE reason IS NOT NULL").fetchall()
    assert [(e["event_id"], e["payment_event_id"], e["amount_minor"], e["lines"]) for e in events] == [
        ("C3:1", "1", 700, 2),
        ("C3:2", "2", 500, 1),
    ]
    assert unmatched == [(7, "cancellation_without_purchase")]


def test_thirty_days_are_whole_days_in_the_published_figure_and_exact_in_the_label() -> None:
    lines = [
        line("1", "1", 1, "2011-03-01 10:00"),
        line("2", "2", 1, "2011-03-01 10:00"),
        line("C3", "1", -1, "2011-03-31 10:00"),
        line("C4", "2", -1, "2011-04-01 09:59"),
        line("C5", "2", -1, "2011-04-01 10:00"),
    ]
    with duckdb.connect() as connection:
        load(connection, lines)
        classify_lines(connection)
        match_cancellations(connection)
        facts = sanity_facts(connection)
    assert facts["payments_reversed_within_30_days"] == 2
    assert facts["payments_reversed_within_720_hours"] == 1
