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
nothing to gain from a buffer). One that waits for its shadow is kept in the process's register (`in_flight`) until
then, as if the shadow had been dropped; whoever finds the process dead logs it so. A process that is killed therefore
loses no line of an answer that it gave. A machine that loses power may.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

import orjson

from andamio.pii.scrubbing import scrub
from andamio.pii.sinks import WriteEdge
from inference.executor import Execution
from inference.in_flight import Dead

# Of a dead process's file: what it may have logged and not yet let go is at its end.
_LOOK_BACK_BYTES = 1 << 20


class Journal(Protocol):
    """Keeps lines beyond the end of the process."""

    def keep(self, line: bytes) -> int | None:
        """Keep a line; None where it cannot be kept."""
        ...

    def let_go(self, slot: int) -> None:
        """It is in the log."""
        ...


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

    def decision(self, line: Mapping[str, Any]) -> None:
        """Append a decision."""
        self._append(self._treated(line))

    def defer(self, line: Mapping[str, Any]) -> int | None:
        """Keep `line`, which will be logged later in its final form; the answer is for `settle`."""
        return None if self._journal is None else self._journal.keep(orjson.dumps(self._treated(line), default=str))

    def settle(self, line: Mapping[str, Any], kept: int | None) -> None:
        """Append a decision that was deferred."""
        self._append(self._treated(line))
        if self._journal is not None and kept is not None:
            self._journal.let_go(kept)

    def recover(self, dead: Dead) -> None:
        """Append what a dead process kept and had not logged."""
        if not dead.lines:
            return
        path = self._directory / f"decisions-{dead.pid}.ndjson"
        logged = b""
        if path.exists():
            with path.open("rb") as file:
                file.seek(max(path.stat().st_size - _LOOK_BACK_BYTES, 0))
                logged = file.read()
        for kept in dead.lines:
            line = orjson.loads(kept)
            if line["prediction_id"].encode() not in logged:
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
        treated = {**line, "customer": edge.value("customer", line["customer"], tenant)}
        for part in ("segments", "request"):
            treated[part] = {name: edge.named(name, value, tenant) for name, value in line[part].items()}
        for part in ("primary", "shadow"):
            execution = line[part]
            if execution is not None and "detail" in execution:
                treated[part] = {**execution, "detail": scrub(execution["detail"])}
        return treated

    def _append(self, line: Mapping[str, Any]) -> None:
        # One write a line: a reader that tails the file sees whole lines or the beginning of one, never a mixture.
        left = memoryview(orjson.dumps(line, default=str) + b"\n")
        while left:
            left = left[self._file.write(left) :]


def execution_line(execution: Execution) -> dict[str, Any]:
    """An execution as the log has it."""
    line = {
        "release": execution.release,
        "outcome": execution.outcome,
        "latency_ms": round(execution.latency_ms, 3),
        "score": execution.score,
        "decision": execution.decision,
    }
    if execution.detail is not None:
        line["detail"] = execution.detail
    return line


def idle_line(release: str, outcome: str) -> dict[str, Any]:
    """A release that did not run: "skipped" or "dropped"."""
    return {"release": release, "outcome": outcome, "latency_ms": None, "score": None, "decision": None}
