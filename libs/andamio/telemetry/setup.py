"""One call gives a service or job traces, metrics and structured logs, with personal fields redacted.

    telemetry = start(service="feature_api", directory=Path("telemetry"))
    with telemetry.tracer.start_as_current_span("read"):
        telemetry.logger.info("read", extra={"fields": {"rows": 3}})
    telemetry.shutdown()

Files in `directory`: <service>.traces.ndjson, <service>.metrics.ndjson, <service>.log.ndjson, and while the process lives
<service>-<pid>.prom, its metrics as Prometheus reads them. Names follow the
OpenTelemetry semantic conventions (`conventions`). Settings send all three to a collector as well (`export_settings`).
"""

import logging
import os
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from opentelemetry.metrics import Meter
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import MetricExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ALWAYS_ON
from opentelemetry.trace import SpanKind, Tracer
from opentelemetry.util.types import AttributeValue

from andamio.errors import UserError
from andamio.pii.scrubbing import scrub as scrub_free_text
from andamio.telemetry import conventions, prometheus_text, tracing
from andamio.telemetry.export_settings import ENDPOINT_VARIABLE, export_settings
from andamio.telemetry.files import FileMetricExporter, FileSpanExporter, PrometheusFile
from andamio.telemetry.metric_reader import SharedReader
from andamio.telemetry.process_metrics import observe_process
from andamio.telemetry.redacting import RedactingExporter, Scrub
from andamio.telemetry.redaction import ALWAYS_REDACTED
from andamio.telemetry.structured_log import JsonFormatter, service_logger
from andamio.telemetry.tracing import Sampling

try:
    import andamio.telemetry.otlp as otlp  # type: ignore[import-not-found,import-untyped,unused-ignore]
except ImportError:  # the Flink resolve, whose protobuf is too old for it
    otlp = None  # type: ignore[assignment,unused-ignore]

SHUTDOWN_S = 5.0
# Ten times as often as by default: the spans of 5 s are redacted and written in one go, during which nobody is answered.
_SPANS_EVERY_MS = 500
TELEMETRY_VARIABLE = "ANDAMIO_TELEMETRY_DIR"
"""Folder of a job's telemetry, for jobs that have no option for it."""


@dataclass(frozen=True, slots=True)
class OpenSpan:
    """Work under way, and what is to be said of it when it has ended."""

    trace: tracing.Trace
    attributes: dict[str, AttributeValue] = field(default_factory=dict)
    events: list[tracing.Event] = field(default_factory=list)
    links: set[bytes] = field(default_factory=set)
    """`traceparent` headers of spans elsewhere, such as those whose messages were read."""

    def event(self, name: str, **attributes: AttributeValue) -> None:
        """Something happened now. Attributes hold no free text."""
        self.events.append(tracing.Event(name, time.time_ns(), attributes))


@dataclass(frozen=True, slots=True)
class Telemetry:
    """What a service instruments itself with."""

    tracer: Tracer
    meter: Meter
    logger: logging.Logger
    sampling: Sampling
    """Which requests' spans are kept; `HttpServer` and `job` go by it."""
    _tracer_provider: TracerProvider
    _meter_provider: MeterProvider
    _reader: SharedReader

    def prometheus(self, accept: str = "") -> tuple[str, bytes]:
        """Content type and body of an answer to Prometheus, whose `Accept` header this is."""
        exemplars = "application/openmetrics-text" in accept
        body = prometheus_text.text(self._reader.snapshot(), exemplars=exemplars)
        return prometheus_text.OPEN_METRICS if exemplars else prometheus_text.PLAIN, body.encode()

    @contextmanager
    def job(self, name: str, environment: Mapping[str, str] = os.environ) -> Iterator[OpenSpan]:
        """A job's work as one span, always kept, in the trace that `TRACEPARENT` names; failed if it raises."""
        trace = tracing.begin(environment.get(tracing.VARIABLE, "").encode(), self.sampling)._replace(sampled=True)
        with self._spanned(name, trace) as span:
            yield span

    @contextmanager
    def step(self, name: str) -> Iterator[OpenSpan]:
        """A part of the work as a span of the current trace, kept if that is, or if it fails."""
        parent = tracing.current()
        trace = tracing.begin(b"", self.sampling) if parent is None else tracing.child(parent)
        with self._spanned(name, trace) as span:
            yield span

    @contextmanager
    def _spanned(self, name: str, trace: tracing.Trace) -> Iterator[OpenSpan]:
        before, began, failed = tracing.current(), time.time_ns(), True
        span = OpenSpan(trace)
        tracing.make_current(trace)
        try:
            yield span
            failed = False
        finally:
            if trace.sampled or failed:
                attributes, ended = span.attributes, time.time_ns()
                tracing.keep(
                    *(self, trace, name, began, ended, attributes, failed, SpanKind.INTERNAL),
                    events=span.events,
                    links=list(span.links),
                )
            tracing.make_current(before)

    def shutdown(self) -> None:
        """Flush and close every exporter; safe to call once at the end of the process.

        A collector that does not answer costs `SHUTDOWN_S` at most, and what it did not take is lost.
        """
        handlers = list(self.logger.handlers)
        closes = [self._tracer_provider.shutdown, self._meter_provider.shutdown, *(each.close for each in handlers)]
        # Each waits for its own exporter's retries; daemons, so that the process need not.
        threads = [threading.Thread(target=close, daemon=True) for close in closes]
        for thread in threads:
            thread.start()
        until = time.monotonic() + SHUTDOWN_S
        for thread in threads:
            thread.join(max(until - time.monotonic(), 0))
        for handler in handlers:
            self.logger.removeHandler(handler)


def start(
    service: str,
    directory: Path | None = None,
    version: str | None = None,
    redacted: frozenset[str] = frozenset(),
    scrub: Scrub = scrub_free_text,
    environment: Mapping[str, str] = os.environ,
) -> Telemetry:
    """Set up telemetry for this process; raises `UserError` for settings that make no sense.

    Without `directory` and without a collector, spans are not kept, metrics are there to be asked for, and logs go to
    stderr alone. `redacted` adds to the field names that are never written (see `redaction.ALWAYS_REDACTED`); `scrub`
    takes what is personal out of free text: messages, exceptions, attributes of spans. `version` is that of the deployment, by default $ANDAMIO_VERSION.
    """
    settings = export_settings(environment)
    names = ALWAYS_REDACTED | redacted
    # Recognizers take 50 us and more of a text, and most texts are the same: routes, releases, messages.
    scrub = lru_cache(1_024)(scrub)
    resource = _resource(service, version, environment)
    formatter = JsonFormatter(service, names, scrub)
    # Which spans are worth keeping is decided before one is made; one that is made is exported.
    tracer_provider = TracerProvider(ALWAYS_ON, resource, shutdown_on_exit=False, id_generator=tracing.AssignedIds())
    metrics: list[MetricExporter] = []
    handlers: list[logging.Handler] = []
    if directory is not None:
        directory.mkdir(parents=True, exist_ok=True)
        spans = RedactingExporter(FileSpanExporter(directory / f"{service}.traces.ndjson"), names, scrub)
        tracer_provider.add_span_processor(BatchSpanProcessor(spans, schedule_delay_millis=_SPANS_EVERY_MS))
        metrics.append(FileMetricExporter(directory / f"{service}.metrics.ndjson"))
        instance = str(resource.attributes[conventions.SERVICE_INSTANCE_ID])
        metrics.append(PrometheusFile(directory / f"{service}-{os.getpid()}.prom", instance))
    if settings.otlp_endpoint is not None:
        if otlp is None:
            raise UserError(
                f"the OTLP exporter is not in this resolve (Flink's); leave out {ENDPOINT_VARIABLE} for {service}, and have "
                "the collector read its files"
            )
        to = otlp.exporters(settings.otlp_endpoint, service, resource, formatter)
        tracer_provider.add_span_processor(
            BatchSpanProcessor(RedactingExporter(to.spans, names, scrub), schedule_delay_millis=_SPANS_EVERY_MS)
        )
        metrics.append(to.metrics)
        handlers.append(to.logs)
    reader = SharedReader(metrics, settings.metric_interval_ms / 1000)
    meter_provider = MeterProvider([reader], resource=resource, shutdown_on_exit=False)
    meter = meter_provider.get_meter(service, schema_url=conventions.SCHEMA_URL)
    observe_process(meter)
    return Telemetry(
        tracer=tracer_provider.get_tracer(service, schema_url=conventions.SCHEMA_URL),
        meter=meter,
        logger=service_logger(service, directory, formatter, handlers),
        sampling=Sampling(settings.sample_one_in, settings.slow_ms / 1000),
        _tracer_provider=tracer_provider,
        _meter_provider=meter_provider,
        _reader=reader,
    )


def _resource(service: str, version: str | None, environment: Mapping[str, str]) -> Resource:
    attributes: dict[str, str | int] = {
        conventions.SERVICE_NAME: service,
        conventions.SERVICE_VERSION: version or environment.get("ANDAMIO_VERSION", "dev"),
        conventions.SERVICE_INSTANCE_ID: f"{socket.gethostname()}:{os.getpid()}",
        conventions.DEPLOYMENT_ENVIRONMENT_NAME: environment.get("ANDAMIO_ENVIRONMENT", "dev"),
        conventions.PROCESS_PID: os.getpid(),
    }
    digest = environment.get("ANDAMIO_RELEASE_DIGEST")
    if digest:
        attributes[conventions.RELEASE_DIGEST] = digest
    return Resource.create(attributes, conventions.SCHEMA_URL)
