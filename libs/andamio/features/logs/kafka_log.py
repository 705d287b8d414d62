"""The event log on Kafka: one topic a contract, in partitions; the place of `EventLog` at scale.

    topic        the contract's name, such as "payment_captured"
    key          "<tenant>\\x1f<entity key>": all deliveries of an entity are in one partition, in order
    value        the row as JSON, without `position` and `known_at_ms`
    partition    the record's partition
    position     the record's offset
    known_at_ms  the record's timestamp, which the broker stamps when it appends (LogAppendTime)
    traceparent  a header, if the producer works for a trace (W3C Trace Context)

`known_at_ms` never falls within a partition as long as the clock of the partition's leader does not. Should it step back
by d, deliveries are counted by what is stamped, but a stream has judged an event before it hears of an earlier stamp: the
engines may then disagree about an event that was known within d of a horizon, and about no other. Slew the brokers'
clocks; do not step them.

A topic may be stamped by its producer instead: a history that is replayed keeps the times when it was known. Its rows must
then be appended in order of `known_at_ms`, as in `EventLog`.

Errors are `kafka_topics.KafkaLogError`.
"""

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, Producer, TopicPartition
from confluent_kafka.admin import AdminClient

from andamio.features.event import Delivery
from andamio.features.logs.kafka_topics import (
    KEY_SEPARATOR,
    TIMEOUT_S,
    KafkaLogError,
    Reading,
    StampedBy,
    create_topic,
    failed,
)
from andamio.telemetry.tracing import HEADER, current

# Columns that a record carries beside its value.
_OF_THE_RECORD = ("position", "known_at_ms", "partition")
_METADATA_S = 5.0
_POLL_S = 0.2
_MESSAGES_AT_ONCE = 2_000
_PRODUCERS_AT_MOST = 32


class KafkaLog:
    """Append to and read from topics of one cluster. A context manager; used by one thread at a time."""

    def __init__(self, bootstrap: str, keys: Mapping[str, str], client: Mapping[str, Any] | None = None) -> None:
        """`keys` names the key column of each contract, see `key_columns`.

        `client` are settings of librdkafka for every connection, such as those of TLS and SASL.
        """
        self._keys = dict(keys)
        # What goes wrong is raised; what is retried need not fill the console.
        self._client = {"bootstrap.servers": bootstrap, "log_level": 0, **(client or {})}
        self._bootstrap = bootstrap
        self._producer: Producer | None = None
        self.produced_by: set[bytes] = set()
        """`traceparent` headers of what was read, a few of them: which traces it came from."""
        self._admin: AdminClient | None = None

    @property
    def place(self) -> str:
        """See `DeliveryLog.place`."""
        return f"kafka://{self._bootstrap}"

    def __enter__(self) -> "KafkaLog":
        return self

    def __exit__(self, *_: object) -> None:
        self._producer = None

    def create(
        self,
        contract: str,
        partitions: int,
        stamped_by: StampedBy = "broker",
        replicas: int = 1,
    ) -> None:
        """Create the contract's topic, which keeps everything for ever; nothing to do if it is there as asked.

        Raises `KafkaLogError` if it is there with other settings. More partitions would send an entity's next deliveries
        elsewhere, so their number never changes.
        """
        self._key_column(contract)
        create_topic(self._client, contract, partitions, stamped_by, replicas)

    def append(self, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Append (contract, row) pairs; rows of an entity keep their order. All are on the brokers when it returns.

        After an error some may be in the log and some not: append them all again, for an event that is there twice counts
        once. Raises `KafkaLogError`.
        """
        producer = self._producer = self._producer or Producer({**_PRODUCER, **self._client})
        failed: list[KafkaError] = []

        def delivered(error: KafkaError | None, _: Message) -> None:
            if error is not None:
                failed.append(error)

        trace = current()
        # For whoever asks where a record came from: who reads the log links to it (`produced_by`), Flink hands it on.
        headers: list[tuple[str, str | bytes | None]] = [(HEADER, trace.traceparent)] if trace else []
        for contract, row in rows:
            key = f"{row['tenant']}{KEY_SEPARATOR}{row[self._key_column(contract)]}".encode()
            columns = {name: value for name, value in row.items() if name not in _OF_THE_RECORD}
            value = json.dumps(columns, separators=(",", ":")).encode()
            # A topic that the broker stamps ignores this; no time at all would be the producer's own.
            known_at_ms = int(row.get("known_at_ms") or time.time() * 1000)
            while True:
                try:
                    producer.produce(
                        contract, value, key, timestamp=known_at_ms, on_delivery=delivered, headers=headers
                    )
                    break
                except BufferError:
                    # The queue is full: some must be delivered first.
                    producer.poll(_POLL_S)
            producer.poll(0)
        left = producer.flush(TIMEOUT_S)
        if left or failed:
            # Its sequence numbers have a gap now.
            self._producer = None
            reason = failed[0].str() if failed else "no answer"
            raise KafkaLogError(
                f"{len(failed) + left} rows were not appended to the log at {self._bootstrap} ({reason}); "
                "check the brokers and the topics, and append the batch again"
            )

    def end_positions(self, contract: str) -> dict[int, int]:
        """The position that the next delivery gets, by partition."""
        with Reading(self._client) as consumer:
            return {partition: end for partition, (_, end) in self._bounds(consumer, contract).items()}

    def partitions(self, contract: str) -> int:
        """How many the topic has, of a broker that answers in a few seconds. Raises `KafkaLogError`."""
        self._admin = self._admin or AdminClient(self._client)
        try:
            topic = self._admin.list_topics(contract, _METADATA_S).topics[contract]
            if topic.error is not None:
                raise KafkaException(topic.error)
        except KafkaException as error:
            raise failed(self._client, f"topic '{contract}' cannot be read", error) from None
        return len(topic.partitions)

    def read(self, contract: str, start_positions: Mapping[int, int] | None = None) -> Iterator[Delivery]:
        """The contract's deliveries up to its end as of now, from `start_positions` on; by position within a partition.

        A partition that is not among the start positions is read from its beginning. Raises `KafkaLogError`, also if the
        topic no longer holds what follows a start position.
        """
        starts = start_positions or {}
        with Reading(self._client) as consumer:
            bounds = self._bounds(consumer, contract)
            for partition, (first, _) in bounds.items():
                if first > starts.get(partition, 0) > 0:
                    raise KafkaLogError(
                        f"partition {partition} of topic '{contract}' begins at {first} now and was to be read from "
                        f"{starts[partition]}: deliveries are gone; keep them for ever (retention.ms=-1), and begin anew"
                    )
            ends = {p: end for p, (first, end) in bounds.items() if max(first, starts.get(p, 0)) < end}
            consumer.assign([TopicPartition(contract, p, max(bounds[p][0], starts.get(p, 0))) for p in ends])
            deadline = time.monotonic() + TIMEOUT_S
            while ends:
                messages = consumer.consume(_MESSAGES_AT_ONCE, _POLL_S)
                if messages:
                    deadline = time.monotonic() + TIMEOUT_S
                elif time.monotonic() > deadline:
                    raise KafkaLogError(
                        f"topic '{contract}' at {self._bootstrap} ends before its end; check the brokers"
                    )
                for message in messages:
                    partition, offset = _place(self._require_message(contract, message))
                    if partition in ends and offset < ends[partition]:
                        self._note_producer(message)
                        yield _delivery(message, partition, offset)
                        if offset + 1 == ends[partition]:
                            del ends[partition]

    def _note_producer(self, message: Message) -> None:
        if len(self.produced_by) < _PRODUCERS_AT_MOST:
            headers: Any = message.headers() or ()  # a list of pairs, whatever its type hint says
            self.produced_by.update(value for name, value in headers if name == HEADER and isinstance(value, bytes))

    def _key_column(self, contract: str) -> str:
        column = self._keys.get(contract)
        if column is None:
            known = ", ".join(sorted(self._keys)) or "none"
            raise KafkaLogError(f"the log knows no key of '{contract}', only of {known}; name its key column")
        return column

    def _bounds(self, consumer: Consumer, contract: str) -> dict[int, tuple[int, int]]:
        """First and next position, by partition."""
        try:
            topic = consumer.list_topics(contract, TIMEOUT_S).topics[contract]
            if topic.error is not None:
                raise KafkaException(topic.error)
            return {
                partition: consumer.get_watermark_offsets(TopicPartition(contract, partition), TIMEOUT_S)
                for partition in sorted(topic.partitions)
            }
        except KafkaException as error:
            raise failed(self._client, f"topic '{contract}' cannot be read", error) from None

    def _require_message(self, contract: str, message: Message) -> Message:
        error = message.error()
        if error is not None:
            raise failed(self._client, f"topic '{contract}' cannot be read", KafkaException(error))
        return message


_PRODUCER = {
    # Retried batches are neither doubled nor reordered.
    "enable.idempotence": True,
    "acks": "all",
    # What Java clients choose, so that every producer of a topic sends an entity to the same partition.
    "partitioner": "murmur2_random",
    "linger.ms": 5,
    "compression.type": "lz4",
    "message.timeout.ms": int(TIMEOUT_S * 1000),
}


def _place(message: Message) -> tuple[int, int]:
    partition, offset = message.partition(), message.offset()
    assert partition is not None
    assert offset is not None
    return partition, offset


def _delivery(message: Message, partition: int, offset: int) -> Delivery:
    try:
        row = json.loads(message.value() or b"")
        record = {"position": offset, "known_at_ms": message.timestamp()[1], "partition": partition}
        return Delivery.from_row({**row, **record})
    except (ValueError, KeyError, TypeError) as error:
        # Without quoting it: a row holds an entity's key.
        raise KafkaLogError(
            f"record {offset} in partition {partition} of topic '{message.topic()}' is not a delivery "
            f"({type(error).__name__}); check what its producer writes"
        ) from None
