"""The event log on a real broker: what is appended is read, in an entity's order, with what the broker stamped."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewPartitions  # type: ignore[attr-defined]

from andamio.features.event import Delivery
from andamio.features.history_strategies import EPOCH, VIEW
from andamio.features.logs.event_log import DeliveryLog, EventLog
from andamio.features.logs.kafka_log import KafkaLog
from andamio.features.logs.kafka_topics import KafkaLogError, key_columns
from andamio.telemetry.tracing import Sampling, begin, make_current
from kafka.local_broker import LocalBroker
from payment_events.main import main as payment_events

KEYS = {"payment": "card", "refund": "card", "replayed": "card", "empty": "card"}
PARTITIONS = 3
Row = dict[str, Any]


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalBroker]:
    with LocalBroker(tmp_path_factory.mktemp("broker") / "kafka") as running:
        yield running


def row(number: int, tenant: str = "north", **changes: Any) -> Row:
    return {
        "event_id": f"e{number}",
        "tenant": tenant,
        "card": f"c{number % 7}",
        "amount_minor": 2**60 + number,
        "merchant": "café \x1f \"'\\\n",
        "currency": None,
        "event_time_ms": EPOCH + number,
        "known_at_ms": EPOCH + number,
        "sequence": number % 3,
        "deleted": number % 5 == 0,
    } | changes


def without_place(values: Mapping[str, Any]) -> Row:
    return {name: value for name, value in values.items() if name not in ("position", "known_at_ms", "partition")}


def by_partition(deliveries: list[Delivery]) -> dict[int, list[Delivery]]:
    found: dict[int, list[Delivery]] = defaultdict(list)
    for delivery in deliveries:
        found[delivery.partition].append(delivery)
    return found


def test_it_reads_what_was_appended_by_entity_in_order_and_stamped_by_the_broker(broker: LocalBroker) -> None:
    rows = [row(number, tenant) for number in range(300) for tenant in ("north", "south")]
    with KafkaLog(broker.bootstrap, KEYS) as log:
        log.create("payment", PARTITIONS)
        log.create("refund", PARTITIONS)
        log.append(("payment", each) for each in rows[:250])
        log.append([("refund", row(1)), *(("payment", each) for each in rows[250:])])
        found = list(log.read("payment"))
        ends = log.end_positions("payment")
        assert [without_place(d.values) for d in log.read("refund")] == [without_place(row(1))]

    def of_entity(rows: list[Row], tenant: str, card: str) -> list[Row]:
        return [without_place(each) for each in rows if (each["tenant"], each["card"]) == (tenant, card)]

    partitions = by_partition(found)
    # Two of fourteen entities in one partition would be a poor test.
    assert set(partitions) == set(range(PARTITIONS))
    for tenant in ("north", "south"):
        for card in range(7):
            got = [dict(d.values) for d in found if (d.tenant, d.values["card"]) == (tenant, f"c{card}")]
            assert of_entity(got, tenant, f"c{card}") == of_entity(rows, tenant, f"c{card}")
    homes = defaultdict(set)
    for d in found:
        homes[d.tenant, d.values["card"]].add(d.partition)
    assert all(len(partitions) == 1 for partitions in homes.values())
    for partition, deliveries in partitions.items():
        assert [d.position for d in deliveries] == list(range(ends[partition]))
        stamps = [d.known_at_ms for d in deliveries]
        assert stamps == sorted(stamps)
        # Not the rows' own, which are of 2011.
        assert stamps[0] > EPOCH + 365 * 86_400_000
    assert sum(ends.values()) == len(rows)


def test_a_record_says_which_trace_it_was_appended_for(broker: LocalBroker) -> None:
    trace = begin(b"", Sampling())
    with KafkaLog(broker.bootstrap, {"traced": "card"}) as log:
        log.create("traced", 1)
        log.append([("traced", row(1))])
        make_current(trace)
        log.append([("traced", row(2))])
        make_current(None)
        assert len(list(log.read("traced"))) == 2
        assert log.produced_by == {trace.traceparent.encode()}
    consumer = Consumer({"bootstrap.servers": broker.bootstrap, "group.id": "t", "auto.offset.reset": "earliest"})
    consumer.assign([TopicPartition("traced", 0, 0)])
    found = [message.headers() for message in consumer.consume(2, 20.0)]
    consumer.close()
    assert found == [None, [("traceparent", trace.traceparent.encode())]]


def test_it_reads_on_from_positions(broker: LocalBroker) -> None:
    with KafkaLog(broker.bootstrap, KEYS) as log:
        log.create("payment", PARTITIONS)
        log.append(("payment", row(number)) for number in range(100))
        found = list(log.read("payment"))
        ends = log.end_positions("payment")
        starts = {0: ends[0] - 1, 1: ends[1]}
        later = list(log.read("payment", starts))
    assert sorted((d.partition, d.position) for d in later) == sorted(
        (d.partition, d.position) for d in found if d.position >= starts.get(d.partition, 0)
    )


def test_a_replayed_history_keeps_the_times_when_it_was_known(broker: LocalBroker) -> None:
    with KafkaLog(broker.bootstrap, KEYS) as log:
        log.create("replayed", 1, stamped_by="producer")
        log.append(("replayed", row(number)) for number in range(50))
        assert [(d.position, d.known_at_ms) for d in log.read("replayed")] == [(n, EPOCH + n) for n in range(50)]


def test_an_empty_topic_has_no_deliveries_and_ends_where_it_begins(broker: LocalBroker) -> None:
    with KafkaLog(broker.bootstrap, KEYS) as log:
        log.create("empty", 2)
        assert list(log.read("empty")) == []
        assert log.end_positions("empty") == {0: 0, 1: 0}


def test_files_and_kafka_play_the_same_role(broker: LocalBroker, tmp_path: Path) -> None:
    rows = [("role", row(number)) for number in range(20)]

    def written(log: DeliveryLog) -> tuple[list[Row], Mapping[int, int]]:
        log.append(rows)
        return [without_place(d.values) for d in log.read("role")], log.end_positions("role")

    with KafkaLog(broker.bootstrap, {"role": "card"}) as log:
        log.create("role", 1)
        assert written(log) == written(EventLog(tmp_path))


def test_creating_a_topic_again_asks_whether_it_is_the_same(broker: LocalBroker) -> None:
    with KafkaLog(broker.bootstrap, {"twice": "card"}) as log:
        log.create("twice", 2)
        log.create("twice", 2)
        with pytest.raises(KafkaLogError, match="'twice'.*has 2 partitions, not 3"):
            log.create("twice", 3)
        with pytest.raises(KafkaLogError, match="message.timestamp.type=LogAppendTime, not CreateTime"):
            log.create("twice", 2, stamped_by="producer")


def test_a_topic_that_is_not_there_is_named(broker: LocalBroker) -> None:
    with KafkaLog(broker.bootstrap, {"absent": "card"}, {"message.timeout.ms": 3_000}) as log:
        with pytest.raises(KafkaLogError, match="topic 'absent' cannot be read"):
            list(log.read("absent"))
        with pytest.raises(KafkaLogError, match="no key of 'unheard'"):
            log.append([("unheard", row(1))])


def test_rows_that_no_broker_took_are_reported_and_can_be_appended_again(tmp_path: Path) -> None:
    with LocalBroker(tmp_path / "kafka") as broker:
        with KafkaLog(broker.bootstrap, KEYS) as log:
            log.create("payment", 1)
            log.append([("payment", row(1))])
        # Impatient only with a broker that is gone.
        with KafkaLog(broker.bootstrap, KEYS, {"message.timeout.ms": 1_500}) as log:
            broker.kill()
            with pytest.raises(KafkaLogError, match="2 rows were not appended"):
                log.append([("payment", row(2)), ("payment", row(3))])
            broker.start()
        with KafkaLog(broker.bootstrap, KEYS) as log:
            log.append([("payment", row(2)), ("payment", row(3))])
            # Perhaps twice, which the engines count once.
            assert {d.event_id for d in log.read("payment")} == {"e1", "e2", "e3"}


def test_payment_events_publishes_its_file_in_order_and_as_of_when_each_was_known(
    broker: LocalBroker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert payment_events(["generate", "--seed", "1", "--payments", "200", "--out", str(tmp_path)]) == 0
    capsys.readouterr()
    arguments = ["publish", "--events", str(tmp_path / "events.ndjson"), "--kafka", broker.bootstrap, "--json"]
    assert payment_events(arguments) == 0
    published = json.loads(capsys.readouterr().out)["published"]
    events = [json.loads(line) for line in (tmp_path / "events.ndjson").read_text().splitlines()]
    with KafkaLog(broker.bootstrap, dict.fromkeys(published, "customer")) as log:
        for contract, count in published.items():
            deliveries = list(log.read(contract))
            wanted = [event for event in events if event["contract"] == contract]
            assert len(deliveries) == count == len(wanted)
            assert sorted((d.event_id, d.sequence, d.known_at_ms) for d in deliveries) == sorted(
                (event["event_id"], event["sequence"], event["known_at_ms"]) for event in wanted
            )
            for found in by_partition(deliveries).values():
                assert [d.known_at_ms for d in found] == sorted(d.known_at_ms for d in found)


def test_a_record_that_is_no_delivery_is_named_but_not_quoted(broker: LocalBroker) -> None:
    with KafkaLog(broker.bootstrap, {"foreign": "card"}) as log:
        log.create("foreign", 1)
        producer = Producer({"bootstrap.servers": broker.bootstrap})
        producer.produce("foreign", b'{"tenant": "secret"}')
        assert producer.flush(30) == 0
        with pytest.raises(KafkaLogError, match="record 0 in partition 0 of topic 'foreign'") as raised:
            list(log.read("foreign"))
        assert "secret" not in str(raised.value)


def test_two_views_of_a_contract_by_different_keys_cannot_share_its_topic() -> None:
    assert key_columns([VIEW, VIEW]) == {"payment": "card"}
    with pytest.raises(KafkaLogError, match="'payment' by 'merchant' and another by 'card'"):
        key_columns([VIEW, replace(VIEW, key_column="merchant")])


def test_partitions_that_are_added_later_are_seen(broker: LocalBroker) -> None:
    with KafkaLog(broker.bootstrap, {"grown": "card"}) as log:
        log.create("grown", 2)
        assert log.partitions("grown") == 2
        admin = AdminClient({"bootstrap.servers": broker.bootstrap})
        admin.create_partitions([NewPartitions("grown", 3)])["grown"].result(30)
        assert log.partitions("grown") == 3
        with pytest.raises(KafkaLogError, match="topic 'absent' cannot be read"):
            log.partitions("absent")
