"""Traces across processes (W3C Trace Context), and which of them are kept.

A request gets its ids when it begins, for the calls it makes, its log lines and its decision; a span is made of it when it
has ended, if it is worth keeping: then failures and slow ones are known. So a request that nobody will look at costs two
random numbers, not a span.

    kept    it failed, or was slow, or belongs to a trace that its caller keeps, or one of `one_in` by its trace id,
            or something below it was kept

One in `one_in` is chosen by the trace id alone (the 56 random bits of W3C's consistent probability sampling), so that
processes with the same rate choose the same traces whatever header was lost between them. What is kept for a failure or
for being slow tells its caller so in the answer, by the header `traceresponse` (W3C Trace Context level 3) with the flag
`sampled`: the caller keeps its half when it ends, and tells its own. Within a process, parts wait for the request that they
belong to (`Tail`). What cannot be had this way: a caller that fails after its callee answered well has no span of the
callee's. `tracestate` is not passed on.
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence
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
RESPONSE_HEADER = "traceresponse"
VARIABLE = "TRACEPARENT"
# A later version may add fields after the flags, version 00 may not.
_TRACEPARENT = re.compile(rb"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")


class Tail:
    """What is known of a request's trace only later. Shared by the request and its parts; for one thread at a time."""

    __slots__ = ("keep", "waiting")

    def __init__(self) -> None:
        self.keep = False
        """Something below is kept: so is this."""
        self.waiting: list[tuple[Callable[..., None], tuple[object, ...]]] = []
        """Parts that ended and were not kept for their own sake: called if the request is kept after all."""


class Trace(NamedTuple):
    """One span of a trace, before it is known whether it will be kept."""

    trace_id: str
    """32 hex digits."""
    span_id: str
    """16 hex digits."""
    parent_id: str | None
    """The caller's span; None where the trace begins here."""
    sampled: bool
    """Whether the trace was chosen to be kept where it began, or by its id."""
    tail: Tail | None = None
    """Of a request that is under way here; None for a span that is decided at once."""

    @property
    def traceparent(self) -> str:
        """The header's value for calls that are made on this span's behalf."""
        return f"00-{self.trace_id}-{self.span_id}-{'01' if self.sampled else '00'}"

    def context(self) -> Context:
        """What OpenTelemetry's own API takes as the parent of a span."""
        return _context(self.trace_id, self.span_id)


class Sampling:
    """Which spans are kept."""

    def __init__(self, one_in: int = 100, slow_s: float = 0.1) -> None:
        """One in `one_in` traces by their ids, besides failures and what took longer than `slow_s`."""
        # As hex digits, which compare as the numbers do: a trace is chosen from here on.
        self._threshold = f"{2**56 - 2**56 // one_in:014x}"
        self._slow_s = slow_s

    def chosen(self, trace_id: str) -> bool:
        """Whether the trace of this id is one of `one_in`: by its last 56 bits, in every process alike."""
        return trace_id[18:] >= self._threshold

    def keeps(self, trace: Trace, took_s: float, failed: bool) -> bool:
        """Whether this span, which has ended, is kept."""
        return failed or trace.sampled or took_s > self._slow_s or (trace.tail is not None and trace.tail.keep)


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
        new = f"{random.getrandbits(128) or 1:032x}"
        return Trace(new, span_id, None, sampling.chosen(new), Tail())
    trace_id, parent_id, flags = found.group(1, 2, 3)
    given = trace_id.decode()
    return Trace(given, span_id, parent_id.decode(), bool(int(flags, 16) & 1) or sampling.chosen(given), Tail())


def answered(traceresponse: str | bytes | None) -> None:
    """A call on the current trace's behalf was answered with this header, or none: what was kept there is kept here."""
    trace = current()
    if traceresponse and trace is not None and trace.tail is not None:
        given = traceresponse.encode() if isinstance(traceresponse, str) else traceresponse
        found = _TRACEPARENT.fullmatch(given)
        if found is not None and found[1].decode() == trace.trace_id and int(found[3], 16) & 1:
            trace.tail.keep = True


def response_headers(trace: Trace, kept: bool) -> list[tuple[bytes, bytes]]:
    """What an answer tells a caller that does not know that this span of its trace is kept."""
    if not kept or trace.sampled or trace.parent_id is None:
        return []
    return [(RESPONSE_HEADER.encode(), f"00-{trace.trace_id}-{trace.span_id}-01".encode())]


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
