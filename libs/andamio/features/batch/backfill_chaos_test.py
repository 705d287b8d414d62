"""A backfill that is killed with SIGKILL again and again, beside a stream that runs on and readers that look all the time.

Kills come after steps drawn from a seed, and some at any moment. Costs about a second a kill.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from andamio.features import oracle
from andamio.features.batch.backfill_histories import World, expected, explained
from andamio.features.event import Delivery
from andamio.features.history_strategies import EPOCH, MINUTE, SECOND, VIEW, delivery
from andamio.features.online.log_position import knows
from andamio.features.online.online_store import ViewRead
from andamio.features.online.sqlite_store import SqliteStore

HOP = VIEW.coarsest_hop_ms
CUTOVERS = tuple(EPOCH + hops * HOP for hops in (2, 4, 6))
KILLS_A_MOVE = 12
ENTITIES = [("north", "c1"), ("north", "c2"), ("south", "c1")]


def history(chance: random.Random) -> list[Delivery]:
    """Two events a minute and entity over 28 minutes, a third of them corrected or removed up to the horizon later."""
    rows: list[tuple[str, int, dict[str, Any]]] = []
    for number in range(60):
        tenant, card = chance.choice(ENTITIES)
        time_ms = EPOCH + chance.randrange(28 * MINUTE)
        known_ms = time_ms + chance.choice([0, 0, SECOND, 3 * MINUTE, 3 * MINUTE + 1])
        for sequence in range(chance.choice([1, 1, 2])):
            event: dict[str, Any] = {"tenant": tenant, "card": card, "event_time_ms": time_ms, "known_at_ms": known_ms}
            removed = sequence == 1 and chance.random() < 0.3
            rows.append((f"e{number}", chance.randrange(1, 100), event | {"sequence": sequence, "deleted": removed}))
            known_ms += chance.choice([0, MINUTE, 2 * MINUTE, 2 * MINUTE + 1])
    rows.sort(key=lambda row: row[2]["known_at_ms"])
    return [
        delivery(position, event_id, amount, **changes) for position, (event_id, amount, changes) in enumerate(rows)
    ]


@pytest.mark.parametrize("seed", [1])
def test_a_backfill_killed_anywhere_goes_on_and_no_reader_ever_sees_a_wrong_value(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    deliveries = history(chance)
    (tmp_path / "deliveries.json").write_text(json.dumps([dict(d.values) for d in deliveries]))
    world = World(tmp_path, deliveries, stream_cutover_ms=CUTOVERS[0])
    # The first backfill finds some history landed, and the stream starts beside the later ones.
    world.land(20)
    reads: list[tuple[int, ViewRead]] = []
    stopping = threading.Event()
    readers = [threading.Thread(target=_read, args=(tmp_path, seed + n, stopping, reads)) for n in range(2)]
    for reader in readers:
        reader.start()
    kills = 0
    try:
        for number, cutover_ms in enumerate(CUTOVERS):
            for attempt in range(KILLS_A_MOVE):
                streaming = (lambda: world.stream(min(world.streamed + 2, len(deliveries)))) if number else _nothing
                if attempt % 6 == 5:
                    kills += _killed(tmp_path, 0, cutover_ms, chance.uniform(0.7, 1.6), streaming)
                else:
                    # One that had nothing left for so many steps has been asked for too many; it always has a first.
                    steps = (chance.randrange(1, 4), 1)
                    kills += any(_killed(tmp_path, step, cutover_ms, 60.0, streaming) for step in steps)
                if {
                    i.state for i in world.ledger.intervals(VIEW.id) if i.to_ms <= (world.store.cutover(VIEW) or 0)
                } == {"done"}:
                    _require_all_in(world)
            assert not _killed(tmp_path, 0, cutover_ms, 60.0, _nothing)
            assert world.store.cutover(VIEW) == world.ledger.cutover(VIEW.id) == cutover_ms
        world.stream(len(deliveries))
        assert not _killed(tmp_path, 0, CUTOVERS[-1], 60.0, _nothing)
    finally:
        stopping.set()
        for reader in readers:
            reader.join()
    assert kills >= 30
    assert {interval.state for interval in world.ledger.intervals(VIEW.id)} == {"done"}
    excluded = oracle.exclusions(VIEW, deliveries)
    assert {r.position: r.reason for r in world.store.repairs(VIEW)} == {
        place[1]: why for place, why in excluded.items()
    }
    last = world.store.read(VIEW, ENTITIES, EPOCH + 40 * MINUTE)
    assert explained(VIEW, deliveries, last) == deliveries
    reads.append((EPOCH + 40 * MINUTE, last))
    assert len({(r.cutover_ms, r.applied_position, tuple(r.folded)) for _, r in reads}) > 10
    for t_ms, read in _sampled(chance, reads):
        for (tenant, key), entity in zip(ENTITIES, read.entities, strict=True):
            if entity.status != "too_old":
                assert tuple(entity.values.values()) == expected(VIEW, deliveries, read, tenant, key, t_ms)
    world.close()


def _require_all_in(world: World) -> None:
    """Done means done: the store has what the intervals say, up to the log positions that they say."""
    read = world.store.read(VIEW, (), 0)
    for interval in world.ledger.intervals(VIEW.id):
        for folded in read.folded:
            if interval.from_ms < folded.until_ms <= interval.to_ms:
                assert knows(folded.position, interval.folded_position)


def _killed(folder: Path, step: int, cutover_ms: int, after_s: float, meanwhile: Callable[[], None]) -> bool:
    """Run a backfill; kill it after some seconds if it has not killed itself; whether it was killed."""
    path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path if entry)
    command = [sys.executable, "-m", "andamio.features.batch.backfill_process", str(folder), str(step), str(cutover_ms)]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path})
    until = time.monotonic() + after_s
    while process.poll() is None and time.monotonic() < until:
        meanwhile()
        time.sleep(0.05)
    process.kill()
    process.wait()
    assert process.returncode in (0, -signal.SIGKILL)
    return process.returncode != 0


def _read(folder: Path, seed: int, stopping: threading.Event, reads: list[tuple[int, ViewRead]]) -> None:
    store, chance = SqliteStore(folder / "online.db", [VIEW]), random.Random(seed)
    while not stopping.is_set():
        floor_ms = store.read(VIEW, (), 0).as_of_floor_ms
        if floor_ms is not None:
            t_ms = floor_ms + chance.randrange(6 * MINUTE)
            reads.append((t_ms, store.read(VIEW, ENTITIES, t_ms)))
        time.sleep(0.005)
    store.close()


def _sampled(chance: random.Random, reads: list[tuple[int, ViewRead]]) -> list[tuple[int, ViewRead]]:
    """Each state of the store at a few of its times."""
    by_state: dict[object, list[tuple[int, ViewRead]]] = {}
    for t_ms, read in reads:
        state = (read.cutover_ms, read.applied_position, tuple(read.folded))
        by_state.setdefault(state, []).append((t_ms, read))
    return [each for of_state in by_state.values() for each in chance.sample(of_state, min(12, len(of_state)))]


def _nothing() -> None:
    """No stream beside."""
