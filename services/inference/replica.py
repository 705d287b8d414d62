"""The life of a request: assign, read features once, score, fall back if need be, answer; then shadow and log.

    assigned release ok                  it answers
    candidate fails or is late           stable answers, on the same features; degraded says so
    stable fails or is late              the rules answer; degraded says so
    a release is in quarantine           as if it failed: it has killed a process, and is not executed
    no features within the budget        the rules answer; degraded says so

The shadow starts when the answer is decided, so it can delay only itself, and the log line follows the shadow.
"""

import asyncio
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from andamio.rollout.routing_table import Assignment, assign
from andamio.telemetry.setup import Telemetry
from inference import rules
from inference.cold_start import Timings
from inference.decision_log import DecisionLog, execution_line, idle_line
from inference.errors import FeaturesUnavailable, NotReady
from inference.executor import Execution, RefusedExecutor, ReleaseExecutor
from inference.features_client import FeatureSource, FeatureVector
from inference.quarantine import Quarantine
from inference.request import Degraded, FeatureReport, ScoreRequest, ScoreResponse, TableReport
from inference.routing import Routes, Routing

HEARTBEAT_INTERVAL_S = 1.0
_RULES = "rules"
_REASONS: dict[str, Literal["model_error", "model_timeout", "model_quarantined"]] = {
    "error": "model_error",
    "timeout": "model_timeout",
    "quarantined": "model_quarantined",
}


@dataclass(frozen=True, slots=True)
class _Scored:
    """What was decided, before it is answered and logged."""

    primary: Execution | None
    """None where no features came."""
    fallback: Execution | None
    """Stable's work in place of a candidate that failed."""
    degraded: Degraded | None
    score: float | None
    decision: rules.Decision


class Replica:
    """Scores requests by the routing table. Its methods run on one event loop."""

    def __init__(
        self,
        routing: Routing,
        features: FeatureSource,
        log: DecisionLog,
        telemetry: Telemetry,
        background_limit: int = 64,
        poll_interval_s: float = 0.1,
        clock_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        new_id: Callable[[], str] = lambda: uuid.uuid4().hex,
        quarantine: Quarantine | None = None,
        timings: Timings | None = None,
    ) -> None:
        self._routing = routing
        self._features = features
        self._log = log
        self._telemetry = telemetry
        self._background_limit = background_limit
        self._poll_interval_s = poll_interval_s
        self._clock_ms = clock_ms
        self._new_id = new_id
        self._quarantine = quarantine
        self._timings: Timings | None = timings
        """Until the first request is answered."""
        self._background: set[asyncio.Task[None]] = set()
        self._loops: list[asyncio.Task[None]] = []
        meter = telemetry.meter
        self._requests = meter.create_counter("inference.requests", description="Answered requests")
        self._latency = meter.create_histogram("inference.request.duration", "ms", "From assignment to decision")
        self._features_latency = meter.create_histogram("inference.features.duration", "ms", "The feature read")
        self._model_latency = meter.create_histogram("inference.model.duration", "ms", "The model's own time")

    async def start(self) -> None:
        """Load what the table routes to, then begin to follow it and to give signs of life.

        Ray Serve sends requests here only after this: nobody waits for a package to be verified.
        """
        started = time.perf_counter()
        await self._routing.load_first()
        if self._timings is not None:
            self._timings.note("table", (time.perf_counter() - started) * 1000)
        self._loops = [
            asyncio.create_task(self._routing.follow(self._poll_interval_s)),
            asyncio.create_task(self._beat()),
        ]

    async def stop(self) -> None:
        """Stop following, let pending shadows reach the log, and close everything."""
        for task in self._loops:
            task.cancel()
        await self.drain()
        self._routing.close()
        await self._features.close()
        self._log.close()
        if self._quarantine is not None:
            self._quarantine.close()
        self._telemetry.shutdown()

    async def drain(self) -> None:
        """Wait for the shadows under way; their deadlines bound it."""
        while self._background:
            await asyncio.gather(*self._background, return_exceptions=True)

    def not_ready(self) -> str | None:
        """Why this replica cannot score, None if it can."""
        routes = self._routing.routes
        if routes is None:
            return self._routing.problem
        stable = routes.stable
        if isinstance(stable, RefusedExecutor) and not stable.quarantined:
            return f"stable is refused: {stable.reason}"
        # In quarantine the rules answer: that is the declared fallback, and better than no replica at all.
        return None

    def table(self, pid: int) -> TableReport:
        """The table as it is applied now."""
        table = self._routing.routes.table if self._routing.routes else None
        return TableReport(
            version=table.version if table else None,
            written_at_ms=table.written_at_ms if table else None,
            stage=table.stage if table else None,
            stable=table.stable if table else None,
            candidate=table.candidate if table else None,
            stale=table.is_stale(self._clock_ms()) if table else True,
            releases=self._routing.report(),
            problem=self._routing.problem,
            pid=pid,
        )

    async def score(self, request: ScoreRequest, explain: bool = False) -> ScoreResponse:
        """Decide one request; raises `NotReady` only."""
        routes = self._routing.routes
        if routes is None:
            raise NotReady(self._routing.problem)
        started = time.perf_counter()
        assignment = assign(routes.table, request.tenant, request.customer, self._clock_ms())
        prediction_id = self._new_id()
        with self._telemetry.tracer.start_as_current_span("score") as span:
            features = await self._read(routes, request)
            scored = await self._decide(routes, assignment, request, features)
            span.set_attributes(
                {
                    "andamio.release": assignment.primary,
                    "andamio.table_version": routes.table.version,
                    "andamio.degraded": scored.degraded.reason if scored.degraded else "",
                }
            )
        self._measure(assignment.primary, scored, (time.perf_counter() - started) * 1000)
        if self._timings is not None:
            self._timings.note("first_request", (time.perf_counter() - started) * 1000)
            self._telemetry.logger.info("cold start", extra={"fields": self._timings.parts_ms})
            self._timings = None
        self._finish(routes, assignment, request, prediction_id, features, scored)
        return ScoreResponse(
            request_id=request.request_id,
            prediction_id=prediction_id,
            release=assignment.primary,
            score=scored.score,
            decision=scored.decision,
            degraded=scored.degraded,
            features=FeatureReport(
                applied_position=dict(features.applied_position) if features else {},
                as_of_ms=features.as_of_ms if features else None,
                statuses=dict(features.statuses) if features else {},
            ),
            table_version=routes.table.version,
            # Left out, not null, where nobody asked.
            **({"values": dict(features.values) if features else None} if explain else {}),
        )

    async def _read(self, routes: Routes, request: ScoreRequest) -> FeatureVector | None:
        """Features of stable's service: what stable can fall back on is what everyone scores."""
        stable = routes.stable
        if not isinstance(stable, ReleaseExecutor):
            return None
        started = time.perf_counter()
        try:
            return await self._features.read(
                stable.package.manifest.feature_service, request.tenant, request.customer, request.event_time_ms
            )
        except FeaturesUnavailable as error:
            self._telemetry.logger.warning("no features", extra={"fields": {"reason": str(error)}})
            return None
        finally:
            self._features_latency.record((time.perf_counter() - started) * 1000)

    async def _decide(
        self, routes: Routes, assignment: Assignment, request: ScoreRequest, features: FeatureVector | None
    ) -> _Scored:
        by_rules = rules.decide(request.amount_minor)
        stable = routes.stable
        if isinstance(stable, RefusedExecutor):
            # No features were asked for, since only stable says which; the candidate is not to blame.
            refused = stable.execution()
            primary = refused if assignment.primary == routes.table.stable else None
            return _Scored(primary, None, Degraded(reason=_REASONS[refused.outcome], fallback=_RULES), None, by_rules)
        if features is None:
            degraded = Degraded(reason="features_unavailable", fallback=_RULES)
            return _Scored(None, None, degraded, None, by_rules)
        primary = await self._run(routes, assignment.primary, request, features)
        if primary.decision is not None:
            return _Scored(primary, None, None, primary.score, primary.decision)
        self._telemetry.logger.warning(
            "release failed", extra={"fields": {"release": primary.release, "reason": primary.detail}}
        )
        reason = _REASONS[primary.outcome]
        fallback = None
        if assignment.primary != routes.table.stable:
            fallback = await self._run(routes, routes.table.stable, request, features)
            if fallback.decision is not None:
                degraded = Degraded(reason=reason, fallback=fallback.release)
                return _Scored(primary, fallback, degraded, fallback.score, fallback.decision)
        return _Scored(primary, fallback, Degraded(reason=reason, fallback=_RULES), None, by_rules)

    async def _run(self, routes: Routes, release_id: str, request: ScoreRequest, features: FeatureVector) -> Execution:
        execution = await routes.executor(release_id).run(request.request_id, request.numbers(), features)
        self._model_latency.record(
            execution.latency_ms, {"andamio.release": release_id, "andamio.outcome": execution.outcome}
        )
        return execution

    def _finish(
        self,
        routes: Routes,
        assignment: Assignment,
        request: ScoreRequest,
        prediction_id: str,
        features: FeatureVector | None,
        scored: _Scored,
    ) -> None:
        """Log now, or after the shadow where there is one to run."""
        line = _line(routes, assignment, request, prediction_id, features, scored, self._clock_ms())
        shadow = assignment.shadow
        if shadow is None:
            self._log.decision(line | {"shadow": None})
        elif scored.fallback is not None:
            # Stable has scored this request already, in place of the candidate: that is the pair.
            self._log.decision(line | {"shadow": execution_line(scored.fallback)})
        elif features is None:
            self._log.decision(line | {"shadow": idle_line(shadow, "skipped")})
        elif len(self._background) >= self._background_limit:
            self._log.decision(line | {"shadow": idle_line(shadow, "dropped")})
        else:
            task = asyncio.create_task(self._shadow(routes, shadow, request, features, line))
            self._background.add(task)
            task.add_done_callback(self._background.discard)

    async def _shadow(
        self, routes: Routes, release_id: str, request: ScoreRequest, features: FeatureVector, line: dict[str, Any]
    ) -> None:
        execution = await self._run(routes, release_id, request, features)
        self._log.decision(line | {"shadow": execution_line(execution)})

    def _measure(self, release: str, scored: _Scored, latency_ms: float) -> None:
        degraded = scored.degraded.reason if scored.degraded else "none"
        labels = {"andamio.release": release, "andamio.degraded": degraded}
        self._requests.add(1, labels | {"andamio.decision": scored.decision})
        self._latency.record(latency_ms, labels)

    async def _beat(self) -> None:
        while True:
            routes = self._routing.routes
            self._log.heartbeat(routes.table.version if routes else None)
            await asyncio.sleep(HEARTBEAT_INTERVAL_S)


def _line(
    routes: Routes,
    assignment: Assignment,
    request: ScoreRequest,
    prediction_id: str,
    features: FeatureVector | None,
    scored: _Scored,
    at_ms: int,
) -> dict[str, Any]:
    """The decision log's line, without its shadow."""
    primary = execution_line(scored.primary) if scored.primary else idle_line(assignment.primary, "skipped")
    return {
        "request_id": request.request_id,
        "prediction_id": prediction_id,
        "at_ms": at_ms,
        "tenant": request.tenant,
        "customer": request.customer,
        "table_version": routes.table.version,
        "stage": routes.table.stage,
        "primary": primary,
        "answered_by": f"fallback:{scored.degraded.fallback}" if scored.degraded else assignment.primary,
        "features": features
        and {
            "feature_service": features.feature_service,
            "applied_position": dict(features.applied_position),
            "as_of_ms": features.as_of_ms,
            "statuses": dict(features.statuses),
            "values": dict(features.values),
        },
        "status_code": 200,
        "request": {"event_time_ms": request.event_time_ms, "currency": request.currency, **request.numbers()},
    }
