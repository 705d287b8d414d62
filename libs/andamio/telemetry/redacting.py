"""Spans as they may leave the process, whoever takes them: attributes redacted by name, free text left out or scrubbed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from opentelemetry.sdk.trace import Event, ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.trace import Status

from andamio.telemetry.courtesy import courteously
from andamio.telemetry.redaction import redact

Scrub = Callable[[str], str]


def as_written(text: str) -> str:
    """Free text as it is: where no recognizers were given."""
    return text


class RedactingExporter(SpanExporter):
    """Hands spans on without personal fields. Costs a dictionary a span, on the exporting thread.

    Events named "exception", which hold its text, and the description of a status are not handed on: the log has them,
    scrubbed.
    """

    def __init__(self, exporter: SpanExporter, redacted: frozenset[str], scrub: Scrub = as_written) -> None:
        self._exporter, self._redacted, self._scrub = exporter, redacted, scrub

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        return self._exporter.export([self._safe(span) for span in courteously(spans)])

    def shutdown(self) -> None:
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        return self._exporter.force_flush(timeout_millis)

    def _attributes(self, attributes: Mapping[str, Any] | None) -> dict[str, Any]:
        return {
            name: self._scrub(value) if isinstance(value, str) else value
            for name, value in redact(attributes or {}, self._redacted).items()
        }

    def _safe(self, span: ReadableSpan) -> ReadableSpan:
        return ReadableSpan(
            name=span.name,
            context=span.get_span_context(),
            parent=span.parent,
            resource=span.resource,
            attributes=self._attributes(span.attributes),
            events=[
                Event(each.name, self._attributes(each.attributes), each.timestamp)
                for each in span.events
                if each.name != "exception"
            ],
            links=span.links,
            kind=span.kind,
            status=Status(span.status.status_code),
            start_time=span.start_time,
            end_time=span.end_time,
            instrumentation_scope=span.instrumentation_scope,
        )
