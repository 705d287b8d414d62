"""The verdict on a stage of a rollout: promote, hold or roll back, with the finding of each guard.

    errors        share of executions that fail, candidate against stable
    slow          share of executions above `slow_ms`, candidate against stable
    latency       quantiles of the candidate's latency against stable's own, with some slack
    score         mean score, candidate minus stable on the same requests
    reviews       share sent to review, candidate minus stable on the same requests
    shift, flips  the same two for candidates that must be equivalent, far sharper (see `settings`)
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
that must be observed as well. Score, reviews, shift and flips test "the difference is no more than harm". What all assume of requests is in `measurements`. The margins of errors and slow take requests as
independent. Nothing bounds the probability of a false promotion but those margins.
"""

import math
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from andamio.rollout.evidence.evidence import Counts, Evidence, MeanDifference, SegmentEvidence
from andamio.rollout.judgement.rules import RULES, settings_digest
from andamio.rollout.settings import Settings, Tolerance
from andamio.rollout.statistics.confidence import Interval, bernoulli_interval
from andamio.rollout.statistics.label_evidence import Events, log_mean, log_wealth, mismatch
from andamio.rollout.statistics.paired_sums import CHANGED, DEPARTED, PairedSums, SignBets

# The spread of the bets on +1 and -1 (errors, flips), and on differences in units of their standard deviation: for
# these, the inverse of what a tenth of a standard deviation needs.
TAU_SIGN, TAU_SHIFT = 0.7, 0.15

# Evidence that has come this far towards harm, on the scale of its logarithm, is waited out rather than promoted.
SUSPICION = 0.75

# Prior weights of the latency levels: the body of latencies needs few executions anyway.
LEVEL_WEIGHTS = (0.1, 0.15, 0.2, 0.2, 0.2, 0.15)


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
        _shares("errors", evidence.errors, evidence, "bad", settings.errors, alpha("errors")),
        _shares("slow", evidence.slow, evidence, "slow", settings.slow, alpha("slow")),
        _latency(evidence, settings, alpha("latency")),
        _mean("score", evidence.score, settings.score),
        _mean("reviews", evidence.reviews, settings.reviews),
    ]
    if settings.shift is not None:
        progress = _two_sided_wealth(evidence.shift, settings.shift.harm) / -math.log(alpha("shift"))
        findings.append(_paired("shift", evidence, evidence.shift, settings.shift, alpha("shift"), progress))
    if settings.flips is not None:
        progress = _decisions_wealth(evidence, settings.flips.harm) / -math.log(alpha("flips"))
        findings.append(_paired("flips", evidence, evidence.flips, settings.flips, alpha("flips"), progress))
    if evidence.drift is not None:
        findings += [_drift(evidence, settings), _sample_ratio(evidence, settings)]
    findings += _segments(evidence, settings)
    findings = _together(findings, alpha)
    findings += [_control(evidence.stable), _enough(evidence, settings), _silence(evidence.silent_ms, settings)]
    harms = [f for f in findings if f.standing is Standing.HARM]
    unclear = [f for f in findings if f.standing is Standing.UNCLEAR]
    ruling = Ruling.ROLL_BACK if harms else Ruling.HOLD if unclear else Ruling.PROMOTE
    reason = "; ".join(f"{f.guard}: {f.detail}" for f in harms or unclear) or "every guard is clear"
    return Verdict(ruling, reason, tuple(findings), evidence, RULES, settings_digest(settings))


def _share(counts: Counts, kind: str) -> float:
    return (counts.bad if kind == "bad" else counts.slow) / counts.executions if counts.executions else math.nan


def _shares(
    guard: str, events: tuple[Events, ...], evidence: Evidence, kind: str, tolerance: Tolerance, alpha: float
) -> Finding:
    """Two shares: harm by the test of no difference, clear by intervals, each release's at alpha/2."""
    candidate, stable = evidence.candidate, evidence.stable
    ours_bad, theirs_bad = (candidate.bad, stable.bad) if kind == "bad" else (candidate.slow, stable.slow)
    ours = bernoulli_interval(ours_bad, candidate.executions, alpha / 2)
    theirs = bernoulli_interval(theirs_bad, stable.executions, alpha / 2)
    lower, upper = ours.lower - theirs.upper, ours.upper - theirs.lower
    observed = _share(candidate, kind) - _share(stable, kind)
    progress = log_wealth(events) / -math.log(alpha)
    if progress >= 1 and observed > tolerance.harm:
        standing = Standing.HARM
    else:
        certain = upper <= tolerance.margin and progress < SUSPICION and math.isfinite(observed)
        standing = Standing.CLEAR if certain else Standing.UNCLEAR
    counted = f"{ours_bad} of {candidate.executions} against {theirs_bad} of {stable.executions}"
    detail = f"{counted}, difference in [{lower:+.3f}, {upper:+.3f}], evidence {max(progress, 0):.0%}"
    return _finding(guard, standing, detail, observed, Interval(lower, upper), tolerance, progress)


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


def _latency(evidence: Evidence, settings: Settings, alpha: float) -> Finding:
    levels = evidence.latency
    if not levels:
        # Before stable has been measured there is nothing to compare with; the other guards ask for evidence.
        return Finding("latency", Standing.UNCLEAR, "stable's quantiles are not known yet")
    wealths = [log_wealth(level.events) for level in levels]
    # In shadow the thresholds taken together have half of the wealth.
    wealth = log_mean(wealths, LEVEL_WEIGHTS)
    if evidence.stage == "shadow":
        wealth = log_mean([wealth, log_mean(evidence.tail.log_wealths())])
    progress = wealth / -math.log(alpha)
    worst = levels[max(range(len(levels)), key=lambda i: wealths[i])]
    ours = worst.above / worst.executions if worst.executions else math.nan
    theirs = worst.stable_above / worst.stable_executions if worst.stable_executions else math.nan
    if progress >= 1 and ours > theirs:
        standing = Standing.HARM
    else:
        standing = Standing.CLEAR if progress < SUSPICION else Standing.UNCLEAR
    detail = (
        f"{worst.above} of {worst.executions} above stable's p{100 * worst.level:g} of {worst.threshold_ms:.3g} ms plus "
        f"{settings.latency_slack:.0%} and {settings.latency_least_ms:g} ms, against {worst.stable_above} of {worst.stable_executions} above it, "
        f"evidence {max(progress, 0):.0%}"
    )
    return _finding("latency", standing, detail, ours - theirs, None, None, progress)


def _mean(guard: str, difference: MeanDifference, tolerance: Tolerance) -> Finding:
    """A mean difference, harmful in either direction."""
    detail = f"mean {difference.mean:+.3f} over {difference.pairs} pairs, in [{difference.lower:+.3f}, {difference.upper:+.3f}]"
    observed = difference.mean if difference.pairs else math.nan
    interval = Interval(difference.lower, difference.upper)
    return _finding(
        guard, _two_sided(interval, observed, tolerance), detail, observed, interval, tolerance, None, two_sided=True
    )


def _paired(
    guard: str, evidence: Evidence, sums: PairedSums, tolerance: Tolerance, alpha: float, progress: float
) -> Finding:
    """A mean difference of equivalents, harmful in either direction.

    That it is within the margin is shown once, in shadow, where every request is a pair. Canary looks for what lives
    only there, from the few requests that the candidate answers, and holds on suspicion.
    """
    interval = sums.interval(alpha, TAU_SIGN if guard == "flips" else TAU_SHIFT)
    observed = sums.mean if sums.pairs else math.nan
    if progress >= 1:
        standing = Standing.HARM
    elif evidence.stage == "canary":
        standing = Standing.CLEAR if progress < SUSPICION else Standing.UNCLEAR
    else:
        # The interval only decides a promotion: what rolls back is the evidence.
        within = -tolerance.margin <= interval.lower and interval.upper <= tolerance.margin
        certain = within and progress < SUSPICION and math.isfinite(observed)
        standing = Standing.CLEAR if certain else Standing.UNCLEAR
    unit = " sd" if guard == "shift" else ""
    detail = (
        f"mean {observed:+.4f}{unit} over {sums.pairs} pairs, in [{interval.lower:+.4f}, {interval.upper:+.4f}]"
        if sums.pairs
        else "no pairs yet"
    )
    if guard == "flips" and evidence.departures.squares:
        departed, net = evidence.departures.squares, evidence.departures.total
        detail += (
            f"; {(departed + net) / 2:.0f} customers stricter than stable's rule, {(departed - net) / 2:.0f} laxer"
        )
    return _finding(guard, standing, detail, observed, interval, tolerance, progress, two_sided=True)


def _two_sided(interval: Interval, observed: float, tolerance: Tolerance) -> Standing:
    if interval.lower > tolerance.harm or interval.upper < -tolerance.harm:
        return Standing.HARM
    within = -tolerance.margin <= interval.lower and interval.upper <= tolerance.margin
    return Standing.CLEAR if within and math.isfinite(observed) else Standing.UNCLEAR


def _drift(evidence: Evidence, settings: Settings) -> Finding:
    """Harm is a change that is certain and large: certainty alone would punish a season or a busy customer."""
    drift = evidence.drift
    assert drift is not None
    progress = drift.log_evidence / -math.log(settings.alpha("drift", evidence.stage))
    detail = (
        f"{drift.distance:.2f} of the score differences moved since shadow, over {drift.pairs} pairs "
        f"(evidence e^{drift.log_evidence:.1f})"
    )
    if progress >= 1 and drift.distance > settings.drift:
        standing = Standing.HARM
    else:
        standing = Standing.CLEAR if progress < SUSPICION or drift.distance <= settings.drift else Standing.UNCLEAR
    return _finding(
        "drift", standing, detail, drift.distance, None, Tolerance(settings.drift, settings.drift), progress
    )


def _sample_ratio(evidence: Evidence, settings: Settings) -> Finding:
    """A candidate that gets other entities than it should is measured on other entities than stable."""
    progress = mismatch(evidence.arrivals) / -math.log(settings.alpha("sample_ratio", evidence.stage))
    entities = sum(group.entities for group in evidence.arrivals)
    ours = sum(group.candidate for group in evidence.arrivals)
    expected = sum(group.entities * group.weight for group in evidence.arrivals)
    detail = f"{ours} of {entities} entities, {expected:.1f} expected, evidence {max(progress, 0):.0%}"
    standing = Standing.HARM if progress >= 1 else Standing.CLEAR if progress < SUSPICION else Standing.UNCLEAR
    observed = (ours - expected) / entities if entities else math.nan
    return _finding("sample_ratio", standing, detail, observed, None, None, progress, two_sided=True)


def _segments(evidence: Evidence, settings: Settings) -> list[Finding]:
    """Of each guard the segment with the most evidence, and every segment that is harmed."""
    if not evidence.segments:
        return []
    limit = -math.log(settings.alpha("segments", evidence.stage))
    # In units of `shift` and `flips`: for challengers the tolerance of a mean score, in standard deviations.
    shift = settings.shift or Tolerance(settings.score.harm / evidence.scale if evidence.scale else math.inf, math.inf)
    tolerances = (settings.errors, settings.slow, shift, settings.flips or settings.reviews)
    found: list[Finding] = []
    for guard, tolerance in zip(("errors", "slow", "score", "reviews"), tolerances):
        of_guard: list[tuple[float, float, SegmentEvidence]] = []
        for segment in evidence.segments:
            if guard == "errors":
                progress, observed = _one_sided(segment.errors), _share_difference(segment, "bad")
            elif guard == "slow":
                progress, observed = _one_sided(segment.slow), _share_difference(segment, "slow")
            else:
                sums = segment.shift if guard == "score" else segment.flips
                progress, observed = (
                    _two_sided_wealth(sums, tolerance.harm, CHANGED if guard == "reviews" else None),
                    sums.mean,
                )
            of_guard.append((progress / limit, observed, segment))
        most = max(of_guard, key=lambda entry: entry[0])
        for entry in of_guard:
            progress, observed, segment = entry
            harmed = progress >= 1 and (observed if guard in ("errors", "slow") else abs(observed)) > tolerance.harm
            if harmed or entry is most:
                standing = Standing.HARM if harmed else Standing.CLEAR if progress < SUSPICION else Standing.UNCLEAR
                found.append(_segment_finding(guard, segment, standing, observed, tolerance, progress))
    return found


def _share_difference(segment: SegmentEvidence, kind: str) -> float:
    return _share(segment.candidate, kind) - _share(segment.stable, kind)


def _one_sided(events: tuple[Events, ...]) -> float:
    """As `log_wealth`, 0 where the candidate is struck no more often than its share: that is no evidence."""
    return log_wealth(events) if sum(g.candidate - g.weight * g.entities for g in events) > 0 else 0.0


def _segment_finding(
    guard: str, segment: SegmentEvidence, standing: Standing, observed: float, tolerance: Tolerance, progress: float
) -> Finding:
    unit = " sd" if guard == "score" else ""
    detail = (
        f"in segment {segment.name} the difference is {observed:+.3f}{unit} over {segment.candidate.executions} "
        f"executions, evidence {max(progress, 0):.0%}"
    )
    two_sided = guard in ("score", "reviews")
    return _finding(guard, standing, detail, observed, None, tolerance, progress, segment.name, two_sided)


def _two_sided_wealth(sums: PairedSums, harm: float, signs: SignBets | None = None) -> float:
    """Log evidence against a mean difference within [-harm, harm]: half the wealth on each side of it.

    `signs`: how to bet where differences are -1, 0 or +1.
    """
    if abs(sums.total) <= harm * sums.pairs:
        return 0.0
    side = 1 if sums.total > 0 else -1
    wealth = sums.log_sign_wealth(harm, side, signs) if signs else sums.log_wealth(side * harm, TAU_SHIFT, side)
    return wealth - math.log(2)


def _decisions_wealth(evidence: Evidence, harm: float) -> float:
    """Decisions that changed, and decisions that depart from stable's rule, have half of the wealth each."""
    both = (
        _two_sided_wealth(evidence.flips, harm, CHANGED),
        _two_sided_wealth(evidence.departures, harm, DEPARTED),
    )
    # What speaks for no harm counts as nothing, which only lowers the mean.
    some = [wealth for wealth in both if wealth > 0]
    return log_mean(some) + math.log(len(some) / len(both)) if some else 0.0


def _control(stable: Counts) -> Finding:
    """A control that mostly fails says nothing of the candidate."""
    usable = stable.executions - stable.bad
    standing = Standing.CLEAR if stable.executions and 2 * usable > stable.executions else Standing.UNCLEAR
    return Finding("control", standing, f"{usable} of {stable.executions} executions of stable gave a score")


def _enough(evidence: Evidence, settings: Settings) -> Finding:
    if evidence.stage == "shadow":
        have, needed, what = evidence.pairs, settings.shadow_pairs, "pairs in shadow"
    else:
        have, needed, what = evidence.step_requests, settings.step_requests, "requests answered in this step"
    return Finding("evidence", Standing.CLEAR if have >= needed else Standing.UNCLEAR, f"{have} of {needed} {what}")


def _silence(silent_ms: int, settings: Settings) -> Finding:
    if silent_ms > settings.silence_limit_ms:
        standing = Standing.HARM
    else:
        standing = Standing.UNCLEAR if silent_ms > settings.silence_hold_ms else Standing.CLEAR
    return Finding("silence", standing, f"last sign of life of a replica {silent_ms / 1000:.1f} s ago")


def _finding(
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

    def finite(value: float | None) -> float | None:
        return value if value is not None and math.isfinite(value) else None

    lower, upper = (interval.lower, interval.upper) if interval else (None, None)
    harm, margin = (tolerance.harm, tolerance.margin) if tolerance else (None, None)
    return Finding(
        guard,
        standing,
        detail,
        segment,
        finite(observed),
        finite(lower),
        finite(upper),
        finite(harm),
        finite(margin),
        finite(progress),
        two_sided,
    )
