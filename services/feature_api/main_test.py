"""The feature API as a process: it serves, drains on SIGTERM, and says in one sentence why it cannot start."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from andamio import cli
from andamio.audit.log import open_audit
from andamio.auth.development import DevelopmentIssuer, Identity, write_settings
from andamio.catalog.loading import REFERENCE_POLICY, load_catalog
from andamio.environment import Environment
from andamio.features.online.local_redis import LocalRedis
from andamio.features.online.online_store import OnlineStore
from andamio.features.online.sqlite_store import SqliteStore
from andamio.features.online.stores import open_store
from andamio.service_run.local_service import free_port
from feature_api.main import main

CATALOG = load_catalog()


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "feature_api.main", *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(os.path.abspath(path) for path in sys.path if path)},
        stderr=subprocess.PIPE,
        text=True,
    )


def fetch(url: str, body: Any = None, headers: Mapping[str, str] = {}) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"content-type": "application/json", **headers})
    with urllib.request.urlopen(request, timeout=5) as response:
        return json.load(response)


def fill(store: OnlineStore) -> None:
    for view in CATALOG.views.values():
        store.write_batch(view, view.coarsest_hop_ms * 1_000, [])
    store.close()


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    fill(SqliteStore(tmp_path / "online.db", CATALOG.views.values(), create=True))
    return tmp_path / "online.db"


def wait_ready(service: subprocess.Popen[str], url: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            assert fetch(f"{url}/readyz") == {"status": "ok"}
            return
        except urllib.error.URLError:
            assert service.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)


@pytest.fixture
def ends() -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that do not outlive their test."""
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        process.kill()
        process.communicate()


def first_failure(url: str) -> OSError:
    """How a fetch fails that did not fail before."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            fetch(url)
        except OSError as error:  # of a status, or of a connection that is refused
            return error
        time.sleep(0.02)
    raise AssertionError(f"{url} goes on")


READ = {"feature_service": "reversal_risk@1", "entities": [{"tenant": "shop", "customer": "ada"}]}


@pytest.fixture
def redis_url() -> Iterator[str]:
    with LocalRedis() as server:
        fill(open_store(server.url, CATALOG.views.values(), create=True))
        yield server.url


@pytest.mark.parametrize(("store", "workers"), [("store_path", 1), ("store_path", 2), ("redis_url", 2)])
def test_it_serves_until_sigterm_and_then_exits_with_0(
    store: str, tmp_path: Path, workers: int, ends: list[subprocess.Popen[str]], request: pytest.FixtureRequest
) -> None:
    port = free_port()
    telemetry, log = tmp_path / "telemetry", tmp_path / "served"
    service = start(
        *("--store", str(request.getfixturevalue(store)), "--port", str(port), "--telemetry-dir", str(telemetry)),
        *("--workers", str(workers), "--served-log", str(log), "--served-rate", "1"),
    )
    ends.append(service)
    url = f"http://127.0.0.1:{port}"
    # Ready is the first of them; one that is stopped while it starts has nothing to drain, and says nothing.
    assert service.stderr is not None
    for _ in range(workers):
        assert '"serving"' in service.stderr.readline()
    wait_ready(service, url)
    chosen = {"traceparent": f"00-{7:032x}-{7:016x}-01"}  # by the caller: of its own, a service keeps one in many
    answers = [fetch(f"{url}/v1/features:read", READ, chosen) for _ in range(20)]
    assert {status for a in answers for status in a["results"][0]["statuses"].values()} == {"not_found"}
    service.send_signal(signal.SIGTERM)
    _, stderr = service.communicate(timeout=20)
    assert service.returncode == 0
    assert stderr.count('"stopped"') == workers
    assert "Traceback" not in stderr
    assert sum(file.stat().st_size for file in telemetry.rglob("feature_api.traces.ndjson")) > 0
    served = [json.loads(line) for file in log.glob("served-*.ndjson") for line in file.read_text().splitlines()]
    assert len(served) == 20 * len(answers[0]["results"][0]["statuses"])


def test_on_sigterm_readiness_fails_first_and_what_is_in_flight_is_answered(
    store_path: Path, ends: list[subprocess.Popen[str]]
) -> None:
    port = free_port()
    service = start("--store", str(store_path), "--port", str(port), "--notice-s", "2")
    ends.append(service)
    url = f"http://127.0.0.1:{port}"
    wait_ready(service, url)
    body = json.dumps(READ).encode()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as in_flight:
        head = f"POST /v1/features:read HTTP/1.1\r\nhost: x\r\ncontent-length: {len(body)}\r\n\r\n"
        in_flight.sendall(head.encode() + body[:20])
        fetch(f"{url}/healthz")  # answered after what was sent before it, so the request is in flight
        service.send_signal(signal.SIGTERM)
        assert isinstance(first_failure(f"{url}/readyz"), urllib.error.HTTPError)
        assert fetch(f"{url}/v1/features:read", READ)["results"]
        assert not isinstance(first_failure(f"{url}/healthz"), urllib.error.HTTPError)
        in_flight.sendall(body[20:])
        assert in_flight.recv(65_536).startswith(b"HTTP/1.1 200 OK")
    _, stderr = service.communicate(timeout=20)
    assert service.returncode == 0
    assert "Traceback" not in stderr


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--host", "0.0.0.0"), "--auth"),
        (("--workers", "0"), "--workers"),
        (("--served-rate", "1.5"), "--served-rate"),
        (("--budget-ms", "0"), "--budget-ms"),
        (("--auth", "absent.json"), "absent.json"),
        (("--quotas", "absent.json"), "absent.json"),
        (("--store", "memcached://localhost"), "memcached"),
    ],
)
def test_options_that_make_no_sense_are_one_sentence(
    store_path: Path, arguments: tuple[str, ...], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = cli.run(main, ["--store", str(store_path), "--port", str(free_port()), *arguments])
    stderr = capsys.readouterr().err
    assert status == 2
    assert named in stderr
    assert len(stderr.strip().splitlines()) == 1


def test_a_port_in_use_and_a_missing_store_are_one_sentence_each(store_path: Path, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = str(other.getsockname()[1])
        refused = {
            "--port": start("--store", str(store_path), "--port", taken),
            "absent.db": start("--store", str(tmp_path / "absent.db"), "--port", str(free_port())),
        }
        for named, service in refused.items():
            _, stderr = service.communicate(timeout=60)
            assert service.returncode == 2
            assert named in stderr
            assert len(stderr.strip().splitlines()) == 1


def test_policy_deployment_and_access_to_personal_data_are_on_record_once_over_its_processes(
    store_path: Path, tmp_path: Path, ends: list[subprocess.Popen[str]]
) -> None:
    settings = write_settings(tmp_path / "auth", REFERENCE_POLICY, Environment.DEV)
    identity = Identity("svc-inference", ["*"], ["inference"], ["fraud_prevention"])
    token = DevelopmentIssuer(tmp_path / "auth", Environment.DEV).issue(identity, time.time())
    port, audit = free_port(), str(tmp_path / "audit.db")
    options = ["--store", str(store_path), "--port", str(port), "--workers", "2", "--auth", str(settings)]
    service = start(*options, "--audit", audit)
    ends.append(service)
    url = f"http://127.0.0.1:{port}"
    wait_ready(service, url)
    for _ in range(8):
        fetch(f"{url}/v1/features:read", READ, {"authorization": f"Bearer {token}"})
    policy = tmp_path / "auth" / "policy.yaml"
    policy.write_text(policy.read_text().replace("roles: [inference]", "roles: [nobody]"))
    deadline = time.monotonic() + 30
    refused = 0
    while refused < 8:  # in a row, so that both processes are among them
        assert time.monotonic() < deadline
        try:
            fetch(f"{url}/v1/features:read", READ, {"authorization": f"Bearer {token}"})
            refused = 0
        except urllib.error.HTTPError:
            refused += 1
        time.sleep(0.1)
    service.send_signal(signal.SIGTERM)
    service.communicate(timeout=30)
    with closing(open_audit(audit, read_only=True)) as log:
        assert log.verify().ok
        records = list(log.records())
    once = [(each.actor, each.action, each.subject) for each in records if each.action != "pii.accessed"]
    assert once == [
        ("service:feature_api", "deployment.applied", "deployment/feature_api"),
        ("service:feature_api", "policy.changed", "policy/feature_api"),
        ("service:feature_api", "policy.changed", "policy/feature_api"),
    ]
    assert [each.reason for each in records if each.action == "policy.changed"][1] == (
        "grant 'inference reads features to score': roles +nobody -inference"
    )
    read = [each for each in records if each.action == "pii.accessed"]
    assert {(each.actor, each.subject) for each in read} == {("svc-inference", "feature_service:reversal_risk@1")}
    assert sum(each.evidence["requests"] for each in read) >= 8
    assert read[0].evidence["purposes"] == ["fraud_prevention"]
