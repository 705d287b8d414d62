"""The batch engine: one SQL shape on DuckDB for tiles of the past, features of now, and features as known at a label.

Deliveries become *versions*: a row for each time that the winner of an event id changes, with the interval of
knowledge [valid_from, valid_to) in which it wins. The last version of an id is what is known today, so

    tiles and live features    read versions with valid_to NULL
    point in time              reads versions whose interval holds k = t

That a delivery is late, or outside the duplicate horizon, does not depend on k: once any delivery of an id is known,
so is the first. SQL returns components (exact: sums are HUGEINT); `components.finalize` does the only division.
Event times are at or after 1970.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from andamio.features import components
from andamio.features.components import ADDITIVE, SEPARATOR, Component, Entry, Value
from andamio.features.definition import FeatureView, Predicate

# A batch step shares its machine with the services around it; DuckDB spills to disk beyond the limit.
THREADS = 2
MEMORY_LIMIT = "1GB"


@dataclass(frozen=True, slots=True)
class Tile:
    """The partial of one key over one hop, or, with hop 0, of one event."""

    tenant: str
    key: str
    hop_ms: int
    tile_start_ms: int
    event_id: str
    """Empty but for hop 0."""
    partial: tuple[Entry, ...]


Point = tuple[str, str, int]
"""(tenant, key, t_ms)"""


def connect() -> duckdb.DuckDBPyConnection:
    """An in-memory database within the limits above, which fetches no extensions."""
    return duckdb.connect(
        config={
            "threads": THREADS,
            "memory_limit": MEMORY_LIMIT,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )


class DuckDBEngine:
    """A view's features over one set of deliveries: an Arrow table or dataset with the source contract's columns."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, view: FeatureView, deliveries: Any, up_to_position: int | None = None
    ) -> None:
        """Knowledge is limited to log positions up to and including `up_to_position`; None is everything."""
        self._connection = connection
        self._view = view
        self._components = components.components(view)
        with self._registered("deliveries", deliveries):
            connection.execute(f"CREATE OR REPLACE TEMP TABLE versions AS {versions_sql(view, up_to_position)}")
        # The engine's table outlives other engines on the same connection.
        self._versions = f"versions_{id(self)}"
        connection.execute(f"ALTER TABLE versions RENAME TO {self._versions}")

    def close(self) -> None:
        """Free the versions."""
        self._connection.execute(f"DROP TABLE IF EXISTS {self._versions}")

    def __enter__(self) -> "DuckDBEngine":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def tiles(self, before_ms: int | None = None, from_ms: int | None = None) -> Iterator[Tile]:
        """Tiles of every hop that start in [from_ms, before_ms), by hop, tenant, key and start.

        The bounds are multiples of the coarsest hop, so that events and tiles fall on the same side.
        """
        bounds = _time_bounds(from_ms, before_ms)
        selects = [
            f"SELECT tenant, key, {hop}::BIGINT AS hop_ms, {_floor('event_time_ms', hop)} AS tile_start_ms, '' AS event_id, "
            f"{', '.join(_aggregate(c) for c in self._components)} "
            f"FROM {self._versions} WHERE valid_to IS NULL AND contributes{bounds} GROUP BY tenant, key, tile_start_ms"
            for hop in self._view.hop_chain
        ]
        return self._tiles(" UNION ALL ".join(selects) + " ORDER BY hop_ms, tenant, key, tile_start_ms")

    def events(self, before_ms: int | None = None, from_ms: int | None = None) -> Iterator[Tile]:
        """Counted events with event time in [from_ms, before_ms), each as a tile of hop 0."""
        sql = (
            "SELECT tenant, key, 0::BIGINT AS hop_ms, event_time_ms AS tile_start_ms, event_id, "
            f"{', '.join(_aggregate(c) for c in self._components)} "
            f"FROM {self._versions} WHERE valid_to IS NULL AND contributes{_time_bounds(from_ms, before_ms)} "
            "GROUP BY tenant, key, event_time_ms, event_id ORDER BY tenant, key, event_time_ms, event_id"
        )
        return self._tiles(sql)

    def live(self, points: Sequence[Point]) -> list[tuple[Value, ...]]:
        """Features at each point with everything known, in the order of points and of the view."""
        return self._features(points, "v.valid_to IS NULL")

    def point_in_time(self, points: Sequence[Point]) -> list[tuple[Value, ...]]:
        """Features at each point as known at its t: what an online read would have answered then."""
        return self._features(points, "v.valid_from <= p.t_ms AND (v.valid_to IS NULL OR p.t_ms < v.valid_to)")

    def _features(self, points: Sequence[Point], known: str) -> list[tuple[Value, ...]]:
        if not points:
            return []
        view = self._view
        windows = sorted({feature.window_ms for feature in view.features})
        starts = {w: f"({_floor('p.t_ms', view.hop_of(w))} - {w})" for w in windows}
        columns = ", ".join(
            _aggregate(component, f"v.event_time_ms >= {starts[w]}") for w in windows for component in self._components
        )
        earliest = f"least({', '.join(starts.values())})" if len(starts) > 1 else starts[windows[0]]
        tenants, keys, times = zip(*points)
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
                f"SELECT p.point, {columns} FROM points p JOIN {self._versions} v "
                "ON p.tenant = v.tenant AND p.key = v.key "
                f"WHERE v.contributes AND v.event_time_ms < p.t_ms AND v.event_time_ms >= {earliest} AND {known} "
                "GROUP BY p.point"
            ).fetchall()
        partials = {row[0]: row[1:] for row in rows}
        nothing = components.empty(view) * len(windows)
        width = len(self._components)
        offsets = {w: index * width for index, w in enumerate(windows)}
        result = []
        for index, (_, _, t_ms) in enumerate(points):
            row = partials.get(index, nothing)
            by_window = {w: row[offset : offset + width] for w, offset in offsets.items()}
            result.append(tuple(components.finalize(view, f, by_window[f.window_ms], t_ms) for f in view.features))
        return result

    def _tiles(self, sql: str) -> Iterator[Tile]:
        cursor = self._connection.cursor()
        result = cursor.execute(sql)
        while rows := result.fetchmany(10_000):
            for tenant, key, hop, start, event_id, *partial in rows:
                yield Tile(tenant, key, hop, start, event_id, tuple(partial))

    @contextmanager
    def _registered(self, name: str, relation: Any) -> Iterator[None]:
        self._connection.register(name, relation)
        try:
            yield
        finally:
            self._connection.unregister(name)


def versions_sql(view: FeatureView, up_to_position: int | None = None) -> str:
    """Select from `deliveries` the versions of the view's events: their interval of knowledge and component inputs.

    A counted delivery is a version if none that beats it is known when it arrives: its rank within the id, by
    (sequence, first arrived), is the highest of all ranks up to its known_at, peers included.
    """
    columns = sorted({f.column for f in view.features if f.column is not None})
    carried = "".join(f", {_identifier(c)}" for c in columns)
    conditions = ["NOT deleted", *(_predicate(p) for p in view.predicates)]
    limit = "" if up_to_position is None else f" WHERE position <= {int(up_to_position)}"
    return f"""
WITH known AS (
    SELECT *, min(known_at_ms) OVER (PARTITION BY event_id) AS first_known_ms FROM deliveries{limit}
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY event_id ORDER BY sequence, position DESC) AS rank
    FROM known
    WHERE first_known_ms - event_time_ms <= {view.lateness_ms}
      AND known_at_ms - first_known_ms <= {view.duplicate_horizon_ms}
), winners AS (
    SELECT *, max(rank) OVER (PARTITION BY event_id ORDER BY known_at_ms RANGE UNBOUNDED PRECEDING) AS best FROM ranked
)
SELECT tenant, {_identifier(view.key_column)} AS key, event_id, event_time_ms{carried},
       coalesce({' AND '.join(conditions)}, false) AS contributes,
       known_at_ms AS valid_from, lead(known_at_ms) OVER (PARTITION BY event_id ORDER BY known_at_ms) AS valid_to
FROM winners WHERE rank = best"""


def _aggregate(component: Component, condition: str | None = None) -> str:
    """The SQL aggregate of one component over rows of versions for which the condition holds."""
    only = "" if condition is None else f" FILTER ({condition})"
    if component.kind == "count":
        return f"count(*){only}"
    if component.kind == "max_time":
        return f"max(event_time_ms){only}"
    assert component.column is not None
    column = _identifier(component.column)
    match component.kind:
        case "nonnull":
            sql = f"count({column}){only}"
        case "sum":
            sql = f"sum({column}::HUGEINT){only}"
        case "sumsq":
            sql = f"sum({column}::HUGEINT * {column}::HUGEINT){only}"
        case "min" | "max":
            sql = f"{component.kind}({column}){only}"
        case "last":
            packed = (
                f"lpad(event_time_ms::VARCHAR, 20, '0') || chr({ord(SEPARATOR)}) || event_id "
                f"|| chr({ord(SEPARATOR)}) || {column}::VARCHAR"
            )
            sql = f"max({packed}){only}"
    # SQL's sum of nothing is null.
    return f"coalesce({sql}, 0)" if component.kind in ADDITIVE else sql


def _time_bounds(from_ms: int | None, before_ms: int | None) -> str:
    lower = "" if from_ms is None else f" AND event_time_ms >= {int(from_ms)}"
    upper = "" if before_ms is None else f" AND event_time_ms < {int(before_ms)}"
    return lower + upper


def _floor(time: str, hop_ms: int) -> str:
    return f"({time} - {time} % {hop_ms})"


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(value: int | str) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


_COMPARISONS = {"equals": "=", "not_equals": "<>", "at_least": ">=", "at_most": "<="}


def _predicate(predicate: Predicate) -> str:
    """The condition in SQL, where a null satisfies nothing, as in `Predicate.holds`."""
    column = _identifier(predicate.column)
    if isinstance(predicate.value, tuple):
        return f"{column} IN ({', '.join(_literal(v) for v in predicate.value)})"
    return f"{column} {_COMPARISONS[predicate.operator]} {_literal(predicate.value)}"
