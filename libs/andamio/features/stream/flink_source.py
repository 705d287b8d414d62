"""Where Flink reads the events of a view from, as a source table: files of the embedded log, or a Kafka topic.

Whichever it is, the table has the columns that the view needs, `position`, `known_at_ms` and, for a log in partitions,
`partition`. The order of arrival within a partition is the log's, which the SQL of `flink_sql` relies on; that takes a
parallelism of 1, or an order per entity that no shuffle before the first aggregate breaks.
"""

from dataclasses import dataclass

from andamio.features.components import components
from andamio.features.definition import FeatureView

_Columns = dict[str, str]


@dataclass(frozen=True, slots=True)
class FileSource:
    """A folder of JSON lines, in files whose rows are in order of position. Flink must be handed one file at a time."""

    uri: str
    start_position: int = 0
    """Events below this log position are not read. Must cover every event from the cut-over on."""
    monitor_interval_ms: int = 50
    """How often Flink looks for new files."""


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


def in_partitions(source: Source) -> bool:
    """Whether rows have a column `partition`."""
    return isinstance(source, KafkaSource)


def where_read(source: Source) -> str:
    """The WHERE clause that every query of the table repeats, so that one scan serves all; "" if there is none."""
    return f" WHERE `position` >= {source.start_position}" if isinstance(source, FileSource) else ""


def source_table(view: FeatureView, source: Source, name: str) -> str:
    """CREATE statement of the view's events under `name`, already quoted."""
    columns = {
        "event_id": "STRING",
        "tenant": "STRING",
        view.key_column: "STRING",
        "event_time_ms": "BIGINT",
        "sequence": "BIGINT",
        "deleted": "BOOLEAN",
    } | _own_columns(view)
    match source:
        case FileSource():
            columns |= {"known_at_ms": "BIGINT", "position": "BIGINT"}
            options = _file_options(source)
        case KafkaSource():
            columns |= {
                "appended_at": "TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL",
                "partition": "INT METADATA VIRTUAL",
                "position": "BIGINT METADATA FROM 'offset' VIRTUAL",
                "known_at_ms": "AS EXTRACT(EPOCH FROM `appended_at`) * 1000 + EXTRACT(MILLISECOND FROM `appended_at`)",
            }
            options = _kafka_options(source)
    lines = [f"  {quoted(column)} {flink_type}" for column, flink_type in columns.items()]
    # Flink wants a time attribute to order by; rows of one partition carry it in the order of the log.
    lines.append("  `arrival` AS PROCTIME()")
    settings = [f"  {literal(option)} = {literal(value)}" for option, value in options.items()]
    return f"CREATE TEMPORARY TABLE {name} (\n" + ",\n".join(lines) + "\n) WITH (\n" + ",\n".join(settings) + "\n)"


def aggregated_columns(view: FeatureView) -> tuple[str, ...]:
    """The event columns that the view's components read, by name."""
    return tuple(sorted({c.column for c in components(view) if c.column is not None}))


def quoted(identifier: str) -> str:
    """An identifier as Flink SQL spells it."""
    return "`" + identifier.replace("`", "``") + "`"


def literal(value: int | str) -> str:
    """A constant as Flink SQL spells it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    return "'" + value.replace("'", "''") + "'"


def _own_columns(view: FeatureView) -> _Columns:
    columns: _Columns = {}
    for predicate in view.predicates:
        sample = predicate.value[0] if isinstance(predicate.value, tuple) else predicate.value
        flink_type = "BOOLEAN" if isinstance(sample, bool) else "BIGINT" if isinstance(sample, int) else "STRING"
        columns.setdefault(predicate.column, flink_type)
    # Flink reads a JSON number as the text that it is, so what is only told apart may be of any type.
    numbers = {component.column for component in components(view) if component.kind != "distinct"}
    for column in aggregated_columns(view):
        columns.setdefault(column, "BIGINT" if column in numbers else "STRING")
    return columns


def _file_options(source: FileSource) -> dict[str, str]:
    return {
        "connector": "filesystem",
        "path": source.uri,
        "format": "json",
        "source.monitor-interval": f"{source.monitor_interval_ms} ms",
    }


def _kafka_options(source: KafkaSource) -> dict[str, str]:
    options = {
        "connector": "kafka",
        "properties.bootstrap.servers": source.bootstrap,
        "topic": source.topic,
        "properties.group.id": source.group,
        "properties.client.id.prefix": source.group,
        "format": "json",
        "scan.startup.mode": "earliest-offset",
        # A new partition would take over entities whose earlier deliveries are in another.
        "scan.topic-partition-discovery.interval": "0 ms",
        # What a producer's transaction took back was never in the log.
        "properties.isolation.level": "read_committed",
        "properties.enable.auto.commit": "false",
        "properties.commit.offsets.on.checkpoint": "false",
    }
    if source.start_offsets:
        places = ";".join(f"partition:{partition},offset:{offset}" for partition, offset in source.start_offsets)
        options |= {"scan.startup.mode": "specific-offsets", "scan.startup.specific-offsets": places}
    return options
