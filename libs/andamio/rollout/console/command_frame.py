"""What every command of `andamio rollout` has in common: the controller it asks, who asks, and how it prints."""

import argparse
import getpass
import json
import os
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from andamio.auth.service_token import token_of_caller
from andamio.errors import UserError
from andamio.rollout.console.client import ControllerClient

CONTROLLER_VARIABLE = "ANDAMIO_CONTROLLER"

Run = Callable[[ControllerClient, argparse.Namespace], int]


class AddCommand(Protocol):
    """Adds a command to the group, or to `among`, and returns its parser."""

    def __call__(self, name: str, run: Run, help_: str, among: Any = None) -> argparse.ArgumentParser: ...


def connected(options: argparse.Namespace, run: Run) -> int:
    """Run a command with a client of the controller that is named; raises `UserError` where none is."""
    url = options.controller or os.environ.get(CONTROLLER_VARIABLE)
    if not url:
        raise UserError(f"no controller is named; add --controller http://host:port or set {CONTROLLER_VARIABLE}")
    with ControllerClient(url, token_of_caller(options.token_file), for_terminal=not options.json) as client:
        return run(client, options)


def who(options: argparse.Namespace) -> dict[str, str]:
    """Actor and reason, as every command's body has them. With a token, it says who, and nobody need repeat it."""
    for name in ("reason", "actor"):
        said = getattr(options, name)
        if said is not None and not said.strip():
            raise UserError(f"--{name} is blank; it goes to the record, so say {'why' if name == 'reason' else 'who'}")
    if options.actor is None and token_of_caller(options.token_file) is not None:
        return {"reason": options.reason}
    try:
        actor = options.actor or getpass.getuser()
    except (KeyError, OSError):
        raise UserError("this environment names no user; say who you are with --actor") from None
    return {"actor": actor, "reason": options.reason}


def show(options: argparse.Namespace, document: Mapping[str, Any], text: str) -> None:
    """Print the document with --json, else the text."""
    print(json.dumps(document, indent=2) if options.json else text)


def rollout_id_of(rollout_id: str) -> str:
    """The id as given, safe as a part of a path; raises `UserError` for what is no id."""
    if not rollout_id or any(not (char.isalnum() or char in "-_.") for char in rollout_id):
        raise UserError(
            f"'{rollout_id}' is no rollout id; they look like rollout-7, and `status` names the current one"
        )
    return rollout_id


def chosen_rollout(client: ControllerClient, rollout_id: str | None) -> str:
    """The rollout that is named, or the last one; raises `UserError` where there was none."""
    if rollout_id is not None:
        return rollout_id_of(rollout_id)
    last = client.get("/v1/status")["last_rollout_id"]
    if last is None:
        raise UserError("there was no rollout yet; start one")
    return str(last)
