"""Ed25519 signatures over statements (packages, gate reports, approvals), and the keys that sign them.

A signature names its signer, and signs that name with what is said: what is for one purpose cannot be shown for another.
Hexadecimal throughout, lower case, so that a signature has one spelling.

    <state>/signing-key.pem       PKCS 8, mode 0600; made at the first signature
    <state>/trusted-keys.json     {"keys": [{"public_key": "64 hexadecimal digits", "signer": "ada@host"}]}

| environment | meaning |
|---|---|
| ANDAMIO_SIGNING_KEY, ANDAMIO_SIGNER | key file and identity to sign with; unset, the state folder's own key |
| ANDAMIO_STATE | the state folder; unset, ~/.local/state/andamio |
"""

import getpass
import json
import os
import socket
import stat
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from andamio.environment import state_folder
from andamio.key_file import create_once
from andamio.models.canonical_json import canonical_json
from andamio.models.errors import SigningError

KEY_FILE = "signing-key.pem"
TRUSTED_FILE = "trusted-keys.json"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who says it, and the proof."""

    signer: str
    public_key: str
    """32 bytes as 64 hexadecimal digits."""
    signature: str
    """64 bytes as 128 hexadecimal digits."""

    @classmethod
    def from_document(cls, document: object) -> "Signature":
        """Build from parsed JSON; raises `ValueError` for anything but the three fields in their one spelling."""
        if not isinstance(document, dict) or set(document) != set(cls.__slots__):
            raise ValueError(f"a signature has the fields {', '.join(cls.__slots__)}, no others")
        if not all(isinstance(value, str) for value in document.values()) or not document["signer"]:
            raise ValueError("the fields of a signature are strings")
        for field, size in (("public_key", 32), ("signature", 64)):
            text = document[field]
            if bytes.fromhex(text).hex() != text or len(text) != 2 * size:
                raise ValueError(f"{field} must be {2 * size} lower-case hexadecimal digits")
        return cls(**document)

    def to_document(self) -> dict[str, str]:
        return asdict(self)

    def holds(self, purpose: str, statement: str) -> bool:
        """Whether this key signed this statement (a digest) for this purpose, under this name."""
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.public_key))
        try:
            key.verify(bytes.fromhex(self.signature), _message(purpose, statement, self.signer, self.public_key))
        except InvalidSignature:
            return False
        return True


class Signer:
    """A private key and the identity it signs as."""

    def __init__(self, identity: str, key: Ed25519PrivateKey) -> None:
        if not identity:
            raise SigningError("a signer needs a name, such as ci; set ANDAMIO_SIGNER")
        self.identity = identity
        self._key = key
        self.public_key = key.public_key().public_bytes_raw().hex()

    def sign(self, purpose: str, statement: str) -> Signature:
        """Sign a statement (a digest). Ed25519 is deterministic: the same statement has the same signature."""
        message = _message(purpose, statement, self.identity, self.public_key)
        return Signature(self.identity, self.public_key, self._key.sign(message).hex())


def load_signer(key_file: Path, identity: str) -> Signer:
    """The signer of a PEM file, which nobody but its owner may read; raises `SigningError`."""
    try:
        mode = stat.S_IMODE(key_file.stat().st_mode)
        content = key_file.read_bytes()
    except OSError as error:
        raise SigningError(f"signing key {key_file} cannot be read ({error.strerror}); name another") from None
    if mode & 0o077:
        raise SigningError(f"signing key {key_file} can be read by others (mode {mode:04o}); run chmod 600 {key_file}")
    try:
        key = serialization.load_pem_private_key(content, password=None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise SigningError(f"{key_file} is not an Ed25519 key; make one with: openssl genpkey -algorithm ed25519")
    return Signer(identity, key)


def local_signer(state: Path, identity: str | None = None) -> Signer:
    """The state folder's own signer; the key is made, and trusted in this folder, the first time.

    Raises `SigningError` where the folder cannot be written.
    """
    key_file, trusted_file = state / KEY_FILE, state / TRUSTED_FILE
    try:
        if not key_file.exists():
            state.mkdir(parents=True, exist_ok=True, mode=0o700)
            pem = Ed25519PrivateKey.generate().private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            create_once(key_file, pem)
        known = read_keys(trusted_file) if trusted_file.exists() else {}
        signer = load_signer(key_file, identity or _user_at_host())
        if identity is None and signer.public_key in known:
            # The name that was given at first: a host may be called otherwise tomorrow.
            return load_signer(key_file, known[signer.public_key])
        if known.get(signer.public_key) != signer.identity:
            _write_keys(trusted_file, {**known, signer.public_key: signer.identity})
    except OSError as error:
        raise SigningError(
            f"no signing key can be made in {state} ({error.strerror}); set ANDAMIO_STATE to a folder of your own"
        ) from None
    return signer


def _user_at_host() -> str:
    """Without the host's domain: with it this would be an e-mail address, which the audit log takes from nobody."""
    return f"{getpass.getuser()}@{socket.gethostname().partition('.')[0]}"


def signer_of(environment: Mapping[str, str]) -> Signer:
    """The signer that the environment names, else the state folder's own; raises `SigningError`."""
    key_file, identity = environment.get("ANDAMIO_SIGNING_KEY"), environment.get("ANDAMIO_SIGNER")
    if key_file is None:
        return local_signer(state_folder(environment), identity)
    if identity is None:
        raise SigningError("ANDAMIO_SIGNING_KEY is set without ANDAMIO_SIGNER; say who signs, such as ci")
    return load_signer(Path(key_file), identity)


def read_keys(file: Path) -> dict[str, str]:
    """Public key to signer, of a file of trusted keys; raises `SigningError`."""
    try:
        document = json.loads(file.read_bytes())
        entries = [(entry["public_key"], entry["signer"]) for entry in document["keys"]]
        for key, signer in entries:
            if not isinstance(signer, str) or not signer or len(bytes.fromhex(key)) != 32:
                raise ValueError("a key is 64 hexadecimal digits and names its signer")
    except OSError as error:
        raise SigningError(f"trusted keys {file} cannot be read ({error.strerror}); name another file") from None
    except (ValueError, KeyError, TypeError) as error:
        raise SigningError(
            f'trusted keys {file} break their format ({error}); write {{"keys": [{{"public_key": ..., "signer": ...}}]}}'
        ) from None
    return {key.lower(): signer for key, signer in entries}


def _write_keys(file: Path, keys: Mapping[str, str]) -> None:
    document = {"keys": [{"public_key": key, "signer": signer} for key, signer in sorted(keys.items())]}
    partial = file.with_name(f".{file.name}.{os.getpid()}")
    partial.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    partial.replace(file)


def _message(purpose: str, statement: str, signer: str, public_key: str) -> bytes:
    return canonical_json({"purpose": purpose, "statement": statement, "signer": signer, "public_key": public_key})
