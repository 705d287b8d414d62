"""Putting what is measured before all else that runs on the machine: so that two variants differ by what they do alone."""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import psutil

from andamio.parent_death import die_with_parent

_SPINS = """
import os, sys
os.sched_setaffinity(0, {int(sys.argv[1])})
os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
while True:
    pass
"""


@contextmanager
def awake() -> Iterator[None]:
    """Keep the processors awake within the block: on each, something turns that yields to all else (`SCHED_IDLE`).

    A virtual processor that sleeps is taken from the machine, and comes back when its host finds the time: open-loop
    latencies at half of capacity then have that in their tail, by which no variant differs. Where a service must answer
    quickly, its machine is told not to sleep either (`idle=poll`, a latency profile).
    """
    spinning = [
        subprocess.Popen([sys.executable, "-IS", "-c", _SPINS, str(each)], preexec_fn=die_with_parent)
        for each in sorted(os.sched_getaffinity(0))
    ]
    try:
        yield
    finally:
        for each in spinning:
            each.kill()
            each.wait()


def put_first(processes: Iterable[psutil.Process]) -> str:
    """Run these processes, all their threads, in turns and before whoever has no such priority; says so in a sentence.

    Takes root, or CAP_SYS_NICE. Linux keeps a twentieth of a processor for the others where these would take all of it.
    """
    for process in processes:
        for thread in _threads(process):
            try:
                os.sched_setscheduler(thread, os.SCHED_RR, os.sched_param(1))
            except ProcessLookupError:
                continue  # it has ended meanwhile
            except PermissionError:
                return "left to the system: this user may not set SCHED_RR"
    return "replica, HAProxy, Redis and load generator before all else (SCHED_RR), on any core"


def _threads(process: psutil.Process) -> list[int]:
    try:
        return [int(name) for name in os.listdir(f"/proc/{process.pid}/task")]
    except FileNotFoundError:
        return []
