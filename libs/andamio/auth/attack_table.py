"""The table of attacks that every service's tests send to its real application, and an identity provider to make them with.

    authority = Authority(tmp_path, REFERENCE_POLICY)
    guard = authority.guard()
    for attack in authority.attacks(Identity("svc", ["shop"], ["scorer"], ["fraud_prevention"])):
        assert post(headers=attack.headers).status_code == attack.status

`attacks` are those on the token itself (RFC 8725), each answered with 401, and those with a valid token of somebody who
may not: another tenant's, of no role, without a purpose, each answered with 403.
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

from andamio.auth.development import AUDIENCE, Identity
from andamio.auth.guard import Accessed, Guard, Refusal
from andamio.auth.settings import guard_of, load_settings
from andamio.environment import Environment

ISSUER = "https://id.example"
_SETTINGS = f"""\
issuers:
  - {{name: "{ISSUER}", audience: {AUDIENCE}, keys: jwks.json, algorithms: [RS256]}}
policy: policy.yaml
"""


@dataclass(frozen=True, slots=True)
class Attack:
    """One row of the table."""

    name: str
    headers: dict[str, str]
    status: int
    reason: str
    """That the service counts."""


class Authority:
    """An identity provider that is trusted, and whoever pretends to be it. Its keys are made once a process."""

    def __init__(self, folder: Path, policy: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.settings = folder / "auth.yaml"
        self.settings.write_text(_SETTINGS, encoding="utf-8")
        (folder / "policy.yaml").write_text(policy.read_text(encoding="utf-8"), encoding="utf-8")
        entry = {**RSAAlgorithm.to_jwk(_key("ours").public_key(), as_dict=True), "kid": "one", "use": "sig"}
        (folder / "jwks.json").write_text(json.dumps({"keys": [entry]}), encoding="utf-8")
        self.refusals: list[Refusal] = []

    def guard(self, accessed: Accessed | None = None) -> Guard:
        """A guard that trusts this authority, and whose refusals are kept here."""
        return guard_of(load_settings(self.settings), Environment.PRODUCTION, self.refusals.append, accessed=accessed)

    def token(self, identity: Identity, key: str = "ours", header: dict[str, Any] | None = None, **claims: Any) -> str:
        """A token that holds for ten minutes from now; a claim or header field of `...` is left out."""
        body = {name: value for name, value in {**_claims(identity), **claims}.items() if value is not ...}
        fields = {name: value for name, value in {"kid": "one", **(header or {})}.items() if value is not ...}
        return jwt.encode(body, _key(key), "RS256", headers=fields)

    def headers(self, identity: Identity) -> dict[str, str]:
        """Of a request by `identity`."""
        return bearer(self.token(identity))

    def attacks(self, identity: Identity) -> Iterator[Attack]:
        """All of them against a route that `identity`, which has one tenant, may call only for a purpose."""
        now_s = time.time()
        yield Attack("no token", {}, 401, "missing")
        yield Attack("another scheme", {"authorization": "Basic c2hvcDpzaG9w"}, 401, "malformed")
        yield Attack("no token after the scheme", {"authorization": "Bearer "}, 401, "malformed")
        tokens = {
            "none algorithm": (_forged({"alg": "none", "kid": "one"}, identity, b""), "algorithm"),
            "none algorithm in capitals": (_forged({"alg": "NoNe", "kid": "one"}, identity, b""), "algorithm"),
            "public key as a shared secret": (
                _forged({"alg": "HS256", "kid": "one"}, identity, _public_pem()),
                "algorithm",
            ),
            "wrong issuer": (self.token(identity, iss="https://evil.example"), "issuer"),
            "development issuer": (self.token(identity, iss="andamio-development"), "issuer"),
            "wrong audience": (self.token(identity, aud="another-service"), "audience"),
            "no audience": (self.token(identity, aud=...), "audience"),
            "expired": (self.token(identity, iat=int(now_s) - 7_200, exp=int(now_s) - 3_600), "expired"),
            "not yet valid": (self.token(identity, nbf=int(now_s) + 3_600), "future"),
            "issued in the future": (self.token(identity, iat=int(now_s) + 3_600, exp=int(now_s) + 7_200), "future"),
            "for years": (self.token(identity, exp=int(now_s) + 86_400 * 400), "life"),
            "without end": (self.token(identity, exp=...), "claims"),
            "unknown key": (self.token(identity, "theirs", {"kid": "two"}), "key"),
            "another's signature": (self.token(identity, "theirs"), "signature"),
            "claims changed": (_changed(self.token(identity)), "signature"),
            "key in the header": (self.token(identity, "theirs", {"jwk": {"kty": "RSA"}, "kid": ...}), "key"),
            "oversized": (self.token(identity, padding="x" * 7_000), "oversized"),
            "no token at all": ("not.a.token", "malformed"),
            "no subject": (self.token(identity, sub=...), "claims"),
        }
        for name, (token, reason) in tokens.items():
            yield Attack(name, bearer(token), 401, reason)
        yield Attack("another tenant", self.headers(replace(identity, tenants=["elsewhere"])), 403, "tenant")
        yield Attack("no tenant", bearer(self.token(identity, tenants=...)), 403, "tenant")
        yield Attack("no role", self.headers(replace(identity, roles=[])), 403, "role")
        yield Attack("a role that nobody has", self.headers(replace(identity, roles=["root"])), 403, "role")
        yield Attack("no purpose", self.headers(replace(identity, purposes=[])), 403, "purpose")
        yield Attack("another purpose", self.headers(replace(identity, purposes=["marketing"])), 403, "purpose")


def bearer(token: str) -> dict[str, str]:
    """The header that carries a token."""
    return {"authorization": f"Bearer {token}"}


def _claims(identity: Identity) -> dict[str, Any]:
    now_s = int(time.time())
    sets: dict[str, Sequence[str]] = {
        "tenants": identity.tenants,
        "roles": identity.roles,
        "purposes": identity.purposes,
    }
    times = {"iat": now_s - 1, "exp": now_s + 600}
    return {"iss": ISSUER, "aud": AUDIENCE, "sub": identity.subject, **times, **sets}


def _forged(header: dict[str, Any], identity: Identity, secret: bytes) -> str:
    """What no library would sign: without `secret` there is no signature."""
    message = b".".join(_part(json.dumps(part).encode()) for part in (header, _claims(identity)))
    signature = hmac.new(secret, message, hashlib.sha256).digest() if secret else b""
    return (message + b"." + _part(signature)).decode()


def _changed(token: str) -> str:
    """The token with another subject and the signature that it had."""
    header, claims, signature = token.split(".")
    document = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    return ".".join((header, _part(json.dumps({**document, "sub": "root"}).encode()).decode(), signature))


def _part(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


@cache
def _key(name: str) -> rsa.RSAPrivateKey:
    """One for each name. Made in a tenth of a second."""
    return rsa.generate_private_key(public_exponent=65_537, key_size=2_048)


def _public_pem() -> bytes:
    return _key("ours").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
