"""What batch needs of an engine, so that DuckDB on one machine and Spark on a cluster take each other's place."""

from types import TracebackType
from typing import Protocol, Self

import pyarrow as pa


class BatchEngine(Protocol):
    """A view's counted events over one set of deliveries. Leaving it as a context manager frees what it holds.

    Tables have the columns tenant, key, hop_ms, tile_start_ms, event_id, and one a component of the view; see
    `duckdb_engine.tile_rows`. Times are of events, in ms; None is no bound.
    """

    def tiles(self, before_ms: int | None = None, from_ms: int | None = None) -> pa.Table:
        """Tiles of every hop over the events in [from_ms, before_ms), multiples of the coarsest hop.

        Ordered by hop, tenant, key and start.
        """

    def events(self, from_ms: int | None = None, before_ms: int | None = None) -> pa.Table:
        """Counted events in [from_ms, before_ms), each as a tile of hop 0."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...
