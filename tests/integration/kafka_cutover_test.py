"""The cut-over moves over a topic of three partitions while a stream and readers go on, by `andamio features`.

Real are the broker, the command, the lakehouse and the stores. The stream is the oracle's (`stream_lines`), so that the
test takes seconds: it reads the topic, one partition further than another, and applies line by line.
"""

import json
import random
import threading
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from andamio import cli
from andamio.catalog.loading import load_catalog
from andamio.features.batch.backfill_histories import expected, explained, stream_lines
from andamio.features.event import Delivery
from andamio.features.logs.kafka_log import KafkaLog
from andamio.features.logs.kafka_topics import key_columns
from andamio.features.online.local_redis import LocalRedis
from andamio.features.online.log_position import of_partitions
from andamio.features.online.online_store import OnlineStore, ViewRead
from andamio.features.online.stores import open_store
from andamio.main import main
from kafka.local_broker import LocalBroker
from tests.integration.disordered_history import DAY, MINUTE, Entity, Row, entities, history

VIEW = load_catalog().views["customer_payments@1"]
TOPIC, HOP = VIEW.contract, VIEW.coarsest_hop_ms
PARTITIONS, CUSTOMERS, SEED = 3, 15, 2
EVERYONE = entities(CUSTOMERS)


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[LocalBroker]:
    """One a test: the topic is the contract's."""
    with LocalBroker(tmp_path / "kafka") as running:
        yield running


@pytest.fixture(params=["sqlite", "redis"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(tmp_path / "online.db")
        return
    with LocalRedis() as redis:
        yield redis.url


@dataclass(slots=True)
class Stream:
    """Reads the topic and applies what a stream with this cut-over says, until told to stop at the log's end."""

    log: KafkaLog
    store: OnlineStore
    cutover_ms: int
    chance: random.Random
    positions: dict[int, int] = field(default_factory=dict)
    known: dict[Entity, list[Delivery]] = field(default_factory=lambda: defaultdict(list))
    ending: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while True:
            ending = self.ending.is_set()
            new: dict[int, list[Delivery]] = defaultdict(list)
            for delivery in self.log.read(TOPIC, self.positions):
                new[delivery.partition].append(delivery)
            if ending and not new:
                return
            for partition in self.chance.sample(sorted(new), len(new)):
                # Some of the others stay behind, in a partition of their own.
                some = new[partition] if ending else new[partition][: self.chance.randrange(len(new[partition]) + 1)]
                for delivery in some:
                    mine = self.known[delivery.tenant, delivery.values[VIEW.key_column]]
                    mine.append(delivery)
                    lines = list(stream_lines(VIEW, mine, self.cutover_ms))
                    self.store.apply(1, lines, "")
                if some:
                    self.positions[partition] = some[-1].position + 1


@dataclass(slots=True)
class Readings:
    """What readers were told meanwhile."""

    store: OnlineStore
    chance: random.Random
    ending: threading.Event = field(default_factory=threading.Event)
    found: list[tuple[int, ViewRead]] = field(default_factory=list)

    def run(self) -> None:
        while not self.ending.wait(0.01):
            floor_ms = self.store.read(VIEW, (), 0).as_of_floor_ms
            if floor_ms is not None:
                t_ms = floor_ms + self.chance.choice([0, MINUTE, VIEW.tail_ms, DAY])
                self.found.append((t_ms, self.store.read(VIEW, EVERYONE, t_ms)))


def require_explained(log: dict[Entity, list[Delivery]], t_ms: int, read: ViewRead) -> None:
    for entity, answer in zip(EVERYONE, read.entities, strict=True):
        if answer.status != "too_old":
            wanted = expected(VIEW, log[entity], read, *entity, t_ms)
            assert tuple(answer.values.values()) == wanted, (entity, t_ms, read.folded, read.applied_positions)


def test_the_cutover_moves_and_every_value_is_what_its_positions_explain(
    broker: LocalBroker, store_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows: list[Row] = [row for contract, row in history(SEED, 900, CUSTOMERS, VIEW) if contract == TOPIC]
    part = len(rows) // 6
    cutovers = [rows[place]["known_at_ms"] // HOP * HOP for place in (2 * part, 3 * part, 4 * part, 5 * part)]
    assert len(set(cutovers)) == 4, "the history is too short for four cut-overs; choose another seed"
    (tmp_path / "lake").mkdir()
    where = ["--lake", str(tmp_path / "lake"), "--store", store_url, "--view", VIEW.id, "--json"]
    from_kafka = ("--log", f"kafka://{broker.bootstrap}")

    def run(command: str, *arguments: str) -> dict[str, Any]:
        assert cli.run(main, ["features", command, *where, *arguments]) == 0, capsys.readouterr().err
        found: dict[str, Any] = json.loads(capsys.readouterr().out)["views"][VIEW.id]
        return found

    with KafkaLog(broker.bootstrap, key_columns([VIEW])) as log:
        log.create(TOPIC, PARTITIONS, stamped_by="producer")
        log.append((TOPIC, row) for row in rows[: 2 * part])
        loaded = run("backfill", *from_kafka, "--to", str(cutovers[0]), "--step", "1d")
        assert loaded["folded_position"] == [end - 1 for end in log.end_positions(TOPIC).values()]
        stream = Stream(KafkaLog(broker.bootstrap, {}), open_store(store_url, [VIEW]), cutovers[0], random.Random(SEED))
        readings = Readings(open_store(store_url, [VIEW]), random.Random(-SEED))
        with ThreadPoolExecutor(2) as threads:
            running = [threads.submit(beside.run) for beside in (stream, readings)]
            try:
                for number, cutover_ms in enumerate(cutovers[1:], 2):
                    log.append((TOPIC, row) for row in rows[number * part : (number + 1) * part])
                    assert run("backfill", *from_kafka, "--to", str(cutover_ms))["cutover_ms"] == cutover_ms
                log.append((TOPIC, row) for row in rows[5 * part :])
            finally:
                stream.ending.set()
                running[0].result()
                readings.ending.set()
                running[1].result()
        before = run("status")
        assert before["pending_repairs"]["batch_owned"] > 0
        repaired = run("repair", *from_kafka)
        whole: dict[Entity, list[Delivery]] = defaultdict(list)
        for delivery in log.read(TOPIC):
            whole[delivery.tenant, delivery.values[VIEW.key_column]].append(delivery)
        ends = [end - 1 for end in log.end_positions(TOPIC).values()]

    assert min(ends) > 20
    assert "batch_owned" not in repaired["pending_repairs"]
    status = run("status")
    assert status["landed_position"] == status["folded_position"] == ends
    assert list(status["applied_positions"].values()) == ends
    assert status["intervals"].keys() == {"done"}
    now_ms = rows[-1]["known_at_ms"]
    for t_ms in (now_ms, now_ms + 1, now_ms + 20 * DAY):
        last = readings.store.read(VIEW, EVERYONE, t_ms)
        for deliveries in whole.values():
            assert explained(VIEW, deliveries, last) == deliveries
        require_explained(whole, t_ms, last)
    states = {
        (read.cutover_ms, tuple(read.folded), of_partitions(read.applied_positions)) for _, read in readings.found
    }
    assert len(states) > 10
    for t_ms, read in random.Random(SEED).sample(readings.found, min(60, len(readings.found))):
        require_explained(whole, t_ms, read)
    stream.store.close()
    readings.store.close()
