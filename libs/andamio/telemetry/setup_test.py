"""Contract of the set-up: traces, metrics and logs land in files, joined by trace id, without personal fields."""

import json
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
