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
from pathlib import Path
from typing import Any

import pytest

from andamio.catalog.loading import load_catalog
from andamio.features.sqlite_store import SqliteStore

CATALOG = load_catalog()


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "feature_api.main", *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stderr=subprocess.PIPE,
        text=True,
    )


def fetch(url: str, body: Any = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=5) as response:
        return json.load(response)


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    store = SqliteStore(tmp_path / "online.db", CATALOG.views.values(), create=True)
    for view in CATALOG.views.values():
        store.write_batch(view, view.coarsest_hop_ms * 1_000, [])
    store.close()
    return tmp_path / "online.db"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_it_serves_until_sigterm_and_then_exits_with_0(store_path: Path, tmp_path: Path) -> None:
    port = free_port()
    service = start("--store", str(store_path), "--port", str(port), "--telemetry-dir", str(tmp_path / "telemetry"))
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while True:
        try:
            assert fetch(f"{url}/readyz") == {"status": "ok"}
            break
        except urllib.error.URLError:
            assert service.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
    entity = {"tenant": "shop", "customer": "ada"}
    answer = fetch(f"{url}/v1/features:read", {"feature_service": "reversal_risk@1", "entities": [entity]})
    assert set(answer["results"][0]["statuses"].values()) == {"not_found"}
    service.send_signal(signal.SIGTERM)
    _, stderr = service.communicate(timeout=20)
    assert service.returncode == 0
    assert '"stopped"' in stderr
    assert "Traceback" not in stderr
    assert (tmp_path / "telemetry" / "feature_api.traces.ndjson").stat().st_size > 0


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
