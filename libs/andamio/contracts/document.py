"""A catalog document being read: typed access to its keys, and errors that name document, field and fix.

AndamioError
└── ContractError               anything that contracts and catalogs raise on purpose
    ├── DocumentError           a document breaks a rule: `document`, `field`, `problem`, `fix`
    └── CompatibilityError      two versions of a contract do not fit (compatibility.py)
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml

from andamio.errors import AndamioError

T = TypeVar("T")

_KIND_NAMES: dict[type, str] = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "a mapping",
}


class ContractError(AndamioError):
    """Base of what this lib raises."""


class DocumentError(ContractError):
    """One rule broken at one place of one document."""

    def __init__(self, document: str, field: str, problem: str, fix: str) -> None:
        super().__init__(f"{document}, {field}: {problem}; {fix}")
        self.document = document
        self.field = field
        self.problem = problem
        self.fix = fix


@dataclass(frozen=True, slots=True)
class Node:
    """A mapping inside a document that knows where it stands."""

    document: str
    """What to call the document in an error: its path within the catalog."""
    path: str
    """Dotted path of this mapping; empty at the root."""
    mapping: Mapping[str, Any]

    def error(self, key: str, problem: str, fix: str) -> DocumentError:
        """The error that puts the blame on `key` of this mapping."""
        return DocumentError(self.document, self._field(key), problem, fix)

    def need(self, key: str, kind: type[T]) -> T:
        """The value of `key`, of exactly this type; raises `DocumentError` if missing or of another."""
        value = self.get(key, kind)
        if value is None:
            raise self.error(key, "it is missing", f"add it ({_KIND_NAMES[kind]})")
        return value

    def get(self, key: str, kind: type[T]) -> T | None:
        """Like `need`, but None if the key is absent or null."""
        value = self.mapping.get(key)
        if value is None:
            return None
        # Not isinstance: True is an int to Python, and a version of True is a mistake.
        if type(value) is not kind:
            raise self.error(key, f"{value!r} is not {_KIND_NAMES[kind]}", f"write {_KIND_NAMES[kind]}")
        return value

    def node(self, key: str) -> "Node":
        """The mapping at `key`, empty if absent."""
        return Node(self.document, self._field(key), self.get(key, dict) or {})

    def nodes(self, key: str) -> Iterator["Node"]:
        """The mappings of the list at `key`, each called by its `name` or `property` where it has one; none if absent."""
        for index, entry in enumerate(self.get(key, list) or []):
            if not isinstance(entry, dict):
                raise self.error(key, f"entry {index} is {entry!r}", "write it as a mapping")
            name = entry.get("name", entry.get("property", index))
            yield Node(self.document, f"{self._field(key)}.{name}", entry)

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts at `key`; empty if absent."""
        values = self.get(key, list) or []
        for value in values:
            if not isinstance(value, str):
                raise self.error(key, f"{value!r} is not text", "put it in quotes")
        return tuple(values)

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Raise `DocumentError` for the first key that is not in `known`: a typo would silently drop a rule."""
        known = sorted(known)
        for key in self.mapping:
            if key not in known:
                close = difflib.get_close_matches(str(key), known, n=1)
                fix = f"did you mean '{close[0]}'?" if close else f"remove it, or use one of {', '.join(known)}"
                raise self.error(str(key), "there is no such key", fix)

    def _field(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def parse_share(node: Node, key: str) -> float | None:
    """An objective such as "99.9%" as a number between 0 and 1; None if absent."""
    text = node.get(key, str)
    if text is None:
        return None
    match = re.fullmatch(r"(\d{1,2}(\.\d+)?)%", text)
    if match is None:
        raise node.error(key, f"'{text}' is not a share of requests or rows", "write a percentage, such as '99.9%'")
    return round(float(match[1]) / 100, 9)


def read_document(path: Path, document: str) -> Node:
    """Parse the YAML file at `path`; raises `DocumentError` if it cannot be read, or is not a mapping."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DocumentError(document, "file", f"it cannot be read ({error.strerror})", "restore the file") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        place = " ".join(str(error).split())
        raise DocumentError(document, "file", f"it is not YAML ({place})", "correct the syntax there") from None
    if not isinstance(content, dict):
        raise DocumentError(document, "file", "its top level is not a mapping", "start it with 'key: value' lines")
    return Node(document, "", content)
