"""Our online store as Feast's: `FeatureStore.get_online_features` merges tiles at read, as the feature API does.

Feast asks for the values of now; so t is the clock, or `as_of_ms` of the configuration when history is replayed.
A key without events has the values of no events (counts are 0), as in training, and no event timestamp; a t before
the tail gives Feast's NOT_FOUND. Tiles come from the batch and stream writers: writing values through Feast is refused.
"""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from feast import Entity
from feast import FeatureView as FeastView
from feast import RepoConfig
from feast.infra.online_stores.online_store import OnlineStore
from feast.protos.feast.types.EntityKey_pb2 import EntityKey
from feast.protos.feast.types.Value_pb2 import Value as ValueProto
from feast.repo_config import FeastConfigBaseModel

from andamio.features.components import Value
from andamio.features.definition import FeatureView
from andamio.features.feast_plugins.feast_registry import TENANT, view_of
from andamio.features.online.online_store import EntityRead
from andamio.features.online.online_store import OnlineStore as TileStore
from andamio.features.online.online_store import StoreError
from andamio.features.online.stores import open_store

_Row = tuple[datetime | None, dict[str, ValueProto] | None]


class TileOnlineStoreConfig(FeastConfigBaseModel):
    """The `online_store` section of feature_store.yaml."""

    type: Literal["andamio.features.feast_plugins.feast_online_store.TileOnlineStore"] = (
        "andamio.features.feast_plugins.feast_online_store.TileOnlineStore"
    )
    path: str | None = None
    """File of a store in SQLite."""
    url: str | None = None
    """Or where any store is, as in redis://host:port/db; the credential comes from the environment (`stores`)."""
    as_of_ms: int | None = None
    """Read at this time, ms UTC, rather than at the clock's."""


class TileOnlineStore(OnlineStore):
    """Feast's view of an `OnlineStore`."""

    def __init__(self) -> None:
        super().__init__()
        self._stores: dict[tuple[str, str], tuple[FeatureView, TileStore]] = {}

    def online_read(
        self,
        config: RepoConfig,
        table: FeastView,
        entity_keys: list[EntityKey],
        requested_features: list[str] | None = None,
    ) -> list[_Row]:
        """The values of each key, and the time of its newest event."""
        view, store = self._open(config, table)
        t_ms = config.online_store.as_of_ms
        if t_ms is None:
            t_ms = time.time_ns() // 1_000_000
        read = store.read(view, [_entity(view, key) for key in entity_keys], t_ms)
        return [_row(entity, requested_features) for entity in read.entities]

    def online_write_batch(self, config: RepoConfig, table: FeastView, data: Any, progress: Any) -> None:
        """Refused: a value is computed from tiles, never stored."""
        raise StoreError(
            f"values of {table.name} cannot be written through Feast, for they are computed from tiles at read; "
            "run 'andamio features backfill', or Feast's materialize, instead of a push"
        )

    def update(
        self,
        config: RepoConfig,
        tables_to_delete: Sequence[FeastView],
        tables_to_keep: Sequence[FeastView],
        entities_to_delete: Sequence[Entity],
        entities_to_keep: Sequence[Entity],
        partial: bool,
    ) -> None:
        """Nothing to do: the writers make what they need."""

    def teardown(self, config: RepoConfig, tables: Sequence[FeastView], entities: Sequence[Entity]) -> None:
        """Close the store; its tiles belong to the writers and stay."""
        for _, store in self._stores.values():
            store.close()
        self._stores.clear()

    def _open(self, config: RepoConfig, table: FeastView) -> tuple[FeatureView, TileStore]:
        settings = config.online_store
        if (settings.path is None) == (settings.url is None):
            raise StoreError(
                "the section online_store of feature_store.yaml says nowhere, or twice, where the store is; "
                "give it one of path and url"
            )
        opened = (settings.url or settings.path, table.name)
        if opened not in self._stores:
            view = view_of(table)
            self._stores[opened] = (view, open_store(opened[0], [view]))
        return self._stores[opened]


def _entity(view: FeatureView, key: EntityKey) -> tuple[str, str]:
    values = {name: value.string_val for name, value in zip(key.join_keys, key.entity_values, strict=True)}
    return values[TENANT], values[view.key_column]


def _row(entity: EntityRead, requested: list[str] | None) -> _Row:
    if entity.status == "too_old":
        return None, None
    newest = entity.newest_event_time_ms
    return (
        None if newest is None else datetime.fromtimestamp(newest / 1000, UTC),
        {name: _proto(value) for name, value in entity.values.items() if requested is None or name in requested},
    )


def _proto(value: Value) -> ValueProto:
    if value is None:
        return ValueProto()
    return ValueProto(double_val=value) if isinstance(value, float) else ValueProto(int64_val=value)
