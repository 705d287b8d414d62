"""Feast's materialize is a backfill: what it has written is served to the bit, and the ledger says so."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
import yaml
from feast import FeatureStore

from andamio.errors import UserError
from andamio.features import oracle
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.batch.sqlite_ledger import LEDGER_FILE, SqliteLedger
from andamio.features.feast_plugins.feast_registry import write_feast_repository
from andamio.features.history_strategies import EPOCH, KEY, MINUTE, SCHEMA, SECOND, TENANT, VIEW, delivery
from andamio.features.online.stores import open_store

HOP = VIEW.coarsest_hop_ms
EVENTS = [
    delivery(n, event_id=f"e{n}", amount_minor=7 * n, event_time_ms=EPOCH + n * 37 * SECOND) for n in range(1, 26)
]
NAMES = [feature.name for feature in VIEW.features]


def moment(time_ms: int) -> datetime:
    return datetime.fromtimestamp(time_ms / 1000, UTC)


def store_of(folder: Path, as_of_ms: int) -> FeatureStore:
    file = folder / "feast" / "feature_store.yaml"
    settings = yaml.safe_load(file.read_text(encoding="utf-8"))
    settings["online_store"]["as_of_ms"] = as_of_ms
    file.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return FeatureStore(repo_path=str(folder / "feast"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    table = pa.Table.from_pylist([dict(d.values) for d in EVENTS], SCHEMA)
    Lakehouse(tmp_path / "lake").append(VIEW.contract, table, -1)
    write_feast_repository([VIEW], [], tmp_path / "feast", tmp_path / "store.db", tmp_path / "lake")
    return tmp_path


def served(feast: FeatureStore) -> tuple[object, ...]:
    asked = [f"{VIEW.table_name}:{name}" for name in NAMES]
    answer = feast.get_online_features(asked, [{"tenant": TENANT, VIEW.key_column: KEY}]).to_dict()
    return tuple(answer[name][0] for name in NAMES)


def test_materialize_moves_the_cut_over_through_the_ledger_and_serves_the_oracles_values(folder: Path) -> None:
    for hops in (2, 3, 3):
        end_ms = EPOCH + hops * HOP
        feast = store_of(folder, end_ms)
        feast.materialize(moment(EPOCH + HOP), moment(end_ms + 17 * SECOND))
        done = [event for event in EVENTS if event.event_time_ms < end_ms]
        assert served(feast) == oracle.features_at(VIEW, done, TENANT, KEY, end_ms)
        opened = open_store(str(folder / "store.db"), [VIEW])
        assert opened.cutover(VIEW) == end_ms
        opened.close()
        ledger = SqliteLedger(folder / "lake" / LEDGER_FILE)
        intervals = ledger.intervals(VIEW.id)
        assert {interval.state for interval in intervals} == {"done"}
        assert intervals[-1].to_ms == end_ms
        ledger.close()


def test_an_interval_within_a_hop_and_a_repository_without_a_lake_are_refused(folder: Path) -> None:
    feast = store_of(folder, EPOCH)
    feast.materialize(moment(EPOCH), moment(EPOCH + 2 * HOP))
    with pytest.raises(UserError, match="nothing from"):
        feast.materialize(moment(EPOCH + HOP), moment(EPOCH + HOP + MINUTE))
    write_feast_repository([VIEW], [], folder / "feast", folder / "store.db")
    with pytest.raises(UserError, match="names no lake"):
        store_of(folder, EPOCH).materialize(moment(EPOCH), moment(EPOCH + HOP))
