"""Spark behind Feast's offline store gives what the oracles say, of windowed views and of plain rows."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from deltalake import write_deltalake
from feast import FeatureStore

from andamio.features import oracle
from andamio.features.batch.lakehouse import Lakehouse, LakehouseError
from andamio.features.batch.spark_session import SparkSettings, local_session
from andamio.features.definition import Predicate
from andamio.features.feast_plugins.feast_registry import write_feast_repository
from andamio.features.history_strategies import EPOCH, MINUTE, VIEW, History, delivery
from andamio.features.offline.offline_engine import DuckDBOfflineEngine, OfflineEngine, RowSource
from andamio.features.offline.point_in_time import TrainingSetError
from andamio.features.offline.row_view import RowView, row_at
from andamio.features.offline.spark_offline_engine import SparkOfflineEngine

START = datetime(2026, 3, 29, tzinfo=UTC)
ROWS = RowView(
    name="limits",
    version=1,
    key_columns=("tenant", "customer"),
    event_time_column="since",
    columns=("limit", "grade"),
    created_column="created",
    tie_break=("sequence",),
    ttl_us=20_000_000,
    predicates=(Predicate("state", "equals", "open"),),
)


@pytest.fixture(scope="module", autouse=True)
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with local_session(SparkSettings(tmp_path_factory.mktemp("spark"), shuffle_partitions=2)) as session:
        yield session


def rows_and_labels() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Many ties, in event time, created time and sequence; nulls; keys without rows."""
    chance = random.Random(5)

    def at() -> datetime:
        return START + timedelta(seconds=chance.randrange(40))

    def entity() -> dict[str, Any]:
        return {"tenant": chance.choice(["north", "south"]), "customer": chance.randrange(6)}

    rows = [
        entity()
        | {"since": at(), "created": chance.choice([None, at(), at()]), "sequence": chance.choice([None, 1, 2])}
        | {"limit": chance.choice([None, 1, 2, 3]), "grade": chance.choice(["a", "é", None])}
        | {"state": chance.choice(["open", "open", "shut", None])}
        for _ in range(600)
    ]
    return rows, [entity() | {"asked": at(), "label": place} for place in range(300)]


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("kind", ["parquet", "delta"])
def test_plain_rows_at_labels_are_the_oracles(tmp_path: Path, kind: Any, known: bool) -> None:
    rows, labels = rows_and_labels()
    table = pa.Table.from_pylist(rows).rename_columns({"since": "valid_since"})
    path = tmp_path / "limits"
    if kind == "delta":
        write_deltalake(str(path), table)
    else:
        pq.write_table(table, path)
    engine: OfflineEngine = SparkOfflineEngine(None)
    source = RowSource(str(path), kind, (("valid_since", "since"),))
    asked = pa.Table.from_pylist(labels)
    found = engine.rows(ROWS, source, asked, ["tenant", "customer"], "asked", known)
    ttl = timedelta(microseconds=ROWS.ttl_us)
    expected = [row_at(ROWS, rows, (r["tenant"], r["customer"]), r["asked"], ttl, known) for r in labels]
    assert sum(row is None for row in expected) > 10
    nothing = dict.fromkeys(ROWS.columns)
    assert found.to_pylist() == [{name: (row or nothing)[name] for name in ROWS.columns} for row in expected]
    assert found == DuckDBOfflineEngine(None).rows(ROWS, source, asked, ["tenant", "customer"], "asked", known)


def test_windowed_features_are_read_from_the_lakehouse_in_the_order_of_the_labels(tmp_path: Path) -> None:
    history = History((delivery(0, "a", 5), delivery(1, "b", 7, card="c2"), delivery(2, "c", 9, tenant="south")))
    lake = Lakehouse(tmp_path)
    lake.append("payment", history.table(), after_position=-1)
    t = EPOCH + 12 * MINUTE
    asked = [
        ("south", "c1", t),
        ("north", "c2", t),
        ("north", "c9", t),
        ("north", "c1", t),
        ("south", "c1", t - MINUTE),
    ]
    points = pa.Table.from_pylist([dict(zip(("tenant", "key", "t_ms"), point)) for point in asked])
    columns = SparkOfflineEngine(tmp_path).windowed(VIEW, points)
    expected = [oracle.features_at(VIEW, history.deliveries, *point, known_by_ms=point[2]) for point in asked]
    assert list(zip(*(column.to_pylist() for column in columns))) == expected


def test_feast_asks_spark_when_its_configuration_says_so(tmp_path: Path) -> None:
    history = History((delivery(0, "a", 5), delivery(1, "b", 8), delivery(2, "c", 9, tenant="south")))
    Lakehouse(tmp_path / "lake").append("payment", history.table(), after_position=-1)
    write_feast_repository([VIEW], [], tmp_path / "repository", tmp_path / "online.db", tmp_path / "lake")
    asked = pa.table(
        {
            "tenant": ["south", "north", "nobody"],
            "card": ["c1", "c1", "c1"],
            "event_timestamp": pa.array([EPOCH + 12 * MINUTE] * 3, pa.timestamp("ms", "UTC")),
        }
    ).to_pandas()
    references = [f"{VIEW.table_name}:{name}" for name in ("mean_30s", "last_4m", "time_since_last_12m")]
    configuration = tmp_path / "repository" / "feature_store.yaml"
    answers = []
    for engine in ("offline_engine.DuckDBOfflineEngine", "spark_offline_engine.SparkOfflineEngine"):
        settings = yaml.safe_load(configuration.read_text(encoding="utf-8"))
        settings["offline_store"]["engine"] = f"andamio.features.offline.{engine}"
        configuration.write_text(yaml.safe_dump(settings), encoding="utf-8")
        answers.append(
            FeatureStore(repo_path=str(configuration.parent)).get_historical_features(asked, references).to_arrow()
        )
    assert answers[1]["mean_30s"].to_pylist() == [9.0, 6.5, None]
    assert answers[0] == answers[1]


def test_a_query_selects_labels() -> None:
    assert SparkOfflineEngine(None).query("SELECT 'c1' AS card").to_pylist() == [{"card": "c1"}]


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    points = pa.Table.from_pylist([{"tenant": "north", "key": "c1", "t_ms": EPOCH}])
    with pytest.raises(LakehouseError, match="run 'batch_features land'"):
        SparkOfflineEngine(tmp_path).windowed(VIEW, points)
    with pytest.raises(LakehouseError, match=r"name its folder as offline_store\.lake"):
        SparkOfflineEngine(None).windowed(VIEW, points)
    with pytest.raises(TrainingSetError, match="memory_limit 'much' is not"):
        SparkOfflineEngine(None, "much")
