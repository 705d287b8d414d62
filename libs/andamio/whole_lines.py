"""The lines of a log that a process appends to and may be killed in the midst of."""

from collections.abc import Iterator
from pathlib import Path


def whole_lines(file: Path) -> Iterator[tuple[int, str]]:
    """The lines of a UTF-8 file with their numbers, from 1. A last one without its end, cut by a kill, is left out."""
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.endswith("\n"):
                yield number, line
