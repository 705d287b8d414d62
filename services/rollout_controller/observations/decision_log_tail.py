"""New lines of the decision log since the last look, over the files of all replicas.

    <folder>/decisions-<replica>.ndjson     appended to by one replica; a line is there once its newline is

Offsets belong to the caller, who stores them together with what it made of the lines.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

# What one look reads in all: a controller that starts on a long log still beats its heart between looks.
_LOOK_BYTES = 1 << 19
# ... and of each file at least, however many replicas there are.
_LEAST_BYTES = 1 << 14


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found."""

    lines: tuple[tuple[str, str], ...]
    """(replica, whole line), in the order of the files' names, then of their place."""
    offsets: Mapping[str, int]
    """File name to the bytes read so far: for the next look."""
    complete: bool = True
    """Whether this was all there is; otherwise the log is longer than one look, and its lines may be old."""


class DecisionSource(Protocol):
    """Where the control loop reads decisions."""

    def look(self, offsets: Mapping[str, int]) -> Look:
        """The whole lines after `offsets`."""


class DecisionLogTail:
    """The decision log in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def look(self, offsets: Mapping[str, int]) -> Look:
        """See `DecisionSource`. A file that became shorter was replaced, and is read from its start."""
        return look(self._folder, offsets)


def look(
    folder: Path, offsets: Mapping[str, int], most: int = _LOOK_BYTES, pattern: str = "decisions-*.ndjson"
) -> Look:
    """The whole lines after `offsets` of the files of `pattern`, about `most` bytes of them."""
    lines: list[tuple[str, str]] = []
    reached = dict(offsets)
    grown: list[tuple[Path, int]] = []
    for path in sorted(folder.glob(pattern)):
        size = path.stat().st_size
        start = reached.get(path.name, 0)
        start = 0 if size < start else start
        if size != start:
            grown.append((path, start))
    share = max(_LEAST_BYTES, most // max(1, len(grown)))
    complete = True
    for path, start in grown:
        with path.open("rb") as file:
            file.seek(start)
            block = file.read(share)
            if len(block) == share:
                complete = False
                if b"\n" not in block:
                    # No decision is this long: garbage, skipped up to its newline.
                    block += file.readline()
        whole = block[: block.rfind(b"\n") + 1]
        replica = path.stem.partition("-")[2]
        lines += [(replica, line) for line in whole.decode("utf-8", errors="replace").splitlines()]
        reached[path.name] = start + len(whole)
    return Look(tuple(lines), reached, complete)
