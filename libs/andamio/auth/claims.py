"""From verified claims to a principal, by configuration: issuers spell tenants, roles and purposes each in their own way.

A claim's place is a path of keys with dots between them, as in `realm_access.roles`; a key that has dots itself (a URL)
is tried whole first. A list of strings, or one string with spaces between the words (as OAuth's `scope`), is a set.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from andamio.auth.errors import Unauthenticated
from andamio.auth.principal import Principal

ALL_TENANTS = "*"
# Ids go to logs, keys and records; whoever issues longer ones has another problem.
_LONGEST = 256


@dataclass(frozen=True, slots=True)
class ClaimMapping:
    """Where in a token a principal is found."""

    subject: str = "sub"
    tenants: str = "tenants"
    """A set; `*` alone stands for all tenants. Absent: none."""
    roles: str = "roles"
    purposes: str = "purposes"


def principal_of(claims: Mapping[str, Any], mapping: ClaimMapping, issuer: str) -> Principal:
    """The principal that verified `claims` stand for; raises `Unauthenticated` for claims of the wrong shape."""
    subject = _at(claims, mapping.subject)
    if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST or not subject.isprintable():
        raise Unauthenticated("claims", f"the token's claim '{mapping.subject}' is no id of 1 to {_LONGEST} characters")
    tenants = _words(claims, mapping.tenants)
    if ALL_TENANTS in tenants and len(tenants) > 1:
        raise Unauthenticated("claims", f"the token's claim '{mapping.tenants}' names tenants beside '*'; name either")
    return Principal(
        subject=subject,
        tenants=None if ALL_TENANTS in tenants else tenants,
        roles=_words(claims, mapping.roles),
        purposes=_words(claims, mapping.purposes),
        issuer=issuer,
    )


def _at(claims: Mapping[str, Any], path: str) -> Any:
    if path in claims:
        return claims[path]
    found: Any = claims
    for key in path.split("."):
        if not isinstance(found, Mapping) or key not in found:
            return None
        found = found[key]
    return found


def _words(claims: Mapping[str, Any], path: str) -> frozenset[str]:
    found = _at(claims, path)
    words = found.split() if isinstance(found, str) else [] if found is None else found
    if not isinstance(words, list) or not all(isinstance(word, str) and 0 < len(word) <= _LONGEST for word in words):
        raise Unauthenticated("claims", f"the token's claim '{path}' is neither a list of words nor words in a string")
    return frozenset(words)
