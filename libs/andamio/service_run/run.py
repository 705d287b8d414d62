"""One run of an HTTP service: its options, what may not be where it runs, telemetry, guard, record, and its end.

    with service_run("velocity_check", options, catalog.contracts.values(), features_place.wrong(options)) as run:
        run.serve(create_app(run))                         # until SIGTERM

What every service does between its command line and its first request, in the order in which it must be done: what
development allows is refused elsewhere, all at once; then the process says what it is (telemetry, `deployment.applied`),
then whom it lets in (`policy.changed`). `app.service_app` makes the application that `serve` takes.

A service with more to check before it says anything, or with several processes, does it in two steps:

    permission = permitted(NAME, options, wrong)           # once, and before anything has threads
    with process_run(NAME, options, permission, contracts, options.telemetry_dir) as run:      # in each process
        run.until_stopped(run.server(app))
"""

import argparse
import math
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from logging import Logger
from pathlib import Path
from socket import socket
from typing import Any

from fastapi import FastAPI

from andamio import cli
from andamio.audit import service_trail
from andamio.audit.actor import as_id
from andamio.audit.service_trail import ServiceTrail, options_in_force, wrong_with_audit
from andamio.auth import service
from andamio.auth.guard import Guard, undeclared_routes
from andamio.auth.policy_watch import start_guard
from andamio.auth.principal import Principal
from andamio.auth.refusals import Refusals
from andamio.auth.service import settings_at_start, wrong_address
from andamio.auth.settings import AuthSettings
from andamio.contracts.model import Contract
from andamio.environment import Environment, environment_of_process
from andamio.errors import AndamioError, UserError
from andamio.pii.scrubbing import scrub
from andamio.pii.sinks import hidden_in_telemetry
from andamio.telemetry.asgi import Measured, Receive, Scope, Send
from andamio.telemetry.setup import Telemetry, start
from andamio.web.server import Server

Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]


def _nothing() -> None: ...


class UndeclaredRoute(AndamioError):
    """A route says nothing of who may call it."""


def service_parser(name: str, description: str | None, examples: str) -> argparse.ArgumentParser:
    """A command line with the options that every service has; the service adds its own."""
    parser = argparse.ArgumentParser(
        prog=name, description=description, epilog=examples, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on; beyond loopback it takes --auth (default: loopback)"
    )
    parser.add_argument("--telemetry-dir", type=Path, help="folder for traces, metrics and logs (default: stderr)")
    service.add_options(parser)
    service_trail.add_option(parser)
    parser.add_argument(
        "--notice-s",
        type=float,
        default=0.0,
        help="seconds between failing readiness and closing the port (default: 0)",
    )
    return parser


def settings_in_force(
    name: str, options: argparse.Namespace, environment: Environment, wrong: Iterable[str]
) -> AuthSettings | None:
    """Authentication by these options; None for nobody is asked. Raises `UserError` that lists what may not be so there.

    `wrong` is what the service says against options of its own.
    """
    of_every_service = [*wrong_address("--audit", options.audit), *wrong_with_audit(options.audit)]
    return settings_at_start(name, options.auth, options.host, environment, [*of_every_service, *wrong])


@dataclass(slots=True)
class ServiceRun:
    """A run under way."""

    service: str
    options: argparse.Namespace
    telemetry: Telemetry
    guard: Guard
    trail: ServiceTrail
    stopping: bool = False
    """Set when the process is told to stop: readiness says no from then on, and requests go on."""

    @property
    def logger(self) -> Logger:
        """The log of the process: fields that a contract classes as personal are redacted by name, free text is scrubbed."""
        return self.telemetry.logger

    def record(
        self, who: Principal, action: str, subject: str, reason: str, before: Any = None, after: Any = None
    ) -> None:
        """Write to the audit log, durably, what `who` is about to change; `reason` is scrubbed.

        Call it before the change: what cannot be recorded is not done. Raises `LogUnavailable`, `LogTampered` and
        `InvalidRecord`. Does nothing without a log, which development alone may be.
        """
        if self.trail.log is not None:
            self.trail.log.append(as_id(who.subject), action, subject, scrub(reason), before=before, after=after)

    def measured(self, app: FastAPI) -> Asgi:
        """The application as it is served: measured, traced, and with what it did not expect in the log, scrubbed.

        Raises `UndeclaredRoute` for one that does not say who may call all of it.
        """
        undeclared = undeclared_routes(app)
        if undeclared:
            raise UndeclaredRoute(
                f"{', '.join(undeclared)} of {self.service} says not who may call it; declare run.guard.requires(...) or "
                "public(...) in its dependencies"
            )
        return Measured(_Contained(app, self.logger), self.telemetry)

    def serve(self, app: FastAPI) -> None:
        """Serve until SIGTERM or SIGINT; raises as `measured` does."""
        self.until_stopped(self.server(self.measured(app)))

    def server(self, app: Asgi, told: Callable[[], None] = _nothing, listener: socket | None = None) -> Server:
        """A server of an application that is measured; `told` and `listener` are the server's `stopping` and `listener`."""

        def stopping() -> None:
            self.stopping = True
            told()

        host, port, notice_s = self.options.host, self.options.port, self.options.notice_s
        return Server(app, host, port, notice_s=notice_s, stopping=stopping, listener=listener)

    def until_stopped(self, server: Server, ready: Callable[[], None] = _nothing) -> None:
        """Serve until a signal, or until the server is stopped; `ready` is called once the port accepts connections."""

        def serving() -> None:
            self.logger.info("serving", extra={"fields": {"host": self.options.host, "port": self.options.port}})
            ready()

        server.run(serving)
        self.logger.info("stopped")


@dataclass(frozen=True, slots=True)
class Permission:
    """What a service starts with."""

    environment: Environment
    settings: AuthSettings | None
    """None for nobody is asked."""


def permitted(name: str, options: argparse.Namespace, wrong: Iterable[str]) -> Permission:
    """To start with these options of `service_parser`, where this process runs; `wrong` as in `service_run`.

    Starts nothing. Raises `UserError` for what may not be so there, and for what makes no sense anywhere.
    """
    environment = environment_of_process()
    permission = Permission(environment, settings_in_force(name, options, environment, wrong))
    if not 0 <= options.notice_s < math.inf:
        raise UserError(f"--notice-s {options.notice_s} is no duration; choose 0 or more")
    cli.require_free_port(options.host, options.port, "--port")
    if options.telemetry_dir is not None:
        cli.require_writable_directory(options.telemetry_dir, "--telemetry-dir")
    return permission


@contextmanager
def process_run(
    name: str,
    options: argparse.Namespace,
    permission: Permission,
    contracts: Iterable[Contract],
    telemetry_dir: Path | None,
) -> Iterator[ServiceRun]:
    """A run in this process, whose telemetry goes to a folder of its own. Fields of `contracts` that are personal stay out
    of logs and spans. Raises `AndamioError` where deployment or policy cannot be recorded."""
    with ExitStack() as cleanup:
        telemetry = start(name, telemetry_dir, redacted=hidden_in_telemetry(contracts))
        cleanup.callback(telemetry.shutdown)
        trail = ServiceTrail.opened(name, options.audit, telemetry.logger)
        cleanup.callback(trail.close)
        trail.deployed(options_in_force(options))
        refusals = Refusals(telemetry.meter, telemetry.logger)
        guard = start_guard(permission.settings, permission.environment, refusals, trail, telemetry.logger)
        yield ServiceRun(name, options, telemetry, guard, trail)


def service_run(
    name: str, options: argparse.Namespace, contracts: Iterable[Contract], wrong: Iterable[str]
) -> AbstractContextManager[ServiceRun]:
    """A run of a service of one process.

    `wrong` is what the service says against options of its own, outside development. Raises what `permitted` and
    `process_run` do.
    """
    return process_run(name, options, permitted(name, options, wrong), contracts, options.telemetry_dir)


class _Contained:
    """An application whose unexpected exceptions end here: Starlette has answered 500 and raises them again, and the server
    would print them as they are, data included."""

    def __init__(self, app: Asgi, logger: Logger) -> None:
        self._app, self._logger = app, logger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception as error:  # noqa: BLE001 -- whatever it is, it goes to the log
            self._logger.error("a request failed", exc_info=error)
