"""A process whose event loop stands still ends and says where it stood, whoever holds the interpreter's lock."""

import os
import subprocess
import sys

import pytest

from inference import hang_watch

_LOOP = f"""
import asyncio, ctypes, sys, time
from {hang_watch.__name__} import HangWatch

def stand_still(how):
    if how == "asleep":
        time.sleep(60)
    if how == "with the lock":
        ctypes.PyDLL(None).pause()

async def main():
    watch = HangWatch(hung_after_s=1.0)
    watch.start()
    await asyncio.sleep(2.5)
    print("turned", flush=True)
    if sys.argv[1] == "stopped":
        watch.stop()
        time.sleep(2.5)
    stand_still(sys.argv[1])
    watch.stop()
    watch.stop()

asyncio.run(main())
print("ended", flush=True)
"""


def run(how: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", _LOOP, how]
    return subprocess.run(command, capture_output=True, text=True, timeout=45, env=environment, check=False)


@pytest.mark.parametrize("how", ["asleep", "with the lock"])
def test_a_loop_that_stands_still_ends_its_process_which_says_where(how: str) -> None:
    ended = run(how)
    assert (ended.returncode, ended.stdout) == (1, "turned\n")
    assert "Timeout" in ended.stderr
    assert "in stand_still" in ended.stderr


@pytest.mark.parametrize("how", ["turning", "stopped"])
def test_a_loop_that_turns_or_is_not_watched_any_more_goes_on(how: str) -> None:
    ended = run(how)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "turned\nended\n", "")
