"""Checkpoints: what a log's writer swore its first records to be, kept where the log is not.

A checkpoint says how many records there were, the root of the Merkle tree over them and the digest of the last; it may be signed with
Ed25519 (RFC 8032). The file has one line of canonical JSON each and is only appended to, so that it can lie on an
append-only volume. A line that a crash cut short is closed by the next writer and skipped by readers.
"""

import base64
import hashlib
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from andamio.audit import canonical_json
from andamio.audit.errors import LogUnavailable
from andamio.errors import UserError

# Keeps a signature of a checkpoint from being one of anything else that the same key signs.
_SIGNED_AS = b"andamio audit checkpoint v1\n"
_LAST_LINES = 65_536  # bytes from the file's end in which the last checkpoint is looked for first


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What the first `size` records of a log were at a time."""

    log_id: str
    size: int
    """Number of records; 0 for the checkpoint that a new log begins with."""
    root: str
    """Root of their RFC 6962 tree, 64 hex digits."""
    head: str
    """Digest of record `size`; of none, what stands for the digest before the first."""
    at_ms: int
    """When it was made, by the writer's clock; ms since 1970, UTC."""
    key_id: str | None = None
    """First 16 hex digits of the SHA-256 of the raw public key; None if it is not signed."""
    signature: str | None = None
    """Ed25519 over the canonical document without this field, base64."""

    def to_document(self) -> dict[str, Any]:
        """Its members as JSON has them; those that are None are left out."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name)) is not None}

    @classmethod
    def parse(cls, line: str) -> "Checkpoint":
        """The checkpoint of a line. Raises `ValueError`."""
        found = json.loads(line)
        if not isinstance(found, dict) or not {"log_id", "size", "root", "head", "at_ms"} <= found.keys() <= _MEMBERS:
            raise ValueError("not the members of a checkpoint")
        if not all(isinstance(found.get(name, ""), str) for name in _MEMBERS - {"size", "at_ms"}):
            raise ValueError("a member that is not text")
        if not all(type(found[name]) is int for name in ("size", "at_ms")) or found["size"] < 0:
            raise ValueError("size and at_ms are whole numbers, size not below 0")
        return cls(**found)

    def signed(self, key: Ed25519PrivateKey) -> "Checkpoint":
        """This checkpoint with the key's signature."""
        named = replace(self, key_id=key_id(key.public_key()), signature=None)
        return replace(named, signature=base64.b64encode(key.sign(named._to_sign())).decode())

    def is_signed_by(self, key: Ed25519PublicKey) -> bool:
        """Whether it carries a valid signature of this key."""
        if self.signature is None or self.key_id != key_id(key):
            return False
        try:
            key.verify(base64.b64decode(self.signature, validate=True), replace(self, signature=None)._to_sign())
        except (InvalidSignature, ValueError):
            return False
        return True

    def _to_sign(self) -> bytes:
        return _SIGNED_AS + canonical_json.encode(self.to_document(), "checkpoint").encode()


_MEMBERS = frozenset(Checkpoint.__dataclass_fields__)


class CheckpointFile:
    """The checkpoints of one log in a file. Writers of all processes take turns by the log's own write lock."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return str(self.path)

    def close(self) -> None:
        """Nothing is kept open."""

    def last(self) -> Checkpoint | None:
        """The newest checkpoint; None if there is none yet. Raises `LogUnavailable`."""
        try:
            with self.path.open("rb") as file:
                length = file.seek(0, os.SEEK_END)
                file.seek(max(0, length - _LAST_LINES))
                lines = file.read().split(b"\n")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unavailable("read", error) from error
        if length > _LAST_LINES:
            lines = lines[1:]
        for line in reversed(lines):
            if (found := _parsed(line)) is not None:
                return found
        everything, _ = self.all()
        return everything[-1] if everything else None

    def all(self) -> tuple[list[Checkpoint], int]:
        """All checkpoints in order of writing, and how many lines are none. Raises `LogUnavailable`."""
        try:
            lines = [line for line in self.path.read_bytes().split(b"\n") if line]
        except FileNotFoundError:
            return [], 0
        except OSError as error:
            raise self._unavailable("read", error) from error
        found = [checkpoint for line in lines if (checkpoint := _parsed(line)) is not None]
        return found, len(lines) - len(found)

    def append(self, checkpoint: Checkpoint) -> None:
        """Add a checkpoint; it is on disk when this returns. Raises `LogUnavailable`."""
        line = canonical_json.encode(checkpoint.to_document(), "checkpoint").encode() + b"\n"
        try:
            is_new = not self.path.exists()
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab+") as file:
                if file.seek(0, os.SEEK_END) and (file.seek(-1, os.SEEK_END), file.read(1))[1] != b"\n":
                    line = b"\n" + line  # closes what a crash cut short
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
            if is_new:
                folder = os.open(self.path.parent, os.O_RDONLY)
                try:
                    os.fsync(folder)
                finally:
                    os.close(folder)
        except OSError as error:
            raise self._unavailable("written", error) from error

    def _unavailable(self, verb: str, error: OSError) -> LogUnavailable:
        return LogUnavailable(f"checkpoints {self.path} cannot be {verb} ({error.strerror}); check the path")


def key_id(key: Ed25519PublicKey) -> str:
    """A short name for a public key: 16 hex digits."""
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


def read_signing_key(path: Path) -> Ed25519PrivateKey:
    """The private key of a PEM file (`openssl genpkey -algorithm ed25519`). Raises `UserError`."""
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        raise UserError(f"{path} is no readable Ed25519 private key in PEM; check the path") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise UserError(f"{path} holds a key of another kind; make one with openssl genpkey -algorithm ed25519")
    return key


def read_public_key(path: Path) -> Ed25519PublicKey:
    """The public key of a PEM file (`openssl pkey -pubout`). Raises `UserError`."""
    try:
        key = load_pem_public_key(path.read_bytes())
    except (OSError, ValueError):
        raise UserError(f"{path} is no readable Ed25519 public key in PEM; check the path") from None
    if not isinstance(key, Ed25519PublicKey):
        raise UserError(f"{path} holds a key of another kind; use the Ed25519 key that signs the checkpoints")
    return key


def _parsed(line: bytes) -> Checkpoint | None:
    try:
        return Checkpoint.parse(line.decode()) if line else None
    except ValueError:
        return None
