"""What tests of a log share: a clock to move, and some records."""

from collections.abc import Callable
from typing import Any

from andamio.audit.log import AuditLog

Opened = Callable[..., AuditLog]
"""Opens the test's log, with settings of `open_audit`."""
CHECKPOINTS = "checkpoints"
"""The file of its checkpoints, in the test's folder."""


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now_ms = 1_700_000_000_000

    def __call__(self) -> int:
        return self.now_ms


def append_some(log: AuditLog, count: int = 1, **fields: Any) -> None:
    """Append steps of a rollout, one by one; `fields` are those of `AuditLog.append`."""
    for number in range(count):
        log.append("controller", "rollout.advanced", "rollout/r1", f"step {number}", **fields)
