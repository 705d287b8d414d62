"""Features of the past by Spark, behind Feast's offline store: `engine: andamio.features.offline.spark_offline_engine.SparkOfflineEngine`.

Spark reads deliveries and rows where they are and cuts them by entity; each piece is computed in a Python worker as on
one machine, by `label_features` and `rows_at_labels`. Times are in microseconds, the finest that Spark has. Only labels
and answers pass through this process. It takes the session that is active, a cluster's say, or starts a local one for
the call.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from andamio.features.batch.duckdb_engine import MEMORY_LIMIT, THREADS, connect
from andamio.features.batch.lakehouse import LakehouseError
from andamio.features.batch.spark_engine import SparkEngine, fetched
from andamio.features.batch.spark_session import SparkSettings, local_session
from andamio.features.definition import FeatureView
from andamio.features.offline.offline_engine import RowSource
from andamio.features.offline.point_in_time import TrainingSetError
from andamio.features.offline.row_view import RowView
from andamio.features.offline.rows_at_labels import rows_at_labels
from andamio.features.offline.spark_labels import by_piece

_PLACE = "__place"
_MEGABYTES = {"GB": 1_000, "GIB": 1_024, "MB": 1, "MIB": 1}


class SparkOfflineEngine:
    """An `OfflineEngine` on Spark."""

    def __init__(self, lake: Path | None, memory_limit: str = MEMORY_LIMIT, threads: int = THREADS) -> None:
        """`memory_limit`, such as "2GB", and `threads` are of a local session; an active one has its own."""
        self._lake, self._heap_mb, self._threads = lake, _megabytes(memory_limit), threads

    def windowed(self, view: FeatureView, points: pa.Table) -> Sequence[pa.Array]:
        if self._lake is None:
            raise LakehouseError(f"{view.id} is computed from a lakehouse; name its folder as offline_store.lake")
        table = (self._lake / view.contract).absolute()
        if not (table / "_delta_log").is_dir():
            raise LakehouseError(f"there is no Delta table at {table}; run 'batch_features land', or correct the lake")
        with self._session() as session:
            deliveries = session.read.format("delta").load(str(table))
            with SparkEngine(session, view, deliveries) as engine:
                return engine.features(points, "then")

    def rows(
        self,
        view: RowView,
        source: RowSource,
        labels: pa.Table,
        label_keys: Sequence[str],
        time_column: str,
        known: bool,
    ) -> pa.Table:
        from pyspark.sql import functions as sql
        from pyspark.sql.types import LongType, StructType

        names = [*(f"key_{place}" for place in range(len(label_keys))), "t"]
        # Rows have no finer times, so what is at or before t is so at or before its microsecond.
        times = pc.floor_temporal(labels[time_column], unit="microsecond").cast(pa.timestamp("us", "UTC"))
        asked = pa.table([*(labels[name] for name in label_keys), times], names)
        asked = asked.append_column(_PLACE, pa.array(range(len(asked)), pa.int64()))
        in_file = {new: old for old, new in source.renamed}
        with self._session() as session:
            stored = session.read.format(source.format).load(source.path)
            for name in view.needed:
                if in_file.get(name, name) not in stored.columns:
                    raise TrainingSetError(f"the rows at {source.path} have no column '{name}'; correct the view")
            rows = stored.select([sql.col(f"`{in_file.get(name, name)}`").alias(name) for name in view.needed])
            frame = session.createDataFrame(asked)
            for name, key in zip(names, view.key_columns):
                frame = frame.withColumn(name, sql.col(name).cast(rows.schema[key].dataType))
            schema = StructType([rows.schema[name] for name in view.columns]).add(_PLACE, LongType())
            for field in schema:
                field.nullable = True
            pieces = 4 * int(session.conf.get("spark.sql.shuffle.partitions"))
            together = by_piece(frame, names[:-1], pieces).cogroup(by_piece(rows, view.key_columns, pieces))
            computed = together.applyInArrow(partial(_piece, view, names, known), schema)
            found = fetched(view.id, computed)
        return found.sort_by(_PLACE).drop_columns([_PLACE])

    def query(self, sql: str) -> pa.Table:
        with self._session() as session:
            return fetched("the labels", session.sql(sql))

    @contextmanager
    def _session(self) -> Iterator[Any]:
        from pyspark.sql import SparkSession

        active = SparkSession.getActiveSession()
        if active is not None:
            yield active
            return
        with (
            tempfile.TemporaryDirectory(prefix="andamio-spark-") as folder,
            local_session(SparkSettings(Path(folder), self._threads, self._heap_mb)) as session,
        ):
            yield session


def _piece(view: RowView, names: Sequence[str], known: bool, labels: pa.Table, rows: pa.Table) -> pa.Table:
    with connect(threads=1) as connection:
        found = rows_at_labels(connection, view, rows, labels, names[:-1], names[-1], known)
    return found.append_column(_PLACE, labels[_PLACE])


def _megabytes(limit: str) -> int:
    number = limit.rstrip("GIMBgimb ")
    factor = _MEGABYTES.get(limit[len(number) :].strip().upper())
    if factor is None or not number.strip().isdigit():
        raise TrainingSetError(f"offline_store.memory_limit '{limit}' is not a number of MB or GB; use one like '2GB'")
    return int(number) * factor
