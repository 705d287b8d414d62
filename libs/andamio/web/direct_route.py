"""One route of a service served without ASGI's messages, on uvicorn's own HTTP protocol: an eighth of what a request costs.

An app that has `direct` (see `DirectApp`) gets plain requests of that route as headers and body, and gives headers and
body back, by a call in place of a task. All else goes the usual way: other routes and methods, bodies that are long or come
in chunks, HTTP/1.0, `Expect`, `Upgrade`. So do connections, pipelining and the drain, which are uvicorn's: a direct
request stands in the place of its request cycle.

A client often sends the same head again. A request whose head is, byte for byte, that of the plain one before it on its
connection, and whose body is there, whole and alone, is not parsed again: what the parser would say of it is known.
"""

from asyncio import TimerHandle
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

BODY_AT_MOST = HIGH_WATER_LIMIT
"""Bytes that uvicorn takes in before anybody has looked at a request."""
HEAD_AT_MOST = 8_192
"""Bytes of a head that a connection remembers."""
Headers = Sequence[tuple[bytes, bytes]]
Answer = tuple[int, Headers, bytes]
"""Status, headers with the content-length, body."""


class Head:
    """The head of one request, or of several that are the same."""

    __slots__ = ("headers", "known")

    def __init__(self, headers: Headers) -> None:
        self.headers = headers
        self.known: Any = None
        """What the app has made of the headers and wants to find again; None at first."""


class DirectApp(Protocol):
    """An ASGI app with a route that is served directly."""

    @property
    def direct_path(self) -> str:
        """The path of the route, whose method is POST."""
        ...

    def direct(self, head: Head, body: bytes, answered: Callable[[Answer], None]) -> None:
        """Have `answered` called with the answer, once, now or later on the event loop; must not raise."""
        ...


class DirectProtocol(HttpToolsProtocol):
    """A connection."""

    timeout_keep_alive_task: TimerHandle | None

    def __init__(self, config: Any, *arguments: Any, **named: Any) -> None:
        super().__init__(config, *arguments, **named)
        app = self.direct_app(config)
        self._direct, self._direct_url = app.direct, app.direct_path.encode()
        self._piece = b""
        """What is being parsed if it began between two messages, else empty."""
        self._parsing = False
        """Whether the parser is within a message."""
        self._head = b""
        """Of the plain request that came last, up to its body; empty unless the parser is where it was before it."""
        self._head_says = Head(()), 0
        """What was parsed of it, and how long a request of this head is."""
        self._idle_from_s: float | None = None
        self._default: tuple[Headers, bytes] = ((), b"")
        """uvicorn's headers of every answer, and what they are in one."""

    @staticmethod
    def direct_app(config: Any) -> DirectApp:
        """The app with the direct route; a server that wraps it in others says here where it is."""
        app: DirectApp = config.app
        return app

    def data_received(self, data: bytes) -> None:
        """See `HttpToolsProtocol`."""
        head = self._head
        if head:
            same, size = self._head_says
            if len(data) == size and data.startswith(head) and self.cycle.response_complete:
                self._idle_from_s = None
                cycle = _DirectCycle(self)
                cycle.more_body = False
                self.cycle = cycle  # type: ignore[assignment]  # what of a cycle the protocol looks at
                self._direct(same, data[len(head) :], cycle.answered)
                return
            self._head = b""
        self._piece = b"" if self._parsing else data
        super().data_received(data)

    def on_message_begin(self) -> None:
        """See `HttpToolsProtocol`; the scope is made where it is needed."""
        self._parsing = True
        self.url, self.headers, self.expect_100_continue = b"", [], False

    def on_headers_complete(self) -> None:
        """See `HttpToolsProtocol`."""
        if self.url == self._direct_url and self._is_plain() and (self.cycle is None or self.cycle.response_complete):
            self.cycle = _DirectCycle(self)  # type: ignore[assignment]
        else:
            read = self.url, self.headers, self.expect_100_continue
            super().on_message_begin()
            self.url, self.headers, self.expect_100_continue = read
            self.scope["headers"] = self.headers
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        """See `HttpToolsProtocol`."""
        self._parsing = False
        cycle: Any = self.cycle
        if type(cycle) is not _DirectCycle or not cycle.more_body:
            super().on_message_complete()
            return
        cycle.more_body = False
        body = bytes(cycle.body)
        head = Head(self.headers)
        self._remember_head(head, len(body))
        self._direct(head, body, cycle.answered)

    def _remember_head(self, head: Head, length: int) -> None:
        """The head, if the piece is one request of the direct route and nothing else: then so is one that equals it."""
        piece = self._piece
        beyond = piece.find(b"\r\n\r\n") + 4
        # A body that ends where the piece does began there too, or the piece would be longer by another head.
        if len(piece) == beyond + length and beyond <= HEAD_AT_MOST:
            self._head, self._head_says = piece[:beyond], (head, len(piece))

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

    def answer(self, cycle: "_DirectCycle", answer: Answer) -> None:
        """Send the answer to the request that `cycle` stands for, once the client reads again if it does not."""
        if cycle.disconnected:
            return
        if self.flow.write_paused:
            task = self.loop.create_task(self._answer_later(cycle, answer))
            task.add_done_callback(self.tasks.discard)
            self.tasks.add(task)
            return
        status, own, body = answer
        default = self.server_state.default_headers
        # A list that is replaced, once a second, when the date is another.
        if default is not self._default[0]:
            self._default = default, b"".join([b"%b: %b\r\n" % header for header in default])
        parts = [STATUS_LINE[status], self._default[1], *[b"%b: %b\r\n" % header for header in own]]
        if not cycle.keep_alive:
            parts.append(b"connection: close\r\n")
        parts += (b"\r\n", body)
        self.transport.write(b"".join(parts))
        cycle.response_complete = True
        if not cycle.keep_alive:
            self.transport.close()
        self.on_response_complete()

    async def _answer_later(self, cycle: "_DirectCycle", answer: Answer) -> None:
        await self.flow.drain()
        self.answer(cycle, answer)

    # uvicorn makes a timer with every answer and cancels it with the next request, for 2 us. Here one timer goes on
    # through requests, and looks when it is due whether the connection has been idle since.

    def on_response_complete(self) -> None:
        """See `HttpToolsProtocol`."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            cycle, app = self.pipeline.pop()
            self._start_asgi_task(cycle, app)
            return
        self._idle_from_s = self.loop.time()
        if self.timeout_keep_alive_task is None:
            self._look_for_idleness_in(self.timeout_keep_alive)

    def _unset_keepalive_if_required(self) -> None:
        self._idle_from_s = None

    def timeout_keep_alive_handler(self) -> None:
        """Close the connection if it has been idle for long enough; else look again when it can have been."""
        self.timeout_keep_alive_task = None
        if self._idle_from_s is None:
            return
        left_s = self._idle_from_s + self.timeout_keep_alive - self.loop.time()
        if left_s > 0:
            self._look_for_idleness_in(left_s)
        else:
            super().timeout_keep_alive_handler()

    def _look_for_idleness_in(self, seconds: float) -> None:
        self.timeout_keep_alive_task = self.loop.call_later(seconds, self.timeout_keep_alive_handler)

    def connection_lost(self, exc: Exception | None) -> None:
        """See `HttpToolsProtocol`."""
        super().connection_lost(exc)
        if self.timeout_keep_alive_task is not None:
            self.timeout_keep_alive_task.cancel()


class _DirectCycle:
    """What uvicorn's protocol looks at of a request in hand; it is its own `message_event`, for which nobody waits."""

    __slots__ = ("_protocol", "body", "disconnected", "keep_alive", "more_body", "response_complete")

    def __init__(self, protocol: DirectProtocol) -> None:
        self._protocol = protocol
        self.body = bytearray()
        self.more_body = True
        self.disconnected = self.response_complete = False
        self.keep_alive = True
        """Until the protocol is told to shut down."""

    @property
    def message_event(self) -> "_DirectCycle":
        return self

    def set(self) -> None:
        """Nobody waits for it."""

    def answered(self, answer: Answer) -> None:
        """The app has the answer."""
        self._protocol.answer(self, answer)
