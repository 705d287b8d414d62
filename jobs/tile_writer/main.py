"""Keeps the online store up to date from the stream's tile log, until SIGTERM.

Killed at any point and started again with the same arguments, it goes on where it was: nothing is lost or doubled.
"""

import argparse
import contextlib
import os
import signal
import sys
import threading
import time
from pathlib import Path

from andamio import cli
from andamio.audit.service_trail import ServiceTrail, add_option, options_in_force
from andamio.catalog.loading import load_catalog
from andamio.errors import UserError
from andamio.features.definition import DefinitionError
from andamio.features.logs.tile_log import TileLogTail
from andamio.features.logs.tile_log_retention import TileLogRetention
from andamio.features.online.online_store import StoreUnavailable
from andamio.features.online.redis_store import RedisStore
from andamio.features.online.stores import open_store, sqlite_path
from andamio.features.view_document import parse_duration
from andamio.pii.sinks import hidden_in_telemetry, require_plain, stored_columns
from andamio.telemetry.long_run import LongRun
from andamio.telemetry.setup import TELEMETRY_VARIABLE, start
from tile_writer.pruning import passes, pause_s, reader_name, reporting
from tile_writer.sweeping import Sweeping
from tile_writer.writer import Step, drain

_POLL_S = 0.01  # a poll that finds nothing new asks for the time stamp of a folder a view
_RETRY_S = 1.0
_EXAMPLES = """\
examples:
  tile_writer --tile-log run/tile-log --store run/online.db --epoch 1
  ANDAMIO_STORE_USER=writer ANDAMIO_STORE_PASSWORD=... \\
      tile_writer --tile-log run/tile-log --store redis://127.0.0.1:6379/0 --epoch 1
"""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    arguments = argparse.ArgumentParser(
        prog="tile_writer",
        description=__doc__,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    arguments.add_argument("--tile-log", type=Path, required=True, help="folder that stream_features writes to")
    arguments.add_argument(
        "--store", required=True, help="the online store: a file, or redis://host:port/db; made if it is not there"
    )
    arguments.add_argument(
        "--epoch", type=int, required=True, help="number of this tile log; a new log needs a higher one than the last"
    )
    arguments.add_argument(
        "--keep-tile-log",
        default="6h",
        metavar="DURATION",
        help="how long parts of the tile log stay that every store has; longer than the oldest copy of a store that may "
        "be put back (default 6h)",
    )
    arguments.add_argument("--catalog", type=Path, help="catalog folder (default: the packaged one)")
    arguments.add_argument(
        "--telemetry-dir",
        type=Path,
        default=os.environ.get(TELEMETRY_VARIABLE) or None,
        help=f"folder for traces, metrics and logs (default: ${TELEMETRY_VARIABLE}, else logs to stderr)",
    )
    add_option(arguments)
    return arguments


def main(argv: list[str]) -> int:
    """Run until SIGTERM or SIGINT; 0 after a clean stop."""
    options = parser().parse_args(argv)
    if options.epoch < 1:
        raise UserError(f"--epoch {options.epoch} is below 1; number tile logs from 1")
    try:
        keep_s = parse_duration(options.keep_tile_log) / 1000
    except DefinitionError as error:
        raise UserError(f"--keep-tile-log: {error}") from None
    path = sqlite_path(options.store)
    if path is not None:
        cli.require_writable_directory(path.parent, "--store")
    cli.require_writable_directory(options.tile_log, "--tile-log")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())

    catalog = load_catalog(options.catalog)
    hidden = hidden_in_telemetry(catalog.contracts.values())
    for view in catalog.views.values():
        require_plain(catalog.contract_of(view), "online_store", stored_columns(view))
    store = open_store(options.store, catalog.views.values(), create=True)
    sweeping = Sweeping(store.sweep_pages if isinstance(store, RedisStore) else lambda: iter(()), time.monotonic)
    cursor = store.cursor(options.epoch)
    tail: TileLogTail | None = TileLogTail(options.tile_log, cursor)
    retention = TileLogRetention(options.tile_log, reader_name(options.store), keep_s)
    retention.register(cursor)
    telemetry = start(service="tile_writer", directory=options.telemetry_dir, redacted=hidden)
    rows = telemetry.meter.create_counter("tile_writer.rows", "{row}", "Tile rows by what became of them")
    lines = telemetry.meter.create_counter("tile_writer.lines", "{line}", "Lines of the tile log that were applied")

    def applied() -> str | None:
        # Asked for between drains: what was read is then in the store.
        return None if tail is None else tail.cursor

    report = reporting(telemetry)
    pruning = Sweeping(lambda: passes(retention, applied, report), time.monotonic, pause_s(keep_s))

    trail = ServiceTrail.opened("tile_writer", options.audit, telemetry.logger)
    trail.deployed(options_in_force(options))
    long_run = LongRun(telemetry, "apply the tile log")

    def count(step: Step) -> None:
        accepted, refused = step.applied.accepted, step.applied.refused_stale
        long_run.event("micro-batch", lines=step.lines, accepted=accepted, refused_stale=refused)
        for traceparent in sorted(step.traceparents):
            long_run.link(traceparent)
        lines.add(step.lines)
        rows.add(step.applied.accepted, {"outcome": "accepted"})
        rows.add(step.applied.refused_stale, {"outcome": "refused_stale"})
        rows.add(step.applied.refused_wrong_side, {"outcome": "refused_wrong_side"})
        if step.applied.refused_wrong_side:
            telemetry.logger.warning(
                "rows for tiles of batch were refused and wait as repairs; batch folds them in",
                extra={"fields": {"rows": step.applied.refused_wrong_side}},
            )

    try:
        with long_run:
            telemetry.logger.info("started", extra={"fields": {"epoch": options.epoch}})
            while tail is not None and not stop.is_set():
                try:
                    drain(tail, store, options.epoch, stop.is_set, count)
                    sweeping.step()
                    pruning.step()
                except StoreUnavailable as error:
                    telemetry.logger.warning(
                        "the store does not answer; trying again", extra={"fields": {"error": str(error)}}
                    )
                    tail = None
                while tail is None and not stop.wait(_RETRY_S):
                    # Whether the last write was done, only the store's own cursor says.
                    with contextlib.suppress(StoreUnavailable):
                        tail = TileLogTail(options.tile_log, store.cursor(options.epoch))
                long_run.look()
                stop.wait(_POLL_S)
            telemetry.logger.info("stopped")
            return 0
    finally:
        trail.close()
        telemetry.shutdown()
        store.close()


if __name__ == "__main__":
    sys.exit(cli.run(main))
