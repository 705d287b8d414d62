"""The settings file of authentication and authorization, one for all services of an environment.

    issuers:
      - name: andamio-identity
        audience: andamio
        keys: https://identity.example/keys        # or a file
        algorithms: [RS256]
        claims: {tenants: andamio_tenants, roles: realm_access.roles, purposes: scope}
    policy: policy.yaml                            # beside this file, if relative

Key sets are read over https, or from a file; over plain http only from this machine.
"""

import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from andamio.auth.claims import ClaimMapping
from andamio.auth.development import DEVELOPMENT_ISSUER
from andamio.auth.guard import Accessed, Guard, Refusal
from andamio.auth.jwks import Fetch, KeySet
from andamio.auth.policy import Policy, load_policy
from andamio.auth.verifier import DEFAULT_ALGORITHMS, Issuer, TokenVerifier
from andamio.environment import Environment
from andamio.errors import UserError

_FETCH_TIMEOUT_S = 3.0
_LARGEST_KEY_SET = 1 << 20
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class IssuerSettings:
    """One issuer, as the file has it."""

    name: str
    audience: str
    keys: str
    algorithms: frozenset[str]
    claims: ClaimMapping

    def document(self) -> dict[str, Any]:
        """The issuer as JSON has it."""
        return {**asdict(self), "algorithms": sorted(self.algorithms)}


@dataclass(frozen=True, slots=True)
class AuthSettings:
    """What the file says."""

    path: Path
    issuers: tuple[IssuerSettings, ...]
    policy: Policy
    policy_file: Path

    def document(self) -> dict[str, Any]:
        """Who is believed and who may do what, as JSON has it: the same whatever the order and the comments of the files."""
        return {
            "issuers": sorted((issuer.document() for issuer in self.issuers), key=lambda each: str(each["name"])),
            "grants": sorted((grant.document() for grant in self.policy.grants), key=lambda each: str(each["name"])),
        }

    def wrong_outside_development(self) -> list[str]:
        """What `environment.refuse_development_defaults` lists."""
        found = []
        for issuer in self.issuers:
            if issuer.name == DEVELOPMENT_ISSUER:
                found.append(f"{self.path}: the development issuer is trusted; name your identity provider instead")
            elif issuer.keys.startswith("http:"):
                found.append(f"{self.path}: keys of {issuer.name} come over plain http; use https")
        return found


def load_settings(path: Path) -> AuthSettings:
    """Read the file and its policy; raises `UserError` that names the field and the fix."""
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"the settings {path} cannot be read ({error.strerror}); check --auth") from None
    except yaml.YAMLError as error:
        raise UserError(f"the settings {path} are not YAML ({' '.join(str(error).split())}); correct them") from None
    if not isinstance(document, Mapping) or set(document) != {"issuers", "policy"}:
        raise UserError(f"the settings {path} must have the fields issuers and policy, and no others")
    entries = document["issuers"]
    if not isinstance(entries, list) or not entries:
        raise UserError(f"the settings {path} trust no issuer; name at least one under issuers")
    issuers = tuple(_issuer(entry, path) for entry in entries)
    policy_file = path.parent / str(document["policy"])
    return AuthSettings(path, issuers, load_policy(policy_file), policy_file)


def guard_of(
    settings: AuthSettings | None,
    environment: Environment,
    refused: Callable[[Refusal], None] = lambda refusal: None,
    now_s: Callable[[], float] = time.time,
    monotonic_s: Callable[[], float] = time.monotonic,
    accessed: Accessed | None = None,
) -> Guard:
    """The guard of a service; an open one without settings, which only development has."""
    if settings is None:
        if environment is not Environment.DEV:
            raise UserError(f"nobody is asked who they are, in {environment}; add --auth FILE")
        return Guard(None, Policy(()), refused)
    issuers = [
        Issuer(
            entry.name,
            entry.audience,
            KeySet(_fetch(entry.keys, settings.path), monotonic_s),
            entry.algorithms,
            entry.claims,
        )
        for entry in settings.issuers
    ]
    try:
        return Guard(TokenVerifier(issuers, now_s), settings.policy, refused, accessed)
    except ValueError as error:
        raise UserError(f"the settings {settings.path}: {error}") from None


def _issuer(entry: Any, path: Path) -> IssuerSettings:
    if not isinstance(entry, Mapping):
        raise UserError(f"an issuer in {path} is no mapping; give it name, audience and keys")
    texts = {}
    for field in ("name", "audience", "keys"):
        value = entry.get(field)
        if not isinstance(value, str) or not value:
            raise UserError(f"an issuer in {path} has no {field}; write it")
        texts[field] = value
    unknown = sorted(set(entry) - {*texts, "algorithms", "claims"})
    if unknown:
        raise UserError(
            f"issuer {texts['name']} in {path} has unknown fields {', '.join(map(str, unknown))}; remove them"
        )
    address = urlsplit(texts["keys"])
    if address.scheme == "http" and address.hostname not in _LOOPBACK:
        raise UserError(
            f"keys of {texts['name']} in {path} come over plain http, which anybody on the way can change; use https"
        )
    algorithms = entry.get("algorithms", sorted(DEFAULT_ALGORITHMS))
    if not isinstance(algorithms, list) or not all(isinstance(name, str) for name in algorithms):
        raise UserError(f"algorithms of {texts['name']} in {path} must be a list, as in [RS256]")
    claims = entry.get("claims", {})
    if not isinstance(claims, Mapping) or not set(claims) <= set(ClaimMapping.__dataclass_fields__):
        raise UserError(
            f"claims of {texts['name']} in {path} may say subject, tenants, roles and purposes; remove the rest"
        )
    if not all(isinstance(place, str) and place for place in claims.values()):
        raise UserError(f"claims of {texts['name']} in {path} must be names of claims")
    return IssuerSettings(**texts, algorithms=frozenset(algorithms), claims=ClaimMapping(**claims))


def _fetch(keys: str, settings: Path) -> Fetch:
    if urlsplit(keys).scheme in ("http", "https"):

        def over_http() -> bytes:
            with urllib.request.urlopen(keys, timeout=_FETCH_TIMEOUT_S) as response:  # noqa: S310 -- https, or loopback
                document: bytes = response.read(_LARGEST_KEY_SET)
            return document

        return over_http
    file = settings.parent / keys
    return file.read_bytes
