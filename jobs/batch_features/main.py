"""Lands the event log in the lakehouse, and writes the tiles of the past into the lakehouse and the online store."""

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from andamio import cli
from andamio.catalog.definitions import Catalog
from andamio.catalog.loading import load_catalog
from andamio.contracts.compilers.arrow import schema
from andamio.contracts.quality import QualityRules
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.batch.landing import land
from andamio.features.logs.log_place import open_log
from andamio.features.online.sqlite_store import SqliteStore
from andamio.job_run.run import JobRun, job_run
from andamio.pii import key_settings
from andamio.pii.landing_edge import LandingEdge
from andamio.pii.sinks import require_plain, stored_columns
from batch_features.batch_tiles import require_cutover, write_tiles
from batch_features.engines import ENGINES, open_engine

_EXAMPLES = """examples:
  batch_features land --log work/log --lake work/lake
  batch_features land --log kafka://127.0.0.1:9092 --lake work/lake
  batch_features tiles --lake work/lake --store work/online.db --cutover-ms 1311811200000 --json
"""


def main(argv: list[str]) -> int:
    """Run one command; see --help."""
    options = _parser().parse_args(argv)
    catalog = load_catalog(options.catalog)
    started = time.monotonic()
    with job_run("batch_features", options.command) as run:
        run.read_pii("event_log" if options.command == "land" else "lake", catalog.pii_classes(), "feature_computation")
        summary = _land(options, catalog, run) if options.command == "land" else _tiles(options, catalog, run)
        run.done(**summary)
    summary["seconds"] = round(time.monotonic() - started, 3)
    _progress(f"done in {summary['seconds']:.1f} s")
    if options.json:
        print(json.dumps(summary))
    return 1 if any(landed["quarantined"] for landed in summary.get("contracts", {}).values()) else 0


def _land(options: argparse.Namespace, catalog: Catalog, run: JobRun) -> dict[str, Any]:
    log = open_log(options.log)
    cli.require_writable_directory(options.lake, "--lake")
    lake = Lakehouse(options.lake)
    sources = {view.contract: catalog.contract_of(view) for view in catalog.views.values()}
    keys = key_settings.at_start("batch_features", options.pii_keys)
    landed = {}
    for name, contract in sorted(sources.items()):
        check = LandingEdge(contract, QualityRules(contract, logged=True).check_rows, keys)
        landed[name] = land(log, lake, name, schema(contract), check, progress=_progress)
    run.span.links.update(getattr(log, "produced_by", ()))  # of a log on Kafka
    return {"contracts": {name: asdict(outcome) for name, outcome in landed.items()}}


def _tiles(options: argparse.Namespace, catalog: Catalog, run: JobRun) -> dict[str, Any]:
    views = list(catalog.views.values())
    for view in views:
        require_plain(catalog.contract_of(view), "online_store", stored_columns(view))
    require_cutover(views, options.cutover_ms)
    cli.require_writable_directory(options.store.absolute().parent, "--store")
    lake = Lakehouse(options.lake)
    for view in views:
        lake.deliveries(view.contract, columns=["position"])  # says what is missing before the store is made
    store = SqliteStore(options.store, views, create=True)
    written = {}
    try:
        with open_engine(options.engine, lake, run.span) as engine:
            for view in views:
                with run.step(f"tiles of {view.id}"):
                    outcome = write_tiles(engine, lake, store, view, options.cutover_ms)
                written[view.id] = asdict(outcome)
                _progress(f"{view.id}: {outcome.tiles:,} tiles, deliveries up to position {outcome.folded_position}")
    finally:
        store.close()
    return {"cutover_ms": options.cutover_ms, "views": written}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="batch_features",
        description=__doc__,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    landing = commands.add_parser(
        "land", help="append new log positions to the Delta tables of deliveries; 1 if rows break their contract"
    )
    key_settings.add_options(landing)
    landing.add_argument("--log", required=True, help="folder of the event log, or kafka://HOST:PORT")
    tiles = commands.add_parser("tiles", help="compute tiles before the cut-over and load the online store")
    tiles.add_argument("--store", type=Path, required=True, help="file of the online store; made if it is not there")
    tiles.add_argument(
        "--cutover-ms", type=int, required=True, help="tiles before this time are batch's, ms since 1970 UTC"
    )
    tiles.add_argument(
        "--engine", choices=ENGINES, default="duckdb", help="what computes them: embedded (default), or Spark, in a JVM"
    )
    for command in (landing, tiles):
        command.add_argument("--lake", type=Path, required=True, help="folder of the Delta tables")
        command.add_argument("--catalog", type=Path, help="catalog folder (default: the packaged one)")
        command.add_argument("--json", action="store_true", help="print a summary as JSON on stdout")
    return parser


def _progress(message: str) -> None:
    print(f"batch_features: {message}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(cli.run(main))
