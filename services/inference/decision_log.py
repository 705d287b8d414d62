"""The decision log: one JSON line a scored request, and one a second as a sign of life, in a file of this process.

    {"request_id": ..., "prediction_id": ..., "trace_id": ..., "at_ms": ..., "tenant": ..., "customer": "tok_...", "entity": "16 hex digits",
     "segments": {"tenant": ...}, "table_version": ..., "epoch": ..., "stage": ...,
     "assigned": {"weight": 0.1, "candidate": true, "pinned": false},
     "primary": {release, outcome, latency_ms, score, decision}, "answered_by": ..., "fallback": false,
     "features": {...}, "shadow": null | {...}, "status_code": 200, "request": {...}}
    {"heartbeat": true, "at_ms": ..., "table_version": ..., "epoch": ..., "pid": ...}

`primary` is the assigned release; its outcome is "skipped" where no features came and so nothing ran, "refused" where
its queue was full, "quarantined" where it has killed a process and is not executed. `shadow` is the other release's
work on the same features, its outcome "dropped" where the background had no room or no time for it. The rollout
controller and the parity check read it. Fields of the request are written in the form that their PII class allows in a
decision log (`andamio.pii.sinks`): a customer is a token. What a model said of a failure is scrubbed.

A line is written before the answer is sent, by one write to the kernel (under 1 us of a line's 6 us, so there is
nothing to gain from a buffer). One that waits for its shadow is put into bytes at once, which costs an answer no more
than the line without a shadow would, and is kept in the process's register (`in_flight`) until then, as if the shadow
had been dropped; whoever finds the process dead logs it so. Lines whose shadows ran together are one write. A process
that is killed therefore loses no line of an answer that it gave. A machine that loses power may.
"""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import orjson

from andamio.pii.scrubbing import scrub
from andamio.pii.sinks import WriteEdge
from inference.in_flight import LINE_BYTES, LINES, Dead

# Of a dead process's file: what it may have logged and not yet let go is at its end.
_LOOK_BACK_BYTES = LINES * LINE_BYTES
_PREDICTION = re.compile(rb'"prediction_id":("[^"]*")')


class Journal(Protocol):
    """Keeps lines beyond the end of the process."""

    def keep(self, line: bytes) -> int | None:
        """Keep a line; None where it cannot be kept."""
        ...

    def let_go(self, slot: int) -> None:
        """It is in the log."""
        ...


class Deferred(NamedTuple):
    """A line that waits for its shadow."""

    head: bytes
    """The line without it."""
    kept: int | None
    """Where the journal keeps it; None where it does not."""


class DecisionLog:
    """Appends lines to `<directory>/decisions-<pid>.ndjson`."""

    def __init__(
        self,
        directory: Path,
        clock_ms: Callable[[], int],
        edge: WriteEdge,
        pid: int | None = None,
        journal: Journal | None = None,
    ) -> None:
        """`edge` is of the contract that the request's fields are from."""
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self._journal = journal
        self._edge = edge
        self._pid = os.getpid() if pid is None else pid
        self.path = directory / f"decisions-{self._pid}.ndjson"
        self._clock_ms = clock_ms
        self._file = self.path.open("ab", buffering=0)

    def entity(self, tenant: str, customer: str) -> str:
        """What stands for a customer in `entity`, in the routing table's pins and in its assignment."""
        return self._edge.pseudonym("customer", customer, tenant)

    def decision(self, line: Mapping[str, Any], shadow: Mapping[str, Any] | None = None) -> None:
        """Append a decision."""
        self._append({**self._treated(line), "shadow": shadow and _scrubbed(shadow)})

    def defer(self, line: Mapping[str, Any], dropped: Mapping[str, Any]) -> Deferred:
        """Keep `line`, which has no shadow yet; `dropped` is its shadow if this process ends before `settle`."""
        head = orjson.dumps(self._treated(line), default=str)
        return Deferred(head, None if self._journal is None else self._journal.keep(_whole(head, dropped)))

    def settle(self, ended: Iterable[tuple[Deferred, Mapping[str, Any]]]) -> None:
        """Append decisions that were deferred, each with its shadow, by one write."""
        lines = list(ended)
        self._write(b"".join([_whole(deferred.head, _scrubbed(shadow)) + b"\n" for deferred, shadow in lines]))
        if self._journal is not None:
            for deferred, _ in lines:
                if deferred.kept is not None:
                    self._journal.let_go(deferred.kept)

    def recover(self, dead: Dead) -> None:
        """Append what a dead process kept and had not logged."""
        if not dead.lines:
            return
        path = self._directory / f"decisions-{dead.pid}.ndjson"
        logged: set[bytes] = set()
        if path.exists():
            with path.open("rb") as file:
                file.seek(max(path.stat().st_size - _LOOK_BACK_BYTES, 0))
                logged.update(_PREDICTION.findall(file.read()))
        for kept in dead.lines:
            line = orjson.loads(kept)
            if orjson.dumps(line["prediction_id"]) not in logged:
                self._append(line)

    def heartbeat(self, table_version: int | None, epoch: int = 0) -> None:
        """Append a sign of life; nothing before a table is applied, for it would vouch for no version."""
        if table_version is not None:
            at_ms = self._clock_ms()
            self._append(
                {"heartbeat": True, "at_ms": at_ms, "table_version": table_version, "epoch": epoch, "pid": self._pid}
            )

    def close(self) -> None:
        self._file.close()

    def _treated(self, line: Mapping[str, Any]) -> dict[str, Any]:
        """The line as it may be written."""
        edge, tenant = self._edge, line["tenant"]
        treated = {
            **line,
            "customer": edge.value("customer", line["customer"], tenant),
            "primary": _scrubbed(line["primary"]),
        }
        for part in ("segments", "request"):
            treated[part] = {name: edge.named(name, value, tenant) for name, value in line[part].items()}
        return treated

    def _append(self, line: Mapping[str, Any]) -> None:
        self._write(orjson.dumps(line, default=str) + b"\n")

    def _write(self, lines: bytes) -> None:
        # One write: a reader that tails the file sees whole lines or the beginning of one, never a mixture.
        left = memoryview(lines)
        while left:
            left = left[self._file.write(left) :]


def _scrubbed(execution: Mapping[str, Any]) -> Mapping[str, Any]:
    """An execution's line as it may be written: a model's error may quote what it was given."""
    if "detail" not in execution:
        return execution
    return {**execution, "detail": scrub(execution["detail"])}


def _whole(head: bytes, shadow: Mapping[str, Any]) -> bytes:
    """A line with its shadow, without writing the rest of it again."""
    return head[:-1] + b',"shadow":' + orjson.dumps(shadow) + b"}"
