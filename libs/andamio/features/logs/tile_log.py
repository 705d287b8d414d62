"""Reading the tile log: the files in which the stream job says what became of its tiles, tailed with a cursor.

    <root>/<view id>/part-<uuid of the run>-<subtask>-<n>        JSON lines; names starting with "." or "_" are not yet whole

A file appears by rename, complete, once a checkpoint, with everything of its view that the checkpoint covers:

    {"kind":"tile","view":...,"tenant":...,"key":...,"hop_ms":60000,"tile_start_ms":...,"position":113,"partial":[...]}
    {"kind":"event", ... "hop_ms":0,"tile_start_ms":<event time>,"event_id":...,"position":113,"partial":[...]}
    {"kind":"repair","view":...,"tenant":...,"key":...,"tile_start_ms":<event time>,"event_id":...,"position":113,"reason":...}
    {"kind":"progress","view":...,"position":113}

Of a log in partitions each line says in which: `"partition":2`. Positions count within it, and all of an entity's lines
are of one partition. Progress comes once for a bundle of events, and of Kafka may name one of the kept traces that these
were produced for: `"traceparent":"00-..."`.

`partial` is as in `components`, absolute; count 0 is a tile whose last event went away. A line counts if its position
is greater than that of the last one that counted for the same tile or event, so lines may come again in any order.
Progress alone asks for order: within a run files go by n, and of several runs the one that began earlier goes first.

Parts that every reader has read long ago are deleted (`tile_log_retention`), which `<view id>/_pruned.json` says of them
before they go. Whoever has not read one of those cannot make up for it, and is refused.
"""

import json
import os
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from andamio.features.logs.tile_log_parts import (
    Part,
    Ranges,
    TileLogError,
    add_number,
    covers,
    holds,
    list_parts,
    pruned_parts,
    view_folders,
)
from andamio.features.online.online_store import LogLine, Progress, Repair, TileRow, TileWrite

_TICK_NS = 50_000_000  # file systems stamp with a clock of 4 to 10 ms


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some whole files of the log, in order, and the cursor that says they have been read."""

    lines: Sequence[LogLine]
    cursor: str


class TileLogTail:
    """Reads what has not been read, file by file.

    The cursor names the files read, as ranges of numbers by view and run, so it stays small however long the log is.
    """

    def __init__(self, root: Path, cursor: str | None = None) -> None:
        self.root = root
        self._read: dict[str, dict[str, Ranges]] = {} if cursor is None else json.loads(cursor)
        self._done: dict[str, set[str]] = defaultdict(set)
        """Names of parts that were read, by view."""
        self._quiet: list[tuple[str, int]] | None = None
        """The folders' stamps at a listing after which nothing can have appeared unless they change."""

    @property
    def cursor(self) -> str:
        """What has been read so far."""
        return json.dumps(self._read, separators=(",", ":"), sort_keys=True)

    @property
    def names_known(self) -> int:
        """Parts that are passed over by their names alone; about as many as there are."""
        return sum(map(len, self._done.values()))

    def poll(self, lines_at_most: int) -> Iterator[Chunk]:
        """The files that have appeared since, in chunks of about `lines_at_most` lines, but never less than a file."""
        lines: list[LogLine] = []
        for part in self._in_order(self._unread()):
            lines.extend(_parse_file(part))
            add_number(self._read.setdefault(part.view, {}).setdefault(part.run, []), part.number)
            if len(lines) >= lines_at_most:
                yield Chunk(lines, self.cursor)
                lines = []
        if lines:
            yield Chunk(lines, self.cursor)

    def _unread(self) -> list[Part]:
        # A listing is not a snapshot: it may show a file and miss one that appeared before it. Two equal ones in a row
        # hold everything that preceded any file in them.
        stamps = self._stamps()
        if stamps is not None and stamps == self._quiet:
            return []
        before, now = None, self._list()
        while before != now:
            before, now = now, self._list()
        # Behind the listing: what went before it was written down before it went.
        self._require_unpruned()
        # A stamp says how a folder was only if it is older than the listing by more than the clock of files ticks.
        settled_ns = time.time_ns() - _TICK_NS
        settled = stamps is not None and not now and all(ns < settled_ns for _, ns in stamps)
        self._quiet = stamps if settled else None
        return now

    def _stamps(self) -> list[tuple[str, int]] | None:
        """When an entry of each folder last came, went or was renamed."""
        try:
            with os.scandir(self.root) as folders:
                found = [(folder.path, folder.stat().st_mtime_ns) for folder in folders if folder.is_dir()]
            return sorted([*found, (str(self.root), self.root.stat().st_mtime_ns)])
        except FileNotFoundError:
            return None

    def _require_unpruned(self) -> None:
        for folder in view_folders(self.root):
            read = self._read.get(folder.name, {})
            for run, ranges in pruned_parts(folder).items():
                if not all(covers(read.get(run, []), gone) for gone in ranges):
                    raise TileLogError(
                        f"parts of {folder} are deleted that this reader has not read, so what it would make of the rest "
                        "would be wrong; start the stream afresh with an empty tile log and a higher --epoch, from a "
                        "cut-over up to which batch has filled the store"
                    )

    def _list(self) -> list[Part]:
        """The parts that have not been read; of the others no more than the name is looked at."""
        parts = []
        for part in list_parts(self.root, self._done):
            if holds(self._read.get(part.view, {}).get(part.run, []), part.number):
                self._done[part.view].add(part.path.name)
            else:
                parts.append(part)
        return sorted(parts)

    def _in_order(self, parts: list[Part]) -> list[Part]:
        runs: dict[tuple[str, str], list[Part]] = defaultdict(list)
        for part in parts:
            runs[part.view, part.run].append(part)
        if len(runs) == len({view for view, _ in runs}):
            return parts
        return [part for run in _by_progress(list(runs.values())) for part in run]


def read_tile_log(root: Path) -> Iterator[LogLine]:
    """All lines of all complete files, in order."""
    for chunk in TileLogTail(root).poll(lines_at_most=10_000):
        yield from chunk.lines


def parse_line(line: str) -> LogLine:
    """One line of a part file. Raises `TileLogError`, which does not quote it: it holds an entity's key."""
    try:
        entry: dict[str, Any] = json.loads(line)
        kind, view, position = entry["kind"], entry["view"], int(entry["position"])
        partition = int(entry.get("partition") or 0)
        match kind:
            case "progress":
                return Progress(view, position, partition, entry.get("traceparent"))
            case "tile" | "event":
                row = TileRow(
                    entry["tenant"],
                    entry["key"],
                    entry["hop_ms"],
                    entry["tile_start_ms"],
                    entry.get("event_id") or "",
                    entry["partial"],
                )
                return TileWrite(view, position, row, partition)
            case "repair":
                return Repair(
                    view,
                    position,
                    entry["tenant"],
                    entry["key"],
                    entry["tile_start_ms"],
                    entry["event_id"],
                    entry["reason"],
                    partition,
                )
    except (ValueError, KeyError, TypeError) as error:
        problem = f"misses {error}" if isinstance(error, KeyError) else f"does not parse ({type(error).__name__})"
        raise TileLogError(f"is not a line of a tile log: it {problem}; check its writer") from None
    raise TileLogError(
        f"its kind '{kind}' is not tile, event, repair or progress; update the reader with the stream job"
    )


def _parse_file(part: Part) -> list[LogLine]:
    parsed: list[LogLine] = []
    try:
        opened = part.path.open(encoding="utf-8")
    except FileNotFoundError:
        raise TileLogError(
            f"{part.path} was deleted before it was read; only registered readers keep what they have not read"
        ) from None
    with opened as lines:
        for number, line in enumerate(lines, 1):
            try:
                parsed.append(parse_line(line))
            except TileLogError as error:
                raise TileLogError(f"line {number} of {part.path}: {error}") from None
    return parsed


def _by_progress(runs: list[list[Part]]) -> list[list[Part]]:
    """Runs of the job in the order in which they ran, for each view.

    A restarted run reads on from a checkpoint of the one before it, so in each partition that both have read the
    earlier run begins earlier. Runs without a common partition may go either way.
    """
    began = {run[0]: _first_progress(run) for run in runs}
    ordered: list[list[Part]] = []
    waiting = sorted(runs, key=lambda run: run[0])
    while waiting:
        first = next((run for run in waiting if not _follows_any(run, waiting, began)), waiting[0])
        waiting.remove(first)
        ordered.append(first)
    return ordered


def _follows_any(run: list[Part], others: list[list[Part]], began: Mapping[Part, Mapping[int, int]]) -> bool:
    mine = began[run[0]]
    return any(
        position < mine[partition]
        for other in others
        if other[0].view == run[0].view
        for partition, position in began[other[0]].items()
        if partition in mine
    )


def _first_progress(run: Sequence[Part]) -> dict[int, int]:
    """Where the run began to read, by partition."""
    first: dict[int, int] = {}
    for part in run:
        for line in _parse_file(part):
            if isinstance(line, Progress):
                first[line.partition] = min(line.position, first.get(line.partition, line.position))
    return first
