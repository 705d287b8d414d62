"""What leaves in a table is what the policy of exports says of each column's class, row by row."""

from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from andamio.auth.secret import Secret
from andamio.contracts.model import Contract, EventRoles, Field
from andamio.features.definition import Feature, FeatureView
from andamio.pii.exported_features import ExportedFeatures
from andamio.pii.generalization import amount_bin
from andamio.pii.sinks import WriteEdge
from andamio.pii.tokens import KeyRing
from andamio.pii.treatment import UntreatedField

KEYS = KeyRing({"k1": Secret("11" * 64)}, "k1")
CONTRACT = Contract(
    name="payment",
    version="1.0.0",
    urn="urn:payment",
    status="active",
    owner="team",
    description="",
    fields=(
        Field("tenant", "string"),
        Field("customer", "string", pii_class="identifier"),
        Field("email", "string", pii_class="contact"),
        Field("note", "string", pii_class="free_text"),
        Field("amount_minor", "integer", pii_class="financial"),
        Field("lines", "integer"),
    ),
    roles=EventRoles("event_id", "event_time_ms", "known_at_ms", "sequence", "tenant", "customer"),
)


def feature(name: str, function: Any, column: str | None) -> Feature:
    return Feature(name=name, function=function, column=column, window_ms=3_600_000)


VIEW = FeatureView(
    name="paid",
    version=1,
    contract="payment",
    contract_version=1,
    key_column="customer",
    lateness_ms=0,
    duplicate_horizon_ms=0,
    predicates=(),
    hops=((3_600_000, 60_000),),
    ttl_ms=3_600_000,
    tail_ms=0,
    freshness_ms=0,
    owner="team",
    description="",
    features=(
        feature("count_1h", "count", None),
        feature("sum_1h", "sum", "amount_minor"),
        feature("mean_1h", "mean", "amount_minor"),
        feature("customers_1h", "count_distinct", "customer"),
        feature("lines_1h", "max", "lines"),
    ),
)
EDGE = ExportedFeatures([(VIEW, CONTRACT)], KEYS)

ROWS = st.fixed_dictionaries(
    {
        "tenant": st.sampled_from(["shop", "other"]),
        "customer": st.sampled_from(["c1", "c2", "c3"]),
        "email": st.none() | st.just("ana@example.org"),
        "note": st.none() | st.sampled_from(["card 4111 1111 1111 1111", "late"]),
        "amount_minor": st.none() | st.integers(-(10**12), 10**12),
        "lines": st.none() | st.integers(0, 50),
        "source": st.none() | st.sampled_from(["by ana@example.org", "batch"]),
        "t_ms": st.integers(0, 10**13),
        "paid__count_1h": st.integers(0, 9),
        "paid__sum_1h": st.none() | st.integers(-(10**20), 10**20).map(Decimal),
        "paid__mean_1h": st.none() | st.floats(-1e9, 1e9),
        "paid__customers_1h": st.integers(0, 9),
        "paid__lines_1h": st.none() | st.integers(0, 50),
    }
)
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("tenant", "customer", "email", "note")),
        *((name, pa.int64()) for name in ("amount_minor", "lines")),
        *(("source", pa.string()), ("t_ms", pa.int64()), ("paid__count_1h", pa.int64())),
        *(("paid__sum_1h", pa.decimal128(38, 0)), ("paid__mean_1h", pa.float64())),
        *((name, pa.int64()) for name in ("paid__customers_1h", "paid__lines_1h")),
    ]
)


def naive(row: dict[str, Any]) -> dict[str, Any]:
    """A row as it may leave, a column at a time."""
    edge = WriteEdge(CONTRACT, "export", KEYS)
    amounts = ("paid__sum_1h", "paid__mean_1h")
    return {
        name: (
            None if value is None else amount_bin(value) if name in amounts else edge.named(name, value, row["tenant"])
        )
        for name, value in row.items()
    }


@settings(deadline=None, max_examples=50)
@given(st.lists(ROWS, max_size=12))
def test_columns_leave_as_their_rows_would_one_by_one(rows: list[dict[str, Any]]) -> None:
    table = pa.Table.from_pylist(rows, SCHEMA)
    treated = EDGE.treated(table)
    assert treated.to_pylist() == [naive(row) for row in rows]
    assert treated.column_names == table.column_names
    for name in ("amount_minor", "paid__sum_1h", "paid__mean_1h", "paid__count_1h", "t_ms"):
        assert treated.schema.field(name).type == table.schema.field(name).type


def test_what_becomes_of_a_column_is_said() -> None:
    assert EDGE.changed(SCHEMA) == {
        "customer": "token",
        "email": "redacted",
        "note": "scrubbed",
        "amount_minor": "generalized",
        "source": "scrubbed",
        "paid__sum_1h": "generalized",
        "paid__mean_1h": "generalized",
    }


def test_a_chunked_column_leaves_whole() -> None:
    parts = [{"tenant": "shop", "customer": "c1", "amount_minor": 17}, {"tenant": "shop", "customer": "c2"}]
    chunks = pa.concat_tables([pa.Table.from_pylist([part], SCHEMA) for part in parts])
    treated = EDGE.treated(chunks)
    assert treated["amount_minor"].to_pylist() == [10, None]
    assert [KEYS.reveal(each, "customer\x1fshop") for each in treated["customer"].to_pylist()] == ["c1", "c2"]


def test_without_keys_nothing_that_needs_a_token_leaves() -> None:
    with pytest.raises(UntreatedField, match="becomes a token in the export"):
        ExportedFeatures([(VIEW, CONTRACT)])
