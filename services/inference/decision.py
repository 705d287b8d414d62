"""Deciding one payment: read features once, run who is assigned, fall back if need be.

assigned release ok                    it answers
candidate fails, is late or is full    stable answers, on the same features; degraded says so
stable fails or is late                the table's fallback answers if it is a release, else the rules
everyone's queue is full               `TooBusy`: the request may come again
a release is in quarantine             as if it failed: it has killed a process, and is not executed
no features within the budget          the rules answer; degraded says so
"""

import time
from dataclasses import dataclass
from logging import Logger

from andamio.rollout.routing_table import RULES, Assignment
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


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, and what was found out about it on the way."""

    routes: Routes
    assignment: Assignment
    request: ScoreRequest
    numbers: Numbers
    """The request's, for models."""
    entity: str
    prediction_id: str
    until_s: float | None
    """When whoever asks stops waiting, by `time.perf_counter`; None if that is not known."""

    def left_ms(self) -> float | None:
        """Until then."""
        return None if self.until_s is None else max((self.until_s - time.perf_counter()) * 1000, 0.0)


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided, before it is answered and logged."""

    primary: Execution | None
    """None where nothing ran: there were no features, or the rules were assigned."""
    fallback: Execution | None
    """Stable's work in place of a candidate that failed."""
    degraded: Degraded | None
    score: float | None
    decision: rules.Decision


class Decider:
    """Decides payments. For one event loop."""

    def __init__(self, features: FeatureSource, logger: Logger) -> None:
        self._features, self._logger = features, logger

    async def read(self, asked: Asked) -> FeatureVector | None:
        """Features of the service of whom everyone falls back on: what they can score is what everyone scores."""
        service, request = asked.routes.feature_service, asked.request
        if service is None or asked.assignment.primary == RULES:
            return None
        try:
            return await self._features.read(
                service, request.tenant, request.customer, request.event_time_ms, asked.left_ms()
            )
        except FeaturesUnavailable as error:
            self._logger.warning("no features", extra={"fields": {"reason": str(error)}})
            return None

    async def decide(self, asked: Asked, features: FeatureVector | None) -> Decided:
        """Decide by the features that were read, None where there are none; raises `TooBusy`."""
        table, assigned = asked.routes.table, asked.assignment.primary
        by_rules = rules.decide(asked.request.amount_minor)
        if asked.routes.feature_service is None and assigned != RULES:
            # No features were asked for, since nobody who is there says which; the candidate is not to blame.
            stable = asked.routes.stable
            assert isinstance(stable, RefusedExecutor)
            unserved = stable.execution()
            ran = unserved if assigned == table.stable else None
            reason: Reason = _REASONS.get(unserved.outcome, "model_error")
            return Decided(ran, None, Degraded(reason=reason, fallback=RULES), None, by_rules)
        if features is None:
            reason = "failover" if assigned == RULES else "features_unavailable"
            return Decided(None, None, Degraded(reason=reason, fallback=RULES), None, by_rules)
        primary = await _run(asked, assigned, features)
        if primary.decision is not None:
            degraded = Degraded(reason="failover", fallback=assigned) if table.failover else None
            return Decided(primary, None, degraded, primary.score, primary.decision)
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
        return Decided(primary, mirror, Degraded(reason=reason, fallback=RULES), None, by_rules)


async def _run(asked: Asked, release_id: str, features: FeatureVector) -> Execution:
    executor = asked.routes.executor(release_id)
    return await executor.run(asked.request.request_id, asked.numbers, features, asked.left_ms())
