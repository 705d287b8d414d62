"""What the decision log says about one rollout, accumulated one decision at a time into the evidence of a verdict.

In shadow the candidate works in the background on every request: its executions are the shadow ones, stable's the
primary ones. In canary each release is measured where it answers (a fault may live only there), and the pairs come
from the requests that the candidate answered and stable mirrored. Evidence is a plain value: with it a verdict can be
given again. Every decision costs the same, whatever came before (the drift guard: log n).

What is assumed. Assignment is sticky by entity (a hash of tenant and customer), so requests are clusters:

    errors, slow,    an entity counts at its first event, so a busy customer who fails anyway is one coin toss. Shadow: on
    latency          one request either release is as likely as the other to be struck alone. Canary: nothing but the
                     assignment by hash; load and season strike both releases alike
    score, reviews   first pair of each entity: entities are alike, given the earlier ones
    shift, flips     all pairs, exchangeable; differences that stick to an entity widen the bounds
    drift            canary's pairs come from where shadow's came; they are later, and of the same customers at best.
                     Hence harm also asks for a distance, which is a judgement and carries no probability
    sample_ratio     nothing but the assignment by hash

Where the log carries no `entity`, every request counts as an entity of its own, as if requests were independent, and
there is no sample-ratio check.
"""

import hashlib

from andamio.rollout.evidence.decision_log import Decision, Execution
from andamio.rollout.evidence.evidence import Counts, Evidence, MeanDifference
from andamio.rollout.evidence.stage_measurements import SCORE_DIGITS, Part, StageMeasurements
from andamio.rollout.settings import Settings
from andamio.rollout.statistics.confidence import DifferenceInterval
from andamio.rollout.statistics.decision_rule import DecisionRule
from andamio.rollout.statistics.drift import DriftTest
from andamio.rollout.statistics.label_evidence import EventCount
from andamio.rollout.statistics.latency import LatencyThresholds

__all__ = ["Counts", "Evidence", "MeanDifference", "Measurements"]


class Measurements:
    """The measurements of one rollout of `candidate` over `stable`."""

    def __init__(self, stable: str, candidate: str, settings: Settings) -> None:
        self._releases = (stable, candidate)
        self._settings = settings
        self._seen: set[str] = set()
        thresholds = LatencyThresholds()
        self._stages = {stage: StageMeasurements(settings, thresholds, stage) for stage in ("shadow", "canary")}
        self._thresholds = thresholds
        self._rule = DecisionRule()
        self._reference: list[tuple[float, float, tuple[float, ...]]] = []
        self._drift: DriftTest | None = None
        self._arrivals = EventCount()
        self._step_requests: dict[tuple[str, int], int] = {}

    def add(self, decision: Decision, stage: str, step: int) -> bool:
        """Take a decision made in `stage` ("shadow", "canary") and canary step `step` of this rollout.

        Returns whether it counted: a request id counts once, however often the log repeats it, and one that is pinned
        to its release never: every comparison rests on the assignment by hash.
        """
        if decision.pinned or decision.request_id in self._seen:
            return False
        self._seen.add(decision.request_id)
        stable, candidate = self._releases
        primary, shadow, entity = decision.primary, decision.shadow, decision.entity
        if primary.release not in self._releases:
            return True  # answered by a release that this rollout does not compare
        of_candidate = _of(candidate, primary, shadow)
        of_stable = _of(stable, primary, shadow)
        measured = self._stages[stage]
        parts = measured.parts(decision)
        if stage == "shadow":
            if of_candidate is not None and of_stable is not None:
                for part in parts:
                    part.pair(of_candidate, of_stable, entity)
                measured.latency.pair(of_candidate.latency_ms, of_stable.latency_ms, entity)
            else:
                for part in parts:
                    part.count(of_candidate, of_stable)
            if of_stable is not None and self._drift is None:
                self._thresholds.learn(of_stable.latency_ms)
        else:
            answered = primary.release == candidate
            weight = self._settings.canary_steps[step]
            if entity is not None:
                self._arrivals.add(entity, weight, answered)
            for part in parts:
                part.single(primary, answered, entity, weight)
            measured.latency.single(primary.latency_ms, answered, entity, weight)
        if of_candidate is not None:
            works = stage == "shadow" or primary is of_candidate
            if works:
                self._step_requests[stage, step] = self._step_requests.get((stage, step), 0) + 1
            if of_stable is not None:
                self._score_pair(decision, stage, of_candidate, of_stable, works, parts)
        return True

    def evidence(self, stage: str, step: int, silent_ms: int) -> Evidence:
        """The evidence for a verdict in `stage` and `step`."""
        measured = self._stages[stage]
        drift = None
        if stage == "canary":
            drift = (self._drift or DriftTest(self._reference)).drift()
        whole = measured.whole.evidence()
        return Evidence(
            stage=stage,
            step=step,
            step_requests=self._step_requests.get((stage, step), 0),
            candidate=whole.candidate,
            stable=whole.stable,
            score=_summary(measured.score),
            reviews=_summary(measured.reviews),
            drift=drift,
            silent_ms=silent_ms,
            pairs=measured.scale.pairs,
            errors=whole.errors,
            slow=whole.slow,
            latency=measured.latency.above(),
            tail=measured.latency.tail(),
            shift=whole.shift,
            flips=whole.flips,
            departures=measured.departures.sums(),
            scale=measured.scale.value,
            arrivals=self._arrivals.events() if stage == "canary" else (),
            segments=tuple(part.evidence() for part in measured.segments.values()),
        )

    def _score_pair(
        self, decision: Decision, stage: str, candidate: Execution, stable: Execution, works: bool, parts: list[Part]
    ) -> None:
        if candidate.score is None or stable.score is None:
            return
        difference = candidate.score - stable.score
        rounded = round(difference, SCORE_DIGITS)
        if stage == "shadow":
            # Stragglers of shadow that are logged after the first canary pair would change the reference under the test.
            if self._drift is None:
                self._reference.append((rounded, stable.score, decision.inputs))
        else:
            # The state of a rollout begins here: what shadow said is fixed from now on.
            self._drift = self._drift or DriftTest(self._reference)
            tie_break = uniform(decision.request_id)
            self._drift.add(rounded, stable.score, decision.inputs, decision.primary is candidate, tie_break)
        if not works:
            return  # in canary the candidate's background work is watched by the drift guard alone
        measured = self._stages[stage]
        review, stable_review = bool(candidate.review), bool(stable.review)
        flip = float(review) - float(stable_review)
        departure = self._rule.difference((candidate.score, review), (stable.score, stable_review))
        measured.depart(departure, decision.entity)
        self._rule.learn(stable.score, stable_review)
        if measured.is_new(decision.entity):
            measured.score.add(difference)
            measured.reviews.add(flip)
        scaled = measured.scale.scaled(difference)
        for part in parts:
            part.score_pair(flip, scaled, decision.entity)


def _of(release: str, primary: Execution, shadow: Execution | None) -> Execution | None:
    if primary.release == release:
        return primary
    return shadow if shadow is not None and shadow.release == release else None


def _summary(sequence: DifferenceInterval) -> MeanDifference:
    interval = sequence.interval()
    return MeanDifference(sequence.count, round(sequence.mean, 6), interval.lower, interval.upper)


def uniform(request_id: str) -> float:
    """A number in [0, 1) that chance chose once for the request: a replayed rollout breaks ties alike."""
    return (int.from_bytes(hashlib.sha256(request_id.encode()).digest()[:8], "big") >> 11) / 2**53
