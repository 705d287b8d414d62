"""Flink SQL of a feature view: from the event log to the tile log, as text.

One view becomes a source table, four views and one INSERT, to be planned with `PLANNING`. Pure text, so this needs no
Flink; the job `stream_features` runs it.

    events ──► judged ──► winners ──► contributions ──► tiles, a grouping set a hop ─┐
       │          │                         └─────────► events (the raw tail) ───────┤ TO_CHANGELOG
       │          └─► repairs                                                        ├─► one sink, JSON lines
       └─► progress ─────────────────────────────────────────────────────────────────┘

Everything goes through one INSERT into one sink, so a file of the tile log holds all that its checkpoint
covers: progress is never visible before the tiles that it vouches for. That also needs one scan of the
source (two would read at their own pace), which is why every branch repeats the same filter and the job's
tests check the plan.

Lines are built with JSON_OBJECT and written by the CSV format with quotes off, because in Flink CSV is a
bulk format, and only bulk formats are rolled at each checkpoint: the JSON format rolls by time, and would
let a file end between an event's progress and its tiles.

There is no state time-to-live: a correction that arrives after its event's state expired would count twice
or overwrite a whole tile with a fragment. State that may expire needs the batch side to seed it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from andamio.errors import AndamioError
from andamio.features.components import HASH_DIGITS, Component, components
from andamio.features.definition import FeatureView, Predicate
from andamio.features.stream.flink_source import (
    Source,
    aggregated_columns,
    in_partitions,
    literal,
    quoted,
    source_table,
    where_read,
)

# Rows are aggregated in bundles, so a tile that changes often is written once a bundle. A bundle ends at its size, in rows
# of which an event makes one a hop, and at a checkpoint's barrier, so what a checkpoint covers is whole. In one phase: a
# local aggregate would carry the values of its MIN and MAX to the next.
PLANNING: Mapping[str, str] = {
    "pipeline.object-reuse": "true",
    "table.exec.mini-batch.enabled": "true",
    # Flink asks for it and, there being no watermarks, never acts on it.
    "table.exec.mini-batch.allow-latency": "100 ms",
    "table.exec.mini-batch.size": "2000",
    "table.optimizer.agg-phase-strategy": "ONE_PHASE",
}

# The separator of `components.SEPARATOR`, as Flink spells it.
_SEPARATOR = r"U&'\0001'"
# A delimiter that JSON text cannot contain: JSON escapes control characters.
_NEVER_IN_JSON = r"U&'\0002'"


class FlinkSqlError(AndamioError):
    """A view cannot be computed by the stream as asked; the message names the view and the fix."""


@dataclass(frozen=True, slots=True)
class StreamSql:
    """The SQL of one view's stream."""

    definitions: tuple[str, ...]
    """CREATE statements, in order."""
    insert: str
    """The one INSERT that runs forever."""


@dataclass(frozen=True, slots=True)
class StreamSettings:
    """What differs from one run of a view's stream to another."""

    source: Source
    """Where the contract's events come from."""
    sink_uri: str
    """Folder that receives the view's tile log."""
    cutover_ms: int
    """Events before this time belong to batch; a multiple of the view's coarsest hop."""


def stream_sql(view: FeatureView, settings: StreamSettings) -> StreamSql:
    """The statements that keep the view's tiles up to date.

    Raises `FlinkSqlError` if the cut-over is not a tile boundary of every hop.
    """
    # Negative times would also divide towards zero, not down.
    if settings.cutover_ms < 0 or settings.cutover_ms % view.coarsest_hop_ms:
        raise FlinkSqlError(
            f"cut-over {settings.cutover_ms} ms of view '{view.id}' is not a multiple of its coarsest hop "
            f"({view.coarsest_hop_ms} ms); use {max(settings.cutover_ms, 0) // view.coarsest_hop_ms * view.coarsest_hop_ms}"
        )
    names = _Names(view)
    definitions = [
        source_table(view, settings.source, names.table("events")),
        _sink(settings, names),
        _judged(view, settings, names),
        _winners(view, names),
        _contributions(view, settings, names),
        _tiles(view, settings, names),
        _repairs(names),
        _progress(settings, names),
    ]
    branches = [
        _tile_lines(view, settings, names),
        _event_lines(view, settings, names),
        _repair_lines(view, settings, names),
        _progress_lines(view, settings, names),
    ]
    insert = f"INSERT INTO {names.table('tile_log')}\n" + "\nUNION ALL\n".join(branches)
    return StreamSql(tuple(definitions), insert)


class _Names:
    """Catalog names of one view's tables."""

    def __init__(self, view: FeatureView) -> None:
        self.suffix = view.table_name

    def table(self, role: str) -> str:
        return quoted(f"{role}_{self.suffix}")


def _sink(settings: StreamSettings, names: _Names) -> str:
    return (
        f"CREATE TEMPORARY TABLE {names.table('tile_log')} (`line` STRING) WITH (\n"
        "  'connector' = 'filesystem',\n"
        f"  'path' = {literal(settings.sink_uri)},\n"
        "  'format' = 'csv',\n"
        "  'csv.disable-quote-character' = 'true',\n"
        f"  'csv.field-delimiter' = {_NEVER_IN_JSON},\n"
        # A file must end at a checkpoint and nowhere else.
        "  'sink.rolling-policy.file-size' = '1 TB'\n)"
    )


def _judged(view: FeatureView, settings: StreamSettings, names: _Names) -> str:
    """Every delivery with the reason why it is not counted, if there is one.

    MIN over the deliveries so far is the first one's time, because `known_at_ms` never falls along the log. That is so of
    the stream's own events alone: of a batch-owned one the first delivery may be before the start, and then a timely
    correction would pass for late. So whoever owns the event judges it: batch, which has the whole log.
    """
    return (
        f"CREATE TEMPORARY VIEW {names.table('judged')} AS\n"
        "SELECT *, CASE\n"
        f"    WHEN event_time_ms < {settings.cutover_ms} THEN 'batch_owned'\n"
        f"    WHEN first_known_ms - event_time_ms > {view.lateness_ms} THEN 'late'\n"
        f"    WHEN known_at_ms - first_known_ms > {view.duplicate_horizon_ms} THEN 'duplicate_horizon'\n"
        "  END AS repair_reason\n"
        "FROM (\n"
        "  SELECT *, MIN(known_at_ms) OVER (\n"
        "    PARTITION BY tenant, event_id ORDER BY arrival ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW\n"
        "  ) AS first_known_ms\n"
        f"  FROM {names.table('events')}{where_read(settings.source)}\n)"
    )


def _repairs(names: _Names) -> str:
    return (
        f"CREATE TEMPORARY VIEW {names.table('repairs')} AS\n"
        f"SELECT * FROM {names.table('judged')} WHERE repair_reason IS NOT NULL"
    )


def _progress(settings: StreamSettings, names: _Names) -> str:
    return (
        f"CREATE TEMPORARY VIEW {names.table('progress')} AS\n"
        f"SELECT {', '.join(_place(settings).values())} FROM {names.table('events')}{where_read(settings.source)}"
    )


def _winners(view: FeatureView, names: _Names) -> str:
    """One row an event id: the counted delivery with the highest sequence, among equals the first in the log.

    The latter because a Rank keeps what it has when another ties with it. Ordering by position as well would say
    so, but with two columns Flink 2.3 takes this Rank for insert-only and a replaced winner is never retracted
    (FLINK-39966, FLINK-40368): events would count once a correction. The job's tests check the plan for that.
    """
    return (
        f"CREATE TEMPORARY VIEW {names.table('winners')} AS\n"
        "SELECT * FROM (\n"
        "  SELECT *, ROW_NUMBER() OVER (PARTITION BY tenant, event_id ORDER BY sequence DESC) AS place\n"
        f"  FROM {names.table('judged')} WHERE repair_reason IS NULL\n"
        ") WHERE place = 1"
    )


def _contributions(view: FeatureView, settings: StreamSettings, names: _Names) -> str:
    """Winners with nulls for what a removed or filtered-out event may not contribute.

    The rows stay, so an emptied tile is an update to an empty partial, never a delete.
    """
    conditions = ["NOT deleted", *(_condition(predicate) for predicate in view.predicates)]
    counted = " AND ".join(conditions)
    values = [
        f"  CASE WHEN {counted} THEN {quoted(column)} END AS {quoted('counted_' + column)},\n"
        for column in aggregated_columns(view)
    ]
    return (
        f"CREATE TEMPORARY VIEW {names.table('contributions')} AS\n"
        f"SELECT tenant, {quoted(view.key_column)} AS `key`, event_id, event_time_ms, {', '.join(_place(settings).values())},\n"
        + "".join(values)
        + f"  CASE WHEN {counted} THEN event_time_ms END AS counted_time\n"
        + f"FROM {names.table('winners')}"
    )


def _condition(predicate: Predicate) -> str:
    """A condition that is not true of a null, like `Predicate.holds`."""
    column = quoted(predicate.column)
    if isinstance(predicate.value, tuple):
        return f"{column} IN ({', '.join(literal(value) for value in predicate.value)})"
    operator = {"equals": "=", "not_equals": "<>", "at_least": ">=", "at_most": "<="}[predicate.operator]
    return f"{column} {operator} {literal(predicate.value)}"


def _tiles(view: FeatureView, settings: StreamSettings, names: _Names) -> str:
    """The tiles of all hops. `version` never falls from one settled value of a tile to the next.

    All deliveries of an entity are in one partition, so grouping by it as well only carries it along. One aggregate over
    grouping sets, and not one a hop, so that what a contribution is made of is computed once for all hops.
    """
    carried = ", ".join(["tenant", "`key`", *_partition(settings).values()])
    starts = {hop_ms: _start(hop_ms) for hop_ms in view.hop_chain}
    placed = ", ".join(f"event_time_ms / {hop_ms} * {hop_ms} AS {start}" for hop_ms, start in starts.items())
    sets = ", ".join(f"({carried}, {start})" for start in starts.values())
    hop = " ".join(f"WHEN {start} IS NOT NULL THEN {hop_ms}" for hop_ms, start in starts.items())
    entries = "".join(f",\n  {_of_tile(c)} AS {quoted(c.name)}" for c in components(view))
    return (
        f"CREATE TEMPORARY VIEW {names.table('tiles')} AS\n"
        f"SELECT {carried}, CASE {hop} END AS hop_ms, COALESCE({', '.join(starts.values())}) AS tile_start_ms,\n"
        f"  MAX(`position`) AS version{entries}\n"
        f"FROM (SELECT *, {placed} FROM {names.table('contributions')})\n"
        f"GROUP BY GROUPING SETS ({sets})"
    )


def _start(hop_ms: int) -> str:
    return f"start_{hop_ms}"


def _of_tile(component: Component) -> str:
    """The aggregate that yields a component over a group of contributions."""
    column = quoted(f"counted_{component.column}")
    match component.kind:
        case "count":
            return "COUNT(counted_time)"
        case "max_time":
            return "MAX(counted_time)"
        case "nonnull":
            return f"COUNT({column})"
        case "sum":
            return f"COALESCE(SUM({_exact(column)}), 0)"
        case "sumsq":
            return f"COALESCE(SUM({_square(column)}), 0)"
        case "min" | "max":
            return f"{component.kind.upper()}({column})"
        case "last":
            return f"MAX({_packed(column)})"
        case "distinct":
            hashes = f"ARRAY_AGG(DISTINCT {_hash(column)}) FILTER (WHERE {column} IS NOT NULL)"
            return f"ARRAY_JOIN(ARRAY_SLICE(ARRAY_SORT({hashes}), 1, {int(component.at_most or 0) + 1}), '')"


def _of_event(component: Component) -> str:
    """The same component of a single contribution."""
    column = quoted(f"counted_{component.column}")
    match component.kind:
        case "count":
            return "CASE WHEN counted_time IS NULL THEN 0 ELSE 1 END"
        case "max_time":
            return "counted_time"
        case "nonnull":
            return f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END"
        case "sum":
            return f"COALESCE({_exact(column)}, 0)"
        case "sumsq":
            return f"COALESCE({_square(column)}, 0)"
        case "min" | "max":
            return column
        case "last":
            return _packed(column)
        case "distinct":
            return _hash(column)


def _exact(column: str) -> str:
    return f"CAST({column} AS DECIMAL(38, 0))"


def _square(column: str) -> str:
    # DECIMAL(19, 0) holds every BIGINT, and the product's precision is 38, the most that Flink has.
    return f"CAST({column} AS DECIMAL(19, 0)) * CAST({column} AS DECIMAL(19, 0))"


def _packed(column: str) -> str:
    """Sorts by event time, then event id; null for a null value, so that MAX skips it."""
    time = "LPAD(CAST(event_time_ms AS STRING), 20, '0')"
    return f"{time} || {_SEPARATOR} || event_id || {_SEPARATOR} || CAST({column} AS STRING)"


def _hash(column: str) -> str:
    return f"SUBSTRING(MD5(CAST({column} AS STRING)), 1, {HASH_DIGITS})"


def _settled(table: str) -> str:
    """The changes of an updating table as rows: new and updated ones, without what they replace.

    Those that are never updated go through it as well: Flink would cut these branches into bundles in another way, and
    judge every delivery twice. The job's tests check the plan for that.
    """
    return (
        f"TO_CHANGELOG(input => TABLE {table}, op => DESCRIPTOR(`change`), "
        "op_mapping => MAP['INSERT, UPDATE_AFTER', 'set'])"
    )


def _line(view: FeatureView, kind: str, members: dict[str, str]) -> str:
    pairs = [f"'kind' VALUE '{kind}'", f"'view' VALUE {literal(view.id)}"]
    pairs += [f"'{name}' VALUE {expression}" for name, expression in members.items()]
    return f"JSON_OBJECT({', '.join(pairs)})"


def _partition(settings: StreamSettings) -> dict[str, str]:
    """A log without partitions names none."""
    return {"partition": "`partition`"} if in_partitions(settings.source) else {}


def _place(settings: StreamSettings) -> dict[str, str]:
    """Where a delivery stands in the log."""
    return _partition(settings) | {"position": "`position`"}


def _array(entries: list[str]) -> str:
    return f"JSON_ARRAY({', '.join(entries)} NULL ON NULL)"


def _tile_lines(view: FeatureView, settings: StreamSettings, names: _Names) -> str:
    line = _line(
        view,
        "tile",
        {
            "tenant": "tenant",
            "key": "`key`",
            "hop_ms": "hop_ms",
            "tile_start_ms": "tile_start_ms",
            **_partition(settings),
            "position": "version",
            "partial": _array([quoted(component.name) for component in components(view)]),
        },
    )
    return f"SELECT {line} FROM {_settled(names.table('tiles'))}"


def _event_lines(view: FeatureView, settings: StreamSettings, names: _Names) -> str:
    line = _line(
        view,
        "event",
        {
            "tenant": "tenant",
            "key": "`key`",
            "hop_ms": "0",
            "tile_start_ms": "event_time_ms",
            "event_id": "event_id",
            **_place(settings),
            "partial": _array([_of_event(component) for component in components(view)]),
        },
    )
    return f"SELECT {line} FROM {_settled(names.table('contributions'))}"


def _repair_lines(view: FeatureView, settings: StreamSettings, names: _Names) -> str:
    line = _line(
        view,
        "repair",
        {
            "tenant": "tenant",
            "key": quoted(view.key_column),
            "tile_start_ms": "event_time_ms",
            "event_id": "event_id",
            "sequence": "sequence",
            **_place(settings),
            "reason": "repair_reason",
        },
    )
    return f"SELECT {line} FROM {_settled(names.table('repairs'))}"


def _progress_lines(view: FeatureView, settings: StreamSettings, names: _Names) -> str:
    line = _line(view, "progress", _place(settings))
    return f"SELECT {line} FROM {_settled(names.table('progress'))}"
