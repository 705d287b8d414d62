"""Families of processes: who is left when a member ends."""

import os
import signal
import subprocess
import sys

import psutil

from andamio import parent_death, processes

_CHILD = """
import subprocess, sys, time
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
print(grandchild.pid, flush=True)
"""
_PARENT = f"""
import subprocess, sys, time
from {parent_death.__name__} import die_with_parent
from {processes.__name__} import adopt_orphans, end_descendants

def start(after, preexec_fn=None):
    child = subprocess.Popen(
        [sys.executable, "-c", {_CHILD!r} + after], stdout=subprocess.PIPE, text=True, preexec_fn=preexec_fn
    )
    print(child.pid, child.stdout.readline().strip(), flush=True)
    return child

"""


def start(program: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _PARENT + program],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        stdout=subprocess.PIPE,
        text=True,
    )


def family(parent: subprocess.Popen[str]) -> list[int]:
    """The pids that the parent tells: its child's and its grandchild's."""
    assert parent.stdout is not None
    return [int(pid) for pid in parent.stdout.readline().split()]


def test_children_and_their_children_are_gone_when_it_returns() -> None:
    with start("adopt_orphans(); start('time.sleep(300)'); end_descendants()") as parent:
        child, grandchild = family(parent)
        assert parent.wait(60) == 0

    assert not psutil.pid_exists(child)
    assert not psutil.pid_exists(grandchild)


def test_an_orphan_is_ended_as_well() -> None:
    with start("adopt_orphans(); start('').wait(); end_descendants()") as parent:
        _, grandchild = family(parent)
        assert parent.wait(60) == 0

    assert not psutil.pid_exists(grandchild)


def test_a_child_dies_with_a_parent_that_is_killed() -> None:
    with start("start('time.sleep(300)', die_with_parent); time.sleep(300)") as parent:
        child, grandchild = map(psutil.Process, family(parent))
        parent.send_signal(signal.SIGKILL)
        psutil.wait_procs([child], timeout=30)
        # It binds the child alone; the rest of the family is end_descendants' affair.
        grandchild.kill()

    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
