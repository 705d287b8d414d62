"""A FastAPI app on a host and port until SIGTERM or SIGINT; requests in flight get time to finish.

uvicorn raises a signal again after its shutdown, for whoever was there before it, so a stop on request ends like a
failure. Here it is the normal end of `run`, and the process goes on to its exit status 0.
"""

import contextlib
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn
from fastapi import FastAPI

from andamio.errors import AndamioError

DRAIN_S = 10


class NotServing(AndamioError):
    """The server did not start: its app failed to, or the address was taken meanwhile."""


class Server:
    """Serves one app once."""

    def __init__(self, app: FastAPI, host: str, port: int, drain_s: int = DRAIN_S) -> None:
        """`drain_s` seconds after a stop, requests in flight are cut off."""
        self._address = f"{host}:{port}"
        self._server = _Uvicorn(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                # The process's own logging stays; uvicorn's warnings and errors go where it sends them.
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=drain_s,
            )
        )

    def run(self, ready: Callable[[], None] = lambda: None) -> None:
        """Serve on the main thread until a signal or `stop`; calls `ready` once the port accepts connections.

        The signal handlers stay: a second SIGTERM must not cut short what the caller closes afterwards. Raises
        `NotServing`.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._server.handle_exit)
        self._server.ready = ready
        try:
            self._server.run()
        except SystemExit:  # uvicorn's way to say that it did not start
            raise NotServing(f"cannot serve on {self._address}; the log has the cause, start it again after") from None

    def stop(self) -> None:
        """Stop as on a signal. From any thread; before `run`, it ends at once."""
        self._server.should_exit = True


class _Uvicorn(uvicorn.Server):
    ready: Callable[[], None]

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.ready()
