"""The SQL of a view in Spark: who wins an event, what it contributes, and how contributions merge.

Strings compare by their UTF-8 bytes in Spark, as in every engine. Sums and sums of squares are decimals of 38 digits,
and in a session with ANSI on, what exceeds them ends the query instead of becoming null.
"""

from typing import Literal

from andamio.features.components import ADDITIVE, HASH_DIGITS, SEPARATOR, Component, Kind, components
from andamio.features.definition import FeatureView, Predicate

Knowledge = Literal["then", "everything"]
"""What counts at t: the deliveries with known_at <= t, or all."""

_TYPES: dict[Kind, str] = {
    **dict.fromkeys(("count", "max_time", "nonnull", "min", "max"), "BIGINT"),
    **dict.fromkeys(("sum", "sumsq"), "DECIMAL(38, 0)"),
    "last": "STRING",
    "distinct": "STRING",
}
_COMPARISONS = {"equals": "=", "not_equals": "<>", "at_least": ">=", "at_most": "<="}
# Every window of an event's deliveries sorts them alike where it can, so that Spark sorts them once.
_OF_EVENT = "PARTITION BY tenant, event_id"
_ALWAYS, _FOREVER = f"CAST('{-(2**63)}' AS BIGINT)", f"{2**63 - 1}L"
_BEST_FIRST = f"{_OF_EVENT} ORDER BY sequence DESC, position"


def winners_sql(view: FeatureView, deliveries: str, up_to_position: int | None = None) -> str:
    """Select the events that count with all that is known: tenant, key, event_id, event_time_ms, and the components.

    Knowledge is limited to log positions up to and including `up_to_position`; None is everything.
    """
    return f"""
WITH {_placed(view, deliveries, up_to_position)}
SELECT tenant, {_quoted(view.key_column)} AS key, event_id, event_time_ms, {_contribution(view)}
FROM placed WHERE place = 1 AND {_contributes(view)}"""


def versions_sql(view: FeatureView, deliveries: str, up_to_position: int | None, known: Knowledge) -> str:
    """Select tenant, key, event_id, event_time_ms, a column "value_<column>" for each that is aggregated, and when the
    row is what is known of its event: from `valid_from` on and before `valid_to`.

    A counted delivery is a version if nothing known when it arrived, in the same moment included, is better placed. So
    an event has at most one version a moment, and each ends when the next begins, whether that contributes or not.
    With everything known there are only winners, and they always hold.
    """
    if known == "everything":
        versions, valid = "version AS (SELECT * FROM placed WHERE place = 1)", (_ALWAYS, _FOREVER)
    else:
        by_arrival = f"{_OF_EVENT} ORDER BY known_at_ms"
        versions = f"""bettered AS (
    SELECT *, min(place) OVER ({by_arrival} RANGE UNBOUNDED PRECEDING) AS best_place FROM placed
), version AS (
    SELECT *, lead(known_at_ms) OVER ({by_arrival}) AS next_known_ms FROM bettered WHERE place = best_place
)"""
        valid = ("known_at_ms", f"coalesce(next_known_ms, {_FOREVER})")
    numbers = {entry.column for entry in components(view) if entry.kind != "distinct"}
    values = "".join(
        f"{f'CAST({_quoted(name)} AS BIGINT)' if name in numbers else _quoted(name)} AS {_quoted('value_' + name)}, "
        for name in aggregated_columns(view)
    )
    return f"""
WITH {_placed(view, deliveries, up_to_position)}, {versions}
SELECT tenant, {_quoted(view.key_column)} AS key, event_id, event_time_ms, {values}
       {valid[0]} AS valid_from, {valid[1]} AS valid_to
FROM version WHERE {_contributes(view)}"""


def aggregated_columns(view: FeatureView) -> tuple[str, ...]:
    """The event columns that features aggregate, by name."""
    return tuple(sorted({feature.column for feature in view.features if feature.column is not None}))


def _placed(view: FeatureView, deliveries: str, up_to_position: int | None) -> str:
    """The counted deliveries, the winner of each event at place 1."""
    limit = "" if up_to_position is None else f" WHERE position <= {int(up_to_position)}"
    everything = "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"
    return f"""known AS (
    SELECT *, min(known_at_ms) OVER ({_BEST_FIRST} {everything}) AS first_known_ms FROM {deliveries}{limit}
), placed AS (
    SELECT *, row_number() OVER ({_BEST_FIRST}) AS place FROM known
    WHERE first_known_ms - event_time_ms <= {view.lateness_ms}
      AND known_at_ms - first_known_ms <= {view.duplicate_horizon_ms}
)"""


def _contributes(view: FeatureView) -> str:
    return " AND ".join(["NOT deleted", *(_condition(predicate) for predicate in view.predicates)])


def _contribution(view: FeatureView) -> str:
    return ", ".join(f"{_of_event(entry)} AS {_quoted(entry.name)}" for entry in components(view))


def tiles_sql(view: FeatureView, winners: str, from_ms: int | None, before_ms: int | None) -> str:
    """Select the tiles of every hop over the winners with event time in [from_ms, before_ms).

    The winners are cut by entity once, and each piece makes its own tiles of every hop.
    """
    hops = ", ".join(f"{hop}L" for hop in view.hop_chain)
    merged = ", ".join(_merged(entry) for entry in components(view))
    return f"""
SELECT tenant, key, hop_ms, {_floor('event_time_ms', 'hop_ms')} AS tile_start_ms, '' AS event_id, {merged}
FROM (SELECT /*+ REPARTITION(tenant, key) */ * FROM {winners}{_between(from_ms, before_ms)})
LATERAL VIEW explode(array({hops})) hop AS hop_ms
GROUP BY tenant, key, hop_ms, {_floor('event_time_ms', 'hop_ms')}"""


def events_sql(view: FeatureView, winners: str, from_ms: int | None, before_ms: int | None) -> str:
    """Select the winners with event time in [from_ms, before_ms), each as a tile of hop 0."""
    partial = ", ".join(_typed(entry, _of_nothing(entry, _quoted(entry.name))) for entry in components(view))
    return (
        f"SELECT tenant, key, 0L AS hop_ms, event_time_ms AS tile_start_ms, event_id, {partial} "
        f"FROM {winners}{_between(from_ms, before_ms)}"
    )


def _merged(entry: Component) -> str:
    """The merge of a component over the rows of a group."""
    column = _quoted(entry.name)
    if entry.kind == "distinct":
        # A set of hashes leaves out nulls; the longest is cut when it is whole, which a tile of one hop always is.
        smallest = f"slice(array_sort(collect_set({column})), 1, {int(entry.at_most or 0) + 1})"
        merged = f"nullif(array_join({smallest}, ''), '')"
    else:
        function = "sum" if entry.kind in ADDITIVE else "min" if entry.kind == "min" else "max"
        merged = f"{function}({column})"
    return _typed(entry, _of_nothing(entry, merged))


def _floor(time: str, hop: str) -> str:
    """The start of the tile that a time is in."""
    return f"({time} - pmod({time}, {hop}))"


def _typed(entry: Component, expression: str) -> str:
    return f"CAST({expression} AS {_TYPES[entry.kind]}) AS {_quoted(entry.name)}"


def _of_nothing(entry: Component, expression: str) -> str:
    # SQL's sum of nothing is null.
    return f"coalesce({expression}, 0)" if entry.kind in ADDITIVE else expression


def _of_event(entry: Component) -> str:
    """A component of one event; null is what a merge passes over."""
    if entry.kind == "count":
        return "1L"
    if entry.kind == "max_time":
        return "event_time_ms"
    assert entry.column is not None
    column = _quoted(entry.column)
    match entry.kind:
        case "nonnull":
            return f"CAST({column} IS NOT NULL AS BIGINT)"
        case "sum":
            return f"CAST({column} AS DECIMAL(38, 0))"
        case "sumsq":
            # DECIMAL(19, 0) holds every BIGINT, and the product's precision is 38, the most that there is.
            return f"CAST({column} AS DECIMAL(19, 0)) * CAST({column} AS DECIMAL(19, 0))"
        case "min" | "max":
            return f"CAST({column} AS BIGINT)"
        case "last":
            separator = f"char({ord(SEPARATOR)})"
            time = "lpad(CAST(event_time_ms AS STRING), 20, '0')"
            return f"concat({time}, {separator}, event_id, {separator}, CAST({column} AS STRING))"
        case "distinct":
            return f"substring(md5(CAST(CAST({column} AS STRING) AS BINARY)), 1, {HASH_DIGITS})"


def _between(from_ms: int | None, before_ms: int | None) -> str:
    bounds = [] if from_ms is None else [f"event_time_ms >= {int(from_ms)}"]
    bounds += [] if before_ms is None else [f"event_time_ms < {int(before_ms)}"]
    return f" WHERE {' AND '.join(bounds)}" if bounds else ""


def _condition(predicate: Predicate) -> str:
    """The condition, which as part of a WHERE is not true of a null, like `Predicate.holds`."""
    column = _quoted(predicate.column)
    if isinstance(predicate.value, tuple):
        return f"{column} IN ({', '.join(_literal(value) for value in predicate.value)})"
    return f"{column} {_COMPARISONS[predicate.operator]} {_literal(predicate.value)}"


def _quoted(identifier: str) -> str:
    return "`" + identifier.replace("`", "``") + "`"


def _literal(value: int | str) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return f"{value}L"
    # Spark reads a backslash in a string as an escape.
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
