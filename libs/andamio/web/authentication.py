"""Who asks, and whose entities they may read.

    Unauthenticated(AndamioError)      no credential, or one that nobody has; answered with 401

The embedded default knows everyone and allows everything: it listens on loopback alone. `TokenFile` is the smallest real
one: bearer tokens, of which the file keeps the SHA-256 and never the token.

    {"principals": [{"name": "inference", "token_sha256": "…64 hex digits…", "tenants": ["online-retail"]}]}

`"tenants": "*"` allows all. `printf %s "$TOKEN" | sha256sum` makes the digest of a token, which should be random and
long (`openssl rand -hex 32`): a digest without salt is as strong as what it hides.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from andamio.errors import AndamioError, UserError

Headers = Iterable[tuple[bytes, bytes]]
"""As ASGI has them: names in lower case."""


class Unauthenticated(AndamioError):
    """The request names nobody."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks."""

    name: str
    tenants: frozenset[str] | None
    """Whose entities they may read; None for all."""


class Authenticator(Protocol):
    """Tells from a request's headers who asks."""

    def __call__(self, headers: Headers) -> Principal:
        """Raises `Unauthenticated`."""
        ...


ANYONE = Principal("anyone", None)


def anyone(headers: Headers) -> Principal:
    """The embedded default: no credentials, all tenants."""
    return ANYONE


class TokenFile:
    """Bearer tokens from a file, read once; a changed file takes a restart."""

    def __init__(self, path: Path) -> None:
        """Raises `UserError` that names what is wrong with the file."""
        self._principals = [_principal(entry, path) for entry in _entries(path)]

    def __call__(self, headers: Headers) -> Principal:
        """See `Authenticator`. Compares with every token in constant time: time tells nothing about any of them."""
        given = next((value for name, value in headers if name == b"authorization"), b"")
        scheme, _, token = given.partition(b" ")
        if scheme.lower() != b"bearer" or not token:
            raise Unauthenticated("there is no bearer token; send the header 'Authorization: Bearer TOKEN'")
        digest = hashlib.sha256(token.strip()).digest()
        found = None
        for known, principal in self._principals:
            if hmac.compare_digest(known, digest):
                found = principal
        if found is None:
            raise Unauthenticated("the bearer token is not one of those that are known; ask for a new one")
        return found


def _entries(path: Path) -> list[Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"the token file {path} cannot be read ({error.strerror}); check --tokens") from None
    except ValueError as error:
        raise UserError(f"the token file {path} is not JSON ({error}); correct it") from None
    entries = document.get("principals") if isinstance(document, dict) else None
    if not isinstance(entries, list) or not entries:
        raise UserError(f"the token file {path} has no list 'principals'; name at least one")
    return entries


def _principal(entry: Any, path: Path) -> tuple[bytes, Principal]:
    fields = entry if isinstance(entry, dict) else {}
    name, digest, tenants = (fields.get(field) for field in ("name", "token_sha256", "tenants"))
    if not isinstance(name, str) or not name:
        raise UserError(f"a principal in the token file {path} has no name; give it one")
    if not isinstance(digest, str) or not re.fullmatch("[0-9a-f]{64}", digest):
        raise UserError(
            f"token_sha256 of '{name}' in {path} is not 64 hexadecimal digits; write `sha256sum` of the token"
        )
    if tenants == "*":
        return bytes.fromhex(digest), Principal(name, None)
    if not isinstance(tenants, list) or not tenants or not all(isinstance(tenant, str) for tenant in tenants):
        raise UserError(f"tenants of '{name}' in {path} are not a list of names; write one, or \"*\" for all")
    return bytes.fromhex(digest), Principal(name, frozenset(tenants))
