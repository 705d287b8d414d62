"""The service as it is deployed: its own process, Ray Serve, real packages, a real routing table on disk.

Only the feature API is a stand-in (a thread in this process): services do not import each other.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from inference.harness import EVENT_MS, Bench, expected_score

_READY_LIMIT_S = 120
_VIEW = "customer_payments@1"


class _FeatureApi(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        answer = {
            "feature_service": asked["feature_service"],
            "as_of_ms": asked["as_of_ms"],
            "applied_position": {_VIEW: 7},
            "features": ["customer_payments__payments_count_24h"],
            "results": [{"entity": asked["entities"][0], "statuses": {_VIEW: "present"}, "values": [3]}],
        }
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def feature_api() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _FeatureApi) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Service:
    """The running service and a client of it."""

    def __init__(self, bench: Bench, feature_api: str, *arguments: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.bench = bench
        self.log_dir = bench.root / "decisions"
        self.errors = bench.root / "stderr"
        self._stderr = self.errors.open("wb")
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "inference.main", "--port", str(port), "--allow-fault-injection"),
                *("--releases", str(bench.releases.folder), "--routing-table", str(bench.table_file)),
                *("--feature-api", feature_api, "--log-dir", str(self.log_dir)),
                # A test on a loaded machine is about what happens, not how fast.
                *("--features-budget-ms", "5000"),
                *arguments,
            ],
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            start_new_session=True,
        )
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30)

    def wait_ready(self) -> None:
        stuck = threading.Timer(_READY_LIMIT_S, self.process.kill)
        stuck.start()
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        stuck.cancel()
        assert line.startswith(b"ready http://127.0.0.1:"), self.errors.read_text(encoding="utf-8")

    def table(self, **fields: Any) -> None:
        """Write the routing table with a fresh heartbeat and wait until the replica applies it."""
        self.bench.now_ms = time.time_ns() // 1_000_000
        self.bench.write(**fields)
        until(lambda: self.client.get("/v1/table").json()["version"] == fields["version"])

    def ask(self, request_id: str) -> dict[str, Any]:
        body = {
            "request_id": request_id,
            "tenant": "online-retail",
            "customer": "12346",
            "event_time_ms": EVENT_MS,
            "currency": "GBP",
            "amount_minor": 20_000,
            "lines": 2,
            "distinct_products": 1,
        }
        response = self.client.post("/v1/models/reversal_risk:score", json=body)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def logged(self) -> list[dict[str, Any]]:
        (file,) = self.log_dir.glob("decisions-*.ndjson")
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        return [line for line in lines if "request_id" in line]

    def close(self) -> None:
        """Whatever the test found, leave no process behind."""
        if self.process.poll() is None:
            for descendant in psutil.Process(self.process.pid).children(recursive=True):
                descendant.kill()
            self.process.kill()
        self.process.wait()
        self.client.close()
        self._stderr.close()


@pytest.fixture
def service(bench: Bench, feature_api: str) -> Iterator[Service]:
    bench.releases.add("broken", fault={"kind": "error", "starts": "canary"})
    bench.now_ms = time.time_ns() // 1_000_000
    bench.write(version=1)
    running = Service(bench, feature_api)
    try:
        running.wait_ready()
        yield running
    finally:
        running.close()


def until(condition: Callable[[], bool], limit_s: float = 15) -> None:
    end = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < end, "did not come true in time"
        time.sleep(0.02)


def open_to_others(processes: list[psutil.Process]) -> list[str]:
    """The name of a process for each port that it has open on an address other than this machine's own."""
    return [
        process.name()
        for process in processes
        for connection in process.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
        and not connection.laddr.ip.removeprefix("::ffff:").startswith("127.")
        and connection.laddr.ip != "::1"
    ]


def test_a_rollout_by_flips_of_the_table_and_a_stop_that_leaves_nothing_behind(service: Service) -> None:
    canary = {"candidate_weight": 1.0, "shadow_share": 1.0, "stage": "canary"}

    first = service.ask("q-1")
    service.table(version=2, candidate="candidate", **canary)
    promoted = service.ask("q-2")
    service.table(version=3, candidate="broken", **canary)
    fallen_back = service.ask("q-3")
    service.table(version=4, warm=("broken",))
    rolled_back = service.ask("q-4")

    assert (first["release"], first["degraded"]) == ("stable", None)
    assert first["score"] == pytest.approx(expected_score(0.0))
    assert (promoted["release"], promoted["degraded"]) == ("candidate", None)
    assert promoted["score"] == pytest.approx(expected_score(1.0))
    assert fallen_back["degraded"] == {"reason": "model_error", "fallback": "stable"}
    assert fallen_back["score"] == first["score"]
    assert (rolled_back["release"], rolled_back["table_version"]) == ("stable", 4)
    until(lambda: len(service.logged()) == 4)
    logged = {line["request_id"]: line for line in service.logged()}
    assert logged["q-2"]["shadow"]["release"] == "stable"
    assert (logged["q-3"]["primary"]["outcome"], logged["q-3"]["answered_by"]) == ("error", "fallback:stable")
    assert logged["q-4"]["shadow"] is None

    family = psutil.Process(service.process.pid).children(recursive=True)
    # The one port that Ray opens to all whatever it is told; it asks for the run's token.
    assert [
        name for name in open_to_others([psutil.Process(service.process.pid), *family]) if "Replica" not in name
    ] == []
    service.process.send_signal(signal.SIGTERM)

    assert service.process.wait(60) == 0
    _, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []
    assert not Path(f"/proc/{service.process.pid}").exists()
