"""What every HTTP service measures of its requests: how many, how they ended, how long they took, and which to look at.

    trace = server.begin(traceparent)
    ...
    server.end(trace, began, "/v1/features:read", "POST", 200)

One histogram record a request counts requests and errors too. A span is made afterwards, of requests worth keeping
(`tracing`), and its trace is the histogram's exemplar.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from time import perf_counter, time_ns
from typing import Protocol

from opentelemetry.metrics import CallbackOptions, Meter, Observation
from opentelemetry.trace import Tracer
from opentelemetry.util.types import AttributeValue

from andamio.telemetry import conventions
from andamio.telemetry.bound_histogram import BoundRecords
from andamio.telemetry.tracing import Sampling, Trace, begin, keep, make_current, response_headers

_NONE: Mapping[str, AttributeValue] = {}
_NO_HEADERS: Sequence[tuple[bytes, bytes]] = ()


class HasInstruments(Protocol):
    """What of telemetry is needed here."""

    @property
    def tracer(self) -> Tracer: ...
    @property
    def meter(self) -> Meter: ...
    @property
    def sampling(self) -> Sampling: ...


class HttpServer:
    """Called twice a request. For one event loop."""

    def __init__(self, telemetry: HasInstruments, clock_ns: Callable[[], int] = time_ns) -> None:
        self._telemetry, self._clock_ns, self._sampling = telemetry, clock_ns, telemetry.sampling
        self._active = 0
        self._duration = telemetry.meter.create_histogram(
            conventions.HTTP_SERVER_REQUEST_DURATION,
            "s",
            "Duration of HTTP server requests",
            explicit_bucket_boundaries_advisory=conventions.DURATION_BOUNDS_S,
        )
        self._record = BoundRecords(self._duration)
        telemetry.meter.create_observable_up_down_counter(
            conventions.HTTP_SERVER_ACTIVE_REQUESTS, [self._in_flight], "{request}", "Requests in hand"
        )

    def begin(self, traceparent: bytes) -> Trace:
        """A request has arrived, with this header or none; its trace is the current one from here on."""
        self._active += 1
        trace = begin(traceparent, self._sampling)
        make_current(trace)
        return trace

    def end(
        self,
        trace: Trace,
        began: float,
        route: str,
        method: str,
        status: int,
        labels: Mapping[str, AttributeValue] = _NONE,
        details: Mapping[str, AttributeValue] = _NONE,
        failed: bool = False,
    ) -> Sequence[tuple[bytes, bytes]]:
        """The request that began at this `perf_counter` has its answer; returns headers for it, for a caller's own span.

        `labels` are of metric and span and must have few values; `details` are the span's alone. `failed` keeps the
        span of an answer below 500 too.
        """
        took_s = perf_counter() - began
        self._active -= 1
        counted = method if method in conventions.HTTP_METHODS else conventions.OTHER_METHOD
        error = status >= 500
        kept = self._sampling.keeps(trace, took_s, error or failed)
        if not kept:
            key = (route, counted, status, *labels.items())
            self._record(took_s, key, lambda: _attributes(route, counted, status, labels))
            return _NO_HEADERS
        attributes = _attributes(route, counted, status, labels)
        for keep_part, arguments in trace.tail.waiting if trace.tail else ():
            keep_part(*arguments)
        ended, began_ns = self._clock_ns(), int(took_s * 1e9)
        context = keep(
            self._telemetry,
            trace,
            f"{method} {route}",
            ended - began_ns,
            ended,
            {**attributes, **details},
            error,
        )
        self._duration.record(took_s, attributes, context)
        return response_headers(trace, kept)

    def gone(self) -> None:
        """The client went away before there was an answer."""
        self._active -= 1

    def _in_flight(self, options: CallbackOptions) -> Iterable[Observation]:
        yield Observation(self._active, {conventions.URL_SCHEME: "http"})


def _attributes(
    route: str, method: str, status: int, labels: Mapping[str, AttributeValue]
) -> dict[str, AttributeValue]:
    found: dict[str, AttributeValue] = {
        conventions.HTTP_REQUEST_METHOD: method,
        conventions.HTTP_ROUTE: route,
        conventions.HTTP_RESPONSE_STATUS_CODE: status,
        **labels,
    }
    if status >= 500:
        found[conventions.ERROR_TYPE] = str(status)
    return found
