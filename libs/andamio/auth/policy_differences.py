"""What changed between two documents of who may do what (`AuthSettings.document`), a phrase each, for the record."""

from collections.abc import Iterator, Mapping
from typing import Any

_LONGEST = 900
"""Characters of the sentence; the documents themselves are kept whole beside it."""


def describe(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> str:
    """A sentence on the change; `before` is None where no policy was on record."""
    if before is None:
        return f"the first policy on record: {len(now['grants'])} grants, {len(now['issuers'])} issuers"
    phrases = [
        phrase
        for kind, field in (("issuer", "issuers"), ("grant", "grants"))
        for phrase in _changed(kind, _by_name(before[field]), _by_name(now[field]))
    ]
    text = "; ".join(phrases)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} ... ({len(phrases)} changes)"


def _changed(kind: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(before.keys() | now.keys()):
        if name not in now:
            yield f"{kind} '{name}' is gone"
        elif name not in before:
            yield f"{kind} '{name}' is new"
        elif before[name] != now[name]:
            fields = (_field(field, before[name].get(field), now[name].get(field)) for field in sorted(now[name]))
            yield f"{kind} '{name}': {', '.join(phrase for phrase in fields if phrase)}"


def _field(field: str, before: Any, now: Any) -> str:
    if before == now:
        return ""
    if not isinstance(before, list) or not isinstance(now, list):
        return f"{field} is another"
    gained = [f"+{word}" for word in now if word not in before]
    return f"{field} {' '.join([*gained, *(f'-{word}' for word in before if word not in now)])}"


def _by_name(entries: list[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    # Two entries may share a name; each is then told apart by its place among them.
    found: dict[str, Mapping[str, Any]] = {}
    for entry in entries:
        name, number = str(entry["name"]), 2
        while name in found:
            name, number = f"{entry['name']} ({number})", number + 1
        found[name] = entry
    return found
