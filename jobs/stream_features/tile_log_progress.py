"""How far one view's tile log vouches for the event log, read back from its progress lines.

After a rollback the tile log knows more than the job that reads the log again. What former runs said does not count
then, but for the position that the savepoint stands for.
"""

import contextlib
import re
from collections.abc import Collection, Iterator
from pathlib import Path

# Quotes inside JSON strings are escaped, so no event can contain this text.
_PROGRESS = re.compile(rb'^\{"kind":"progress","position":(\d+)', re.MULTILINE)


class TileLogProgress:
    """The progress of the tile log in one folder; each file is read once, the newest first."""

    def __init__(self, folder: Path, position: int = -1, former_runs: Collection[str] = ()) -> None:
        """`position` is reached already, and what `former_runs` wrote does not count."""
        self._folder = folder
        self._former = frozenset(former_runs)
        self._seen: set[str] = set()
        self._position = position

    def reached(self, position: int) -> bool:
        """True if every event up to `position` is read and what it changed is visible."""
        return self._position >= position or any(found >= position for found in self._unseen())

    def newest(self) -> int:
        """How far everything is read and visible."""
        # Progress only grows from file to file.
        next(self._unseen(), None)
        return self._position

    def _unseen(self) -> Iterator[int]:
        unseen = [path for path in self._folder.glob("part-*") if path.name not in self._seen]
        for path in sorted(unseen, key=_modified_ns, reverse=True):
            self._seen.add(path.name)
            if _run(path) not in self._former:
                # Old parts may be deleted meanwhile, but the newest of a run, which says as much, never is.
                with contextlib.suppress(FileNotFoundError):
                    self._position = max(self._position, *map(int, _PROGRESS.findall(path.read_bytes())), -1)
                yield self._position


def runs(folder: Path) -> tuple[str, ...]:
    """The runs of the job that have written to a view's tile log."""
    return tuple(sorted({_run(path) for path in folder.glob("part-*")}))


def _modified_ns(part: Path) -> int:
    try:
        return part.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _run(part: Path) -> str:
    return part.name.rpartition("-")[0]
