"""A server as a process of its own: it answers, drains, stops and says that it cannot start."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest

from andamio import cli
from andamio.web import server

# GET /slow says "begun" before it sleeps, so that a test knows when it is in flight.
_PROGRAM = f"""
import asyncio, sys, threading
from fastapi import FastAPI
from {cli.__name__} import run
from {server.__name__} import Server

app = FastAPI()

@app.get("/slow")
async def slow(seconds: float) -> str:
    print("begun", flush=True)
    await asyncio.sleep(seconds)
    return "done"

@app.get("/broken")
async def broken() -> str:
    raise RuntimeError("the shelf fell")

def main(arguments):
    server = Server(app, "127.0.0.1", int(arguments[0]), drain_s=int(arguments[1]))
    app.get("/stop")(server.stop)
    if "stopped" in arguments:
        server.stop()
    server.run(lambda: print("ready", flush=True))
    print("after", flush=True)
    return 0

sys.exit(run(main))
"""


class Process:
    """One server process."""

    def __init__(self, port: int, *arguments: str, drain_s: int = 10) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(port), str(drain_s), *arguments],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def says(self, line: str) -> None:
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == f"{line}\n"

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=60) as answer:
            text: str = answer.read().decode()
            return text

    def end(self) -> tuple[int, str, str]:
        """Exit status, the rest of stdout, stderr."""
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def start(free_port: int) -> Iterator[Callable[..., Process]]:
    started: list[Process] = []

    def start(*arguments: str, drain_s: int = 10) -> Process:
        started.append(Process(free_port, *arguments, drain_s=drain_s))
        return started[-1]

    yield start
    for process in started:
        process.process.kill()
        process.process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_the_request_in_flight_finish_and_the_process_exits_with_0(
    start: Callable[..., Process], number: int
) -> None:
    process = start()
    process.says("ready")
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(process.get, "/slow?seconds=1")
        process.says("begun")
        process.process.send_signal(number)
        assert answer.result() == '"done"'
    assert process.end() == (0, "after\n", "")


def test_a_request_that_outlasts_the_drain_is_cut_off(start: Callable[..., Process]) -> None:
    process = start(drain_s=1)
    process.says("ready")
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(process.get, "/slow?seconds=600")
        process.says("begun")
        process.process.send_signal(signal.SIGTERM)
        assert answer.exception() is not None
    assert process.end()[:2] == (0, "after\n")


def test_stop_ends_it_from_another_thread(start: Callable[..., Process]) -> None:
    process = start()
    process.says("ready")
    process.get("/stop")
    assert process.end() == (0, "after\n", "")


def test_the_cause_of_an_unexpected_error_is_in_the_log(start: Callable[..., Process]) -> None:
    process = start()
    process.says("ready")
    with pytest.raises(urllib.error.HTTPError, match="500"):
        process.get("/broken")
    process.process.send_signal(signal.SIGTERM)
    status, _, err = process.end()
    assert status == 0
    assert err.splitlines()[-1] == "RuntimeError: the shelf fell"


def test_stopped_before_it_runs_it_ends_at_once(start: Callable[..., Process]) -> None:
    assert start("stopped").end() == (0, "ready\nafter\n", "")


def test_an_address_that_was_taken_meanwhile_is_a_failure_in_a_sentence(
    start: Callable[..., Process], free_port: int
) -> None:
    with socket.create_server(("127.0.0.1", free_port)):
        status, out, err = start().end()
    assert (status, out) == (1, "")
    assert f"cannot serve on 127.0.0.1:{free_port}" in err.splitlines()[-1]
    assert "Traceback" not in err


# duckdb complains at the end of what is not let go.
_LOADS_AND_ENDS = f"""
import gc
import {duckdb.__name__}
from {server.__name__} import spare_heap
spare_heap()
print(gc.get_freeze_count() > 10_000)
"""


def test_a_spared_heap_is_let_go_at_the_end() -> None:
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    ended = subprocess.run(
        [sys.executable, "-c", _LOADS_AND_ENDS], capture_output=True, text=True, check=True, env=path
    )

    assert (ended.stdout, ended.stderr) == ("True\n", "")
