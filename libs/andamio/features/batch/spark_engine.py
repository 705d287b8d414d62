"""The batch engine of clusters: the tiles, live features and features as known at a label that DuckDB computes, by Spark.

Rows stay with the executors, Delta's among them. Spark cuts deliveries by event to find the winners and the versions,
then by entity to merge them: tiles in SQL, features at labels by `spark_labels`.

    SparkEngineError    a sum or a value that is too large, or Spark failing; the message names the view
"""

import logging
from collections.abc import Sequence
from itertools import count
from typing import Any

import pyarrow as pa

from andamio.errors import AndamioError
from andamio.features.batch.duckdb_engine import Point
from andamio.features.batch.spark_sql import Knowledge, events_sql, tiles_sql, versions_sql, winners_sql
from andamio.features.components import Value
from andamio.features.definition import FeatureView
from andamio.features.offline.point_in_time import TIME_COLUMN, points_of
from andamio.features.offline.spark_labels import labels_with_features

_PLACE = "__place"
_TILE_ORDER = ("hop_ms", "tenant", "key", "tile_start_ms", "event_id")
_table_numbers = count()


class SparkEngineError(AndamioError):
    """Spark could not compute a view; the message names it and the cause."""


class SparkEngine:
    """A view's features over one set of deliveries. A context manager: leaving it frees what Spark keeps."""

    def __init__(self, session: Any, view: FeatureView, deliveries: Any, up_to_position: int | None = None) -> None:
        """`deliveries` is a Spark DataFrame, or an Arrow table, with the source contract's columns.

        The session has ANSI on, as Spark's own default is, so that overflow is an error. Knowledge is limited to log
        positions up to and including `up_to_position`; None is everything.
        """
        self._session = session
        self._view = view
        self._up_to_position = up_to_position
        # PySpark logs what it raises as well, with Java's stack trace.
        logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL)
        frame = session.createDataFrame(deliveries) if isinstance(deliveries, pa.Table) else deliveries
        self._names: list[str] = []
        self._deliveries = self._named(frame)
        # Tiles and events read the same winners, which Spark computes at their first use and spills to disk.
        self._kept = session.sql(winners_sql(view, self._deliveries, up_to_position)).persist()
        self._winners = self._named(self._kept)

    def __enter__(self) -> "SparkEngine":
        return self

    def __exit__(self, *_: object) -> None:
        self._kept.unpersist()
        for name in self._names:
            self._session.catalog.dropTempView(name)

    def tiles(self, before_ms: int | None = None, from_ms: int | None = None) -> pa.Table:
        """Tiles of every hop over the events in [from_ms, before_ms); see `BatchEngine.tiles`."""
        return self._tiles(self.tiles_frame(before_ms, from_ms))

    def events(self, from_ms: int | None = None, before_ms: int | None = None) -> pa.Table:
        """Counted events in [from_ms, before_ms), each as a tile of hop 0; see `BatchEngine.events`."""
        return self._tiles(self._session.sql(events_sql(self._view, self._winners, from_ms, before_ms)))

    def tiles_frame(self, before_ms: int | None = None, from_ms: int | None = None) -> Any:
        """The same tiles as a Spark DataFrame in no order, to be written from where they are."""
        return self._session.sql(tiles_sql(self._view, self._winners, from_ms, before_ms))

    def live(self, points: Sequence[Point]) -> list[tuple[Value, ...]]:
        """Features at each point with everything known: in the order of the points, and of the view's features."""
        return self._at(points, "everything")

    def point_in_time(self, points: Sequence[Point]) -> list[tuple[Value, ...]]:
        """Features at each point as known at its t: what an online read would have answered then."""
        return self._at(points, "then")

    def features(self, points: pa.Table, known: Knowledge) -> list[pa.ChunkedArray]:
        """Each of the view's features, in its order, at points with columns `tenant`, `key` and `t_ms`."""
        labels = points.select(["tenant", "key", "t_ms"]).rename_columns(["tenant", self._view.key_column, TIME_COLUMN])
        place = pa.array(range(len(points)), pa.int64())
        frame = self._session.createDataFrame(labels.append_column(_PLACE, place))
        rows = fetched(self._view.id, self.features_frame(frame, known=known)).sort_by(_PLACE)
        return [rows[name] for name in self._view.feature_names()]

    def features_frame(
        self, labels: Any, time_column: str = TIME_COLUMN, known: Knowledge = "then", pieces: int | None = None
    ) -> Any:
        """A Spark DataFrame of labels with a column "<view>__<feature>" for each feature, in no order.

        Labels have `tenant`, the view's key column, `time_column` (ms UTC), and anything else. Labels and versions are
        cut into pieces by entity (four times Spark's shuffle partitions unless given); a piece must fit into the memory
        of a Python worker, at some 200 bytes a version.
        """
        versions = versions_sql(self._view, self._deliveries, self._up_to_position, known)
        cut = pieces or 4 * int(self._session.conf.get("spark.sql.shuffle.partitions"))
        return labels_with_features(self._view, labels, time_column, self._session.sql(versions), cut)

    def _tiles(self, frame: Any) -> pa.Table:
        table = fetched(self._view.id, frame).sort_by([(name, "ascending") for name in _TILE_ORDER])
        # Spark knows which columns have no nulls, the other engines do not: tables are to be alike.
        return pa.Table.from_arrays(table.columns, table.column_names)

    def _at(self, points: Sequence[Point], known: Knowledge) -> list[tuple[Value, ...]]:
        if not points:
            return []
        tenants, keys, times = (pa.chunked_array([column]) for column in zip(*points))
        return list(zip(*(column.to_pylist() for column in self.features(points_of(tenants, keys, times), known))))

    def _named(self, frame: Any) -> str:
        self._names.append(f"andamio_{next(_table_numbers)}")
        frame.createOrReplaceTempView(self._names[-1])
        return self._names[-1]


def fetched(what: str, frame: Any) -> pa.Table:
    """A DataFrame as an Arrow table on the driver; errors say what it is about. Raises `SparkEngineError`."""
    # Only now: a process that uses another engine need not load PySpark.
    from pyspark.errors import ArithmeticException, PySparkException, PythonException

    try:
        return frame.toArrow()
    except ArithmeticException:
        raise SparkEngineError(f"a sum of {what} exceeds 38 digits; choose a shorter window") from None
    except PythonException as error:
        # The last line of a Python traceback is the exception.
        cause = [line for line in str(error).splitlines() if line.strip()][-1].partition(": ")[2]
        raise SparkEngineError(f"Spark could not compute {what}: {cause}") from None
    except PySparkException as error:
        raise SparkEngineError(f"Spark could not compute {what}: {str(error).splitlines()[0]}") from None
