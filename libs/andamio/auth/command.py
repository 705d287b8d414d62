"""`andamio auth init|issue|show`: settings and tokens for development, and what a token says.

Nothing here works outside development but `show`, which reads a token and never prints it.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jwt
from jwt.exceptions import PyJWTError

from andamio.auth.development import POLICY_FILE, DevelopmentIssuer, Identity, write_settings
from andamio.auth.errors import AuthError
from andamio.auth.policy import load_policy
from andamio.auth.service_token import TOKEN_VARIABLE, token_of_caller
from andamio.auth.settings import guard_of, load_settings
from andamio.environment import environment_of_process
from andamio.errors import UserError

_LONGEST_LIFE_S = 86_400.0
_EXAMPLES = f"""examples:
  andamio auth init work/auth                                   # a key, a policy and auth.yaml, for --auth
  andamio auth issue work/auth --subject ada --role operator --out work/ada.token
  andamio auth issue work/auth --subject svc-inference --role inference --tenant '*' --purpose fraud_prevention
  andamio auth show --token-file work/ada.token --auth work/auth/auth.yaml
  {TOKEN_VARIABLE}=file:work/ada.token andamio rollout status
"""


def add_commands(groups: Any, policy: Path) -> None:
    """Add the group `auth`; `groups` is what argparse's `add_subparsers` returns, `policy` what `init` copies."""
    group = groups.add_parser(
        "auth",
        help="tokens: make settings and tokens for development, and read one",
        description=__doc__,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = group.add_subparsers(dest="command", required=True, metavar="COMMAND")
    init = commands.add_parser("init", help="make a folder for --auth, in development")
    init.set_defaults(run=lambda options: _init(options, policy))
    issue = commands.add_parser("issue", help="issue a token by the key of such a folder, in development")
    issue.set_defaults(run=_issue)
    for command in (init, issue):
        command.add_argument("folder", type=Path, metavar="FOLDER")
    issue.add_argument("--subject", required=True, help="whom it is for: a person or a service")
    for name, help_ in (
        ("tenant", "whose data they may touch; '*' for all"),
        ("role", "what they are in the policy"),
        ("purpose", "what they may use personal data for"),
    ):
        issue.add_argument(f"--{name}", action="append", default=[], help=f"{help_}; may be repeated")
    issue.add_argument("--life-s", type=float, default=3_600.0, help="seconds that it holds (default: %(default)g)")
    issue.add_argument("--out", type=Path, help="file to write, for you alone to read; without it: stdout")
    show = commands.add_parser("show", help="what a token says; with --auth, whether it holds")
    show.set_defaults(run=_show)
    show.add_argument("--token-file", type=Path, help=f"(default: the variable {TOKEN_VARIABLE})")
    show.add_argument("--auth", type=Path, help="settings to hold it against; status 1 if it does not hold")
    for command in (init, issue, show):
        command.epilog, command.formatter_class = _EXAMPLES, argparse.RawDescriptionHelpFormatter
        command.add_argument("--json", action="store_true", help="print JSON on stdout")


def _init(options: argparse.Namespace, policy: Path) -> int:
    written = write_settings(options.folder, policy, environment_of_process())
    _print(options, {"auth": str(written)}, f"services take --auth {written}")
    return 0


def _issue(options: argparse.Namespace) -> int:
    if not 0 < options.life_s <= _LONGEST_LIFE_S:
        raise UserError(f"--life-s {options.life_s:g} is no life of a token; choose up to {_LONGEST_LIFE_S:g}")
    issuer = DevelopmentIssuer(options.folder, environment_of_process())
    _require_known(options.role, options.folder / POLICY_FILE)
    identity = Identity(options.subject, options.tenant, options.role, options.purpose)
    token = issuer.issue(identity, time.time(), options.life_s)
    if options.out is None:
        _print(options, {"token": token}, token)
        return 0
    _write(options.out, token)
    _print(options, {"file": str(options.out)}, f"{options.out} holds for {options.life_s:g} s")
    return 0


def _require_known(roles: Sequence[str], policy: Path) -> None:
    """Raise `UserError` for a role that the folder's policy grants nothing; without a policy anything may be meant."""
    if not policy.exists():
        return
    known = {role for grant in load_policy(policy).grants for role in grant.roles}
    unknown = sorted(set(roles) - known)
    if unknown:
        listed = ", ".join(sorted(known)) or "none"
        raise UserError(f"--role {unknown[0]} is granted nothing in {policy}; choose one of its roles ({listed})")


def _write(path: Path, token: str) -> None:
    # Replaced whole: a service that reads it again sees the old one or the new one.
    staging = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(staging, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(token + "\n")
        staging.replace(path)
    except OSError as error:
        raise UserError(f"{path} cannot be written ({error.strerror}); choose another with --out") from None


def _show(options: argparse.Namespace) -> int:
    token = token_of_caller(options.token_file)
    if token is None:
        raise UserError(f"no token is named; add --token-file FILE or set {TOKEN_VARIABLE}")
    try:
        header = jwt.get_unverified_header(token)
        claims = jwt.decode(token, options={"verify_signature": False})
    except (PyJWTError, ValueError):
        raise UserError("that is no JSON Web Token; check the file") from None
    holds: str | None = None
    if options.auth is not None:
        guard = guard_of(load_settings(options.auth), environment_of_process())
        try:
            guard.authenticate([(b"authorization", b"Bearer " + token.encode())])
            holds = "yes"
        except AuthError as error:
            holds = f"no: {error}"
    document = {"header": header, "claims": claims, "holds": holds}
    lines = [f"{name:10} {value if isinstance(value, str) else json.dumps(value)}" for name, value in claims.items()]
    _print(options, document, "\n".join([*lines, f"holds      {holds or 'not checked; add --auth FILE'}"]))
    return 1 if holds is not None and holds != "yes" else 0


def _print(options: argparse.Namespace, document: dict[str, Any], text: str) -> None:
    sys.stdout.write((json.dumps(document, indent=2) if options.json else text) + "\n")
