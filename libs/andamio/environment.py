"""Environments: dev, staging, production. What is allowed while developing stops the others from starting.

A service collects what is wrong with its settings for where it runs and refuses all of it at once: whoever fixes one
setting at a time restarts once a setting.
"""

import os
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from andamio.errors import UserError

VARIABLE = "ANDAMIO_ENVIRONMENT"
DEPLOYMENT_VARIABLE = "ANDAMIO_DEPLOYMENT"
"""Digest of what a job runs with, as its deployment is on record: set by who recorded it (`andamio audit start`)."""


class Environment(StrEnum):
    """Where a process runs."""

    DEV = "dev"
    STAGING = "staging"
    PRODUCTION = "production"


def environment_of_process() -> Environment:
    """What `ANDAMIO_ENVIRONMENT` says, dev if it says nothing; raises `UserError` for another word."""
    return environment_of(os.environ)


def environment_of(variables: Mapping[str, str]) -> Environment:
    """As `environment_of_process`, of these variables."""
    named = variables.get(VARIABLE, Environment.DEV)
    try:
        return Environment(named)
    except ValueError:
        raise UserError(f"{VARIABLE} is '{named}'; set it to one of {', '.join(Environment)}") from None


def state_folder(environ: Mapping[str, str]) -> Path:
    """Where this user's own keys are: `ANDAMIO_STATE`, else ~/.local/state/andamio."""
    named = environ.get("ANDAMIO_STATE")
    return Path(named) if named else Path.home() / ".local" / "state" / "andamio"


def refuse_development_defaults(environment: Environment, service: str, wrong: Iterable[str]) -> None:
    """Raise `UserError` that lists what is `wrong`, unless this is development. Each entry names a setting and the fix."""
    found = list(wrong)
    if found and environment is not Environment.DEV:
        listed = "".join(f"\n  - {entry}" for entry in found)
        raise UserError(f"{service} does not start in {environment} with these settings:{listed}")


def wrong_without_deployment(variables: Mapping[str, str]) -> list[str]:
    """What may not be so outside development for a job that cannot write the audit log itself. Taken at its word."""
    if variables.get(DEPLOYMENT_VARIABLE):
        return []
    return ["its deployment is on no record; start it by: andamio audit start NAME --log URL -- COMMAND"]
