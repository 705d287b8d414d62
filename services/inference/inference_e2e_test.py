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
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from andamio.auth.development import DevelopmentIssuer, Identity, write_settings
from andamio.catalog.loading import REFERENCE_POLICY
from andamio.environment import Environment
from inference.harness import EVENT_MS, Bench, Releases, expected_score

_READY_LIMIT_S = 120
_VIEW = "customer_payments@1"
SCORE_URL = "/v1/models/reversal_risk:score"
SHOP, RIVAL = "online-retail", "rival"
RIVALS_COUNT = 918_273
"""The feature of the rival's customers; of everybody else's it is 3."""


class _FeatureApi(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        count = RIVALS_COUNT if asked["entities"][0]["tenant"] == RIVAL else 3
        answer = {
            "feature_service": asked["feature_service"],
            "as_of_ms": asked["as_of_ms"],
            "applied_position": {_VIEW: 7},
            "features": ["customer_payments__payments_count_24h"],
            "results": [{"entity": asked["entities"][0], "statuses": {_VIEW: "present"}, "values": [count]}],
        }
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def feature_api() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _FeatureApi) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def bearer(token: str | None) -> dict[str, str]:
    return {} if token is None else {"authorization": f"Bearer {token}"}


def payment(request_id: str, tenant: str = SHOP) -> dict[str, Any]:
    return {
        "request_id": request_id,
        "tenant": tenant,
        "customer": f"{tenant}-customer",
        "event_time_ms": EVENT_MS,
        "currency": "GBP",
        "amount_minor": 20_000,
        "lines": 2,
        "distinct_products": 1,
    }


class Service:
    """The running service and a client of it."""

    def __init__(self, bench: Bench, feature_api: str, *arguments: str, token: str | None = None) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.bench = bench
        self.log_dir = bench.root / "decisions"
        self.errors = bench.root / "stderr"
        self._stderr = self.errors.open("wb")
        self.process = subprocess.Popen(
            [
                # At a priority of its own, which everything that it starts is to have.
                *("nice", "-n", "1"),
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
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, headers=bearer(token))

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
        response = self.client.post(SCORE_URL, json=payment(request_id))
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def as_other(self, token: str | None) -> httpx.Client:
        """A client with another token, or none."""
        return httpx.Client(base_url=self.client.base_url, timeout=30, headers=bearer(token))

    def logged(self, prefix: str) -> list[dict[str, Any]]:
        """The decisions on requests whose ids begin so."""
        (file,) = self.log_dir.glob("decisions-*.ndjson")
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        return [line for line in lines if line.get("request_id", "").startswith(prefix)]

    def close(self) -> None:
        """Whatever the test found, leave no process behind."""
        if self.process.poll() is None:
            for descendant in psutil.Process(self.process.pid).children(recursive=True):
                descendant.kill()
            self.process.kill()
        self.process.wait()
        self.client.close()
        self._stderr.close()


def who(tenant: str) -> Identity:
    """Somebody who may score payments of a tenant, see their features and look at the table."""
    return Identity(f"desk-{tenant}", [tenant], ["scorer", "inference", "monitor"], ["fraud_prevention"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("service")


@pytest.fixture(scope="module")
def issuer(folder: Path) -> DevelopmentIssuer:
    write_settings(folder / "auth", REFERENCE_POLICY, Environment.DEV)
    return DevelopmentIssuer(folder / "auth", Environment.DEV)


@pytest.fixture(scope="module")
def service(folder: Path, issuer: DevelopmentIssuer, feature_api: str) -> Iterator[Service]:
    """One for all tests of this module: they use it up in their order, and the last one stops it."""
    releases = Releases(folder)
    releases.add("stable")
    releases.add("candidate", bias=1.0)
    releases.add("broken", fault={"kind": "error", "starts": "canary"})
    bench = Bench(releases, folder)
    bench.now_ms = time.time_ns() // 1_000_000
    bench.write(version=1)
    auth = ("--auth", str(folder / "auth" / "auth.yaml"))
    running = Service(bench, feature_api, *auth, token=issuer.issue(who(SHOP), time.time()))
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


def test_the_replica_asks_for_a_token_and_for_the_payments_tenant(service: Service, issuer: DevelopmentIssuer) -> None:
    ours, theirs = payment("t-1"), payment("t-2", RIVAL)
    no_scorer = Identity("reader", [SHOP], ["monitor"])

    with service.as_other(None) as nobody, service.as_other(issuer.issue(no_scorer, time.time())) as reader:
        unknown = nobody.post(SCORE_URL, json=ours)
        hidden_table, no_right = nobody.get("/v1/table"), reader.post(SCORE_URL, json=ours)
    foreign = service.client.post(SCORE_URL, json=theirs)
    mixed = service.client.post("/v1/models/reversal_risk:batchScore", json={"payments": [ours, theirs]})
    own = service.client.post(SCORE_URL, json=ours)

    assert [unknown.status_code, hidden_table.status_code] == [401, 401]
    assert [no_right.status_code, foreign.status_code, own.status_code] == [403, 403, 200]
    assert [result["status"] for result in mixed.json()["results"]] == [200, 403]
    for refused in (unknown, hidden_table, no_right, foreign):
        assert refused.headers["content-type"] == "application/problem+json"
        assert "score" not in refused.json()
    assert {line["tenant"] for line in service.logged("t-")} == {SHOP}


def test_tenants_that_ask_at_once_see_nothing_of_one_another(service: Service, issuer: DevelopmentIssuer) -> None:
    def ask(tenant: str) -> list[bytes]:
        with service.as_other(issuer.issue(who(tenant), time.time())) as client:
            answers = [
                client.post(f"{SCORE_URL}?explain=1", json=payment(f"{tenant}-{number}", tenant))
                for number in range(40)
            ]
        assert {answer.status_code for answer in answers} == {200}
        return [answer.content + repr(answer.headers).encode() for answer in answers]

    with ThreadPoolExecutor(4) as threads:
        shops = [threads.submit(ask, SHOP) for _ in range(2)]
        rivals = [threads.submit(ask, RIVAL) for _ in range(2)]

    for answer in (answer for asked in shops for answer in asked.result()):
        assert not [mark for mark in (RIVAL, str(RIVALS_COUNT)) if mark.encode() in answer]
    for answer in (answer for asked in rivals for answer in asked.result()):
        assert str(RIVALS_COUNT).encode() in answer
        assert SHOP.encode() not in answer


def test_the_id_that_a_client_gives_its_request_comes_back(service: Service) -> None:
    given = service.client.post(SCORE_URL, json=payment("id-1"), headers={"x-request-id": "mine-7"})
    none_given = service.client.post(SCORE_URL, json=payment("id-2"))

    assert (given.status_code, given.headers["x-request-id"]) == (200, "mine-7")
    assert "x-request-id" not in none_given.headers


def test_what_serves_a_request_runs_at_the_priority_of_the_service_itself(service: Service) -> None:
    family = psutil.Process(service.process.pid).children(recursive=True)

    serving = {each.name(): each.nice() for each in family if "Replica" in each.name() or each.name() == "haproxy"}

    assert len(serving) == 2
    assert set(serving.values()) == {psutil.Process(service.process.pid).nice()}


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
    until(lambda: len(service.logged("q-")) == 4)
    logged = {line["request_id"]: line for line in service.logged("q-")}
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
