"""Which core a measured process runs on, and who makes way: so that two variants differ by what they do alone."""

import os
from collections.abc import Iterable

import psutil

# Of processes that have nothing to do with a request: they run when nobody else wants to.
_BACKGROUND = 19


def place(process: psutil.Process, cores: set[int], background: bool = False) -> None:
    """Let a process with all its threads run on `cores` alone; in the background at the lowest priority."""
    for thread in _threads(process):
        try:
            os.sched_setaffinity(thread, cores)
            if background:
                os.setpriority(os.PRIO_PROCESS, thread, _BACKGROUND)
        except ProcessLookupError:
            continue  # a thread that has ended meanwhile


def set_apart(measured: psutil.Process, serving: Iterable[psutil.Process], others: Iterable[psutil.Process]) -> str:
    """Give `measured` a core of its own, `serving` the rest, and `others` what they leave; says so in a sentence."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        raise SystemExit("the machine has one core; a process cannot be set apart from the others there")
    rest = set(cores[1:])
    for process in serving:
        place(process, rest)
    for process in others:
        place(process, rest, background=True)
    place(measured, {cores[0]})
    return f"the replica alone on core {cores[0]}, everything else on {sorted(rest)}"


def _threads(process: psutil.Process) -> list[int]:
    try:
        return [int(name) for name in os.listdir(f"/proc/{process.pid}/task")]
    except FileNotFoundError:
        return []
