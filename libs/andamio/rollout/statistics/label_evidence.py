"""Evidence from who was assigned to whom: tests that hold however busy, slow or failing some customers are.

Assignment is a hash of the entity: each entity met in canary is the candidate's with probability `weight`, whatever it
does. If the candidate changes nothing, the entities that ever fail are a matter of the entities alone, so each of them is
the candidate's with that same probability, independently: a coin for every entity, tossed once. Counting an entity at
its first bad event only makes requests of one customer one observation, and no assumption on time or load is left.

In shadow both releases work on every request, and what tells them apart are requests that strike one of them alone:
either one is as likely, so these are events at the weight of a half. An entity counts at the first such request.

    Events           first bad events of entities while the weight was `weight`, and how many were the candidate's
    log_wealth       evidence that the candidate's share is larger than its weight says (a rate ratio above 1)
    mismatch         evidence that it is not the weight at all: the sample-ratio check, over all entities met

Sources: Lindon & Malek, Anytime-Valid Inference for Multinomial Count Data, NeurIPS 2022 (the mixture over shares);
Fisher's sharp null for the argument by assignment.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

# The weight of a pair: where one of two releases was struck alone on a request, it is either with the same probability.
EVEN = 0.5

# How many times as often the candidate's entities are struck, and the prior weights: most on what regressions do to a
# service that seldom fails, where each event is dear. The rest is slight (needs patience) or loud (needs little anyway).
_PRIOR = {1.25: 0.04, 1.5: 0.06, 2.0: 0.14, 3.0: 0.22, 5.0: 0.22, 10.0: 0.13, 30.0: 0.08, 200.0: 0.11}
RATIOS = tuple(_PRIOR)
RATIO_WEIGHTS = tuple(_PRIOR.values())
_LOG_RATIOS = tuple(math.log(ratio) for ratio in RATIOS)

# What not knowing the ratio costs, about: neighbours do nearly as well as the best.
RATIO_COST = 1.0


@dataclass(frozen=True, slots=True)
class Events:
    """Entities counted at one weight of the candidate."""

    weight: float
    """Probability that an entity is the candidate's, in (0, 1)."""
    entities: int = 0
    candidate: int = 0
    """Of them, the candidate's."""


def log_wealth(events: Iterable[Events]) -> float:
    """Log evidence against "the candidate strikes no entity more often than stable does"."""
    logs: list[float] | None = None
    for group in events:
        n, k = group.entities, group.candidate
        if n:
            # The likelihood ratio of a share w r / (1 - w + w r) to the share w.
            costs = _log_costs(group.weight)
            if logs is None:
                logs = [k * gain - n * cost for gain, cost in zip(_LOG_RATIOS, costs)]
            else:
                logs = [log + k * gain - n * cost for log, gain, cost in zip(logs, _LOG_RATIOS, costs)]
    return 0.0 if logs is None else log_mean(logs, RATIO_WEIGHTS)


@lru_cache(maxsize=64)
def _log_costs(weight: float) -> tuple[float, ...]:
    return tuple(math.log1p(weight * (ratio - 1)) for ratio in RATIOS)


def expected_growth(weight: float, candidate: float, stable: float) -> float:
    """Growth of the log evidence a request where entities of the candidate are struck with probability `candidate` and
    those of stable with `stable`, for the ratio that fits best."""
    ours, both = weight * candidate, weight * candidate + (1 - weight) * stable
    return max(ours * gain - both * cost for gain, cost in zip(_LOG_RATIOS, _log_costs(weight)))


def mismatch(arrivals: Iterable[Events]) -> float:
    """Log evidence that the candidate's share of the entities is not its weight, in either direction.

    A mixture over shares, Beta(1/2, 1/2) for the loud (no entity at all) and Beta centred on the weight, worth 200
    entities, for the slight.
    """
    logs = [0.0, 0.0]
    for group in arrivals:
        k, n, w = group.candidate, group.entities, group.weight
        if not n:
            continue
        null = k * math.log(w) + (n - k) * math.log1p(-w)
        for i, (a, b) in enumerate(((0.5, 0.5), (200 * w, 200 * (1 - w)))):
            logs[i] += _log_beta(a + k, b + n - k) - _log_beta(a, b) - null
    return log_mean(logs)


class EventCount:
    """Accumulates `Events`, an entity once."""

    __slots__ = ("_met", "_counts")

    def __init__(self) -> None:
        self._met: set[str] = set()
        self._counts: dict[float, list[int]] = {}

    def add(self, entity: str | None, weight: float, candidate: bool) -> None:
        """Count an entity at its first event; an `entity` of None is one of its own."""
        if entity is not None:
            if entity in self._met:
                return
            self._met.add(entity)
        counts = self._counts.get(weight)
        if counts is None:
            counts = self._counts[weight] = [0, 0]
        counts[0] += 1
        counts[1] += candidate

    def events(self) -> tuple[Events, ...]:
        """What was accumulated, by weight."""
        return tuple(Events(weight, n, k) for weight, (n, k) in sorted(self._counts.items()))


def log_mean(logs: Sequence[float], weights: Sequence[float] | None = None) -> float:
    """Log of the mean of the exponentials, weighted if there are `weights` (they sum to 1): of e-values, an e-value."""
    top = max(logs)
    if weights is None:
        return top + math.log(sum([math.exp(log - top) for log in logs]) / len(logs))
    return top + math.log(sum([weight * math.exp(log - top) for log, weight in zip(logs, weights)]))


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
