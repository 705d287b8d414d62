"""Reading in-process: online values are the store's, history is what an online read would have answered then."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from andamio.features import oracle
from andamio.features.batch.duckdb_engine import DuckDBEngine, connect, tile_rows
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.components import of_event
from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.history_strategies import EPOCH, KEY, MINUTE, SCHEMA, SECOND, TENANT, VIEW, delivery
from andamio.features.online.online_store import Progress, TileRow, TileWrite
from andamio.features.online.sqlite_store import SqliteStore
from andamio.features.sdk.feature_rows import FeatureReadError, FeatureRequestRefused
from andamio.features.sdk.local_features import ENTITIES_A_READ, AsyncLocalFeatures, LocalFeatures
from andamio.features.view_document import parse_parts

T = EPOCH + 12 * MINUTE
ENTITY = {"tenant": TENANT, "card": KEY}
EVENTS = [
    delivery(position, event_id=f"e{position}", amount_minor=100 * position, event_time_ms=T - position * 20 * SECOND)
    for position in range(1, 9)
]


@dataclass(frozen=True)
class CardRisk:
    id: str
    views: tuple[FeatureView, ...]


SERVICE = CardRisk("card_risk@1", (VIEW,))


@pytest.fixture
def features(tmp_path: Path) -> Iterator[LocalFeatures]:
    store = SqliteStore(tmp_path / "online.db", [VIEW], create=True)
    lake = Lakehouse(tmp_path / "lake")
    ordered = sorted(EVENTS, key=lambda d: d.known_at_ms)
    rows = [{**d.values, "position": position} for position, d in enumerate(ordered)]
    lake.append(VIEW.contract, pa.Table.from_pylist(rows, SCHEMA), -1)
    writes = [
        TileWrite(VIEW.id, 8, TileRow(tenant, key, hop, start, "", partial))
        for (tenant, key, hop, start), partial in oracle.tiles(VIEW, EVENTS).items()
    ]
    raw = [TileWrite(VIEW.id, 8, _raw(d)) for d in EVENTS]
    store.apply(1, [*writes, *raw, Progress(VIEW.id, 8)], "")
    yield LocalFeatures([SERVICE], store, lake, clock_ms=lambda: T)
    store.close()


def _raw(d: Delivery) -> TileRow:
    return TileRow(TENANT, KEY, 0, d.event_time_ms, d.event_id, of_event(VIEW, d.values, d.event_time_ms, d.event_id))


def test_a_read_has_the_oracles_values_by_name(features: LocalFeatures) -> None:
    rows = features.read(SERVICE.id, [ENTITY, {"tenant": "south", "card": KEY}], event_times=True)
    expected = dict(zip(VIEW.feature_names(), oracle.features_at(VIEW, EVENTS, TENANT, KEY, T)))
    assert rows.row(0) == expected
    assert rows.as_of_ms == T
    assert [status[VIEW.id] for status in rows.statuses] == ["present", "not_found"]
    assert rows.event_times_ms == ({VIEW.id: T - 20 * SECOND}, {VIEW.id: None})
    assert rows.applied_positions == {VIEW.id: {0: 8}}
    assert rows.complete
    table = rows.table()
    assert table.column_names == ["tenant", "card", *VIEW.feature_names()]
    assert table.to_pylist()[0] == {**ENTITY, **expected}


def test_asynchronously_too(features: LocalFeatures) -> None:
    assert asyncio.run(AsyncLocalFeatures(features).read(SERVICE.id, [ENTITY])) == features.read(SERVICE.id, [ENTITY])


def test_a_batch_larger_than_one_read_is_whole_and_in_order(features: LocalFeatures) -> None:
    entities = [{"tenant": TENANT, "card": KEY if n == ENTITIES_A_READ else f"other{n}"} for n in range(2_300)]
    rows = features.read(SERVICE.id, entities)
    assert list(rows.entities) == entities
    present = [n for n, status in enumerate(rows.statuses) if status[VIEW.id] == "present"]
    assert present == [ENTITIES_A_READ]


def test_history_is_at_each_labels_own_time(features: LocalFeatures) -> None:
    times = [T, T - 90 * SECOND, T - 10 * MINUTE]
    labels = pa.table({"tenant": [TENANT] * 3, "card": [KEY] * 3, "t_ms": times, "label": [1, 0, 1]})
    found = features.history(SERVICE.id, labels).to_pylist()
    for row, t_ms in zip(found, times, strict=True):
        expected = oracle.features_at(VIEW, EVENTS, TENANT, KEY, t_ms, known_by_ms=t_ms)
        assert tuple(row[name] for name in VIEW.feature_names()) == expected
    assert [row["label"] for row in found] == [1, 0, 1]


def test_what_cannot_be_answered_is_refused_with_the_field(features: LocalFeatures) -> None:
    for service, entities, field in (
        ("card_risk@2", [ENTITY], "feature_service"),
        (SERVICE.id, [], "entities"),
        (SERVICE.id, [ENTITY, {"tenant": TENANT}], "entities.1.card"),
    ):
        with pytest.raises(FeatureRequestRefused) as refused:
            features.read(service, entities)
        assert refused.value.field == field
    with pytest.raises(FeatureReadError, match="lakehouse="):
        LocalFeatures([SERVICE]).history(SERVICE.id, pa.table({"t_ms": [1]}))


def test_a_view_with_several_sources_is_read_as_one_row_of_all_its_parts(tmp_path: Path) -> None:
    source = {"lateness": "3m", "duplicate_horizon": "2m"}
    paid, refunded = parse_parts(
        {
            "name": "card_risk",
            "version": 1,
            "key_column": "card",
            "sources": {
                "paid": {"contract": "payment@1", **source},
                "refunded": {"contract": "refund@1", **source, "filter": [{"column": "currency", "equals": "GBP"}]},
            },
            "hops": {"4m": "1m", "12m": "4m"},
            "ttl": "12m",
            "tail": "1m",
            "freshness": "1s",
            "owner": "tests",
            "features": [
                {"name": "paid_12m", "source": "paid", "function": "count", "window": "12m"},
                {
                    "name": "refunded_4m",
                    "source": "refunded",
                    "function": "sum",
                    "column": "amount_minor",
                    "window": "4m",
                },
            ],
        }
    )
    refunds = [
        delivery(0, event_time_ms=T - 30 * SECOND),
        delivery(1, "b", 7, event_time_ms=T - 40 * SECOND, currency="EUR"),
    ]
    store, lake = SqliteStore(tmp_path / "store.db", [paid, refunded], create=True), Lakehouse(tmp_path / "lake")
    for part, events in ((paid, EVENTS), (refunded, refunds)):
        ordered = [{**d.values, "position": n} for n, d in enumerate(sorted(events, key=lambda d: d.known_at_ms))]
        table = pa.Table.from_pylist(ordered, SCHEMA)
        lake.append(part.contract, table, -1)
        with connect() as connection, DuckDBEngine(connection, part, table) as engine:
            rows = [*tile_rows(part, engine.tiles()), *tile_rows(part, engine.events())]
        store.apply(1, [*(TileWrite(part.id, 9, row) for row in rows), Progress(part.id, 9)], "")
    service = CardRisk("card_risk@1", (paid, refunded))
    features = LocalFeatures([service], store, lake, clock_ms=lambda: T)
    rows_read = features.read(service.id, [ENTITY])
    assert rows_read.row(0) == {"card_risk__paid_12m": len(EVENTS), "card_risk__refunded_4m": 100}
    assert set(rows_read.statuses[0]) == {"card_risk@1.paid", "card_risk@1.refunded"}
    labels = pa.table({"tenant": [TENANT], "card": [KEY], "t_ms": [T]})
    (past,) = features.history(service.id, labels).to_pylist()
    assert {name: past[name] for name in rows_read.features} == rows_read.row(0)
    store.close()
