"""The batch engine: one SQL shape on DuckDB for tiles of the past, features of now, and features as known at a label.

Deliveries become *versions*: a row for each time that the winner of an event id changes, with the interval of
knowledge [valid_from, valid_to) in which it wins. The last version of an id is what is known today, so

    tiles and live features    read versions with valid_to NULL
    point in time              reads versions whose interval holds k = t

Whether a delivery is late, or outside the duplicate horizon, does not depend on k: once any delivery of an id is
known, so is the first. A version carries its partial, a column a component; windows and tiles only merge these
(exactly: sums are HUGEINT), and `components.finalize` does the one division. Event times are at or after 1970.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any

import duckdb
import pyarrow as pa

from andamio.features import components
from andamio.features.components import ADDITIVE, HASH_DIGITS, SEPARATOR, Component, Kind, Value
from andamio.features.definition import FeatureView, Predicate
from andamio.features.online_store import TileRow

# A batch step shares its machine with the services around it; DuckDB spills to disk beyond the limit.
THREADS = 2
MEMORY_LIMIT = "1GB"

Point = tuple[str, str, int]
"""(tenant, key, t_ms)"""

# Arrow has no 128-bit integer; a decimal of 38 digits is the widest exact number that Delta knows.
_SQL_TYPES: dict[Kind, str] = {
    **dict.fromkeys(("count", "max_time", "nonnull", "min", "max"), "BIGINT"),
    **dict.fromkeys(("sum", "sumsq"), "DECIMAL(38, 0)"),
    "last": "VARCHAR",
    "distinct": "VARCHAR",
}
_table_numbers = count()


def connect() -> duckdb.DuckDBPyConnection:
    """An in-memory database within the limits above, which fetches no extensions."""
    offline = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    return duckdb.connect(config={"threads": THREADS, "memory_limit": MEMORY_LIMIT, **offline})


class DuckDBEngine:
    """A view's features over one set of deliveries. A context manager: leaving it frees the versions."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        view: FeatureView,
        deliveries: Any,
        up_to_position: int | None = None,
    ) -> None:
        """`deliveries` is an Arrow table or dataset with the source contract's columns.

        Knowledge is limited to log positions up to and including `up_to_position`; None is everything.
        """
        self._connection = connection
        self._view = view
        self._versions = f"versions_{next(_table_numbers)}"
        with self._registered("deliveries", deliveries):
            connection.execute(f"CREATE TABLE {self._versions} AS {versions_sql(view, up_to_position)}")

    def __enter__(self) -> "DuckDBEngine":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.execute(f"DROP TABLE {self._versions}")

    def tiles(self, before_ms: int | None = None) -> pa.Table:
        """Tiles of every hop over the events before `before_ms`, a multiple of the coarsest hop; see `tile_rows`.

        Ordered by hop, tenant, key and start.
        """
        return self._tiles(
            [(str(hop), _floor("event_time_ms", hop), "''") for hop in self._view.hop_chain], None, before_ms
        )

    def events(self, from_ms: int | None = None, before_ms: int | None = None) -> pa.Table:
        """Counted events with event time in [from_ms, before_ms), each as a tile of hop 0; see `tile_rows`."""
        return self._tiles([("0", "event_time_ms", "event_id")], from_ms, before_ms)

    def live(self, points: Sequence[Point]) -> list[tuple[Value, ...]]:
        """Features at each point with everything known: in the order of the points, and of the view's features."""
        return self._features(points, "v.valid_to IS NULL")

    def point_in_time(self, points: Sequence[Point]) -> list[tuple[Value, ...]]:
        """Features at each point as known at its t: what an online read would have answered then."""
        return self._features(points, "v.valid_from <= p.t_ms AND (v.valid_to IS NULL OR p.t_ms < v.valid_to)")

    def _tiles(self, groups: Sequence[tuple[str, str, str]], from_ms: int | None, before_ms: int | None) -> pa.Table:
        lower = "" if from_ms is None else f" AND event_time_ms >= {int(from_ms)}"
        upper = "" if before_ms is None else f" AND event_time_ms < {int(before_ms)}"
        partial = ", ".join(
            f"{_merged(c)}::{_SQL_TYPES[c.kind]} AS {_identifier(c.name)}" for c in components.components(self._view)
        )
        selects = [
            f"SELECT tenant, key, {hop}::BIGINT AS hop_ms, {start} AS tile_start_ms, {event_id} AS event_id, {partial} "
            f"FROM {self._versions} WHERE valid_to IS NULL AND contributes{lower}{upper} GROUP BY ALL"
            for hop, start, event_id in groups
        ]
        order = "ORDER BY hop_ms, tenant, key, tile_start_ms, event_id"
        return self._connection.sql(f"{' UNION ALL '.join(selects)} {order}").to_arrow_table()

    def _features(self, points: Sequence[Point], known: str) -> list[tuple[Value, ...]]:
        view, entries = self._view, components.components(self._view)
        windows = sorted({feature.window_ms for feature in view.features})
        starts = [f"({_floor('p.t_ms', view.hop_of(window))} - {window})" for window in windows]
        merged = ", ".join(_merged(entry, f"v.event_time_ms >= {start}") for start in starts for entry in entries)
        tenants, keys, times = zip(*points) if points else ((), (), ())
        table = pa.table(
            {
                "point": pa.array(range(len(points)), pa.int64()),
                "tenant": pa.array(tenants, pa.string()),
                "key": pa.array(keys, pa.string()),
                "t_ms": pa.array(times, pa.int64()),
            }
        )
        with self._registered("points", table):
            rows = self._connection.execute(
                f"SELECT p.point, {merged} FROM points p "
                f"JOIN {self._versions} v ON p.tenant = v.tenant AND p.key = v.key "
                f"WHERE v.contributes AND v.event_time_ms < p.t_ms AND v.event_time_ms >= least({', '.join(starts)}) "
                f"AND {known} GROUP BY p.point"
            ).fetchall()
        partials = {row[0]: row[1:] for row in rows}
        nothing = tuple(components.empty(view)) * len(windows)
        offsets = [(feature, windows.index(feature.window_ms) * len(entries)) for feature in view.features]
        return [
            tuple(
                components.finalize(view, feature, merged_windows[offset : offset + len(entries)], t_ms)
                for feature, offset in offsets
            )
            for merged_windows, t_ms in ((partials.get(index, nothing), t_ms) for index, t_ms in enumerate(times))
        ]

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


def versions_sql(view: FeatureView, up_to_position: int | None = None) -> str:
    """Select from `deliveries` the versions of the view's events.

    A counted delivery is a version if nothing that beats it was known when it arrived: its rank within the id, by
    (sequence, first arrived), is the highest of all known by then, those of the same moment included. So an id has
    at most one version a moment, and each ends when the next begins.
    """
    entries = ", ".join(f"{_of_event(entry)} AS {_identifier(entry.name)}" for entry in components.components(view))
    conditions = " AND ".join(["NOT deleted", *(_condition(predicate) for predicate in view.predicates)])
    limit = "" if up_to_position is None else f"WHERE position <= {int(up_to_position)}"
    return f"""
WITH known AS (
    SELECT *, min(known_at_ms) OVER (PARTITION BY tenant, event_id) AS first_known_ms FROM deliveries {limit}
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY tenant, event_id ORDER BY sequence, position DESC) AS rank FROM known
    WHERE first_known_ms - event_time_ms <= {view.lateness_ms}
      AND known_at_ms - first_known_ms <= {view.duplicate_horizon_ms}
), best AS (
    SELECT *, max(rank) OVER (PARTITION BY tenant, event_id ORDER BY known_at_ms RANGE UNBOUNDED PRECEDING) AS best_rank
    FROM ranked
)
SELECT tenant, {_identifier(view.key_column)} AS key, event_id, event_time_ms, {entries},
       coalesce({conditions}, false) AS contributes,
       known_at_ms AS valid_from, lead(known_at_ms) OVER (PARTITION BY tenant, event_id ORDER BY known_at_ms) AS valid_to
FROM best WHERE rank = best_rank"""


def _of_event(entry: Component) -> str:
    """A component of one event; null is what a merge passes over."""
    if entry.kind == "count":
        return "1"
    if entry.kind == "max_time":
        return "event_time_ms"
    assert entry.column is not None
    column = _identifier(entry.column)
    match entry.kind:
        case "nonnull":
            return f"({column} IS NOT NULL)::BIGINT"
        case "sum":
            return f"{column}::HUGEINT"
        case "sumsq":
            return f"{column}::HUGEINT * {column}::HUGEINT"
        case "min" | "max":
            return column
        case "last":
            separator = f"chr({ord(SEPARATOR)})"
            time = "lpad(event_time_ms::VARCHAR, 20, '0')"
            return f"{time} || {separator} || event_id || {separator} || {column}::VARCHAR"
        case "distinct":
            return f"md5({column}::VARCHAR)[1:{HASH_DIGITS}]"


def _merged(entry: Component, condition: str | None = None) -> str:
    """The merge of a component over versions for which the condition holds."""
    if entry.kind == "distinct":
        hashes = f"list(DISTINCT {_identifier(entry.name)}) FILTER ({_identifier(entry.name)} IS NOT NULL"
        hashes += f" AND {condition})" if condition else ")"
        return f"array_to_string(list_sort({hashes})[1:{int(entry.at_most or 0) + 1}], '')"
    function = "sum" if entry.kind in ADDITIVE else "min" if entry.kind == "min" else "max"
    merged = f"{function}({_identifier(entry.name)})" + (f" FILTER ({condition})" if condition else "")
    # SQL's sum of nothing is null.
    return f"coalesce({merged}, 0)" if entry.kind in ADDITIVE else merged


def _integers(column: pa.Array) -> list[int | None]:
    return [None if value is None else int(value) for value in column.to_pylist()]


def _floor(time: str, hop_ms: int) -> str:
    return f"({time} - {time} % {hop_ms})"


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(value: int | str) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


_COMPARISONS = {"equals": "=", "not_equals": "<>", "at_least": ">=", "at_most": "<="}


def _condition(predicate: Predicate) -> str:
    """The condition in SQL, where a null satisfies nothing, as in `Predicate.holds`."""
    column = _identifier(predicate.column)
    if isinstance(predicate.value, tuple):
        return f"{column} IN ({', '.join(_literal(v) for v in predicate.value)})"
    return f"{column} {_COMPARISONS[predicate.operator]} {_literal(predicate.value)}"
