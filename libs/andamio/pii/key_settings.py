"""Where a process finds the keys of its tokens: a settings file that names them, never holds them.

    current: k2
    keys: {k1: env:PII_KEY_1, k2: file:/run/secrets/pii_key_2}     # k1 still reveals what was written before

`--pii-keys FILE`, else the file that $ANDAMIO_PII_KEYS names. Without either, development makes a key of its own at the first
use, in the developer's state folder (`environment.state_folder`, mode 600); its id is `dev`, and a file that names it is refused elsewhere.
"""

import argparse
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from andamio.environment import Environment, environment_of_process, refuse_development_defaults, state_folder
from andamio.errors import UserError
from andamio.key_file import create_once
from andamio.pii.tokens import KeyRing, key_ring

VARIABLE = "ANDAMIO_PII_KEYS"
DEVELOPMENT_KEY_ID = "dev"
_SETTINGS_FILE, _KEY_FILE = "keys.yaml", "development.key"
_KEY_BYTES = 64


@dataclass(frozen=True, slots=True)
class KeySettings:
    """What the file says."""

    path: Path
    current: str
    references: Mapping[str, str]

    def ring(self) -> KeyRing:
        """The keys themselves; raises `UserError` for one that cannot be had or is too short."""
        return key_ring(self.references, self.current)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add `--pii-keys`."""
    parser.add_argument(
        "--pii-keys",
        type=Path,
        metavar="FILE",
        help=f"names the keys of tokens in place of customers (default: ${VARIABLE}, in development a key of this machine)",
    )


def wrong_outside_development(option: Path | None, environ: Mapping[str, str] = os.environ) -> list[str]:
    """What `environment.refuse_development_defaults` lists."""
    path = _named(option, environ)
    if path is None:
        return ["the keys of customers' tokens are not named; add --pii-keys FILE"]
    if DEVELOPMENT_KEY_ID in load_key_settings(path).references:
        return [f"{path}: the key '{DEVELOPMENT_KEY_ID}' was made for development; name keys of your secret store"]
    return []


def key_settings(option: Path | None, environment: Environment, environ: Mapping[str, str] = os.environ) -> KeySettings:
    """The settings of a process, with paths that hold in other folders; raises `UserError`."""
    path = _named(option, environ)
    if path is not None:
        settings = load_key_settings(path)
        if environment is not Environment.DEV and DEVELOPMENT_KEY_ID in settings.references:
            raise UserError(f"{path} names the key '{DEVELOPMENT_KEY_ID}', which was made for development; name others")
        return settings
    return write_development_keys(state_folder(environ) / "pii", environment)


def at_start(program: str, option: Path | None) -> KeyRing:
    """The keys of a job; raises `UserError` for what may not be where it runs."""
    environment = environment_of_process()
    if environment is not Environment.DEV:
        refuse_development_defaults(environment, program, wrong_outside_development(option))
    return key_settings(option, environment).ring()


def load_key_settings(path: Path) -> KeySettings:
    """Read the file; raises `UserError` that names the field and the fix."""
    try:
        document: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"the keys {path} cannot be read ({error.strerror}); check --pii-keys") from None
    except yaml.YAMLError:
        raise UserError(f"the keys {path} are not YAML; write current and keys") from None
    if not isinstance(document, Mapping) or set(document) != {"current", "keys"}:
        raise UserError(f"the keys {path} must have the fields current and keys, and no others")
    keys, current = document["keys"], document["current"]
    if not isinstance(keys, Mapping) or not all(isinstance(text, str) for pair in keys.items() for text in pair):
        raise UserError(f"keys in {path} must map ids to references, as in k1: env:PII_KEY_1")
    if current not in keys:
        raise UserError(f"the current key '{current}' in {path} is not among its keys; add it")
    return KeySettings(path.resolve(), current, {name: _absolute(text, path) for name, text in keys.items()})


def write_development_keys(folder: Path, environment: Environment) -> KeySettings:
    """A key made on this machine and the file that names it, in `folder`; what is there stays. `UserError` elsewhere."""
    if environment is not Environment.DEV:
        raise UserError(
            f"a key made by the program itself may not be used in {environment}; name one with --pii-keys FILE"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        create_once(folder / _KEY_FILE, f"{secrets.token_hex(_KEY_BYTES)}\n".encode())
        settings = (
            f"# For development, made by the program: refused elsewhere.\n"
            f"current: {DEVELOPMENT_KEY_ID}\nkeys: {{{DEVELOPMENT_KEY_ID}: file:{_KEY_FILE}}}\n"
        )
        create_once(folder / _SETTINGS_FILE, settings.encode())
    except OSError as error:
        raise UserError(f"a key cannot be kept in {folder} ({error.strerror}); name one with --pii-keys FILE") from None
    key = folder / _KEY_FILE
    if key.stat().st_mode & 0o077:
        raise UserError(f"others may read the key {key}; run: chmod 600 {key}")
    return load_key_settings(folder / _SETTINGS_FILE)


def _named(option: Path | None, environ: Mapping[str, str]) -> Path | None:
    return option or (Path(environ[VARIABLE]) if environ.get(VARIABLE) else None)


def _absolute(reference: str, settings: Path) -> str:
    """A file is beside the settings, if its path is relative."""
    scheme, _, rest = reference.partition(":")
    return f"file:{(settings.parent / rest).resolve()}" if scheme == "file" else reference
