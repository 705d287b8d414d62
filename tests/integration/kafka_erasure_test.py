"""A data subject's records on a real broker: a tombstone that compaction obeys, or the date on which they expire."""

import time
from collections.abc import Iterator

import pytest
from confluent_kafka import Producer
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic

from andamio.features.logs.kafka_log import KafkaLog
from andamio.pii.erasable_kafka import KafkaTopics
from andamio.pii.erasure import Finding, Subject, erase
from kafka.local_broker import LocalBroker

SUBJECT = Subject("shop", "c1")
KEYS = [b"shop\x1fc1", b"shop\x1fc2", b"other\x1fc1"]
# So that the cleaner comes by within seconds.
COMPACTED = {
    "cleanup.policy": "compact",
    "min.cleanable.dirty.ratio": "0.01",
    "segment.ms": "100",
    "delete.retention.ms": "0",
}
DAY_MS = 86_400_000


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalBroker]:
    with LocalBroker(tmp_path_factory.mktemp("broker") / "kafka") as running:
        yield running


def topic(broker: LocalBroker, name: str, config: dict[str, str]) -> None:
    """Of two partitions, with two records a key."""
    admin = AdminClient({"bootstrap.servers": broker.bootstrap})
    admin.create_topics([NewTopic(name, 2, 1, config=config)])[name].result(30)
    for number in range(2):
        produce(broker, name, [(key, f"{number}".encode()) for key in KEYS])


def produce(broker: LocalBroker, name: str, records: list[tuple[bytes, bytes]]) -> None:
    producer = Producer({"bootstrap.servers": broker.bootstrap, "partitioner": "murmur2_random"})
    for key, value in records:
        producer.produce(name, value, key)
    assert producer.flush(30) == 0


def erased(broker: LocalBroker, name: str, subject: Subject = SUBJECT, dry_run: bool = False) -> Finding:
    [finding] = erase(subject, [KafkaTopics(broker.bootstrap, [name, "absent"])], dry_run).findings
    return finding


def test_a_compacted_topic_takes_one_tombstone_and_loses_the_subject_alone(broker: LocalBroker) -> None:
    topic(broker, "compacted", COMPACTED)
    assert (erased(broker, "compacted", dry_run=True).state, erased(broker, "compacted", dry_run=True).count) == (
        "found",
        2,
    )
    first = erased(broker, "compacted")
    assert (first.state, first.count) == ("kept", 2)
    assert "tombstone" in first.note
    deadline, number = time.monotonic() + 90, 0
    while (again := erased(broker, "compacted")).state == "kept":
        assert time.monotonic() < deadline
        # The active segment is not cleaned: what others write closes it.
        number += 1
        produce(broker, "compacted", [(f"shop\x1fx{n}".encode(), b"%d" % number) for n in range(20)])
        time.sleep(0.3)
    assert again.state == "nothing_found"
    for other in (Subject("shop", "c2"), Subject("other", "c1")):
        assert erased(broker, "compacted", other, dry_run=True).count >= 1


def test_a_topic_with_retention_says_by_when_and_one_without_says_never(broker: LocalBroker) -> None:
    topic(broker, "bounded", {"retention.ms": str(7 * DAY_MS), "segment.ms": str(DAY_MS)})
    finding = erased(broker, "bounded")
    assert (finding.state, finding.count) == ("kept", 2)
    latest = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 86_400))
    assert f"by {latest}" in finding.note
    with KafkaLog(broker.bootstrap, {"payment": "customer"}) as log:
        log.create("payment", 2)
        log.append([("payment", {"event_id": "e", "tenant": "shop", "customer": "c1", "known_at_ms": 1})])
    assert "never expire" in erased(broker, "payment").note
    assert erased(broker, "payment", Subject("shop", "c9")).state == "nothing_found"


def test_a_cluster_that_does_not_answer_is_a_failure_and_not_an_erasure() -> None:
    [finding] = erase(SUBJECT, [KafkaTopics("127.0.0.1:1", ["payment"])]).findings
    assert finding.state == "failed"
