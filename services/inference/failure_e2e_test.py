"""What the service survives, as it is deployed: the death of a replica, of the ingress, of a second node, and a candidate
that kills its replica.

Real Ray, real SIGKILL and SIGSEGV, under load; failed requests are counted.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from inference.harness import EVENT_MS, Bench
from inference.inference_e2e_test import Service, feature_api, until

__all__ = ["feature_api"]

RATE_PER_S = 40
# At this rate what is under way, and what arrives before Ray has taken the dead replica out of its list.
MOST_FAILED = 20
# Without an ingress nobody answers: what eight connections try until Ray has started another.
MOST_FAILED_WITHOUT_INGRESS = 600


class Load:
    """Requests at a steady rate, each on a connection of its own thread; what came of each by its id."""

    def __init__(self, service: Service, name: str) -> None:
        self.answers: dict[str, dict[str, Any] | str] = {}
        self._service, self._name = service, name
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._run, args=(lane,)) for lane in range(8)]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _run(self, lane: int) -> None:
        number = 0
        with httpx.Client(base_url=self._service.client.base_url, timeout=30) as client:
            while not self._stop.wait(8 / RATE_PER_S):
                number += 1
                request_id = f"{self._name}-{lane}-{number}"
                body = {
                    "request_id": request_id,
                    "tenant": "online-retail",
                    "customer": f"{lane}-{number}",
                    "event_time_ms": EVENT_MS,
                    "currency": "GBP",
                    "amount_minor": 20_000,
                    "lines": 2,
                    "distinct_products": 1,
                }
                try:
                    response = client.post("/v1/models/reversal_risk:score", json=body)
                    ok = response.status_code == 200
                    self.answers[request_id] = response.json() if ok else f"status {response.status_code}"
                except httpx.HTTPError as error:
                    self.answers[request_id] = type(error).__name__

    def since(self, reached: int) -> dict[str, dict[str, Any] | str]:
        """What came after so many answers."""
        return dict(list(self.answers.items())[reached:])

    def failed(self) -> dict[str, str]:
        return {key: answer for key, answer in self.answers.items() if isinstance(answer, str)}


class Table:
    """Stands in for the controller: writes the routing table, and its heartbeat again and again."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._fields: dict[str, Any] = {"version": 1}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat)

    def __enter__(self) -> "Table":
        self.write(**self._fields)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def write(self, **fields: Any) -> None:
        with self._lock:
            self._fields = fields
            self._bench.now_ms = time.time_ns() // 1_000_000
            self._bench.write(**fields)

    def _beat(self) -> None:
        while not self._stop.wait(0.5):
            self.write(**self._fields)


@pytest.fixture
def table(bench: Bench) -> Iterator[Table]:
    with Table(bench) as written:
        yield written


@pytest.fixture
def service(bench: Bench, table: Table, feature_api: str) -> Iterator[Service]:
    bench.releases.add("deadly", bias=1.0, fault={"kind": "crash", "starts": "canary"})
    running = Service(bench, feature_api)
    try:
        running.wait_ready()
        yield running
    finally:
        running.close()


def replica_pid(service: Service) -> int | None:
    """The process that answers; None while none does."""
    try:
        return int(service.client.get("/v1/table").json()["pid"])
    except (httpx.HTTPError, ValueError, KeyError):
        return None


def await_successor(service: Service, load: Load, dead: int | None) -> None:
    """Wait until another process answers, and some more requests are through."""
    began = time.monotonic()
    until(lambda: replica_pid(service) not in (None, dead), 60)
    print(f"\nanother replica answers after {time.monotonic() - began:.1f} s")
    reached = len(load.answers)
    until(lambda: len(load.answers) > reached + 2 * RATE_PER_S, 60)


def test_a_killed_replica_costs_few_requests_and_a_deadly_candidate_is_quarantined(
    service: Service, table: Table
) -> None:
    first = replica_pid(service)
    assert first is not None
    with Load(service, "kill") as load:
        until(lambda: len(load.answers) > RATE_PER_S)
        os.kill(first, signal.SIGKILL)
        await_successor(service, load, first)
    print(f"killed: of {len(load.answers)} failed {Counter(load.failed().values())}")
    assert len(load.failed()) <= MOST_FAILED
    # From outside, once, with no candidate in hand: nobody is blamed for it.
    assert service.client.get("/v1/table").json()["releases"] == {"stable": "ready"}

    second = replica_pid(service)
    with Load(service, "crash") as load:
        table.write(version=2, candidate="deadly", candidate_weight=0.25, shadow_share=1.0, stage="canary")
        await_successor(service, load, second)
        survivor = replica_pid(service)
    print(f"crashed: of {len(load.answers)} failed {Counter(load.failed().values())}")
    assert len(load.failed()) <= MOST_FAILED
    assert "quarantined: process" in service.client.get("/v1/table").json()["releases"]["deadly"]
    # It has died once, not each time that it came back.
    assert replica_pid(service) == survivor
    reasons = Counter(
        answer["degraded"]["reason"]
        for answer in load.answers.values()
        if isinstance(answer, dict) and answer["degraded"]
    )
    assert set(reasons) - {"model_timeout"} == {"model_quarantined"}


@pytest.fixture
def two_replicas(bench: Bench, table: Table, feature_api: str) -> Iterator[Service]:
    bench.releases.add("hanging", bias=1.0, fault={"kind": "hang", "starts": "canary"})
    running = Service(bench, feature_api, "--replicas", "2")
    try:
        running.wait_ready()
        until(lambda: len(answering(running)) == 2, 60)
        yield running
    finally:
        running.close()


def answering(service: Service) -> set[int]:
    """The processes that answer."""
    return {pid for pid in (replica_pid(service) for _ in range(12)) if pid is not None}


def test_a_candidate_that_hangs_its_replicas_is_taken_back_by_their_ends(two_replicas: Service, table: Table) -> None:
    service = two_replicas
    before = answering(service)
    with Load(service, "hang") as load:
        table.write(version=2, candidate="hanging", candidate_weight=0.25, shadow_share=1.0, stage="canary")
        began = time.monotonic()
        until(lambda: bool(before) and not any(map(psutil.pid_exists, before)), 60)
        print(f"\nboth have ended after {time.monotonic() - began:.1f} s")
        until(lambda: len(answering(service)) == 2, 60)
        print(f"two others answer after {time.monotonic() - began:.1f} s")
        reached = len(load.answers)
        until(lambda: len(load.answers) > reached + 4 * RATE_PER_S, 60)
        after = load.since(reached)
    print(f"hung: of {len(load.answers)} failed {Counter(load.failed().values())}")

    assert "quarantined: process" in service.client.get("/v1/table").json()["releases"]["hanging"]
    # Nobody hangs a second time, nor is anybody kept waiting for an answer that does not come.
    assert not before & answering(service)
    assert all(isinstance(answer, dict) for answer in after.values())
    assert "ReadTimeout" not in load.failed().values()


def test_a_replica_that_is_stopped_is_left_out_and_replaced_by_one_that_follows_the_table(
    two_replicas: Service, table: Table
) -> None:
    service = two_replicas
    service.client.timeout = httpx.Timeout(3)  # who asks the stopped one gets no answer
    stopped, other = answering(service)
    with Load(service, "stop") as load:
        until(lambda: len(load.answers) > RATE_PER_S)
        os.kill(stopped, signal.SIGSTOP)
        began = time.monotonic()
        table.write(version=2, candidate="candidate", candidate_weight=0.5, stage="canary")
        until(lambda: answering(service) == {other}, 20)
        print(f"\nleft out after {time.monotonic() - began:.1f} s")
        until(lambda: not psutil.pid_exists(stopped), 90)
        print(f"killed after {time.monotonic() - began:.1f} s")
        until(lambda: len(answering(service)) == 2, 60)
        print(f"another answers after {time.monotonic() - began:.1f} s")
        reached = len(load.answers)
        until(lambda: len(load.answers) > reached + RATE_PER_S, 60)
        after = load.since(reached)
    print(f"stopped: of {len(load.answers)} failed {Counter(load.failed().values())}")

    # One for each connection that had a request there.
    assert len(load.failed()) <= MOST_FAILED
    assert {answer["table_version"] for answer in after.values() if isinstance(answer, dict)} == {2}


def test_a_killed_ingress_comes_back_by_itself(service: Service) -> None:
    def ingresses() -> list[psutil.Process]:
        family = psutil.Process(service.process.pid).children(recursive=True)
        return [process for process in family if process.name() == "haproxy"]

    with Load(service, "ingress") as load:
        until(lambda: len(load.answers) > RATE_PER_S)
        killed = ingresses()
        for process in killed:
            with suppress(psutil.NoSuchProcess):  # an old one that a reload has replaced ends by itself
                process.kill()
        began = time.monotonic()
        until(lambda: replica_pid(service) is None, 10)
        until(lambda: replica_pid(service) is not None, 60)
        print(f"\nanother ingress answers after {time.monotonic() - began:.1f} s")
        reached = len(load.answers)
        until(lambda: len(load.answers) > reached + RATE_PER_S, 60)
    print(f"ingress killed: of {len(load.answers)} failed {Counter(load.failed().values())}")

    assert killed
    assert len(load.failed()) <= MOST_FAILED_WITHOUT_INGRESS
    # Another ingress that knows of no replica yet says so, not that there is no such path.
    assert "status 404" not in load.failed().values()


def test_a_node_that_dies_is_an_event_with_its_last_words_and_the_other_goes_on(
    bench: Bench, table: Table, feature_api: str
) -> None:
    telemetry = bench.root / "telemetry"
    service = Service(bench, feature_api, "--replicas", "2", "--nodes", "2", "--telemetry-dir", str(telemetry))
    node = None
    try:
        until(lambda: (service.log_dir / "cluster.json").exists(), 60)
        node = join(service)
        service.wait_ready()
        machine = [psutil.Process(node.pid), *psutil.Process(node.pid).children(recursive=True)]
        until(lambda: len({replica_pid(service) for _ in range(8)}) == 2, 30)
        with Load(service, "node") as load:
            until(lambda: len(load.answers) > RATE_PER_S)
            for process in machine:
                process.kill()
            began = time.monotonic()
            until(lambda: bool(events(telemetry, "node died")), 30)
            print(f"\nthe death of the node is an event after {time.monotonic() - began:.1f} s")
            reached = len(load.answers)
            until(lambda: len(load.answers) > reached + 2 * RATE_PER_S, 60)
        print(f"node killed: of {len(load.answers)} failed {Counter(load.failed().values())}")

        assert len(load.failed()) <= MOST_FAILED
        (event,) = events(telemetry, "node died")
        assert event["node"].endswith(f"-{node.pid}")
        assert any("raylet" in line for line in event["last_words"]), event
        until(lambda: metric(telemetry, "inference.nodes.died") == 1, 15)
    finally:
        if node is not None:
            node.terminate()
            node.wait(30)
        service.close()


def join(service: Service) -> "subprocess.Popen[bytes]":
    """Another node of the service."""
    return subprocess.Popen(
        [sys.executable, "-m", "inference.main", "node", "--log-dir", str(service.log_dir)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )


def events(telemetry: Path, message: str) -> list[dict[str, Any]]:
    path = telemetry / "inference.log.ndjson"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [line for line in map(json.loads, lines) if line["message"] == message]


def metric(telemetry: Path, name: str) -> float | None:
    """Its last value; None where it was never exported."""
    text = (telemetry / "inference.metrics.ndjson").read_text(encoding="utf-8")
    found = [line for line in map(json.loads, text.splitlines()) if line.get("name") == name]
    return float(found[-1]["data"]["data_points"][0]["value"]) if found else None
