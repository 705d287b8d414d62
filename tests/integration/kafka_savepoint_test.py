"""A stream on Kafka goes back to a savepoint, in another folder, and ends when its topic gets more partitions.

Real are the broker, the job (as built) and Flink. What the first life wrote after the savepoint is written again.
On demand, since it starts Flink three times: ANDAMIO_LONG_TESTS=1 ./pants test tests/integration:savepoint
"""

import os
import random
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from confluent_kafka.admin import AdminClient, NewPartitions  # type: ignore[attr-defined]

from andamio.catalog.loading import load_catalog
from andamio.features import oracle
from andamio.features.event import Delivery
from andamio.features.logs.kafka_log import KafkaLog
from andamio.features.logs.kafka_topics import key_columns
from andamio.features.logs.tile_log import TileLogTail
from andamio.features.online.sqlite_store import SqliteStore
from kafka.local_broker import LocalBroker
from tests.integration.disordered_history import DAY, HOUR, entities, history
from tests.integration.stream_pipeline import DRAIN_S, Job, Pipeline

VIEW = load_catalog().views["customer_payments@1"]
pytestmark = pytest.mark.skipif(not os.environ.get("ANDAMIO_LONG_TESTS"), reason="set ANDAMIO_LONG_TESTS=1 to run it")
TOPIC, PARTITIONS, CUSTOMERS, SEED = VIEW.contract, 3, 15, 2


@dataclass(frozen=True, slots=True)
class End:
    """What is left."""

    store: SqliteStore
    log: Sequence[Delivery]
    applied_again: int
    status: int
    said: str
    status_of_restored: int
    said_of_restored: str
    """Of a third life, in a folder of its own, that begins with the same savepoint after the topic has changed."""


def apply(tile_log: Path, store: SqliteStore) -> int:
    """Apply what is new; how many rows the store had already."""
    tail = TileLogTail(tile_log, store.cursor(1))
    return sum(store.apply(1, chunk.lines, chunk.cursor).refused_stale for chunk in tail.poll(1000))


def state_command(job: Job, command: str, *arguments: str) -> None:
    folder = job.command[job.command.index("--checkpoint-dir") + 1]
    asked = [*job.command[:2], command, "--checkpoint-dir", folder, *arguments]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=DRAIN_S)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def end(tmp_path_factory: pytest.TempPathFactory) -> Iterator[End]:
    root = tmp_path_factory.mktemp("savepoint")
    rows = [row for row in history(SEED, 600, CUSTOMERS, VIEW) if row[0] == TOPIC]
    third = len(rows) // 3
    with (
        LocalBroker(root / "broker") as broker,
        KafkaLog(broker.bootstrap, key_columns([VIEW])) as log,
        Pipeline(root, broker.bootstrap, str(root / "online.db"), [VIEW]) as pipeline,
    ):
        log.create(TOPIC, PARTITIONS, stamped_by="producer")
        store, first = SqliteStore(root / "online.db", [VIEW]), pipeline.stream
        command = [str(root / "restored") if part == str(root / "stream") else part for part in first.command]
        second = pipeline.stream = replace(first, command=command, output=root / "second")
        command = [str(root / "third") if part == str(root / "stream") else part for part in first.command]
        third_life = replace(first, command=command, output=root / "third life")

        def drain(job: Job) -> int:
            again = 0

            def drained() -> bool:
                nonlocal again
                again += apply(pipeline.tile_log, store)
                return not pipeline.behind(log)

            job.wait_for("drained log", drained, DRAIN_S)
            return again

        log.append(rows[:third])
        pipeline.stream = first
        first.start()
        first.await_working()
        drain(first)
        state_command(first, "savepoint", "--to", str(root / "savepoint"))
        log.append(rows[third : 2 * third])
        first.start()
        first.await_working()
        drain(first)
        first.kill(random.Random(SEED))
        # Back, in another folder, as on another machine.
        pipeline.stream = second
        state_command(second, "restore", "--from", str(root / "savepoint"))
        log.append(rows[2 * third :])
        second.start()
        second.await_working()
        again = drain(second)
        deliveries = list(log.read(TOPIC))
        admin = AdminClient({"bootstrap.servers": broker.bootstrap})
        admin.create_partitions([NewPartitions(TOPIC, PARTITIONS + 1)])[TOPIC].result(30)
        assert second.process is not None
        status = second.process.wait(DRAIN_S)
        state_command(third_life, "restore", "--from", str(root / "savepoint"))
        third_life.start()
        assert third_life.process is not None
        status_of_restored = third_life.process.wait(DRAIN_S)
        yield End(store, deliveries, again, status, second.last_words(), status_of_restored, third_life.last_words())
        store.close()


def test_the_store_is_the_oracle_s_after_the_way_back(end: End) -> None:
    assert {d.partition for d in end.log} == set(range(PARTITIONS))
    assert end.applied_again > 0, "nothing was written twice, so the way back was not tried"
    newest_ms = max(d.event_time_ms for d in end.log)
    for t_ms in (newest_ms, newest_ms + 1, newest_ms + HOUR, newest_ms + 20 * DAY):
        read = end.store.read(VIEW, entities(CUSTOMERS), t_ms)
        for entity, answer in zip(entities(CUSTOMERS), read.entities, strict=True):
            mine = [d for d in end.log if (d.tenant, d.values[VIEW.key_column]) == entity]
            assert tuple(answer.values.values()) == oracle.features_at(VIEW, mine, *entity, t_ms)


def test_a_topic_that_got_another_partition_ends_it_and_is_refused_from_the_savepoint_with_one_sentence(
    end: End,
) -> None:
    assert (end.status, end.status_of_restored) == (1, 2)
    for said in (end.said, end.said_of_restored):
        assert "has 4 partitions and had 3 when the stream began to read it" in said
        assert "Traceback" not in said
