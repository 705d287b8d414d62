"""`GET /metrics` for Prometheus, for whoever the service answers to: metrics name no person, but they tell of the business."""

from collections.abc import Callable

from fastapi import FastAPI, Request
from fastapi.params import Depends
from fastapi.responses import Response

Metrics = Callable[[str], tuple[str, bytes]]
"""Content type and body by the request's `Accept`: see `Telemetry.prometheus`."""


def install(app: FastAPI, metrics: Metrics, asks: Depends) -> None:
    """Serve the metrics of this process to whom `asks` lets in: see `andamio.auth.guard`."""

    @app.get("/metrics", include_in_schema=False, dependencies=[asks])
    def scrape(request: Request) -> Response:
        content_type, body = metrics(request.headers.get("accept", ""))
        return Response(body, media_type=content_type)
