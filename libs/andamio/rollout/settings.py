"""How careful a rollout is: its steps, the evidence that each asks for, and what counts as harm.

Two profiles say what a candidate is expected to be; every other field overrides the profile's.

    challenger   (default) another model: its scores and decisions may differ from stable's within wide tolerances, and
                 some hundred requests decide. Loud faults are seen in tens of answers, and a change between shadow and
                 canary; small effects are not: `plan` says what.
    equivalent   the same model again (a refit, another build, other serving settings): scores and decisions must be
                 those of stable, errors and latency as well, and some ten thousand requests decide.
"""

from dataclasses import dataclass, field, fields
from pathlib import Path

from andamio.rollout.json_fields import Fields, read_object

_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Of a guard: candidate minus stable, as a share (0.02 = two requests of a hundred) or a score (0 to 1)."""

    harm: float
    """Rolled back once the difference is certainly harmful and above this; see `verdict` for each guard."""
    margin: float
    """Promoted only once the difference is certainly below this. The gap between the two is what few requests buy."""


@dataclass(frozen=True, slots=True)
class AlphaSplit:
    """How `false_rollback` is shared among the guards: weights, divided by the sum of those of the guards in use.

    `shadow_part` of a guard's part is shadow's and the rest canary's, but for drift and sample_ratio, which exist in
    canary alone. So the parts of all tests sum to `false_rollback`.
    """

    errors: float = 0.20
    slow: float = 0.10
    latency: float = 0.15
    score: float = 0.10
    reviews: float = 0.10
    shift: float = 0.10
    flips: float = 0.10
    drift: float = 0.10
    sample_ratio: float = 0.05
    segments: float = 0.15
    """Split further, evenly, among four guards and `max_segments` segments."""


_GUARDS = tuple(field.name for field in fields(AlphaSplit))


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
    alpha_split: AlphaSplit = field(default_factory=AlphaSplit)
    """How the guards share `false_rollback`."""
    shadow_part: float = 0.5
    """Of each guard's share what shadow has, in (0, 1); canary has the rest."""
    slow_ms: float = 100.0
    """An execution longer than this is slow."""
    errors: Tolerance = Tolerance(harm=0.005, margin=0.10)
    """Share of executions that raise, run past the deadline, give no number, or could not be tried."""
    slow: Tolerance = Tolerance(harm=0.005, margin=0.15)
    """Share of executions above `slow_ms`."""
    latency_slack: float = 0.25
    """Latency quantiles (p50 to p99.5) of the candidate may be longer than stable's by this part of them ..."""
    latency_least_ms: float = 2.0
    """... and by this much: a model of three times the time is no harm where that is a fraction of a millisecond. 2 ms are
    a fifth of what an answer takes here. Of 2,343 shadows of releases of the same speed, in five quickstarts on a machine
    that had several times more to do than it can, 7 were later than stable's median and the slack by 1 ms, and 3 by 2 ms."""
    score: Tolerance = Tolerance(harm=0.10, margin=0.20)
    """Mean score, candidate minus stable on the same requests, either sign."""
    reviews: Tolerance = Tolerance(harm=0.15, margin=0.30)
    """Share sent to review, candidate minus stable on the same requests, either sign."""
    shift: Tolerance | None = None
    """Mean score difference in units of the differences' own standard deviation, either sign; for equivalents."""
    flips: Tolerance | None = None
    """Share sent to review by the candidate alone minus by stable alone, either sign; for equivalents."""
    drift: float = 0.10
    """Share of the paired score differences that may move between shadow and canary."""
    max_segments: int = 16
    """Segment values that get verdicts of their own, first come first served; the others of a name are pooled."""
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
    watch_ms: int = 45 * _DAY_MS
    """How long a promoted release stays under watch for its labels to mature: of reversals, 30 days and 7 of lateness."""
    failover_requests: int = 20
    """Executions that stable must have failed to serve before it counts as failed as a whole ..."""
    failover_share: float = 0.8
    """... and the share of the last ones that failed. Loud on purpose: this is no test, and carries no probability."""

    def alpha(self, guard: str, stage: str) -> float:
        """The part of `false_rollback` that one test of `guard` has in `stage` (for "segments": one test of one)."""
        parts = self.alpha_split
        total = parts.errors + parts.slow + parts.latency + parts.score + parts.reviews
        if self.shift is not None:
            total += parts.shift
        if self.flips is not None:
            total += parts.flips
        total += parts.drift
        total += parts.sample_ratio
        total += parts.segments
        part: float = self.false_rollback * getattr(parts, guard) / total
        if guard in ("drift", "sample_ratio"):
            return part
        # 4: errors, slow, score, decisions.
        part *= self.shadow_part if stage == "shadow" else 1 - self.shadow_part
        return part / (4 * self.max_segments if guard == "segments" else 1)

    @classmethod
    def from_fields(cls, document: Fields) -> "Settings":
        """Build from a parsed document of any of these fields, and `profile`; raises `InvalidDocument` naming the field."""
        document.refuse_unknown("profile", *(field.name for field in fields(cls)))
        profile = document.choice("profile", tuple(PROFILES)) if document.has("profile") else "challenger"
        default = PROFILES[profile]
        steps = document.numbers("canary_steps", 0.001, 0.999) if document.has("canary_steps") else default.canary_steps
        if not steps or list(steps) != sorted(set(steps)):
            raise document.invalid("canary_steps", f"must be rising weights, as in [0.25, 0.5], not {list(steps)}")
        return cls(
            canary_steps=steps,
            shadow_share=document.number("shadow_share", 0.01, 1.0, default.shadow_share),
            shadow_pairs=document.integer("shadow_pairs", 20, 10**9, default.shadow_pairs),
            step_requests=document.integer("step_requests", 1, 10**9, default.step_requests),
            false_rollback=document.number("false_rollback", 1e-6, 0.5, default.false_rollback),
            alpha_split=_alpha_split(document, default.alpha_split),
            shadow_part=document.number("shadow_part", 0.01, 0.99, default.shadow_part),
            slow_ms=document.number("slow_ms", 0.0, 1e6, default.slow_ms),
            errors=_tolerance(document, "errors", default.errors),
            slow=_tolerance(document, "slow", default.slow),
            latency_slack=document.number("latency_slack", 0.0, 10.0, default.latency_slack),
            latency_least_ms=document.number("latency_least_ms", 0.0, 1e6, default.latency_least_ms),
            score=_tolerance(document, "score", default.score),
            reviews=_tolerance(document, "reviews", default.reviews),
            shift=_optional_tolerance(document, "shift", default.shift, EQUIVALENT_SHIFT),
            flips=_optional_tolerance(document, "flips", default.flips, EQUIVALENT_FLIPS),
            drift=document.number("drift", 0.0, 1.0, default.drift),
            max_segments=document.integer("max_segments", 1, 64, default.max_segments),
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


EQUIVALENT_SHIFT = Tolerance(harm=0.02, margin=0.10)
EQUIVALENT_FLIPS = Tolerance(harm=0.002, margin=0.02)

CHALLENGER = Settings()
EQUIVALENT = Settings(
    canary_steps=(0.2, 0.5),
    shadow_pairs=4_000,
    step_requests=1_000,
    errors=Tolerance(harm=0.002, margin=0.025),
    slow=Tolerance(harm=0.002, margin=0.025),
    latency_slack=0.05,
    latency_least_ms=1.0,
    shift=EQUIVALENT_SHIFT,
    flips=EQUIVALENT_FLIPS,
    # What shift and flips see, score and reviews see later; and what is wrong shows in shadow, or loudly in canary.
    alpha_split=AlphaSplit(
        errors=0.27,
        slow=0.06,
        latency=0.33,
        score=0.01,
        reviews=0.01,
        shift=0.06,
        flips=0.12,
        drift=0.04,
        sample_ratio=0.02,
        segments=0.08,
    ),
    shadow_part=0.85,
)
PROFILES = {"challenger": CHALLENGER, "equivalent": EQUIVALENT}


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


def _alpha_split(document: Fields, default: AlphaSplit) -> AlphaSplit:
    if not document.has("alpha_split"):
        return default
    nested = document.object("alpha_split")
    nested.refuse_unknown(*_GUARDS)
    # Not 0: a guard that never fires must not look like one that watches.
    return AlphaSplit(**{name: nested.number(name, 1e-3, 1e3, getattr(default, name)) for name in _GUARDS})


def _tolerance(document: Fields, name: str, default: Tolerance) -> Tolerance:
    if not document.has(name):
        return default
    nested = document.object(name)
    nested.refuse_unknown("harm", "margin")
    harm = nested.number("harm", 0.0, 1.0, default.harm)
    return Tolerance(harm=harm, margin=nested.number("margin", harm, 1.0, max(harm, default.margin)))


def _optional_tolerance(document: Fields, name: str, default: Tolerance | None, start: Tolerance) -> Tolerance | None:
    return _tolerance(document, name, default or start) if document.has(name) else default
