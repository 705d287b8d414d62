"""The verdict on a stage of a rollout: promote, hold or roll back, with the finding of each guard.

    errors    share of executions that fail, candidate against stable
    slow      share of executions above the latency threshold, candidate against stable
    score     mean score, candidate minus stable on the same requests
    reviews   share sent to review, candidate minus stable on the same requests
    drift     canary: do the paired score differences come from where they came in shadow? A challenger may differ from
              the champion; what it may not is differ otherwise once it answers. This sees what is wrong in silence.
    silence   signs of life of the replicas
    evidence  whether the stage has brought the requests and pairs that it must

Each guard says clear (certainly no harm, within its margin), unclear, or harm. One harm rolls back; all clear promotes;
anything else holds. The guards that compare releases are always-valid tests, each at its share of the allowed
probability of a false rollback (union bound), so a verdict may be asked for after every request. What they assume of
requests, and where sticky assignment breaks it, is in `measurements`. Nothing bounds the probability of a false promotion.
"""

import math
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from andamio.rollout.confidence import bernoulli_interval
from andamio.rollout.measurements import TESTS, Evidence, MeanDifference
from andamio.rollout.settings import Settings, Tolerance


class Ruling(StrEnum):
    """The three verdicts."""

    PROMOTE = "promote"
    HOLD = "hold"
    ROLL_BACK = "roll_back"


class Standing(StrEnum):
    """What a guard finds."""

    CLEAR = "clear"
    UNCLEAR = "unclear"
    HARM = "harm"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one guard says, and why, with its numbers."""

    guard: str
    standing: Standing
    detail: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A ruling with the findings and the evidence that it rests on."""

    ruling: Ruling
    reason: str
    findings: tuple[Finding, ...]
    evidence: Evidence

    def to_document(self) -> dict[str, Any]:
        """For the record and the API."""
        return asdict(self)


def judge(evidence: Evidence, settings: Settings) -> Verdict:
    """The verdict on `evidence`: a pure function, so a recorded one can be given again."""
    alpha = settings.false_rollback / TESTS
    candidate, stable = evidence.candidate, evidence.stable
    findings = [
        _shares("errors", candidate.bad, candidate.executions, stable.bad, stable.executions, settings.errors, alpha),
        _shares("slow", candidate.slow, candidate.executions, stable.slow, stable.executions, settings.slow, alpha),
        _mean("score", evidence.score, settings.score),
        _mean("reviews", evidence.reviews, settings.reviews),
        _enough(evidence, settings),
        _silence(evidence.silent_ms, settings),
    ]
    if evidence.drift is not None:
        findings.insert(4, _drift(evidence, settings, alpha))
    harms = [f for f in findings if f.standing is Standing.HARM]
    unclear = [f for f in findings if f.standing is Standing.UNCLEAR]
    ruling = Ruling.ROLL_BACK if harms else Ruling.HOLD if unclear else Ruling.PROMOTE
    reason = "; ".join(f"{f.guard}: {f.detail}" for f in harms or unclear) or "every guard is clear"
    return Verdict(ruling, reason, tuple(findings), evidence)


def _shares(
    guard: str, bad: int, total: int, stable_bad: int, stable_total: int, tolerance: Tolerance, alpha: float
) -> Finding:
    """Two shares. Each release's interval is wrong with probability alpha/2 at most, so both hold with 1 - alpha."""
    ours, theirs = bernoulli_interval(bad, total, alpha / 2), bernoulli_interval(stable_bad, stable_total, alpha / 2)
    least, most = ours.lower - theirs.upper, ours.upper - theirs.lower
    observed = bad / total - stable_bad / stable_total if total and stable_total else math.inf
    detail = f"{bad} of {total} against {stable_bad} of {stable_total}, difference in [{least:+.3f}, {most:+.3f}]"
    return Finding(guard, _standing(least, most, observed, tolerance), detail)


def _mean(guard: str, difference: MeanDifference, tolerance: Tolerance) -> Finding:
    """A mean difference, harmful in either direction."""
    least = max(difference.lower, -difference.upper)
    most = max(difference.upper, -difference.lower)
    observed = abs(difference.mean) if difference.pairs else math.inf
    detail = f"mean {difference.mean:+.3f} over {difference.pairs} pairs, in [{difference.lower:+.3f}, {difference.upper:+.3f}]"
    return Finding(guard, _standing(least, most, observed, tolerance), detail)


def _standing(least: float, most: float, observed: float, tolerance: Tolerance) -> Standing:
    if least > tolerance.harm:
        return Standing.HARM
    return Standing.CLEAR if most <= tolerance.margin and observed <= tolerance.harm else Standing.UNCLEAR


def _drift(evidence: Evidence, settings: Settings, alpha: float) -> Finding:
    """Harm is a change that is certain and large: certainty alone would punish a season or a busy customer."""
    drift = evidence.drift
    assert drift is not None
    changed = drift.log_evidence >= math.log(1 / alpha)
    detail = (
        f"{drift.distance:.2f} of the score differences moved since shadow, over {drift.pairs} pairs "
        f"(evidence e^{drift.log_evidence:.1f})"
    )
    if changed and drift.distance > settings.drift:
        return Finding("drift", Standing.HARM, detail)
    return Finding("drift", Standing.CLEAR if drift.distance <= settings.drift else Standing.UNCLEAR, detail)


def _enough(evidence: Evidence, settings: Settings) -> Finding:
    if evidence.stage == "shadow":
        have, needed, what = evidence.score.pairs, settings.shadow_pairs, "pairs in shadow"
    else:
        have, needed, what = evidence.step_requests, settings.step_requests, "requests answered in this step"
    return Finding("evidence", Standing.CLEAR if have >= needed else Standing.UNCLEAR, f"{have} of {needed} {what}")


def _silence(silent_ms: int, settings: Settings) -> Finding:
    if silent_ms > settings.silence_limit_ms:
        standing = Standing.HARM
    else:
        standing = Standing.UNCLEAR if silent_ms > settings.silence_hold_ms else Standing.CLEAR
    return Finding("silence", standing, f"last sign of life of a replica {silent_ms / 1000:.1f} s ago")
