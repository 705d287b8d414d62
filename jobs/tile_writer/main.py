"""Keeps the online store up to date from the stream's tile log, until SIGTERM.

Killed at any point and started again with the same arguments, it goes on where it was: nothing is lost or doubled.
"""

import argparse
import signal
import sys
import threading
from pathlib import Path

from andamio import cli
from andamio.catalog.loading import load_catalog
from andamio.errors import UserError
from andamio.features.sqlite_store import SqliteStore
from andamio.features.tile_log import TileLogTail
from andamio.telemetry.setup import start
from tile_writer.writer import Step, drain

_POLL_S = 0.05
_EXAMPLES = """\
examples:
  tile_writer --tile-log run/tile-log --store run/online.db --epoch 1
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
        "--store", type=Path, required=True, help="file of the online store; made if it is not there"
    )
    arguments.add_argument(
        "--epoch", type=int, required=True, help="number of this tile log; a new log needs a higher one than the last"
    )
    arguments.add_argument("--catalog", type=Path, help="catalog folder (default: the packaged one)")
    arguments.add_argument("--telemetry-dir", type=Path, help="folder for traces, metrics and logs (default: stderr)")
    return arguments


def main(argv: list[str]) -> int:
    """Run until SIGTERM or SIGINT; 0 after a clean stop."""
    options = parser().parse_args(argv)
    if options.epoch < 1:
        raise UserError(f"--epoch {options.epoch} is below 1; number tile logs from 1")
    cli.require_writable_directory(options.store.parent, "--store")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())

    store = SqliteStore(options.store, load_catalog(options.catalog).views.values(), create=True)
    tail = TileLogTail(options.tile_log, store.cursor(options.epoch))
    telemetry = start(service="tile_writer", directory=options.telemetry_dir)
    rows = telemetry.meter.create_counter("tile_writer.rows", "{row}", "Tile rows by what became of them")
    lines = telemetry.meter.create_counter("tile_writer.lines", "{line}", "Lines of the tile log that were applied")

    def count(step: Step) -> None:
        lines.add(step.lines)
        rows.add(step.applied.accepted, {"outcome": "accepted"})
        rows.add(step.applied.refused_stale, {"outcome": "refused_stale"})
        rows.add(step.applied.refused_wrong_side, {"outcome": "refused_wrong_side"})
        if step.applied.refused_wrong_side:
            telemetry.logger.warning(
                "rows for batch-owned tiles were refused; start the stream with the store's cut-over",
                extra={"fields": {"rows": step.applied.refused_wrong_side}},
            )

    telemetry.logger.info("started", extra={"fields": {"epoch": options.epoch}})
    try:
        while not stop.is_set():
            drain(tail, store, options.epoch, stop.is_set, count)
            stop.wait(_POLL_S)
        telemetry.logger.info("stopped")
        return 0
    finally:
        telemetry.shutdown()
        store.close()


if __name__ == "__main__":
    sys.exit(cli.run(main))
