"""Guards of differences on the same requests: score and reviews, shift and flips of equivalents, and drift.

The hypothesis is that the difference is no more than harm, in either direction; of drift, that nothing changed since shadow.
"""

import math

from andamio.rollout.evidence.evidence import Evidence, MeanDifference
from andamio.rollout.judgement.finding import SUSPICION, Finding, Standing, finding
from andamio.rollout.settings import Settings, Tolerance
from andamio.rollout.statistics.confidence import Interval
from andamio.rollout.statistics.label_evidence import log_mean
from andamio.rollout.statistics.paired_sums import CHANGED, DEPARTED, PairedSums, SignBets

# The spread of the bets on +1 and -1 (errors, flips), and on differences in units of their standard deviation: for
# these, the inverse of what a tenth of a standard deviation needs.
TAU_SIGN, TAU_SHIFT = 0.7, 0.15


def mean_difference(guard: str, difference: MeanDifference, tolerance: Tolerance) -> Finding:
    """A mean difference, harmful in either direction."""
    detail = f"mean {difference.mean:+.3f} over {difference.pairs} pairs, in [{difference.lower:+.3f}, {difference.upper:+.3f}]"
    observed = difference.mean if difference.pairs else math.nan
    interval = Interval(difference.lower, difference.upper)
    return finding(
        guard, _two_sided(interval, observed, tolerance), detail, observed, interval, tolerance, None, two_sided=True
    )


def equivalents(evidence: Evidence, settings: Settings) -> list[Finding]:
    """Shift and flips, as far as the settings ask for them."""
    found = []
    if settings.shift is not None:
        alpha = settings.alpha("shift", evidence.stage)
        progress = two_sided_wealth(evidence.shift, settings.shift.harm) / -math.log(alpha)
        found.append(_paired("shift", evidence, evidence.shift, settings.shift, alpha, progress))
    if settings.flips is not None:
        alpha = settings.alpha("flips", evidence.stage)
        progress = _decisions_wealth(evidence, settings.flips.harm) / -math.log(alpha)
        found.append(_paired("flips", evidence, evidence.flips, settings.flips, alpha, progress))
    return found


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
    return finding(guard, standing, detail, observed, interval, tolerance, progress, two_sided=True)


def _two_sided(interval: Interval, observed: float, tolerance: Tolerance) -> Standing:
    if interval.lower > tolerance.harm or interval.upper < -tolerance.harm:
        return Standing.HARM
    within = -tolerance.margin <= interval.lower and interval.upper <= tolerance.margin
    return Standing.CLEAR if within and math.isfinite(observed) else Standing.UNCLEAR


def _decisions_wealth(evidence: Evidence, harm: float) -> float:
    """Decisions that changed, and decisions that depart from stable's rule, have half of the wealth each."""
    both = (
        two_sided_wealth(evidence.flips, harm, CHANGED),
        two_sided_wealth(evidence.departures, harm, DEPARTED),
    )
    # What speaks for no harm counts as nothing, which only lowers the mean.
    some = [wealth for wealth in both if wealth > 0]
    return log_mean(some) + math.log(len(some) / len(both)) if some else 0.0


def two_sided_wealth(sums: PairedSums, harm: float, signs: SignBets | None = None) -> float:
    """Log evidence against a mean difference within [-harm, harm]: half the wealth on each side of it.

    `signs`: how to bet where differences are -1, 0 or +1.
    """
    if abs(sums.total) <= harm * sums.pairs:
        return 0.0
    side = 1 if sums.total > 0 else -1
    wealth = sums.log_sign_wealth(harm, side, signs) if signs else sums.log_wealth(side * harm, TAU_SHIFT, side)
    return wealth - math.log(2)


def drift(evidence: Evidence, settings: Settings) -> Finding:
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
    return finding("drift", standing, detail, drift.distance, None, Tolerance(settings.drift, settings.drift), progress)
