"""Whether one view's stream has written lines that no checkpoint has made visible yet.

Flink writes to a hidden file, which the checkpoint ends and renames. So a hidden file says that something has been
read since the last checkpoint, whatever it was read from; no file says that a checkpoint would be in vain.
"""

import os
import time
from pathlib import Path

_SETTLED_NS = 1_000_000_000


class UnpublishedLines:
    """Watches the folder of one view's tile log. To be made before the stream starts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # What a killed predecessor left and nobody will end.
        self._abandoned = _hidden(folder)
        self._changed_ns = -1
        self._exist = False

    def exist(self) -> bool:
        """True if there are any."""
        # Files come and go by changing the folder: one that has stood still needs no listing, however long it is.
        # Its clock is coarse, so what changed a moment ago may have changed again since it was listed.
        changed_ns = self._folder.stat().st_mtime_ns
        if changed_ns != self._changed_ns or time.time_ns() - changed_ns < _SETTLED_NS:
            self._exist = bool(_hidden(self._folder) - self._abandoned)
            self._changed_ns = changed_ns
        return self._exist


def _hidden(folder: Path) -> set[str]:
    return {entry.name for entry in os.scandir(folder) if entry.name.startswith(".")}
