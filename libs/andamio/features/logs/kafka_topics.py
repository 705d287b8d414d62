"""The topics of the event log on Kafka: made once, found as they were asked for, keyed by entity.

KafkaLogError(AndamioError)    the broker refuses or does not answer; a topic is missing, or set up otherwise
"""

import time
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from confluent_kafka import Consumer, KafkaError, KafkaException
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # its __init__ is not typed so
    AdminClient,
    ConfigResource,
)
from confluent_kafka.cimpl import NewTopic

from andamio.errors import AndamioError
from andamio.features.definition import FeatureView

KEY_SEPARATOR = "\x1f"
_TIMESTAMPS = {"broker": "LogAppendTime", "producer": "CreateTime"}
TIMEOUT_S = 30.0
StampedBy = Literal["broker", "producer"]
"""Who says when a delivery became known; see `kafka_log`."""


class KafkaLogError(AndamioError):
    """The log cannot be written or read; the message names the topic and the fix."""


def key_columns(views: Iterable[FeatureView]) -> dict[str, str]:
    """The column that keys each contract's topic.

    Raises `KafkaLogError` if two views of a contract have different entities: a topic keeps the order of one alone.
    """
    columns: dict[str, str] = {}
    for view in views:
        if columns.setdefault(view.contract, view.key_column) != view.key_column:
            raise KafkaLogError(
                f"view '{view.id}' reads '{view.contract}' by '{view.key_column}' and another by "
                f"'{columns[view.contract]}'; give one of them a contract, and so a topic, of its own"
            )
    return columns


class Reading:
    """A consumer of no group: positions live in the tile log and the checkpoints, not on the broker."""

    def __init__(self, client: Mapping[str, Any]) -> None:
        self._consumer = Consumer(
            {**client, "group.id": "andamio", "enable.auto.commit": False, "auto.offset.reset": "error"}
        )

    def __enter__(self) -> Consumer:
        return self._consumer

    def __exit__(self, *_: object) -> None:
        self._consumer.close()


def create_topic(
    client: Mapping[str, Any], contract: str, partitions: int, stamped_by: StampedBy, replicas: int
) -> None:
    """See `KafkaLog.create`."""
    settings = {
        "message.timestamp.type": _TIMESTAMPS[stamped_by],
        "cleanup.policy": "delete",
        "retention.ms": "-1",
        "retention.bytes": "-1",
        # With three replicas, one may be away and what is acknowledged is on two.
        "min.insync.replicas": str(max(1, replicas - 1)),
    }
    admin = AdminClient(dict(client))
    try:
        admin.create_topics([NewTopic(contract, partitions, replicas, config=settings)])[contract].result(TIMEOUT_S)
        _await_leaders(client, contract, partitions)
    except KafkaException as error:
        if error.args[0].code() != KafkaError.TOPIC_ALREADY_EXISTS:
            raise failed(client, f"topic '{contract}' cannot be created", error) from None
        _require(client, admin, contract, partitions, settings)


def failed(client: Mapping[str, Any], what: str, error: KafkaException) -> KafkaLogError:
    """What the broker refuses or does not answer, in one sentence."""
    reason = error.args[0].str()
    return KafkaLogError(f"{what} at {_address(client)} ({reason}); check the address, the topic and the brokers")


def _address(client: Mapping[str, Any]) -> Any:
    return client["bootstrap.servers"]


def _require(
    client: Mapping[str, Any], admin: AdminClient, contract: str, partitions: int, settings: Mapping[str, str]
) -> None:
    there = len(admin.list_topics(contract, TIMEOUT_S).topics[contract].partitions)
    if there != partitions:
        raise KafkaLogError(
            f"topic '{contract}' at {_address(client)} has {there} partitions, not {partitions}; ask for {there}, or copy "
            "it to a new topic, since entities would change partition"
        )
    resource = ConfigResource(ConfigResource.Type.TOPIC, contract)
    actual = admin.describe_configs([resource])[resource].result(TIMEOUT_S)
    for name, wanted in settings.items():
        if actual[name].value != wanted:
            raise KafkaLogError(
                f"topic '{contract}' at {_address(client)} has {name}={actual[name].value}, not {wanted}; "
                "change it with kafka-configs, or use another cluster"
            )


def _await_leaders(client: Mapping[str, Any], contract: str, partitions: int) -> None:
    """A topic that has just been created may not have leaders yet; whoever reads it then is told of an error."""
    deadline = time.monotonic() + TIMEOUT_S
    with Reading(client) as consumer:
        while True:
            topic = consumer.list_topics(contract, TIMEOUT_S).topics[contract]
            ready = [p for p in topic.partitions.values() if p.error is None and p.leader >= 0]
            if topic.error is None and len(ready) == partitions:
                return
            if time.monotonic() > deadline:
                raise KafkaLogError(f"topic '{contract}' at {_address(client)} has no leader; check the brokers")
            time.sleep(0.05)
