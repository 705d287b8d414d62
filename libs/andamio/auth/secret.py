"""Where secrets come from, and a type that does not show them.

    env:NAME       an environment variable
    file:PATH      a file, as orchestrators mount them; one trailing newline is not part of it
    SCHEME:REST    whatever provider is registered for it (a vault, a cloud's secret store)

A settings file holds such references, never a secret: `secret("hunter2")` is refused without repeating it.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from andamio.errors import UserError

Provider = Callable[[str], str]
"""Takes what follows the scheme; raises LookupError or OSError."""


class Secret:
    """A value that appears in no log, message, format or pickle; `reveal()` is the only way to it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value, for the one call that needs it."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(***)"

    __str__ = __repr__

    def __format__(self, _: str) -> str:
        return repr(self)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not pickled; hand over its reference")

    def __eq__(self, other: Any) -> bool:
        raise TypeError("secrets are not compared with ==; use hmac.compare_digest on what they reveal")

    __hash__ = None  # type: ignore[assignment]


def _of_environment(name: str) -> str:
    return os.environ[name]


def _of_file(path: str) -> str:
    return Path(path).read_text(encoding="utf-8").removesuffix("\n")


DEFAULT_PROVIDERS: Mapping[str, Provider] = {"env": _of_environment, "file": _of_file}


def secret(reference: str, providers: Mapping[str, Provider] = DEFAULT_PROVIDERS) -> Secret:
    """The secret that `reference` names; raises `UserError` if there is none, or it is empty."""
    scheme, colon, rest = reference.partition(":")
    if not colon or scheme not in providers:
        known = ", ".join(f"{name}:..." for name in providers)
        raise UserError(f"a setting holds a secret, or a reference of an unknown kind; write one of {known} instead")
    try:
        value = providers[scheme](rest)
    except (LookupError, OSError, UnicodeDecodeError) as error:
        raise UserError(f"the secret {reference} cannot be had ({type(error).__name__}); provide it") from None
    if not value:
        raise UserError(f"the secret {reference} is empty; provide it")
    return Secret(value)
