"""Contract of the child processes: what they say is kept, what they end with is told, and none outlives the run."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from andamio.errors import UserError
from andamio.telemetry.tracing import Sampling, begin, make_current
from quickstart.errors import StepFailed
from quickstart.processes import Binary, Processes, find_binary


def _binary(folder: Path, source: str) -> Binary:
    path = folder / "jobs.fake" / "bin.pex"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source)
    return Binary("jobs.fake", path)


def _gone(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


def test_a_missing_binary_is_the_persons_mistake_and_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="package"):
        find_binary(tmp_path, "jobs.fake")


def test_the_sentence_of_a_binary_that_refuses_its_input_is_passed_on(tmp_path: Path) -> None:
    binary = _binary(tmp_path, "import sys; sys.exit(print('fake: the file is broken', file=sys.stderr) or 2)")
    with pytest.raises(UserError, match="^the file is broken$"):
        Processes(tmp_path).run(binary, takes_input=True)
    with pytest.raises(StepFailed, match="the file is broken"):
        Processes(tmp_path).run(binary)


def test_a_failed_step_names_the_binary_its_last_words_and_its_log(tmp_path: Path) -> None:
    binary = _binary(tmp_path, "raise SystemExit('out of luck')")
    with pytest.raises(StepFailed, match=r"jobs\.fake ended with status 1: out of luck \(log: .*jobs\.fake\.log\)"):
        Processes(tmp_path).run(binary)


def test_waiting_for_a_child_that_ends_instead_fails_at_once(tmp_path: Path) -> None:
    child = Processes(tmp_path).start(_binary(tmp_path, "print('not today')"))
    with pytest.raises(StepFailed, match="not today"):
        child.wait_ready(30)


_STUBBORN = """
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
print(os.getpid(), grandchild.pid, flush=True)
print("ready", flush=True)
time.sleep(600)
"""

_DRIVER = """
import sys
from pathlib import Path
from quickstart.processes import Binary, Processes
processes = Processes(Path(sys.argv[1]))
processes.start(Binary("jobs.fake", Path(sys.argv[2]))).wait_ready(30)
print("started", flush=True)
sys.stdin.readline()
processes.stop_all()
"""


def _drive(folder: Path) -> tuple["subprocess.Popen[str]", list[int]]:
    """A process of its own that starts the stubborn child, because stopping kills every descendant."""
    binary = _binary(folder, _STUBBORN)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(os.path.abspath(path) for path in sys.path if path)}
    driver = subprocess.Popen(
        [sys.executable, "-c", _DRIVER, str(folder), str(binary.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert driver.stdout is not None
    assert driver.stdout.readline() == "started\n"
    pids = [int(pid) for pid in (folder / "jobs.fake.log").read_text().split()[:2]]
    return driver, pids


def test_stopping_kills_a_child_that_ignores_it_and_the_orphan_that_it_leaves(tmp_path: Path) -> None:
    driver, pids = _drive(tmp_path)
    driver.communicate("stop\n", timeout=30)
    assert driver.returncode == 0
    assert [_gone(pid) for pid in pids] == [True, True]


def test_a_child_dies_with_a_run_that_is_killed(tmp_path: Path) -> None:
    driver, (child, grandchild) = _drive(tmp_path)
    driver.send_signal(signal.SIGKILL)
    driver.wait()
    gone = _gone(child)
    # What a dead child leaves behind is its own business (services adopt their orphans); the test cleans up.
    psutil.Process(grandchild).kill()
    assert gone


def test_a_child_works_for_the_trace_of_the_step_that_starts_it_with_the_settings_of_the_run(tmp_path: Path) -> None:
    binary = _binary(tmp_path, "import os; print(os.environ.get('TRACEPARENT'), os.environ['SETTING'])")
    processes = Processes(tmp_path, settings={"SETTING": "ours"})
    trace = begin(b"", Sampling(one_in=1))
    make_current(trace)
    try:
        assert processes.run(binary)[1].split() == [trace.traceparent, "ours"]
    finally:
        make_current(None)
