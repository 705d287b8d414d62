"""The life of a request: assign, read features once, score, fall back if need be, answer; then shadow and log.

    assigned release ok                    it answers
    candidate fails, is late or is full    stable answers, on the same features; degraded says so
    stable fails or is late                the table's fallback answers if it is a release, else the rules
    everyone's queue is full               `TooBusy`: the request may come again
    a release is in quarantine             as if it failed: it has killed a process, and is not executed
    no features within the budget          the rules answer; degraded says so

The shadow waits in a queue of its own until nothing else is to be done, and the log line with it.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from os import urandom
from typing import Any

from andamio.rollout.routing_table import RULES, Assignment, assign, entity_of
from andamio.telemetry.setup import Telemetry
from andamio.telemetry.tracing import current
from inference import rules
from inference.cold_start import Timings
from inference.decision_log import DecisionLog, execution_line, idle_line
from inference.errors import FeaturesUnavailable, NotReady
from inference.executor import Execution, RefusedExecutor
from inference.features_client import FeatureSource, FeatureVector
from inference.instruments import Instruments
from inference.limits import InFlight, TooBusy
from inference.quarantine import Quarantine
from inference.request import Degraded, FeatureReport, Reason, ScoreRequest, ScoreResponse, TableReport
from inference.routing import Routes, Routing
from inference.shadow_queue import Shadow, ShadowQueue

HEARTBEAT_INTERVAL_S = 1.0
IN_FLIGHT_AT_MOST = 256
_REASONS: dict[str, Reason] = {
    "timeout": "model_timeout",
    "refused": "overloaded",
    "quarantined": "model_quarantined",
}


@dataclass(frozen=True, slots=True)
class _Scored:
    """What was decided, before it is answered and logged."""

    primary: Execution | None
    """None where nothing ran: there were no features, or the rules were assigned."""
    fallback: Execution | None
    """Stable's work in place of a candidate that failed."""
    degraded: Degraded | None
    score: float | None
    decision: rules.Decision


@dataclass(frozen=True, slots=True)
class _Asked:
    """One request, and what was found out about it on the way."""

    routes: Routes
    assignment: Assignment
    request: ScoreRequest
    entity: str
    prediction_id: str
    until_s: float | None
    """When whoever asks stops waiting, by `time.perf_counter`; None if that is not known."""

    def left_ms(self) -> float | None:
        return None if self.until_s is None else max((self.until_s - time.perf_counter()) * 1000, 0.0)


def new_prediction_id() -> str:
    """32 hex digits at random."""
    return urandom(16).hex()


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
        new_id: Callable[[], str] = new_prediction_id,
        in_flight_at_most: int = IN_FLIGHT_AT_MOST,
        quarantine: Quarantine | None = None,
        timings: Timings | None = None,
    ) -> None:
        self._routing = routing
        self._features = features
        self._log = log
        self._telemetry = telemetry
        self._poll_interval_s = poll_interval_s
        self._clock_ms = clock_ms
        self._new_id = new_id
        self._quarantine = quarantine
        self._timings: Timings | None = timings
        """Until the first request is answered."""
        self._loops: list[asyncio.Task[None]] = []
        self.in_flight = InFlight(in_flight_at_most)
        """Whoever takes requests in enters and leaves; shadows wait while there are any."""
        self.instruments = Instruments(telemetry)
        self._shadows = ShadowQueue(background_limit, lambda: self.in_flight.count > 0)
        self.instruments.observe_queue("payments", lambda: self.in_flight.count)
        self.instruments.observe_queue("shadows", lambda: self._shadows.length)

    @property
    def telemetry(self) -> Telemetry:
        """What the replica is measured with."""
        return self._telemetry

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
        await self._shadows.drain()

    def left(self, payments: int, took_s: float) -> None:
        """So many payments that had entered `in_flight` are answered."""
        self.in_flight.leave(payments, took_s)
        self._shadows.look()

    def metrics(self, accept: str) -> tuple[str, bytes]:
        """This process's, for Prometheus: see `Telemetry.prometheus`."""
        return self._telemetry.prometheus(accept)

    def failed(self, error: Exception) -> None:
        """Log an error that nobody expected."""
        self._telemetry.logger.error("a request failed", exc_info=error)

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
            epoch=table.epoch if table else None,
            written_at_ms=table.written_at_ms if table else None,
            stage=table.stage if table else None,
            stable=table.stable if table else None,
            candidate=table.candidate if table else None,
            stale=table.is_stale(self._clock_ms()) if table else True,
            releases=self._routing.report(),
            problem=self._routing.problem,
            pid=pid,
        )

    async def score(
        self,
        request: ScoreRequest,
        explain: bool = False,
        timeout_ms: float | None = None,
    ) -> ScoreResponse:
        """Decide one request, whose answer is of no use after `timeout_ms`; raises `NotReady` and `TooBusy`."""
        routes = self._routing.routes
        if routes is None:
            raise NotReady(self._routing.problem)
        started = time.perf_counter()
        entity = entity_of(request.tenant, request.customer)
        asked = _Asked(
            routes,
            assign(routes.table, request.tenant, request.customer, self._clock_ms(), entity),
            request,
            entity,
            self._new_id(),
            None if timeout_ms is None else started + timeout_ms / 1000,
        )
        features = await self._read(asked)
        read = time.perf_counter()
        scored = await self._decide(asked, features)
        decided = time.perf_counter()
        self._finish(asked, features, scored)
        self.instruments.decision(
            asked.assignment.primary,
            scored.degraded.reason if scored.degraded else "none",
            decided - started,
            read - started,
            scored.primary.latency_ms / 1000 if scored.primary else None,
        )
        if self._timings is not None:
            self._timings.note("first_request", (decided - started) * 1000)
            self._telemetry.logger.info("cold start", extra={"fields": self._timings.parts_ms})
            self._timings = None
        response = ScoreResponse(
            request_id=request.request_id,
            prediction_id=asked.prediction_id,
            release=asked.assignment.primary,
            score=scored.score,
            decision=scored.decision,
            degraded=scored.degraded,
            features=FeatureReport(
                applied_position=dict(features.applied_position) if features else {},
                as_of_ms=features.as_of_ms if features else None,
                statuses=dict(features.statuses) if features else {},
            ),
            table_version=routes.table.version,
        )
        if explain:  # left out, not null, where nobody asked
            response.values = dict(features.values) if features else None
        return response

    async def _read(self, asked: _Asked) -> FeatureVector | None:
        """Features of the service of whom everyone falls back on: what they can score is what everyone scores."""
        service, request = asked.routes.feature_service, asked.request
        if service is None or asked.assignment.primary == RULES:
            return None
        try:
            return await self._features.read(
                service, request.tenant, request.customer, request.event_time_ms, asked.left_ms()
            )
        except FeaturesUnavailable as error:
            self._telemetry.logger.warning("no features", extra={"fields": {"reason": str(error)}})
            return None

    async def _decide(self, asked: _Asked, features: FeatureVector | None) -> _Scored:
        table, assigned = asked.routes.table, asked.assignment.primary
        by_rules = rules.decide(asked.request.amount_minor)
        if asked.routes.feature_service is None and assigned != RULES:
            # No features were asked for, since nobody who is there says which; the candidate is not to blame.
            stable = asked.routes.stable
            assert isinstance(stable, RefusedExecutor)
            unserved = stable.execution()
            ran = unserved if assigned == table.stable else None
            reason: Reason = _REASONS.get(unserved.outcome, "model_error")
            return _Scored(ran, None, Degraded(reason=reason, fallback=RULES), None, by_rules)
        if features is None:
            reason = "failover" if assigned == RULES else "features_unavailable"
            return _Scored(None, None, Degraded(reason=reason, fallback=RULES), None, by_rules)
        primary = await self._run(asked, assigned, features)
        if primary.decision is not None:
            degraded = Degraded(reason="failover", fallback=assigned) if table.failover else None
            return _Scored(primary, None, degraded, primary.score, primary.decision)
        self._telemetry.logger.warning(
            "release failed", extra={"fields": {"release": primary.release, "reason": primary.detail}}
        )
        reason = _REASONS.get(primary.outcome, "model_error")
        mirror, refused = None, primary.outcome == "refused"
        for release_id in asked.routes.fallbacks:
            if release_id == assigned:
                continue
            fallback = await self._run(asked, release_id, features)
            mirror = fallback if release_id == table.stable else mirror
            if fallback.decision is not None:
                degraded = Degraded(reason=reason, fallback=fallback.release)
                return _Scored(primary, mirror, degraded, fallback.score, fallback.decision)
            refused = refused and fallback.outcome == "refused"
        if refused:
            # The rules would hide from the caller that waiting helps.
            raise TooBusy(f"the queue of release {assigned} is full")
        return _Scored(primary, mirror, Degraded(reason=reason, fallback=RULES), None, by_rules)

    async def _run(self, asked: _Asked, release_id: str, features: FeatureVector) -> Execution:
        request = asked.request
        executor = asked.routes.executor(release_id)
        return await executor.run(request.request_id, request.numbers(), features, asked.left_ms())

    def _finish(self, asked: _Asked, features: FeatureVector | None, scored: _Scored) -> None:
        """Log now, or after the shadow where there is one to run."""
        line = _line(asked, features, scored, self._clock_ms())
        shadow = asked.assignment.shadow
        if shadow is None:
            self._log.decision(line)
        elif scored.fallback is not None and scored.fallback.release == shadow:
            # Stable has scored this request already, in place of the candidate: that is the pair.
            self._log.decision(line | {"shadow": execution_line(scored.fallback)})
        elif features is None:
            self._log.decision(line | {"shadow": idle_line(shadow, "skipped")})
        else:
            self._add_shadow(asked, shadow, features, line)

    def _add_shadow(self, asked: _Asked, release_id: str, features: FeatureVector, line: dict[str, Any]) -> None:
        executor, request = asked.routes.executor(release_id), asked.request
        if isinstance(executor, RefusedExecutor):
            # Nothing will run, so nothing is waited for: a log that is late for one release alone looks like a bias.
            self._log.decision(line | {"shadow": execution_line(executor.execution())})
            return
        dropped = line | {"shadow": idle_line(release_id, "dropped")}
        kept = self._log.defer(dropped)

        async def run() -> None:
            execution = await executor.run(request.request_id, request.numbers(), features)
            self._log.settle(line | {"shadow": execution_line(execution)}, kept)

        def drop() -> None:
            self.instruments.shadow_dropped(release_id)
            self._log.settle(dropped, kept)

        self._shadows.add(Shadow(run, drop, executor.inline))

    async def _beat(self) -> None:
        while True:
            routes = self._routing.routes
            if routes is not None:
                self._log.heartbeat(routes.table.version, routes.table.epoch)
            await asyncio.sleep(HEARTBEAT_INTERVAL_S)


def _line(asked: _Asked, features: FeatureVector | None, scored: _Scored, at_ms: int) -> dict[str, Any]:
    """The decision log's line, without its shadow."""
    request, table, assignment = asked.request, asked.routes.table, asked.assignment
    primary = execution_line(scored.primary) if scored.primary else idle_line(assignment.primary, "skipped")
    answered_by = assignment.primary
    if scored.degraded is not None and scored.degraded.fallback != assignment.primary:
        answered_by = f"fallback:{scored.degraded.fallback}"
    numbers, trace = request.numbers(), current()
    return {
        "request_id": request.request_id,
        "prediction_id": asked.prediction_id,
        "trace_id": trace.trace_id if trace else None,
        "at_ms": at_ms,
        "tenant": request.tenant,
        "customer": request.customer,
        "entity": asked.entity,
        "segments": {name: _segment(name, request, features) for name in asked.routes.segments},
        "table_version": table.version,
        "epoch": table.epoch,
        "stage": table.stage,
        "assigned": {
            "weight": table.candidate_weight,
            "candidate": assignment.primary == table.candidate,
            "pinned": assignment.pinned,
        },
        "primary": primary,
        "answered_by": answered_by,
        "fallback": answered_by != assignment.primary,
        "features": features
        and {
            "feature_service": features.feature_service,
            "applied_position": features.applied_position,
            "as_of_ms": features.as_of_ms,
            "statuses": features.statuses,
            "values": features.values,
        },
        "shadow": None,
        "status_code": 200,
        "request": {"event_time_ms": request.event_time_ms, "currency": request.currency, **numbers},
    }


def _segment(name: str, request: ScoreRequest, features: FeatureVector | None) -> str | None:
    """The value of a request field or a feature as text; None where there is none."""
    value = getattr(request, name, None) if name in ScoreRequest.model_fields else None
    if value is None and features is not None:
        value = features.values.get(name)
    return None if value is None else str(value)
