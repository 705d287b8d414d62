"""The row at each label is the oracle's, with ties of every kind, and whatever the order in which rows are stored."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from andamio.features.batch.duckdb_engine import connect
from andamio.features.definition import DefinitionError, Predicate
from andamio.features.offline.point_in_time import TrainingSetError
from andamio.features.offline.row_view import RowView, parse_row_settings, row_at
from andamio.features.offline.rows_at_labels import rows_at_labels

START = datetime(2024, 3, 31, tzinfo=UTC)
VIEW = RowView(
    name="limits",
    version=1,
    key_columns=("tenant", "account"),
    event_time_column="since",
    columns=("amount", "state", "notes"),
    created_column="created",
    tie_break=("sequence",),
    ttl_us=5_000_000,
    predicates=(Predicate("state", "not_equals", "draft"),),
)
_TIME = pa.timestamp("us", "UTC")
SCHEMA = pa.schema(
    [
        ("tenant", pa.string()),
        ("account", pa.int64()),
        ("since", _TIME),
        ("created", _TIME),
        ("sequence", pa.int64()),
        ("amount", pa.float64()),
        ("state", pa.string()),
        ("notes", pa.list_(pa.string())),
    ]
)
LABELS = pa.schema([("tenant", pa.string()), ("account", pa.int64()), ("at", _TIME)])
# Few of each, so that keys, times and whole rows tie.
TIMES = st.builds(lambda s, us: START + timedelta(seconds=s, microseconds=us), st.integers(0, 12), st.integers(0, 1))
FEW_TIMES = st.sampled_from([START + timedelta(seconds=second) for second in (0, 1, 5)])
KEYS = {"tenant": st.sampled_from(["north", "south"]), "account": st.integers(1, 2)}
ROWS = st.lists(
    st.fixed_dictionaries(
        KEYS
        | {
            "since": FEW_TIMES | TIMES,
            "created": st.none() | FEW_TIMES,
            "sequence": st.none() | st.integers(0, 1),
            "amount": st.none() | st.sampled_from([-1.5, 0.0, 2.0]),
            "state": st.sampled_from(["open", "closed", "draft", None]),
            "notes": st.none() | st.lists(st.sampled_from("ab"), max_size=2),
        }
    ),
    max_size=14,
)
ASKED = st.lists(st.fixed_dictionaries(KEYS | {"at": TIMES}), max_size=8)


@pytest.fixture(scope="module")
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    with connect() as connection:
        yield connection


def ask(db: duckdb.DuckDBPyConnection, view: RowView, rows: pa.Table, labels: pa.Table, known: bool) -> list[Any]:
    found = rows_at_labels(db, view, rows, labels, ["tenant", "account"], "at", known)
    return [tuple(row.values()) for row in found.to_pylist()]


@settings(max_examples=150, deadline=None)
@given(rows=ROWS, asked=ASKED, known=st.booleans(), ttl_us=st.sampled_from([0, 1, 5_000_000]))
def test_the_row_at_each_label_is_the_oracles(
    db: duckdb.DuckDBPyConnection, rows: list[Any], asked: list[Any], known: bool, ttl_us: int
) -> None:
    view = RowView(**{**{name: getattr(VIEW, name) for name in VIEW.__slots__}, "ttl_us": ttl_us})
    labels = pa.Table.from_pylist(asked, LABELS)
    expected = []
    for label in asked:
        key = (label["tenant"], label["account"])
        row = row_at(view, rows, key, label["at"], timedelta(microseconds=ttl_us), known)
        expected.append(tuple(None if row is None else row[name] for name in view.columns))
    assert ask(db, view, pa.Table.from_pylist(rows, SCHEMA), labels, known) == expected
    assert ask(db, view, pa.Table.from_pylist(rows[::-1], SCHEMA), labels, known) == expected


def table(*rows: dict[str, Any]) -> pa.Table:
    filled = {"tenant": "north", "account": 1, "since": START, "created": START, "sequence": 0, "amount": 1.0}
    return pa.Table.from_pylist([filled | {"state": "open", "notes": None} | row for row in rows], SCHEMA)


def at(*offsets: timedelta) -> pa.Table:
    rows = [{"tenant": "north", "account": 1, "at": START + offset} for offset in offsets]
    return pa.Table.from_pylist(rows, LABELS)


def test_a_row_holds_from_its_event_time_to_the_end_of_its_ttl_both_included(db: duckdb.DuckDBPyConnection) -> None:
    tick, ttl = timedelta(microseconds=1), timedelta(seconds=5)
    found = ask(db, VIEW, table({}), at(-tick, 0 * tick, ttl, ttl + tick), False)
    assert [row[0] for row in found] == [None, 1.0, 1.0, None]


def test_nanoseconds_are_compared_as_such(db: duckdb.DuckDBPyConnection) -> None:
    rows = table({}).set_column(2, "since", pa.array([1_000_000_000_000_000_001], pa.timestamp("ns", "UTC")))
    times = pa.array([1_000_000_000_000_000_000, 1_000_000_000_000_000_001], pa.timestamp("ns", "UTC"))
    labels = at(timedelta(), timedelta()).set_column(2, "at", times)
    assert [row[0] for row in ask(db, VIEW, rows, labels, False)] == [None, 1.0]


def test_what_a_label_cannot_be_answered_from_is_named(db: duckdb.DuckDBPyConnection) -> None:
    labels = at(timedelta())
    with pytest.raises(TrainingSetError, match="no column 'account'"):
        ask(db, VIEW, table({}), labels.drop_columns(["account"]), False)
    with pytest.raises(TrainingSetError, match="the rows of limits@1 have no column 'amount'"):
        ask(db, VIEW, table({}).drop_columns(["amount"]), labels, False)
    with pytest.raises(TrainingSetError, match="'at' is int64, not a timestamp"):
        ask(db, VIEW, table({}), labels.set_column(2, "at", pa.array([1])), False)
    unknown = RowView("limits", 1, ("tenant", "account"), "since", ("amount",))
    with pytest.raises(TrainingSetError, match="limits@1 has no created time"):
        ask(db, unknown, table({}), labels, True)


def test_settings_that_are_not_known_are_named() -> None:
    assert parse_row_settings({"tie_break": ["sequence"]}, "limits") == (("sequence",), ())
    with pytest.raises(DefinitionError, match="row view 'limits': 'order' is not known; use tie_break and filter"):
        parse_row_settings({"order": []}, "limits")
