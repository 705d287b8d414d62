"""When each processor is slower than it was: a small piece of work every 10 ms on each, whose CPU time is kept.

The processors of a rented machine slow down to between a half and two thirds, for 10 ms to seconds, each by itself, as
whoever shares the core works or rests. A service near its capacity then has a queue that no variant of it caused: of the
25 longest stalls in a minute of inference at half of its capacity, 5 ms and more, all but one fell into such a time. The
pieces tell, and they run the same whatever is measured beside them. Nothing is said of a request by how long it took.

A piece is what an interpreter does (objects, dictionaries, text to and from JSON), 30 us of it, run twice; the second is
timed, with what it needs in the cache. It runs before all else: six in a thousand of a processor's time.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy
from numpy.typing import NDArray

from andamio.parent_death import die_with_parent

_PIECES = """
import gc, json, os, struct, sys, time
processor, kept = int(sys.argv[1]), open(sys.argv[2], "wb", buffering=0)
os.sched_setaffinity(0, {processor})
os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(2))
gc.disable()
numbers, document = list(range(1000)), {"a": [1, 2, 3.5], "b": {"c": "xyz" * 10, "d": None}, "e": list(range(20))}
def piece():
    for _ in range(3):
        json.loads(json.dumps(document))
    sum(numbers)
buffer, due = bytearray(), time.monotonic_ns()
while True:
    due = max(due + 10_000_000, time.monotonic_ns())
    time.sleep(max(due - time.monotonic_ns(), 0) / 1e9)
    piece()
    began = time.thread_time_ns()
    piece()
    buffer += struct.pack("<qq", time.monotonic_ns(), time.thread_time_ns() - began)
    if len(buffer) >= 160:
        kept.write(buffer)
        buffer = bytearray()
"""
_IDLE = """
import os, sys
os.sched_setaffinity(0, {int(sys.argv[1])})
os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
while True:
    pass
"""
_RECORD = numpy.dtype([("at_ns", "<i8"), ("took_ns", "<i8")])
SLOWER = 1.25
"""Times the lower quartile of its processor's pieces: pieces lie close around that, or at 1.4 times and more."""
BEFORE_S = 0.02
"""A processor may have been slow from the piece before on, and a request may have been in hand for about as long again."""
AFTER_S = 0.06
"""It may be slow until the next piece, and what has queued up is then worked off."""
Seconds = NDArray[numpy.float64]


class Speeds:
    """What the pieces took, by processor. Times are `time.monotonic`'s."""

    def __init__(self, files: Sequence[Path]) -> None:
        """`files` are where the pieces are kept, one a processor."""
        self.files = files

    def slow_s(self, from_s: float, to_s: float) -> Seconds:
        """When pieces took long, on any processor, ascending; long for the time between these two.

        One that took long alone, the one before and the one after it did not, is no slow time: a queue of 10 ms is none.
        The last tenth of a second may not be there yet.
        """
        found = []
        for file in self.files:
            content = file.read_bytes()
            records = numpy.frombuffer(content, _RECORD, len(content) // _RECORD.itemsize)
            at_s = records["at_ns"] / 1e9
            first, end = numpy.searchsorted(at_s, (from_s, to_s))
            took_ns = records["took_ns"][first:end]
            if len(took_ns):
                slow = took_ns > SLOWER * numpy.quantile(took_ns, 0.25)
                beside = numpy.convolve(slow, (1, 0, 1), "same") if len(slow) > 2 else numpy.zeros(len(slow))
                found.append(at_s[first:end][slow & (beside > 0)])
        return numpy.sort(numpy.concatenate(found)) if found else numpy.empty(0)


def undisturbed(moments_s: Seconds, slow_s: Seconds) -> NDArray[numpy.bool_]:
    """Which moments are not within `BEFORE_S` before or `AFTER_S` after a slow piece; `slow_s` ascends."""
    # The first slow piece that is not over for this moment.
    following = numpy.searchsorted(slow_s, moments_s - AFTER_S)
    return numpy.append(slow_s, numpy.inf)[following] > moments_s + BEFORE_S


@contextmanager
def watched() -> Iterator[Speeds]:
    """Know the processors' speeds within the block, and keep the processors awake.

    A virtual processor that sleeps is taken from the machine, and comes back when its host finds the time: open-loop
    latencies at half of capacity then have that in their tail, by which no variant differs. Where a service must answer
    quickly, its machine is told not to sleep either (`idle=poll`, a latency profile). Here something turns on each that
    yields to all else (`SCHED_IDLE`). Takes root, or CAP_SYS_NICE.
    """
    with tempfile.TemporaryDirectory() as folder:
        files = {each: Path(folder) / str(each) for each in sorted(os.sched_getaffinity(0))}
        working: list[subprocess.Popen[bytes]] = []
        try:
            for processor, file in files.items():
                file.touch()
                for program, more in ((_IDLE, []), (_PIECES, [str(file)])):
                    command = [sys.executable, "-IS", "-c", program, str(processor), *more]
                    working.append(subprocess.Popen(command, preexec_fn=die_with_parent))
            yield Speeds(list(files.values()))
        finally:
            for process in working:
                process.kill()
                process.wait()
