"""Requests go from the replica's HTTP server straight to its app, past what Ray Serve does to each of them.

Ray Serve's handling of a request (its metadata, route, queue, counters, metrics and log record, and the request id's
middleware) costs more processor time than this service's own code without the feature read. Around it Ray lets a
middleware be put: `RAY_SERVE_HTTP_PROXY_CALLBACK_IMPORT_PATH` names the function that gives it. Ours hands every request
to the app that `serve_directly` was told, but for those below `/-/`, which are Ray's own (HAProxy's health check).

An app with a `direct_route` is also served by that, past ASGI: Ray gives its HTTP server no protocol of its own, so what
uvicorn takes by default is ours in this process.

What Ray no longer does for these requests, and who does:

limit of ongoing requests     `limits.InFlight`, which is lower and says when to come back
metrics, log, errors          `Instruments`, the decision log, problem documents
x-request-id of the answer    HAProxy (`haproxy_process`)
drain before the end          the HTTP server, which waits for what it has in hand as long as Ray's
                              `graceful_shutdown_timeout_s` lasts, before the app's lifespan ends

The answer to a POST goes to the kernel in one write: uvicorn writes head and body apart, which wakes HAProxy twice.

Ray's own count of a replica's ongoing requests, which its autoscaling reads, stays 0: the number of replicas is fixed.
"""

from typing import Any

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.config import HTTP_PROTOCOLS
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from andamio.web.direct_route import DirectApp, DirectProtocol

IMPORT_PATH = f"{__name__}:middlewares"
_RAYS_OWN = "/-/"
_app: Any = None


def serve_directly(app: Any) -> None:
    """From now on requests of this process go to `app`; its lifespan is the caller's to run."""
    global _app  # noqa: PLW0603 - Ray makes the middleware, and the two have nothing in common but their process
    _app = app


def middlewares() -> list[Middleware]:
    """What Ray puts around its handling, in replicas and in its fallback proxy, which has no app and is left as it is.

    Ray asks before it makes its HTTP server.
    """
    HTTP_PROTOCOLS["auto"] = f"{__name__}:protocol"
    return [Middleware(DirectPath)]


def protocol(config: Any, *arguments: Any, **named: Any) -> HttpToolsProtocol:
    """uvicorn's protocol of a new connection."""
    kind = _ReplicaProtocol if hasattr(_app, "direct") else HttpToolsProtocol
    return kind(config, *arguments, **named)


class _ReplicaProtocol(DirectProtocol):
    """Finds the app with the direct route past what Ray has put around it."""

    @staticmethod
    def direct_app(config: Any) -> DirectApp:
        """See `DirectProtocol`."""
        app: DirectApp = _app
        return app


class DirectPath:
    """The middleware."""

    def __init__(self, app: ASGIApp) -> None:
        """`app` is Ray's handling of a request."""
        self._ray = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = _app
        if app is None or scope["type"] != "http" or scope["path"].startswith(_RAYS_OWN):
            await self._ray(scope, receive, send)
            return
        cycle = getattr(send, "__self__", None)
        if isinstance(cycle, RequestResponseCycle) and scope["method"] == "POST":
            cycle.transport = _OneWrite(cycle.transport)  # type: ignore[assignment]
        await app(scope, receive, send)


class _OneWrite:
    """The transport of one answer, which keeps its head until its body comes: to a POST there is always one, if empty."""

    __slots__ = ("_head", "_transport")

    def __init__(self, transport: Any) -> None:
        self._transport = transport
        self._head: bytes | None = None

    def write(self, data: bytes) -> None:
        """The head, or the body or a part of it."""
        if self._head is None:
            self._head = data
        else:
            self._transport.write(self._head + data)
            self._head = b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)
