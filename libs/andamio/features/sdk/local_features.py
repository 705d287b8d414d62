"""Features read in-process: from the online store, and of history from the lakehouse. No service in between."""

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence

import pyarrow as pa

from andamio.features.batch.duckdb_engine import connect
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.offline.point_in_time import training_set
from andamio.features.online.online_store import OnlineStore
from andamio.features.sdk.feature_rows import (
    TENANT,
    Entity,
    FeatureReadError,
    FeatureRequestRefused,
    FeatureRows,
    Service,
    joined,
    key_column,
    rows_of,
)

# One transaction or round trip each; a longer one would hold up other readers of a server.
ENTITIES_A_READ = 1_000


def _clock_ms() -> int:
    return time.time_ns() // 1_000_000


class LocalFeatures:
    """`Features` without a service. Safe for use by several threads, as the store is."""

    def __init__(
        self,
        services: Iterable[Service],
        store: OnlineStore | None = None,
        lakehouse: Lakehouse | None = None,
        clock_ms: Callable[[], int] = _clock_ms,
    ) -> None:
        """A store for `read`, a lakehouse for `history`: either may be left out."""
        self._services = {service.id: service for service in services}
        self._store = store
        self._lakehouse = lakehouse
        self._clock_ms = clock_ms

    def read(
        self,
        feature_service: str,
        entities: Sequence[Entity],
        *,
        as_of_ms: int | None = None,
        event_times: bool = False,
        budget_ms: int | None = None,
    ) -> FeatureRows:
        """See `Features.read`. The budget is the store's own, given when it was opened; `budget_ms` is refused."""
        if self._store is None:
            raise FeatureReadError("no online store was given; pass store= to read features of now")
        if budget_ms is not None:
            raise FeatureRequestRefused(
                "a store read in-process has the timeout that it was opened with; leave budget_ms out", "budget_ms"
            )
        service = self._service(feature_service)
        keys = keys_of(service, entities)
        t_ms = self._clock_ms() if as_of_ms is None else as_of_ms
        parts = []
        for start in range(0, len(keys), ENTITIES_A_READ):
            answers = self._store.read_many(service.views, keys[start : start + ENTITIES_A_READ], t_ms)
            parts.append(rows_of(service.id, t_ms, entities[start : start + ENTITIES_A_READ], answers, event_times))
        return joined(parts)

    def history(self, feature_service: str, labels: pa.Table, time_column: str = "t_ms") -> pa.Table:
        """See `Features.history`."""
        service = self._service(feature_service)
        if self._lakehouse is None:
            raise FeatureReadError("no lakehouse was given; pass lakehouse= to read features of the past")
        deliveries = {
            f"{view.contract}@{view.contract_version}": self._lakehouse.deliveries(view.contract)
            for view in service.views
        }
        with connect() as connection:
            return training_set(connection, service.views, deliveries, labels, time_column)

    def _service(self, feature_service: str) -> Service:
        try:
            return self._services[feature_service]
        except KeyError:
            known = ", ".join(sorted(self._services))
            raise FeatureRequestRefused(
                f"there is no feature service '{feature_service}'; choose from {known}", "feature_service"
            ) from None


class AsyncLocalFeatures:
    """`AsyncFeatures` without a service: reads happen in threads."""

    def __init__(self, features: LocalFeatures) -> None:
        self._features = features

    async def read(
        self,
        feature_service: str,
        entities: Sequence[Entity],
        *,
        as_of_ms: int | None = None,
        event_times: bool = False,
        budget_ms: int | None = None,
    ) -> FeatureRows:
        """See `AsyncFeatures.read`."""
        return await asyncio.to_thread(
            self._features.read,
            feature_service,
            entities,
            as_of_ms=as_of_ms,
            event_times=event_times,
            budget_ms=budget_ms,
        )


def keys_of(service: Service, entities: Sequence[Entity]) -> list[tuple[str, str]]:
    """The (tenant, key) of each entity. Raises `FeatureRequestRefused` naming the first that misses one."""
    if not entities:
        raise FeatureRequestRefused("no entities were named; name at least one", "entities")
    column = key_column(service)
    keys = []
    for place, entity in enumerate(entities):
        for name in (TENANT, column):
            if not isinstance(entity.get(name), str) or not entity[name]:
                raise FeatureRequestRefused(
                    f"entity {place} has no '{name}'; {service.id} is about entities with {TENANT} and {column}",
                    f"entities.{place}.{name}",
                )
        keys.append((entity[TENANT], entity[column]))
    return keys
