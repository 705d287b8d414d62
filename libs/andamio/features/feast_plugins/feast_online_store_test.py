"""Feast's online store on either of ours: every function's value, by an URL or a path of feature_store.yaml."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from feast import FeatureStore

from andamio.features.feast_plugins.feast_registry import write_feast_repository
from andamio.features.history_strategies import EPOCH, MINUTE, VIEW
from andamio.features.online.event_examples import rows_of_event
from andamio.features.online.local_redis import LocalRedis
from andamio.features.online.online_store import StoreError
from andamio.features.online.stores import open_store

T_MS = EPOCH + 12 * MINUTE


@pytest.fixture(scope="module")
def server() -> Iterator[LocalRedis]:
    with LocalRedis() as running:
        yield running


def repository(folder: Path, **online_store: str) -> FeatureStore:
    """A Feast repository of the view with these settings of the store."""
    write_feast_repository([VIEW], [], folder / "feast", folder / "store.db")
    settings = yaml.safe_load((folder / "feast" / "feature_store.yaml").read_text())
    settings["online_store"].pop("path")
    settings["online_store"] |= {**online_store, "as_of_ms": T_MS}
    (folder / "feast" / "feature_store.yaml").write_text(yaml.safe_dump(settings))
    return FeatureStore(repo_path=str(folder / "feast"))


@pytest.mark.parametrize("kind", ["path", "url"])
def test_feast_answers_with_the_values_of_the_store_behind_it(kind: str, tmp_path: Path, server: LocalRedis) -> None:
    where = server.url if kind == "url" else str(tmp_path / "store.db")
    store = open_store(where, [VIEW], create=True)
    rows = []
    for number, merchant in enumerate(("mill", "kiosk", "cafe", "mill")):
        at_ms = T_MS - 20_000 * (number + 1)
        values = {"amount_minor": 2**60 + number, "merchant": merchant}
        rows += rows_of_event(VIEW, "north", f"c{number}", values, at_ms, f"e{number}")
    store.write_batch(VIEW, T_MS, rows)
    feast = repository(tmp_path, **{kind: where})
    names = [feature.name for feature in VIEW.features]
    keys = [("north", f"c{number}") for number in range(5)]
    answer = feast.get_online_features(
        [f"{feast.list_feature_views()[0].name}:{name}" for name in names],
        [{"tenant": tenant, "card": card} for tenant, card in keys],
    ).to_dict()
    read = store.read(VIEW, keys, T_MS)
    assert {entity.status for entity in read.entities} == {"present", "not_found"}
    for name in names:
        assert answer[name] == [entity.values[name] for entity in read.entities], name
    store.close()


def test_a_repository_that_does_not_say_where_the_store_is_or_says_it_twice_is_told(
    tmp_path: Path, server: LocalRedis
) -> None:
    for settings in ({}, {"path": "store.db", "url": server.url}):
        feast = repository(tmp_path, **settings)
        with pytest.raises(StoreError, match="one of path and url"):
            feast.get_online_features(
                [f"{feast.list_feature_views()[0].name}:count_30s"], [{"tenant": "north", "card": "c1"}]
            )
