"""One route of a service served without ASGI's messages, on uvicorn's own HTTP protocol: a third of what a request costs.

An app that has `direct` (see `DirectApp`) gets plain requests of that route as headers and body, and gives headers and
body back. All else goes the usual way: other routes and methods, bodies that are long or come in chunks, HTTP/1.0,
`Expect`, `Upgrade`. So do connections, keep-alive, pipelining and the drain, which are uvicorn's: a direct request stands
in the place of its request cycle.
"""

from collections.abc import Awaitable, Sequence
from typing import Any, Protocol

from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

BODY_AT_MOST = HIGH_WATER_LIMIT
"""Bytes that uvicorn takes in before anybody has looked at a request."""
Headers = Sequence[tuple[bytes, bytes]]
Answer = tuple[int, Headers, bytes]
"""Status, headers with the content-length, body."""


class DirectApp(Protocol):
    """An ASGI app with a route that is served directly."""

    @property
    def direct_path(self) -> str:
        """The path of the route, whose method is POST."""
        ...

    def direct(self, headers: Headers, body: bytes) -> Awaitable[Answer]:
        """The answer; must not raise."""
        ...


class DirectProtocol(HttpToolsProtocol):
    """A connection."""

    def __init__(self, config: Any, *arguments: Any, **named: Any) -> None:
        super().__init__(config, *arguments, **named)
        self._direct_app: DirectApp = config.app
        self._direct_url = self._direct_app.direct_path.encode()

    def on_headers_complete(self) -> None:
        """See `HttpToolsProtocol`."""
        if self.url == self._direct_url and self._is_plain() and (self.cycle is None or self.cycle.response_complete):
            self.cycle = _DirectCycle()  # type: ignore[assignment]  # what of a cycle the protocol looks at
        else:
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        """See `HttpToolsProtocol`."""
        cycle: Any = self.cycle
        if type(cycle) is not _DirectCycle:
            super().on_message_complete()
            return
        task = self.loop.create_task(self._answer(cycle, self.headers))
        task.add_done_callback(self.tasks.discard)
        self.tasks.add(task)

    def _is_plain(self) -> bool:
        parser = self.parser
        if parser.get_method() != b"POST" or parser.get_http_version() != "1.1" or parser.should_upgrade():
            return False
        length = b""
        for name, value in self.headers:
            if name == b"content-length":
                length = value
            elif name in (b"expect", b"transfer-encoding"):
                return False
        return len(length) < 8 and length.isdigit() and int(length) <= BODY_AT_MOST and bool(parser.should_keep_alive())

    async def _answer(self, cycle: "_DirectCycle", headers: Headers) -> None:
        status, own, body = await self._direct_app.direct(headers, bytes(cycle.body))
        if self.flow.write_paused and not cycle.disconnected:
            await self.flow.drain()
        if cycle.disconnected:
            return
        parts = [STATUS_LINE[status]]
        for name, value in (*self.server_state.default_headers, *own):
            parts += (name, b": ", value, b"\r\n")
        if not cycle.keep_alive:
            parts.append(b"connection: close\r\n")
        parts += (b"\r\n", body)
        self.transport.write(b"".join(parts))
        cycle.response_complete = True
        if not cycle.keep_alive:
            self.transport.close()
        self.on_response_complete()


class _DirectCycle:
    """What uvicorn's protocol looks at of a request in hand; it is its own `message_event`, for which nobody waits."""

    __slots__ = ("body", "disconnected", "keep_alive", "message_event", "more_body", "response_complete")

    def __init__(self) -> None:
        self.body = bytearray()
        self.more_body = True
        self.disconnected = self.response_complete = False
        self.keep_alive = True
        """Until the protocol is told to shut down."""
        self.message_event = self

    def set(self) -> None:
        """Nobody waits for it."""
