"""An issuer for development: a key made on this machine, and tokens for whoever asks at the command line.

It exists so that nobody switches authentication off to get started. The key stays in a folder of the developer
(mode 600), its tokens name an issuer that no production setting may list (`settings.DEVELOPMENT_ISSUER`), and issuing is
refused outside the environment `dev`.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from andamio.environment import Environment
from andamio.errors import UserError
from andamio.key_file import create_once

DEVELOPMENT_ISSUER = "andamio-development"
AUDIENCE = "andamio"
POLICY_FILE = "policy.yaml"
"""In the folder of the issuer, where `write_settings` has made one."""
_KEY_ID = "development"
_KEY_FILE, _KEY_SET_FILE = "private-key.pem", "jwks.json"


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a token is for."""

    subject: str
    tenants: Sequence[str]
    """["*"] for all."""
    roles: Sequence[str]
    purposes: Sequence[str] = ()


class DevelopmentIssuer:
    """Issues tokens with the key in `folder`, which is made if there is none."""

    def __init__(self, folder: Path, environment: Environment) -> None:
        """Raises `UserError` outside development, and for a key file that others may read."""
        if environment is not Environment.DEV:
            raise UserError(
                f"the development issuer may not be used in {environment}; ask the identity provider for a token"
            )
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / _KEY_FILE
        if not path.exists():
            pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            create_once(path, pem)
        if path.stat().st_mode & 0o077:
            raise UserError(f"others may read the key {path}; run: chmod 600 {path}")
        key = load_pem_private_key(path.read_bytes(), None)
        assert isinstance(key, Ed25519PrivateKey)
        self._key = key
        self.key_set = folder / _KEY_SET_FILE
        raw = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        entry = {"kty": "OKP", "crv": "Ed25519", "x": _base64(raw), "kid": _KEY_ID, "use": "sig", "alg": "EdDSA"}
        self.key_set.write_text(json.dumps({"keys": [entry]}), encoding="utf-8")

    def issue(self, identity: Identity, now_s: float, life_s: float = 3_600.0) -> str:
        """A token that holds from now on for `life_s` seconds."""
        claims = {
            "iss": DEVELOPMENT_ISSUER,
            "aud": AUDIENCE,
            "sub": identity.subject,
            "tenants": list(identity.tenants),
            "roles": list(identity.roles),
            "purposes": list(identity.purposes),
            "iat": int(now_s),
            "exp": int(now_s + life_s),
        }
        return jwt.encode(claims, self._key, "EdDSA", headers={"kid": _KEY_ID})


def write_settings(folder: Path, policy: Path, environment: Environment) -> Path:
    """Make `folder` ready for `--auth`: the key, `policy.yaml` (a copy of `policy`) and `auth.yaml`, whose path is returned.

    What is there already stays as it is. Raises `UserError` outside development.
    """
    issuer = DevelopmentIssuer(folder, environment)
    for name, text in (
        (POLICY_FILE, policy.read_text(encoding="utf-8")),
        ("auth.yaml", _SETTINGS.format(key_set=issuer.key_set.name)),
    ):
        if not (folder / name).exists():
            (folder / name).write_text(text, encoding="utf-8")
    return folder / "auth.yaml"


_SETTINGS = f"""\
# For development: trusts a key of this machine. Written by `andamio auth init`.
issuers:
  - {{{{name: {DEVELOPMENT_ISSUER}, audience: {AUDIENCE}, keys: {{key_set}}, algorithms: [EdDSA]}}}}
policy: {POLICY_FILE}
"""


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
