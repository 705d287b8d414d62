"""What one stage of a rollout accumulates, of all its requests and of each segment: the counters behind `Evidence`."""

import math

from andamio.rollout.evidence.decision_log import Decision, Execution
from andamio.rollout.evidence.evidence import Counts, SegmentEvidence
from andamio.rollout.settings import Settings
from andamio.rollout.statistics.confidence import DifferenceInterval
from andamio.rollout.statistics.label_evidence import EVEN, EventCount
from andamio.rollout.statistics.latency import LatencyComparison, LatencyThresholds
from andamio.rollout.statistics.paired_sums import PairedSum

# Scores of the same package may differ in the last digits between batches; that is no drift, and no spread.
SCORE_DIGITS = 3

# The first differences of a stage only say how large differences are.
_SCALE_PAIRS = 8


class Part:
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
        self.value = max(math.sqrt(max(self._squares / self.pairs - mean * mean, 0.0)), 10**-SCORE_DIGITS)
        return scaled


class StageMeasurements:
    """One stage: the whole and its segments, latency, and what needs every pair."""

    def __init__(self, settings: Settings, thresholds: LatencyThresholds, stage: str) -> None:
        self._slow_ms = settings.slow_ms
        self._max_segments = settings.max_segments
        self._entities: set[str] = set()
        self._departed: set[str] = set()
        self.whole = Part("", settings.slow_ms)
        self.segments: dict[str, Part] = {}
        self.latency = LatencyComparison(thresholds, settings.latency_slack, settings.latency_least_ms)
        self.departures = PairedSum()
        self.scale = _Scale()
        self.score = DifferenceInterval(settings.alpha("score", stage))
        self.reviews = DifferenceInterval(settings.alpha("reviews", stage))

    def parts(self, decision: Decision) -> list[Part]:
        """The whole, and the segments of a decision."""
        parts = [self.whole]
        for name, value in decision.segments.items():
            segment = f"{name}={value}"
            part = self.segments.get(segment)
            if part is None and len(self.segments) >= self._max_segments - 1:
                segment = "others"
                part = self.segments.get(segment)
            if part is None:
                part = self.segments[segment] = Part(segment, self._slow_ms)
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
