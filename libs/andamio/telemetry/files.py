"""Exporters that append spans and metrics to files as JSON lines: the embedded default, before any collector.

At scale an OTLP exporter takes their place; the records keep OpenTelemetry's names either way.
"""

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

from opentelemetry.sdk.metrics.export import MetricExporter, MetricExportResult, MetricsData
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult

from andamio.telemetry.courtesy import courteously
from andamio.telemetry.prometheus_text import text


class _JsonLines:
    """An append-only file of JSON lines, safe to write from several threads."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("a", encoding="utf-8")
        self._lock = threading.Lock()

    def write(self, records: Sequence[dict[str, Any]]) -> None:
        text = "".join(json.dumps(record, separators=(",", ":"), default=_plain) + "\n" for record in records)
        with self._lock:
            self._file.write(text)
            self._file.flush()

    def close(self) -> None:
        with self._lock:
            self._file.close()


def _plain(part: object) -> object:
    """What JSON has no word for: the SDK's data points and attributes as dictionaries, all else as text.

    The SDK's own `to_json` writes and reads each point three times, which would keep whoever answers requests waiting.
    """
    if is_dataclass(part):
        return vars(part)
    return dict(part) if isinstance(part, Mapping) else str(part)


class FileSpanExporter(SpanExporter):
    """One line a span, as `redacting` hands it on."""

    def __init__(self, path: Path) -> None:
        self._lines = _JsonLines(path)

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        for span in courteously(spans):
            self._lines.write([self._record(span)])
        return SpanExportResult.SUCCESS

    def shutdown(self) -> None:
        self._lines.close()

    def _record(self, span: ReadableSpan) -> dict[str, Any]:
        context = span.get_span_context()
        more: dict[str, Any] = {}
        if span.events:
            more["events"] = [
                {"name": each.name, "time_unix_nano": each.timestamp, "attributes": dict(each.attributes or {})}
                for each in span.events
            ]
        if span.links:
            more["links"] = [
                {"trace_id": format(each.context.trace_id, "032x"), "span_id": format(each.context.span_id, "016x")}
                for each in span.links
            ]
        return {
            "trace_id": format(context.trace_id, "032x") if context else None,
            "span_id": format(context.span_id, "016x") if context else None,
            "parent_span_id": format(span.parent.span_id, "016x") if span.parent else None,
            "name": span.name,
            "start_time_unix_nano": span.start_time,
            "end_time_unix_nano": span.end_time,
            "kind": span.kind.name,
            "status": span.status.status_code.name,
            "attributes": dict(span.attributes or {}),
            "resource": dict(span.resource.attributes),
            **more,
        }


class FileMetricExporter(MetricExporter):
    """One line a metric and export interval."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._lines = _JsonLines(path)

    def export(self, metrics_data: MetricsData, timeout_millis: float = 10_000, **kwargs: Any) -> MetricExportResult:
        for resource in metrics_data.resource_metrics:
            for scope in resource.scope_metrics:
                for metric in courteously(scope.metrics):
                    self._lines.write([{"name": metric.name, "unit": metric.unit, "data": metric.data}])
        return MetricExportResult.SUCCESS

    def force_flush(self, timeout_millis: float = 10_000) -> bool:
        return True

    def shutdown(self, timeout_millis: float = 30_000, **kwargs: Any) -> None:
        self._lines.close()


class PrometheusFile(MetricExporter):
    """The newest metrics as text, in a file of this process: for services of several processes, of which a scrape sees one.

    Each series says its `service_instance_id`. The file is replaced whole, and goes with the process; after a kill it stays.
    """

    def __init__(self, path: Path, instance: str) -> None:
        super().__init__()
        self._path, self._instance = path, instance

    def export(self, metrics_data: MetricsData, timeout_millis: float = 10_000, **kwargs: Any) -> MetricExportResult:
        unfinished = self._path.with_suffix(".unfinished")
        unfinished.write_text(self._text(metrics_data), encoding="utf-8")
        unfinished.replace(self._path)
        return MetricExportResult.SUCCESS

    def _text(self, metrics_data: MetricsData) -> str:
        return text(metrics_data, {"service_instance_id": self._instance}, courteous=True)

    def force_flush(self, timeout_millis: float = 10_000) -> bool:
        return True

    def shutdown(self, timeout_millis: float = 30_000, **kwargs: Any) -> None:
        self._path.unlink(missing_ok=True)
