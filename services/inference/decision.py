"""Deciding one payment: read features once, run who is assigned, fall back if need be.

assigned release ok                    it answers
candidate fails, is late or is full    stable answers, on the same features; degraded says so
stable fails or is late                the table's fallback answers if it is a release, else the rules
everyone's queue is full               `TooBusy`: the request may come again
a release is in quarantine             as if it failed: it has killed a process, and is not executed
no features within the budget          the rules answer; degraded says so
"""

import time
from collections.abc import Callable
from logging import Logger
from typing import Any, NamedTuple

from andamio.callback_tasks import begin
from andamio.rollout.routing_table import RULES, Assignment
from andamio.telemetry.tracing import Trace
from inference import rules
from inference.errors import FeaturesUnavailable
from inference.executor import Execution, Numbers, RefusedExecutor
from inference.features_client import FeatureSource, FeatureVector
from inference.limits import TooBusy
from inference.request import Degraded, Reason, ScoreRequest
from inference.routing import Routes

_REASONS: dict[str, Reason] = {
    "timeout": "model_timeout",
    "refused": "overloaded",
    "quarantined": "model_quarantined",
}


class Asked(NamedTuple):
    """One request, and what was found out about it on the way."""

    routes: Routes
    assignment: Assignment
    request: ScoreRequest
    numbers: Numbers
    """The request's, for models."""
    entity: str
    prediction_id: str
    trace: Trace | None
    """That the request is part of."""
    began_s: float
    """By `time.perf_counter`, as `until_s`."""
    until_s: float | None
    """When whoever asks stops waiting; None if that is not known."""

    def left_ms(self) -> float | None:
        """Until then."""
        return None if self.until_s is None else max((self.until_s - time.perf_counter()) * 1000, 0.0)


class Decided(NamedTuple):
    """What was decided, before it is answered and logged."""

    primary: Execution | None
    """None where nothing ran: there were no features, or the rules were assigned."""
    fallback: Execution | None
    """Stable's work in place of a candidate that failed."""
    degraded: Degraded | None
    score: float | None
    decision: rules.Decision


class Scored(NamedTuple):
    """One request and its decision, which is logged."""

    asked: Asked
    features: FeatureVector | None
    decided: Decided

    @property
    def degraded(self) -> bool:
        """Whether somebody else than who was assigned has answered."""
        return self.decided.degraded is not None

    def document(self, explain: bool = False) -> dict[str, Any]:
        """The answer, as `ScoreResponse` has it; `explain` adds the feature values."""
        asked, features, decided = self.asked, self.features, self.decided
        degraded = decided.degraded
        answer: dict[str, Any] = {
            "request_id": asked.request.request_id,
            "prediction_id": asked.prediction_id,
            "release": asked.assignment.primary,
            "score": decided.score,
            "decision": decided.decision,
            "degraded": degraded and {"reason": degraded.reason, "fallback": degraded.fallback},
            "features": {
                "applied_position": features.applied_position if features else {},
                "as_of_ms": features.as_of_ms if features else None,
                "statuses": features.statuses if features else {},
            },
            "table_version": asked.routes.table.version,
        }
        if explain:  # left out, not null, where nobody asked
            answer["values"] = features.values if features else None
        return answer


class Decider:
    """Decides payments. For one event loop.

    A decision is told by a call: most are made at once, on the event loop, where a task would be much of their cost.
    """

    def __init__(self, features: FeatureSource, logger: Logger) -> None:
        self._features, self._logger = features, logger

    def read(self, asked: Asked, found: Callable[[FeatureVector | None | Exception], None]) -> None:
        """Have `found` called with features of the service of whom everyone falls back on: what they can score is what
        everyone scores. None where there are none."""
        service, request = asked.routes.feature_service, asked.request
        if service is None or asked.assignment.primary == RULES:
            found(None)
            return

        def told(vector: FeatureVector | Exception) -> None:
            if isinstance(vector, FeaturesUnavailable):
                self._logger.warning("no features", extra={"fields": {"reason": str(vector)}})
                found(None)
            else:
                found(vector)

        self._features.ask(service, request.tenant, request.customer, request.event_time_ms, asked.left_ms(), told)

    def decide(self, asked: Asked, features: FeatureVector | None, told: Callable[[Decided | Exception], None]) -> None:
        """Decide by the features that were read, None where there are none. `told` may hear of `TooBusy`."""
        by_rules = _without_models(asked, features)
        if by_rules is not None:
            told(by_rules)
            return
        assert features is not None
        primary: Execution | None = None
        executor = asked.routes.executor(asked.assignment.primary)
        if executor.at_once:
            primary = executor.run_at_once(asked.request.request_id, asked.numbers, features)
            if primary.decision is not None:
                told(_answered(asked, primary))
                return
        begin(self._decided(asked, features, primary), told)

    async def _decided(self, asked: Asked, features: FeatureVector, primary: Execution | None) -> Decided:
        """Who is assigned, unless it has run already; then whoever stands in for it. Raises `TooBusy`."""
        table, assigned = asked.routes.table, asked.assignment.primary
        if primary is None:
            primary = await _run(asked, assigned, features)
            if primary.decision is not None:
                return _answered(asked, primary)
        self._logger.warning("release failed", extra={"fields": {"release": primary.release, "reason": primary.detail}})
        reason = _REASONS.get(primary.outcome, "model_error")
        mirror, refused = None, primary.outcome == "refused"
        for release_id in asked.routes.fallbacks:
            if release_id == assigned:
                continue
            fallback = await _run(asked, release_id, features)
            mirror = fallback if release_id == table.stable else mirror
            if fallback.decision is not None:
                degraded = Degraded(reason=reason, fallback=fallback.release)
                return Decided(primary, mirror, degraded, fallback.score, fallback.decision)
            refused = refused and fallback.outcome == "refused"
        if refused:
            # The rules would hide from the caller that waiting helps.
            raise TooBusy(f"the queue of release {assigned} is full")
        by_rules = rules.decide(asked.request.amount_minor)
        return Decided(primary, mirror, Degraded(reason=reason, fallback=RULES), None, by_rules)


def _without_models(asked: Asked, features: FeatureVector | None) -> Decided | None:
    """The decision where no model can be asked, None where one can."""
    assigned = asked.assignment.primary
    if asked.routes.feature_service is None and assigned != RULES:
        # No features were asked for, since nobody who is there says which; the candidate is not to blame.
        stable = asked.routes.stable
        assert isinstance(stable, RefusedExecutor)
        unserved = stable.execution()
        ran = unserved if assigned == asked.routes.table.stable else None
        reason: Reason = _REASONS.get(unserved.outcome, "model_error")
    elif features is None:
        ran, reason = None, "failover" if assigned == RULES else "features_unavailable"
    else:
        return None
    by_rules = rules.decide(asked.request.amount_minor)
    return Decided(ran, None, Degraded(reason=reason, fallback=RULES), None, by_rules)


def _answered(asked: Asked, primary: Execution) -> Decided:
    """The decision of who is assigned."""
    assert primary.decision is not None
    failover = asked.routes.table.failover
    degraded = Degraded(reason="failover", fallback=asked.assignment.primary) if failover else None
    return Decided(primary, None, degraded, primary.score, primary.decision)


async def _run(asked: Asked, release_id: str, features: FeatureVector) -> Execution:
    executor = asked.routes.executor(release_id)
    return await executor.run(asked.request.request_id, asked.numbers, features, asked.left_ms())
