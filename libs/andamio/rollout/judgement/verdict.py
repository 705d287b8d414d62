"""The verdict on a stage of a rollout: promote, hold or roll back, with the finding of each guard.

    errors        share of executions that fail, candidate against stable
    slow          share of executions above `slow_ms`, candidate against stable
    latency       quantiles of the candidate's latency against stable's own, with some slack
    score         mean score, candidate minus stable on the same requests
    reviews       share sent to review, candidate minus stable on the same requests
    shift, flips  the same two for candidates that must be equivalent, far sharper (see `settings`); flips also by decisions
                  that depart from stable's at the same scores
    drift         canary: do the paired score differences come from where they came in shadow? A challenger may differ
                  from the champion; what it may not is differ otherwise once it answers: what is wrong in silence
    sample_ratio  canary: does the candidate get the share of the entities that its weight says?
    segments      errors, slow, score and decisions within each segment
    control       is stable well enough to be compared with?
    evidence      whether the stage has brought the requests and pairs that it must
    silence       signs of life of the replicas

Each guard says clear (certainly no harm, within its margin), unclear, or harm. One harm rolls back; all clear promotes;
anything else holds. Every test is always-valid, each at its share of the allowed probability of a false rollback, so a
verdict may be asked for after every request. The evidence of errors, slow, latency, shift, flips and segments is of
e-processes, whose weighted mean is one, however they depend on each other: guard g rolls back by itself at e-value
E >= 1/alpha_g, and all together once the sum of alpha_g E_g reaches 1, which any of them alone would do as well (a union
bound needs one of them to). Errors, slow, latency and segments test "the candidate is no worse"; their harm bound is a size
that must be observed as well. Score, reviews, shift and flips test "the difference is no more than harm". What all assume
of requests is in `measurements`. The margins of errors and slow take requests as independent. Nothing bounds the
probability of a false promotion but those margins.

    event_guards        errors, slow, latency
    difference_guards   score, reviews, shift, flips, drift
    segment_guards      segments
    condition_guards    sample_ratio, control, evidence, silence
"""

import math
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from andamio.rollout.evidence.evidence import Evidence
from andamio.rollout.judgement.condition_guards import control, enough, sample_ratio, silence
from andamio.rollout.judgement.difference_guards import (
    TAU_SHIFT,
    TAU_SIGN,
    drift,
    equivalents,
    mean_difference,
)
from andamio.rollout.judgement.event_guards import LEVEL_WEIGHTS, latency, shares
from andamio.rollout.judgement.finding import SUSPICION, Finding, Standing
from andamio.rollout.judgement.rules import RULES, settings_digest
from andamio.rollout.judgement.segment_guards import segments
from andamio.rollout.settings import Settings
from andamio.rollout.statistics.label_evidence import log_mean

__all__ = [
    "LEVEL_WEIGHTS",
    "SUSPICION",
    "TAU_SHIFT",
    "TAU_SIGN",
    "Finding",
    "Ruling",
    "Standing",
    "Verdict",
    "judge",
]


class Ruling(StrEnum):
    """The three verdicts."""

    PROMOTE = "promote"
    HOLD = "hold"
    ROLL_BACK = "roll_back"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A ruling with the findings and the evidence that it rests on."""

    ruling: Ruling
    reason: str
    findings: tuple[Finding, ...]
    evidence: Evidence
    rules: int = RULES
    """The version of the rules that it was given by."""
    settings_digest: str = ""
    """Of the settings that it was given under."""

    def to_document(self) -> dict[str, Any]:
        """For the record and the API."""
        return asdict(self)


def judge(evidence: Evidence, settings: Settings) -> Verdict:
    """The verdict on `evidence`: a pure function, so a recorded one can be given again."""

    def alpha(guard: str) -> float:
        return settings.alpha(guard, evidence.stage)

    findings = [
        shares("errors", evidence.errors, evidence, "bad", settings.errors, alpha("errors")),
        shares("slow", evidence.slow, evidence, "slow", settings.slow, alpha("slow")),
        latency(evidence, settings, alpha("latency")),
        mean_difference("score", evidence.score, settings.score),
        mean_difference("reviews", evidence.reviews, settings.reviews),
        *equivalents(evidence, settings),
    ]
    if evidence.drift is not None:
        findings += [drift(evidence, settings), sample_ratio(evidence, settings)]
    findings += segments(evidence, settings)
    findings = _together(findings, alpha)
    findings += [control(evidence.stable), enough(evidence, settings), silence(evidence.silent_ms, settings)]
    harms = [f for f in findings if f.standing is Standing.HARM]
    unclear = [f for f in findings if f.standing is Standing.UNCLEAR]
    ruling = Ruling.ROLL_BACK if harms else Ruling.HOLD if unclear else Ruling.PROMOTE
    reason = "; ".join(f"{f.guard}: {f.detail}" for f in harms or unclear) or "every guard is clear"
    return Verdict(ruling, reason, tuple(findings), evidence, RULES, settings_digest(settings))


# Guards whose evidence is that of e-processes of one kind of hypothesis; drift and sample_ratio have others.
_POOLED = ("errors", "slow", "latency", "shift", "flips")


def _together(findings: list[Finding], alpha: Callable[[str], float]) -> list[Finding]:
    """Harm where all guards together have the evidence: of the one that has most of it, if it observes harm.

    The sum over guards of alpha_g E_g starts at no more than what they share of `false_rollback`, so it ever reaches 1
    with at most that probability; leaving terms out only lowers it.
    """
    parts: list[tuple[float, int]] = []
    for index, finding in enumerate(findings):
        if finding.evidence is not None and finding.evidence > 0:
            guard = "segments" if finding.segment is not None else finding.guard
            if guard in _POOLED or guard == "segments":
                # evidence is log E / log(1/alpha), so this is log(alpha E).
                parts.append(((1 - finding.evidence) * math.log(alpha(guard)), index))
    if not parts or log_mean([part for part, _ in parts]) + math.log(len(parts)) < 0:
        return findings
    most = max(parts)[1]
    leader = findings[most]
    observed = leader.estimate or 0.0
    if leader.two_sided:
        observed = abs(observed)
    if leader.standing is Standing.HARM or not observed > (leader.harm or 0.0):
        return findings
    others = ", ".join(findings[index].guard for _, index in sorted(parts, reverse=True)[1:3])
    harmed = replace(leader, standing=Standing.HARM, detail=f"{leader.detail}, enough with {others}")
    return [*findings[:most], harmed, *findings[most + 1 :]]
