"""Putting what is measured before all else that runs on the machine: so that two variants differ by what they do alone."""

import os
from collections.abc import Iterable

import psutil


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
