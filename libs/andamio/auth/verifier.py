"""Verification of bearer tokens: signed JWTs (RFC 7519) of known issuers, as RFC 8725 says to do it.

In order, each before anything of the next is believed: size, form, header (algorithm pinned by configuration, type, no
critical extensions), issuer, key, signature, audience, times, claims. Times hold with a leeway both ways:

    nbf - leeway <= now < exp + leeway,  iat - leeway <= now,  exp - iat <= longest life

A token that was verified is remembered by its SHA-256 until it expires, at most for `remembered_s`, so that the usual
request costs a hash and a look-up instead of a signature. That is how long a key that its issuer has withdrawn may go on.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jwt
from jwt.exceptions import InvalidSignatureError, PyJWTError
from jwt.types import Options

from andamio.auth.claims import ClaimMapping, principal_of
from andamio.auth.errors import Unauthenticated
from andamio.auth.jwks import ASYMMETRIC, KeySet
from andamio.auth.principal import Principal

_TYPES = frozenset({None, "jwt", "at+jwt", "application/at+jwt"})
# The signature is checked by the library; what else holds is checked here, by the clock that is passed in.
_SIGNATURE_ONLY: Options = {
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_aud": False,
    "verify_iss": False,
    "verify_sub": False,
    "verify_jti": False,
}
_UNPROVEN: Options = {"verify_signature": False, **_SIGNATURE_ONLY}
DEFAULT_ALGORITHMS = frozenset({"RS256", "ES256", "EdDSA"})


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer that is trusted, and for what."""

    name: str
    """As the claim `iss` has it, to the letter."""
    audience: str
    """Who the token must be meant for: us."""
    keys: KeySet
    algorithms: frozenset[str] = DEFAULT_ALGORITHMS
    claims: ClaimMapping = ClaimMapping()


@dataclass(frozen=True, slots=True)
class Limits:
    """What a token may be."""

    largest_bytes: int = 8_192
    leeway_s: float = 30.0
    """Difference of clocks between issuer and us."""
    longest_life_s: float = 86_400.0
    """From issue to expiry: a token for years is a password."""
    remembered_s: float = 60.0
    remembered: int = 10_000
    """Tokens."""


class TokenVerifier:
    """Tells from a token who asks."""

    def __init__(self, issuers: Sequence[Issuer], now_s: Callable[[], float], limits: Limits = Limits()) -> None:
        """`now_s` is the time since 1970. Raises ValueError for an algorithm that is not asymmetric."""
        for issuer in issuers:
            unsafe = sorted(issuer.algorithms - ASYMMETRIC)
            if unsafe or not issuer.algorithms:
                raise ValueError(
                    f"issuer {issuer.name} may not use {unsafe or 'no algorithm'}; choose of {sorted(ASYMMETRIC)}"
                )
        self._issuers = {issuer.name: issuer for issuer in issuers}
        self._now_s, self._limits = now_s, limits
        self._remembered: OrderedDict[bytes, tuple[Principal, float]] = OrderedDict()

    def __call__(self, token: bytes) -> Principal:
        """The principal of the token; raises `Unauthenticated` or `KeysUnavailable`."""
        if len(token) > self._limits.largest_bytes:
            raise Unauthenticated("oversized", f"the token is longer than {self._limits.largest_bytes} bytes")
        digest = hashlib.sha256(token).digest()
        now_s = self._now_s()
        known = self._remembered.get(digest)
        if known is not None and now_s < known[1]:
            return known[0]
        principal, until_s = self._verified(token, now_s)
        self._remembered[digest] = principal, min(until_s, now_s + self._limits.remembered_s)
        if len(self._remembered) > self._limits.remembered:
            self._remembered.popitem(last=False)
        return principal

    def _verified(self, token: bytes, now_s: float) -> tuple[Principal, float]:
        header, unproven = _parts(token)
        algorithm, key_id = header.get("alg"), header.get("kid")
        issuer = self._issuers.get(unproven["iss"]) if isinstance(unproven.get("iss"), str) else None
        if issuer is None:
            raise Unauthenticated("issuer", "the token's issuer is not one that is trusted here")
        if not isinstance(algorithm, str) or algorithm not in issuer.algorithms:
            raise Unauthenticated("algorithm", "the token's algorithm is not one that its issuer may use")
        if not isinstance(key_id, str):
            raise Unauthenticated("key", "the token's header names no key ('kid')")
        key = issuer.keys.key(key_id)
        if key is None or algorithm not in key.algorithms:
            raise Unauthenticated("key", "the token's key is not one of its issuer's")
        try:
            claims: dict[str, Any] = jwt.decode(token, key.material, algorithms=[algorithm], options=_SIGNATURE_ONLY)
        except InvalidSignatureError:
            raise Unauthenticated("signature", "the token's signature does not hold") from None
        except (PyJWTError, ValueError, TypeError):
            raise Unauthenticated("malformed", "the token is no JSON Web Token") from None
        audience = claims.get("aud")
        if issuer.audience not in (audience if isinstance(audience, list) else [audience]):
            raise Unauthenticated("audience", f"the token is not meant for {issuer.audience}; ask for one that is")
        until_s = self._in_time(claims, now_s)
        return principal_of(claims, issuer.claims, issuer.name), until_s

    def _in_time(self, claims: Mapping[str, Any], now_s: float) -> float:
        """When the token expires, leeway included."""
        expires, issued = _time(claims, "exp"), _time(claims, "iat")
        starts = _time(claims, "nbf") if "nbf" in claims else issued
        leeway_s = self._limits.leeway_s
        if now_s >= expires + leeway_s:
            raise Unauthenticated("expired", "the token has expired; ask for a new one")
        if now_s < max(starts, issued) - leeway_s:
            raise Unauthenticated("future", "the token is not valid yet; check the clocks")
        if expires - issued > self._limits.longest_life_s:
            raise Unauthenticated(
                "life", f"the token lives for more than {self._limits.longest_life_s:g} s; ask for a shorter one"
            )
        return expires + leeway_s


def bearer(headers: Sequence[tuple[bytes, bytes]]) -> bytes:
    """The token of ASGI headers (names in lower case); raises `Unauthenticated` unless there is exactly one."""
    given = [value for name, value in headers if name == b"authorization"]
    if not given:
        raise Unauthenticated("missing", "there is no bearer token; send the header 'Authorization: Bearer TOKEN'")
    scheme, _, token = given[0].partition(b" ")
    if len(given) > 1 or scheme.lower() != b"bearer" or not token.strip():
        raise Unauthenticated("malformed", "the header 'Authorization' is not one 'Bearer TOKEN'")
    return token.strip()


def _parts(token: bytes) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Header and claims, neither of them believed."""
    try:
        header = jwt.get_unverified_header(token)
        claims = jwt.decode(token, options=_UNPROVEN)
    except (PyJWTError, ValueError, TypeError, RecursionError):
        raise Unauthenticated("malformed", "the token is no JSON Web Token") from None
    kind = header.get("typ")
    if (kind.lower() if isinstance(kind, str) else kind) not in _TYPES or "crit" in header or "b64" in header:
        raise Unauthenticated("malformed", "the token's header is not that of a plain JSON Web Token")
    return header, claims


def _time(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 2**40:
        raise Unauthenticated("claims", f"the token's claim '{name}' is missing or no time")
    return float(value)
