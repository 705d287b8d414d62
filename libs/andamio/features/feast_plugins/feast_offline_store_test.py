"""`FeatureStore.get_historical_features` answers with the oracle's values, for windowed views and plain rows at once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from feast import Entity, FeatureStore, FeatureView, Field, FileSource, ValueType
from feast.infra.offline_stores.file_source import SavedDatasetFileStorage
from feast.types import Float64, String

from andamio.errors import UserError
from andamio.features import oracle
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.feast_plugins.feast_offline_store import TileOfflineStore
from andamio.features.feast_plugins.feast_registry import write_feast_repository
from andamio.features.history_strategies import EPOCH, MINUTE, SCHEMA, SECOND, VIEW, History, delivery
from andamio.features.offline.point_in_time import TrainingSetError

T = EPOCH + 12 * MINUTE
HISTORY = History(
    (
        delivery(0, "a", 100),
        delivery(1, "b", 7, event_time_ms=T - 20 * SECOND, known_at_ms=T + SECOND),
        delivery(2, "a", 90, sequence=1, known_at_ms=T + 5 * SECOND),
        delivery(3, "c", 3, event_time_ms=T, tenant="south", known_at_ms=T + 5 * SECOND),
    )
)


def timestamp(t_ms: int) -> datetime:
    return datetime.fromtimestamp(t_ms / 1000, UTC)


LABELS = pd.DataFrame(
    {
        "tenant": ["north", "south", "north", "north", "nobody"],
        "card": ["c1", "c1", "c1", "c1", "c1"],
        "reversed": [True, False, False, True, False],
        "event_timestamp": pd.to_datetime([T, T + 6 * SECOND, T + SECOND, T + 6 * SECOND, T], unit="ms", utc=True),
    }
)
ROWS = [
    {"merchant": "c1", "since": timestamp(T - MINUTE), "created": timestamp(T - MINUTE), "seq": 0, "risk": 0.1},
    # Tied but for the sequence, and the second of them known only later.
    {"merchant": "c1", "since": timestamp(T), "created": timestamp(T), "seq": 2, "risk": 0.3},
    {"merchant": "c1", "since": timestamp(T), "created": timestamp(T), "seq": 1, "risk": 0.2},
    {"merchant": "c1", "since": timestamp(T), "created": timestamp(T + 3 * SECOND), "seq": 0, "risk": 0.4},
]


@pytest.fixture(scope="module")
def feast(tmp_path_factory: pytest.TempPathFactory) -> FeatureStore:
    folder = tmp_path_factory.mktemp("feast")
    Lakehouse(folder / "lake").append("payment", HISTORY.table().cast(SCHEMA), -1)
    write_feast_repository([VIEW], [], folder / "repository", folder / "online.db", folder / "lake")
    feast = FeatureStore(repo_path=str(folder / "repository"))
    pq.write_table(pa.Table.from_pylist(ROWS), folder / "rows.parquet")
    source = FileSource(
        path=str(folder / "rows.parquet"),
        timestamp_field="since",
        created_timestamp_column="created",
        field_mapping={"risk": "risk_score"},
    )
    merchant = Entity(name="merchant", join_keys=["merchant"], value_type=ValueType.STRING)
    rows = FeatureView(
        name="merchant_risk",
        entities=[merchant],
        schema=[Field(name="merchant", dtype=String), Field(name="risk_score", dtype=Float64)],
        source=source,
        ttl=timedelta(seconds=5),
        tags={"andamio.rows": '{"tie_break": ["seq"]}'},
    )
    feast.apply([merchant, rows])
    return feast


WINDOWED = [f"card_payments_v1:{name}" for name in ("sum_4m", "mean_12m", "distinct_merchants_12m", "last_30s")]


def expected(names: list[str]) -> list[tuple[Any, ...]]:
    found = []
    for _, label in LABELS.iterrows():
        t_ms = int(label.event_timestamp.timestamp() * 1000)
        values = oracle.features_at(VIEW, HISTORY.deliveries, label.tenant, label["card"], t_ms, known_by_ms=t_ms)
        by_name = dict(zip((feature.name for feature in VIEW.features), values))
        found.append(tuple(by_name[name] for name in names))
    return found


def columns(table: pa.Table, names: list[str]) -> list[tuple[Any, ...]]:
    return list(zip(*(table[name].to_pylist() for name in names)))


def test_windowed_features_are_the_oracles_at_each_label(feast: FeatureStore) -> None:
    table = feast.get_historical_features(LABELS, WINDOWED).to_arrow()
    names = [ref.split(":")[1] for ref in WINDOWED]
    assert columns(table, names) == expected(names)
    assert table.column_names == [*LABELS.columns, *names]
    assert table["reversed"].to_pylist() == LABELS["reversed"].tolist()


def test_views_of_both_kinds_answer_in_one_call_under_full_names(feast: FeatureStore) -> None:
    labels = LABELS.assign(merchant=LABELS["card"])
    frame = feast.get_historical_features(
        labels, [*WINDOWED, "merchant_risk:risk_score"], full_feature_names=True
    ).to_df()
    assert list(frame.columns[-2:]) == ["card_payments_v1__last_30s", "merchant_risk__risk_score"]
    assert frame["card_payments_v1__sum_4m"].tolist() == [row[0] for row in expected(["sum_4m"])]
    # The greatest created time wins, known or not; at T + 6 s the ttl of 5 s has passed.
    assert frame["merchant_risk__risk_score"].fillna(-1).tolist() == [0.4, -1, 0.4, -1, 0.4]


def test_rows_known_later_do_not_count_where_feast_asks_for_it(feast: FeatureStore) -> None:
    labels = pd.DataFrame({"merchant": "c1", "event_timestamp": [timestamp(T), timestamp(T + 4 * SECOND)]})
    job = feast.get_historical_features(labels, ["merchant_risk:risk_score"], filter_by_created_timestamp=True)
    # Of the two that tie in both times the higher sequence wins.
    assert job.to_arrow()["risk_score"].to_pylist() == [0.3, 0.4]


def test_labels_may_be_a_query_and_times_of_sub_milliseconds_see_nothing_later(feast: FeatureStore) -> None:
    sql = f"SELECT 'south' AS tenant, 'c1' AS card, make_timestamp_ms({T + 5 * SECOND}) + INTERVAL 1 MICROSECOND AS event_timestamp"
    assert feast.get_historical_features(sql, WINDOWED[:1]).to_arrow()["sum_4m"].to_pylist() == [3]
    early = sql.replace(str(T + 5 * SECOND), str(T + 5 * SECOND - 1)).replace("1 MICROSECOND", "999 MICROSECOND")
    assert feast.get_historical_features(early, WINDOWED[:1]).to_arrow()["sum_4m"].to_pylist() == [0]


def test_an_answer_is_kept_as_a_data_set_and_read_back(feast: FeatureStore, tmp_path: Path) -> None:
    job = feast.get_historical_features(LABELS, WINDOWED)
    storage = SavedDatasetFileStorage(path=str(tmp_path / "set.parquet"))
    dataset = feast.create_saved_dataset(job, "training", storage)
    assert dataset.to_df()["sum_4m"].tolist() == [row[0] for row in expected(["sum_4m"])]
    with pytest.raises(TrainingSetError, match="is there already"):
        job.persist(storage)


def test_what_cannot_be_answered_is_refused_with_the_fix(feast: FeatureStore) -> None:
    with pytest.raises(TrainingSetError, match="is about 'card', which the labels do not have"):
        feast.get_historical_features(LABELS.drop(columns="card"), WINDOWED).to_arrow()
    with pytest.raises(TrainingSetError, match="no column 'event_timestamp'"):
        feast.get_historical_features(LABELS.drop(columns="event_timestamp"), WINDOWED)
    with pytest.raises(TrainingSetError, match="pass entity_df instead of a range of dates"):
        feast.get_historical_features(features=WINDOWED, start_date=timestamp(0), end_date=timestamp(T))


def test_plain_rows_are_read_offline_and_not_materialized(feast: FeatureStore) -> None:
    with pytest.raises(TrainingSetError, match="run 'andamio features backfill' instead"):
        TileOfflineStore.pull_latest_from_table_or_query(feast.config, FileSource(path="rows.parquet"))
    with pytest.raises(UserError, match="merchant_risk is no windowed view"):
        feast.materialize(timestamp(0), timestamp(T), ["merchant_risk"])
