"""What differs between two JSON documents, field by field."""

from collections.abc import Mapping
from typing import Any


def differences(ours: Any, theirs: Any, place: str = "") -> list[tuple[str, Any, Any]]:
    """(field, ours, theirs) of each leaf that differs; a field as in "schema.inputs.3.type", one that is absent is None."""
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        names = [*ours, *(name for name in theirs if name not in ours)]
        pairs = [(str(name), ours.get(name), theirs.get(name)) for name in names]
    elif isinstance(ours, list | tuple) and isinstance(theirs, list | tuple) and len(ours) == len(theirs):
        pairs = [(str(index), a, b) for index, (a, b) in enumerate(zip(ours, theirs))]
    else:
        return [] if ours == theirs else [(place, ours, theirs)]
    return [each for name, a, b in pairs for each in differences(a, b, f"{place}.{name}" if place else name)]
