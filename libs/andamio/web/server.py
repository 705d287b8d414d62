"""An ASGI app on a host and port until SIGTERM or SIGINT; requests in flight get time to finish.

uvicorn raises a signal again after its shutdown, for whoever was there before it, so a stop on request ends like a
failure. Here it is the normal end of `run`, and the process goes on to its exit status 0.

A stop has three steps: `stopping` is called, so that readiness can say no; for `notice_s` everything is served as
before, so that whoever routes to this process can look elsewhere; then no connection is accepted, what is in flight
ends, and `run` returns.
"""

import asyncio
import atexit
import contextlib
import gc
import signal
import socket
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import uvicorn

from andamio.errors import AndamioError
from andamio.web.direct_route import DirectProtocol

DRAIN_S = 10


def spare_heap() -> None:
    """Keep what a process has loaded out of its garbage collections from here on; call it when it has loaded all.

    A service has some hundred thousand objects that stay: libraries, contracts, compiled code. A collection of the
    oldest generation looks at every one of them, for 0.1 to 0.4 s here, in which nobody is answered.
    """
    gc.collect()
    gc.freeze()
    # The interpreter's own end collects what it can; extensions complain of what is left.
    atexit.register(gc.unfreeze)


class NotServing(AndamioError):
    """The server did not start: its app failed to, or the address was taken meanwhile."""


class Server:
    """Serves one app once, on uvloop and httptools where they are installed; one route may be a `direct_route`."""

    def __init__(
        self,
        app: Any,
        host: str,
        port: int,
        drain_s: int = DRAIN_S,
        notice_s: float = 0.0,
        stopping: Callable[[], None] = lambda: None,
        listener: socket.socket | None = None,
    ) -> None:
        """`drain_s` seconds after a stop, requests in flight are cut off.

        `stopping` runs as a signal handler: it sets a flag and no more. `listener` is a socket that listens already,
        as one that several processes share.
        """
        self._address = f"{host}:{port}"
        self._listener = listener
        self._server = _Uvicorn(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                # The process's own logging stays; uvicorn's warnings and errors go where it sends them.
                log_config=None,
                access_log=False,
                # What a proxy says of the caller nobody here looks at.
                proxy_headers=False,
                http=DirectProtocol if hasattr(app, "direct") else "auto",
                timeout_graceful_shutdown=drain_s,
            )
        )
        self._server.notice_s, self._server.stopping = notice_s, stopping

    def run(self, ready: Callable[[], None] = lambda: None) -> None:
        """Serve on the main thread until a signal or `stop`; calls `ready` once the port accepts connections.

        The signal handlers stay: a second SIGTERM must not cut short what the caller closes afterwards. Raises
        `NotServing`.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._server.handle_exit)
        self._server.ready = ready
        try:
            self._server.run(None if self._listener is None else [self._listener])
        except SystemExit:  # uvicorn's way to say that it did not start
            raise NotServing(f"cannot serve on {self._address}; the log has the cause, start it again after") from None

    def stop(self) -> None:
        """Stop as on a signal, but without notice. From any thread; before `run`, it ends at once."""
        self._server.should_exit = True


class _Uvicorn(uvicorn.Server):
    ready: Callable[[], None]
    stopping: Callable[[], None]
    notice_s: float
    _loop: asyncio.AbstractEventLoop | None = None
    _told = False

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        told, self._told = self._told, True
        if not told:
            self.stopping()
            if self.notice_s > 0 and self._loop is not None:
                self._loop.call_soon_threadsafe(self._loop.call_later, self.notice_s, super().handle_exit, sig, frame)
                return
        super().handle_exit(sig, frame)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)
        if self.started:
            spare_heap()
            self.ready()
