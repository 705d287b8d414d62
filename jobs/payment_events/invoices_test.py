"""What an invoice's lines become: amounts, counts, times, and the reason of each line that is in no payment."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import duckdb
import pytest

from payment_events.invoices import LINE_RULES, Event, classify_lines, minor_units, payments, utc_ms
from payment_events.retail_files import Line, line, load


def classified(lines: Sequence[Line]) -> tuple[list[Event], list[str | None]]:
    """The payments and each line's reason, in order."""
    with duckdb.connect() as connection:
        load(connection, lines)
        classify_lines(connection)
        reasons = connection.execute("SELECT reason FROM classified ORDER BY line_number").fetchall()
        return payments(connection), [reason for (reason,) in reasons]


def test_an_invoice_is_one_payment_of_its_good_lines() -> None:
    events, reasons = classified(
        [
            line("536365", "71053", 6, "2010-12-01 08:27", 3.39),
            line("536365", "85123A", 6, "2010-12-01 08:26", 2.55),
            line("536365", "85123A", 1, "2010-12-01 08:26", 2.55),
            line("536365", "22752", 2, "2010-12-01 08:26", 0.0),
        ]
    )
    time_ms = 1291191960000
    assert events == [
        {
            "contract": "payment_captured",
            "event_id": "536365",
            "tenant": "online-retail",
            "customer": "17850",
            "country": "United Kingdom",
            "currency": "GBP",
            "amount_minor": 3819,
            "lines": 3,
            "distinct_products": 2,
            "event_time_ms": time_ms,
            "known_at_ms": time_ms,
            "sequence": 1,
            "deleted": False,
            "contract_version": "1",
        }
    ]
    assert reasons == [None, None, None, "price_not_positive"]


OFFENDERS: dict[str, Line] = {
    "unreadable_field": (*line("1")[:3], None, *line("1")[4:]),
    "bad_debt_adjustment": line("A563185", "B", 1, price=11062.06, customer=None),
    "no_customer": line("1", customer=None),
    "price_not_positive": line("1", price=-1.0),
    "quantity_not_positive": line("1", quantity=0),
    "quantity_not_negative": line("C1", quantity=1),
    "cancellation_of_no_product": line("C1", "POST", -1),
}


@pytest.mark.parametrize("reason", OFFENDERS)
def test_a_line_that_breaks_a_rule_is_in_no_payment(reason: str) -> None:
    assert classified([OFFENDERS[reason]]) == ([], [reason])


def test_an_invoice_of_several_customers_is_in_no_payment() -> None:
    events, reasons = classified([line("1", customer=17850), line("1", customer=13047)])
    assert (events, set(reasons)) == ([], {"several_customers"})


def test_every_rule_has_an_offender_here() -> None:
    assert {reason for reason, _ in LINE_RULES} == {*OFFENDERS, "several_customers"}


@pytest.mark.parametrize(
    ("pounds", "pence"), [("0.005", 0), ("0.015", 2), ("0.025", 2), ("1.0049", 100), ("38970.00", 3897000)]
)
def test_half_pence_round_to_even(pounds: str, pence: int) -> None:
    assert minor_units(Decimal(pounds)) == pence


def test_rounding_is_of_the_total_and_not_of_the_lines() -> None:
    events, _ = classified([line("1", quantity=1, price=0.004)] * 5)
    assert events[0]["amount_minor"] == 2


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2011-03-27 00:59", "2011-03-27T00:59Z"),
        ("2011-03-27 02:00", "2011-03-27T01:00Z"),
        ("2011-10-30 00:30", "2011-10-29T23:30Z"),
        # The hour from 1 to 2 happens twice: the first one counts.
        ("2011-10-30 01:30", "2011-10-30T00:30Z"),
        ("2011-10-30 02:00", "2011-10-30T02:00Z"),
        ("2010-12-01 08:26", "2010-12-01T08:26Z"),
    ],
)
def test_local_times_follow_london_over_both_clock_changes(local: str, utc: str) -> None:
    assert utc_ms(datetime.fromisoformat(local)) == datetime.fromisoformat(utc).timestamp() * 1000
