"""Workers: each is told to stop once, one that dies is replaced, and one that cannot live ends them all."""

import os
import signal
import subprocess
import sys

import pytest

from feature_api import workers

# Each worker says its index and pid, and ends with 0 on SIGTERM; "die" ends at once.
_PROGRAM = f"""
import os, signal, sys, time
from {workers.__name__} import run
import {workers.__name__} as module
module._SOON_S = float(sys.argv[2])

def serve(index):
    if sys.argv[1] == "die" and index == 1:
        return 3
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    os.write(1, f"{{index}} {{os.getpid()}}\\n".encode())
    while True:
        time.sleep(1)

sys.exit(run(2, serve))
"""


def start(mode: str, soon_s: float) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, mode, str(soon_s)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(os.path.abspath(path) for path in sys.path if path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def said(parent: subprocess.Popen[str]) -> tuple[int, int]:
    assert parent.stdout is not None
    index, pid = parent.stdout.readline().split()
    return int(index), int(pid)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_reaches_every_worker(number: int) -> None:
    parent = start("live", 5)
    assert {said(parent)[0], said(parent)[0]} == {0, 1}
    parent.send_signal(number)
    assert parent.wait(30) == 0
    parent.communicate()


def test_a_worker_that_dies_is_replaced() -> None:
    parent = start("live", 0)
    pids = dict([said(parent), said(parent)])
    os.kill(pids[1], signal.SIGKILL)
    index, pid = said(parent)
    assert (index, pid != pids[1]) == (1, True)
    parent.send_signal(signal.SIGTERM)
    assert parent.wait(30) == 0
    assert "worker 1 ended with status -9" in parent.communicate()[1]


def test_a_worker_that_dies_young_ends_them_all() -> None:
    parent = start("die", 60)
    assert parent.wait(30) == 3
    parent.communicate()
