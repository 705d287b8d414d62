"""How far one view's tile log vouches for the event log, read back from its progress lines."""

import re
from pathlib import Path

# Quotes inside JSON strings are escaped, so no event can contain this text.
_PROGRESS = re.compile(rb'^\{"kind":"progress","position":(\d+)', re.MULTILINE)


class TileLogProgress:
    """The progress of the tile log in one folder; each file is read once, the newest first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: set[str] = set()
        self._position = -1

    def reached(self, position: int) -> bool:
        """True if every event up to `position` is read and what it changed is visible."""
        if self._position >= position:
            return True
        unseen = [path for path in self._folder.glob("part-*") if path.name not in self._seen]
        for path in sorted(unseen, key=lambda path: path.stat().st_mtime_ns, reverse=True):
            self._seen.add(path.name)
            self._position = max(self._position, *map(int, _PROGRESS.findall(path.read_bytes())), -1)
            if self._position >= position:
                return True
        return False
