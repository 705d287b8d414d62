"""A request over two processes: what the callee keeps for being slow, the caller keeps too, and says so to its own caller."""

import asyncio
import json
import time
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from andamio.catalog.loading import load_catalog
from andamio.features.online.sqlite_store import SqliteStore
from andamio.service_run.local_service import LocalService
from andamio.telemetry.http_server import HttpServer
from andamio.telemetry.setup import start
from inference.features_client import FeatureApi

# Not one of a hundred by its last 56 bits.
TRACE, SPAN = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"


def spans(folder: Path, service: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{service}.traces.ndjson").read_text().splitlines()]


def settings(folder: Path, name: str, slow_ms: float) -> dict[str, str]:
    path = folder / f"{name}.json"
    path.write_text(json.dumps({"slow_ms": slow_ms}))
    return {"ANDAMIO_TELEMETRY": str(path)}


def served(folder: Path, slow_ms: float) -> LocalService:
    """A feature API of its own process, for which requests above `slow_ms` are slow."""
    views = load_catalog().views.values()
    store = SqliteStore(folder / "online.db", views, create=True)
    for view in views:
        store.write_batch(view, view.coarsest_hop_ms * 1_000, [])
    store.close()
    options = [f"--store={folder / 'online.db'}", f"--telemetry-dir={folder}"]
    return LocalService("feature_api.main", *options, folder=folder, environment=settings(folder, "callee", slow_ms))


def asked(folder: Path, url: str) -> Sequence[tuple[bytes, bytes]]:
    """Ask as inference does within a request of its own; the headers of that request's answer."""
    telemetry = start("caller", folder, environment=settings(folder, "caller", slow_ms=1e9))
    server = HttpServer(telemetry)

    async def run() -> Sequence[tuple[bytes, bytes]]:
        features = FeatureApi(url, budget_ms=30_000)
        trace, began = server.begin(f"00-{TRACE}-{SPAN}-00".encode()), perf_counter()
        await features.read("reversal_risk@1", "shop", "ada", time.time_ns() // 1_000_000)
        headers = server.end(trace, began, "/score", "POST", 200)
        await features.close()
        return headers

    headers = asyncio.run(run())
    telemetry.shutdown()
    return headers


@pytest.mark.parametrize(("slow_ms", "kept"), [(1e-6, True), (1e9, False)])
def test_what_the_callee_keeps_for_being_slow_both_keep_and_nothing_else(
    tmp_path: Path, slow_ms: float, kept: bool
) -> None:
    with served(tmp_path, slow_ms) as service:
        headers = asked(tmp_path, service.url)
    caller, callee = spans(tmp_path, "caller"), spans(tmp_path, "feature_api")
    of_trace = [span for span in callee if span["trace_id"] == TRACE]
    assert (len(caller), len(of_trace), len(headers)) == ((1, 1, 1) if kept else (0, 0, 0))
    if kept:
        assert of_trace[0]["parent_span_id"] == caller[0]["span_id"]
        assert headers == [(b"traceresponse", f"00-{TRACE}-{caller[0]['span_id']}-01".encode())]
