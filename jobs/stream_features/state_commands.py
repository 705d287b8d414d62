"""The commands beside a job's run, which work on its state: `stream_features savepoint` and `stream_features restore`."""

import argparse
from pathlib import Path

from andamio import cli
from stream_features import savepoints


def savepoint(argv: list[str]) -> int:
    """Have a running job stop with a savepoint; 0 once it is kept."""
    arguments = argparse.ArgumentParser(
        prog="stream_features savepoint", description="Stops a running job with a savepoint."
    )
    arguments.add_argument("--checkpoint-dir", type=Path, required=True, help="folder of the running job's state")
    arguments.add_argument("--to", type=Path, required=True, help="new folder for the savepoint")
    arguments.add_argument("--timeout-s", type=float, default=120.0, help="how long to wait (default 120)")
    options = arguments.parse_args(argv)
    cli.require_writable_directory(options.to.resolve(), "--to")
    savepoints.take(options.checkpoint_dir.resolve(), options.to.resolve(), options.timeout_s)
    return 0


def restore(argv: list[str]) -> int:
    """Make the state of a stopped job as it was at a savepoint."""
    arguments = argparse.ArgumentParser(
        prog="stream_features restore", description="Makes the state of a stopped job as it was at a savepoint."
    )
    arguments.add_argument("--checkpoint-dir", type=Path, required=True, help="folder of the stopped job's state")
    arguments.add_argument("--from", dest="savepoint", type=Path, required=True, help="folder of the savepoint")
    options = arguments.parse_args(argv)
    savepoints.restore(options.checkpoint_dir.resolve(), options.savepoint.resolve())
    return 0


STATE_COMMANDS = {"savepoint": savepoint, "restore": restore}
