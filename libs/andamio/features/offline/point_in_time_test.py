"""Training sets: features as known at the label's time, in the labels' order, and only labels that are certain."""

from collections.abc import Iterator

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings

from andamio.features import oracle
from andamio.features.batch.duckdb_engine import connect
from andamio.features.history_strategies import EPOCH, MINUTE, SECOND, VIEW, History, delivery, histories, points
from andamio.features.offline.point_in_time import TrainingSetError, mature, training_set


@pytest.fixture(scope="module")
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    with connect() as connection:
        yield connection


def labels(asked: list[tuple[str, str, int]]) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {"tenant": tenant, "card": card, "t_ms": t, "reversed": index % 2 == 0}
            for index, (tenant, card, t) in enumerate(asked)
        ],
        pa.schema([("tenant", pa.string()), ("card", pa.string()), ("t_ms", pa.int64()), ("reversed", pa.bool_())]),
    )


@settings(max_examples=25, deadline=None)
@given(history=histories(), asked=points())
def test_each_row_is_the_oracle_at_its_label(
    db: duckdb.DuckDBPyConnection, history: History, asked: list[tuple[str, str, int]]
) -> None:
    table = training_set(db, [VIEW], {"payment@1": history.table()}, labels(asked + asked[:1]))
    assert table.column_names == ["tenant", "card", "t_ms", "reversed", *VIEW.feature_names()]
    rows = list(zip(*(table[name].to_pylist() for name in VIEW.feature_names())))
    expected = [oracle.features_at(VIEW, history.deliveries, *p, known_by_ms=p[2]) for p in asked + asked[:1]]
    assert rows == expected
    assert table.select(range(4)) == labels(asked + asked[:1])


def test_what_became_known_after_the_label_is_not_in_its_features(db: duckdb.DuckDBPyConnection) -> None:
    t = EPOCH + 4 * MINUTE
    history = History(
        (
            delivery(0, "a", 5, event_time_ms=t - 9),
            delivery(1, "b", 7, event_time_ms=t - 9, known_at_ms=t + SECOND),
            delivery(2, "a", 6, event_time_ms=t - 9, known_at_ms=t + 2 * SECOND, sequence=1),
        )
    )
    asked = [("north", "c1", t + late) for late in (0, SECOND, 2 * SECOND)]
    table = training_set(db, [VIEW], {"payment@1": history.table()}, labels(asked))
    assert table["card_payments__sum_4m"].to_pylist() == [5, 12, 13]


def test_counts_are_integers_and_means_doubles_even_without_labels(db: duckdb.DuckDBPyConnection) -> None:
    table = training_set(db, [VIEW], {"payment@1": History(()).table()}, labels([]))
    assert table.num_rows == 0
    assert table.schema.field("card_payments__count_4m").type == pa.int64()
    assert table.schema.field("card_payments__variance_4m").type == pa.float64()


def test_a_missing_column_or_contract_is_named(db: duckdb.DuckDBPyConnection) -> None:
    table = labels([("north", "c1", EPOCH)])
    with pytest.raises(TrainingSetError, match="no column 'card'"):
        training_set(db, [VIEW], {"payment@1": History(()).table()}, table.drop_columns(["card"]))
    with pytest.raises(TrainingSetError, match="payment@1, which is not among the deliveries"):
        training_set(db, [VIEW], {}, table)
    holes = table.set_column(2, "t_ms", pa.array([None], pa.int64()))
    with pytest.raises(TrainingSetError, match="1 labels have no 't_ms'"):
        training_set(db, [VIEW], {"payment@1": History(()).table()}, holes)


def test_a_label_is_mature_once_its_whole_horizon_has_passed() -> None:
    table = labels([("north", "c1", t) for t in (100, 150, 151)])
    assert mature(table, train_until_ms=250, horizon_ms=100)["t_ms"].to_pylist() == [100, 150]
