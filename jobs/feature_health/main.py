"""Looks at the features that were served: were they right, fresh, as they used to be, and made of valid events?

Writes health.json, health.prom (Prometheus text, for a textfile collector) and health.html into --out. Exit status 0 if
all is well, 1 if something is to be looked at.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq

from andamio import cli
from andamio.catalog.definitions import Catalog
from andamio.catalog.loading import load_catalog
from andamio.errors import UserError
from andamio.features.drift import TOLERANCE
from andamio.features.logs.log_place import open_log
from andamio.job_run.run import job_run
from andamio.pii.detokenizing import Access, Revealer, access_at_start, add_options
from feature_health.health import Settings, examine
from feature_health.page import render
from feature_health.prometheus import metrics_text
from feature_health.served_values import RevealKey

_EXAMPLES = """\
examples:
  feature_health --served run/served --lake run/lake --out run/health --write-reference run/reference.parquet
  feature_health --served run/served --lake run/lake --out run/health --log run/log --reference run/reference.parquet \\
      --from-ms 1763683200000 --until-ms 1763769600000
"""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    arguments = argparse.ArgumentParser(
        prog="feature_health",
        description=__doc__,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    arguments.add_argument("--served", type=Path, required=True, help="folder of the feature API's served values")
    arguments.add_argument("--lake", type=Path, required=True, help="folder of the Delta tables, events landed")
    arguments.add_argument("--log", help="event log to check a sample of: a folder, or kafka://host:port")
    arguments.add_argument(
        "--log-rate", type=float, default=0.01, help="share of the log's keys in the sample (default 0.01)"
    )
    arguments.add_argument("--out", type=Path, required=True, help="folder for the report")
    arguments.add_argument("--from-ms", type=int, default=0, help="first time of serving, ms UTC (default: the first)")
    arguments.add_argument("--until-ms", type=int, help="end of serving, exclusive, ms UTC (default: now)")
    arguments.add_argument(
        "--reference", type=Path, help="Parquet with a column <view>__<feature> each: judge drift by it"
    )
    arguments.add_argument("--write-reference", type=Path, help="write this window's values as a reference for later")
    arguments.add_argument(
        "--looks", type=Path, help="file that counts the looks at drift (default: looks.json in --out)"
    )
    arguments.add_argument(
        "--tolerance", type=float, default=TOLERANCE, help=f"distance that is no drift (default {TOLERANCE})"
    )
    arguments.add_argument(
        "--replay",
        action="store_true",
        help="history is replayed faster than it happened: show lags in its own time, and hold them to no objective",
    )
    add_options(arguments)
    arguments.add_argument("--catalog", type=Path, help="catalog folder (default: the packaged one)")
    arguments.add_argument("--json", action="store_true", help="print the report as JSON on stdout")
    return arguments


def main(argv: list[str]) -> int:
    """Look once."""
    options = parser().parse_args(argv)
    now_ms = time.time_ns() // 1_000_000
    until_ms = now_ms if options.until_ms is None else options.until_ms
    if options.from_ms >= until_ms:
        raise UserError(f"--from-ms {options.from_ms} is not before --until-ms {until_ms}; give a window of time")
    if not 0 <= options.tolerance < 1:
        raise UserError(f"--tolerance {options.tolerance} is no share; give one in [0, 1)")
    if not 0 < options.log_rate <= 1:
        raise UserError(f"--log-rate {options.log_rate} is no share; give one in (0, 1]")
    cli.require_writable_directory(options.out, "--out")
    access = access_at_start("feature_health", options, "served values are recomputed from customers' events")
    catalog = load_catalog(options.catalog)
    settings = Settings(
        served=options.served,
        lake=options.lake,
        from_ms=options.from_ms,
        until_ms=until_ms,
        reference=options.reference,
        looks=options.looks or options.out / "looks.json",
        tolerance=options.tolerance,
        reveal=_reveal(catalog, access),
        replay=options.replay,
        log=None if options.log is None else open_log(options.log),
        log_rate=options.log_rate,
    )
    with job_run("feature_health", audit_log=options.audit) as run:
        run.read_pii("lake", catalog.pii_classes(), "quality_control")
        report, sample = examine(settings, catalog, now_ms, lambda line: print(line, file=sys.stderr, flush=True))
        run.done(healthy=report["healthy"])
    if options.write_reference is not None:
        pq.write_table(
            sample.table([catalog.views[view_id] for view_id in sorted(catalog.views)]), options.write_reference
        )
    text = json.dumps(report, indent=2)
    (options.out / "health.json").write_text(text + "\n", encoding="utf-8")
    (options.out / "health.html").write_text(render(report), encoding="utf-8")
    # A collector must never read half of it.
    partial = options.out / ".health.prom"
    partial.write_text(metrics_text(report), encoding="utf-8")
    partial.rename(options.out / "health.prom")
    if options.json:
        print(text)
    else:
        for problem in report["problems"] or ["healthy"]:
            print(problem)
    return 0 if report["healthy"] else 1


def _reveal(catalog: Catalog, access: Access) -> RevealKey:
    revealer = Revealer(access)

    def reveal(view_id: str, tenant: str, key: str) -> str:
        view = catalog.views.get(view_id)
        # An unknown view is reported as such; nothing of it is recomputed.
        return key if view is None else revealer.value(view.key_column, tenant, key)

    return reveal


if __name__ == "__main__":
    sys.exit(cli.run(main))
