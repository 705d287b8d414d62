"""Text of others as a terminal may show it: a reason or a segment's name must not move the cursor or forge a line."""

import unicodedata
from typing import Any

# Control and format characters (escape sequences, line breaks, text direction) and what is no character at all.
_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


def printable(value: Any) -> Any:
    """A JSON value with each hidden character of its texts, names of fields included, replaced by U+FFFD."""
    if isinstance(value, str):
        return "".join("\ufffd" if unicodedata.category(char) in _HIDDEN else char for char in value)
    if isinstance(value, dict):
        return {printable(name): printable(each) for name, each in value.items()}
    if isinstance(value, list):
        return [printable(each) for each in value]
    return value
