"""The batch engine: one SQL shape on DuckDB for tiles of the past, features of now, and features as known at a label.

Deliveries become *versions*: a row for each time that the winner of an event id changes, with the interval of
knowledge [valid_from, valid_to) in which it wins. The last version of an id is what is known today, so

    tiles and live features    read versions with valid_to NULL
    point in time              reads versions whose interval holds k = t

Whether a delivery is late, or outside the duplicate horizon, does not depend on k: once any delivery of an id is
known, so is the first. Tiles merge partials in SQL (exactly: sums are HUGEINT); features at labels are computed by
`label_features` from the versions' columns, some million versions at a time. Event times are at or after 1970.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any, Literal

import duckdb
import numpy as np
import pyarrow as pa

from andamio.features import components
from andamio.features.batch.duckdb_sql import SQL_TYPES, floor_sql, identifier, merged_sql, value_column, versions_sql
from andamio.features.components import Value
from andamio.features.definition import FeatureView
from andamio.features.offline.label_features import FOREVER, Values, Versions, features_at_labels
from andamio.features.offline.label_ranges import LEAST, Integers
from andamio.features.online.online_store import TileRow

# A batch step shares its machine with the services around it; DuckDB spills to disk beyond the limit.
THREADS = 2
MEMORY_LIMIT = "1GB"
# Bounds the memory of a training set: some 100 bytes a version and feature view, beside DuckDB's own.
VERSIONS_AT_ONCE = 4_000_000

Point = tuple[str, str, int]
"""(tenant, key, t_ms)"""

_table_numbers = count()


def connect(memory_limit: str = MEMORY_LIMIT, threads: int = THREADS) -> duckdb.DuckDBPyConnection:
    """An in-memory database, which spills to disk beyond its limit, such as "4GB", and fetches no extensions."""
    offline = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    return duckdb.connect(config={"threads": threads, "memory_limit": memory_limit, **offline})


class DuckDBEngine:
    """A view's features over one set of deliveries. A context manager: leaving it frees the versions."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        view: FeatureView,
        deliveries: Any,
        up_to_position: int | None = None,
        versions_at_once: int = VERSIONS_AT_ONCE,
    ) -> None:
        """`deliveries` is an Arrow table or dataset with the source contract's columns.

        Knowledge is limited to log positions up to and including `up_to_position`; None is everything.
        """
        self._connection = connection
        self._view = view
        self._versions_at_once = versions_at_once
        self._versions = f"versions_{next(_table_numbers)}"
        with self._registered("deliveries", deliveries):
            connection.execute(f"CREATE TABLE {self._versions} AS {versions_sql(view, up_to_position)}")

    def __enter__(self) -> "DuckDBEngine":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.execute(f"DROP TABLE {self._versions}")

    def tiles(self, before_ms: int | None = None, from_ms: int | None = None) -> pa.Table:
        """Tiles of every hop over the events in [from_ms, before_ms), multiples of the coarsest hop; see `tile_rows`.

        Ordered by hop, tenant, key and start.
        """
        return self._tiles(
            [(str(hop), floor_sql("event_time_ms", hop), "''") for hop in self._view.hop_chain], from_ms, before_ms
        )

    def events(self, from_ms: int | None = None, before_ms: int | None = None) -> pa.Table:
        """Counted events with event time in [from_ms, before_ms), each as a tile of hop 0; see `tile_rows`."""
        return self._tiles([("0", "event_time_ms", "event_id")], from_ms, before_ms)

    def live(self, points: Sequence[Point]) -> list[tuple[Value, ...]]:
        """Features at each point with everything known: in the order of the points, and of the view's features."""
        return self._rows(points, "everything")

    def point_in_time(self, points: Sequence[Point]) -> list[tuple[Value, ...]]:
        """Features at each point as known at its t: what an online read would have answered then."""
        return self._rows(points, "then")

    def features(self, points: pa.Table, known: Literal["then", "everything"]) -> list[Values]:
        """Each of the view's features, in its order, at points with columns `tenant`, `key` and `t_ms`.

        Known are the deliveries with known_at <= t, or everything.
        """
        with self._registered("points", points.append_column("point", pa.array(range(points.num_rows), pa.int64()))):
            return self._features("points", known)

    def _tiles(self, groups: Sequence[tuple[str, str, str]], from_ms: int | None, before_ms: int | None) -> pa.Table:
        lower = "" if from_ms is None else f" AND event_time_ms >= {int(from_ms)}"
        upper = "" if before_ms is None else f" AND event_time_ms < {int(before_ms)}"
        partial = ", ".join(
            f"{merged_sql(c)}::{SQL_TYPES[c.kind]} AS {identifier(c.name)}" for c in components.components(self._view)
        )
        selects = [
            f"SELECT tenant, key, {hop}::BIGINT AS hop_ms, {start} AS tile_start_ms, {event_id} AS event_id, {partial} "
            f"FROM {self._versions} WHERE valid_to IS NULL AND contributes{lower}{upper} GROUP BY ALL"
            for hop, start, event_id in groups
        ]
        order = "ORDER BY hop_ms, tenant, key, tile_start_ms, event_id"
        return self._connection.sql(f"{' UNION ALL '.join(selects)} {order}").to_arrow_table()

    def _rows(self, points: Sequence[Point], known: Literal["then", "everything"]) -> list[tuple[Value, ...]]:
        columns = zip(*points) if points else ((), (), ())
        types = {"tenant": pa.string(), "key": pa.string(), "t_ms": pa.int64()}
        table = pa.table({name: pa.array(column, types[name]) for name, column in zip(types, columns)})
        features = [
            [number if valid else None for number, valid in zip(values.numbers.tolist(), values.valid.tolist())]
            for values in self.features(table, known)
        ]
        return list(zip(*features))

    def _features(self, points: str, known: Literal["then", "everything"]) -> list[Values]:
        """By entities, as many at once as memory is meant to hold the versions of."""
        entities = f"entities_{self._versions}"
        self._connection.execute(
            f"CREATE TEMP TABLE {entities} AS SELECT tenant, key, min(t_ms) AS first_ms, max(t_ms) AS last_ms, "
            f"row_number() OVER (ORDER BY tenant, key) - 1 AS entity FROM {points} GROUP BY tenant, key"
        )
        try:
            labels = self._numbers(
                f"SELECT entity, t_ms FROM {points} JOIN {entities} USING (tenant, key) ORDER BY point"
            )
            return self._by_entities(entities, labels["entity"], labels["t_ms"], known)
        finally:
            self._connection.execute(f"DROP TABLE {entities}")

    def _by_entities(
        self, entities: str, codes: Integers, times: Integers, known: Literal["then", "everything"]
    ) -> list[Values]:
        view, columns = self._view, sorted({f.column for f in self._view.features if f.column is not None})
        # Nothing outside can be in a window, so it need not leave the table.
        reach_ms = max(window + view.hop_of(window) for window in {feature.window_ms for feature in view.features})
        held = "v.contributes AND v.event_time_ms < e.last_ms AND v.event_time_ms >= e.first_ms - " + str(reach_ms)
        held += " AND v.valid_to IS NULL" if known == "everything" else ""
        joined = f"FROM {self._versions} v JOIN {entities} e USING (tenant, key) WHERE {held}"
        sizes = self._numbers(f"SELECT entity, count(*) AS versions {joined} GROUP BY entity ORDER BY entity")
        order = ", v.event_time_ms, v.event_id" if any(f.function == "last" for f in view.features) else ""
        selected = ", ".join(value_column(name) for name in columns)
        parts: list[tuple[Integers, list[Values]]] = []
        for low, high in _spans(sizes["entity"], sizes["versions"], int(codes.max(initial=-1)), self._versions_at_once):
            table = self._connection.sql(
                f"SELECT entity, event_time_ms, valid_from, valid_to{', ' if selected else ''}{selected} {joined} "
                f"AND entity BETWEEN {low} AND {high} ORDER BY entity{order}"
            ).to_arrow_table()
            here = np.flatnonzero((codes >= low) & (codes <= high))
            versions = Versions(
                entities=table["entity"].to_numpy() - low,
                event_times=table["event_time_ms"].to_numpy(),
                known_from=(
                    table["valid_from"].to_numpy() if known == "then" else np.full(table.num_rows, LEAST, np.int64)
                ),
                known_to=table["valid_to"].fill_null(FOREVER).to_numpy(),
                columns={name: table[f"value_{name}"] for name in columns},
            )
            parts.append((here, features_at_labels(view, versions, codes[here] - low, times[here], high - low + 1)))
        return _together(parts)

    def _numbers(self, query: str) -> dict[str, Integers]:
        """The columns of a query of integers."""
        return dict(self._connection.execute(query).fetchnumpy())

    @contextmanager
    def _registered(self, name: str, relation: Any) -> Iterator[None]:
        self._connection.register(name, relation)
        try:
            yield
        finally:
            self._connection.unregister(name)


def tile_rows(view: FeatureView, table: pa.Table) -> Iterator[TileRow]:
    """The rows of a table of tiles: tenant, key, hop_ms, tile_start_ms, event_id, and a column a component."""
    entries = components.components(view)
    for batch in table.to_batches(max_chunksize=10_000):
        columns = [batch.column(name).to_pylist() for name in ("tenant", "key", "hop_ms", "tile_start_ms", "event_id")]
        partials = [
            batch.column(e.name).to_pylist() if e.kind in ("last", "distinct") else _integers(batch.column(e.name))
            for e in entries
        ]
        for tenant, key, hop_ms, start_ms, event_id, partial in zip(*columns, zip(*partials)):
            yield TileRow(tenant, key, hop_ms, start_ms, event_id, list(partial))


def _spans(entities: Integers, sizes: Integers, last: int, at_once: int) -> Iterator[tuple[int, int]]:
    """Spans of entities, both ends included, that cover 0 to `last`, each of about `at_once` versions at most."""
    begins = [0]
    in_span = 0
    for entity, size in zip(entities.tolist(), sizes.tolist()):
        if in_span and in_span + size > at_once:
            begins.append(entity)
            in_span = 0
        in_span += size
    yield from zip(begins, [begin - 1 for begin in begins[1:]] + [max(last, begins[-1])])


def _together(parts: Sequence[tuple[Integers, list[Values]]]) -> list[Values]:
    """Values of several sets of labels as one, in the order of the labels."""
    order = np.argsort(np.concatenate([here for here, _ in parts]))
    return [
        Values(
            np.concatenate([values.numbers for values in of_feature])[order],
            np.concatenate([values.valid for values in of_feature])[order],
        )
        for of_feature in zip(*(values for _, values in parts))
    ]


def _integers(column: pa.Array) -> list[int | None]:
    return [None if value is None else int(value) for value in column.to_pylist()]
