"""What reaches a collector, and what does not. The collector here is a stand-in: a server on loopback that decodes OTLP's
protobuf messages and keeps them; it is no OpenTelemetry Collector."""

import gzip
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from andamio.errors import UserError
from andamio.telemetry import tracing
from andamio.telemetry.export_settings import ExportSettings, export_settings
from andamio.telemetry.setup import start

_MESSAGES: dict[str, Any] = {
    "/v1/traces": ExportTraceServiceRequest,
    "/v1/metrics": ExportMetricsServiceRequest,
    "/v1/logs": ExportLogsServiceRequest,
}


@dataclass
class Collector:
    url: str
    got: dict[str, list[Any]] = field(default_factory=lambda: {path: [] for path in _MESSAGES})
    raw: bytes = b""


@pytest.fixture
def collector() -> Iterator[Collector]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            if self.headers.get("content-encoding") == "gzip":
                body = gzip.decompress(body)
            found.raw += body
            found.got[self.path].append(_MESSAGES[self.path].FromString(body))
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    found = Collector(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


def attributes(entries: Any) -> dict[str, str]:
    return {entry.key: entry.value.string_value for entry in entries}


def test_spans_metrics_and_logs_arrive_joined_and_without_personal_fields(collector: Collector, tmp_path: Path) -> None:
    environment = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "ANDAMIO_ENVIRONMENT": "staging"}
    telemetry = start(
        "probe", version="1.2", environment=environment, scrub=lambda text: text.replace("canary", "[NAME]")
    )
    telemetry.meter.create_counter("work", "{item}").add(3)
    trace = tracing.begin(b"", telemetry.sampling)
    tracing.make_current(trace)
    telemetry.logger.error("canary is late", extra={"fields": {"customer": "canary-1", "rows": 3}})
    tracing.keep(telemetry, trace, "read", 1, 2, {"email": "canary-2", "reason": "canary-3"}, failed=True)
    with pytest.raises(ValueError, match="canary"), telemetry.tracer.start_as_current_span("broken"):
        raise ValueError("canary-4")
    telemetry.shutdown()
    tracing.make_current(None)

    (resource_spans,) = collector.got["/v1/traces"][0].resource_spans
    resource = attributes(resource_spans.resource.attributes)
    assert (resource["service.name"], resource["service.version"]) == ("probe", "1.2")
    assert resource["deployment.environment.name"] == "staging"
    spans = {span.name: span for span in resource_spans.scope_spans[0].spans}
    assert spans["read"].trace_id.hex() == trace.trace_id
    assert attributes(spans["read"].attributes) == {"email": "[redacted]", "reason": "[NAME]-3"}
    (record,) = collector.got["/v1/logs"][0].resource_logs[0].scope_logs[0].log_records
    assert (record.trace_id.hex(), record.span_id.hex()) == (trace.trace_id, trace.span_id)
    assert record.body.string_value == "[NAME] is late"
    assert record.severity_text == "ERROR"
    metrics = {
        metric.name: metric
        for request in collector.got["/v1/metrics"]
        for scope in request.resource_metrics[0].scope_metrics
        for metric in scope.metrics
    }
    assert metrics["work"].sum.data_points[0].as_int == 3
    assert b"canary" not in collector.raw


def test_a_collector_that_is_away_stops_nothing(tmp_path: Path) -> None:
    environment = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9", "OTEL_EXPORTER_OTLP_TIMEOUT": "1"}
    telemetry = start("probe", tmp_path, environment=environment)
    with telemetry.job("work", {}):
        telemetry.logger.info("done")
    telemetry.shutdown()
    assert (tmp_path / "probe.traces.ndjson").read_text().count("\n") == 1


def test_variables_win_over_the_file(tmp_path: Path) -> None:
    path = tmp_path / "telemetry.json"
    path.write_text(json.dumps({"otlp_endpoint": "http://file:4318", "sample_one_in": 7, "slow_ms": 12.5}))
    of_file = {"ANDAMIO_TELEMETRY": str(path)}
    assert export_settings({}) == ExportSettings()
    assert export_settings(of_file) == ExportSettings("http://file:4318", 5_000, 7, 12.5)
    wins = {"OTEL_EXPORTER_OTLP_ENDPOINT": "https://variable", "OTEL_METRIC_EXPORT_INTERVAL": "60000"}
    assert export_settings({**of_file, **wins}) == ExportSettings("https://variable", 60_000, 7, 12.5)


@pytest.mark.parametrize(
    ("document", "variables", "named"),
    [
        ('{"sample": 1}', {}, "sample is no setting"),
        ('{"sample_one_in": 0}', {}, "sample_one_in is 0"),
        ('{"sample_one_in": 1.5}', {}, "without a fraction"),
        ('{"slow_ms": "fast"}', {}, "slow_ms is 'fast'"),
        ('{"otlp_endpoint": 4318}', {}, "otlp_endpoint is 4318"),
        ("[]", {}, "the document is no setting"),
        ("{", {}, "not JSON"),
        (None, {}, "cannot be read"),
        ("{}", {"OTEL_EXPORTER_OTLP_ENDPOINT": "127.0.0.1:4318"}, "no URL"),
        (
            "{}",
            {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://x", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"},
            "only http/protobuf",
        ),
        ("{}", {"OTEL_METRIC_EXPORT_INTERVAL": "soon"}, "OTEL_METRIC_EXPORT_INTERVAL is 'soon'"),
    ],
)
def test_settings_that_make_no_sense_are_one_sentence(
    document: str | None, variables: dict[str, str], named: str, tmp_path: Path
) -> None:
    path = tmp_path / "telemetry.json"
    if document is not None:
        path.write_text(document)
    with pytest.raises(UserError, match=named):
        export_settings({"ANDAMIO_TELEMETRY": str(path), **variables})
