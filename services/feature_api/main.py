"""Serves features from the online store over HTTP until SIGTERM, which lets reads in flight finish."""

import argparse
import sys
import time
from pathlib import Path

from andamio import cli
from andamio.catalog.loading import load_catalog
from andamio.features.sqlite_store import SqliteStore
from andamio.telemetry.setup import start
from andamio.web.server import Server
from feature_api.app import create_app

_EXAMPLES = """\
examples:
  feature_api --store run/online.db --port 8600 --telemetry-dir run/telemetry
  curl -s localhost:8600/v1/features:read -H 'content-type: application/json' \\
      -d '{"feature_service":"reversal_risk@1","entities":[{"tenant":"online-retail","customer":"12346"}]}'
"""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    arguments = argparse.ArgumentParser(
        prog="feature_api",
        description=__doc__,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    arguments.add_argument("--store", type=Path, required=True, help="file of the online store")
    arguments.add_argument("--port", type=int, required=True)
    arguments.add_argument("--host", default="127.0.0.1", help="address to listen on; there is no authentication yet")
    arguments.add_argument("--catalog", type=Path, help="catalog folder (default: the packaged one)")
    arguments.add_argument("--telemetry-dir", type=Path, help="folder for traces, metrics and logs (default: stderr)")
    return arguments


def main(argv: list[str]) -> int:
    """Serve; 0 after a clean stop."""
    options = parser().parse_args(argv)
    cli.require_free_port(options.host, options.port, "--port")
    catalog = load_catalog(options.catalog)
    store = SqliteStore(options.store, catalog.views.values())
    telemetry = start(service="feature_api", directory=options.telemetry_dir)
    app = create_app(store, catalog.services, lambda: time.time_ns() // 1_000_000, telemetry)
    address = {"host": options.host, "port": options.port}
    try:
        Server(app, **address).run(lambda: telemetry.logger.info("serving", extra={"fields": address}))
        telemetry.logger.info("stopped")
        return 0
    finally:
        telemetry.shutdown()
        store.close()


if __name__ == "__main__":
    sys.exit(cli.run(main))
