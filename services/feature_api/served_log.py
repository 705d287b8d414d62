"""The log of served values, from which a job can recompute what was said: sampled by key, written off the hot path.

One JSON line a served view of an entity:

    {"served_at_ms", "as_of_ms", "feature_service", "view", "tenant", "key": "tok_...", "status", "applied_positions": {"0": n},
     "cutover_ms", "folded": [[until_ms, position]], "newest_event_time_ms", "values": {feature: value}}

The key goes through the view's `WriteEdge`: what its class says of a served log, a token for a customer. A key is in the sample or it is not, in every process and at every time, so that its history in the log has no holes.
Files appear whole, by rename; one being written is hidden (".served-….part") and locked. What a killed process left
behind is adopted by the next one that starts, less a last line that was cut.
"""

import contextlib
import fcntl
import json
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO
from zlib import crc32

from andamio.features.components import Value
from andamio.features.definition import FeatureView
from andamio.features.online.online_store import Folded, Status
from andamio.features.online.view_answer import ViewAnswer
from andamio.pii.sinks import WriteEdge
from feature_api.validation import Read

ROTATE_S = 10.0
ROTATE_BYTES = 16 * 2**20
QUEUE_AT_MOST = 20_000  # entities; about 20 MB
_POLL_S = 0.2

_Said = tuple[FeatureView, dict[int, int], int | None, Sequence[Folded], Status, int | None, tuple[Value, ...]]
"""Of one view: positions, cut-over, what batch knows, status, newest event time, values. No more of a batch's answer than that."""
_Served = tuple[int, int, str, tuple[str, str], list[_Said]]


def sampled(tenant: str, key: str, rate: float) -> bool:
    """Whether a key's values are logged. The same keys at a lower rate are among those at a higher one."""
    return _place(tenant, key) < rate * 2**32


def _place(tenant: str, key: str) -> int:
    # A CRC alone makes clusters of keys that count up; the finalizer of MurmurHash3 scatters it, for a third of what a
    # cryptographic hash costs on the way of every request.
    mixed = crc32(f"{tenant}\x1f{key}".encode())
    mixed = (mixed ^ mixed >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    mixed = (mixed ^ mixed >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return mixed ^ mixed >> 16


class ServedLog:
    """Takes served values from the event loop, and writes them from a thread of its own."""

    def __init__(
        self,
        folder: Path,
        rate: float,
        edges: Mapping[str, WriteEdge],
        dropped: Callable[[int], None] = lambda count: None,
        rotate_s: float = ROTATE_S,
        queue_at_most: int = QUEUE_AT_MOST,
    ) -> None:
        """`edges` by view id; `dropped` is told how many entities found the queue full.

        Raises `OSError` if the folder can't be written.
        """
        self.rate = rate
        self._edges = edges
        self._folder, self._dropped, self._rotate_s, self._queue_at_most = folder, dropped, rotate_s, queue_at_most
        folder.mkdir(parents=True, exist_ok=True)
        self._adopt()
        self._queue: deque[_Served] = deque()
        self._stopping = threading.Event()
        self._files = 0
        self._thread = threading.Thread(target=self._run, name="served-log", daemon=True)
        self._thread.start()

    def add(self, read: Read, served_at_ms: int, as_of_ms: int, answers: list[ViewAnswer]) -> None:
        """Queue what is sampled of an answer; never waits."""
        limit = self.rate * 2**32
        for index, (tenant, key) in enumerate(read.keys):
            if _place(tenant, key) < limit:
                if len(self._queue) >= self._queue_at_most:
                    self._dropped(1)
                    continue
                said: list[_Said] = [
                    (
                        *(answer.view, answer.applied_positions, answer.cutover_ms, answer.folded),
                        *(answer.statuses[index], answer.newest_event_times_ms[index], answer.columns.values_of(index)),
                    )
                    for answer in answers
                ]
                self._queue.append((served_at_ms, as_of_ms, read.plan.id, (tenant, key), said))

    def close(self) -> None:
        """Write what is queued, and let the last file appear."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        file: _Part | None = None
        while True:
            stopping = self._stopping.wait(_POLL_S)
            try:
                file = self._write(file, stopping)
            except OSError:  # a full disk: what is lost is counted, and another file may work later
                self._dropped(max(len(self._queue), 1))
                self._queue.clear()
                file = None
            if stopping and not self._queue:
                return

    def _write(self, file: "_Part | None", stopping: bool) -> "_Part | None":
        """Write what is queued; the file to go on with, None once it is published."""
        while self._queue:
            if file is None:
                file = _Part(self._folder, f"served-{time.time_ns() // 1_000_000}-{os.getpid()}-{self._files}")
                self._files += 1
            file.write(_lines(self._edges, *self._queue.popleft()))
            if file.size >= ROTATE_BYTES:
                file.publish()
                file = None
        if file is not None and (stopping or file.age_s() >= self._rotate_s):
            file.publish()
            file = None
        return file

    def _adopt(self) -> None:
        for part in sorted(self._folder.glob(".served-*.part")):
            with contextlib.suppress(OSError), part.open("r+b") as left:
                fcntl.flock(left, fcntl.LOCK_EX | fcntl.LOCK_NB)
                left.truncate(left.read().rfind(b"\n") + 1)
                part.rename(self._folder / f"{part.name[1:].removesuffix('.part')}.ndjson")


class _Part:
    """A file being written."""

    def __init__(self, folder: Path, name: str) -> None:
        self._hidden, self._final = folder / f".{name}.part", folder / f"{name}.ndjson"
        # Locked before it can be seen as one that was left behind.
        unseen = folder / f".new-{name}"
        self._file: TextIO = unseen.open("x", encoding="utf-8")
        fcntl.flock(self._file, fcntl.LOCK_EX)
        unseen.rename(self._hidden)
        self._opened_s = time.monotonic()
        self.size = 0

    def write(self, text: str) -> None:
        self._file.write(text)
        self._file.flush()
        self.size += len(text)

    def age_s(self) -> float:
        return time.monotonic() - self._opened_s

    def publish(self) -> None:
        """Let the whole file appear; nothing can be written to it afterwards."""
        self._hidden.rename(self._final)
        self._file.close()


def _lines(
    edges: Mapping[str, WriteEdge],
    served_at_ms: int,
    as_of_ms: int,
    service: str,
    entity: tuple[str, str],
    said: Sequence[_Said],
) -> str:
    tenant, key = entity
    lines = []
    for view, positions, cutover_ms, folded, status, newest_ms, values in said:
        line: dict[str, Any] = {
            "served_at_ms": served_at_ms,
            "as_of_ms": as_of_ms,
            "feature_service": service,
            "view": view.id,
            "tenant": tenant,
            "key": edges[view.id].value(view.key_column, key, tenant),
            "status": status,
            "applied_positions": {str(part): position for part, position in positions.items()},
            "cutover_ms": cutover_ms,
            "folded": [[each.until_ms, each.position] for each in folded],
            "newest_event_time_ms": newest_ms,
            "values": {feature.name: value for feature, value in zip(view.features, values)},
        }
        lines.append(json.dumps(line, separators=(",", ":"), ensure_ascii=False) + "\n")
    return "".join(lines)
