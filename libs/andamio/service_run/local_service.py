"""A service as a process of this machine, for its tests: started, asked over HTTP, told to stop.

with LocalService("velocity_check.main", "--features", "online.db", folder=tmp_path) as service:
    assert service.ask("GET", "/readyz") == (200, {"status": "ok"})
assert service.status == 0
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Self

_START_S, _STOP_S, _ANSWER_S = 60.0, 30.0, 10.0
_NONE: Mapping[str, str] = MappingProxyType({})


class LocalService:
    """A context manager: ready when entered, stopped by SIGTERM when left."""

    def __init__(self, module: str, *arguments: str, folder: Path, environment: Mapping[str, str] = _NONE) -> None:
        """`module` is run with `arguments` and a port of its own; what it says goes to a file in `folder`."""
        self._command = [sys.executable, "-m", module, *arguments]
        self._environment = environment
        self.output = folder / f"{module}.out"
        self.status: int | None = None
        """The exit status, once it has ended."""
        self.url = ""

    def __enter__(self) -> Self:
        """Raises `AssertionError`, with what the process said, if it does not become ready."""
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path if entry)
        with self.output.open("wb") as output:
            self._process = subprocess.Popen(
                [*self._command, "--port", str(port)],
                env={**os.environ, "PYTHONPATH": path, **self._environment},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + _START_S
        while not self._ready():
            if self._process.poll() is not None or time.monotonic() > until:
                self._process.kill()
                self._process.wait()
                raise AssertionError(f"the service did not start: {self.output.read_text(encoding='utf-8')}")
            time.sleep(0.05)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self.status = self._process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self.status = self._process.wait()

    def ask(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] = _NONE) -> tuple[int, Any]:
        """Status and JSON of the answer, a problem document among them."""
        data = None if body is None else json.dumps(body).encode()
        named = {"content-type": "application/json", **headers}
        request = urllib.request.Request(self.url + path, data, named, method=method)
        try:
            with urllib.request.urlopen(request, timeout=_ANSWER_S) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, json.load(refused)

    def _ready(self) -> bool:
        try:
            return self.ask("GET", "/readyz")[0] == 200
        except OSError:
            return False


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
