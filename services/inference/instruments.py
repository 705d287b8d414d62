"""What is measured of every payment, at a cost that the hot path can bear.

A histogram record costs 6 us of processor time here, a span 25. So a request is one record (`http_server`); decisions are
plain integers that are collected; and the parts of a decision are recorded, with a span, where the request's own is kept:
of decisions that were degraded or slow, and of traces that were chosen. The decision log has every payment.
"""

from collections.abc import Callable, Iterable
from time import time_ns

from opentelemetry.metrics import CallbackOptions, Observation
from opentelemetry.trace import SpanKind

from andamio.telemetry import conventions
from andamio.telemetry.http_server import HttpServer
from andamio.telemetry.setup import Telemetry
from andamio.telemetry.tracing import Trace, child, keep


class Instruments:
    """Called once a request or payment, from the event loop."""

    def __init__(self, telemetry: Telemetry, clock_ns: Callable[[], int] = time_ns) -> None:
        self._telemetry, self._clock_ns = telemetry, clock_ns
        self.http = HttpServer(telemetry, clock_ns)
        meter = telemetry.meter
        self._decisions: dict[tuple[str, str], int] = {}
        meter.create_observable_counter(
            "andamio.inference.decisions",
            [self._decided],
            "{payment}",
            "Payments, by release and reason of degradation",
        )
        sampled = "of decisions whose trace is kept"
        bounds = conventions.DURATION_BOUNDS_S
        self._features = meter.create_histogram(
            "andamio.inference.features.duration",
            "s",
            f"The feature read {sampled}",
            explicit_bucket_boundaries_advisory=bounds,
        )
        self._model = meter.create_histogram(
            "andamio.inference.model.duration",
            "s",
            f"The model's own time {sampled}",
            explicit_bucket_boundaries_advisory=bounds,
        )
        self._refused = meter.create_counter(
            "andamio.inference.refusals", "{payment}", "Payments that were not decided, by status"
        )
        self._shadows = meter.create_counter(
            "andamio.inference.shadows.dropped", "{execution}", "Shadows without room or time"
        )
        self._queues: dict[str, Callable[[], int]] = {}
        meter.create_observable_up_down_counter(
            conventions.QUEUE_LENGTH, [self._lengths], "{item}", "What is in hand or waits, by queue"
        )

    def observe_queue(self, name: str, length: Callable[[], int]) -> None:
        """Report the length of a queue whenever metrics are collected."""
        self._queues[name] = length

    def decision(
        self,
        trace: Trace | None,
        release: str,
        degraded: str,
        took_s: float,
        features_s: float,
        model_s: float | None,
    ) -> None:
        """One decided payment of a trace; `degraded` is the reason or "none", `model_s` None where none ran."""
        key = release, degraded
        self._decisions[key] = self._decisions.get(key, 0) + 1
        if trace is None:
            return
        parts = trace, self._clock_ns(), release, degraded, took_s, features_s, model_s
        if self._telemetry.sampling.keeps(trace, took_s, degraded != "none"):
            self._keep_decision(*parts)
        elif trace.tail is not None:
            # Another decision of the request, or its whole, may yet be worth keeping.
            trace.tail.waiting.append((self._keep_decision, parts))

    def _keep_decision(
        self,
        trace: Trace,
        ended: int,
        release: str,
        degraded: str,
        took_s: float,
        features_s: float,
        model_s: float | None,
    ) -> None:
        attributes = {"andamio.release": release, "andamio.degraded": degraded}
        span = child(trace)
        details = attributes | {"andamio.features_s": features_s, "andamio.model_s": model_s or 0.0}
        context = keep(
            self._telemetry, span, "decide", ended - int(took_s * 1e9), ended, details, kind=SpanKind.INTERNAL
        )
        self._features.record(features_s, context=context)
        if model_s is not None:
            self._model.record(model_s, attributes, context)

    def refused(self, status: int) -> None:
        """One payment that was answered with this error."""
        self._refused.add(1, {conventions.HTTP_RESPONSE_STATUS_CODE: status})

    def shadow_dropped(self, release: str) -> None:
        """One shadow execution that will not be."""
        self._shadows.add(1, {"andamio.release": release})

    def _decided(self, options: CallbackOptions) -> Iterable[Observation]:
        for (release, degraded), count in list(self._decisions.items()):
            yield Observation(count, {"andamio.release": release, "andamio.degraded": degraded})

    def _lengths(self, options: CallbackOptions) -> Iterable[Observation]:
        for name, length in self._queues.items():
            yield Observation(length(), {conventions.QUEUE_NAME: name})
