"""Tokens in place of personal values: the same value gives the same token, and only who holds the key gets it back.

    keys = key_ring({"k1": "env:PII_KEY_1", "k2": "file:/run/secrets/pii_key_2"}, current="k2")
    keys.tokenize("ana@example.org", "email")      "tok_k2_6XW3..."
    keys.reveal("tok_k2_6XW3...", "email")         "ana@example.org"
    keys.rotate("tok_k1_...", "email")             the same value under k2

AES-SIV (RFC 5297): deterministic, authenticated, and safe without a nonce. The context (a field's name) is associated
data: a token of one field is refused in another, and equal values of two fields have different tokens. What is not
hidden: that two values are equal, and how long a value is, to 16 bytes. A tenant's values take the context
`of_tenant(field, tenant)`, so that the tokens of two tenants do not join either. A hash (HMAC-SHA-256, its key derived of the
same) has no way back even with the key, but who holds it can try values.

    TokenError(AndamioError)      not a token of this ring and context; the value is not repeated
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from andamio.auth.secret import DEFAULT_PROVIDERS, Provider, Secret, secret
from andamio.errors import AndamioError, UserError

_PREFIX = "tok"
_TOKEN = re.compile(rf"{_PREFIX}_([a-z0-9]{{1,16}})_([A-Za-z0-9_-]+)")
_KEY_BYTES = 64  # AES-256-SIV takes two keys of 32
_BLOCK = 16  # values are padded to this, so that a token does not tell a short name from a shorter one


class TokenError(AndamioError):
    """It is not a token of these keys and this context."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Keys by id: all of them reveal, the current one makes tokens. Immutable; a rotation is a new ring."""

    keys: Mapping[str, Secret]
    """Each at least 32 bytes of randomness, as hex or base64."""
    current: str
    _ciphers: dict[str, AESSIV] = field(default_factory=dict, init=False, repr=False, compare=False)
    """By key id, made at the first use: deriving a key costs more than a token does."""
    _pseudonym_keys: dict[str, bytes] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.current not in self.keys:
            raise UserError(
                f"the current key '{self.current}' is not in the ring; add it, or name one of {', '.join(self.keys)}"
            )
        for key_id, key in self.keys.items():
            if re.fullmatch(r"[a-z0-9]{1,16}", key_id) is None:
                raise UserError(f"'{key_id}' is no key id; write 1 to 16 small letters and digits")
            if len(_material(key)) < 32:
                raise UserError(f"the key '{key_id}' is shorter than 32 bytes; make one with `openssl rand -hex 64`")

    def tokenize(self, value: str, context: str, key_id: str | None = None) -> str:
        """The token of a value in a context, by the current key, or another to compare with tokens of before a rotation."""
        key_id = key_id or self.current
        padded = value.encode() + b"\x80"
        padded += bytes(-len(padded) % _BLOCK)
        sealed = self._cipher(key_id).encrypt(padded, [context.encode()])
        # Base 32 would be easier to read aloud, and takes Python three times as long as all the rest.
        return f"{_PREFIX}_{key_id}_{base64.urlsafe_b64encode(sealed).decode().rstrip('=')}"

    def tokens(self, value: str, context: str) -> tuple[str, ...]:
        """The token by each key of the ring: what a value is called in lines from before a rotation and after."""
        return tuple(self.tokenize(value, context, key_id) for key_id in self.keys)

    def reveal(self, token: str, context: str) -> str:
        """The value of a token; raises `TokenError`. Who calls this records `pii.detokenized` in the audit log."""
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise TokenError("the text is no token; give one as tokenize returned it")
        key_id, body = match.groups()
        if key_id not in self.keys:
            raise TokenError(
                f"the token is of key '{key_id}', which this ring does not hold; add that key to reveal it"
            )
        try:
            sealed = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
            padded = self._cipher(key_id).decrypt(sealed, [context.encode()])
        except (InvalidTag, ValueError):
            raise TokenError(f"the token is not of key '{key_id}' in the context {context!r}; check both") from None
        return padded[: padded.rindex(b"\x80")].decode()

    def rotate(self, token: str, context: str) -> str:
        """The token of the same value by the current key; a token that already is comes back as it is."""
        return self.tokenize(self.reveal(token, context), context)

    def hash(self, value: str, context: str) -> str:
        """A keyed hash, 128 bits in hex after its key's id; there is no way back. It changes with the current key."""
        digest = hmac.new(self._derived(self.current, "hash"), f"{context}\x1f{value}".encode(), hashlib.sha256)
        return f"hash_{self.current}_{digest.hexdigest()[:32]}"

    def pseudonym(self, value: str, context: str, key_id: str | None = None) -> str:
        """16 hex digits that stand for a value where a token is too long; no way back, and no check without the key.

        It changes with the current key, as a hash does. 64 bits: two of a million values share one with a chance of 3e-8.
        """
        key_id = key_id or self.current
        key = self._pseudonym_keys.get(key_id)
        if key is None:
            key = self._pseudonym_keys[key_id] = self._derived(key_id, "pseudonym")
        return hmac.digest(key, f"{context}\x1f{value}".encode(), "sha256")[:8].hex()

    def _cipher(self, key_id: str) -> AESSIV:
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            cipher = self._ciphers[key_id] = AESSIV(self._derived(key_id, "token"))
        return cipher

    def _derived(self, key_id: str, use: str) -> bytes:
        return hashlib.pbkdf2_hmac("sha512", _material(self.keys[key_id]), f"andamio.pii.{use}".encode(), 1, _KEY_BYTES)


def key_ring(
    references: Mapping[str, str], current: str, providers: Mapping[str, Provider] = DEFAULT_PROVIDERS
) -> KeyRing:
    """The ring whose keys are at these references (`andamio.auth.secret`); raises `UserError`."""
    return KeyRing({key_id: secret(reference, providers) for key_id, reference in references.items()}, current)


def of_tenant(field_name: str, tenant: str) -> str:
    """The context of a tenant's values of a field."""
    return f"{field_name}\x1f{tenant}"


def is_token(text: str) -> bool:
    """Whether a text has the form of a token; it need not be one of a key that is held."""
    return _TOKEN.fullmatch(text) is not None


def _material(key: Secret) -> bytes:
    text = key.reveal()
    try:
        return bytes.fromhex(text)
    except ValueError:
        return (
            base64.b64decode(text) if re.fullmatch(r"[A-Za-z0-9+/]+=*", text) and len(text) % 4 == 0 else text.encode()
        )
