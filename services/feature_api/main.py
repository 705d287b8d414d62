"""Serves features from the online store over HTTP until SIGTERM, which lets reads in flight finish."""

import argparse
import os
import sys
import time
from contextlib import ExitStack, closing
from pathlib import Path
from socket import socket

from andamio import cli
from andamio.auth.service import wrong_address
from andamio.catalog.definitions import Catalog
from andamio.catalog.loading import load_catalog
from andamio.errors import UserError
from andamio.features.online.online_store import OnlineStore
from andamio.features.online.reader import Reader, ThreadedReader
from andamio.features.online.redis_reader import RedisReader
from andamio.features.online.stores import PASSWORD_VARIABLE, USER_VARIABLE, open_store, redis_address, sqlite_path
from andamio.pii import key_settings
from andamio.pii.sinks import WriteEdge
from andamio.service_run.run import Permission, permitted, process_run, service_parser
from feature_api import workers
from feature_api.app import FeatureApi
from feature_api.quotas import Quotas, read_quotas
from feature_api.read_route import BODY_AT_MOST, BUDGET_MS, Rules
from feature_api.served_log import ServedLog

NAME = "feature_api"
_EXAMPLES = """\
examples:
  feature_api --store run/online.db --port 8600 --telemetry-dir run/telemetry
  feature_api --store redis://127.0.0.1:6379/0 --port 8600 --workers 2 --served-log run/served
  feature_api --store run/online.db --port 8600 --host 0.0.0.0 --auth auth.yaml --quotas quotas.json
  curl -s localhost:8600/v1/features:read -H 'content-type: application/json' \\
      -d '{"feature_service":"reversal_risk@1","entities":[{"tenant":"online-retail","customer":"12346"}]}'
"""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    arguments = service_parser(NAME, __doc__, _EXAMPLES)
    add = arguments.add_argument
    add("--store", required=True, help="the online store: a file, or redis://host:port/db")
    add("--catalog", type=Path, help="catalog folder (default: the packaged one)")
    add("--workers", type=int, default=1, help="processes that share the port (default: 1)")
    add("--quotas", type=Path, help="file of quotas by tenant; workers share them in equal parts")
    add("--budget-ms", type=int, default=BUDGET_MS, help=f"how long the store may take (default: {BUDGET_MS})")
    add("--body-bytes", type=int, default=BODY_AT_MOST, help=f"largest request body (default: {BODY_AT_MOST})")
    add(
        "--interpreted",
        action="store_true",
        help="read tiles in Python alone: starts sooner where nothing is compiled yet, and costs 30 times as much a key",
    )
    add("--served-log", type=Path, help="folder for the log of served values, with tokens in place of keys")
    key_settings.add_options(arguments)
    add("--served-rate", type=float, default=0.01, help="share of keys whose values are logged (default: 0.01)")
    return arguments


def main(argv: list[str]) -> int:
    """Serve; 0 after a clean stop."""
    options = parser().parse_args(argv)
    permission = permitted(NAME, options, wrong(options))
    _check(options)
    if options.served_log:
        # Here, so that a key that is missing is one sentence, and not one a worker.
        key_settings.key_settings(options.pii_keys, permission.environment).ring()
    catalog = load_catalog(options.catalog)
    # Opened here so that what is wrong with it is one sentence, and not one a worker; closed, for none may share it.
    open_store(options.store, catalog.views.values()).close()
    if options.workers == 1:
        return _serve(options, permission, catalog, options.telemetry_dir, None)
    listener = workers.listen(options.host, options.port)

    def worker(index: int) -> int:
        folder = options.telemetry_dir / f"worker-{index}" if options.telemetry_dir else None
        return cli.run(lambda _: _serve(options, permission, catalog, folder, listener), [])

    return workers.run(options.workers, worker)


def wrong(options: argparse.Namespace) -> list[str]:
    """What may not be so outside development, beside what no service may do there."""
    keys = key_settings.wrong_outside_development(options.pii_keys) if options.served_log else []
    return [*wrong_address("--store", options.store), *keys]


def _check(options: argparse.Namespace) -> None:
    """Raise `UserError` for options that make no sense."""
    if options.workers < 1:
        raise UserError(f"--workers {options.workers} serve nothing; choose 1 or more")
    if not 0 <= options.served_rate <= 1:
        raise UserError(f"--served-rate {options.served_rate} is no share of keys; choose 0 to 1")
    for option in ("budget_ms", "body_bytes"):
        if getattr(options, option) < 1:
            raise UserError(
                f"--{option.replace('_', '-')} {getattr(options, option)} lets nothing through; choose more"
            )
    if options.quotas:
        read_quotas(options.quotas)
    if options.served_log:
        cli.require_writable_directory(options.served_log, "--served-log")


def _reader(url: str, catalog: Catalog, store: OnlineStore, compiled: bool) -> Reader:
    """The way to read this kind of store."""
    if sqlite_path(url) is not None:
        return ThreadedReader(store)
    user, password = os.environ.get(USER_VARIABLE), os.environ.get(PASSWORD_VARIABLE)
    return RedisReader(redis_address(url, user, password), list(catalog.views.values()), compiled)


def _serve(
    options: argparse.Namespace,
    permission: Permission,
    catalog: Catalog,
    telemetry_dir: Path | None,
    listener: socket | None,
) -> int:
    compiled = not options.interpreted and sqlite_path(options.store) is None
    quotas = None
    if options.quotas:
        quotas = Quotas(*read_quotas(options.quotas), time.monotonic, 1 / options.workers)
    with (
        process_run(NAME, options, permission, catalog.contracts.values(), telemetry_dir) as run,
        closing(open_store(options.store, catalog.views.values())) as store,
        closing(_reader(options.store, catalog, store, compiled)) as reader,
        ExitStack() as cleanup,
    ):
        rules = Rules(run.guard, quotas, options.budget_ms, options.body_bytes, compiled)
        api = FeatureApi(reader, catalog, lambda: time.time_ns() // 1_000_000, run.telemetry, rules)
        if options.served_log and options.served_rate > 0:
            keys = key_settings.key_settings(options.pii_keys, permission.environment).ring()
            edges = {v.id: WriteEdge(catalog.contract_of(v), "served_log", keys) for v in catalog.views.values()}
            dropped = api.reads.instruments.log_dropped.add
            log = ServedLog(options.served_log, options.served_rate, edges, dropped)
            api.reads.served_log = cleanup.enter_context(closing(log))
        # Not `serve`: reads are a route by hand, which measures itself, and workers share the port.
        run.until_stopped(run.server(api, api.drain, listener))
    return 0


if __name__ == "__main__":
    sys.exit(cli.run(main))
