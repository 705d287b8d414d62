"""What of a rollout's verdicts is drawn: each guard's estimate and confidence sequence against its bounds, by requests.

A finding of any guard is drawn that has the numbers `estimate`, `lower`, `upper` and a bound, `harm` or `margin`; one
without an interval, by its `evidence` (1 rolls back). Evidence of each stage starts anew, so the requests are counted
within their stage.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

_NUMBERS = ("estimate", "lower", "upper", "harm", "margin", "evidence")


def slim(verdict: Mapping[str, Any]) -> dict[str, Any]:
    """A recorded verdict without its evidence, but for where in the rollout it was given."""
    evidence = verdict["evidence"]
    return {
        **{name: verdict[name] for name in ("number", "at_ms", "rollout_id", "ruling", "reason")},
        "stage": evidence["stage"],
        "step": evidence["step"],
        "requests": requests(evidence),
        "findings": [finding(each) for each in verdict["findings"]],
    }


def finding(recorded: Mapping[str, Any]) -> dict[str, Any]:
    """A finding as JSON can carry it everywhere: what is no finite number is null."""
    numbers = {name: _finite(recorded.get(name)) for name in _NUMBERS}
    two_sided = bool(recorded.get("two_sided"))
    return {**recorded, "segment": recorded.get("segment"), "two_sided": two_sided, **numbers}


def requests(evidence: Mapping[str, Any]) -> int:
    """The requests that the candidate has worked on in the stage, over all its steps."""
    return int((evidence.get("candidate") or {}).get("executions") or evidence.get("step_requests") or 0)


def thinned(numbers: Sequence[int], points: int) -> list[int]:
    """At most `points` (2 or more) of these, spread evenly, the first and the last among them."""
    if len(numbers) <= points:
        return list(numbers)
    return [numbers[round(i * (len(numbers) - 1) / (points - 1))] for i in range(points)]


def _finite(value: object) -> float | None:
    usable = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if usable else None  # type: ignore[arg-type]
