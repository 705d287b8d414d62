"""Which requests reach the app, which Ray, and what an answer carries."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn
from ray.serve._private.http_util import configure_http_middlewares
from ray.serve._private.utils import call_function_from_import_path
from ray.serve.config import HTTPOptions
from uvicorn.server import ServerState

from andamio.web.direct_route import Answer, Head
from inference import direct_path, ingress

Headers = list[tuple[bytes, bytes]]


class App:
    """Answers with a header of its own, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked.append(scope.get("path", scope["type"]))
        await send({"type": "http.response.start", "status": 200, "headers": [(b"own", b"1")]})
        await send({"type": "http.response.body", "body": b"x"})


@pytest.fixture
def ray() -> Iterator[App]:
    direct_path.serve_directly(None)
    yield App()
    direct_path.serve_directly(None)


def answered(ray: App, path: str, headers: Headers, kind: str = "http") -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    (middleware,) = direct_path.middlewares()
    wrapped = middleware.cls(ray, *middleware.args, **middleware.kwargs)
    asyncio.run(wrapped({"type": kind, "path": path, "headers": headers}, receive, send))  # type: ignore[arg-type]
    return sent


def test_without_an_app_everything_is_rays(ray: App) -> None:
    answered(ray, "/v1/table", [])

    assert ray.asked == ["/v1/table"]


def test_the_app_is_asked_directly(ray: App) -> None:
    app = App()
    direct_path.serve_directly(app)
    sent = answered(ray, "/v1/table", [])

    assert (app.asked, ray.asked) == (["/v1/table"], [])
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]


@pytest.mark.parametrize("path", ["/-/healthz", "/-/routes"])
def test_rays_own_paths_stay_rays(ray: App, path: str) -> None:
    app = App()
    direct_path.serve_directly(app)
    answered(ray, path, [])

    assert (app.asked, ray.asked) == ([], [path])


def test_what_is_not_http_stays_rays(ray: App) -> None:
    app = App()
    direct_path.serve_directly(app)
    answered(ray, "/socket", [], kind="websocket")

    assert (app.asked, ray.asked) == ([], ["/socket"])


def test_ray_finds_the_middleware_by_the_setting(ray: App, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ingress.environment(tmp_path, threads=1)["RAY_SERVE_HTTP_PROXY_CALLBACK_IMPORT_PATH"]
    monkeypatch.setattr("ray.serve._private.http_util.RAY_SERVE_HTTP_PROXY_CALLBACK_IMPORT_PATH", path)

    (middleware,) = configure_http_middlewares(HTTPOptions()).middlewares
    assert middleware.cls is direct_path.DirectPath
    assert call_function_from_import_path(path)


class Transport(asyncio.Transport):
    """Notes what is written at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.writes: list[bytes] = []
        self.closed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.writes.append(bytes(data))

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True


class AppWithDirectRoute(App):
    """Says of POST /direct what its body was."""

    direct_path = "/direct"

    def direct(self, head: Head, body: bytes, answered: Callable[[Answer], None]) -> None:
        answered((200, [(b"content-length", b"%d" % len(body))], body))


def served_by_uvicorn(ray: App, *requests: bytes) -> Transport:
    """What the HTTP server of a replica writes in answer to requests on one connection, the last of which closes it."""

    async def serve() -> Transport:
        # As Ray does it: it asks for middlewares, and then makes a server with no protocol of its own.
        direct_path.middlewares()
        config = uvicorn.Config(direct_path.DirectPath(ray), lifespan="off", log_config=None, date_header=False)
        config.load()
        transport = Transport()
        make: Any = config.http_protocol_class
        protocol = make(config=config, server_state=ServerState(), app_state={})
        protocol.connection_made(transport)
        for request in requests:
            answered = len(transport.writes)
            protocol.data_received(request)
            while len(transport.writes) == answered:
                await asyncio.sleep(0)
        while not transport.closed:
            await asyncio.sleep(0)
        return transport

    return asyncio.run(serve())


def test_an_app_with_a_direct_route_is_asked_past_asgi(ray: App) -> None:
    app = AppWithDirectRoute()
    direct_path.serve_directly(app)
    direct = b"POST /direct HTTP/1.1\r\ncontent-length: 4\r\n\r\nbody"
    other = b"POST / HTTP/1.1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    answers = served_by_uvicorn(ray, direct, direct, other).writes

    assert [answer.endswith(b"\r\n\r\nbody") for answer in answers] == [True, True, False]
    assert app.asked == ["/"]
    assert ray.asked == []


def test_without_an_app_a_connection_is_as_uvicorn_makes_it(ray: App) -> None:
    direct = b"POST /direct HTTP/1.1\r\ncontent-length: 4\r\nconnection: close\r\n\r\nbody"
    served_by_uvicorn(ray, direct)

    assert ray.asked == ["/direct"]


def test_the_answer_to_a_post_is_one_write_and_the_same_as_to_a_get(ray: App) -> None:
    direct_path.serve_directly(App())
    post = b"POST / HTTP/1.1\r\ncontent-length: 0\r\n\r\n"
    last = b"\r\nconnection: close\r\n\r\n"

    twice = served_by_uvicorn(ray, post, post.replace(b"\r\n\r\n", last))
    got = served_by_uvicorn(ray, b"GET / HTTP/1.1" + last)

    assert len(twice.writes) == 2
    assert twice.writes[0] == twice.writes[1].replace(b"connection: close\r\n", b"")
    assert twice.writes[1] == b"".join(got.writes)
