"""The token that a service or a command sends, by reference, read again when it changes.

Tokens are short-lived: whatever issues them writes a new one to the same place before the old one expires. So the place
is looked at again once a second while there are requests. If it cannot be read then, the last token goes on; the
receiver will say when it has expired.
"""

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from andamio.auth.secret import DEFAULT_PROVIDERS, Provider, secret
from andamio.errors import UserError

TOKEN_VARIABLE = "ANDAMIO_TOKEN"
READ_AGAIN_S = 1.0


class ServiceToken:
    """A bearer token behind a reference, such as `file:/run/secrets/token` or `env:TOKEN`."""

    def __init__(
        self,
        reference: str,
        providers: Mapping[str, Provider] = DEFAULT_PROVIDERS,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """Raises `UserError` if there is no token now."""
        self._reference, self._providers, self._monotonic_s = reference, providers, monotonic_s
        self._header = self._read()
        self._read_s = monotonic_s()

    def header(self) -> str:
        """The value of the header `Authorization`."""
        now_s = self._monotonic_s()
        if now_s - self._read_s >= READ_AGAIN_S:
            self._read_s = now_s
            with suppress(UserError):
                self._header = self._read()
        return self._header

    def __repr__(self) -> str:
        return f"ServiceToken({self._reference!r})"

    def _read(self) -> str:
        token = secret(self._reference, self._providers).reveal().strip()
        if not token or not token.isascii() or not token.isprintable() or " " in token:
            raise UserError(f"the secret {self._reference} is no token; provide one line without spaces")
        return f"Bearer {token}"


def token_of_caller(file: Path | None) -> str | None:
    """The token that a command sends: of `--token-file`, else of the variable `ANDAMIO_TOKEN`, else none.

    The variable holds the token itself, or a reference to it (`file:PATH`).
    """
    named = os.environ.get(TOKEN_VARIABLE)
    if file is not None:
        if not file.is_file():
            raise UserError(f"there is no file {file} with a token; write one with `andamio auth issue --out`")
        named = f"file:{file}"
    if not named:
        return None
    # A token has no colon; neither the alphabet of JSON Web Tokens nor that of RFC 6750 does.
    reference = named if ":" in named else f"env:{TOKEN_VARIABLE}"
    return ServiceToken(reference).header().removeprefix("Bearer ")
