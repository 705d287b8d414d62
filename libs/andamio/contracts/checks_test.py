"""Which rows keep a contract, and what is said about those that do not."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from andamio.contracts.checks import INT64_MAX, check_row, partition
from andamio.contracts.model import Contract, Field
from andamio.contracts.strategies import accepted_rows, contracts, doubtful_rows

CONTRACT = Contract(
    name="payment",
    version="1.0.0",
    urn="urn:test",
    status="active",
    owner="tests",
    description="",
    fields=(
        Field("payment", "string", required=True, min_length=1, max_length=8),
        Field("customer", "string", required=True, pii_class="identifier", pattern="[0-9]+"),
        Field("amount", "integer", required=True, minimum=1),
        Field("currency", "string", valid_values=("GBP", "MXN")),
        Field("rate", "number"),
        Field("deleted", "boolean"),
        Field("position", "integer", required=True, unique=True, assigned_by_log=True),
    ),
)
ROW = {
    "payment": "p1",
    "customer": "17850",
    "amount": 5,
    "currency": "GBP",
    "rate": 0.5,
    "deleted": False,
    "position": 0,
}


def test_a_row_that_keeps_the_contract_has_no_violation() -> None:
    assert check_row(CONTRACT, ROW, logged=True) == ()


@pytest.mark.parametrize(
    ("field", "value", "rule", "reason"),
    [
        ("payment", None, "required", "payment is required but missing or null"),
        ("payment", 7, "type", "payment: 7 is not text"),
        ("payment", "", "length", "payment: '' does not have 1 to 8 characters"),
        ("payment", "\ud800", "type", "payment: '\\ud800' is not valid Unicode"),
        ("customer", "17850\n", "pattern", "customer: its value does not match ^[0-9]+$"),
        ("customer", "१", "pattern", "customer: its value does not match ^[0-9]+$"),
        ("amount", 0, "range", "amount: 0 is below 1"),
        ("amount", INT64_MAX + 1, "range", "amount: 9223372036854775808 is above 9223372036854775807"),
        ("amount", True, "type", "amount: True is not a whole number"),
        ("amount", 5.0, "type", "amount: 5.0 is not a whole number"),
        ("currency", "gbp", "valid_values", "currency: 'gbp' is not one of GBP, MXN"),
        ("rate", float("nan"), "type", "rate: nan is not finite"),
        (
            "rate",
            2**53 + 1,
            "range",
            "rate: 9007199254740993 cannot be held exactly by a double; send it as an integer field",
        ),
        ("deleted", 0, "type", "deleted: 0 is not true or false"),
        ("colour", "red", "unknown", "payment@1 has no field 'colour'; remove it, or add it to the contract"),
    ],
)
def test_the_first_rule_that_a_value_breaks_is_named(field: str, value: Any, rule: str, reason: str) -> None:
    (violation,) = check_row(CONTRACT, {**ROW, field: value}, logged=True)
    assert (violation.field, violation.rule, violation.reason) == (field, rule, reason)


def test_a_producer_leaves_out_what_the_log_assigns() -> None:
    row = {name: value for name, value in ROW.items() if name != "position"}
    assert check_row(CONTRACT, row) == ()
    assert [violation.field for violation in check_row(CONTRACT, row, logged=True)] == ["position"]


def test_a_personal_value_is_not_quoted_in_a_reason() -> None:
    (violation,) = check_row(CONTRACT, {**ROW, "customer": "someone@example.org"}, logged=True)
    assert "someone" not in violation.reason


def test_of_rows_that_share_a_unique_value_the_first_is_accepted() -> None:
    accepted, rejected = partition(CONTRACT, [ROW, {**ROW, "payment": "p2"}, {**ROW, "position": 1}], logged=True)
    assert [row["position"] for row in accepted] == [0, 1]
    assert [entry.reason for entry in rejected] == ["position repeats the value of an earlier row"]


@settings(deadline=None)
@given(st.data())
def test_a_partition_keeps_every_row_on_one_side_in_order(data: st.DataObject) -> None:
    contract = data.draw(contracts())
    rows = data.draw(st.lists(doubtful_rows(contract), max_size=6))
    accepted, rejected = partition(contract, rows)
    assert list(accepted) == [row for row in rows if not check_row(contract, row)]
    assert [entry.row for entry in rejected] == [row for row in rows if check_row(contract, row)]
    assert all(entry.reason for entry in rejected)


@settings(deadline=None)
@given(st.data())
def test_rows_made_for_a_contract_are_accepted(data: st.DataObject) -> None:
    contract = data.draw(contracts())
    assert check_row(contract, data.draw(accepted_rows(contract)), logged=True) == ()
