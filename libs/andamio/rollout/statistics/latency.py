"""Latency quantiles of the candidate against stable's: shares above thresholds that stable itself sets.

The quantiles p50 to p99.5 of stable's first executions in shadow are thresholds; a candidate's execution that is above
one by more than the slack (a part of it, and some milliseconds) counts as above. Whatever they are worth as estimates,
the guarantee of the tests does not depend on them: a threshold is fixed before the executions that are measured by it. In
shadow both releases' executions of the same request are compared, in canary those of different entities at their first
one above the threshold.

In shadow the thresholds are also taken together: with d how many more of those from p90 on the candidate's execution is
above than stable's, and releases alike, d is as likely as -d, so exp(l d) / cosh(l d) is 1 on average. It rises with the
candidate's latency, so it is less where the candidate is faster or the slack allows for it. A tail that grows puts all its
thresholds' evidence into one sum, which is about twice as fast as the best threshold alone. Requests of an entity may
repeat one difference: what log cosh costs is also taken of whole entities' sums, and the larger counts (`paired_sums`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from andamio.rollout.statistics.label_evidence import EVEN, EventCount, Events

LEVELS = (0.5, 0.9, 0.95, 0.975, 0.99, 0.995)

# Thresholds are set anew when stable's executions in shadow have doubled, up to a number that fixes p99.5 well.
_FIRST, _MOST = 32, 8192


@dataclass(frozen=True, slots=True)
class Above:
    """Executions above one threshold."""

    level: float
    """The quantile of stable's that the threshold was."""
    threshold_ms: float
    """As it is now."""
    executions: int
    """Of the candidate, since there is a threshold."""
    above: int
    """Of them, above it by more than the slack."""
    stable_executions: int
    stable_above: int
    events: tuple[Events, ...]
    """Entities at their first execution above the threshold; in shadow, at their first request where one release alone
    was above it."""


# Bets on the thresholds taken together, per threshold; averaged. A tail half as long again is best met by 0.12: larger bets
# lose to the noise of tails alike what they gain on it, and faults that are louder are found by any.
TAIL_BETS = (0.08, 0.14, 0.28)

# Thresholds below p90 are no tail.
_BODY = 1


@dataclass(frozen=True, slots=True)
class Tail:
    """The thresholds from p90 on taken together, over pairs in shadow."""

    pairs: int = 0
    """Of them, those above another number of thresholds."""
    total: int = 0
    """Thresholds that the candidate was above, minus those that stable was."""
    costs: tuple[float, ...] = (0.0,) * len(TAIL_BETS)
    """Sum of log cosh, for each of `TAIL_BETS`."""
    clustered: tuple[float, ...] = (0.0,) * len(TAIL_BETS)
    """The same of whole entities' sums."""

    def log_wealths(self) -> list[float]:
        """Log evidence against "the candidate's tail is no longer", for each of `TAIL_BETS`."""
        return [
            bet * self.total - max(cost, clustered)
            for bet, cost, clustered in zip(TAIL_BETS, self.costs, self.clustered)
        ]


class LatencyThresholds:
    """Stable's own quantiles."""

    def __init__(self) -> None:
        self._sample: list[float] = []
        self._next = _FIRST
        self.thresholds: tuple[float, ...] = ()
        """One for each of `LEVELS`, milliseconds; none before there is a sample."""

    def learn(self, latency_ms: float) -> None:
        """Take an execution of stable in shadow, after it was measured."""
        if len(self._sample) < _MOST:
            self._sample.append(latency_ms)
            if len(self._sample) == self._next:
                self._next *= 2
                ordered = sorted(self._sample)
                self.thresholds = tuple(ordered[min(int(level * len(ordered)), len(ordered) - 1)] for level in LEVELS)


class LatencyComparison:
    """Accumulates `Above` of one stage."""

    def __init__(self, thresholds: LatencyThresholds, slack: float, least_ms: float) -> None:
        self._thresholds = thresholds
        self._slack = 1 + slack
        self._least_ms = least_ms
        self._executions = [0, 0]
        self._above = [[0] * len(LEVELS), [0] * len(LEVELS)]
        self._events = [EventCount() for _ in LEVELS]
        self._tail_pairs = self._tail_total = 0
        self._tail_costs = [0.0] * len(TAIL_BETS)
        self._tail_clustered = [0.0] * len(TAIL_BETS)
        self._tail_entities: dict[str, int] = {}

    def pair(self, candidate_ms: float, stable_ms: float, entity: str | None) -> None:
        """Take both releases' executions of one request."""
        thresholds = self._thresholds.thresholds
        if not thresholds:
            return
        self._executions[0] += 1
        self._executions[1] += 1
        scaled = (candidate_ms - self._least_ms) / self._slack
        difference = 0
        for i, threshold in enumerate(thresholds):
            ours, theirs = scaled > threshold, stable_ms > threshold
            if not ours and not theirs:
                # Thresholds rise with the level: nothing is above the rest.
                break
            self._above[0][i] += ours
            self._above[1][i] += theirs
            if ours != theirs:
                self._events[i].add(entity, EVEN, ours)
                if i >= _BODY:
                    difference += 1 if ours else -1
        if difference:
            self._add_to_tail(difference, entity)

    def single(self, latency_ms: float, candidate: bool, entity: str | None, weight: float) -> None:
        """Take an execution of the release that answered, which was the candidate with probability `weight`."""
        thresholds = self._thresholds.thresholds
        if not thresholds:
            return
        side = 0 if candidate else 1
        self._executions[side] += 1
        scaled = (latency_ms - self._least_ms) / self._slack if candidate else latency_ms
        for i, threshold in enumerate(thresholds):
            if not scaled > threshold:
                break
            self._above[side][i] += 1
            self._events[i].add(entity, weight, candidate)

    def _add_to_tail(self, difference: int, entity: str | None) -> None:
        self._tail_pairs += 1
        self._tail_total += difference
        before = 0
        if entity is not None:
            before = self._tail_entities.get(entity, 0)
            self._tail_entities[entity] = before + difference
        for i, bet in enumerate(TAIL_BETS):
            self._tail_costs[i] += _log_cosh(bet * difference)
            self._tail_clustered[i] += _log_cosh(bet * (before + difference)) - _log_cosh(bet * before)

    def tail(self) -> Tail:
        """The thresholds taken together; of shadow, nothing in canary."""
        return Tail(self._tail_pairs, self._tail_total, tuple(self._tail_costs), tuple(self._tail_clustered))

    def above(self) -> tuple[Above, ...]:
        """What was accumulated, by level; () before there are thresholds."""
        thresholds: Sequence[float] = self._thresholds.thresholds
        return tuple(
            Above(
                LEVELS[i],
                threshold,
                self._executions[0],
                self._above[0][i],
                self._executions[1],
                self._above[1][i],
                self._events[i].events(),
            )
            for i, threshold in enumerate(thresholds)
        )


def _log_cosh(x: float) -> float:
    return abs(x) + math.log1p(math.exp(-2 * abs(x))) - math.log(2)
