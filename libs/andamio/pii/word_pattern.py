"""Lists of words, and a regular expression for any of many: a trie, so that its cost does not grow with their number."""

import re
from collections.abc import Iterable
from typing import Any


def words(text: str) -> frozenset[str]:
    """The words of a text that lists them, separated by white space."""
    return frozenset(text.split())


def listed(text: str) -> tuple[str, ...]:
    """The same in their order."""
    return tuple(text.split())


def word_pattern(words: Iterable[str]) -> str:
    """An expression that matches exactly these words, the longest that fits; spaces in them match any white space."""
    trie: dict[str, Any] = {}
    for word in words:
        node = trie
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _expression(trie)


def _expression(node: dict[str, Any]) -> str:
    branches = [
        (r"\s+" if character == " " else re.escape(character)) + _expression(child)
        for character, child in sorted(node.items())
        if character
    ]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return joined + ("?" if "" in node else "")
