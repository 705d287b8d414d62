"""`GET /metrics` for Prometheus, for whoever the service answers to: metrics name no person, but they tell of the business."""

from collections.abc import Callable

from fastapi import FastAPI, Request
from fastapi.responses import Response

from andamio.web.authentication import Authenticator, anyone

Metrics = Callable[[str], tuple[str, bytes]]
"""Content type and body by the request's `Accept`: see `Telemetry.prometheus`."""


def install(app: FastAPI, metrics: Metrics, authenticate: Authenticator = anyone) -> None:
    """Serve the metrics of this process; a credential that `authenticate` does not know raises `Unauthenticated`."""

    @app.get("/metrics", include_in_schema=False)
    def scrape(request: Request) -> Response:
        authenticate(request.headers.raw)
        content_type, body = metrics(request.headers.get("accept", ""))
        return Response(body, media_type=content_type)
