"""One call gives a service or job traces, metrics and structured logs, with personal fields redacted.

    telemetry = start(service="feature_api", directory=Path("telemetry"))
    with telemetry.tracer.start_as_current_span("read"):
        telemetry.logger.info("read", extra={"fields": {"rows": 3}})
    telemetry.shutdown()

Files in `directory`: <service>.traces.ndjson, <service>.metrics.ndjson, <service>.log.ndjson. Names follow the
OpenTelemetry semantic conventions; nothing is sent over the network.
"""

import json
import logging
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from opentelemetry import trace
from opentelemetry.metrics import Meter
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import MetricReader, PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Tracer

from andamio.telemetry.files import FileMetricExporter, FileSpanExporter
from andamio.telemetry.redaction import ALWAYS_REDACTED, redact

METRIC_INTERVAL_MS = 5_000


@dataclass(frozen=True, slots=True)
class Telemetry:
    """What a service instruments itself with."""

    tracer: Tracer
    meter: Meter
    logger: logging.Logger
    _tracer_provider: TracerProvider
    _meter_provider: MeterProvider

    def shutdown(self) -> None:
        """Flush and close every exporter; safe to call once at the end of the process."""
        self._tracer_provider.shutdown()
        self._meter_provider.shutdown()
        for handler in list(self.logger.handlers):
            handler.close()
            self.logger.removeHandler(handler)


def start(
    service: str, directory: Path | None = None, version: str = "dev", redacted: frozenset[str] = frozenset()
) -> Telemetry:
    """Set up telemetry for this process.

    Without `directory` spans and metrics are recorded but not kept, and logs go to stderr alone.
    `redacted` adds to the field names that are never written (see `redaction.ALWAYS_REDACTED`).
    """
    names = ALWAYS_REDACTED | redacted
    resource = Resource.create(
        {
            "service.name": service,
            "service.version": version,
            "deployment.environment.name": os.environ.get("ANDAMIO_ENVIRONMENT", "dev"),
            "process.pid": os.getpid(),
        }
    )
    tracer_provider = TracerProvider(resource=resource)
    readers: list[MetricReader] = []
    if directory is not None:
        directory.mkdir(parents=True, exist_ok=True)
        spans = FileSpanExporter(directory / f"{service}.traces.ndjson", names)
        tracer_provider.add_span_processor(BatchSpanProcessor(spans))
        metrics = FileMetricExporter(directory / f"{service}.metrics.ndjson")
        readers.append(PeriodicExportingMetricReader(metrics, export_interval_millis=METRIC_INTERVAL_MS))
    meter_provider = MeterProvider(readers, resource=resource)
    return Telemetry(
        tracer=tracer_provider.get_tracer(service),
        meter=meter_provider.get_meter(service),
        logger=_logger(service, directory, names),
        _tracer_provider=tracer_provider,
        _meter_provider=meter_provider,
    )


class JsonFormatter(logging.Formatter):
    """A log record as one JSON line, joined to the current trace."""

    def __init__(self, service: str, redacted: frozenset[str]) -> None:
        super().__init__()
        self._service = service
        self._redacted = redacted

    def format(self, record: logging.LogRecord) -> str:
        context = trace.get_current_span().get_span_context()
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "severity": record.levelname,
            "service": self._service,
            "message": record.getMessage(),
            **redact(getattr(record, "fields", {}), self._redacted),
        }
        if context.is_valid:
            line["trace_id"] = format(context.trace_id, "032x")
            line["span_id"] = format(context.span_id, "016x")
        if record.exc_info and record.exc_info[0] is not None:
            line["exception.type"] = record.exc_info[0].__name__
            line["exception.stacktrace"] = self.formatException(record.exc_info)
        return json.dumps(line, separators=(",", ":"), default=str)


def _logger(service: str, directory: Path | None, redacted: frozenset[str]) -> logging.Logger:
    logger = logging.getLogger(f"andamio.{service}")
    logger.setLevel(logging.INFO)
    # Other libraries' root handlers would print a second, unredacted copy.
    logger.propagate = False
    logger.handlers.clear()
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    if directory is not None:
        handlers.append(logging.FileHandler(directory / f"{service}.log.ndjson", encoding="utf-8"))
    for handler in handlers:
        handler.setFormatter(JsonFormatter(service, redacted))
        logger.addHandler(handler)
    return logger
