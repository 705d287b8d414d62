"""How careful a rollout is: its steps, the evidence that each asks for, and what counts as harm.

The defaults suit some tens of requests a second: a decision after a few hundred of them.
"""

from dataclasses import dataclass, fields
from pathlib import Path

from andamio.rollout.json_fields import Fields, read_object

_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Of a guard: candidate minus stable, as a share (0.02 = two requests of a hundred) or a score (0 to 1)."""

    harm: float
    """Rolled back once the difference is certainly above this; not promoted while it is observed above it."""
    margin: float
    """Promoted only once the difference is certainly below this. The gap between the two is what few requests buy."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a rollout."""

    canary_steps: tuple[float, ...] = (0.25, 0.5)
    """Candidate weights, rising, each in (0, 1)."""
    shadow_share: float = 1.0
    """Share of entities that are scored by both releases, in shadow and canary."""
    shadow_pairs: int = 150
    """Pairs that shadow must bring; they are also the reference of the drift guard."""
    step_requests: int = 100
    """Requests that the candidate must answer in each canary step."""
    false_rollback: float = 0.01
    """Allowed probability that a candidate that does no harm is rolled back by any guard at any look, as far as the
    assumptions of `measurements` hold."""
    slow_ms: float = 100.0
    """An execution longer than this is slow."""
    errors: Tolerance = Tolerance(harm=0.02, margin=0.10)
    """Share of executions that raise, run past the deadline or give no number."""
    slow: Tolerance = Tolerance(harm=0.05, margin=0.15)
    """Share of executions above `slow_ms`."""
    score: Tolerance = Tolerance(harm=0.10, margin=0.20)
    """Mean score, candidate minus stable on the same requests, either sign."""
    reviews: Tolerance = Tolerance(harm=0.15, margin=0.30)
    """Share sent to review, candidate minus stable on the same requests, either sign."""
    drift: float = 0.20
    """Share of the paired score differences that may move between shadow and canary."""
    silence_hold_ms: int = 5_000
    """No sign of life from any replica for this long: hold."""
    silence_limit_ms: int = 60_000
    """... and for this long: roll back."""
    stage_limit_ms: int = 900_000
    """Longest stay in a stage (frozen time not counted); then it is rolled back for want of evidence."""
    gates_limit_ms: int = 60_000
    """Longest run of the gates; then the release is refused."""
    approvals: tuple[str, ...] = ()
    """Stages that a rollout enters only with a person's approval: shadow, canary[0], canary[1], ..., promoted."""
    waiting_limit_ms: int = 14 * _DAY_MS
    """Longest time in a stage that people keep it from moving (held, frozen, not approved); then it is rolled back."""
    warm_releases: int = 2
    """How many earlier stable releases stay loaded: the way back, and the way back from there."""
    watch_ms: int = 30 * _DAY_MS
    """How long a promoted release stays under watch for its labels to mature."""
    failover_requests: int = 20
    """Executions that stable must have failed to serve before it counts as failed as a whole ..."""
    failover_share: float = 0.8
    """... and the share of the last ones that failed. Loud on purpose: this is no test, and carries no probability."""

    @classmethod
    def from_fields(cls, document: Fields) -> "Settings":
        """Build from a parsed document of any of these fields; raises `InvalidDocument` naming the field."""
        document.refuse_unknown(*(field.name for field in fields(cls)))
        default = cls()
        steps = document.numbers("canary_steps", 0.001, 0.999) if document.has("canary_steps") else default.canary_steps
        if not steps or list(steps) != sorted(set(steps)):
            raise document.invalid("canary_steps", f"must be rising weights, as in [0.25, 0.5], not {list(steps)}")
        return cls(
            canary_steps=steps,
            shadow_share=document.number("shadow_share", 0.01, 1.0, default.shadow_share),
            shadow_pairs=document.integer("shadow_pairs", 20, 10**9, default.shadow_pairs),
            step_requests=document.integer("step_requests", 1, 10**9, default.step_requests),
            false_rollback=document.number("false_rollback", 1e-6, 0.5, default.false_rollback),
            slow_ms=document.number("slow_ms", 0.0, 1e6, default.slow_ms),
            errors=_tolerance(document, "errors", default.errors),
            slow=_tolerance(document, "slow", default.slow),
            score=_tolerance(document, "score", default.score),
            reviews=_tolerance(document, "reviews", default.reviews),
            drift=document.number("drift", 0.0, 1.0, default.drift),
            silence_hold_ms=document.integer("silence_hold_ms", 100, 10**9, default.silence_hold_ms),
            silence_limit_ms=document.integer("silence_limit_ms", 100, 10**9, default.silence_limit_ms),
            stage_limit_ms=document.integer("stage_limit_ms", 100, 10**9, default.stage_limit_ms),
            gates_limit_ms=document.integer("gates_limit_ms", 100, 10**9, default.gates_limit_ms),
            approvals=_approvals(document, len(steps)) if document.has("approvals") else default.approvals,
            waiting_limit_ms=document.integer("waiting_limit_ms", 100, 10**11, default.waiting_limit_ms),
            warm_releases=document.integer("warm_releases", 1, 10, default.warm_releases),
            watch_ms=document.integer("watch_ms", 0, 10**11, default.watch_ms),
            failover_requests=document.integer("failover_requests", 1, 10**6, default.failover_requests),
            failover_share=document.number("failover_share", 0.5, 1.0, default.failover_share),
        )


def load_settings(path: Path) -> Settings:
    """The settings in the JSON document at `path`; raises `InvalidDocument`."""
    return Settings.from_fields(read_object(path, "rollout settings"))


def _approvals(document: Fields, steps: int) -> tuple[str, ...]:
    stages = ("shadow", *(f"canary[{step}]" for step in range(steps)), "promoted")
    named = document.texts("approvals")
    for stage in named:
        if stage not in stages:
            raise document.invalid("approvals", f"must name stages of {', '.join(stages)}, not {stage!r}")
    return named


def _tolerance(document: Fields, name: str, default: Tolerance) -> Tolerance:
    if not document.has(name):
        return default
    nested = document.object(name)
    nested.refuse_unknown("harm", "margin")
    harm = nested.number("harm", 0.0, 1.0, default.harm)
    return Tolerance(harm=harm, margin=nested.number("margin", harm, 1.0, max(harm, default.margin)))
