"""Keeps the tiles of feature views up to date from the event log, with Flink, until SIGTERM.

It reads the log, from files or from Kafka, and writes what changed to the tile log, one folder a view, with
exactly-once files. Killed at any point and started again with the same arguments, it goes on where it was.
"""

import argparse
import hashlib
import signal
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from andamio import cli
from andamio.catalog.loading import load_catalog
from andamio.errors import UserError
from andamio.features.definition import FeatureView
from andamio.features.flink_source import FileSource, KafkaSource, Source
from andamio.features.flink_sql import FlinkSqlError, StreamSettings, StreamSql, stream_sql
from andamio.jars.maven import jars
from stream_features.flink import FlinkJob, FlinkSettings
from stream_features.log_feed import LogFeed
from stream_features.tile_log_progress import TileLogProgress
from stream_features.unpublished_lines import UnpublishedLines

_EXAMPLES = """\
examples:
  stream_features --log run/log --tile-log run/tile-log --cutover-ms 1311811200000 --start-position 41210 \\
      --checkpoint-dir run/stream
  stream_features --kafka 127.0.0.1:9092 --tile-log run/tile-log --cutover-ms 1311811200000 \\
      --start-offset payment_captured:0:41210 --start-offset payment_captured:1:40877 --checkpoint-dir run/stream
"""
_POLL_S = 0.05
_LIVENESS_S = 1.0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    arguments = argparse.ArgumentParser(
        prog="stream_features",
        description=__doc__,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    source = arguments.add_mutually_exclusive_group(required=True)
    source.add_argument("--log", type=Path, help="event log; its folders may not exist yet")
    source.add_argument(
        "--kafka", metavar="HOST:PORT", help="broker with a topic a contract, stamped by the broker (LogAppendTime)"
    )
    arguments.add_argument("--tile-log", type=Path, required=True, help="folder for the tile log, one folder a view")
    arguments.add_argument("--cutover-ms", type=int, required=True, help="events before this time belong to batch")
    arguments.add_argument(
        "--start-position", type=int, default=0, help="first log position to read; must cover all since the cut-over"
    )
    arguments.add_argument(
        "--start-offset",
        action="append",
        default=[],
        metavar="TOPIC:PARTITION:OFFSET",
        help="of Kafka, the first offset to read of a partition (default: its beginning); may be repeated",
    )
    arguments.add_argument("--group", default="stream_features", help="consumer group, for the broker's access lists")
    arguments.add_argument(
        "--connector-jar", type=Path, help="Flink's Kafka connector (default: fetched once by Maven)"
    )
    arguments.add_argument(
        "--checkpoint-dir", type=Path, required=True, help="folder of the job's state; resumed from if it has any"
    )
    arguments.add_argument(
        "--checkpoint-interval-ms",
        type=int,
        default=300,
        help="while there is something to read, the tile log grows this often (default 300)",
    )
    arguments.add_argument("--view", action="append", help="view id, such as customer_payments@1 (default: all)")
    arguments.add_argument("--catalog", type=Path, help="catalog folder (default: the packaged one)")
    arguments.add_argument("--heap-mb", type=int, default=768, help="limit of the JVM heap (default 768)")
    arguments.add_argument("--log-file", type=Path, help="Flink's log (default: flink.log in the checkpoint folder)")
    return arguments


def main(argv: list[str]) -> int:
    """Run until SIGTERM or SIGINT; 0 after a clean stop."""
    options = parser().parse_args(argv)
    if options.start_position < 0:
        raise UserError("--start-position is negative; positions start at 0")
    if options.kafka and options.start_position:
        raise UserError(
            "--start-position is a position of --log; with --kafka say --start-offset TOPIC:PARTITION:OFFSET"
        )
    if options.checkpoint_interval_ms < 10:
        raise UserError("--checkpoint-interval-ms is below 10; Flink allows no shorter interval")
    views = _views(options.catalog, options.view)
    state, tile_log = options.checkpoint_dir.resolve(), options.tile_log.resolve()
    cli.require_writable_directory(state, "--checkpoint-dir")
    cli.require_writable_directory(tile_log, "--tile-log")

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())

    sources = _sources(options, views, state)
    try:
        statements = [_sql(view, sources[view.id], tile_log, options.cutover_ms) for view in views]
    except FlinkSqlError as error:
        raise UserError(f"--cutover-ms: {error}") from None
    _require_same_job(state, statements)
    feeds = [] if options.kafka else _feeds(views, options.log, state, tile_log, options.start_position)
    unpublished = [UnpublishedLines(tile_log / view.id) for view in views]
    log_file = (options.log_file or state / "flink.log").resolve()
    job = FlinkJob(FlinkSettings(state, log_file, options.heap_mb, _connectors(options)), statements)
    try:
        _run(job, feeds, unpublished, options.checkpoint_interval_ms / 1000, stop)
    finally:
        job.stop()
    return 0


def _run(
    job: FlinkJob,
    feeds: Sequence[LogFeed],
    unpublished: Sequence[UnpublishedLines],
    interval_s: float,
    stop: threading.Event,
) -> None:
    announced = False
    checkpoint_at = liveness_at = 0.0
    while not stop.wait(_POLL_S):
        now = time.monotonic()
        for feed in feeds:
            feed.step()
        if not announced and job.ready():
            announced = True
            print("ready", flush=True)
        # Without a line a checkpoint would be in vain, and its successor late.
        outstanding = not announced or any(lines.exist() for lines in unpublished)
        if outstanding and now >= checkpoint_at and job.checkpoint():
            checkpoint_at = now + interval_s
        if now >= liveness_at:
            liveness_at = now + _LIVENESS_S
            job.require_alive()


def _views(catalog: Path | None, wanted: list[str] | None) -> list[FeatureView]:
    views = load_catalog(catalog).views
    unknown = sorted(set(wanted or ()) - set(views))
    if unknown:
        raise UserError(f"the catalog has no view '{unknown[0]}'; choose from {', '.join(sorted(views))}")
    return [views[view_id] for view_id in sorted(set(wanted or views))]


def _sources(options: argparse.Namespace, views: Sequence[FeatureView], state: Path) -> dict[str, Source]:
    """Where each view's events come from."""
    if options.log:
        # Not Path.as_uri(), which encodes characters that Flink then takes literally.
        return {
            view.id: FileSource(f"file://{_feed_folder(state, view.contract)}", options.start_position)
            for view in views
        }
    offsets = _start_offsets(options.start_offset, {view.contract for view in views})
    return {
        view.id: KafkaSource(options.kafka, view.contract, options.group, offsets.get(view.contract, ()))
        for view in views
    }


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


def _connectors(options: argparse.Namespace) -> tuple[Path, ...]:
    if not options.kafka:
        return ()
    if options.connector_jar and not options.connector_jar.is_file():
        raise UserError(f"--connector-jar {options.connector_jar} is not there; leave it out to have Maven fetch it")
    return (options.connector_jar.resolve(),) if options.connector_jar else jars("flink-kafka")


def _sql(view: FeatureView, source: Source, tile_log: Path, cutover_ms: int) -> StreamSql:
    sink = tile_log / view.id
    sink.mkdir(exist_ok=True)
    return stream_sql(view, StreamSettings(source, f"file://{sink}", cutover_ms))


def _feed_folder(state: Path, contract: str) -> Path:
    return state / "feed" / contract


def _feeds(views: Sequence[FeatureView], log: Path, state: Path, tile_log: Path, start_position: int) -> list[LogFeed]:
    """One feed a contract; a file is read when every view of the contract says so."""
    feeds = []
    for contract in sorted({view.contract for view in views}):
        readers = [TileLogProgress(tile_log / view.id) for view in views if view.contract == contract]

        def acknowledged(position: int, readers: list[TileLogProgress] = readers) -> bool:
            return all(reader.reached(position) for reader in readers)

        feeds.append(LogFeed(log / contract, _feed_folder(state, contract), start_position, acknowledged))
    return feeds


def _require_same_job(state: Path, statements: Sequence[StreamSql]) -> None:
    """Refuse to resume the state of another computation: Flink would load it into the wrong operators."""
    text = "\n".join(part for sql in statements for part in (*sql.definitions, sql.insert))
    digest = hashlib.sha256(text.encode()).hexdigest()
    identity = state / "job.sha256"
    if not identity.exists():
        identity.write_text(digest, encoding="ascii")
    elif identity.read_text(encoding="ascii") != digest:
        raise UserError(
            f"{state} holds the state of a stream with other views or arguments; start it with the former ones, "
            "or choose an empty folder with --checkpoint-dir to read the log again from --start-position"
        )


if __name__ == "__main__":
    sys.exit(cli.run(main))
