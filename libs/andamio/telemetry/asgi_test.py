"""Any application's requests are measured by route, and its code works for the caller's trace."""

import json
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from andamio.telemetry import tracing
from andamio.telemetry.asgi import Measured
from andamio.telemetry.setup import start

TRACE = "0af7651916cd43dd8448eb211c80319c"


def test_requests_are_counted_by_the_route_that_matched_and_join_the_callers_trace(tmp_path: Path) -> None:
    telemetry, app, router = start("probe", tmp_path), FastAPI(), APIRouter()

    @router.get("/books/{book_id}")
    def book(book_id: int) -> str:
        trace = tracing.current()
        return trace.trace_id if trace else ""

    @app.get("/broken")
    def broken() -> str:
        raise RuntimeError("canary")

    app.include_router(router)
    client = TestClient(Measured(app, telemetry), raise_server_exceptions=False)
    sampled = {"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}
    assert [client.get(f"/books/{n}", headers=sampled).json() for n in (1, 2)] == [TRACE, TRACE]
    client.get("/nowhere/at/all")
    client.get("/broken")
    client.request("SPY", "/books/1")
    body = telemetry.prometheus()[1].decode()
    telemetry.shutdown()

    def counted(route: str, method: str, status: int) -> str:
        of = f'http_request_method="{method}",http_route="{route}",http_response_status_code="{status}"'
        return f'http_server_request_duration_seconds_count{{service_name="probe",{of}'

    assert f"{counted('/books/{book_id}', 'GET', 200)}}} 2\n" in body
    assert f"{counted('unmatched', 'GET', 404)}}} 1\n" in body
    assert counted("/broken", "GET", 500) + ',error_type="500"} 1\n' in body
    assert f"{counted('/books/{book_id}', '_OTHER', 405)}}} 1\n" in body
    assert 'http_server_active_requests{service_name="probe",url_scheme="http"} 0\n' in body
    spans = [json.loads(line) for line in (tmp_path / "probe.traces.ndjson").read_text().splitlines()]
    assert [span["name"] for span in spans if span["trace_id"] == TRACE] == ["GET /books/{book_id}"] * 2
    assert [span["attributes"].get("error.type") for span in spans if span["status"] == "ERROR"] == ["500"]
