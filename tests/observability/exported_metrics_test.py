"""What an objective is measured by is exported: by its service after a request or two, or by the job that measures for it."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from andamio.auth.guard import open_guard
from andamio.catalog.loading import load_catalog
from andamio.features.online.reader import ThreadedReader
from andamio.features.online.sqlite_store import SqliteStore
from andamio.rollout.machine.state_machine import Check, GateReport, SetStable
from andamio.rollout.settings import Settings
from andamio.telemetry.asgi import Measured
from andamio.telemetry.setup import start
from andamio.telemetry.slo.document import EventRatio, Slo, load_slos
from andamio.telemetry.slo.generate import OUT, render, stale
from andamio.telemetry.slo.queries import metric_names
from feature_api.app import FeatureApi
from feature_api.instruments import READ_PATH
from feature_health.prometheus import metrics_text
from inference.app import create_app as inference_app
from inference.harness import EVENT_MS, Bench, Releases
from inference.scoring_endpoint import SCORE_PATH
from rollout_controller.api.app import create_app as controller_app
from rollout_controller.api.console import Console
from rollout_controller.api.record_reading import RecordReading
from rollout_controller.control.loop import Controller
from rollout_controller.store.rollout_store import Store

_SERIES = re.compile(r"^([a-zA-Z_:][a-zA-Z0-9_:]*)[{ ]", re.MULTILINE)
_DECLARED = re.compile(r"^# TYPE (\S+)", re.MULTILINE)


def feature_api(folder: Path) -> str:
    catalog = load_catalog()
    store = SqliteStore(folder / "online.db", catalog.views.values(), create=True)
    client = TestClient(FeatureApi(ThreadedReader(store), catalog, lambda: 0, start("feature_api")))
    body = {"feature_service": "reversal_risk@1", "entities": [{"tenant": "shop", "customer": "ada"}]}
    client.post(READ_PATH, json=body)
    return client.get("/metrics").text


def inference(folder: Path) -> str:
    releases = Releases(folder)
    releases.add("stable")
    bench = Bench(releases, folder)
    bench.write()
    numbers = {"event_time_ms": EVENT_MS, "amount_minor": 1, "lines": 1, "distinct_products": 1}
    body = {"request_id": "q", "tenant": "shop", "customer": "ada", "currency": "GBP", **numbers}
    with TestClient(inference_app(bench.replica(bench.routing()), open_guard())) as client:
        assert client.post(SCORE_PATH, json=body).status_code == 200
        return client.get("/metrics").text


def rollout_controller(folder: Path) -> str:
    telemetry, store = start("rollout_controller"), Store(folder / "state.db")
    passed = GateReport((Check("golden set", True, ""),))
    controller = Controller(
        store, folder / "log", folder / "table.json", Settings(), lambda _: passed, telemetry, wall_ms=lambda: 1
    )
    controller.tick(SetStable("ada", "first", "r1"))
    console = Console(controller, lambda _: passed, RecordReading(folder / "state.db"), lambda: 1, open_guard())
    client = TestClient(Measured(controller_app(console, telemetry.prometheus), telemetry))
    assert client.get("/readyz").status_code == 200
    return client.get("/metrics").text


def feature_health() -> str:
    nothing: dict[str, Any] = {"parity": [], "freshness": [], "quality": [], "drift": {"features": []}}
    return metrics_text({"generated_at_ms": 0, "served": {"statuses": {}}, **nothing})


SERVICES: dict[str, Callable[[Path], str]] = {
    "feature_api": feature_api,
    "inference": inference,
    "rollout_controller": rollout_controller,
}


def queries(slo: Slo) -> tuple[str, ...]:
    indicator = slo.indicator
    return (indicator.bad, indicator.total) if isinstance(indicator, EventRatio) else (indicator.failure,)


@pytest.mark.parametrize("service", SERVICES)
def test_every_metric_of_an_objective_is_exported(service: str, tmp_path: Path) -> None:
    exported = set(_SERIES.findall(SERVICES[service](tmp_path))) | set(_DECLARED.findall(feature_health()))
    for slo in slos_of(service):
        for query in queries(slo):
            assert metric_names(query)
            assert metric_names(query) - exported == set(), slo.name


def slos_of(service: str) -> tuple[Slo, ...]:
    return load_slos(Path("services") / service / "slo.yaml")


def test_the_generated_files_are_fresh() -> None:
    # Of these: `slo:generate --check` looks at every service.
    files = render({service: slos_of(service) for service in SERVICES})
    assert [path for path in stale(files, OUT) if Path(path).relative_to(OUT) in files] == []


def test_every_runbook_of_an_objective_names_owner_alert_and_when_it_was_tested() -> None:
    for service in SERVICES:
        for slo in slos_of(service):
            text = Path(slo.runbook).read_text()
            for line in ("- Owner: ", "- Alert: ", "- Last tested: 20"):
                assert f"\n{line}" in text, slo.runbook


def test_prometheus_takes_the_generated_rules() -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is missing; install Debian's package prometheus")
    command = [promtool, "check", "rules", *map(str, sorted((OUT / "rules").glob("*.yaml")))]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
