"""Hands one contract's event log to Flink in order of position.

Flink's file source reads the files that it finds at one look in any order, and which delivery came first
decides what is late, what is a duplicate and what progress means. So the source watches a folder of its own,
which gets one file at a time: all that is pending in the log, joined. The next one follows when the tile log
shows that the last one is read, which is one checkpoint later.

    <log>/<contract>/000000000000-000000000041.ndjson ─┐
    <log>/<contract>/000000000042-000000000050.ndjson ─┴─► <feed>/000000000000-000000000050.ndjson

A restart goes on behind the newest file of the feed, so the feed lives and dies with the checkpoints.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

# Bounds what a restart reads again: Flink skips, but reads, the part of a file that its checkpoint covers.
BATCH_BYTES = 64 * 1024 * 1024


class LogFeed:
    """Feeds one contract's log, from `start_position` on, into `folder`."""

    def __init__(
        self,
        log: Path,
        folder: Path,
        start_position: int,
        acknowledged: Callable[[int], bool],
        batch_bytes: int = BATCH_BYTES,
    ) -> None:
        """`acknowledged(position)` is true once everything up to `position` has reached the tile log."""
        self._log = log
        self._folder = folder
        self._acknowledged = acknowledged
        self._batch_bytes = batch_bytes
        folder.mkdir(parents=True, exist_ok=True)
        fed = _files(folder)
        self._next = _bounds(fed[-1])[1] + 1 if fed else start_position
        self._waiting_for = _bounds(fed[-1])[1] if fed else None

    @property
    def waiting_for(self) -> int | None:
        """The last position of the file that Flink is reading, None if it has read all that it was given."""
        return self._waiting_for

    def step(self) -> bool:
        """Feed the next file if Flink has read the last one and the log has more; true if it did."""
        if self._waiting_for is not None:
            if not self._acknowledged(self._waiting_for):
                return False
            self._waiting_for = None
            self._forget()
        batch = self._pending()
        if not batch:
            return False
        first, last = _bounds(batch[0])[0], _bounds(batch[-1])[1]
        name = f"{first:012d}-{last:012d}.ndjson"
        hidden = self._folder / f".{name}"
        with hidden.open("wb") as joined:
            for path in batch:
                with path.open("rb") as part:
                    shutil.copyfileobj(part, joined, 1024 * 1024)
        hidden.rename(self._folder / name)
        self._next, self._waiting_for = last + 1, last
        return True

    def _pending(self) -> list[Path]:
        batch: list[Path] = []
        size = 0
        for path in _files(self._log):
            if _bounds(path)[1] < self._next:
                continue
            size += path.stat().st_size
            if batch and size > self._batch_bytes:
                break
            batch.append(path)
        return batch

    def _forget(self) -> None:
        """Delete what no checkpoint refers to.

        The newest file tells a restart where to go on. The one before may still be open in the checkpoint that
        acknowledged its last line, but not in the one that acknowledged the newest.
        """
        for path in _files(self._folder)[:-1]:
            path.unlink()


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("[0-9]*.ndjson"))


def _bounds(path: Path) -> tuple[int, int]:
    first, _, last = path.stem.partition("-")
    return int(first), int(last)
