"""Any ASGI application with its requests measured and traced: for services whose cost a request does not matter.

    app = Measured(app, telemetry)

The route is the template that the application's router matched ("/v1/rollouts/{rollout_id}"), so ids in paths make no
series; what no router matched is one route, "unmatched". A stream of events counts when it ends.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from time import perf_counter
from typing import Any

from andamio.telemetry.http_server import HasInstruments, HttpServer
from andamio.telemetry.tracing import response_headers

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
UNMATCHED = "unmatched"


class Measured:
    """An ASGI application around another."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]], telemetry: HasInstruments) -> None:
        self._app = app
        self._server = HttpServer(telemetry)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = perf_counter()
        trace = self._server.begin(traceparent_of(scope))
        # Nothing sent means that it failed, or that the client is gone.
        status = 500

        async def counted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                if status >= 500:
                    # Known to be kept; whether it is slow shows when it ends, which is too late for a header.
                    message["headers"] = [*message.get("headers", ()), *response_headers(trace, kept=True)]
            await send(message)

        try:
            await self._app(scope, receive, counted)
        finally:
            route = getattr(scope.get("route"), "path", UNMATCHED)
            self._server.end(trace, began, route, scope["method"], status)


def traceparent_of(scope: Scope) -> bytes:
    """The request's `traceparent`, empty without one."""
    return next((value for name, value in scope["headers"] if name == b"traceparent"), b"")
