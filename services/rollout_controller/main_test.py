"""The controller as a process: real HTTP, signals and kills, over a fake inference."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from andamio.rollout.routing_table import RoutingTable, read_table
from andamio.service_run.local_service import free_port
from rollout_controller import main
from rollout_controller.control.gates_test import write
from rollout_controller.simulation.fake_inference import FakeInference

WHO = {"actor": "ada", "reason": "a test"}


class Process:
    """One controller process."""

    def __init__(self, folder: Path, port: int, more: Sequence[str] = ()) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.table_path = folder / "table.json"
        options = {
            "--state": folder / "state.db",
            "--releases": folder,
            "--routing-table": self.table_path,
            "--log-dir": folder / "log",
            "--telemetry-dir": folder / "telemetry",
            "--port": port,
        }
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                main.__name__,
                *(str(part) for item in options.items() for part in item),
                *more,
            ],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait_until_ready(self) -> None:
        assert self.process.stdout is not None
        assert "ready" in self.process.stdout.readline()

    def call(self, path: str, **body: Any) -> dict[str, Any]:
        data = json.dumps({**WHO, **body}).encode() if body else None
        request = urllib.request.Request(self.url + path, data, {"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            document: dict[str, Any] = json.load(answer)
            return document

    def table(self) -> RoutingTable:
        return read_table(self.table_path)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[..., Process]]:
    processes: list[Process] = []
    port = free_port()

    def start(*more: str) -> Process:
        processes.append(Process(tmp_path, port, more))
        return processes[-1]

    yield start
    for process in processes:
        process.process.kill()
        process.process.communicate()


def until(condition: Callable[[], bool], within_s: float = 30) -> None:
    end = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < end, "not within time"
        time.sleep(0.05)


def releases(folder: Path) -> None:
    write(folder)
    document = json.loads((folder / "r1.json").read_text())
    (folder / "r2.json").write_text(json.dumps({**document, "release_id": "r2"}))


def test_a_rollout_survives_a_kill_and_a_bad_release_is_rolled_back(tmp_path: Path, run: Callable[[], Process]) -> None:
    releases(tmp_path)
    replica = FakeInference(tmp_path / "log", broken={"r2": "error"})
    first = run()
    first.wait_until_ready()
    first.call("/v1/stable", release_id="r1")
    first.call("/v1/rollouts", release_id="r2")
    until(lambda: first.table().stage == "shadow")
    replica.serve(first.table(), 200)
    until(lambda: first.table().stage == "canary")
    first.process.send_signal(signal.SIGKILL)
    first.process.wait()

    second = run()
    second.wait_until_ready()
    assert second.table().stage == "canary"
    replica.serve(second.table(), 120)
    until(lambda: second.table().candidate is None)
    assert second.call("/v1/rollouts/rollout-1")["state"] == "rolled_back"
    second.process.send_signal(signal.SIGTERM)
    assert second.process.wait(timeout=20) == 0


def test_mistakes_are_one_sentence_and_exit_status_2(tmp_path: Path, run: Callable[..., Process]) -> None:
    def refused(*more: str) -> str:
        process = run(*more).process
        _, errors = process.communicate(timeout=30)
        assert process.returncode == 2
        assert errors.count("\n") == 1
        return errors

    assert "name another with --label-dir" in refused("--label-dir", str(tmp_path / "nowhere"))
    first = run()
    first.wait_until_ready()
    assert "choose another with --port" in refused()


def test_a_second_controller_on_the_same_state_stands_by_and_takes_over(
    tmp_path: Path, run: Callable[[], Process]
) -> None:
    releases(tmp_path)
    first = run()
    first.wait_until_ready()
    first.call("/v1/stable", release_id="r1")
    epoch = first.table().epoch
    second = Process(tmp_path, free_port())
    try:
        second.wait_until_ready()
        with pytest.raises(urllib.error.HTTPError, match="409"):
            second.call("/v1/freeze", frozen=True)
        assert first.call("/v1/freeze", frozen=True)["frozen"]
        first.process.send_signal(signal.SIGSTOP)  # it will wake up and find itself succeeded
        until(lambda: second.table().epoch > epoch)
        assert not second.call("/v1/freeze", frozen=False)["frozen"]
        first.process.send_signal(signal.SIGCONT)
        until(lambda: "stands by" in "".join(p.read_text() for p in (tmp_path / "telemetry").glob("*log*")))
        assert second.table().epoch == epoch + 1
    finally:
        second.process.kill()
        second.process.communicate()
