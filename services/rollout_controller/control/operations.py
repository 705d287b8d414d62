"""How long each thing that a pass of the control loop does takes, how often it is done and whether it failed.

One histogram, `andamio.rollout.operation.duration`, by `andamio.rollout.operation` and `error.type`:

    decide           a pass up to its commit, and of it read, labels and judge
    write_table      the routing table to its file
    gates            a run of the gates, beside the loop
    detect, apply    of a move (`move_traces`)
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from opentelemetry.metrics import Meter

from andamio.telemetry.conventions import DURATION_BOUNDS_S, ERROR_TYPE

OPERATION = "andamio.rollout.operation"
# An apply may take the 60 s after which a replica that is cut off is forgotten, a detection as long as a stage.
_BOUNDS_S = (0.0002, 0.0005, *DURATION_BOUNDS_S, 30.0, 60.0, 300.0, 900.0)


class Operations:
    """Measures operations; those of the pass under way are kept until the next one begins."""

    def __init__(self, meter: Meter, clock_ns: Callable[[], int] = time.time_ns) -> None:
        self.clock_ns = clock_ns
        """ns since 1970."""
        self.of_pass: dict[str, tuple[int, int]] = {}
        """Operation -> when it began and ended in the pass under way, or the last one."""
        self.began_ns = clock_ns()
        """When that pass began."""
        self._duration = meter.create_histogram(
            "andamio.rollout.operation.duration",
            "s",
            "Duration of what the control loop does",
            explicit_bucket_boundaries_advisory=_BOUNDS_S,
        )

    def begin_pass(self) -> None:
        """A pass begins."""
        self.began_ns = self.clock_ns()
        self.of_pass = {}

    @contextmanager
    def timed(self, operation: str) -> Iterator[None]:
        """An operation of the pass under way; it failed if it raises."""
        began = self.clock_ns()
        try:
            yield
        except BaseException as error:
            self.record(operation, began, self.clock_ns(), type(error).__name__)
            raise
        ended = self.clock_ns()
        self.of_pass[operation] = (began, ended)
        self.record(operation, began, ended)

    def record(self, operation: str, began_ns: int, ended_ns: int, error: str | None = None) -> None:
        """An operation that has ended; `error` is its kind, of few values."""
        attributes = {OPERATION: operation} | ({} if error is None else {ERROR_TYPE: error})
        self._duration.record(max(ended_ns - began_ns, 0) / 1e9, attributes)
