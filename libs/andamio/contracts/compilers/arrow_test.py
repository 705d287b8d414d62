"""The Arrow schema holds every row that the checks accept, unchanged."""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from andamio.contracts.compilers import arrow
from andamio.contracts.model import Contract, Field
from andamio.contracts.strategies import accepted_rows, contracts


def test_columns_keep_their_order_and_required_ones_are_not_nullable() -> None:
    contract = Contract(
        *("payment", "1.0.0", "urn:test", "active", "tests", ""),
        (
            Field("id", "string", required=True),
            Field("amount", "integer"),
            Field("gone", "boolean"),
            Field("rate", "number"),
        ),
    )
    assert arrow.schema(contract) == pa.schema(
        [
            pa.field("id", pa.string(), nullable=False),
            pa.field("amount", pa.int64()),
            pa.field("gone", pa.bool_()),
            pa.field("rate", pa.float64()),
        ]
    )


@settings(deadline=None)
@given(st.data())
def test_accepted_rows_survive_a_round_trip(data: st.DataObject) -> None:
    contract = data.draw(contracts())
    rows = data.draw(st.lists(accepted_rows(contract), min_size=1, max_size=3))
    table = pa.Table.from_pylist(rows, schema=arrow.schema(contract))
    table.validate(full=True)
    assert table.to_pylist() == [{name: row.get(name) for name in contract.field_names()} for row in rows]
