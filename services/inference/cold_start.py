"""Where a replica's start goes: from its process to its first answer, in milliseconds.

    worker          Ray starts the process, Python in it and Ray in that, up to the first import of this service
    imports         FastAPI, ONNX Runtime, telemetry and the service itself
    constructor     telemetry, the log, the register, and where features come from
    features        of these the last: for a store in Redis also its machine code, compiled where no process has before
    verify_package  the files of stable's package against their digests
    session         ONNX Runtime's session of stable
    golden          stable's golden set, which is also the warm-up
    table           the rest of the way to an applied routing table
    first_request   the first request to be answered

A replica takes traffic after `table`. Ray keeps workers in stock: `worker` of one from the stock includes its waiting.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil


class Timings:
    """How long named parts took, in milliseconds; a part that happens again keeps its first time."""

    def __init__(self) -> None:
        self.parts_ms: dict[str, float] = {}

    @contextmanager
    def measured(self, part: str) -> Iterator[None]:
        """Measure what is within, unless it raises."""
        started = time.perf_counter()
        yield
        self.note(part, (time.perf_counter() - started) * 1000)

    def note(self, part: str, ms: float) -> None:
        """Note a part measured elsewhere."""
        self.parts_ms.setdefault(part, round(ms, 1))


def process_started_ms() -> float:
    """When this process began, milliseconds UTC."""
    return psutil.Process().create_time() * 1000
