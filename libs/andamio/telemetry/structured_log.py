"""Logs as JSON lines, joined to the trace that they were written in, with personal fields redacted."""

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from opentelemetry import trace

from andamio.telemetry.redacting import Scrub, as_written
from andamio.telemetry.redaction import redact
from andamio.telemetry.tracing import current


class JsonFormatter(logging.Formatter):
    """A log record as one JSON line."""

    def __init__(self, service: str, redacted: frozenset[str], scrub: Scrub = as_written) -> None:
        """`scrub` takes what is personal out of free text: the message, the text of an exception."""
        super().__init__()
        self._service, self._redacted, self._scrub = service, redacted, scrub

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(self.document(record), separators=(",", ":"), default=str)

    def document(self, record: logging.LogRecord) -> dict[str, Any]:
        """What the line says."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "severity": record.levelname,
            "service": self._service,
            "message": self._scrub(record.getMessage()),
            **redact(getattr(record, "fields", {}), self._redacted),
        }
        ids = _span()
        if ids is not None:
            line["trace_id"], line["span_id"] = ids
        if record.exc_info and record.exc_info[0] is not None:
            line["exception.type"] = record.exc_info[0].__name__
            line["exception.stacktrace"] = self._scrub(self.formatException(record.exc_info))
        return line


def _span() -> tuple[str, str] | None:
    """Ids of OpenTelemetry's span in force, which is the inner one where there are both, or of the current trace."""
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        return format(context.trace_id, "032x"), format(context.span_id, "016x")
    found = current()
    return None if found is None else (found.trace_id, found.span_id)


def service_logger(
    service: str, directory: Path | None, formatter: JsonFormatter, more: Iterable[logging.Handler] = ()
) -> logging.Logger:
    """The service's logger: to stderr, to `<directory>/<service>.log.ndjson` if there is one, and to `more`."""
    logger = logging.getLogger(f"andamio.{service}")
    logger.setLevel(logging.INFO)
    # Other libraries' root handlers would print a second, unredacted copy.
    logger.propagate = False
    logger.handlers.clear()
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    if directory is not None:
        handlers.append(logging.FileHandler(directory / f"{service}.log.ndjson", encoding="utf-8"))
    for handler in [*handlers, *more]:
        handler.setFormatter(formatter)
        logger.addHandler(handler)
    return logger
