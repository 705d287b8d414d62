"""What is measured of every request, at a cost that the hot path can bear.

A histogram record costs 6 us of processor time here, a span 25. So every request is one record, which counts requests
and degraded answers too; the parts of a request are recorded, and a span is made, for requests that were degraded or
slow, are in a sampled trace of the caller's, or are the first of `SAMPLED_ONE_IN`. The decision log has every
request.
"""

from collections.abc import Callable
from time import time_ns

from opentelemetry.context import Context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from andamio.telemetry.setup import Telemetry

SAMPLED_ONE_IN = 100
SLOW_MS = 100.0
_SAMPLED = b"-01"


class Instruments:
    """Called once a request, from the event loop."""

    def __init__(self, telemetry: Telemetry, clock_ns: Callable[[], int] = time_ns) -> None:
        meter = telemetry.meter
        self._tracer = telemetry.tracer
        self._clock_ns = clock_ns
        self._requests = 0
        self._latency = meter.create_histogram(
            "inference.request.duration", "ms", "From validation to decision, by release and reason of degradation"
        )
        sampled = f"of degraded and slow requests, and one in {SAMPLED_ONE_IN} others"
        self._features = meter.create_histogram("inference.features.duration", "ms", f"The feature read {sampled}")
        self._model = meter.create_histogram("inference.model.duration", "ms", f"The model's own time {sampled}")
        self._refused = meter.create_counter(
            "inference.refused", "{request}", "Requests that were not begun, by reason"
        )
        self._shadows = meter.create_counter("inference.shadows.dropped", "{execution}", "Shadows without room or time")

    def request(
        self,
        release: str,
        degraded: str,
        took_ms: float,
        features_ms: float,
        model_ms: float | None,
        traceparent: bytes = b"",
    ) -> None:
        """One answered request; `degraded` is the reason or "none", `model_ms` None where none ran."""
        self._latency.record(took_ms, {"andamio.release": release, "andamio.degraded": degraded})
        self._requests += 1
        traced = traceparent.endswith(_SAMPLED)
        if not (traced or degraded != "none" or took_ms > SLOW_MS or self._requests % SAMPLED_ONE_IN == 1):
            return
        attributes = {"andamio.release": release, "andamio.degraded": degraded}
        self._features.record(features_ms)
        if model_ms is not None:
            self._model.record(model_ms, attributes)
        ended = self._clock_ns()
        context: Context | None = None
        if traceparent:
            context = TraceContextTextMapPropagator().extract({"traceparent": traceparent.decode("latin-1")})
        span = self._tracer.start_span(
            "score",
            context,
            attributes=attributes | {"andamio.features_ms": features_ms, "andamio.model_ms": model_ms or 0.0},
            start_time=ended - int(took_ms * 1e6),
        )
        span.end(ended)

    def refused(self, status: int) -> None:
        """One request that was answered with this error."""
        self._refused.add(1, {"http.response.status_code": status})

    def shadow_dropped(self, release: str) -> None:
        """One shadow execution that will not be."""
        self._shadows.add(1, {"andamio.release": release})
