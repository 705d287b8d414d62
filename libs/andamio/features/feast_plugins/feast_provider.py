"""Feast's `materialize` through the ledger: `FeatureStore.materialize(start, end)` is a backfill of tiles up to `end`.

A value is never stored, so there is no "latest row" to write. What Feast means is: from now on the store answers with what
happened until `end`. So the interval goes through the ledger (`batch.backfill`): tiles of whole coarsest hops are computed
from the lakehouse, loaded, read back, and the cut-over moves to `end`, rounded down to a hop. An interval that batch owns
already is written again. A kill in between is made good by the next call. Everything else is Feast's own provider.
"""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from feast import RepoConfig
from feast.infra.passthrough_provider import PassthroughProvider
from feast.infra.registry.base_registry import BaseRegistry

from andamio.errors import UserError
from andamio.features.batch.backfill import Backfill
from andamio.features.batch.duckdb_engine import DuckDBEngine, connect
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.batch.sqlite_ledger import LEDGER_FILE, SqliteLedger, new_owner
from andamio.features.feast_plugins.feast_registry import DEFINITION_TAG, view_of
from andamio.features.online.online_read import floor
from andamio.features.online.stores import open_store


class LedgerProvider(PassthroughProvider):
    """Feast's provider of our repositories."""

    def materialize_single_feature_view(
        self,
        config: RepoConfig,
        feature_view: Any,
        start_date: datetime,
        end_date: datetime,
        registry: BaseRegistry,
        project: str,
        tqdm_builder: Callable[[int], Any],
        disable_event_timestamp: bool = False,
    ) -> None:
        """Backfill the view's tiles up to `end_date`. Raises `UserError` where that cannot be, and `BackfillError`."""
        if DEFINITION_TAG not in feature_view.tags:
            raise UserError(
                f"{feature_view.name} is no windowed view, so it has no tiles to write; read its rows offline"
            )
        if not config.offline_store.lake:
            raise UserError(
                "the section offline_store of feature_store.yaml names no lake to materialize from; "
                "write the repository with 'feast_registry --lake'"
            )
        view = view_of(feature_view)
        lake = Lakehouse(Path(config.offline_store.lake))
        store = open_store(config.online_store.url or config.online_store.path, [view], create=True)
        ledger = SqliteLedger(lake.root / LEDGER_FILE)
        bar = tqdm_builder(1)
        try:
            with connect() as connection:
                backfill = Backfill(
                    *(view, lake, store, ledger),
                    lambda each, deliveries, position: DuckDBEngine(connection, each, deliveries, position),
                    new_owner(),
                    lambda: time.time_ns() // 1_000_000,
                )
                cutover_ms = store.cutover(view)
                to_ms = floor(_ms(end_date), view.coarsest_hop_ms)
                # Without a gap to what batch owns; and a first load takes all there is, whatever Feast asks for.
                from_ms = None if cutover_ms is None else min(floor(_ms(start_date), view.coarsest_hop_ms), cutover_ms)
                backfill.run(to_ms, from_ms)
            bar.update(1)
        finally:
            bar.close()
            ledger.close()
            store.close()


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
