"""Where the stream reads the events of a view from, files of the embedded log or a Kafka topic, and which columns.

The order of arrival within a partition is the log's, which the operator relies on; that takes a parallelism of 1, or an
order per entity that no shuffle before it breaks.
"""

from dataclasses import dataclass
from typing import Literal

from andamio.features.components import components
from andamio.features.definition import FeatureView

Type = Literal["BIGINT", "BOOLEAN", "STRING"]


@dataclass(frozen=True, slots=True)
class FileSource:
    """A folder of JSON lines, in files whose rows are in order of position. Flink must be handed one file at a time."""

    uri: str
    start_position: int = 0
    """Events below this log position are not read. Must cover every event from the cut-over on."""
    monitor_interval_ms: int | None = 50
    """How often Flink looks for new files; None to end with those that are there."""


@dataclass(frozen=True, slots=True)
class KafkaSource:
    """A topic whose messages are events as JSON, without position and known-at time.

    The position is the message's offset within its partition, and the known-at time is the one at which the broker
    appended it (`message.timestamp.type=LogAppendTime`), so that no producer can claim to have known earlier. All
    deliveries of an entity must be in one partition, for ever: partitions that are added later are not read.
    """

    bootstrap: str
    """host:port of a broker, or several with commas."""
    topic: str
    group: str
    """The consumer group that brokers see, for their access lists. Nothing is committed to it: what is read is in
    Flink's checkpoints."""
    start_offsets: tuple[tuple[int, int], ...] = ()
    """(partition, first offset to read); partitions that are not named are read from their beginning."""


Source = FileSource | KafkaSource


def columns(view: FeatureView) -> dict[str, Type]:
    """The event columns that the view's filter and components read, with what the operator reads them as."""
    found: dict[str, Type] = {}
    for predicate in view.predicates:
        sample = predicate.value[0] if isinstance(predicate.value, tuple) else predicate.value
        found.setdefault(
            predicate.column,
            "BOOLEAN" if isinstance(sample, bool) else "BIGINT" if isinstance(sample, int) else "STRING",
        )
    # A JSON number is read as the text that it is, so what is only told apart may be of any type.
    numbers = {component.column for component in components(view) if component.kind != "distinct"}
    for column in aggregated_columns(view):
        found.setdefault(column, "BIGINT" if column in numbers else "STRING")
    return found


def aggregated_columns(view: FeatureView) -> tuple[str, ...]:
    """The event columns that the view's components read, by name."""
    return tuple(sorted({c.column for c in components(view) if c.column is not None}))
