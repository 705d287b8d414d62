"""Run the rollout controller: the control loop beside its HTTP API, until SIGTERM."""

import argparse
import os
import sys
import threading
import time
from contextlib import closing
from functools import partial
from pathlib import Path

from andamio import cli
from andamio.auth.service import wrong_address
from andamio.errors import AndamioError, UserError
from andamio.models import trust
from andamio.models.package import load_package
from andamio.rollout.errors import InvalidDocument
from andamio.rollout.judgement.label_watch import Promise
from andamio.rollout.release import load_release
from andamio.rollout.releases.promise import promise_of
from andamio.rollout.settings import Settings, load_settings
from andamio.service_run.run import ServiceRun, permitted, process_run, service_parser
from andamio.telemetry.setup import Telemetry
from andamio.web.named_hosts import LOOPBACK
from rollout_controller.api.app import create_app
from rollout_controller.api.console import Console
from rollout_controller.api.record_reading import RecordReading
from rollout_controller.control.gate_process import check_apart
from rollout_controller.control.loop import Controller
from rollout_controller.observations.label_log import LabelLog, no_labels
from rollout_controller.store.rollout_store import RolloutStore, StoreUnavailable, open_store

NAME = "rollout_controller"
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
    options = parser().parse_args(argv)
    permission = permitted(NAME, options, wrong(options))
    if "://" not in options.state:
        cli.require_writable_directory(Path(options.state).parent, "--state")
    cli.require_writable_directory(options.routing_table.parent, "--routing-table")
    if not options.releases.is_dir():
        raise UserError(f"there is no folder {options.releases} with releases; name it with --releases")
    if options.label_dir and not options.label_dir.is_dir():
        # A name that is wrong would look like labels that are late, until the watch of a release ends without any.
        raise UserError(f"there is no folder {options.label_dir} for labels; make it, or name another with --label-dir")
    try:
        settings = load_settings(options.settings) if options.settings else Settings()
    except InvalidDocument as error:
        raise UserError(str(error)) from None
    with (
        closing(_open(options.state)) as store,
        closing(_open(options.state)) as recorded,
        process_run(NAME, options, permission, [], options.telemetry_dir) as run,
    ):
        gates = partial(check_apart, options.releases)
        controller = Controller(
            store,
            options.log_dir,
            options.routing_table,
            settings,
            gates,
            run.telemetry,
            settings_of=lambda release_id: load_release(options.releases, release_id).rollout_settings(settings),
            audit=run.trail.log,
            labels=_labels(options, store, run.telemetry) if options.label_dir else no_labels,
        )
        console = Console(controller, gates, RecordReading(recorded), _now_ms, run.guard, names=_names(options.host))
        _serve(run, controller, console)
    return 0


def _serve(run: ServiceRun, controller: Controller, console: Console) -> None:
    """The control loop in a thread beside the HTTP API, until a signal; raises `LoopDied`."""
    stop = threading.Event()
    app = run.measured(create_app(console, run.telemetry.prometheus))
    # Stops on a signal at once: a stream of events would otherwise hold the process until it is cut off.
    server = run.server(app, console.stopping.set)
    died: list[BaseException] = []

    def loop() -> None:
        try:
            controller.run(stop)
        except Exception as error:
            run.logger.exception("the control loop died")
            died.append(error)
            console.stopping.set()
            server.stop()

    def ready() -> None:
        print(f"{NAME} ready on http://{run.options.host}:{run.options.port}", flush=True)

    thread = threading.Thread(target=loop, name="control-loop")
    thread.start()
    try:
        run.until_stopped(server, ready)
    finally:
        stop.set()
        thread.join()
        controller.close()
    if died:
        raise LoopDied(f"the control loop died ({died[0]}); see its log, then start it again")


def _names(host: str) -> frozenset[str] | None:
    """On loopback it answers to loopback's names; elsewhere people decide what it is called."""
    return LOOPBACK if host in LOOPBACK else None


def wrong(options: argparse.Namespace) -> list[str]:
    """What may not be so outside development, beside what no service may do there."""
    return [*wrong_address("--state", options.state), *trust.wrong_outside_development(os.environ)]


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


def parser() -> argparse.ArgumentParser:
    """The command line."""
    description = "Roll releases out by evidence and back by one write of the routing table."
    arguments = service_parser(NAME, description, _EXAMPLES)
    add = arguments.add_argument
    add(
        "--state",
        required=True,
        help="SQLite file, or postgresql://user@host/database with its password in $PGPASSWORD; made if missing; "
        "several controllers may share it: one leads, the others stand by",
    )
    add("--label-dir", type=Path, help="folder of matured labels, by which promoted releases are watched")
    add("--releases", type=Path, required=True, help="folder of release documents")
    add("--routing-table", type=Path, required=True, help="file that the controller alone writes")
    add("--log-dir", type=Path, required=True, help="folder of the decision log of the replicas")
    add("--settings", type=Path, help="JSON document of rollout settings; its defaults otherwise")
    return arguments


if __name__ == "__main__":
    sys.exit(cli.run(main))
