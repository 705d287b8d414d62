"""The files of the tile log as files: which there are, which are gone, and which somebody has read.

See `tile_log` for what is in them. Numbers of parts are kept as ranges, so that a cursor stays small.
"""

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from andamio.errors import AndamioError

_PART = re.compile(r"(part-.+)-(\d+)")
Ranges = list[list[int]]
"""Numbers as ascending, disjoint, inclusive ranges."""
Cursor = Mapping[str, Mapping[str, Ranges]]
"""The numbers of the parts that were read, by view and run."""


class TileLogError(AndamioError):
    """The tile log holds something that the stream job does not write."""


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A complete file of the log."""

    view: str
    run: str
    number: int
    path: Path


def list_parts(root: Path, known: dict[str, set[str]] | None = None) -> list[Part]:
    """The complete parts of the log, in no order, but for the names that are known by view. Raises `TileLogError`.

    What is known and gone by now is dropped from `known`, which would else grow for ever.
    """
    parts = []
    for folder in view_folders(root):
        with os.scandir(folder) as entries:
            names = {entry.name for entry in entries if entry.name[0] not in "._"}
        if known is not None:
            known[folder.name] &= names
            names -= known[folder.name]
        for name in names:
            match = _PART.fullmatch(name)
            if match is None:
                raise TileLogError(
                    f"{folder / name} is not a part file of a tile log; point --tile-log at the stream's own folder"
                )
            parts.append(Part(folder.name, match[1], int(match[2]), folder / name))
    return parts


def pruned_parts(folder: Path) -> dict[str, Ranges]:
    """The parts of a view's folder that are gone, or about to go, by run."""
    try:
        pruned: dict[str, Ranges] = json.loads((folder / "_pruned.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return pruned


def view_folders(root: Path) -> list[Path]:
    """The folders of a log, one a view."""
    return [folder for folder in root.glob("[!._]*") if folder.is_dir()]


def holds(ranges: Sequence[Sequence[int]], number: int) -> bool:
    """Whether a number is in ascending, disjoint, inclusive ranges."""
    return covers(ranges, (number, number))


def covers(ranges: Sequence[Sequence[int]], wanted: Sequence[int]) -> bool:
    """Whether all of an inclusive range is in one of ascending, disjoint, inclusive ranges."""
    return any(first <= wanted[0] and wanted[1] <= last for first, last in ranges)


def add_number(ranges: Ranges, number: int) -> None:
    """Add a number to ascending, disjoint, inclusive ranges."""
    merged: Ranges = []
    for first, last in sorted([*ranges, [number, number]]):
        if merged and first <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    ranges[:] = merged
