"""Exporters to a collector, by OTLP over HTTP. Not in the Flink resolve, where `setup` says so in a sentence."""

import logging
from dataclasses import dataclass

from opentelemetry._logs import SeverityNumber
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.metrics.export import MetricExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace.export import SpanExporter

from andamio.telemetry.structured_log import JsonFormatter
from andamio.telemetry.tracing import Trace

# Python's levels as OpenTelemetry numbers them.
_SEVERITIES = (
    (logging.CRITICAL, SeverityNumber.FATAL),
    (logging.ERROR, SeverityNumber.ERROR),
    (logging.WARNING, SeverityNumber.WARN),
    (logging.INFO, SeverityNumber.INFO),
)
_OF_THE_RECORD = frozenset({"time", "severity", "service", "message", "trace_id", "span_id"})


class OtlpLogHandler(logging.Handler):
    """Log records to the collector: what the line in the file says, no more."""

    def __init__(self, service: str, provider: LoggerProvider, formatter: JsonFormatter) -> None:
        super().__init__()
        self._provider, self._lines = provider, formatter
        self._logger = provider.get_logger(service)
        self._closed = False

    def emit(self, record: logging.LogRecord) -> None:
        """Queue one record; a background thread sends it."""
        line = self._lines.document(record)
        context = None
        if "trace_id" in line:
            context = Trace(line["trace_id"], line["span_id"], None, True).context()
        self._logger.emit(
            timestamp=int(record.created * 1e9),
            context=context,
            severity_number=next((n for level, n in _SEVERITIES if record.levelno >= level), SeverityNumber.DEBUG),
            severity_text=record.levelname,
            body=line["message"],
            attributes={name: _value(value) for name, value in line.items() if name not in _OF_THE_RECORD},
        )

    def close(self) -> None:
        """Send what is queued; the second time, which is logging's at the end of the process, nothing."""
        if not self._closed:
            self._closed = True
            self._provider.shutdown()
            super().close()


@dataclass(frozen=True, slots=True)
class Exporters:
    """The three to one collector."""

    spans: SpanExporter
    metrics: MetricExporter
    logs: OtlpLogHandler


def exporters(endpoint: str, service: str, resource: Resource, formatter: JsonFormatter) -> Exporters:
    """Exporters to the collector at this base URL. What cannot be sent is retried, then dropped and said on stderr."""
    base = endpoint.rstrip("/")
    provider = LoggerProvider(resource, shutdown_on_exit=False)
    provider.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter(f"{base}/v1/logs")))
    return Exporters(
        OTLPSpanExporter(f"{base}/v1/traces"),
        OTLPMetricExporter(f"{base}/v1/metrics"),
        OtlpLogHandler(service, provider, formatter),
    )


def _value(value: object) -> str | bool | int | float:
    return value if isinstance(value, str | bool | int | float) else str(value)
