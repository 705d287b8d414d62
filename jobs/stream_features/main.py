"""Keeps the tiles of feature views up to date from the event log, with Flink, until SIGTERM.

It reads the log, from files or from Kafka, and writes what changed to the tile log, one folder a view, with
exactly-once files. Killed at any point and started again with the same arguments, it goes on where it was.

    stream_features savepoint    stops a running job with a savepoint, which the next start resumes from
    stream_features restore      makes the state of a stopped job as it was at a savepoint
"""

import argparse
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from andamio import cli
from andamio.catalog.loading import load_catalog
from andamio.environment import environment_of_process, refuse_development_defaults, wrong_without_deployment
from andamio.errors import UserError
from andamio.features.definition import FeatureView
from andamio.features.stream.flink_source import Source
from andamio.features.stream.operator_settings import StreamSettings, StreamSettingsError, operator_settings
from andamio.telemetry.long_run import LongRun
from stream_features import checkpoints, event_sources, savepoints
from stream_features.flink import FlinkJob, FlinkSettings
from stream_features.job_record import JobRecord, continued, read_record
from stream_features.job_spans import job_spans
from stream_features.log_feed import LogFeed
from stream_features.state_commands import STATE_COMMANDS
from stream_features.tile_log_progress import TileLogProgress, runs
from stream_features.topic_partitions import TopicPartitions
from stream_features.unpublished_lines import UnpublishedLines

_EXAMPLES = """\
examples:
  stream_features --log run/log --tile-log run/tile-log --cutover-ms 1311811200000 --start-position 41210 \\
      --checkpoint-dir run/stream
  stream_features savepoint --checkpoint-dir run/stream --to run/savepoints/before-the-upgrade
  stream_features restore --checkpoint-dir run/stream --from run/savepoints/before-the-upgrade
  stream_features --kafka 127.0.0.1:9092 --tile-log run/tile-log --cutover-ms 1311811200000 \\
      --start-offset payment_captured:0:41210 --start-offset payment_captured:1:40877 --checkpoint-dir run/stream
"""
_POLL_S = 0.05
_LIVENESS_S = 1.0
_PARTITIONS_S = 30.0


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
    arguments.add_argument(
        "--drop-view", action="append", default=[], help="view id whose state is to be given up; may be repeated"
    )
    arguments.add_argument("--catalog", type=Path, help="catalog folder (default: the packaged one)")
    arguments.add_argument("--heap-mb", type=int, default=768, help="limit of the JVM heap (default 768)")
    arguments.add_argument(
        "--state-backend",
        choices=("hashmap", "rocksdb"),
        default="hashmap",
        help="hashmap: on the heap, for little state; rocksdb: short checkpoints however much there is. A folder's state "
        "is of one kind; 'savepoint' and 'restore' carry it over (default hashmap)",
    )
    arguments.add_argument("--log-file", type=Path, help="Flink's log (default: flink.log in the checkpoint folder)")
    return arguments


def main(argv: list[str]) -> int:
    """Run until SIGTERM or SIGINT; 0 after a clean stop."""
    if argv and argv[0] in STATE_COMMANDS:
        return STATE_COMMANDS[argv[0]](argv[1:])
    options = parser().parse_args(argv)
    # The log's signatures need a library that Flink's resolve has not: who starts this job records it.
    refuse_development_defaults(environment_of_process(), "stream_features", wrong_without_deployment(os.environ))
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

    wanted = {view.id: (view, source) for view, source in event_sources.sources(options, views, state)}
    try:
        streams = [_stream(*of, tile_log, options.cutover_ms) for of in wanted.values()]
    except StreamSettingsError as error:
        raise UserError(f"--cutover-ms: {error}") from None
    savepoints.require_restored(state)
    record = continued(_record(state), wanted, options.cutover_ms, options.drop_view)
    log_file = (options.log_file or state / "flink.log").resolve()
    with job_spans() as spans:
        job = FlinkJob(
            FlinkSettings(state, log_file, options.heap_mb, event_sources.connectors(options), options.state_backend)
        )
        try:
            savepoints.forget_request(state)
            # Read again, now that nobody else can change it.
            record = continued(_record(state), wanted, options.cutover_ms, options.drop_view)
            resume = _resumed(state, record)
            record = record.resumed(
                from_checkpoint=resume is not None and resume == checkpoints.newest(state / "checkpoints"),
                before=read_record(state),
                runs={view.id: runs(tile_log / view.id) for view in views},
            )
            partitions = event_sources.partitions(options, views, state)
            record.write(state)
            progress = {
                view.id: TileLogProgress(
                    tile_log / view.id, record.views[view.id].position, record.views[view.id].former_runs
                )
                for view in views
            }
            feeds = event_sources.feeds(options, views, state, progress)
            unpublished = [UnpublishedLines(tile_log / view.id) for view in views]
            job.submit(streams, resume, may_drop_state=bool(options.drop_view))
            spans.event("submitted", views=len(views), resumed=resume is not None)
            interval_s = options.checkpoint_interval_ms / 1000
            savepoint = _run(job, state, feeds, unpublished, partitions, interval_s, stop, spans)
            if savepoint is not None:
                positions = {} if options.kafka else {view_id: of.newest() for view_id, of in progress.items()}
                savepoints.keep(state, savepoint, record.read_up_to(positions))
        finally:
            job.stop()
    return 0


def _run(
    job: FlinkJob,
    state: Path,
    feeds: Sequence[LogFeed],
    unpublished: Sequence[UnpublishedLines],
    partitions: TopicPartitions | None,
    interval_s: float,
    stop: threading.Event,
    spans: LongRun,
) -> Path | None:
    """Until told to stop; returns the savepoint that the job was stopped with, if it was."""
    announced = False
    checkpoint_at = liveness_at = partitions_at = 0.0
    while not stop.wait(_POLL_S):
        now = time.monotonic()
        for feed in feeds:
            feed.step()
        if not announced and job.ready():
            announced = True
            spans.event("ready")
            print("ready", flush=True)
        # Without a line a checkpoint would be in vain, and its successor late.
        outstanding = not announced or any(lines.exist() for lines in unpublished)
        if outstanding and now >= checkpoint_at and job.checkpoint():
            spans.event("checkpoint")
            checkpoint_at = now + interval_s
        if now >= liveness_at:
            liveness_at = now + _LIVENESS_S
            spans.look()
            job.require_alive()
            if partitions is not None and now >= partitions_at:
                partitions_at = now + _PARTITIONS_S
                partitions.require_unchanged()
            savepoint = savepoints.requested(state) if announced else None
            if savepoint is not None:
                job.stop_with_savepoint(savepoint)
                spans.event("savepoint")
                return savepoint
    return None


def _record(state: Path) -> JobRecord | None:
    record = read_record(state)
    if record is None and checkpoints.newest(state / "checkpoints") is not None:
        raise UserError(
            f"{state} has checkpoints and no job.json to say whose they are; choose an empty folder with --checkpoint-dir "
            "to read the log again from its start"
        )
    return record


def _resumed(state: Path, record: JobRecord) -> Path | None:
    checkpoint = checkpoints.newest(state / "checkpoints")
    if checkpoint is None and record.savepoint is not None:
        return savepoints.flink_state(Path(record.savepoint))
    return checkpoint


def _views(catalog: Path | None, wanted: list[str] | None) -> list[FeatureView]:
    views = load_catalog(catalog).views
    unknown = sorted(set(wanted or ()) - set(views))
    if unknown:
        raise UserError(f"the catalog has no view '{unknown[0]}'; choose from {', '.join(sorted(views))}")
    return [views[view_id] for view_id in sorted(set(wanted or views))]


def _stream(view: FeatureView, source: Source, tile_log: Path, cutover_ms: int) -> str:
    sink = tile_log / view.id
    sink.mkdir(exist_ok=True)
    return operator_settings(view, StreamSettings(source, f"file://{sink}", cutover_ms))


if __name__ == "__main__":
    sys.exit(cli.run(main))
