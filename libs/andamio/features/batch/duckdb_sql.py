"""The SQL of the DuckDB engine: versions of events from deliveries, and the merge of a view's components over them."""

from andamio.features.components import ADDITIVE, HASH_DIGITS, SEPARATOR, Component, Kind
from andamio.features.definition import FeatureView, Predicate

# Arrow has no 128-bit integer; a decimal of 38 digits is the widest exact number that Delta knows.
SQL_TYPES: dict[Kind, str] = {
    **dict.fromkeys(("count", "max_time", "nonnull", "min", "max"), "BIGINT"),
    **dict.fromkeys(("sum", "sumsq"), "DECIMAL(38, 0)"),
    "last": "VARCHAR",
    "distinct": "VARCHAR",
}
_COMPARISONS = {"equals": "=", "not_equals": "<>", "at_least": ">=", "at_most": "<="}


def versions_sql(view: FeatureView, up_to_position: int | None = None) -> str:
    """Select from `deliveries` the versions of the view's events.

    A counted delivery is a version if nothing that beats it was known when it arrived: its rank within the id, by
    (sequence, first arrived), is the highest of all known by then, those of the same moment included. So an id has
    at most one version a moment, and each ends when the next begins.
    """
    columns = sorted({feature.column for feature in view.features if feature.column is not None})
    values = "".join(f", {identifier(name)} AS {value_column(name)}" for name in columns)
    conditions = " AND ".join(["NOT deleted", *(condition_sql(predicate) for predicate in view.predicates)])
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
SELECT tenant, {identifier(view.key_column)} AS key, event_id, event_time_ms{values},
       coalesce({conditions}, false) AS contributes,
       known_at_ms AS valid_from, lead(known_at_ms) OVER (PARTITION BY tenant, event_id ORDER BY known_at_ms) AS valid_to
FROM best WHERE rank = best_rank"""


def value_column(column: str) -> str:
    """A version's column for an event's, out of the way of the version's own names."""
    return identifier(f"value_{column}")


def _of_event(entry: Component) -> str:
    """A component of one version's event; null is what a merge passes over."""
    if entry.kind == "count":
        return "1"
    if entry.kind == "max_time":
        return "event_time_ms"
    assert entry.column is not None
    column = value_column(entry.column)
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


def merged_sql(entry: Component) -> str:
    """The merge of a component over versions."""
    of_event = _of_event(entry)
    if entry.kind == "distinct":
        hashes = f"list(DISTINCT {of_event}) FILTER ({of_event} IS NOT NULL)"
        return f"array_to_string(list_sort({hashes})[1:{int(entry.at_most or 0) + 1}], '')"
    function = "sum" if entry.kind in ADDITIVE else "min" if entry.kind == "min" else "max"
    # SQL's sum of nothing is null.
    return f"coalesce({function}({of_event}), 0)" if entry.kind in ADDITIVE else f"{function}({of_event})"


def floor_sql(time: str, hop_ms: int) -> str:
    """The start of the tile that a time is in."""
    return f"({time} - {time} % {hop_ms})"


def identifier(name: str) -> str:
    """The name, quoted."""
    return '"' + name.replace('"', '""') + '"'


def condition_sql(predicate: Predicate) -> str:
    """The condition in SQL, where a null satisfies nothing, as in `Predicate.holds`."""
    column = identifier(predicate.column)
    if isinstance(predicate.value, tuple):
        return f"{column} IN ({', '.join(_literal(v) for v in predicate.value)})"
    return f"{column} {_COMPARISONS[predicate.operator]} {_literal(predicate.value)}"


def _literal(value: int | str) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
