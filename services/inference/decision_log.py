"""The decision log: one JSON line a scored request, and one a second as a sign of life, in a file of this process.

    {"request_id": ..., "prediction_id": ..., "at_ms": ..., "tenant": ..., "customer": ..., "table_version": ...,
     "stage": ..., "primary": {release, outcome, latency_ms, score, decision}, "answered_by": ..., "features": {...},
     "shadow": null | {...}, "status_code": 200, "request": {...}}
    {"heartbeat": true, "at_ms": ..., "table_version": ...}

`primary` is the assigned release; its outcome is "skipped" where no features came and so nothing ran, "quarantined"
where it has killed a process and is not executed. `shadow`
is the other release's work on the same features, its outcome "dropped" where the background was full.
The rollout controller and the parity check read it.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from inference.executor import Execution


class DecisionLog:
    """Appends lines to `<directory>/decisions-<pid>.ndjson`, each flushed."""

    def __init__(self, directory: Path, clock_ms: Callable[[], int], pid: int | None = None) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.path = directory / f"decisions-{os.getpid() if pid is None else pid}.ndjson"
        self._clock_ms = clock_ms
        self._file = self.path.open("a", encoding="utf-8")

    def decision(self, line: Mapping[str, Any]) -> None:
        """Append a decision."""
        self._append(line)

    def heartbeat(self, table_version: int | None) -> None:
        """Append a sign of life; nothing before a table is applied, for it would vouch for no version."""
        if table_version is not None:
            self._append({"heartbeat": True, "at_ms": self._clock_ms(), "table_version": table_version})

    def close(self) -> None:
        self._file.close()

    def _append(self, line: Mapping[str, Any]) -> None:
        # One write a line: a reader that tails the file sees whole lines or the beginning of one, never a mixture.
        self._file.write(json.dumps(line, separators=(",", ":")) + "\n")
        self._file.flush()


def execution_line(execution: Execution) -> dict[str, Any]:
    """An execution as the log has it."""
    line = {name: value for name, value in asdict(execution).items() if name != "detail" or value is not None}
    return {**line, "latency_ms": round(execution.latency_ms, 3)}


def idle_line(release: str, outcome: str) -> dict[str, Any]:
    """A release that did not run: "skipped" or "dropped"."""
    return {"release": release, "outcome": outcome, "latency_ms": None, "score": None, "decision": None}
