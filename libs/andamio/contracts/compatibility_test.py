"""Every row of the table of allowed changes, and the promise that the table as a whole keeps."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from andamio.contracts.checks import check_row
from andamio.contracts.compatibility import (
    FIELD_RULES,
    CompatibilityError,
    Finding,
    breaking_changes,
    decide,
    require_backward,
)
from andamio.contracts.model import Contract, Field
from andamio.contracts.strategies import accepted_rows, contracts, fields

TEXT = Field("x", "string", required=True, min_length=1, max_length=9, pattern="[A-Z]+")
CODE = Field("x", "string", valid_values=("GBP", "MXN"))
AMOUNT = Field("x", "integer", minimum=0, maximum=9, unit="minor", currency_field="currency")

CHANGES: list[tuple[Field | None, Field | None, str]] = [
    (None, TEXT, "required field added"),
    (None, AMOUNT, "optional field added"),
    (AMOUNT, None, "field removed"),
    (TEXT, replace(AMOUNT, required=True), "type changed"),
    (AMOUNT, replace(AMOUNT, required=True), "became required"),
    (replace(TEXT, assigned_by_log=True), TEXT, "left to producers"),
    (TEXT, replace(TEXT, unique=True), "became unique"),
    (AMOUNT, replace(AMOUNT, minimum=1), "range narrowed"),
    (replace(AMOUNT, maximum=None), AMOUNT, "range narrowed"),
    (TEXT, replace(TEXT, max_length=8), "length narrowed"),
    (CODE, replace(CODE, valid_values=("GBP",)), "valid values removed"),
    (replace(CODE, valid_values=None), CODE, "valid values removed"),
    (TEXT, replace(TEXT, pattern="[A-Z]{3}"), "pattern changed"),
    (AMOUNT, replace(AMOUNT, unit="major"), "unit changed"),
    (replace(TEXT, pii_class="identifier"), TEXT, "personal data unmarked"),
    (TEXT, TEXT, "same or wider"),
    (TEXT, replace(TEXT, required=False, min_length=0, max_length=None, pattern=None), "same or wider"),
    (CODE, replace(CODE, valid_values=("GBP", "MXN", "CLP")), "same or wider"),
]


@pytest.mark.parametrize(("old", "new", "rule"), CHANGES, ids=[f"{row[2]}-{i}" for i, row in enumerate(CHANGES)])
def test_a_change_is_decided_by_the_first_rule_that_matches(old: Field | None, new: Field | None, rule: str) -> None:
    assert decide(old, new).name == rule


def test_every_rule_of_the_table_has_an_example_and_breaking_ones_a_fix() -> None:
    assert {rule.name for rule in FIELD_RULES} == {name for _, _, name in CHANGES}
    assert all(bool(rule.fix) == (rule.verdict == "breaking") for rule in FIELD_RULES)


def _contract(*contract_fields: Field, **changes: Any) -> Contract:
    contract = Contract("payment", "1.0.0", "urn:test", "active", "tests", "", contract_fields)
    return replace(contract, **changes)


def test_findings_name_rule_field_and_fix() -> None:
    old = _contract(replace(AMOUNT, name="amount"), replace(CODE, name="currency"), lateness_horizon="7d")
    new = _contract(replace(AMOUNT, name="amount", minimum=1), lateness_horizon="1d")
    assert breaking_changes(old, new) == (
        Finding("meaning changed", "latenessHorizon", "keep its value"),
        Finding("range narrowed", "amount", "keep minimum and maximum at least as wide"),
        Finding("field removed", "currency", "keep it, and say in its description that it ends"),
    )


def test_a_breaking_change_is_refused_with_the_version_it_needs() -> None:
    with pytest.raises(CompatibilityError, match=r"payment 1\.1\.0 breaks 1\.0\.0: x: field removed .* as 2\.0\.0"):
        require_backward(_contract(TEXT), _contract(replace(TEXT, name="y", required=False), version="1.1.0"))


def test_a_new_major_version_may_break_anything() -> None:
    require_backward(_contract(TEXT), _contract(AMOUNT, version="2.0.0"))


def test_a_changed_contract_needs_a_higher_version() -> None:
    widened = _contract(replace(TEXT, max_length=20))
    with pytest.raises(CompatibilityError, match="raise it above 1.0.0"):
        require_backward(_contract(TEXT), widened)
    require_backward(_contract(TEXT), replace(widened, version="1.0.1"))


# What a later version may do to a field: some of it keeps the promise, some breaks it.
_EDITS: tuple[dict[str, Any], ...] = (
    *({"required": False}, {"required": True}, {"assigned_by_log": True}, {"assigned_by_log": False}),
    {"valid_values": None},
)
_TEXT_EDITS: tuple[dict[str, Any], ...] = (
    *({"pattern": None}, {"pattern": "[A-Z]{3}"}, {"min_length": 3}, {"max_length": 1}, {"valid_values": ("",)}),
)
_NUMBER_EDITS: tuple[dict[str, Any], ...] = (
    *({"minimum": None, "maximum": None}, {"minimum": 0}, {"maximum": 0}, {"valid_values": (0,)}),
)


@st.composite
def _successors(draw: st.DrawFn, old: Contract) -> Contract:
    """A later version: one field edited, dropped, replaced or added."""
    index = draw(st.integers(0, len(old.fields) - 1))
    field = old.fields[index]
    by_type = {"string": _TEXT_EDITS, "integer": _NUMBER_EDITS, "number": _NUMBER_EDITS}
    edited = draw(
        st.sampled_from((*_EDITS, *by_type.get(field.logical_type, ()))).map(lambda edit: (replace(field, **edit),))
        | st.sampled_from([(), (field,)])
        | st.tuples(fields(field.name))
        | st.tuples(st.just(field), fields("added"))
    )
    return replace(old, version="1.1.0", fields=(*old.fields[:index], *edited, *old.fields[index + 1 :]))


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_without_findings_every_old_row_is_valid_under_the_new_version(data: st.DataObject) -> None:
    old = data.draw(contracts(max_fields=2))
    new = data.draw(_successors(old))
    logged = data.draw(st.booleans())
    rows = data.draw(st.lists(accepted_rows(old, logged=logged), min_size=1, max_size=4))
    if not breaking_changes(old, new):
        assert [check_row(new, row, logged=logged) for row in rows] == [()] * len(rows)
