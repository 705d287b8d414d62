"""Feast over the generated repository answers with the store's own values."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from feast import FeatureStore

from andamio.features.definition import FeatureView
from andamio.features.feast_plugins.feast_online_store import TileOnlineStore
from andamio.features.feast_plugins.feast_registry import view_document, view_of, write_feast_repository
from andamio.features.online.event_examples import rows_of_event
from andamio.features.online.online_store import StoreError
from andamio.features.online.sqlite_store import SqliteStore
from andamio.features.view_document import parse_view

HOUR = 3_600_000
T0 = 360_000 * HOUR

VIEW = parse_view(
    {
        "name": "payments",
        "version": 2,
        "key_column": "customer",
        "source": {"contract": "paid@1", "lateness": "7d", "duplicate_horizon": "1d"},
        "filter": [{"column": "currency", "equals": "GBP"}, {"column": "country", "in": ["GB", "IE"]}],
        "hops": {"1h": "1m", "24h": "1h"},
        "ttl": "24h",
        "freshness": "10s",
        "owner": "payments",
        "description": "What a customer paid.",
        "features": [
            {"name": "count_1h", "function": "count", "window": "1h"},
            {"name": "sum_24h", "function": "sum", "column": "amount", "window": "24h"},
            {"name": "mean_24h", "function": "mean", "column": "amount", "window": "24h"},
            {"name": "last_24h", "function": "last", "column": "amount", "window": "24h"},
        ],
    }
)


@dataclass(frozen=True)
class Service:
    name: str = "risk"
    version: int = 1
    owner: str = "risk-team"
    description: str = "What the risk model reads."
    views: tuple[FeatureView, ...] = (VIEW,)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("feast")
    rows = []
    for number, (key, time_ms) in enumerate([("ada", T0 - HOUR), ("ada", T0 - 90_000), ("bo", T0 - 30 * HOUR)]):
        rows += rows_of_event(VIEW, "shop", key, {"amount": 100 + number}, time_ms, f"e{number}")
    store = SqliteStore(folder / "online.db", [VIEW], create=True)
    store.write_batch(VIEW, T0, rows)
    store.close()
    write_feast_repository([VIEW], [Service()], folder / "repository", folder / "online.db")
    return folder / "repository"


def ask(repository: Path, as_of_ms: int) -> dict[str, Any]:
    settings = yaml.safe_load((repository / "feature_store.yaml").read_text())
    settings["online_store"]["as_of_ms"] = as_of_ms
    (repository / "feature_store.yaml").write_text(yaml.safe_dump(settings))
    feast = FeatureStore(repo_path=str(repository))
    rows = [{"customer": key, "tenant": "shop"} for key in ("ada", "bo", "cy")]
    response = feast.get_online_features(feast.get_feature_service("risk_v1"), rows, full_feature_names=True)
    answer: dict[str, Any] = response.to_dict(include_event_timestamps=True)
    return answer


@pytest.mark.parametrize("as_of_ms", [T0 - 90_000, T0 - 89_999, T0, T0 + 5 * HOUR, T0 + 40 * HOUR])
def test_get_online_features_returns_the_stores_values(repository: Path, as_of_ms: int) -> None:
    answer = ask(repository, as_of_ms)
    store = SqliteStore(repository.parent / "online.db", [VIEW])
    read = store.read(VIEW, [("shop", "ada"), ("shop", "bo"), ("shop", "cy")], as_of_ms)
    for feature in VIEW.features:
        assert answer[f"payments__{feature.name}"] == [entity.values[feature.name] for entity in read.entities]
    newest = [entity.newest_event_time_ms for entity in read.entities]
    assert [time or None for time in answer["payments__count_1h__ts"]] == [n and n // 1000 for n in newest]
    store.close()


def test_a_time_before_the_tail_is_not_found(repository: Path) -> None:
    assert ask(repository, T0 - HOUR)["payments__count_1h"] == [None, None, None]


def test_the_registry_names_owners_types_and_contracts(repository: Path) -> None:
    feast = FeatureStore(repo_path=str(repository))
    table = feast.get_feature_view("payments_v2")
    assert (table.owner, table.description) == ("payments", "What a customer paid.")
    assert table.tags["contract"] == "paid@1"
    assert {field.name: str(field.dtype) for field in table.features}["mean_24h"] == "Float64"
    assert sorted(entity.name for entity in feast.list_entities()) == ["customer", "tenant"]
    assert feast.get_feature_service("risk_v1").owner == "risk-team"
    assert view_of(table) == VIEW


def test_a_view_survives_its_document() -> None:
    view = replace(VIEW, tail_ms=1234)
    assert parse_view(view_document(view)) == view


def test_values_cannot_be_written_through_feast(repository: Path) -> None:
    feast = FeatureStore(repo_path=str(repository))
    with pytest.raises(StoreError, match="andamio features backfill"):
        TileOnlineStore().online_write_batch(feast.config, feast.get_feature_view("payments_v2"), [], None)


def test_parts_of_a_view_with_several_sources_are_answered_side_by_side(tmp_path: Path) -> None:
    parts = tuple(
        replace(VIEW, source=it, contract=it, features=tuple(replace(f, name=f"{it}_{f.name}") for f in VIEW.features))
        for it in ("paid", "refund")
    )
    folded = SqliteStore(tmp_path / "online.db", parts, create=True)
    for amount, part in enumerate(parts, 5):
        folded.write_batch(part, T0, rows_of_event(part, "shop", "ada", {"amount": amount}, T0 - HOUR))
    folded.close()
    write_feast_repository(parts, [Service(views=parts)], tmp_path / "repository", tmp_path / "online.db")
    feast = FeatureStore(repo_path=str(tmp_path / "repository"))
    assert {table.name: view_of(table) for table in feast.list_feature_views()} == {p.table_name: p for p in parts}
    settings = yaml.safe_load((tmp_path / "repository" / "feature_store.yaml").read_text())
    settings["online_store"]["as_of_ms"] = T0
    (tmp_path / "repository" / "feature_store.yaml").write_text(yaml.safe_dump(settings))
    feast = FeatureStore(repo_path=str(tmp_path / "repository"))
    asked = [{"customer": "ada", "tenant": "shop"}]
    answer = feast.get_online_features(feast.get_feature_service("risk_v1"), asked, full_feature_names=True).to_dict()
    assert answer["payments_paid__paid_sum_24h"] == [5]
    assert answer["payments_refund__refund_sum_24h"] == [6]
