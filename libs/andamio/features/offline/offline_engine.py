"""What computes features of the past behind Feast's offline store: embedded on DuckDB, or another of the same shape.

An engine reads for itself: windowed views from the lakehouse's deliveries, row views from the files that they name.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from andamio.features.batch.duckdb_engine import MEMORY_LIMIT, THREADS, connect
from andamio.features.batch.lakehouse import Lakehouse, LakehouseError
from andamio.features.definition import FeatureView
from andamio.features.event import BOOKKEEPING
from andamio.features.offline.point_in_time import TrainingSetError, features_then
from andamio.features.offline.row_view import RowView
from andamio.features.offline.rows_at_labels import rows_at_labels


@dataclass(frozen=True, slots=True)
class RowSource:
    """A file or folder of rows."""

    path: str
    format: Literal["parquet", "delta"]
    renamed: tuple[tuple[str, str], ...] = ()
    """(column in the file, column in the view) where the two differ."""


class OfflineEngine(Protocol):
    """Computes views at labels; the rows of an answer are those of the labels, in their order."""

    def windowed(self, view: FeatureView, points: pa.Table) -> Sequence[pa.Array]:
        """f(key, t, k = t) of each feature, in the view's order, at points with columns tenant, key and t_ms."""

    def rows(
        self,
        view: RowView,
        source: RowSource,
        labels: pa.Table,
        label_keys: Sequence[str],
        time_column: str,
        known: bool,
    ) -> pa.Table:
        """The columns of a row view at each label; see `rows_at_labels`."""

    def query(self, sql: str) -> pa.Table:
        """The labels that a query of the engine's own dialect selects."""


class DuckDBOfflineEngine:
    """The embedded engine. It keeps no connection between calls."""

    def __init__(self, lake: Path | None, memory_limit: str = MEMORY_LIMIT, threads: int = THREADS) -> None:
        self._lake, self._memory_limit, self._threads = lake, memory_limit, threads

    def windowed(self, view: FeatureView, points: pa.Table) -> Sequence[pa.Array]:
        if self._lake is None:
            raise LakehouseError(f"{view.id} is computed from a lakehouse; name its folder as offline_store.lake")
        read = {view.key_column, *(p.column for p in view.predicates)}
        read |= {feature.column for feature in view.features if feature.column is not None}
        columns = list(dict.fromkeys((*BOOKKEEPING, *sorted(read))))
        deliveries = Lakehouse(self._lake).deliveries(view.contract, columns)
        with self._connect() as connection:
            return features_then(connection, view, deliveries, points)

    def rows(
        self,
        view: RowView,
        source: RowSource,
        labels: pa.Table,
        label_keys: Sequence[str],
        time_column: str,
        known: bool,
    ) -> pa.Table:
        rows = read_rows(source, view.needed)
        with self._connect() as connection:
            return rows_at_labels(connection, view, rows, labels, label_keys, time_column, known)

    def query(self, sql: str) -> pa.Table:
        with self._connect() as connection:
            return connection.sql(sql).to_arrow_table()

    def _connect(self) -> AbstractContextManager:  # type: ignore[type-arg]  # DuckDB has no types
        return connect(self._memory_limit, self._threads)


def read_rows(source: RowSource, columns: Sequence[str]) -> pa.Table:
    """Some columns of a source, by the view's names. Raises `TrainingSetError`."""
    in_file = {new: old for old, new in source.renamed}
    try:
        if source.format == "delta":
            table = DeltaTable(source.path).to_pyarrow_table(columns=[in_file.get(name, name) for name in columns])
        else:
            table = pq.read_table(source.path, columns=[in_file.get(name, name) for name in columns])
    except (OSError, pa.ArrowException, DeltaError) as error:
        raise TrainingSetError(f"the rows at {source.path} cannot be read ({error}); correct the source") from None
    missing = [name for name in columns if in_file.get(name, name) not in table.column_names]
    if missing:
        raise TrainingSetError(f"the rows at {source.path} have no column '{missing[0]}'; correct the view")
    return table.select([in_file.get(name, name) for name in columns]).rename_columns(list(columns))
