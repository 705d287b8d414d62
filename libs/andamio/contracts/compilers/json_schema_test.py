"""The JSON Schema says yes exactly where the checks do, but for the two things that it cannot say."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from andamio.contracts.checks import check_row
from andamio.contracts.compilers import json_schema
from andamio.contracts.model import Contract, Field
from andamio.contracts.strategies import contracts, doubtful_rows


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_schema_and_checks_agree_on_a_producers_row(data: st.DataObject) -> None:
    contract = data.draw(contracts())
    row = data.draw(doubtful_rows(contract))
    validator = Draft202012Validator(json_schema.schema(contract))
    assert validator.is_valid(row) == (check_row(contract, row) == ()), check_row(contract, row)


@settings(deadline=None)
@given(contracts())
def test_every_compiled_schema_is_a_valid_json_schema(contract: Contract) -> None:
    schema = json_schema.schema(contract)
    Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema


def test_only_the_checks_refuse_an_integer_written_with_a_point() -> None:
    contract = Contract(*("payment", "1.0.0", "urn:test", "active", "tests", ""), (Field("amount", "integer"),))
    assert Draft202012Validator(json_schema.schema(contract)).is_valid({"amount": 5.0})
    assert [violation.rule for violation in check_row(contract, {"amount": 5.0})] == ["type"]
