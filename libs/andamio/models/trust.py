"""Whose signatures count: the trusted public keys, by settings.

| environment | meaning |
|---|---|
| ANDAMIO_TRUSTED_KEYS | file of trusted keys, and no others; unset, those of the state folder, as the local key |
| ANDAMIO_ALLOW_UNSIGNED=1 | development: a package without a signature, or by a stranger, is taken too |

A signature that does not hold is refused under every setting: what is signed was then changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from andamio.environment import state_folder
from andamio.models.errors import SigningError
from andamio.models.signing import TRUSTED_FILE, Signature, read_keys


@dataclass(frozen=True, slots=True)
class Trust:
    """Which signers are trusted."""

    signers: Mapping[str, str] = field(default_factory=dict)
    """Public key to the identity that it may sign as."""
    allow_unsigned: bool = False
    """Development only: no signature, or a stranger's, is let pass."""
    source: str = "the trusted keys"
    """Where the keys are from, for messages."""

    def check(self, purpose: str, statement: str, signature: Signature | None, what: str) -> str:
        """A sentence's worth of why `what` is trusted; raises `SigningError` saying why it is not, and the fix."""
        if signature is None:
            if self.allow_unsigned:
                return "unsigned, allowed by ANDAMIO_ALLOW_UNSIGNED"
            raise SigningError(f"{what} is not signed; sign it, or set ANDAMIO_ALLOW_UNSIGNED=1 in development")
        if not signature.holds(purpose, statement):
            raise SigningError(f"the signature of {what} does not hold: it was changed after {signature.signer} signed")
        known = self.signers.get(signature.public_key)
        if known == signature.signer:
            return f"signed by {known}, key {signature.public_key[:12]}"
        if self.allow_unsigned:
            return f"signed by {signature.signer}, who is not trusted, allowed by ANDAMIO_ALLOW_UNSIGNED"
        reason = f"that key is {known}'s" if known else "that key is not trusted"
        raise SigningError(
            f"{what} is signed by {signature.signer} with key {signature.public_key[:12]}, and by {self.source} {reason}; "
            "add the key there if it is right, or sign with a trusted one"
        )


def trust_of(environment: Mapping[str, str]) -> Trust:
    """The trust that the environment's settings say; raises `SigningError` for a named file that cannot be used."""
    allow = environment.get("ANDAMIO_ALLOW_UNSIGNED", "0")
    if allow not in ("0", "1"):
        raise SigningError(f"ANDAMIO_ALLOW_UNSIGNED must be 0 or 1, not {allow!r}")
    named = environment.get("ANDAMIO_TRUSTED_KEYS")
    file = Path(named) if named else state_folder(environment) / TRUSTED_FILE
    keys = read_keys(file) if named or file.exists() else {}
    return Trust(keys, allow == "1", str(file))


def wrong_outside_development(environment: Mapping[str, str]) -> list[str]:
    """Settings of trust that only development may have, as `andamio.environment` lists them."""
    found = []
    if environment.get("ANDAMIO_ALLOW_UNSIGNED", "0") != "0":
        found.append("unsigned packages are allowed; unset ANDAMIO_ALLOW_UNSIGNED")
    if not environment.get("ANDAMIO_TRUSTED_KEYS"):
        found.append("packages are trusted by this machine's own key; name a file of keys in ANDAMIO_TRUSTED_KEYS")
    return found
