"""A direct route over real sockets: in order, kept alive, drained, and left to ASGI where a request is not plain."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import uvicorn

from andamio.web.direct_route import BODY_AT_MOST, Answer, DirectProtocol, Headers


class App:
    """Says which way a request came, after the milliseconds that its body asks for."""

    direct_path = "/direct"

    def __init__(self) -> None:
        self.begun = asyncio.Event()

    async def direct(self, headers: Headers, body: bytes) -> Answer:
        self.begun.set()
        await asyncio.sleep(int(body or b"0") / 1_000)
        said = b"direct " + body
        return 200, [(b"content-length", b"%d" % len(said))], said

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
