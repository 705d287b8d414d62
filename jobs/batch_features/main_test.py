"""The commands end to end: a log lands once, and the store answers what the oracle says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from andamio import cli
from andamio.catalog.loading import load_catalog
from andamio.catalog.payment_examples import payment_row, reversal_row
from andamio.features import oracle
from andamio.features.batch.duckdb_engine import tile_rows
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.logs.event_log import EventLog
from andamio.features.online.online_store import TileRow
from andamio.features.online.sqlite_store import SqliteStore
from andamio.pii.tokens import is_token
from batch_features.main import main

CATALOG = load_catalog()
PAYMENTS, REVERSALS = CATALOG.views["customer_payments@1"], CATALOG.views["customer_reversals@1"]
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
CUTOVER = 1_311_811_200_000 // (12 * HOUR) * (12 * HOUR)


HISTORY = [
    payment_row("a", CUTOVER - 100 * DAY, 1),
    payment_row("b", CUTOVER - 3 * DAY, 20),
    payment_row("b", CUTOVER - 3 * DAY, 21, sequence=1, known_at_ms=CUTOVER - 2 * DAY),
    reversal_row("r", CUTOVER - DAY),
    payment_row("c", CUTOVER - MINUTE, 300),
    payment_row("c", CUTOVER - MINUTE, 300),
    payment_row("e", CUTOVER - MINUTE, 7, currency="EUR"),
]


@pytest.fixture
def paths(tmp_path: Path) -> dict[str, str]:
    EventLog(tmp_path / "log").append(HISTORY)
    return {"log": str(tmp_path / "log"), "lake": str(tmp_path / "lake"), "store": str(tmp_path / "online.db")}


def land(paths: dict[str, str]) -> int:
    return cli.run(main, ["land", "--log", paths["log"], "--lake", paths["lake"], "--json"])


def tiles(paths: dict[str, str], cutover_ms: int = CUTOVER, engine: str = "duckdb") -> int:
    where = ["--lake", paths["lake"], "--store", paths["store"]]
    return cli.run(main, ["tiles", *where, "--cutover-ms", str(cutover_ms), "--engine", engine, "--json"])


@pytest.fixture
def store(paths: dict[str, str]) -> Iterator[SqliteStore]:
    assert land(paths) == 0
    assert tiles(paths) == 0
    opened = SqliteStore(Path(paths["store"]), CATALOG.views.values())
    yield opened
    opened.close()


def test_landing_twice_appends_nothing_and_landing_more_appends_the_rest(
    paths: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert land(paths) == land(paths) == 0
    EventLog(Path(paths["log"])).append([payment_row("d", CUTOVER + 1)])
    assert land(paths) == 0
    first, second, third = map(json.loads, capsys.readouterr().out.splitlines())
    whole = {"quarantined": 0, "broken_rules": {}}
    assert first["contracts"]["payment_captured"] == {"appended": 6, "last_position": 6} | whole
    assert first["contracts"]["payment_reversed"] == {"appended": 1, "last_position": 3} | whole
    assert second["contracts"]["payment_captured"] == {"appended": 0, "last_position": 6} | whole
    assert third["contracts"]["payment_captured"] == {"appended": 1, "last_position": 7} | whole
    landed = Lakehouse(Path(paths["lake"])).deliveries("payment_captured")
    logged = [dict(d.values) for d in EventLog(Path(paths["log"])).read("payment_captured")]
    assert landed.sort_by("position").to_pylist() == logged


def test_the_store_answers_what_the_oracle_says(paths: dict[str, str], store: SqliteStore) -> None:
    log = EventLog(Path(paths["log"]))
    # Also right before and at a raw event of the tail.
    for t_ms in (CUTOVER - MINUTE, CUTOVER - MINUTE + 1, CUTOVER, CUTOVER + 40 * DAY, CUTOVER + 100 * DAY):
        for view in (PAYMENTS, REVERSALS):
            (answer,) = store.read(view, [("shop", "c1")], t_ms).entities
            expected = oracle.features_at(view, list(log.read(view.contract)), "shop", "c1", t_ms)
            assert tuple(answer.values.values()) == expected


def test_spark_writes_the_same_tiles_and_its_jobs_are_events_of_the_runs_span(
    paths: dict[str, str], store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANDAMIO_TELEMETRY_DIR", str(tmp_path / "telemetry"))
    lake = Lakehouse(Path(paths["lake"]))

    def written() -> list[list[TileRow]]:
        order = [(name, "ascending") for name in ("hop_ms", "tenant", "key", "tile_start_ms", "event_id")]
        return [list(tile_rows(view, lake.tiles(view).sort_by(order))) for view in (PAYMENTS, REVERSALS)]

    by_duckdb = written()
    assert tiles(paths, engine="spark") == 0
    assert written() == by_duckdb
    assert [len(lake.runs(view)) for view in (PAYMENTS, REVERSALS)] == [2, 2]
    (answer,) = store.read(PAYMENTS, [("shop", "c1")], CUTOVER).entities
    assert answer.values["amount_sum_24h"] == 300
    *steps, whole = map(json.loads, (tmp_path / "telemetry" / "batch_features.traces.ndjson").open())
    assert [step["name"] for step in steps] == [f"tiles of {view.id}" for view in (PAYMENTS, REVERSALS)]
    assert {event["name"] for event in whole["events"]} == {"spark job"}
    assert {event["attributes"]["of"] for event in whole["events"]} == {PAYMENTS.id, REVERSALS.id}
    assert {event["attributes"]["status"] for event in whole["events"]} == {"SUCCEEDED"}


def test_a_key_whose_events_left_every_window_is_expired_not_unknown(store: SqliteStore) -> None:
    known, unknown = store.read(PAYMENTS, [("shop", "c1"), ("shop", "c2")], CUTOVER + 91 * DAY).entities
    assert (known.status, known.newest_event_time_ms) == ("expired", CUTOVER - MINUTE)
    assert unknown.status == "not_found"


def test_a_correction_of_the_past_is_folded_in_by_the_next_batch(paths: dict[str, str], store: SqliteStore) -> None:
    EventLog(Path(paths["log"])).append([payment_row("c", CUTOVER - MINUTE, 500, sequence=1, known_at_ms=CUTOVER + 1)])
    assert land(paths) == tiles(paths) == 0
    (answer,) = store.read(PAYMENTS, [("shop", "c1")], CUTOVER).entities
    assert answer.values["amount_sum_24h"] == 500
    assert [run.folded_position for run in Lakehouse(Path(paths["lake"])).runs(PAYMENTS)] == [6, 7]


def test_the_users_mistakes_end_with_status_2_and_the_fix(
    paths: dict[str, str], store: SqliteStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tiles(paths, CUTOVER + 1) == 2
    assert f"use {CUTOVER}" in capsys.readouterr().err
    assert tiles(paths, CUTOVER - 12 * HOUR) == 2
    assert "at least that" in capsys.readouterr().err
    assert land(paths | {"log": str(tmp_path / "nowhere")}) == 2
    assert "--log" in capsys.readouterr().err
    EventLog(tmp_path / "other").append(HISTORY[:1])
    assert land(paths | {"log": str(tmp_path / "other")}) == 2
    assert "another log" in capsys.readouterr().err


def test_tiles_before_landing_name_the_command_and_make_no_store(
    paths: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert tiles(paths) == 1
    assert "batch_features land" in capsys.readouterr().err
    assert not Path(paths["store"]).exists()


def test_a_contract_without_events_has_tables_too(paths: dict[str, str], tmp_path: Path) -> None:
    EventLog(tmp_path / "payments-only").append(HISTORY[:1])
    paths["log"] = str(tmp_path / "payments-only")
    assert land(paths) == tiles(paths) == 0
    opened = SqliteStore(Path(paths["store"]), CATALOG.views.values())
    assert opened.read(REVERSALS, [("shop", "c1")], CUTOVER).entities[0].status == "not_found"
    opened.close()


def test_rows_that_break_their_contract_are_quarantined_once_and_the_others_land(
    paths: dict[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    log, lake = EventLog(Path(paths["log"])), Lakehouse(Path(paths["lake"]))
    broken = [
        payment_row("x", CUTOVER, country=None),
        payment_row("y", CUTOVER, amount_minor="much"),  # type: ignore[arg-type]
        payment_row("fine", CUTOVER),
        payment_row("z", CUTOVER, amount_minor=-5),
        payment_row("w", CUTOVER, surprise=1),
        payment_row("v", CUTOVER, contract_version="2.0.0"),
    ]
    log.append(broken)
    append = Lakehouse.append

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    # Between the quarantine and the table.
    monkeypatch.setattr(Lakehouse, "append", killed)
    assert land(paths) == 130
    monkeypatch.setattr(Lakehouse, "append", append)
    log.append([payment_row("u", CUTOVER, country=None)])
    capsys.readouterr()
    assert land(paths) == 1
    printed = capsys.readouterr()
    landed = json.loads(printed.out)["contracts"]["payment_captured"]
    assert (landed["appended"], landed["last_position"], landed["quarantined"]) == (7, 13, 6)
    rules = {"required country": 2, "type amount_minor": 1, "range amount_minor": 1, "unknown surprise": 1}
    assert landed["broken_rules"] == rules | {"version contract_version": 1}
    assert "6 rows break the contract" in printed.err
    kept = lake.quarantined("payment_captured").to_pylist()
    assert [each["position"] for each in kept] == [7, 8, 10, 11, 12, 13]
    assert kept[1]["reason"] == "amount_minor: 'much' is not a whole number"
    quarantined = json.loads(kept[1]["row"])
    assert is_token(quarantined["customer"])
    assert quarantined | {"customer": "c1"} == broken[1][1] | {"position": 8}
    assert lake.deliveries("payment_captured").sort_by("position")["event_id"].to_pylist()[-1] == "fine"
    # What is quarantined has been dealt with: the next landing starts behind it.
    assert land(paths) == 0
    assert lake.quarantined("payment_captured").num_rows == 6
    assert lake.quarantined("payment_reversed").num_rows == 0
    assert tiles(paths) == 0
    log.append([payment_row("t", CUTOVER)])
    assert land(paths) == 0
    assert lake.last_position("payment_captured") == 14
