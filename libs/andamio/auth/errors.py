"""Why a request is not served.

    AuthError(AndamioError)
    ├── Unauthenticated     no credential, or none that holds; answered with 401
    ├── Forbidden           known, but not allowed; answered with 403
    └── KeysUnavailable     the issuer's keys could not be read, and none are kept; answered with 503

`reason` is a short, stable word for metrics and tests. Neither it nor the text carries a token or a claim's value that
the caller did not choose to be known by: an attacker learns which check failed, never what would have passed.
"""

from andamio.errors import AndamioError


class AuthError(AndamioError):
    """Base of the lib's errors."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(text)
        self.reason = reason


class Unauthenticated(AuthError):
    """The request names nobody."""


class Forbidden(AuthError):
    """The principal may not do this."""


class KeysUnavailable(AuthError):
    """The keys that would tell cannot be had now."""
