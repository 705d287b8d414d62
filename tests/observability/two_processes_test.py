"""A request over two processes: what the callee keeps for being slow, the caller keeps too, and says so to its own caller."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import httpx
import pytest

from andamio.catalog.loading import load_catalog
from andamio.features.online.sqlite_store import SqliteStore
from andamio.telemetry.http_server import HttpServer
from andamio.telemetry.setup import start
from inference.features_client import FeatureApi

# Not one of a hundred by its last 56 bits.
TRACE, SPAN = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
SOON_S = 60.0


def spans(folder: Path, service: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{service}.traces.ndjson").read_text().splitlines()]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def settings(folder: Path, name: str, slow_ms: float) -> dict[str, str]:
    path = folder / f"{name}.json"
    path.write_text(json.dumps({"slow_ms": slow_ms}))
    return {"ANDAMIO_TELEMETRY": str(path)}


def served(folder: Path, port: int, slow_ms: float) -> "subprocess.Popen[bytes]":
    """A feature API of its own process, for which requests above `slow_ms` are slow."""
    views = load_catalog().views.values()
    store = SqliteStore(folder / "online.db", views, create=True)
    for view in views:
        store.write_batch(view, view.coarsest_hop_ms * 1_000, [])
    store.close()
    path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path if entry)
    command = ["--store", str(folder / "online.db"), "--port", str(port), "--telemetry-dir", str(folder)]
    return subprocess.Popen(
        [sys.executable, "-m", "feature_api.main", *command],
        env={**os.environ, "PYTHONPATH": path, **settings(folder, "callee", slow_ms)},
        stderr=subprocess.DEVNULL,
    )


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


def wait_ready(service: "subprocess.Popen[bytes]", url: str) -> None:
    deadline = time.monotonic() + SOON_S
    while True:
        try:
            if httpx.get(f"{url}/readyz", trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        assert service.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize(("slow_ms", "kept"), [(1e-6, True), (1e9, False)])
def test_what_the_callee_keeps_for_being_slow_both_keep_and_nothing_else(
    tmp_path: Path, slow_ms: float, kept: bool
) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    service = served(tmp_path, port, slow_ms)
    try:
        wait_ready(service, url)
        headers = asked(tmp_path, url)
    finally:
        service.terminate()
        service.wait(30)
    caller, callee = spans(tmp_path, "caller"), spans(tmp_path, "feature_api")
    of_trace = [span for span in callee if span["trace_id"] == TRACE]
    assert (len(caller), len(of_trace), len(headers)) == ((1, 1, 1) if kept else (0, 0, 0))
    if kept:
        assert of_trace[0]["parent_span_id"] == caller[0]["span_id"]
        assert headers == [(b"traceresponse", f"00-{TRACE}-{caller[0]['span_id']}-01".encode())]
