"""Guards of each segment: errors, slow, score and decisions within it, each with its part of the segments' part."""

import math

from andamio.rollout.evidence.evidence import Evidence, SegmentEvidence
from andamio.rollout.judgement.difference_guards import two_sided_wealth
from andamio.rollout.judgement.event_guards import share_of
from andamio.rollout.judgement.finding import SUSPICION, Finding, Standing, finding
from andamio.rollout.settings import Settings, Tolerance
from andamio.rollout.statistics.label_evidence import Events, log_wealth
from andamio.rollout.statistics.paired_sums import CHANGED


def segments(evidence: Evidence, settings: Settings) -> list[Finding]:
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
                    two_sided_wealth(sums, tolerance.harm, CHANGED if guard == "reviews" else None),
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
    return share_of(segment.candidate, kind) - share_of(segment.stable, kind)


def _one_sided(events: tuple[Events, ...]) -> float:
    """As `log_wealth`, 0 where the candidate is struck no more often than its share: that is no evidence."""
    excess = 0.0
    for group in events:
        excess += group.candidate - group.weight * group.entities
    return log_wealth(events) if excess > 0 else 0.0


def _segment_finding(
    guard: str, segment: SegmentEvidence, standing: Standing, observed: float, tolerance: Tolerance, progress: float
) -> Finding:
    unit = " sd" if guard == "score" else ""
    detail = (
        f"in segment {segment.name} the difference is {observed:+.3f}{unit} over {segment.candidate.executions} "
        f"executions, evidence {max(progress, 0):.0%}"
    )
    two_sided = guard in ("score", "reviews")
    return finding(guard, standing, detail, observed, None, tolerance, progress, segment.name, two_sided)
