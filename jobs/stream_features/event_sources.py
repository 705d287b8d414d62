"""Where the views' events come from, as the command line says: a file feed for each view, or topics of a broker."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from andamio.errors import UserError
from andamio.features.definition import FeatureView
from andamio.features.logs.kafka_log import KafkaLog
from andamio.features.logs.kafka_topics import KafkaLogError, key_columns
from andamio.features.stream.flink_source import FileSource, KafkaSource, Source
from andamio.jars.maven import jars
from stream_features.log_feed import LogFeed
from stream_features.tile_log_progress import TileLogProgress
from stream_features.topic_partitions import TopicPartitions


def sources(options: argparse.Namespace, views: Sequence[FeatureView], state: Path) -> list[tuple[FeatureView, Source]]:
    """Where each view's events come from. Raises `UserError` if a topic is not there."""
    if options.log:
        # Not Path.as_uri(), which encodes characters that Flink then takes literally.
        return [(view, FileSource(f"file://{_feed_folder(state, view)}", options.start_position)) for view in views]
    try:
        with KafkaLog(options.kafka, key_columns(views)) as log:
            for contract in sorted({view.contract for view in views}):
                log.end_positions(contract)
    except KafkaLogError as error:
        raise UserError(f"--kafka: {error}") from None
    offsets = _start_offsets(options.start_offset, {view.contract for view in views})
    return [
        (view, KafkaSource(options.kafka, view.contract, options.group, offsets.get(view.contract, ())))
        for view in views
    ]


def feeds(
    options: argparse.Namespace, views: Sequence[FeatureView], state: Path, progress: Mapping[str, TileLogProgress]
) -> list[LogFeed]:
    """One feed a view: one that is added later begins at the start, whatever the others have read. None of a broker's."""
    if options.kafka:
        return []
    return [
        LogFeed(
            options.log / view.contract,
            _feed_folder(state, view),
            options.start_position,
            progress[view.id].reached,
        )
        for view in views
    ]


def partitions(options: argparse.Namespace, views: Sequence[FeatureView], state: Path) -> TopicPartitions | None:
    """The partitions of the views' topics, which may not become others while the job runs; None of files."""
    if not options.kafka:
        return None
    log = KafkaLog(options.kafka, {})
    return TopicPartitions(log.partitions, {view.contract for view in views}, state)


def connectors(options: argparse.Namespace) -> tuple[Path, ...]:
    """The jars that Flink needs to read from there. Raises `UserError` for one that is named and is not there."""
    if not options.kafka:
        return ()
    if options.connector_jar and not options.connector_jar.is_file():
        raise UserError(f"--connector-jar {options.connector_jar} is not there; leave it out to have Maven fetch it")
    return (options.connector_jar.resolve(),) if options.connector_jar else jars("flink-kafka")


def _start_offsets(texts: Sequence[str], topics: set[str]) -> dict[str, tuple[tuple[int, int], ...]]:
    offsets: dict[str, tuple[tuple[int, int], ...]] = {}
    for text in texts:
        topic, _, place = text.partition(":")
        partition, _, offset = place.partition(":")
        if topic not in topics or not (partition.isdecimal() and offset.isdecimal()):
            raise UserError(
                f"--start-offset '{text}' is not TOPIC:PARTITION:OFFSET with a topic of {', '.join(sorted(topics))}"
            )
        offsets[topic] = (*offsets.get(topic, ()), (int(partition), int(offset)))
    return offsets


def _feed_folder(state: Path, view: FeatureView) -> Path:
    return state / "feed" / view.id
