"""Delta tables of deliveries and tiles: appended once, replaced whole, dated."""

from pathlib import Path

import pyarrow as pa
import pytest

from andamio.features.batch.duckdb_engine import DuckDBEngine, connect, tile_rows
from andamio.features.batch.lakehouse import Lakehouse, LakehouseError
from andamio.features.history_strategies import VIEW, History, delivery


def rows(*positions: int) -> pa.Table:
    return pa.table({"event_id": [f"e{p}" for p in positions], "position": pa.array(positions, pa.int64())})


def test_appends_continue_from_the_last_position(tmp_path: Path) -> None:
    lake = Lakehouse(tmp_path / "lake")
    assert lake.last_position("payment") == -1
    lake.append("payment", rows(0, 4), after_position=-1)
    lake.append("payment", rows(7), after_position=4)
    assert lake.last_position("payment") == 7
    assert sorted(lake.deliveries("payment")["position"].to_pylist()) == [0, 4, 7]
    assert lake.deliveries("payment", ["event_id"]).column_names == ["event_id"]


def test_an_append_repeated_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    lake = Lakehouse(tmp_path)
    lake.append("payment", rows(0), after_position=-1)
    with pytest.raises(LakehouseError, match="run one at a time"):
        lake.append("payment", rows(0), after_position=-1)
    assert lake.deliveries("payment").num_rows == 1


def test_a_column_that_a_newer_contract_adds_is_null_in_older_rows(tmp_path: Path) -> None:
    lake = Lakehouse(tmp_path)
    lake.append("payment", rows(0), after_position=-1)
    lake.append("payment", rows(1).append_column("channel", pa.array(["web"])), after_position=0)
    table = lake.deliveries("payment").sort_by("position")
    assert table["channel"].to_pylist() == [None, "web"]


def test_a_missing_table_names_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(LakehouseError, match="run 'batch_features land'"):
        Lakehouse(tmp_path).deliveries("payment")
    with pytest.raises(LakehouseError, match="run 'batch_features tiles'"):
        Lakehouse(tmp_path).tiles(VIEW)
    assert Lakehouse(tmp_path).runs(VIEW) == []


def test_tiles_come_back_exactly_and_their_runs_are_remembered(tmp_path: Path) -> None:
    lake = Lakehouse(tmp_path)
    # Squares beyond 64 bits, nulls, and a tile without any.
    history = History((delivery(0, "a", 2**61), delivery(1, "b", 2**61), delivery(2, "c", None, card="c2")))
    with connect() as connection, DuckDBEngine(connection, VIEW, history.table()) as engine:
        written = engine.tiles()
    lake.write_tiles(VIEW, written.slice(0, 1), cutover_ms=10, folded_position=1)
    lake.write_tiles(VIEW, written, cutover_ms=20, folded_position=2)
    assert list(tile_rows(VIEW, lake.tiles(VIEW))) == list(tile_rows(VIEW, written))
    assert [(run.cutover_ms, run.folded_position) for run in lake.runs(VIEW)] == [(10, 1), (20, 2)]


def test_a_view_without_tiles_has_an_empty_table(tmp_path: Path) -> None:
    with connect() as connection, DuckDBEngine(connection, VIEW, History(()).table()) as engine:
        Lakehouse(tmp_path).write_tiles(VIEW, engine.tiles(), cutover_ms=10, folded_position=-1)
    assert list(tile_rows(VIEW, Lakehouse(tmp_path).tiles(VIEW))) == []
