"""What one guard finds: clear, unclear or harm, with its numbers."""

import math
from dataclasses import dataclass
from enum import StrEnum

from andamio.rollout.settings import Tolerance
from andamio.rollout.statistics.confidence import Interval

# Evidence that has come this far towards harm, on the scale of its logarithm, is waited out rather than promoted.
SUSPICION = 0.75


class Standing(StrEnum):
    """What a guard finds."""

    CLEAR = "clear"
    UNCLEAR = "unclear"
    HARM = "harm"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one guard says, and why, with its numbers; None where it has no such number."""

    guard: str
    standing: Standing
    detail: str
    segment: str | None = None
    """None: all requests."""
    estimate: float | None = None
    """The difference, candidate minus stable, in the guard's unit."""
    lower: float | None = None
    """Of the confidence sequence around it; None is no bound."""
    upper: float | None = None
    harm: float | None = None
    """The bound beyond which it is rolled back."""
    margin: float | None = None
    """The bound within which it is promoted."""
    evidence: float | None = None
    """Evidence of harm as a share of what rolls back, on the scale of its logarithm: 1 rolls back."""
    two_sided: bool = False
    """The bounds hold for either sign; otherwise only more is worse."""


def finding(
    guard: str,
    standing: Standing,
    detail: str,
    observed: float,
    interval: Interval | None,
    tolerance: Tolerance | None,
    progress: float | None,
    segment: str | None = None,
    two_sided: bool = False,
) -> Finding:
    """JSON has neither infinity nor NaN: what is not finite is None."""
    lower, upper = (interval.lower, interval.upper) if interval else (None, None)
    harm, margin = (tolerance.harm, tolerance.margin) if tolerance else (None, None)
    return Finding(
        guard,
        standing,
        detail,
        segment,
        _finite(observed),
        _finite(lower),
        _finite(upper),
        _finite(harm),
        _finite(margin),
        _finite(progress),
        two_sided,
    )


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
