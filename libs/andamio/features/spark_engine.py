"""The batch engine of clusters: the tiles, live features and features as known at a label that DuckDB computes, by Spark.

The same shapes as in `duckdb_engine` over Spark tables, Delta's among them: rows stay with the executors, cut by event to
find the winners, then by entity to merge them. `components.finalize` does the one division, as everywhere: on the driver
for a few points, on the executors for a table of them.

    SparkEngineError    a sum beyond 38 digits, or Spark failing; the message names the view
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import count
from typing import Any

import pyarrow as pa

from andamio.errors import AndamioError
from andamio.features import components
from andamio.features.components import Value
from andamio.features.definition import Feature, FeatureView
from andamio.features.duckdb_engine import Point
from andamio.features.point_in_time import feature_type
from andamio.features.spark_sql import events_sql, features_sql, tiles_sql, versions_sql, winners_sql

POINT = ("tenant", "key", "t_ms")
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
        frame = self._session.sql(events_sql(self._view, self._winners, from_ms, before_ms))
        return self._tiles(frame)

    def tiles_frame(self, before_ms: int | None = None, from_ms: int | None = None) -> Any:
        """The same tiles as a Spark DataFrame in no order, to be written from where they are."""
        return self._session.sql(tiles_sql(self._view, self._winners, from_ms, before_ms))

    def live(self, points: Sequence[Point]) -> list[tuple[Value, ...]]:
        """Features at each point with everything known: in the order of the points, and of the view's features."""
        return self._at(points, self._live)

    def point_in_time(self, points: Sequence[Point]) -> list[tuple[Value, ...]]:
        """Features at each point as known at its t: what an online read would have answered then."""
        return self._at(points, self._as_known)

    def point_in_time_frame(self, points: Any) -> Any:
        """Features at each different point as known at its t, as a Spark DataFrame in no order.

        `points` is a DataFrame with the columns tenant, key and t_ms. The result has these, and a column
        "<view>__<feature>" a feature: means and variances are doubles, all else BIGINT.
        """
        doubles = [feature_type(feature) == pa.float64() for feature in self._view.features]
        columns = [f"`{name}` {'DOUBLE' if d else 'BIGINT'}" for name, d in zip(self._view.feature_names(), doubles)]
        schema = ", ".join(["tenant STRING", "key STRING", "t_ms BIGINT", *columns])
        return self._as_known(points).mapInArrow(partial(finalized_batches, self._view), schema)

    def _tiles(self, frame: Any) -> pa.Table:
        table = fetched(self._view, frame).sort_by([(name, "ascending") for name in _TILE_ORDER])
        # Spark knows which columns have no nulls, the other engines do not: tables are to be alike.
        return pa.Table.from_arrays(table.columns, table.column_names)

    def _at(self, points: Sequence[Point], merged: Callable[[Any], Any]) -> list[tuple[Value, ...]]:
        if not points:
            return []
        types = (pa.string(), pa.string(), pa.int64())
        table = pa.table({name: pa.array(c, t) for name, c, t in zip(POINT, zip(*points), types)})
        rows = fetched(self._view, merged(self._session.createDataFrame(table)))
        values = dict(row for batch in rows.to_batches() for row in _finalized(self._view, batch))
        return [values[point] for point in points]

    def _live(self, points: Any) -> Any:
        always = f"(SELECT *, 0L AS valid_from, CAST(NULL AS BIGINT) AS valid_to FROM {self._winners})"
        return self._merged(points, always)

    def _as_known(self, points: Any) -> Any:
        return self._merged(points, f"({versions_sql(self._view, self._deliveries)})")

    def _merged(self, points: Any, versions: str) -> Any:
        name = self._named(points.select(*POINT).distinct())
        return self._session.sql(features_sql(self._view, name, versions))

    def _named(self, frame: Any) -> str:
        self._names.append(f"andamio_{next(_table_numbers)}")
        frame.createOrReplaceTempView(self._names[-1])
        return self._names[-1]


def fetched(view: FeatureView, frame: Any) -> pa.Table:
    """A DataFrame about the view as an Arrow table on the driver. Raises `SparkEngineError`."""
    # Only now: a process that uses another engine need not load PySpark.
    from pyspark.errors import ArithmeticException, PySparkException, PythonException

    try:
        return frame.toArrow()
    except ArithmeticException:
        raise SparkEngineError(f"a sum of {view.id} exceeds 38 digits; choose a shorter window") from None
    except PythonException as error:
        # The last line of a Python traceback is the exception.
        cause = [line for line in str(error).splitlines() if line.strip()][-1].rpartition("SparkEngineError: ")[2]
        raise SparkEngineError(f"Spark could not compute {view.id}: {cause}") from None
    except PySparkException as error:
        raise SparkEngineError(f"Spark could not compute {view.id}: {str(error).splitlines()[0]}") from None


def finalized_batches(view: FeatureView, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The values of rows of `spark_sql.features_sql`, batch by batch; runs on the executors."""
    for batch in batches:
        rows = [values for _, values in _finalized(view, batch)]
        values = list(zip(*rows)) if rows else [()] * len(view.features)
        arrays = [_array(column, feature) for column, feature in zip(values, view.features)]
        yield pa.RecordBatch.from_arrays([*batch.columns[: len(POINT)], *arrays], [*POINT, *view.feature_names()])


def _finalized(view: FeatureView, batch: pa.RecordBatch) -> Iterator[tuple[Point, tuple[Value, ...]]]:
    entries = components.components(view)
    windows = sorted({feature.window_ms for feature in view.features})
    offsets = [(feature, windows.index(feature.window_ms) * len(entries)) for feature in view.features]
    columns = [column.to_pylist() for column in batch.columns]
    for row in zip(*columns):
        tenant, key, t_ms, *partials = row
        yield (tenant, key, t_ms), tuple(
            components.finalize(view, feature, partials[offset : offset + len(entries)], t_ms)
            for feature, offset in offsets
        )


def _array(values: Sequence[Value], feature: Feature) -> pa.Array:
    try:
        return pa.array(values, feature_type(feature))
    except OverflowError:
        raise SparkEngineError(f"a value of '{feature.name}' exceeds 64 bits; choose a shorter window") from None
