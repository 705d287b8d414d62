"""A decision as the decision log has it (format in `decision_log`)."""

from typing import Any

from inference.decision import Asked, Decided
from inference.executor import Execution
from inference.features_client import FeatureVector
from inference.request import ScoreRequest


def decision_line(asked: Asked, features: FeatureVector | None, decided: Decided, at_ms: int) -> dict[str, Any]:
    """The line, without its shadow."""
    request, table, assignment = asked.request, asked.routes.table, asked.assignment
    primary = execution_line(decided.primary) if decided.primary else idle_line(assignment.primary, "skipped")
    answered_by = assignment.primary
    if decided.degraded is not None and decided.degraded.fallback != assignment.primary:
        answered_by = f"fallback:{decided.degraded.fallback}"
    return {
        "request_id": request.request_id,
        "prediction_id": asked.prediction_id,
        "trace_id": asked.trace.trace_id if asked.trace else None,
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
        "status_code": 200,
        "request": {"event_time_ms": request.event_time_ms, "currency": request.currency, **asked.numbers},
    }


def execution_line(execution: Execution) -> dict[str, Any]:
    """An execution as the log has it."""
    line = {
        "release": execution.release,
        "outcome": execution.outcome,
        "latency_ms": round(execution.latency_ms, 3),
        "score": execution.score,
        "decision": execution.decision,
    }
    if execution.detail is not None:
        line["detail"] = execution.detail
    return line


def idle_line(release: str, outcome: str) -> dict[str, Any]:
    """A release that did not run: "skipped" or "dropped"."""
    return {"release": release, "outcome": outcome, "latency_ms": None, "score": None, "decision": None}


def _segment(name: str, request: ScoreRequest, features: FeatureVector | None) -> str | None:
    """The value of a request field or a feature as text; None where there is none."""
    value = getattr(request, name, None) if name in ScoreRequest.model_fields else None
    if value is None and features is not None:
        value = features.values.get(name)
    return None if value is None else str(value)
