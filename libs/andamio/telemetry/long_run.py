"""Work without an end in sight, as spans of at most `STRETCH_S`, each with what happened in it as events.

    with LongRun(telemetry, "apply the tile log") as run:
        run.event("micro-batch", lines=12)

A span is exported when it ends, so one span for a run of weeks would be seen after weeks, or never. Every stretch is a span
of whoever launched the process (`TRACEPARENT`), is kept, and says its number. Events beyond `EVENTS_AT_MOST` in a
stretch are counted and not kept.
"""

import os
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

from opentelemetry.trace import SpanKind
from opentelemetry.util.types import AttributeValue

from andamio.telemetry import tracing
from andamio.telemetry.http_server import HasInstruments
from andamio.telemetry.tracing import Event

STRETCH_S = 60.0
EVENTS_AT_MOST = LINKS_AT_MOST = 128  # what OpenTelemetry's SDK keeps of a span


class LongRun:
    """For one thread."""

    def __init__(
        self,
        telemetry: HasInstruments,
        name: str,
        environment: Mapping[str, str] = os.environ,
        clock_ns: Callable[[], int] = time.time_ns,
    ) -> None:
        self._telemetry, self._name, self._clock_ns = telemetry, name, clock_ns
        self._launcher = environment.get(tracing.VARIABLE, "").encode()
        self._number = 0
        self._begin()

    def event(self, name: str, **attributes: AttributeValue) -> None:
        """Something happened now. Attributes hold no free text."""
        self.look()
        if len(self._events) < EVENTS_AT_MOST:
            self._events.append(Event(name, self._clock_ns(), attributes))
        else:
            self._dropped += 1

    def link(self, traceparent: str) -> None:
        """This stretch has to do with a span elsewhere, such as one whose messages were read; a few of them are kept."""
        if len(self._links) < LINKS_AT_MOST:
            self._links.add(traceparent.encode())

    def look(self) -> None:
        """Begin the next stretch if it is time: what calls this now and then has its spans exported while it is idle too."""
        if self._clock_ns() - self._began >= STRETCH_S * 1e9:
            self._keep(failed=False)
            self._begin()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._keep(failed=error is not None)

    def _begin(self) -> None:
        # Where nobody launched it for a trace, all stretches are of one that begins here.
        self._trace = tracing.begin(self._launcher, self._telemetry.sampling)._replace(sampled=True)
        self._launcher = self._launcher or self._trace.traceparent.encode()
        self._began, self._number = self._clock_ns(), self._number + 1
        self._events: list[Event] = []
        self._links: set[bytes] = set()
        self._dropped = 0
        tracing.make_current(self._trace)

    def _keep(self, failed: bool) -> None:
        attributes: dict[str, AttributeValue] = {"andamio.stretch": self._number}
        if self._dropped:
            attributes["andamio.events.dropped"] = self._dropped
        now = self._clock_ns()
        tracing.keep(
            *(self._telemetry, self._trace, self._name, self._began, now, attributes, failed, SpanKind.INTERNAL),
            events=self._events,
            links=sorted(self._links),
        )
