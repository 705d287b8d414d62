"""Plain rows at labels: for each label the greatest row that holds at its time, without a join of rows and labels.

A row holds for one unbroken range of its entity's labels (see `label_ranges`): from its event time, or from when it
was known if that is later, to the end of its time to live. Rows are put in order by event time alone; only those that
tie there with another of their entity are compared further, by DuckDB, which orders values of every type.
"""

from collections.abc import Sequence

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from andamio.features.batch.duckdb_sql import condition_sql
from andamio.features.offline.label_ranges import LEAST, Integers, LabelOrder, Ranges, grain
from andamio.features.offline.point_in_time import TrainingSetError
from andamio.features.offline.row_view import RowView


def rows_at_labels(
    connection: duckdb.DuckDBPyConnection,
    view: RowView,
    rows: pa.Table,
    labels: pa.Table,
    label_keys: Sequence[str],
    time_column: str,
    known: bool = False,
) -> pa.Table:
    """The view's columns at each label, in the order of the labels; null where no row holds.

    `label_keys` are the labels' columns for the view's keys, in their order; `time_column` is a timestamp. `known` asks
    for known-time semantics. Times without a zone are UTC. Raises `TrainingSetError`.
    """
    _check(view, rows, labels, label_keys, time_column, known)
    if view.predicates:
        connection.register("unfiltered", rows)
        try:
            rows = connection.sql(f"SELECT * FROM unfiltered WHERE {_filter(view)}").to_arrow_table()
        finally:
            connection.unregister("unfiltered")
    unit = _unit(view, rows, labels[time_column])
    times = _ticks(labels[time_column], unit, time_column)
    label_entities, row_entities, entity_count = _entities(
        [labels[name] for name in label_keys], [rows[name] for name in view.key_columns]
    )
    order = LabelOrder(label_entities, times, entity_count)
    held, entities, events = _held(view, rows, row_entities, int(times.max(initial=LEAST)), unit, known)
    begins = events
    if known:
        created = rows[view.created_column].take(pa.array(held))
        begins = np.maximum(events, _ticks(created, unit, str(view.created_column)))
    first = order.first_from(entities, begins)
    seen = _seen(entities, events, first)
    held, entities, events, first = held[seen], entities[seen], events[seen], first[seen]
    if view.ttl_us:
        past = order.first_from(entities, events + view.ttl_us * _PER_US[unit] + 1)
    else:
        past = order.ends()[entities]
    by_rank = _by_rank(connection, view, rows, held, entities, events)
    winners = order.in_label_order(Ranges(order.count, first[by_rank], past[by_rank]).greatest(np.arange(len(held))))
    none = winners == LEAST
    found = held[by_rank[np.where(none, 0, winners)]] if len(held) else np.zeros(order.count, np.int64)
    return rows.select(view.columns).take(pa.array(found, mask=none))


_PER_US = {"us": 1, "ns": 1_000}


def _check(
    view: RowView, rows: pa.Table, labels: pa.Table, label_keys: Sequence[str], time_column: str, known: bool
) -> None:
    for name in (*label_keys, time_column):
        if name not in labels.column_names:
            raise TrainingSetError(f"the labels have no column '{name}'; add it to say whose features are wanted when")
    if labels[time_column].null_count:
        raise TrainingSetError(f"{labels[time_column].null_count} labels have no '{time_column}'; remove or fill them")
    for name in view.needed:
        if name not in rows.column_names:
            raise TrainingSetError(f"the rows of {view.id} have no column '{name}'; correct the view or its source")
    if known and view.created_column is None:
        raise TrainingSetError(
            f"{view.id} has no created time, so nothing says when its rows were known; name its created column"
        )


def _filter(view: RowView) -> str:
    return " AND ".join(condition_sql(predicate) for predicate in view.predicates)


def _unit(view: RowView, rows: pa.Table, times: pa.ChunkedArray) -> str:
    """Microseconds, unless something is finer."""
    names = [view.event_time_column, *([] if view.created_column is None else [view.created_column])]
    types = [times.type, *(rows.schema.field(name).type for name in names)]
    return "ns" if any(pa.types.is_timestamp(each) and each.unit == "ns" for each in types) else "us"


def _ticks(column: pa.ChunkedArray, unit: str, name: str) -> Integers:
    if not pa.types.is_timestamp(column.type):
        raise TrainingSetError(f"column '{name}' is {column.type}, not a timestamp; convert it")
    try:
        cast = column.cast(pa.timestamp(unit, column.type.tz)).cast(pa.int64())
    except pa.ArrowInvalid as error:
        raise TrainingSetError(f"a time in '{name}' is out of range ({error}); use microseconds") from None
    ticks: Integers = cast.to_numpy()
    return ticks


def _entities(labels: Sequence[pa.ChunkedArray], rows: Sequence[pa.ChunkedArray]) -> tuple[Integers, Integers, int]:
    """A code in [0, count) for each label's entity and each row's; -1 for rows whose entity has no label."""
    label_codes, row_codes = _codes(labels[0], rows[0])
    for of_labels, of_rows in zip(labels[1:], rows[1:], strict=True):
        # Fewer pairs than labels exist, so that codes of many columns stay small.
        more_labels, more_rows = _codes(of_labels, of_rows)
        width = int(more_labels.max(initial=0)) + 1
        pairs, label_codes = np.unique(label_codes * width + more_labels, return_inverse=True)
        row_pairs = np.where((row_codes < 0) | (more_rows < 0), -1, row_codes * width + more_rows)
        places = np.minimum(np.searchsorted(pairs, row_pairs), max(len(pairs) - 1, 0))
        row_codes = np.where(pairs[places] == row_pairs, places, -1) if len(pairs) else row_pairs
    return label_codes, row_codes, int(label_codes.max(initial=-1)) + 1


def _codes(labels: pa.ChunkedArray, rows: pa.ChunkedArray) -> tuple[Integers, Integers]:
    """A code for each label's value and for each row's; -1 for rows whose value no label has, and for nulls."""
    if labels.type != rows.type:
        labels = labels.cast(rows.type)
    # A key without a value is no entity: the labels' nulls have a code that no row has.
    different = pc.unique(labels)
    of_labels, of_rows = (pc.index_in(column, value_set=different) for column in (labels, rows))
    codes: Integers = of_rows.fill_null(-1).to_numpy().astype(np.int64)
    if labels.null_count and rows.null_count:
        codes[rows.is_null().to_numpy()] = -1
    return of_labels.fill_null(0).to_numpy().astype(np.int64), codes


def _held(
    view: RowView, rows: pa.Table, entities: Integers, last: int, unit: str, known: bool
) -> tuple[Integers, Integers, Integers]:
    """Rows of the labels' entities up to their last time, with entity and event time, by these."""
    times = rows[view.event_time_column]
    some = (entities >= 0) & times.is_valid().to_numpy()
    if known:
        some &= rows[view.created_column].is_valid().to_numpy()
    held = np.flatnonzero(some)
    events = _ticks(times if len(held) == len(some) else times.take(pa.array(held)), unit, view.event_time_column)
    early = np.flatnonzero(events <= last)
    held, events = held[early], events[early]
    entities = entities[held]
    if not len(held):
        return held, entities, events
    offsets = events - events.min()
    offsets //= grain(offsets)
    width = int(offsets.max()) + 1
    if width * (int(entities.max()) + 1) < 2**63:
        order = np.argsort(entities * width + offsets)
    else:
        order = np.lexsort((events, entities))
    return held[order], entities[order], events[order]


def _seen(entities: Integers, events: Integers, first: Integers) -> Integers:
    """The rows that are not behind the entity's next one at every label; both are in range until their ttl, in turn."""
    if not len(first):
        return first
    behind = (entities[1:] == entities[:-1]) & (events[1:] > events[:-1]) & (first[1:] <= first[:-1])
    return np.flatnonzero(np.concatenate((~behind, [True])))


def _by_rank(
    connection: duckdb.DuckDBPyConnection,
    view: RowView,
    rows: pa.Table,
    held: Integers,
    entities: Integers,
    events: Integers,
) -> Integers:
    """Places in `held`, which is by entity and event time, so that of an entity's rows the greatest comes last."""
    by_rank = np.arange(len(held), dtype=np.int64)
    same = (entities[1:] == entities[:-1]) & (events[1:] == events[:-1])
    if not same.any():
        return by_rank
    tied = np.flatnonzero(np.concatenate(([False], same)) | np.concatenate((same, [False])))
    names = [f"c{number}" for number in range(len(view.order))]
    candidates = pa.table([rows[name].take(pa.array(held[tied])) for name in view.order], names)
    candidates = candidates.append_column("place", pa.array(tied)).append_column("entity", pa.array(entities[tied]))
    connection.register("candidates", candidates)
    try:
        order = ", ".join(f"{name} ASC NULLS FIRST" for name in ("entity", *names))
        ordered = connection.execute(f"SELECT place FROM candidates ORDER BY {order}").fetchnumpy()["place"]
    finally:
        connection.unregister("candidates")
    # Both sides are by entity and event time, so no row leaves the rows that it ties with.
    by_rank[tied] = ordered
    return by_rank
