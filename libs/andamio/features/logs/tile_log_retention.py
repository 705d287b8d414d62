"""Deleting what every reader of the tile log has read long ago.

    <root>/_readers/lock              one pass at a time, whoever's
    <root>/_readers/<reader>.json     the cursor up to which a reader has read for good, as its store says
    <root>/<view>/_pruned.json        {run: [[first, last], ...]}: parts that are gone, or about to go

A part goes when every reader has read it, it is older than the retention, and its run has a later one: the newest part of
each run stays, because the stream reads its own progress back from there. What goes is written down before it goes, so a
kill at any point leaves either a part or the word that it may be gone, and `TileLogTail` refuses to read a log of which it
has not read what is gone. A reader that is gone for good keeps everything from then on, until its file is deleted.
"""

import fcntl
import json
import os
import time
from collections import defaultdict
from collections.abc import Collection, Generator, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from andamio.features.logs.tile_log_parts import Cursor, Part, TileLogError, add_number, holds, list_parts, pruned_parts

_READERS = "_readers"
_AT_ONCE = 500
"""Parts that are deleted in one step: some 20 ms, in which the writer applies nothing."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What one pass over the log did."""

    parts: int = 0
    """Deleted."""
    bytes: int = 0
    kept: int = 0
    """Parts that are still there, of all views."""
    waiting_for: Mapping[str, int] = field(default_factory=dict)
    """Parts that are old enough, by reader that has not read them."""


class TileLogRetention:
    """One reader's share in keeping the log short."""

    def __init__(self, root: Path, reader: str, keep_s: float, now_s: float | None = None) -> None:
        """`reader` is a file name that no other reader has; `now_s` stands for the clock in tests."""
        self._root = root
        self._reader = reader
        self._keep_s = keep_s
        self._now_s = now_s

    def register(self, cursor: str | None) -> None:
        """Say how far this reader has read for good; before its first `prune`, and whenever it has read on."""
        folder = self._root / _READERS
        folder.mkdir(parents=True, exist_ok=True)
        _write_durably(folder / f"{self._reader}.json", cursor or "{}")

    def prune(self) -> Generator[Pruned]:
        """One pass, in steps of a few parts; the last one says what all did. Nothing while another reader is at it."""
        with (self._root / _READERS / "lock").open("ab") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            before_s = (time.time() if self._now_s is None else self._now_s) - self._keep_s
            parts = list_parts(self._root)
            cursors = self._cursors()
            old = [part for part in _not_newest(parts) if part.path.stat().st_mtime < before_s]
            unread = {name: sum(not _read(cursor, part) for part in old) for name, cursor in cursors.items()}
            going = [part for part in old if all(_read(cursor, part) for cursor in cursors.values())]
            deleted = size = 0
            for first in range(0, len(going), _AT_ONCE):
                some = going[first : first + _AT_ONCE]
                self._note(some)
                for part in some:
                    size += part.path.stat().st_size
                    part.path.unlink()
                    deleted += 1
                yield Pruned(deleted, size, len(parts) - deleted)
            waiting_for = {name: number for name, number in unread.items() if number}
            yield Pruned(deleted, size, len(parts) - deleted, waiting_for)

    def _cursors(self) -> dict[str, Cursor]:
        found = {}
        for path in (self._root / _READERS).glob("[!.]*.json"):
            try:
                found[path.stem] = json.loads(path.read_text(encoding="utf-8"))
            except ValueError:
                raise TileLogError(
                    f"{path} is not the cursor of a reader of the tile log; delete it if that reader is gone"
                ) from None
        return found

    def _note(self, parts: Iterable[Part]) -> None:
        by_view: dict[str, list[Part]] = defaultdict(list)
        for part in parts:
            by_view[part.view].append(part)
        for view, going in by_view.items():
            pruned = pruned_parts(self._root / view)
            for part in going:
                add_number(pruned.setdefault(part.run, []), part.number)
            _write_durably(self._root / view / "_pruned.json", json.dumps(pruned, sort_keys=True))


def _not_newest(parts: Collection[Part]) -> list[Part]:
    """In order, without the last of each run."""
    newest: dict[tuple[str, str], int] = {}
    for part in parts:
        newest[part.view, part.run] = max(part.number, newest.get((part.view, part.run), -1))
    return sorted(part for part in parts if part.number < newest[part.view, part.run])


def _read(cursor: Cursor, part: Part) -> bool:
    return holds(cursor.get(part.view, {}).get(part.run, []), part.number)


def _write_durably(path: Path, text: str) -> None:
    """Whole or not at all, and there after a loss of power before anything that follows."""
    hidden = path.with_name(f".{path.name}")
    with hidden.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    hidden.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
