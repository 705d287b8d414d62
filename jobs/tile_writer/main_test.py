"""The writer as a process: killed anywhere it loses and doubles nothing, and it stops when told."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from andamio.catalog.loading import load_catalog
from andamio.features import components
from andamio.features.logs.tile_log import parse_line
from andamio.features.online.local_redis import LocalRedis
from andamio.features.online.online_store import LogLine, OnlineStore
from andamio.features.online.sqlite_store import SqliteStore
from andamio.features.online.stores import open_store

VIEW = load_catalog().views["customer_payments@1"]
HOUR = 3_600_000
T0 = 360_000 * HOUR
FILES = 60
KILLS = 6


@pytest.fixture(scope="module")
def server() -> Iterator[LocalRedis]:
    with LocalRedis() as running:
        yield running


def start(folder: Path, *more: str, store: str | None = None) -> subprocess.Popen[str]:
    arguments = ["--tile-log", str(folder / "tile-log"), "--store", store or str(folder / "online.db"), *more]
    return subprocess.Popen(
        [sys.executable, "-m", "tile_writer.main", *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stderr=subprocess.PIPE,
        text=True,
    )


def lines_of(number: int) -> Iterator[dict[str, Any]]:
    """What one checkpoint of the stream says: some payments, their tiles with growing counts, and its progress."""
    dice = random.Random(number)
    for position in range(number * 20, number * 20 + 20):
        time_ms = T0 + position * 60_000
        key = str(dice.randrange(10))
        event_id = f"e{position}"
        partial = components.of_event(VIEW, {"amount_minor": position, "lines": 1}, time_ms, event_id)
        common = {"view": VIEW.id, "tenant": "shop", "key": key, "position": position}
        yield {
            **common,
            "kind": "event",
            "hop_ms": 0,
            "tile_start_ms": time_ms,
            "event_id": event_id,
            "partial": partial,
        }
        for hop in VIEW.hop_chain:
            grown = components.merge(VIEW, [partial] * (number + 1))
            yield {**common, "kind": "tile", "hop_ms": hop, "tile_start_ms": time_ms // hop * hop, "partial": grown}
        yield {"kind": "progress", "view": VIEW.id, "position": position}
    late = {"kind": "repair", "view": VIEW.id, "tenant": "shop", "key": "1", "tile_start_ms": T0, "reason": "late"}
    yield {**late, "event_id": f"late{number}", "position": number * 20, "sequence": 0}


def publish(root: Path, number: int) -> None:
    folder = root / VIEW.id
    folder.mkdir(parents=True, exist_ok=True)
    hidden = folder / f".part-run-0-{number}"
    hidden.write_text("".join(json.dumps(line) + "\n" for line in lines_of(number)))
    hidden.rename(folder / hidden.name[1:])


def contents(path: Path) -> dict[str, Sequence[Any]]:
    with sqlite3.connect(path) as db:
        return {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in ("tiles", "retired", "repairs")}


def await_started(writer: subprocess.Popen[str]) -> None:
    assert writer.stderr is not None
    assert '"started"' in writer.stderr.readline()


def await_position(store: OnlineStore, position: int) -> None:
    deadline = time.monotonic() + 60
    while store.applied_position(VIEW) < position:
        assert time.monotonic() < deadline, f"only {store.applied_position(VIEW)} of {position} applied"
        time.sleep(0.02)


@pytest.mark.parametrize("kind", ["sqlite", "redis"])
def test_a_writer_killed_at_random_points_loses_and_doubles_nothing(
    kind: str, tmp_path: Path, server: LocalRedis
) -> None:
    dice = random.Random(7)
    url = server.url if kind == "redis" else str(tmp_path / "online.db")
    store = open_store(url, [VIEW], create=True)
    published = 0
    caught_up = []
    for _ in range(KILLS):
        writer = start(tmp_path, "--epoch", "1", store=url)
        await_started(writer)
        for _ in range(FILES // KILLS):
            publish(tmp_path / "tile-log", published)
            published += 1
        time.sleep(dice.random() * 0.02)  # somewhere between two lines
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        caught_up.append(store.applied_position(VIEW) == published * 20 - 1)
    assert not all(caught_up), "no kill came before the end of the work; shorten the sleep"
    writer = start(tmp_path, "--epoch", "1", store=url)
    await_started(writer)
    await_position(store, FILES * 20 - 1)
    writer.send_signal(signal.SIGTERM)
    assert writer.wait(timeout=20) == 0

    lines: list[LogLine] = [parse_line(json.dumps(line)) for number in range(FILES) for line in lines_of(number)]
    undisturbed = SqliteStore(tmp_path / "undisturbed.db", [VIEW], create=True)
    undisturbed.apply(1, lines, "")
    if kind == "sqlite":
        assert contents(tmp_path / "online.db") == contents(tmp_path / "undisturbed.db")
    assert store.repairs(VIEW) == undisturbed.repairs(VIEW)
    assert store.repair_count(VIEW) == FILES
    assert json.loads(store.cursor(1) or "") == {VIEW.id: {"part-run-0": [[0, FILES - 1]]}}
    t_ms = T0 + FILES * 20 * 60_000
    entities = [("shop", str(key)) for key in range(10)]
    assert store.read(VIEW, entities, t_ms) == undisturbed.read(VIEW, entities, t_ms)


def test_a_writer_of_an_older_epoch_stops_with_one_sentence(tmp_path: Path) -> None:
    SqliteStore(tmp_path / "online.db", [VIEW], create=True).apply(3, [], "{}")
    writer = start(tmp_path, "--epoch", "2")
    _, stderr = writer.communicate(timeout=30)
    assert writer.returncode == 1
    assert "epoch 3 has written" in stderr
    assert len(stderr.strip().splitlines()) == 1


def test_parts_that_the_store_has_are_deleted_when_they_are_old_and_a_kill_changes_nothing(tmp_path: Path) -> None:
    root = tmp_path / "tile-log"
    store = SqliteStore(tmp_path / "online.db", [VIEW], create=True)
    for number in range(20):
        publish(root, number)
    for _ in range(2):
        writer = start(tmp_path, "--epoch", "1", "--keep-tile-log", "1s")
        await_started(writer)
        await_position(store, 399)
        deadline = time.monotonic() + 30
        while len(list((root / VIEW.id).glob("part-*"))) > 1:
            assert time.monotonic() < deadline, "nothing was deleted"
            time.sleep(0.02)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    assert [path.name for path in (root / VIEW.id).glob("part-*")] == ["part-run-0-19"]
    publish(root, 20)
    writer = start(tmp_path, "--epoch", "1", "--keep-tile-log", "1h")
    await_started(writer)
    await_position(store, 419)
    writer.terminate()
    assert writer.wait(timeout=20) == 0

    fresh = start(tmp_path, "--epoch", "1", store=str(tmp_path / "other.db"))
    _, stderr = fresh.communicate(timeout=30)
    assert fresh.returncode == 1
    assert "are deleted that this reader has not read" in stderr
    assert "Traceback" not in stderr


def test_a_retention_that_is_no_duration_is_the_users_mistake(tmp_path: Path) -> None:
    writer = start(tmp_path, "--epoch", "1", "--keep-tile-log", "long")
    _, stderr = writer.communicate(timeout=30)
    assert writer.returncode == 2
    assert "--keep-tile-log: 'long' is not a duration" in stderr


def test_an_epoch_below_one_is_the_users_mistake(tmp_path: Path) -> None:
    writer = start(tmp_path, "--epoch", "0")
    _, stderr = writer.communicate(timeout=30)
    assert writer.returncode == 2
    assert "--epoch" in stderr
