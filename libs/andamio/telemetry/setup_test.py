"""Contract of the set-up: traces, metrics and logs land in files, joined by trace id, without personal fields."""

import json
import os
import time
from pathlib import Path
from typing import Any

from andamio.telemetry.setup import start


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_span_metric_and_log_are_written_and_joined_without_personal_fields(tmp_path: Path) -> None:
    telemetry = start("probe", tmp_path, version="1.2", redacted=frozenset({"iban"}))
    requests = telemetry.meter.create_counter("probe.requests", unit="{request}")
    with telemetry.tracer.start_as_current_span("read", attributes={"customer": "canary-1", "rows": 3}):
        requests.add(2)
        telemetry.logger.info("read", extra={"fields": {"iban": "canary-2", "rows": 3}})
    telemetry.shutdown()

    (span,) = _lines(tmp_path / "probe.traces.ndjson")
    (log,) = _lines(tmp_path / "probe.log.ndjson")
    metrics = {line["name"]: line for line in _lines(tmp_path / "probe.metrics.ndjson")}
    metric = metrics["probe.requests"]
    assert span["name"] == "read"
    assert span["attributes"]["rows"] == 3
    assert span["resource"]["service.version"] == "1.2"
    assert log["trace_id"] == span["trace_id"]
    assert "process.cpu.time" in metrics
    assert metric["data"]["data_points"][0]["value"] == 2
    assert "canary" not in "".join(path.read_text() for path in tmp_path.iterdir())


def test_without_a_directory_nothing_is_written(tmp_path: Path) -> None:
    telemetry = start("probe")
    with telemetry.tracer.start_as_current_span("read"):
        telemetry.logger.info("read")
    telemetry.shutdown()
    assert list(tmp_path.iterdir()) == []


def test_free_text_that_looks_like_somebodys_data_is_scrubbed_and_ours_is_not(tmp_path: Path) -> None:
    telemetry = start("probe", tmp_path)
    ours = {"http.route": "/v1/features:read", "andamio.release": "r2-challenger", "andamio.feature_service": "risk@1"}
    with telemetry.tracer.start_as_current_span("read", attributes={**ours, "reason": "write to ada@example.com"}):
        telemetry.logger.info("card 4111 1111 1111 1111 was refused on port 8600 at 2026-11-21T09:00:00Z")
        telemetry.logger.info("transition")
    telemetry.shutdown()
    (span,) = _lines(tmp_path / "probe.traces.ndjson")
    first, second = _lines(tmp_path / "probe.log.ndjson")
    assert {name: span["attributes"][name] for name in ours} == ours
    assert "ada@example.com" not in span["attributes"]["reason"]
    assert first["message"] == "card [card] was refused on port 8600 at 2026-11-21T09:00:00Z"
    assert second["message"] == "transition"


def test_while_a_process_lives_its_metrics_are_in_a_file_for_prometheus(tmp_path: Path) -> None:
    telemetry = start("probe", tmp_path, environment={"OTEL_METRIC_EXPORT_INTERVAL": "10"})
    telemetry.meter.create_counter("work", "{item}").add(2)
    path = tmp_path / f"probe-{os.getpid()}.prom"
    until = time.monotonic() + 10
    while not (path.exists() and "work_total" in path.read_text()) and time.monotonic() < until:
        time.sleep(0.01)
    assert 'work_total{service_name="probe",service_instance_id="' in path.read_text()
    telemetry.shutdown()
    assert not path.exists()
