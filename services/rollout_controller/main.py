"""Run the rollout controller: the control loop beside its HTTP API, until SIGTERM."""

import argparse
import os
import sys
import threading
import time
from functools import partial
from pathlib import Path

from andamio import cli
from andamio.audit.service_trail import ServiceTrail, add_option, options_in_force, wrong_with_audit
from andamio.auth.policy_watch import start_guard
from andamio.auth.refusals import Refusals
from andamio.auth.service import add_options, settings_at_start, wrong_address
from andamio.environment import environment_of_process
from andamio.errors import AndamioError, UserError
from andamio.models import trust
from andamio.models.package import load_package
from andamio.rollout.errors import InvalidDocument
from andamio.rollout.judgement.label_watch import Promise
from andamio.rollout.release import load_release
from andamio.rollout.releases.promise import promise_of
from andamio.rollout.settings import Settings, load_settings
from andamio.telemetry.asgi import Measured
from andamio.telemetry.setup import Telemetry, start
from andamio.web.named_hosts import LOOPBACK
from andamio.web.server import Server
from rollout_controller.api.app import create_app
from rollout_controller.api.console import Console
from rollout_controller.api.record_reading import RecordReading
from rollout_controller.control.gate_process import check_apart
from rollout_controller.control.loop import Controller
from rollout_controller.observations.label_log import LabelLog, no_labels
from rollout_controller.store.rollout_store import RolloutStore, StoreUnavailable, open_store

_EXAMPLES = """examples:
  rollout_controller --state rollout.db --releases releases --routing-table routing.json --log-dir decisions --port 8302
  curl -X POST localhost:8302/v1/stable   -H 'content-type: application/json' \\
       -d '{"release_id": "r1-champion", "actor": "ada", "reason": "first release"}'
  curl -X POST localhost:8302/v1/rollouts -H 'content-type: application/json' \\
       -d '{"release_id": "r2-challenger", "actor": "ada", "reason": "trained on May"}'
"""


class LoopDied(AndamioError):
    """The control loop ended by itself."""


def main(argv: list[str]) -> int:
    """Parse, start, serve; returns the exit status."""
    options = _parser().parse_args(argv)
    environment = environment_of_process()
    auth = settings_at_start("rollout_controller", options.auth, options.host, environment, wrong(options))
    cli.require_free_port(options.host, options.port, "--port")
    if "://" not in options.state:
        cli.require_writable_directory(Path(options.state).parent, "--state")
    cli.require_writable_directory(options.routing_table.parent, "--routing-table")
    cli.require_writable_directory(options.telemetry_dir, "--telemetry-dir")
    if not options.releases.is_dir():
        raise UserError(f"there is no folder {options.releases} with releases; name it with --releases")
    try:
        settings = load_settings(options.settings) if options.settings else Settings()
    except InvalidDocument as error:
        raise UserError(str(error)) from None
    store, recorded = _open(options.state), _open(options.state)
    telemetry = start("rollout_controller", options.telemetry_dir)
    trail = ServiceTrail.opened("rollout_controller", options.audit, telemetry.logger)
    trail.deployed(options_in_force(options))
    guard = start_guard(auth, environment, Refusals(telemetry.meter, telemetry.logger), trail, telemetry.logger)
    gates = partial(check_apart, options.releases)
    controller = Controller(
        store,
        options.log_dir,
        options.routing_table,
        settings,
        gates,
        telemetry,
        settings_of=lambda release_id: load_release(options.releases, release_id).rollout_settings(settings),
        audit=trail.log,
        labels=_labels(options, store, telemetry) if options.label_dir else no_labels,
    )
    stop = threading.Event()
    # Stops on a signal at once: a stream of events would otherwise hold the process until it is cut off.
    console = Console(controller, gates, RecordReading(recorded), _now_ms, guard, names=_names(options.host))
    app = Measured(create_app(console, telemetry.prometheus), telemetry)
    server = Server(app, options.host, options.port, stopping=console.stopping.set)
    died: list[BaseException] = []

    def loop() -> None:
        try:
            controller.run(stop)
        except Exception as error:
            telemetry.logger.exception("the control loop died")
            died.append(error)
            console.stopping.set()
            server.stop()

    def ready() -> None:
        print(f"rollout_controller ready on http://{options.host}:{options.port}", flush=True)

    thread = threading.Thread(target=loop, name="control-loop")
    thread.start()
    try:
        server.run(ready)
    finally:
        stop.set()
        thread.join()
        controller.close()
        store.close()
        recorded.close()
        trail.close()
        telemetry.shutdown()
    if died:
        raise LoopDied(
            f"the control loop died ({died[0]}); see the log in {options.telemetry_dir}, then start it again"
        )
    return 0


def _names(host: str) -> frozenset[str] | None:
    """On loopback it answers to loopback's names; elsewhere people decide what it is called."""
    return LOOPBACK if host in LOOPBACK else None


def wrong(options: argparse.Namespace) -> list[str]:
    """What may not be so outside development, beside authentication."""
    found = [*wrong_address("--state", options.state), *wrong_address("--audit", options.audit)]
    return [*found, *wrong_with_audit(options.audit), *trust.wrong_outside_development(os.environ)]


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _labels(options: argparse.Namespace, store: RolloutStore, telemetry: Telemetry) -> LabelLog:
    def promised(release_id: str) -> Promise:
        performance = load_package(load_release(options.releases, release_id).package).manifest.performance
        if performance is None:
            raise AndamioError(f"the package of {release_id} says nothing of its performance")
        return promise_of(performance)

    return LabelLog(options.label_dir, store, promised, telemetry.logger)


def _open(state: str) -> RolloutStore:
    try:
        return open_store(state)
    except StoreUnavailable as error:
        raise UserError(f"{error}; check --state and that the database is up") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rollout_controller",
        description="Roll releases out by evidence and back by one write of the routing table.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--state",
        required=True,
        help="SQLite file, or postgresql://user@host/database with its password in $PGPASSWORD; made if missing; "
        "several controllers may share it: one leads, the others stand by",
    )
    parser.add_argument(
        "--label-dir", type=Path, help="folder of matured labels, by which promoted releases are watched"
    )
    add_option(parser)
    parser.add_argument("--releases", type=Path, required=True, help="folder of release documents")
    parser.add_argument("--routing-table", type=Path, required=True, help="file that the controller alone writes")
    parser.add_argument("--log-dir", type=Path, required=True, help="folder of the decision log of the replicas")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="127.0.0.1", help="beyond loopback it takes --auth (default: loopback)")
    add_options(parser)
    parser.add_argument("--settings", type=Path, help="JSON document of rollout settings; its defaults otherwise")
    parser.add_argument("--telemetry-dir", type=Path, required=True, help="folder for logs, metrics and traces")
    return parser


if __name__ == "__main__":
    sys.exit(cli.run(main))
