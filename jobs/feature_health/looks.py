"""Which looks at drift have been taken: the chance of a false alarm is shared by all looks, so they are counted.

A look is a window of serving compared with a reference. The same window again is the same look; another reference
starts the count anew, because what was decided before was decided about something else.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from andamio.errors import UserError


@dataclass(frozen=True, slots=True)
class Look:
    """One window, and its number from 1."""

    number: int
    from_ms: int
    until_ms: int


class Looks:
    """The looks at one reference, kept in a file."""

    def __init__(self, path: Path, reference_digest: str) -> None:
        self.path = path
        self._digest = reference_digest
        self._windows: list[list[int]] = []
        if path.is_file():
            try:
                document = json.loads(path.read_text(encoding="utf-8"))
                if document["reference"] == reference_digest:
                    self._windows = [[int(start), int(end)] for start, end in document["windows"]]
            except (ValueError, KeyError, TypeError):
                raise UserError(
                    f"{path} does not hold looks at drift; move it away, or choose another --looks"
                ) from None

    def take(self, from_ms: int, until_ms: int) -> Look:
        """The look at this window, counted if it is new, and kept before anything is decided with it."""
        window = [from_ms, until_ms]
        if window not in self._windows:
            self._windows.append(window)
            partial = self.path.with_name(f".{self.path.name}")
            partial.write_text(json.dumps({"reference": self._digest, "windows": self._windows}), encoding="utf-8")
            partial.rename(self.path)
        return Look(self._windows.index(window) + 1, from_ms, until_ms)
