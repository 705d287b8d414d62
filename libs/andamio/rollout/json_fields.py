"""Typed access to the fields of a JSON object, with errors that name the document, the field and the fix."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from andamio.rollout.errors import InvalidDocument


class Fields:
    """The fields of one JSON object. `where` (a path, a line) opens every error message."""

    def __init__(self, document: object, where: str) -> None:
        if not isinstance(document, Mapping):
            raise InvalidDocument(where, "", f"must be a JSON object, not {type(document).__name__}")
        self._document: Mapping[str, Any] = document
        self._where = where

    def refuse_unknown(self, *known: str) -> None:
        """Refuse fields outside `known`: a misspelt setting must not fall back to its default in silence."""
        for field in self._document:
            if field not in known:
                raise self.invalid(field, f"is not known; the fields are {', '.join(known)}")

    def names(self) -> tuple[str, ...]:
        """The names of the fields that are there."""
        return tuple(self._document)

    def has(self, field: str) -> bool:
        """Whether the field is there and not null."""
        return self._document.get(field) is not None

    def text(self, field: str) -> str:
        """A string that is not empty."""
        value = self._document.get(field)
        if not isinstance(value, str) or not value:
            raise self.invalid(field, f"must be a string that is not empty, not {value!r}")
        return value

    def optional_text(self, field: str) -> str | None:
        """A string that is not empty, or null or absent."""
        return self.text(field) if self.has(field) else None

    def choice(self, field: str, choices: tuple[str, ...]) -> str:
        """One of `choices`."""
        value = self._document.get(field)
        if value not in choices:
            raise self.invalid(field, f"must be one of {', '.join(choices)}, not {value!r}")
        return str(value)

    def number(self, field: str, low: float, high: float, default: float | None = None) -> float:
        """A finite number in [low, high]; `default` where absent, if there is one."""
        value = self._document.get(field, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self.invalid(field, f"must be a number, not {value!r}")
        if not low <= value <= high:
            raise self.invalid(field, f"must be between {low:g} and {high:g}, not {value:g}")
        return float(value)

    def integer(self, field: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number in [low, high]; `default` where absent, if there is one."""
        value = self._document.get(field, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.invalid(field, f"must be a whole number, not {value!r}")
        if not low <= value <= high:
            raise self.invalid(field, f"must be between {low} and {high}, not {value}")
        return value

    def flag(self, field: str) -> bool:
        """true or false."""
        value = self._document.get(field)
        if not isinstance(value, bool):
            raise self.invalid(field, f"must be true or false, not {value!r}")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of strings."""
        value = self._document.get(field)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.invalid(field, f"must be a list of strings, not {value!r}")
        return tuple(value)

    def numbers(self, field: str, low: float, high: float) -> tuple[float, ...]:
        """A list of numbers in [low, high]."""
        value = self._document.get(field)
        if not isinstance(value, list):
            raise self.invalid(field, f"must be a list of numbers, not {value!r}")
        items = Fields({f"{field}[{i}]": item for i, item in enumerate(value)}, self._where)
        return tuple(items.number(f"{field}[{i}]", low, high) for i in range(len(value)))

    def object(self, field: str) -> "Fields":
        """The fields of a nested object."""
        return Fields(self._document.get(field), f"{self._where}, field {field!r}")

    def invalid(self, field: str, fix: str) -> InvalidDocument:
        """The error to raise for a field of this document."""
        return InvalidDocument(self._where, field, fix)


def parse_object(text: str, where: str, kind: str) -> Fields:
    """The fields of a JSON text; `kind` ("a release") is for the message when it is not one object."""
    try:
        return Fields(json.loads(text), where)
    except ValueError as error:
        raise InvalidDocument(where, "", f"is not JSON ({error}); write {kind} as one JSON object") from None


def read_object(path: Path, kind: str) -> Fields:
    """The fields of the JSON document at `path`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise InvalidDocument(str(path), "", f"cannot be read as {kind} ({reason})") from None
    return parse_object(text, str(path), kind)
