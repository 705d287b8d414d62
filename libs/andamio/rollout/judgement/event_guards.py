"""Guards of what strikes one release alone: errors, slow executions, and latencies above stable's own quantiles.

The hypothesis is that the candidate is no worse; harm is evidence against it, and a difference that is observed as well.
"""

import math

from andamio.rollout.evidence.evidence import Counts, Evidence
from andamio.rollout.judgement.finding import SUSPICION, Finding, Standing, finding
from andamio.rollout.settings import Settings, Tolerance
from andamio.rollout.statistics.confidence import Interval, bernoulli_interval
from andamio.rollout.statistics.label_evidence import Events, log_mean, log_wealth

# Prior weights of the latency levels: the body of latencies needs few executions anyway.
LEVEL_WEIGHTS = (0.1, 0.15, 0.2, 0.2, 0.2, 0.15)


def shares(
    guard: str, events: tuple[Events, ...], evidence: Evidence, kind: str, tolerance: Tolerance, alpha: float
) -> Finding:
    """Two shares: harm by the test of no difference, clear by intervals, each release's at alpha/2."""
    candidate, stable = evidence.candidate, evidence.stable
    ours_bad, theirs_bad = (candidate.bad, stable.bad) if kind == "bad" else (candidate.slow, stable.slow)
    ours = bernoulli_interval(ours_bad, candidate.executions, alpha / 2)
    theirs = bernoulli_interval(theirs_bad, stable.executions, alpha / 2)
    lower, upper = ours.lower - theirs.upper, ours.upper - theirs.lower
    observed = share_of(candidate, kind) - share_of(stable, kind)
    progress = log_wealth(events) / -math.log(alpha)
    if progress >= 1 and observed > tolerance.harm:
        standing = Standing.HARM
    else:
        certain = upper <= tolerance.margin and progress < SUSPICION and math.isfinite(observed)
        standing = Standing.CLEAR if certain else Standing.UNCLEAR
    counted = f"{ours_bad} of {candidate.executions} against {theirs_bad} of {stable.executions}"
    detail = f"{counted}, difference in [{lower:+.3f}, {upper:+.3f}], evidence {max(progress, 0):.0%}"
    return finding(guard, standing, detail, observed, Interval(lower, upper), tolerance, progress)


def share_of(counts: Counts, kind: str) -> float:
    """The share of executions that are "bad" or "slow"; NaN without executions."""
    return (counts.bad if kind == "bad" else counts.slow) / counts.executions if counts.executions else math.nan


def latency(evidence: Evidence, settings: Settings, alpha: float) -> Finding:
    """All of stable's quantiles together; the finding tells of the one that is exceeded most."""
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
    return finding("latency", standing, detail, ours - theirs, None, None, progress)
