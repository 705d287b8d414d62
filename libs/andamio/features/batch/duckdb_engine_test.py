"""The batch engine equals the oracle to the bit, on histories that try every edge."""

import struct
from collections.abc import Iterable, Iterator
from typing import Any

import duckdb
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from andamio.features import oracle
from andamio.features.batch.duckdb_engine import DuckDBEngine, connect, tile_rows
from andamio.features.components import Value, of_event
from andamio.features.history_strategies import EPOCH, MINUTE, SPAN, TIMES, VIEW, History, delivery, histories, points
from andamio.features.oracle import TileKey

_SETTINGS = settings(max_examples=60, deadline=None)


@pytest.fixture(scope="module")
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    with connect() as connection:
        yield connection


def bits(rows: Iterable[tuple[Value, ...]]) -> list[tuple[Any, ...]]:
    return [tuple(struct.pack("<d", v) if isinstance(v, float) else v for v in row) for row in rows]


def tiles_by_key(table: Any) -> dict[TileKey, list[Any]]:
    return {(r.tenant, r.key, r.hop_ms, r.tile_start_ms): list(r.partial) for r in tile_rows(VIEW, table)}


@_SETTINGS
@given(history=histories(), cutover=st.integers(0, SPAN // (4 * MINUTE)))
def test_tiles_before_the_cutover_equal_the_oracles(
    db: duckdb.DuckDBPyConnection, history: History, cutover: int
) -> None:
    cutover_ms = EPOCH + cutover * 4 * MINUTE
    counted = [d for d in oracle.counted_events(VIEW, history.deliveries) if d.event_time_ms < cutover_ms]
    with DuckDBEngine(db, VIEW, history.table()) as engine:
        assert tiles_by_key(engine.tiles(cutover_ms)) == oracle.tiles(VIEW, counted)


@_SETTINGS
@given(history=histories())
def test_raw_events_equal_the_oracles_counted_events(db: duckdb.DuckDBPyConnection, history: History) -> None:
    expected = {
        d.identity: (d.values["card"], d.event_time_ms, of_event(VIEW, d.values, d.event_time_ms, d.event_id))
        for d in oracle.counted_events(VIEW, history.deliveries)
        if EPOCH <= d.event_time_ms < EPOCH + SPAN
    }
    with DuckDBEngine(db, VIEW, history.table()) as engine:
        rows = list(tile_rows(VIEW, engine.events(EPOCH, EPOCH + SPAN)))
    assert {(r.tenant, r.event_id): (r.key, r.tile_start_ms, r.partial) for r in rows} == expected
    assert all(r.hop_ms == 0 for r in rows)


@_SETTINGS
@given(history=histories(), asked=points(), position=st.none() | st.integers(0, 40))
def test_live_features_equal_the_oracles_at_any_log_position(
    db: duckdb.DuckDBPyConnection, history: History, asked: list[tuple[str, str, int]], position: int | None
) -> None:
    expected = [oracle.features_at(VIEW, history.deliveries, *point, up_to_position=position) for point in asked]
    with DuckDBEngine(db, VIEW, history.table(), position) as engine:
        assert bits(engine.live(asked)) == bits(expected)


@_SETTINGS
@given(history=histories(), asked=points())
def test_point_in_time_features_equal_the_oracles_with_knowledge_of_their_time(
    db: duckdb.DuckDBPyConnection, history: History, asked: list[tuple[str, str, int]]
) -> None:
    expected = [oracle.features_at(VIEW, history.deliveries, *point, known_by_ms=point[2]) for point in asked]
    with DuckDBEngine(db, VIEW, history.table()) as engine:
        assert bits(engine.point_in_time(asked)) == bits(expected)


@_SETTINGS
@given(history=histories(), asked=points(), at_once=st.integers(1, 4))
def test_computing_a_few_entities_at_a_time_changes_no_value(
    db: duckdb.DuckDBPyConnection, history: History, asked: list[tuple[str, str, int]], at_once: int
) -> None:
    with (
        DuckDBEngine(db, VIEW, history.table()) as whole,
        DuckDBEngine(db, VIEW, history.table(), versions_at_once=at_once) as in_parts,
    ):
        assert bits(whole.point_in_time(asked)) == bits(in_parts.point_in_time(asked))


# A failing history of this size would be shrunk for minutes.
@settings(max_examples=5, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(data=st.data())
def test_a_heavy_key_with_many_labels_equals_the_oracle(db: duckdb.DuckDBPyConnection, data: st.DataObject) -> None:
    history = data.draw(histories(max_events=150, min_events=100, keys=st.just(("north", "c1"))))
    times = data.draw(st.lists(TIMES, min_size=60, max_size=60))
    asked = [("north", "c1", t) for t in times]
    expected = [oracle.features_at(VIEW, history.deliveries, *point, known_by_ms=point[2]) for point in asked]
    with DuckDBEngine(db, VIEW, history.table()) as engine:
        assert bits(engine.point_in_time(asked)) == bits(expected)


@pytest.mark.parametrize(("window_ms", "hop_ms"), VIEW.hops)
def test_a_window_begins_and_ends_where_the_oracles_does(
    db: duckdb.DuckDBPyConnection, window_ms: int, hop_ms: int
) -> None:
    t = EPOCH + 20 * MINUTE + hop_ms // 3
    edges = [VIEW.window_start(t, window_ms), t]
    history = History(
        tuple(
            delivery(place, f"e{place}", 1, event_time_ms=edge + off)
            for place, (edge, off) in enumerate((edge, off) for edge in edges for off in (-1, 0, 1))
        )
    )
    with DuckDBEngine(db, VIEW, history.table()) as engine:
        (values,) = engine.live([("north", "c1", t)])
    names = [feature.name for feature in VIEW.features]
    window = next(f.name for f in VIEW.features if f.window_ms == window_ms).removeprefix("count_")
    assert dict(zip(names, values))[f"count_{window}"] == 3
    assert values == oracle.features_at(VIEW, history.deliveries, "north", "c1", t)


def test_no_points_have_no_features(db: duckdb.DuckDBPyConnection) -> None:
    with DuckDBEngine(db, VIEW, History(()).table()) as engine:
        assert engine.live([]) == []
