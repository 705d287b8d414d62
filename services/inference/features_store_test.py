"""Features read from the store in the replica itself: the same as the store says, and never after the budget."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from andamio.catalog.loading import load_catalog
from andamio.features.definition import FeatureView
from andamio.features.online.online_store import StoreUnavailable
from andamio.features.online.reader import ThreadedReader
from andamio.features.online.stores import open_store
from andamio.features.online.view_answer import ViewAnswer
from inference.errors import FeaturesUnavailable
from inference.features_client import FeatureStore, FeatureVector

CATALOG = load_catalog()
SERVICE = CATALOG.services["reversal_risk@1"]
CUTOVER = max(view.coarsest_hop_ms for view in SERVICE.views) * 30_000
AT_MS = CUTOVER + 5


def read(
    source: FeatureStore, customer: str = "ada", as_of_ms: int = AT_MS, service: str = SERVICE.id
) -> FeatureVector:
    return asyncio.run(source.read(service, "shop", customer, as_of_ms))


@pytest.fixture
def source(tmp_path: Path) -> FeatureStore:
    store = open_store(str(tmp_path / "online.db"), SERVICE.views, create=True)
    for view in SERVICE.views:
        store.write_batch(view, CUTOVER, [])
    return FeatureStore(ThreadedReader(store), CATALOG.services, 5_000)


def test_a_vector_has_every_feature_of_the_service_by_name(source: FeatureStore) -> None:
    vector = read(source)

    assert tuple(vector.values) == SERVICE.feature_names()
    assert (vector.feature_service, vector.as_of_ms) == (SERVICE.id, AT_MS)
    assert vector.statuses == {view.id: "not_found" for view in SERVICE.views}
    assert set(vector.applied_position) == {view.id for view in SERVICE.views}


def test_a_time_before_the_tail_is_unavailable_and_says_so(source: FeatureStore) -> None:
    with pytest.raises(FeaturesUnavailable, match="score it offline"):
        read(source, as_of_ms=1)


def test_a_service_that_the_catalog_does_not_have_is_named(source: FeatureStore) -> None:
    with pytest.raises(FeaturesUnavailable, match="other@1"):
        read(source, service="other@1")


class _Broken:
    async def read(
        self, views: Sequence[FeatureView], keys: Sequence[tuple[str, str]], t_ms: int, budget_s: float
    ) -> list[ViewAnswer]:
        raise StoreUnavailable("it is gone")

    def close(self) -> None:
        pass


def test_a_store_that_fails_is_features_that_are_unavailable() -> None:
    with pytest.raises(FeaturesUnavailable, match="it is gone"):
        read(FeatureStore(_Broken(), CATALOG.services, 100))
