"""Serve the releases of a routing table over HTTP on Ray Serve, until SIGTERM."""

import argparse
import logging
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from andamio import cli
from andamio.audit.service_trail import ServiceTrail, absolute, add_option, options_in_force, wrong_with_audit
from andamio.auth.service import add_options, settings_at_start, wrong_address
from andamio.auth.service_token import ServiceToken
from andamio.catalog.loading import load_catalog
from andamio.environment import environment_of_process
from andamio.errors import AndamioError, UserError
from andamio.features.online.stores import open_store, sqlite_path
from andamio.models import trust
from andamio.pii import key_settings
from andamio.rollout.release import load_release
from andamio.rollout.routing_table import read_table
from inference.errors import InferenceError
from inference.faults import FaultInjector
from inference.nodes import join
from inference.quarantine import lift, quarantine_directory, read_cases
from inference.settings import ReplicaSettings

_EXAMPLES = """examples:
  inference --releases releases --routing-table routing.json --feature-api http://127.0.0.1:8411 \\
            --port 8412 --log-dir decisions --telemetry-dir telemetry
  curl -d '{"request_id": "q-1", "tenant": "online-retail", "customer": "12346", "event_time_ms": 1320000000000,
            "currency": "GBP", "amount_minor": 1250, "lines": 3, "distinct_products": 3}' \\
       -H 'content-type: application/json' http://127.0.0.1:8412/v1/models/reversal_risk:score
  inference node --log-dir decisions --host 10.0.0.2      # another machine of a service started with --nodes 2
  inference quarantine --log-dir decisions                # what is held against which release
  inference quarantine --log-dir decisions --lift r2-challenger --actor ada --reason "the machine's memory was at fault"
"""


def main(argv: list[str]) -> int:
    if argv[:1] == ["quarantine"]:
        return _quarantine(argv[1:])
    if argv[:1] == ["node"]:
        return _node(argv[1:])
    options = parser().parse_args(argv)
    if options.replicas < 1:
        raise UserError(f"--replicas must be at least 1, not {options.replicas}")
    if not 1 <= options.nodes <= options.replicas:
        raise UserError(f"--nodes must be from 1 to --replicas ({options.replicas}), not {options.nodes}")
    if options.in_flight < 1:
        raise UserError(f"--in-flight must be at least 1, not {options.in_flight}")
    environment = environment_of_process()
    settings_at_start("inference", options.auth, options.host, environment, wrong(options))
    if options.feature_token is not None:
        ServiceToken(options.feature_token)
    if options.features_budget_ms < 1:
        raise UserError(f"--features-budget-ms must be at least 1, not {options.features_budget_ms}")
    cli.require_free_port(options.host, options.port, "--port")
    cli.require_writable_directory(options.log_dir, "--log-dir")
    if options.telemetry_dir is not None:
        cli.require_writable_directory(options.telemetry_dir, "--telemetry-dir")
    keys = key_settings.key_settings(options.pii_keys, environment)
    keys.ring()  # what is wrong with a key is one sentence here
    settings = ReplicaSettings(
        # Replicas run in folders of Ray's choosing.
        releases=options.releases.resolve(),
        routing_table=options.routing_table.resolve(),
        feature_api=options.feature_api,
        store=_absolute(options.store),
        catalog=options.catalog.resolve() if options.catalog else None,
        feature_token=_absolute_reference(options.feature_token),
        auth=options.auth.resolve() if options.auth else None,
        pii_keys=keys.path,
        audit=absolute(options.audit),
        environment=environment,
        in_flight_at_most=options.in_flight,
        log_dir=options.log_dir.resolve(),
        telemetry_dir=options.telemetry_dir.resolve() if options.telemetry_dir else None,
        allow_fault_injection=options.allow_fault_injection,
        features_budget_ms=options.features_budget_ms,
    )
    if settings.store is not None:
        # Here, so that what is wrong with it is one sentence rather than a replica that does not start.
        open_store(settings.store, load_catalog(settings.catalog).views.values()).close()
    settings = replace(settings, device=_device(settings))
    trail = ServiceTrail.opened("inference", settings.audit, logging.getLogger("andamio.inference"))
    trail.deployed(options_in_force(options))
    trail.close()
    # Ray takes a second to import: only when there is something to serve.
    from inference.cluster import serve_until_stopped

    serve_until_stopped(settings, options.host, options.port, options.replicas, options.nodes)
    return 0


def _node(argv: list[str]) -> int:
    """Be a further machine of a service, until SIGTERM or until the service is gone."""
    parser = argparse.ArgumentParser(prog="inference node", description=_node.__doc__)
    parser.add_argument("--log-dir", type=Path, required=True, help="that of the service, on storage that both share")
    parser.add_argument("--host", default="127.0.0.1", help="address of this machine (default: %(default)s)")
    options = parser.parse_args(argv)
    return join(options.log_dir, options.host)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    arguments = argparse.ArgumentParser(
        prog="inference", description=__doc__, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--releases", type=Path, required=True, help="folder of release documents")
    arguments.add_argument("--routing-table", type=Path, required=True, help="file that the rollout controller writes")
    source = arguments.add_mutually_exclusive_group(required=True)
    source.add_argument("--feature-api", help="read features here: base URL, such as http://127.0.0.1:8411")
    source.add_argument("--store", help="read features in the replicas themselves: a file, or redis://host:port/db")
    arguments.add_argument("--catalog", type=Path, help="catalog folder, for --store (default: the packaged one)")
    arguments.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to listen on; beyond loopback it takes --auth (default: loopback)",
    )
    add_options(arguments)
    key_settings.add_options(arguments)
    add_option(arguments)
    arguments.add_argument(
        "--feature-token",
        metavar="REFERENCE",
        help="the token for --feature-api: env:NAME, or file:PATH, which is read again when it changes",
    )
    arguments.add_argument(
        "--in-flight",
        type=int,
        default=256,
        help="payments that a replica has in hand at a time (default: %(default)s)",
    )
    arguments.add_argument("--port", type=int, required=True)
    arguments.add_argument("--log-dir", type=Path, required=True, help="folder of the decision log and of Ray's logs")
    arguments.add_argument("--telemetry-dir", type=Path, help="folder for traces, metrics and logs")
    arguments.add_argument("--replicas", type=int, default=1, help="processes that score (default: %(default)s)")
    arguments.add_argument(
        "--nodes", type=int, default=1, help="wait for so many machines, and spread replicas over them (default: 1)"
    )
    arguments.add_argument(
        "--features-budget-ms", type=int, default=150, help="wait for features this long (default: %(default)s)"
    )
    arguments.add_argument(
        "--allow-fault-injection", action="store_true", help="serve releases that go wrong on purpose (rehearsals)"
    )
    return arguments


def _quarantine(argv: list[str]) -> int:
    """Show the quarantine, or let a release out of it."""
    parser = argparse.ArgumentParser(prog="inference quarantine", description=_quarantine.__doc__)
    parser.add_argument("--log-dir", type=Path, required=True, help="that of the service")
    parser.add_argument("--lift", metavar="RELEASE", help="let this release out; needs --actor and --reason")
    parser.add_argument("--actor", help="who lifts it")
    parser.add_argument("--reason", help="why")
    options = parser.parse_args(argv)
    directory = quarantine_directory(options.log_dir)
    if options.lift is None:
        for case in read_cases(directory).values():
            print(
                f"{case.release} {case.digest[:12]} {case.reason if case.quarantined else f'{len(case.deaths)} deaths'}"
            )
        return 0
    if not options.actor or not options.reason:
        raise UserError("--lift needs --actor and --reason: both go to the record")
    try:
        lift(directory, options.lift, options.actor, options.reason, time.time_ns() // 1_000_000)
    except InferenceError as error:
        raise UserError(str(error)) from None
    print(f"{options.lift} is out of quarantine; replicas load it within 5 s")
    return 0


def wrong(options: argparse.Namespace) -> list[str]:
    """What may not be so outside development, beside authentication."""
    found = [*wrong_address("--feature-api", options.feature_api), *wrong_address("--store", options.store)]
    found += key_settings.wrong_outside_development(options.pii_keys)
    found += [*wrong_address("--audit", options.audit), *wrong_with_audit(options.audit)]
    if options.feature_api and not options.feature_token:
        found.append("the feature API is asked without a token; add --feature-token REFERENCE")
    if options.allow_fault_injection:
        found.append("releases may go wrong on purpose; remove --allow-fault-injection")
    return [*found, *trust.wrong_outside_development(os.environ)]


def _absolute_reference(token: str | None) -> str | None:
    """The reference of a secret for a process in another folder."""
    if token is None or not token.startswith("file:"):
        return token
    return f"file:{Path(token.removeprefix('file:')).resolve()}"


def _absolute(store: str | None) -> str | None:
    """The store's URL for a process in another folder."""
    path = sqlite_path(store) if store is not None else None
    return store if path is None else str(path.resolve())


def _device(settings: ReplicaSettings) -> str:
    """The device of the stable release.

    Refuses a table without a usable stable release now, in one sentence, rather than in a replica's log.
    """
    if not settings.routing_table.exists():
        # The controller may be about to write it; the replica waits.
        print(f"waiting for the routing table {settings.routing_table}", file=sys.stderr)
        return "cpu"
    try:
        release = load_release(settings.releases, read_table(settings.routing_table).stable)
        FaultInjector(release, settings.allow_fault_injection)
        if release.device != "cpu":
            # Takes a tenth of a second to import: only where it is asked.
            from andamio.models.devices import require_here

            require_here(release.device)
    except AndamioError as error:
        raise UserError(str(error)) from None
    return release.device


if __name__ == "__main__":
    sys.exit(cli.run(main))
