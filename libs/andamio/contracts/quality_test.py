"""The fused pass says what the row-wise checks say, of every batch."""

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from andamio.contracts.checks import partition
from andamio.contracts.model import Contract, Field
from andamio.contracts.quality import QualityRules
from andamio.contracts.strategies import contracts, doubtful_rows, event_contracts


def judged(contract: Contract, rows: list[dict[str, Any]], logged: bool) -> None:
    accepted, rejected = partition(contract, rows, logged=logged)
    checked = QualityRules(contract, logged=logged).check_rows(rows)
    assert checked.rejected == rejected
    names = contract.field_names()
    assert checked.accepted.to_pylist() == [{name: row.get(name) for name in names} for row in accepted]
    assert all(rows[place] is entry.row for place, entry in zip(checked.places, rejected))
    assert sum(checked.by_rule().values()) == len(rejected) == checked.rows - len(accepted)


@settings(deadline=None, max_examples=150)
@given(st.data(), st.booleans())
def test_a_batch_is_judged_as_its_rows_are(data: st.DataObject, logged: bool) -> None:
    contract = data.draw(contracts() | event_contracts())
    judged(contract, data.draw(st.lists(doubtful_rows(contract), max_size=8)), logged)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_table_is_judged_as_its_rows_are(data: st.DataObject) -> None:
    contract = data.draw(event_contracts())
    rows = [
        row
        for row in data.draw(st.lists(doubtful_rows(contract), min_size=1, max_size=8))
        if all(violation.rule not in ("type", "unknown") for violation in partition_of(contract, row))
    ]
    rules = QualityRules(contract)
    table = pa.Table.from_pylist(
        [{name: row.get(name) for name in contract.field_names()} for row in rows], rules.check_rows([]).accepted.schema
    )
    accepted, rejected = partition(contract, table.to_pylist())
    checked = rules.check_table(table)
    assert checked.accepted.to_pylist() == list(accepted)
    assert checked.rejected == rejected


def partition_of(contract: Contract, row: dict[str, Any]) -> list[Any]:
    _, rejected = partition(contract, [row])
    return [violation for entry in rejected for violation in entry.violations]


PATTERNS = [r"a.c", r"\w+", r"\s*", r"(?i)abc", r"[a-c]+?", r"\d{2}", r"a\.b", r"[^a]b", r"(a|b)+", r"(?=a)a", r"(a)\1"]
TEXTS = st.text(st.sampled_from("abcABC.1 \n\u0661\u00e9"), max_size=4)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(PATTERNS), st.lists(TEXTS, max_size=8))
@example(r"\s*", ["\x0b", "\n"])
@example(r"a.c", ["a\nc", "a\u00e9c"])
@example(r"\d{2}", ["\u0661\u0662", "12"])
def test_any_pattern_means_what_it_means_row_by_row(pattern: str, texts: list[str]) -> None:
    contract = Contract("x", "1.0.0", "urn:x", "active", "tests", "", (Field("text", "string", pattern=pattern),))
    judged(contract, [{"text": text} for text in texts], logged=True)


UNIQUE = (Field("a", "integer", unique=True), Field("b", "string", unique=True), Field("c", "number", minimum=0.5))


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"a": st.none() | st.integers(0, 3), "b": st.none() | st.sampled_from("xyz"), "c": st.floats() | st.just(1)}
        ),
        max_size=9,
    )
)
def test_the_first_of_rows_that_share_a_unique_value_stays(rows: list[dict[str, Any]]) -> None:
    rows = [row for row in rows if row["c"] == row["c"]]  # nan is not equal to itself
    judged(Contract("x", "1.0.0", "urn:x", "active", "tests", "", UNIQUE), rows, logged=True)


@pytest.mark.parametrize(
    "value",
    [2**63, -(2**63) - 1, 2**53 + 1, True, 1.5, "1", [1], {"a": 1}, float("inf"), "\ud800", b"x", 10**400],
)
@pytest.mark.parametrize("logical_type", ["string", "integer", "number", "boolean"])
def test_a_value_that_fits_no_column_fails_alone(logical_type: Any, value: Any) -> None:
    contract = Contract("x", "1.0.0", "urn:x", "active", "tests", "", (Field("v", logical_type),))
    judged(contract, [{"v": None}, {"v": value}, {}], logged=True)
