"""A direct route over real sockets: in order, kept alive, drained, and left to ASGI where a request is not plain."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import uvicorn
from hypothesis import example, given, settings
from hypothesis import strategies as st
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from andamio.web.direct_route import BODY_AT_MOST, Answer, DirectProtocol, Head, Headers


class App:
    """Says which way a request came, after the milliseconds that its body asks for."""

    direct_path = "/direct"

    def __init__(self) -> None:
        self.begun = asyncio.Event()

    def direct(self, head: Head, body: bytes, answered: Callable[[Answer], None]) -> None:
        self.begun.set()
        said = b"direct " + body
        answer = 200, [(b"content-length", b"%d" % len(said))], said
        if int(body or b"0"):
            asyncio.get_running_loop().call_later(int(body) / 1_000, answered, answer)
        else:
            answered(answer)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        size, more = 0, True
        while more:
            message = await receive()
            size, more = size + len(message.get("body", b"")), message.get("more_body", False)
        said = b"asgi %d" % size
        start = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(said))]}
        await send(start)
        await send({"type": "http.response.body", "body": said})


Exchange = Callable[[asyncio.StreamReader, asyncio.StreamWriter, uvicorn.Server, App], Awaitable[None]]


def on_a_connection(exchange: Exchange) -> None:
    """Run `exchange` on a connection to a server, which is then stopped."""

    async def run() -> None:
        app = App()
        config = uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, lifespan="off", http=DirectProtocol)
        server = uvicorn.Server(config)
        serving = asyncio.ensure_future(server._serve())
        while not server.started:
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.wait_for(exchange(reader, writer, server, app), 30)
        writer.close()
        server.should_exit = True
        await asyncio.wait_for(serving, 30)

    asyncio.run(run())


def request(body: bytes, method: str = "POST", path: str = "/direct", *headers: str, version: str = "1.1") -> bytes:
    """As a client sends it."""
    head = [f"{method} {path} HTTP/{version}", "host: here", f"content-length: {len(body)}", *headers, "", ""]
    return "\r\n".join(head).encode() + body


async def answer(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], str]:
    """Status, headers and body of the next answer."""
    status, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return int(status.split()[1]), headers, (await reader.readexactly(int(headers["content-length"]))).decode()


def test_a_plain_request_is_served_directly_and_the_connection_lives_on() -> None:
    async def exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *_: Any) -> None:
        for number in range(3):
            writer.write(request(b"%d" % number))
            status, headers, body = await answer(reader)
            assert (status, body) == (200, f"direct {number}")
            assert {"date", "server"} <= headers.keys()

    on_a_connection(exchange)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (request(b"1", path="/other"), "asgi 1"),
        (request(b"", method="GET"), "asgi 0"),
        (request(b"1", path="/direct?really=1"), "asgi 1"),
        (request(b"1" * (BODY_AT_MOST + 1)), f"asgi {BODY_AT_MOST + 1}"),
        (request(b"1", "POST", "/direct", "connection: close"), "asgi 1"),
        (request(b"1", version="1.0"), "asgi 1"),
        (
            b"POST /direct HTTP/1.1\r\nhost: here\r\ntransfer-encoding: chunked\r\n\r\n2\r\n10\r\n0\r\n\r\n",
            "asgi 2",
        ),
    ],
)
def test_what_is_not_plain_goes_the_usual_way(sent: bytes, said: str) -> None:
    async def exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *_: Any) -> None:
        writer.write(sent)
        assert (await answer(reader))[::2] == (200, said)

    on_a_connection(exchange)


def test_a_body_in_parts_is_put_together() -> None:
    async def exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *_: Any) -> None:
        sent = request(b"12")
        for part in (sent[:20], sent[20:-1], sent[-1:]):
            writer.write(part)
            await asyncio.sleep(0.05)
        assert (await answer(reader))[2] == "direct 12"

    on_a_connection(exchange)


def test_pipelined_requests_are_answered_in_order_whichever_way_they_go() -> None:
    async def exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *_: Any) -> None:
        writer.write(request(b"200") + request(b"1", path="/other") + request(b"100") + request(b"0"))
        bodies = [(await answer(reader))[2] for _ in range(4)]
        # What waits behind another request has been read ahead, and goes the usual way.
        assert bodies[:2] == ["direct 200", "asgi 1"]
        assert [body.split()[0] for body in bodies[2:]] == ["asgi", "asgi"]
        writer.write(request(b"7"))
        assert (await answer(reader))[2] == "direct 7"

    on_a_connection(exchange)


def test_a_stop_waits_for_the_request_in_hand_and_closes_the_connection() -> None:
    async def exchange(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter, server: uvicorn.Server, app: App
    ) -> None:
        writer.write(request(b"300"))
        await app.begun.wait()
        server.should_exit = True
        status, headers, body = await answer(reader)
        assert (status, body, headers["connection"]) == (200, "direct 300", "close")
        assert await reader.read() == b""

    on_a_connection(exchange)


def test_a_client_that_goes_away_is_not_answered_and_hurts_nobody() -> None:
    async def exchange(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter, server: uvicorn.Server, app: App
    ) -> None:
        writer.write(request(b"200"))
        await app.begun.wait()
        writer.transport.abort()
        await asyncio.sleep(0.3)
        port = server.servers[0].sockets[0].getsockname()[1]
        other, to_other = await asyncio.open_connection("127.0.0.1", port)
        to_other.write(request(b"1"))
        assert (await answer(other))[2] == "direct 1"
        to_other.close()

    on_a_connection(exchange)


class Echo:
    """Says of a request what came in, the same whichever way; an answer to a body that begins with `later` takes a tick."""

    direct_path = "/direct"

    def direct(self, head: Head, body: bytes, answered: Callable[[Answer], None]) -> None:
        if body.startswith(b"later"):
            asyncio.get_running_loop().call_soon(answered, self.answer("/direct", head.headers, body))
        else:
            answered(self.answer("/direct", head.headers, body))

    def answer(self, path: str, headers: Headers, body: bytes) -> Answer:
        said = repr((path, list(headers), body)).encode()
        return 200, [(b"content-type", b"text/plain"), (b"content-length", b"%d" % len(said))], said

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        status, headers, said = self.answer(scope["path"], scope["headers"], body)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": said})


class Written(asyncio.Transport):
    """A transport whose other end has read everything."""

    def __init__(self) -> None:
        super().__init__()
        self.bytes = b""
        self.closing = False

    def write(self, data: Any) -> None:
        if not self.closing:
            self.bytes += data

    def is_closing(self) -> bool:
        return self.closing

    def close(self) -> None:
        self.closing = True

    def pause_reading(self) -> None: ...
    def resume_reading(self) -> None: ...


def conversation(protocol: type[HttpToolsProtocol], pieces: list[bytes], settled: bool) -> tuple[bytes, bool]:
    """What a connection answers to these pieces, and whether it closes; `settled` waits for answers between pieces."""

    async def run() -> tuple[bytes, bool]:
        config = uvicorn.Config(Echo(), log_config=None, lifespan="off", access_log=False, ws="none")
        config.load()
        state = ServerState()
        state.default_headers = [(b"date", b"now"), (b"server", b"uvicorn")]
        connection, transport = protocol(config, state, {}), Written()
        connection.connection_made(transport)
        for piece in pieces:
            if not transport.closing:
                connection.data_received(piece)
            for _ in range(20 if settled else 0):
                await asyncio.sleep(0)
        for _ in range(200):
            await asyncio.sleep(0)
        connection.connection_lost(ConnectionResetError())
        return transport.bytes, transport.closing

    return asyncio.run(run())


class Forgetful(DirectProtocol):
    """Parses every request."""

    def _remember_head(self, head: Head, length: int) -> None: ...


LIMITS = st.sampled_from([b"", b"1", b"later", b"12345", b"x" * 300])
REQUESTS = st.one_of(
    st.builds(request, LIMITS),
    st.builds(request, LIMITS),
    st.builds(
        request, LIMITS, st.just("POST"), st.just("/direct"), st.sampled_from(["accept: a", "x-a: b", "X-A:  c "])
    ),
    st.builds(request, LIMITS, st.just("POST"), st.sampled_from(["/other", "/direct?a=1", "/direct/", "/d%69rect"])),
    st.builds(request, st.just(b""), st.sampled_from(["GET", "HEAD"]), st.just("/direct")),
    st.builds(request, LIMITS, st.just("POST"), st.just("/direct"), st.just("connection: close")),
    st.sampled_from(
        [
            b"POST /direct HTTP/1.1\r\nhost: here\r\ntransfer-encoding: chunked\r\n\r\n2\r\n10\r\n0\r\n\r\n",
            b"POST /direct HTTP/1.1\r\nhost: here\r\ncontent-length: 1\r\ncontent-length: 1\r\n\r\n1",
            b"POST /direct HTTP/1.1\r\nhost: here\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n1",
            b"POST /direct HTTP/1.1\r\nhost: here\r\ncontent-length: +1\r\n\r\n1",
            b"POST /direct HTTP/1.1\r\nhost: here\r\nbad header\r\ncontent-length: 1\r\n\r\n1",
            b"POST /direct HTTP/1.1\nhost: here\ncontent-length: 1\n\n1",
            b"POST /direct HTTP/1.1\r\nhost: here\r\n a: folded\r\ncontent-length: 1\r\n\r\n1",
            b"POST /direct HTTP/1.1\r\nhost: here\r\n\r\n",
            b"POST /direct HTTP/1.0\r\ncontent-length: 1\r\n\r\n1",
            b"POST /direct HTTP/9.9\r\ncontent-length: 1\r\n\r\n1",
            b"\r\nPOST /direct HTTP/1.1\r\nhost: here\r\ncontent-length: 1\r\n\r\n1",
            b"POST /direct HTTP/1.1\r\nhost: here\r\nx: POST /direct HTTP/1.1\r\ncontent-length: 1\r\n\r\n1",
            b"POST  /direct HTTP/1.1\r\ncontent-length: 1\r\n\r\n1",
            b"POST /direct HTTP/1.1\r\nhost: here\r\nupgrade: websocket\r\nconnection: upgrade\r\ncontent-length: 1\r\n\r\n1",
            b"\x16\x03\x01\x02",
        ]
    ),
)
CUTS = st.lists(st.integers(0, 2**16), max_size=4)


def in_pieces(sent: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({0, len(sent), *(cut % len(sent) for cut in cuts)})
    return [sent[a:b] for a, b in zip(places, places[1:])]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(REQUESTS, st.integers(1, 3), st.just([]) | CUTS), min_size=1, max_size=6))
def test_requests_one_after_another_are_answered_byte_for_byte_as_uvicorn_answers_them(
    requests: list[tuple[bytes, int, list[int]]],
) -> None:
    # The same head again and again, then another one.
    pieces = [piece for sent, times, cuts in requests for piece in in_pieces(sent, cuts) * (1 if cuts else times)]
    expected = conversation(HttpToolsProtocol, pieces, settled=True)
    assert conversation(DirectProtocol, pieces, settled=True) == expected
    assert conversation(Forgetful, pieces, settled=True) == expected


FIVE, LATER, OTHER = request(b"12345"), request(b"later"), request(b"54321")
WITHIN_A_HEAD = b"POST /direct HTTP/1.1\r\nx: "


@settings(max_examples=150, deadline=None)
@given(st.lists(REQUESTS, min_size=1, max_size=6), CUTS, st.booleans())
@example([FIVE, WITHIN_A_HEAD, OTHER, OTHER], [], True)  # the same bytes, but within a head
@example([WITHIN_A_HEAD, FIVE, OTHER], [], True)
@example([FIVE, FIVE[:-1], OTHER], [], True)  # the same bytes, but a body first
@example([FIVE + OTHER, OTHER + FIVE], [], True)
@example([FIVE + OTHER[:20], FIVE + OTHER[:20]], [], True)
@example([FIVE, LATER, OTHER], [], False)  # while the one before it has no answer
@example([request(b"12\r\n\r\n", "POST", "/direct", "accept: a")] * 3, [], True)
@example([b"\r\n" + FIVE, b"\r\n" + OTHER, FIVE], [], True)
@example([FIVE, OTHER + b"\r", OTHER], [], True)
@example([FIVE, FIVE.replace(b"/direct", b"/others"), FIVE, FIVE.replace(b"here", b"hers")], [], True)
def test_what_is_remembered_of_a_head_changes_no_answer_to_whatever_comes_next(
    requests: list[bytes], cuts: list[int], settled: bool
) -> None:
    pieces = in_pieces(b"".join(requests), cuts)
    if not cuts:
        pieces = requests
    assert conversation(DirectProtocol, pieces, settled) == conversation(Forgetful, pieces, settled)


def test_the_same_request_again_is_not_parsed_again() -> None:
    parsed: list[bytes] = []

    class Watched(DirectProtocol):
        def on_url(self, url: bytes) -> None:
            parsed.append(url)
            super().on_url(url)

    sent = [request(body) for body in (b"12345", b"54321", b"1", b"2", b"3")]
    answers, _ = conversation(Watched, sent, settled=True)
    assert len(parsed) == 2
    assert answers.count(b"HTTP/1.1 200") == 5


def test_an_idle_connection_is_closed_when_it_has_been_idle_for_the_time_that_uvicorn_gives_it() -> None:
    async def run() -> None:
        config = uvicorn.Config(Echo(), log_config=None, lifespan="off", timeout_keep_alive=1)
        config.load()
        connection, transport = DirectProtocol(config, ServerState(), {}), Written()
        connection.connection_made(transport)
        for _ in range(2):
            connection.data_received(request(b"1"))
            await asyncio.sleep(0.6)
        # 1.2 s after the first answer, 0.6 s after the second.
        assert not transport.closing
        await asyncio.sleep(0.6)
        assert transport.closing

    asyncio.run(run())


def test_a_request_that_is_slow_to_come_keeps_its_connection() -> None:
    async def run() -> None:
        config = uvicorn.Config(Echo(), log_config=None, lifespan="off", timeout_keep_alive=0.2)  # type: ignore[arg-type]
        config.load()
        connection, transport = DirectProtocol(config, ServerState(), {}), Written()
        connection.connection_made(transport)
        sent = request(b"12345")
        connection.data_received(sent)
        connection.data_received(sent[:-1])
        await asyncio.sleep(0.5)
        assert not transport.closing
        connection.data_received(sent[-1:])
        assert transport.bytes.count(b"HTTP/1.1 200") == 2
        await asyncio.sleep(0.5)
        assert transport.closing

    asyncio.run(run())


def test_a_client_that_does_not_read_is_sent_its_answer_when_it_does() -> None:
    async def run() -> None:
        config = uvicorn.Config(Echo(), log_config=None, lifespan="off")
        config.load()
        connection, transport = DirectProtocol(config, ServerState(), {}), Written()
        connection.connection_made(transport)
        connection.pause_writing()
        connection.data_received(request(b"1"))
        await asyncio.sleep(0.01)
        assert transport.bytes == b""
        connection.resume_writing()
        await asyncio.sleep(0.01)
        assert transport.bytes.startswith(b"HTTP/1.1 200")
        assert not connection.tasks

    asyncio.run(run())
