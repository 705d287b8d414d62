"""The engines that can compute a batch, by name, over the deliveries in a lakehouse."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from andamio.features.batch.batch_engine import BatchEngine
from andamio.features.batch.duckdb_engine import DuckDBEngine, connect
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.batch.spark_engine import SparkEngine
from andamio.features.batch.spark_session import SparkSettings, local_session
from andamio.features.batch.spark_trace import jobs_traced
from andamio.features.definition import FeatureView
from andamio.telemetry.setup import OpenSpan

ENGINES = ("duckdb", "spark")

Engine = Callable[[FeatureView, int], AbstractContextManager[BatchEngine]]
"""A view over all its deliveries up to and including a log position."""


@contextmanager
def open_engine(name: str, lake: Lakehouse, span: OpenSpan) -> Iterator[Engine]:
    """The engine of this name. Spark keeps its log, and while it runs its files, in `_spark` beside the tables.

    Spark's jobs are events of `span`.
    """
    if name == "duckdb":
        with connect() as connection:
            yield lambda view, position: DuckDBEngine(connection, view, lake.deliveries(view.contract), position)
        return
    with local_session(SparkSettings(lake.root / "_spark")) as session:
        tables = session.read.format("delta")

        @contextmanager
        def traced(view: FeatureView, position: int) -> Iterator[BatchEngine]:
            deliveries = tables.load(str((lake.root / view.contract).absolute()))
            with jobs_traced(session, span, view.id), SparkEngine(session, view, deliveries, position) as engine:
                yield engine

        yield traced
