"""Compares every engine of the feature views with the oracle, to the bit, after the stream has drained."""

import argparse
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from andamio import cli
from andamio.auth.service_token import ServiceToken
from andamio.catalog.loading import load_catalog
from andamio.errors import UserError
from andamio.job_run.run import job_run
from andamio.pii.detokenizing import access_at_start, add_options
from feature_parity.parity import Parity, Settings

_EXAMPLES = """examples:
  feature_parity --lake work/lake --tile-log work/tile-log --store work/online.db --cutover-ms 1311811200000
  feature_parity --lake work/lake --tile-log work/tile-log --store work/online.db --cutover-ms 1311811200000 \\
      --feature-api http://127.0.0.1:8080 --served work/decisions --sample 5000 --seed 7 --out work/parity.json
"""


def main(argv: list[str]) -> int:
    """Compare once; 0 if all engines agree, 1 if any two differ."""
    options = _parser().parse_args(argv)
    if options.sample < 1:
        raise UserError(f"--sample {options.sample} compares nothing; give at least 1")
    if not options.tile_log.is_dir():
        raise UserError(f"there is no tile log at {options.tile_log}; choose its folder with --tile-log")
    if options.releases is not None and options.served is None:
        raise UserError("--releases scores again what a decision log says; name that with --served")
    if options.out is not None:
        cli.require_writable_directory(options.out.absolute().parent, "--out")
    started = time.monotonic()
    settings = Settings(
        lake=options.lake,
        tile_log=options.tile_log,
        store=options.store,
        cutover_ms=options.cutover_ms,
        sample=options.sample,
        seed=options.seed,
        access=access_at_start("feature_parity", options, "served values are recomputed from customers' events"),
        feature_api=options.feature_api,
        feature_token=ServiceToken(options.feature_token) if options.feature_token else None,
        served=options.served,
        releases=options.releases,
    )
    catalog = load_catalog(options.catalog)
    with job_run("feature_parity", audit_log=options.audit) as run:
        run.read_pii("lake", catalog.pii_classes(), "quality_control")
        report = Parity(settings, catalog, _progress).run()
        run.done(compared=report["compared"], mismatched=report["mismatched"])
    report["seconds"] = round(time.monotonic() - started, 3)
    if options.out is not None:
        options.out.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report) if options.json else _describe(report))
    return 1 if report["mismatched"] else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="feature_parity",
        description=__doc__,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--lake", type=Path, required=True, help="folder of the Delta tables, with all events landed")
    parser.add_argument("--tile-log", type=Path, required=True, help="folder that stream_features writes to")
    parser.add_argument("--store", type=Path, required=True, help="file of the online store")
    parser.add_argument("--cutover-ms", type=int, required=True, help="the cut-over of all views, ms since 1970 UTC")
    parser.add_argument("--feature-api", help="URL of a feature API over the same store, to ask as well")
    parser.add_argument(
        "--feature-token", metavar="REFERENCE", help="the token to ask it with: env:NAME or file:PATH (default: none)"
    )
    parser.add_argument("--served", type=Path, help="decision log, file or folder, whose values are recomputed")
    parser.add_argument("--releases", type=Path, help="folder of release documents, by which --served is scored again")
    parser.add_argument("--sample", type=int, default=1000, help="points a view to ask engines for (default 1000)")
    parser.add_argument("--seed", type=int, default=0, help="the same seed asks the same points (default 0)")
    add_options(parser)
    parser.add_argument("--catalog", type=Path, help="catalog folder (default: the packaged one)")
    parser.add_argument("--out", type=Path, help="file for the report as JSON")
    parser.add_argument("--json", action="store_true", help="print the report as JSON on stdout")
    return parser


def _describe(report: Mapping[str, Any]) -> str:
    lines = [f"{'compared':>11}  {'differ':>7}"]
    for row in report["comparisons"]:
        lines.append(f"{row['compared']:>11,}  {row['mismatches']:>7,}  {row['comparison']}, {row['when']}")
    for view_id, seen in report["views"].items():
        for reason, count in seen["pending_repairs"].items():
            lines.append(f"{view_id}: {count:,} deliveries wait for repair ({reason})")
    for mismatch in report["mismatches"]:
        answers = ", ".join(f"{engine} {answer!r}" for engine, answer in mismatch["answers"].items())
        where = f"{mismatch['view']} {mismatch['tenant']}/{mismatch['key']} at {mismatch['t_ms']}"
        lines.append(f"  {where} {mismatch['name']}: {answers}")
    verdict = f"{report['mismatched']:,} of {report['compared']:,} differ"
    return "\n".join([*lines, "all equal" if not report["mismatched"] else verdict])


def _progress(message: str) -> None:
    print(f"feature_parity: {message}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(cli.run(main))
