"""What the main of every service does about authentication: one option, one check at start, one guard.

    add_options(parser)                                            # --auth FILE
    settings = settings_at_start("feature_api", options.auth, options.host, wrong=[...])
    guard = guard_of(settings, environment, Refusals(meter, logger))

Outside development everything that is wrong is listed at once. In development a service without `--auth` knows everyone,
and so listens on loopback alone.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from andamio import cli
from andamio.auth.settings import AuthSettings, load_settings
from andamio.environment import Environment, refuse_development_defaults
from andamio.errors import UserError

_ENCRYPTED = {"http": "https", "redis": "rediss"}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add `--auth`."""
    parser.add_argument(
        "--auth", type=Path, help="settings of authentication and policy; without it: development, loopback, everyone"
    )


def settings_at_start(
    service: str, auth: Path | None, host: str, environment: Environment, wrong: Iterable[str] = ()
) -> AuthSettings | None:
    """The settings of `--auth`, None without; raises `UserError` for what may not be, where the service runs.

    `wrong` is what the service itself has to say against its settings outside development.
    """
    settings = None if auth is None else load_settings(auth)
    refuse_development_defaults(environment, service, [*wrong_with(settings, host), *wrong])
    if settings is None and not cli.is_loopback(host):
        raise UserError(f"--host {host} is reachable for others, and nobody is asked who they are; add --auth FILE")
    return settings


def wrong_with(settings: AuthSettings | None, host: str) -> list[str]:
    """What of authentication may not be so outside development."""
    if settings is not None:
        return settings.wrong_outside_development()
    where = "" if cli.is_loopback(host) else f", and --host {host} is reachable for others"
    return [f"nobody is asked who they are{where}; add --auth FILE"]


def wrong_address(option: str, url: str | None) -> list[str]:
    """An address of another machine that is spoken to in plain text, as `refuse_development_defaults` lists it."""
    parts = urlsplit(url or "")
    host = parts.hostname or ""
    if cli.is_loopback(host):
        return []
    if parts.scheme in _ENCRYPTED:
        return [f"{option} speaks to {host} in plain text; write {_ENCRYPTED[parts.scheme]}://"]
    if parts.scheme in ("postgres", "postgresql") and host and "sslmode=verify-full" not in parts.query:
        return [f"{option} speaks to {host} without checking who it is; add ?sslmode=verify-full"]
    return []
