"""Runs a Kafka broker on this machine until SIGTERM or Ctrl-C. It keeps its data, and goes on with it the next time."""

import argparse
import signal
import sys
import threading
from pathlib import Path

from andamio import cli
from andamio.errors import UserError
from kafka.local_broker import BrokerError, LocalBroker

_EXAMPLES = """\
examples:
  ./pants run infra/kafka/main.py -- --folder work/kafka --port 9092
"""
_LIVENESS_S = 1.0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    arguments = argparse.ArgumentParser(
        prog="kafka", description=__doc__, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--folder", type=Path, required=True, help="folder of the broker's data and log")
    arguments.add_argument("--port", type=int, help="port of the clients, on loopback (default: a free one)")
    arguments.add_argument("--heap-mb", type=int, default=256, help="limit of the JVM heap (default 256)")
    return arguments


def main(argv: list[str]) -> int:
    """Print the address when the broker answers; 0 after a clean stop."""
    options = parser().parse_args(argv)
    if options.port is not None and not 0 < options.port < 65_536:
        raise UserError(f"--port {options.port} is not a port; choose 1 to 65535")
    cli.require_writable_directory(options.folder, "--folder")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    broker = LocalBroker(options.folder, options.port, options.heap_mb)
    try:
        broker.start()
        print(broker.bootstrap, flush=True)
        while not stop.wait(_LIVENESS_S):
            if not broker.alive():
                raise BrokerError(f"the broker has ended; its log is {broker.log_file}")
        return 0
    finally:
        broker.stop()


if __name__ == "__main__":
    sys.exit(cli.run(main))
