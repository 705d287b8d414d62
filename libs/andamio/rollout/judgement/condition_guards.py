"""Guards of what a comparison rests on: who was assigned, a control that answers, enough evidence, signs of life."""

import math

from andamio.rollout.evidence.evidence import Counts, Evidence
from andamio.rollout.judgement.finding import SUSPICION, Finding, Standing, finding
from andamio.rollout.settings import Settings
from andamio.rollout.statistics.label_evidence import mismatch


def sample_ratio(evidence: Evidence, settings: Settings) -> Finding:
    """A candidate that gets other entities than it should is measured on other entities than stable."""
    progress = mismatch(evidence.arrivals) / -math.log(settings.alpha("sample_ratio", evidence.stage))
    entities = sum(group.entities for group in evidence.arrivals)
    ours = sum(group.candidate for group in evidence.arrivals)
    expected = sum(group.entities * group.weight for group in evidence.arrivals)
    detail = f"{ours} of {entities} entities, {expected:.1f} expected, evidence {max(progress, 0):.0%}"
    standing = Standing.HARM if progress >= 1 else Standing.CLEAR if progress < SUSPICION else Standing.UNCLEAR
    observed = (ours - expected) / entities if entities else math.nan
    return finding("sample_ratio", standing, detail, observed, None, None, progress, two_sided=True)


def control(stable: Counts) -> Finding:
    """A control that mostly fails says nothing of the candidate."""
    usable = stable.executions - stable.bad
    standing = Standing.CLEAR if stable.executions and 2 * usable > stable.executions else Standing.UNCLEAR
    return Finding("control", standing, f"{usable} of {stable.executions} executions of stable gave a score")


def enough(evidence: Evidence, settings: Settings) -> Finding:
    """Whether the stage has what it must bring before it may be left."""
    if evidence.stage == "shadow":
        have, needed, what = evidence.pairs, settings.shadow_pairs, "pairs in shadow"
    else:
        have, needed, what = evidence.step_requests, settings.step_requests, "requests answered in this step"
    return Finding("evidence", Standing.CLEAR if have >= needed else Standing.UNCLEAR, f"{have} of {needed} {what}")


def silence(silent_ms: int, settings: Settings) -> Finding:
    """Replicas that are not heard of hold a rollout, and after a while take it back."""
    if silent_ms > settings.silence_limit_ms:
        standing = Standing.HARM
    else:
        standing = Standing.UNCLEAR if silent_ms > settings.silence_hold_ms else Standing.CLEAR
    return Finding("silence", standing, f"last sign of life of a replica {silent_ms / 1000:.1f} s ago")
