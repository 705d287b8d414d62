"""Traces across processes (W3C Trace Context), and which of them are kept.

A request gets its ids when it begins, for the calls it makes, its log lines and its decision; a span is made of it when it
has ended, if it is worth keeping: then failures and slow ones are known. So a request that nobody will look at costs two
random numbers, not a span.

    kept    it failed, or was slow, or belongs to a trace that its caller keeps, or is the first of `one_in` where it begins

The decision falls at each process: where a trace was not chosen at its beginning, a failure is kept by every process that
saw it fail or be slow, with the same trace id, and not by those that did not. `tracestate` is not passed on.
"""

import random
import re
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import NamedTuple, Protocol

from opentelemetry.context import Context
from opentelemetry.sdk.trace.id_generator import IdGenerator
from opentelemetry.trace import (
    Link,
    NonRecordingSpan,
    SpanContext,
    SpanKind,
    Status,
    StatusCode,
    TraceFlags,
    Tracer,
    set_span_in_context,
)
from opentelemetry.util.types import AttributeValue

HEADER = "traceparent"
VARIABLE = "TRACEPARENT"
# A later version may add fields after the flags, version 00 may not.
_TRACEPARENT = re.compile(rb"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")


class Trace(NamedTuple):
    """One span of a trace, before it is known whether it will be kept."""

    trace_id: str
    """32 hex digits."""
    span_id: str
    """16 hex digits."""
    parent_id: str | None
    """The caller's span; None where the trace begins here."""
    sampled: bool
    """Whether the trace was chosen to be kept where it began."""

    @property
    def traceparent(self) -> str:
        """The header's value for calls that are made on this span's behalf."""
        return f"00-{self.trace_id}-{self.span_id}-{'01' if self.sampled else '00'}"

    def context(self) -> Context:
        """What OpenTelemetry's own API takes as the parent of a span."""
        return _context(self.trace_id, self.span_id)


class Sampling:
    """Which spans are kept. For one thread at a time; where several share it, one in `one_in` is about right."""

    def __init__(self, one_in: int = 100, slow_s: float = 0.1) -> None:
        """Of the traces that begin here the first of `one_in`, besides failures and what took longer than `slow_s`."""
        self._one_in, self._slow_s, self._begun = one_in, slow_s, 0

    def first(self) -> bool:
        """Whether the trace that begins now is chosen."""
        self._begun += 1
        return self._begun % self._one_in == 1 % self._one_in

    def keeps(self, trace: Trace, took_s: float, failed: bool) -> bool:
        """Whether this span, which has ended, is kept."""
        return failed or trace.sampled or took_s > self._slow_s


_current: ContextVar[Trace | None] = ContextVar("andamio_trace", default=None)
_assigned: ContextVar[Trace | None] = ContextVar("andamio_assigned", default=None)


def current() -> Trace | None:
    """The trace that this code works for."""
    return _current.get()


def make_current(trace: Trace | None) -> None:
    """From here on, in this task or thread and those that it starts, work is for `trace`."""
    _current.set(trace)


def begin(traceparent: bytes, sampling: Sampling) -> Trace:
    """A span of the caller's trace, or of a new one if the header is empty or breaks its format."""
    # As OpenTelemetry's SDK does: zero means invalid, and is as likely as any other number.
    span_id = f"{random.getrandbits(64) or 1:016x}"
    found = _TRACEPARENT.fullmatch(traceparent) if traceparent else None
    if found is None or (traceparent[:2] == b"00" and found[4]):
        return Trace(f"{random.getrandbits(128) or 1:032x}", span_id, None, sampling.first())
    trace_id, parent_id, flags = found.group(1, 2, 3)
    return Trace(trace_id.decode(), span_id, parent_id.decode(), bool(int(flags, 16) & 1))


def child(of: Trace) -> Trace:
    """A span of the same trace whose parent is `of`, kept if `of` is."""
    return Trace(of.trace_id, f"{random.getrandbits(64) or 1:016x}", of.span_id, of.sampled)


class Event(NamedTuple):
    """Something that happened within a span, at a time in ns since 1970. Attributes hold no free text."""

    name: str
    at_ns: int
    attributes: Mapping[str, AttributeValue] = {}


class HasTracer(Protocol):
    """What of telemetry makes spans."""

    @property
    def tracer(self) -> Tracer: ...


def keep(
    telemetry: HasTracer,
    trace: Trace,
    name: str,
    start_ns: int,
    end_ns: int,
    attributes: Mapping[str, AttributeValue],
    failed: bool = False,
    kind: SpanKind = SpanKind.SERVER,
    events: Sequence[Event] = (),
    links: Sequence[bytes] = (),
) -> Context:
    """Make the span of `trace`, which ran from `start_ns` to `end_ns`; returns the context that exemplars refer to.

    `links` are `traceparent` headers of spans elsewhere that it has to do with; those that break the format are left out.
    """
    parent = Context() if trace.parent_id is None else _context(trace.trace_id, trace.parent_id)
    token = _assigned.set(trace)
    try:
        span = telemetry.tracer.start_span(name, parent, kind, attributes, _links(links), start_time=start_ns)
    finally:
        _assigned.reset(token)
    for event in events:
        span.add_event(event.name, event.attributes, event.at_ns)
    if failed:
        span.set_status(Status(StatusCode.ERROR))
    span.end(end_ns)
    return set_span_in_context(span, Context())


class AssignedIds(IdGenerator):
    """Ids at random, but for a span that `keep` makes, which has had its own from its beginning."""

    def generate_span_id(self) -> int:
        trace = _assigned.get()
        return int(trace.span_id, 16) if trace else random.getrandbits(64) or 1

    def generate_trace_id(self) -> int:
        trace = _assigned.get()
        return int(trace.trace_id, 16) if trace else random.getrandbits(128) or 1


def child_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """`environment` with the current trace in it, for a process that works for it."""
    trace = current()
    return {**environment, VARIABLE: trace.traceparent} if trace else dict(environment)


def traced_headers() -> dict[str, str]:
    """Headers of a call that is made on behalf of the current trace; none without one."""
    trace = current()
    return {HEADER: trace.traceparent} if trace else {}


def _links(traceparents: Sequence[bytes]) -> list[Link]:
    found = (_TRACEPARENT.fullmatch(each) for each in traceparents)
    return [
        Link(SpanContext(int(each[1], 16), int(each[2], 16), True, TraceFlags(int(each[3], 16) & 1)))
        for each in found
        if each is not None
    ]


def _context(trace_id: str, span_id: str) -> Context:
    parent = SpanContext(int(trace_id, 16), int(span_id, 16), True, TraceFlags(TraceFlags.SAMPLED))
    return set_span_in_context(NonRecordingSpan(parent), Context())
