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
import math

from andamio.rollout.evidence.decision_log import Decision, Execution
from andamio.rollout.evidence.evidence import Counts, Evidence, MeanDifference, SegmentEvidence
from andamio.rollout.settings import Settings
from andamio.rollout.statistics.confidence import DifferenceInterval
from andamio.rollout.statistics.decision_rule import DecisionRule
from andamio.rollout.statistics.drift import DriftTest
from andamio.rollout.statistics.label_evidence import EVEN, EventCount
from andamio.rollout.statistics.latency import LatencyComparison, LatencyThresholds
from andamio.rollout.statistics.paired_sums import PairedSum

__all__ = ["Counts", "Evidence", "MeanDifference", "Measurements"]

# Scores of the same package may differ in the last digits between batches; that is no drift, and no spread.
_SCORE_DIGITS = 3
_LEAST_SCALE = 10**-_SCORE_DIGITS

# The first differences of a stage only say how large differences are.
_SCALE_PAIRS = 8


class Measurements:
    """The measurements of one rollout of `candidate` over `stable`."""

    def __init__(self, stable: str, candidate: str, settings: Settings) -> None:
        self._releases = (stable, candidate)
        self._settings = settings
        self._seen: set[str] = set()
        thresholds = LatencyThresholds()
        self._stages = {stage: _Stage(settings, thresholds, stage) for stage in ("shadow", "canary")}
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
        self, decision: Decision, stage: str, candidate: Execution, stable: Execution, works: bool, parts: "list[_Part]"
    ) -> None:
        if candidate.score is None or stable.score is None:
            return
        difference = candidate.score - stable.score
        rounded = round(difference, _SCORE_DIGITS)
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


class _Stage:
    def __init__(self, settings: Settings, thresholds: LatencyThresholds, stage: str) -> None:
        self._slow_ms = settings.slow_ms
        self._max_segments = settings.max_segments
        self._entities: set[str] = set()
        self._departed: set[str] = set()
        self.whole = _Part("", settings.slow_ms)
        self.segments: dict[str, _Part] = {}
        self.latency = LatencyComparison(thresholds, settings.latency_slack, settings.latency_least_ms)
        self.departures = PairedSum()
        self.scale = _Scale()
        self.score = DifferenceInterval(settings.alpha("score", stage))
        self.reviews = DifferenceInterval(settings.alpha("reviews", stage))

    def parts(self, decision: Decision) -> "list[_Part]":
        """The whole, and the segments of a decision."""
        parts = [self.whole]
        for name, value in decision.segments.items():
            segment = f"{name}={value}"
            part = self.segments.get(segment)
            if part is None and len(self.segments) >= self._max_segments - 1:
                segment = "others"
                part = self.segments.get(segment)
            if part is None:
                part = self.segments[segment] = _Part(segment, self._slow_ms)
            parts.append(part)
        return parts

    def depart(self, departure: int, entity: str | None) -> None:
        """Take +1, 0 or -1; an entity counts at its first departure."""
        if departure and entity is not None:
            if entity in self._departed:
                departure = 0
            self._departed.add(entity)
        self.departures.add(float(departure), entity)

    def is_new(self, entity: str | None) -> bool:
        """Whether an entity has its first pair."""
        if entity is None:
            return True
        if entity in self._entities:
            return False
        self._entities.add(entity)
        return True


class _Scale:
    """The standard deviation of the differences so far."""

    def __init__(self) -> None:
        self.pairs = 0
        self.value = 0.0
        self._total = 0.0
        self._squares = 0.0

    def scaled(self, difference: float) -> float | None:
        """A difference in units of the spread of the earlier ones; None while there are too few."""
        scaled = difference / self.value if self.pairs >= _SCALE_PAIRS else None
        self.pairs += 1
        self._total += difference
        self._squares += difference * difference
        mean = self._total / self.pairs
        self.value = max(math.sqrt(max(self._squares / self.pairs - mean * mean, 0.0)), _LEAST_SCALE)
        return scaled


class _Part:
    """The whole of a stage, or one segment of it."""

    __slots__ = ("name", "_slow_ms", "_candidate", "_stable", "_events", "shift", "flips", "_known")

    def __init__(self, name: str, slow_ms: float) -> None:
        self.name = name
        self._slow_ms = slow_ms
        # Executions, bad, slow.
        self._candidate = [0, 0, 0]
        self._stable = [0, 0, 0]
        self._events = (EventCount(), EventCount())
        self.shift = PairedSum()
        self.flips = PairedSum()
        self._known: SegmentEvidence | None = None

    def pair(self, candidate: Execution, stable: Execution, entity: str | None) -> None:
        """Both releases' work on one request, in shadow."""
        self.count(candidate, stable)
        slow, stable_slow = not candidate.latency_ms <= self._slow_ms, not stable.latency_ms <= self._slow_ms
        if candidate.bad != stable.bad:
            self._events[0].add(entity, EVEN, candidate.bad)
        if slow != stable_slow:
            self._events[1].add(entity, EVEN, slow)

    def single(self, execution: Execution, candidate: bool, entity: str | None, weight: float) -> None:
        """The work of the release that answered, in canary."""
        self.count(execution if candidate else None, None if candidate else execution)
        if execution.bad:
            self._events[0].add(entity, weight, candidate)
        if not execution.latency_ms <= self._slow_ms:
            self._events[1].add(entity, weight, candidate)

    def score_pair(self, flip: float, scaled: float | None, entity: str | None) -> None:
        """Two scores of one request: the change of decision, and the difference in standard deviations."""
        self._known = None
        self.flips.add(flip, entity)
        if scaled is not None:
            self.shift.add(scaled, entity)

    def count(self, candidate: Execution | None, stable: Execution | None) -> None:
        """Executions, without a comparison."""
        self._known = None
        for counts, execution in ((self._candidate, candidate), (self._stable, stable)):
            if execution is not None:
                counts[0] += 1
                counts[1] += execution.bad
                counts[2] += not execution.latency_ms <= self._slow_ms

    def evidence(self) -> SegmentEvidence:
        """What was accumulated; kept until there is more, for a look after every request meets few that changed."""
        if self._known is not None:
            return self._known
        errors, slow = (events.events() for events in self._events)
        counts = Counts(*self._candidate), Counts(*self._stable)
        self._known = SegmentEvidence(self.name, *counts, errors, slow, self.shift.sums(), self.flips.sums())
        return self._known


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
