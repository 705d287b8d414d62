"""An issuer's public keys (RFC 7517), fetched once and kept, so that rotation needs no restart and an outage no mercy.

    known key, fresh set          the key
    unknown key id                fetch again, but no more often than every `again_after_s`: anybody can make up key ids
    set older than `fresh_s`      fetch again; if that fails, the old set serves until `stale_s`, then nobody is known

A key serves the one algorithm family that it is made for, so a public key is never taken for a shared secret.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from jwt import PyJWK
from jwt.exceptions import PyJWTError

from andamio.auth.errors import KeysUnavailable

Fetch = Callable[[], bytes]
"""Reads the key set's document, within a time limit of its own; raises OSError."""

# Algorithms by key type (RFC 7518, RFC 8037). No symmetric one: whoever can verify could also issue.
_ALGORITHMS = {
    "RSA": ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    "EC": ("ES256", "ES384"),
    "OKP": ("EdDSA",),
}
ASYMMETRIC = frozenset(name for names in _ALGORITHMS.values() for name in names)
_SMALLEST_RSA_BITS = 2048


@dataclass(frozen=True, slots=True)
class Freshness:
    """How long keys are kept, in seconds."""

    fresh_s: float = 300.0
    stale_s: float = 3_600.0
    """A key taken back by its issuer is trusted for at most this long while the issuer cannot be reached."""
    again_after_s: float = 10.0


@dataclass(frozen=True, slots=True)
class Key:
    """One public key."""

    material: Any
    algorithms: frozenset[str]
    """Those that it may verify."""


class KeySet:
    """The keys of one issuer. Threads may share it; a fetch happens once however many wait for it."""

    def __init__(self, fetch: Fetch, monotonic_s: Callable[[], float], freshness: Freshness = Freshness()) -> None:
        self._fetch, self._monotonic_s, self._freshness = fetch, monotonic_s, freshness
        self._keys: Mapping[str, Key] = {}
        self._fetched_s: float | None = None
        self._tried_s: float | None = None
        self._lock = Lock()

    def key(self, key_id: str) -> Key | None:
        """The key of this id; None if the issuer has none. Raises `KeysUnavailable`."""
        found = self._keys.get(key_id)
        if found is None or not self._younger_than(self._freshness.fresh_s):
            with self._lock:
                found = self._keys.get(key_id)
                if (found is None or not self._younger_than(self._freshness.fresh_s)) and self._may_try():
                    self._refresh()
                    found = self._keys.get(key_id)
        if not self._younger_than(self._freshness.stale_s):
            raise KeysUnavailable(
                "keys", "the issuer's keys cannot be read; check its key set's address and the network"
            )
        return found

    def _younger_than(self, limit_s: float) -> bool:
        return self._fetched_s is not None and self._monotonic_s() - self._fetched_s < limit_s

    def _may_try(self) -> bool:
        return self._tried_s is None or self._monotonic_s() - self._tried_s >= self._freshness.again_after_s

    def _refresh(self) -> None:
        self._tried_s = self._monotonic_s()
        try:
            self._keys = parse_key_set(self._fetch())
        except (OSError, ValueError):
            return  # The old set serves for as long as it may.
        self._fetched_s = self._tried_s


def parse_key_set(document: bytes) -> dict[str, Key]:
    """Key id -> key, of the keys that can verify here; the others (encryption, unknown types, weak) are left out.

    Raises ValueError for a document that is no key set.
    """
    try:
        entries = json.loads(document)["keys"]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"not a key set: {error}") from None
    if not isinstance(entries, list):
        raise ValueError("not a key set: 'keys' is no list")
    keys = {}
    for entry in entries:
        if isinstance(entry, dict) and isinstance(entry.get("kid"), str) and entry.get("use", "sig") == "sig":
            key = _parse_key(entry)
            if key is not None:
                keys[entry["kid"]] = key
    return keys


def _parse_key(entry: dict[str, Any]) -> Key | None:
    # A private or symmetric key in a public set is somebody's accident; it verifies nothing here.
    algorithms = frozenset(_ALGORITHMS.get(str(entry.get("kty")), ()))
    named = entry.get("alg")
    if named is not None:
        algorithms &= {named}
    if not algorithms or "d" in entry:
        return None
    try:
        material = PyJWK.from_dict(entry, algorithm=named or sorted(algorithms)[0]).key
    except (PyJWTError, ValueError, TypeError, KeyError):
        return None
    if getattr(material, "key_size", _SMALLEST_RSA_BITS) < _SMALLEST_RSA_BITS and entry["kty"] == "RSA":
        return None
    return Key(material, algorithms)
