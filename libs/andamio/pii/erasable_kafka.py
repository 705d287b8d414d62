"""Erasure from Kafka, whose records cannot be deleted one by one: a tombstone, or the date on which they expire.

    compacted topic     a tombstone of the subject's key is written; its records are gone when the log cleaner has run
    deleted by time     a segment is dropped once its newest record is older than `retention.ms`, and it takes records for
                        `segment.ms`: the subject's are gone at newest + segment.ms + retention.ms, at the latest
    kept for ever       reported, with the three ways out

Until the records are gone a topic counts as `kept`, also under a tombstone; a run after that finds nothing. Records are
found by their key, "<tenant>\\x1f<entity>"; a topic is read to its end once.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # its __init__ is not typed so
    AdminClient,
    ConfigResource,
)

from andamio.features.logs.kafka_topics import KEY_SEPARATOR
from andamio.pii.erasure import ErasureError, Finding, Subject

_TIMEOUT_S = 30.0
_METADATA_S = 5.0
_MESSAGES_AT_ONCE = 5_000
_POLL_S = 0.2
_FOR_EVER = (
    "retention.ms is -1, so they never expire: set a retention, or copy the topic without them, or write tokens to it and "
    "destroy their key"
)


@dataclass(frozen=True, slots=True)
class _OfSubject:
    """The subject's records of a topic."""

    count: int
    """Without tombstones."""
    newest_ms: int
    ends_with_tombstone: bool


@dataclass(frozen=True, slots=True)
class KafkaTopics:
    """Topics of one cluster; those that are not there are passed over."""

    bootstrap: str
    topics: Sequence[str]

    def erase(self, subject: Subject, dry_run: bool) -> Iterator[Finding]:
        """A finding a topic."""
        try:
            admin = AdminClient({"bootstrap.servers": self.bootstrap, "log_level": 0})
            there = admin.list_topics(timeout=_METADATA_S).topics
            for topic in self.topics:
                if topic in there:
                    yield self._of_topic(admin, topic, len(there[topic].partitions), subject, dry_run)
        except KafkaException as error:
            reason = error.args[0].str()
            raise ErasureError(
                f"Kafka at {self.bootstrap} cannot be searched ({reason}); check it and run this again"
            ) from None

    def _of_topic(self, admin: AdminClient, topic: str, partitions: int, subject: Subject, dry_run: bool) -> Finding:
        place = f"kafka://{self.bootstrap}/{topic}"
        key = f"{subject.tenant}{KEY_SEPARATOR}{subject.entity}".encode()
        found = self._records(topic, partitions, key)
        if found.count == 0 or dry_run:
            return Finding("kafka", place, "found" if found.count else "nothing_found", found.count)
        resource = ConfigResource(ConfigResource.Type.TOPIC, topic)
        described = admin.describe_configs([resource])[resource].result(_TIMEOUT_S)
        config = {name: entry.value for name, entry in described.items()}
        if "compact" in str(config["cleanup.policy"]).split(","):
            if not found.ends_with_tombstone:
                self._write_tombstone(topic, key)
            note = (
                "a tombstone stands for them; they are gone when the topic's log cleaner has run, then run this again"
            )
            return Finding("kafka", place, "kept", found.count, note)
        return Finding("kafka", place, "kept", found.count, expiry(config, found.newest_ms))

    def _records(self, topic: str, partitions: int, key: bytes) -> _OfSubject:
        settings = {"bootstrap.servers": self.bootstrap, "group.id": "andamio-erasure", "log_level": 0}
        consumer = Consumer({**settings, "enable.auto.commit": False, "auto.offset.reset": "error"})
        count, newest_ms, tombstone = 0, 0, False
        try:
            bounds = {
                p: consumer.get_watermark_offsets(TopicPartition(topic, p), _TIMEOUT_S) for p in range(partitions)
            }
            left = {p for p, (first, end) in bounds.items() if first < end}
            consumer.assign([TopicPartition(topic, p, bounds[p][0]) for p in left])
            deadline = time.monotonic() + _TIMEOUT_S
            while left:
                messages = consumer.consume(_MESSAGES_AT_ONCE, _POLL_S)
                for message in messages:
                    problem = message.error()
                    if problem is not None:
                        raise KafkaException(problem)
                    if message.key() == key:
                        tombstone = message.value() is None
                        count += not tombstone
                        newest_ms = max(newest_ms, message.timestamp()[1])
                # Compaction leaves gaps, the end among them, so it is the position that tells.
                at = {
                    each.partition: each.offset for each in consumer.position([TopicPartition(topic, p) for p in left])
                }
                left = {p for p in left if at[p] < bounds[p][1]}
                if messages:
                    deadline = time.monotonic() + _TIMEOUT_S
                elif time.monotonic() > deadline:
                    raise ErasureError(f"topic '{topic}' at {self.bootstrap} was not read to its end; run this again")
        finally:
            consumer.close()
        return _OfSubject(count, newest_ms, tombstone)

    def _write_tombstone(self, topic: str, key: bytes) -> None:
        # The partitioner that every producer of the platform has: the tombstone must meet the records.
        producer = Producer(
            {"bootstrap.servers": self.bootstrap, "partitioner": "murmur2_random", "acks": "all", "log_level": 0}
        )
        producer.produce(topic, None, key)
        if producer.flush(_TIMEOUT_S):
            raise ErasureError(
                f"no tombstone was written to '{topic}' at {self.bootstrap}; check it and run this again"
            )


def expiry(config: dict[str, str | None], newest_ms: int) -> str:
    """When records up to `newest_ms` are gone from a topic with these settings, as a note."""
    retention_ms, segment_ms = int(config["retention.ms"] or -1), int(config["segment.ms"] or 0)
    if retention_ms < 0:
        return _FOR_EVER
    gone = datetime.fromtimestamp((newest_ms + segment_ms + retention_ms) / 1000, UTC)
    return f"they expire with the topic's retention, by {gone:%Y-%m-%dT%H:%MZ} at the latest; run this again after it"
