"""New lines of the decision log since the last look, over the files of all replicas.

    <folder>/decisions-<replica>.ndjson     appended to by one replica; a line is there once its newline is

Offsets belong to the caller, who stores them together with what it made of the lines.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# What one look reads of a file at most: a controller that starts on a long log still beats its heart between looks.
_LOOK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found."""

    lines: tuple[str, ...]
    """Whole lines, in the order of the files' names, then of their place."""
    replicas: tuple[str, ...]
    """The replica that wrote each of them."""
    offsets: Mapping[str, int]
    """File name to the bytes read so far: for the next look."""


def look(folder: Path, offsets: Mapping[str, int]) -> Look:
    """The whole lines after `offsets`. A file that became shorter was replaced, and is read from its start."""
    lines: list[str] = []
    replicas: list[str] = []
    reached = dict(offsets)
    for path in sorted(folder.glob("decisions-*.ndjson")):
        size = path.stat().st_size
        start = reached.get(path.name, 0)
        start = 0 if size < start else start
        if size == start:
            continue
        with path.open("rb") as file:
            file.seek(start)
            block = file.read(_LOOK_BYTES)
            if b"\n" not in block and len(block) == _LOOK_BYTES:
                # No decision is this long: garbage, skipped up to its newline.
                block += file.readline()
        whole = block[: block.rfind(b"\n") + 1]
        lines += whole.decode("utf-8", errors="replace").splitlines()
        replicas += [path.stem.removeprefix("decisions-")] * (len(lines) - len(replicas))
        reached[path.name] = start + len(whole)
    return Look(tuple(lines), tuple(replicas), reached)
