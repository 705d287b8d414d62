"""Nothing outlives this process: orphans among its descendants come to it, and it ends them before it ends itself.

Flink and Ray start daemons that start agents; stopped half-way through their own start, they forget some of them.
Linux alone can do this; elsewhere `adopt_orphans` does nothing.
"""

import ctypes
import sys

import psutil

_PR_SET_CHILD_SUBREAPER = 36
_PRCTL = ctypes.CDLL(None, use_errno=True).prctl if sys.platform == "linux" else None
# A process killed now may have had a child that comes to us only then.
_ROUNDS = 3


def adopt_orphans() -> None:
    """Make this process, not init, the parent of descendants whose parent ends."""
    if _PRCTL is not None:
        _PRCTL(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_descendants() -> None:
    """Kill every descendant that is left, and the ones that come to us when their parents are gone."""
    for _ in range(_ROUNDS):
        left = psutil.Process().children(recursive=True)
        for process in left:
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue
        psutil.wait_procs(left, timeout=2)
