"""Parts of a request wait for its end: they are kept with it, whatever made it worth keeping, or not at all."""

import asyncio
from pathlib import Path
from time import perf_counter

import pytest

from andamio.telemetry.asgi import Measured, Message, Receive, Scope, Send
from andamio.telemetry.http_server import HttpServer
from andamio.telemetry.setup import start

TRACE, SPAN = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
NOT_CHOSEN = f"00-{TRACE}-{SPAN}-00".encode()


@pytest.mark.parametrize(
    ("status", "took_s", "below", "kept"),
    [(200, 0.0, False, False), (503, 0.0, False, True), (200, 1.0, False, True), (200, 0.0, True, True)],
)
def test_what_waits_is_kept_if_the_request_is(
    tmp_path: Path, status: int, took_s: float, below: bool, kept: bool
) -> None:
    telemetry = start("probe", tmp_path)
    server = HttpServer(telemetry)
    parts: list[str] = []
    trace, began = server.begin(NOT_CHOSEN), perf_counter() - took_s
    assert trace.tail is not None
    trace.tail.waiting.append((parts.append, ("decide",)))
    trace.tail.keep = below
    headers = server.end(trace, began, "/score", "POST", status)
    telemetry.shutdown()
    written = (tmp_path / "probe.traces.ndjson").read_text()
    assert (parts, bool(written), bool(headers)) == (["decide"] if kept else [], kept, kept)


async def answering(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": scope["answer"], "headers": [(b"x", b"y")]})


def test_any_application_tells_its_caller_of_a_failure(tmp_path: Path) -> None:
    telemetry = start("probe", tmp_path)
    app = Measured(answering, telemetry)

    def headers_of(answer: int) -> list[bytes]:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "GET", "headers": [(b"traceparent", NOT_CHOSEN)], "answer": answer}
        asyncio.run(app(scope, _nothing, send))
        return [name for name, _ in sent[0]["headers"]]

    assert (headers_of(500), headers_of(200)) == ([b"x", b"traceresponse"], [b"x"])
    telemetry.shutdown()


async def _nothing() -> Message:
    return {}
