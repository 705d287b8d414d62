"""The register, written by real processes that die in real ways."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from inference.errors import InferenceError
from inference.in_flight import LINES, Dead, Held, Register, collect_dead

# What is in hand when the process ends: two executions of a candidate, one that is over, and an idle stable.
_WORK = """
import os, signal, sys
from pathlib import Path
from inference.in_flight import Register
register = Register(Path(sys.argv[1]))
stable, candidate = register.section("r1", "d1"), register.section("r2", "d2")
stable.prove(True)
candidate.enter()
candidate.enter()
candidate.leave(candidate.enter())
stable.leave(stable.enter())
register.let_go(register.keep(b"logged"))
register.keep(b"waits for its shadow")
print("at work", flush=True)
"""
_ENDS = {
    "segmentation fault": "os.kill(os.getpid(), signal.SIGSEGV)",
    "os._exit": "os._exit(0)",
    "killed for memory": "os.kill(os.getpid(), signal.SIGKILL)",
    "while loading": """
with stable.loading():
    os._exit(1)""",
    "a clean stop": "register.close()",
    "alive": "sys.stdin.read()",
}


@pytest.fixture
def processes() -> Iterator[list["subprocess.Popen[bytes]"]]:
    started: list[subprocess.Popen[bytes]] = []
    yield started
    for process in started:
        process.kill()
        process.communicate()


def run(folder: Path, end: str, processes: list["subprocess.Popen[bytes]"]) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(
        [sys.executable, "-c", _WORK + _ENDS[end], str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    processes.append(process)
    assert process.stdout is not None
    assert process.stdout.readline() == b"at work\n"
    if end != "alive":
        process.wait()
    return process


STABLE = Held("r1", "d1", proven=True)
CANDIDATE = Held("r2", "d2", proven=False, executing=2)


@pytest.mark.parametrize("end", ["segmentation fault", "os._exit", "killed for memory"])
def test_however_a_process_dies_its_register_says_what_it_had_in_hand(
    end: str, tmp_path: Path, processes: list["subprocess.Popen[bytes]"]
) -> None:
    process = run(tmp_path, end, processes)

    (dead,) = collect_dead(tmp_path)

    assert dead.process.startswith(f"{process.pid}-")
    assert dead.held == (STABLE, CANDIDATE)
    assert (dead.pid, dead.lines) == (process.pid, (b"waits for its shadow",))
    assert list(collect_dead(tmp_path)) == []


def test_a_release_that_dies_while_it_loads_is_caught(
    tmp_path: Path, processes: list["subprocess.Popen[bytes]"]
) -> None:
    run(tmp_path, "while loading", processes)

    (dead,) = collect_dead(tmp_path)

    assert dead.held == (Held("r1", "d1", proven=True, loading=True), CANDIDATE)


def test_a_process_that_lives_or_has_stopped_cleanly_is_not_dead(
    tmp_path: Path, processes: list["subprocess.Popen[bytes]"]
) -> None:
    run(tmp_path, "a clean stop", processes)
    alive = run(tmp_path, "alive", processes)

    assert list(collect_dead(tmp_path)) == []

    alive.send_signal(signal.SIGKILL)
    alive.wait()
    assert [dead.held for dead in collect_dead(tmp_path)] == [(STABLE, CANDIDATE)]


def test_a_caller_that_dies_over_a_register_leaves_it_to_the_next(
    tmp_path: Path, processes: list["subprocess.Popen[bytes]"]
) -> None:
    run(tmp_path, "os._exit", processes)
    interrupted = collect_dead(tmp_path)
    first: Dead = next(interrupted)
    interrupted.close()  # type: ignore[attr-defined]

    assert list(collect_dead(tmp_path)) == [first]


def test_a_section_is_used_again_and_a_late_execution_does_not_mark_its_next_release(tmp_path: Path) -> None:
    register = Register(tmp_path)
    for number in range(100):
        register.section(f"r{number}", "d").close()
    late = register.section("late", "d")
    slot = late.enter()
    late.close()
    held = [register.section(f"r{number}", "d") for number in range(32)]
    late.leave(slot)

    assert sum(register.map[: 1 << 16].count(mark) for mark in (b"\1", b"\2")) == 0
    with pytest.raises(InferenceError, match="32 releases are loaded"):
        register.section("one too many", "d")
    assert len(held) == 32
    register.close()
    assert list(tmp_path.iterdir()) == []


def test_a_line_that_has_no_room_is_not_kept(tmp_path: Path) -> None:
    register = Register(tmp_path)

    assert register.keep(b"x" * 8189) is None
    slots = [register.keep(b"line") for _ in range(LINES + 1)]
    assert (len(set(slots)), slots[-1]) == (LINES + 1, None)
    register.let_go(slots[0] or 0)
    assert register.keep(b"line") == slots[0]
    register.close()
