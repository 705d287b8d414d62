"""`andamio features` as a user starts it: backfill in steps, status, a correction folded in, mistakes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from andamio import cli
from andamio.catalog.loading import load_catalog
from andamio.catalog.payment_examples import payment_row
from andamio.features import oracle
from andamio.features.logs.event_log import EventLog
from andamio.features.online.local_redis import LocalRedis
from andamio.features.online.online_store import Progress, Repair
from andamio.features.online.stores import open_store
from andamio.main import main

VIEW = load_catalog().views["customer_payments@1"]
HOUR, DAY = 3_600_000, 86_400_000
CUTOVER = 1_311_811_200_000 // (12 * HOUR) * (12 * HOUR)


@pytest.fixture
def where(tmp_path: Path) -> list[str]:
    EventLog(tmp_path / "log").append(
        [payment_row(f"e{day}", CUTOVER - 40 * DAY + day * DAY, 1 + day) for day in range(40)]
    )
    (tmp_path / "lake").mkdir()
    return ["--lake", str(tmp_path / "lake"), "--store", str(tmp_path / "online.db"), "--view", VIEW.id, "--json"]


def test_what_backfill_and_repair_move_is_in_the_audit_log(
    where: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    audit = str(tmp_path / "audit.db")
    monkeypatch.delenv("ANDAMIO_AUDIT_LOG", raising=False)
    asked = ["features", "backfill", *where, "--log", str(tmp_path / "log"), "--to", str(CUTOVER)]
    assert cli.run(main, [*asked, "--audit", audit]) == 0
    assert cli.run(main, ["features", "repair", *where, "--audit", audit]) == 0  # finds nothing to move
    capsys.readouterr()
    assert cli.run(main, ["audit", "show", "--log", audit, "--json"]) == 0
    (record,) = json.loads(capsys.readouterr().out)
    assert (record["actor"], record["action"]) == ("andamio_features", "automation.ran")
    assert (record["subject"], record["reason"]) == (f"view/{VIEW.id}", "andamio features backfill")
    assert record["before"] != record["after"]
    assert record["evidence"]["outcome"]["cutover_ms"] == CUTOVER
    assert cli.run(main, ["audit", "verify", "--log", audit]) == 0

    # What cannot be recorded is not done.
    (tmp_path / "folder").mkdir()
    assert cli.run(main, [*asked, "--audit", str(tmp_path / "folder")]) == 1
    assert "audit log" in capsys.readouterr().err


@pytest.fixture
def redis_url() -> Iterator[str]:
    with LocalRedis() as redis:
        yield redis.url


@pytest.mark.parametrize(
    ("engine", "kind", "days"),
    # Spark starts and plans for seconds, so it computes one interval; DuckDB goes on after it.
    [("duckdb", "sqlite", 5), ("duckdb", "redis", 5), ("spark", "redis", 30)],
)
def test_a_view_is_backfilled_in_steps_reported_and_repaired(
    where: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
    engine: str,
    kind: str,
    days: int,
) -> None:
    log = EventLog(tmp_path / "log")
    url: str = request.getfixturevalue("redis_url") if kind == "redis" else str(tmp_path / "online.db")

    def run(*arguments: str) -> Any:
        assert cli.run(main, ["features", arguments[0], *where, "--store", url, *arguments[1:]]) == 0
        return json.loads(capsys.readouterr().out)["views"][VIEW.id]

    logged = ("--log", str(log.root))
    done = run("backfill", *logged, "--engine", engine, "--to", str(CUTOVER - 10 * DAY), "--step", f"{days}d")
    assert (done["intervals"], done["cutover_ms"], done["folded_position"]) == (30 // days, CUTOVER - 10 * DAY, 39)
    assert run("backfill", "--to", str(CUTOVER), "--step", f"{days}d")["intervals"] == -(-10 // days)

    corrected = payment_row("e35", CUTOVER - 5 * DAY, 500, sequence=1, known_at_ms=CUTOVER)
    log.append([corrected])
    store = open_store(url, [VIEW])
    late = Repair(VIEW.id, 40, "shop", "c1", CUTOVER - 5 * DAY, "e35", "batch_owned")
    store.apply(1, [late, Progress(VIEW.id, 40)], "")
    status = run("status")
    assert status["intervals"] == {"done": 30 // days + -(-10 // days)}
    assert (status["pending_repairs"], status["folded_position"], status["applied_positions"]) == (
        {"batch_owned": 1},
        39,
        {"0": 40},
    )
    repaired = run("repair", *logged)
    assert (repaired["intervals"], repaired["folded_position"], repaired["pending_repairs"]) == (1, 40, {})
    for t_ms in (CUTOVER, CUTOVER + HOUR, CUTOVER + 8 * DAY):
        (answer,) = store.read(VIEW, [("shop", "c1")], t_ms).entities
        expected = oracle.features_at(VIEW, list(log.read(VIEW.contract)), "shop", "c1", t_ms)
        assert tuple(answer.values.values()) == expected
    store.close()


def test_mistakes_end_with_status_2_and_name_the_option(
    where: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, said in (
        (["status"], "no online store"),
        (["backfill", "--log", str(tmp_path / "nowhere"), "--to", str(CUTOVER)], "--log"),
        (["backfill", "--log", str(tmp_path / "log"), "--to", str(CUTOVER + 1)], "not a multiple"),
        (["backfill", "--step", "5d"], "without --to"),
        (["repair", "--view", "nothing@1"], "choose from"),
    ):
        assert cli.run(main, ["features", arguments[0], *where, *arguments[1:]]) == 2
        assert said in capsys.readouterr().err
