"""What a rollout allows and expects, said before it starts.

    Traffic        what is assumed of a harmless candidate's traffic
    Plan           probability of a false rollback, requests and time to promote a harmless candidate, and per effect ...
    Effect         ... the requests after which half of the rollouts have seen it

The requests to promotion are such that 19 of 20 harmless candidates need no more: each guard's margin is met although
chance is against the candidate (its 97.5th percentile), and the busiest customers fall to stable. The requests to see
an effect are where the expected evidence reaches the guard's limit; simulated rollouts are in tests/bench.
"""

import math
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from andamio.rollout.judgement.verdict import TAU_SHIFT, TAU_SIGN
from andamio.rollout.settings import Settings
from andamio.rollout.statistics.confidence import bernoulli_interval
from andamio.rollout.statistics.label_evidence import EVEN, RATIO_COST, expected_growth, log_mean
from andamio.rollout.statistics.latency import LEVELS
from andamio.rollout.statistics.paired_sums import DEPARTED, PairedSums

# Of a standard normal: what chance does against a harmless candidate in 1 of 40 rollouts.
_AGAINST = 1.96

# Latencies of a scoring service, for the effect of a longer tail.
_P50_MS, _P99_MS = 18.0, 75.0

# Of departures from stable's rule those of customers who had none before.
_NEW_CUSTOMERS = 0.8

# Beyond this an effect counts as not seen.
_NEVER = 10_000_000


@dataclass(frozen=True, slots=True)
class Traffic:
    """What a plan assumes; the defaults suit a service that fails one request of a hundred."""

    requests_per_s: float = 40.0
    errors: float = 0.01
    """Share of executions of either release that fail."""
    slow: float = 0.01
    """Share of executions above `slow_ms`."""
    flips: float = 0.03
    """Share of pairs in which the decisions of two equivalent releases differ."""
    entities: float = 400.0
    """Customers, if all were equally busy, whose activity is spread like the real ones': 1 over the sum of their squared
    shares of the requests."""


@dataclass(frozen=True, slots=True)
class Effect:
    """A regression, and what it takes to see it; None where the settings tolerate it or never would."""

    name: str
    shadow_requests: int | None
    """If it shows in shadow."""
    canary_requests: int | None
    """Of all entities, at the first step's weight, if it shows only where the candidate answers."""
    seen: bool
    """Whether a rollout is long enough: in shadow, or in canary at the first step's weight."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The price of a rollout."""

    false_rollback: float
    """Allowed probability that a candidate that does no harm is rolled back all the same."""
    shadow_requests: int
    canary_requests: tuple[int, ...]
    """Requests of all entities in each step, the candidate's share of them being the step's weight."""
    errors_to_roll_back: int
    """Requests after which a candidate that fails every one is rolled back, in the first canary step."""
    effects: tuple[Effect, ...]
    traffic: Traffic

    @property
    def requests(self) -> int:
        """Requests from the start of shadow to the promotion of a harmless candidate, in 19 of 20 rollouts."""
        return self.shadow_requests + sum(self.canary_requests)

    @property
    def seconds(self) -> float:
        """The time that they take."""
        return self.requests / self.traffic.requests_per_s

    def to_document(self) -> dict[str, Any]:
        """For the record and the API."""
        return {**asdict(self), "requests": self.requests, "seconds": self.seconds}

    def to_text(self) -> str:
        """A few sentences."""
        steps = " + ".join(str(n) for n in self.canary_requests)
        seen = [
            f"{effect.name} (after {effect.shadow_requests} requests in shadow or {effect.canary_requests} in canary)"
            for effect in self.effects
            if effect.seen
        ]
        unseen = [effect.name for effect in self.effects if not effect.seen]
        return (
            f"allows a false rollback with probability {self.false_rollback:g}; expects at most {self.requests} requests "
            f"({self.shadow_requests} in shadow, {steps} in canary) in 19 of 20 rollouts that do no harm, "
            f"{self.seconds:.0f} s at {self.traffic.requests_per_s:g} a second; a candidate that always fails is rolled "
            f"back after about {self.errors_to_roll_back} of its own requests"
            + (f"; sees {', '.join(seen)}" if seen else "")
            + (f"; will mostly miss {', '.join(unseen)}" if unseen else "")
        )


def plan(settings: Settings, traffic: Traffic = Traffic()) -> Plan:
    """The plan of a rollout under `settings`."""
    weights = settings.canary_steps
    shadow = round(
        max(
            settings.shadow_pairs,
            _clean(settings.errors.margin, traffic.errors, settings.alpha("errors", "shadow") / 2, 1.0),
            _clean(settings.slow.margin, traffic.slow, settings.alpha("slow", "shadow") / 2, 1.0),
            _equivalent(settings, traffic),
        )
        / settings.shadow_share
    )
    others = (1 - weights[0]) / weights[0]
    first = max(
        settings.step_requests,
        _clean(settings.errors.margin, traffic.errors, settings.alpha("errors", "canary") / 2, others),
        _clean(settings.slow.margin, traffic.slow, settings.alpha("slow", "canary") / 2, others),
    )
    canary = tuple(
        round((first if i == 0 else settings.step_requests) / _least_share(weight, traffic))
        for i, weight in enumerate(weights)
    )
    loud = expected_growth(weights[0], 1.0, 0.0)
    return Plan(
        false_rollback=settings.false_rollback,
        shadow_requests=shadow,
        canary_requests=canary,
        errors_to_roll_back=math.ceil(_needed(loud, settings.alpha("errors", "canary")) * weights[0]),
        effects=_effects(settings, traffic, shadow, canary),
        traffic=traffic,
    )


def _clean(margin: float, share: float, alpha: float, stable: float) -> int:
    """Executions of the candidate until a harmless one is certainly within `margin`; stable has `stable` times as many.

    Found by halving: the bound falls with n but for the steps of whole counts.
    """

    def clear(n: int) -> bool:
        bad = math.floor(n * share + _AGAINST * math.sqrt(n * share * (1 - share)) + 0.5)
        others = max(1, round(n * stable))
        theirs = bernoulli_interval(math.floor(others * share), others, alpha)
        return bernoulli_interval(min(bad, n), n, alpha).upper - theirs.lower <= margin

    return _least(clear)


def _equivalent(settings: Settings, traffic: Traffic) -> int:
    """Pairs until shift and flips of an equivalent are certainly within their margins."""
    needed = 0
    for tolerance, guard, tau, spread in (
        (settings.shift, "shift", TAU_SHIFT, 1.0),
        (settings.flips, "flips", TAU_SIGN, traffic.flips),
    ):
        if tolerance is not None:
            margin, alpha = tolerance.margin, settings.alpha(guard, "shadow")

            def clear(
                n: int, margin: float = margin, alpha: float = alpha, tau: float = tau, spread: float = spread
            ) -> bool:
                sums = PairedSums(n, _AGAINST * math.sqrt(n * spread), n * spread, n * spread)
                return sums.interval(alpha, tau).upper <= margin

            needed = max(needed, _least(clear))
    return needed


def _least_share(weight: float, traffic: Traffic) -> float:
    """The share of the requests that the candidate has at least in 39 of 40 rollouts: customers differ in activity."""
    return max(weight - _AGAINST * math.sqrt(weight * (1 - weight) / traffic.entities), weight / 4)


def _effects(settings: Settings, traffic: Traffic, shadow: int, canary: tuple[int, ...]) -> tuple[Effect, ...]:
    weight, base = settings.canary_steps[0], traffic.errors

    def pairs(ours: float, theirs: float, alpha: float) -> int | None:
        growth = expected_growth(EVEN, ours * (1 - theirs) / EVEN, theirs * (1 - ours) / EVEN)
        return _bounded(_needed(growth, alpha) / settings.shadow_share)

    def answers(ours: float, theirs: float, alpha: float) -> int | None:
        return _bounded(_needed(expected_growth(weight, ours, theirs), alpha))

    def paired(guard: str, mean: float, spread: float) -> tuple[int | None, int | None]:
        tolerance = settings.shift if guard == "shift" else settings.flips
        if tolerance is None or mean <= tolerance.harm:
            return None, None
        harm = tolerance.harm

        def needed(stage: str) -> int:
            limit = -math.log(settings.alpha(guard, stage))

            def found(n: int) -> bool:
                sums = PairedSums(n, n * mean, n * spread, n * spread)
                if guard == "shift":
                    wealth = sums.log_wealth(harm, TAU_SHIFT, 1)
                else:
                    # A threshold that moved: as many depart from stable's rule, all of them one way, a customer once.
                    departed = PairedSums(n, *(n * mean * _NEW_CUSTOMERS for _ in range(3)))
                    wealth = log_mean([sums.log_sign_wealth(harm, 1), departed.log_sign_wealth(harm, 1, DEPARTED)])
                return wealth - math.log(2) >= limit

            return _least(found)

        return _bounded(needed("shadow") / settings.shadow_share), _bounded(
            needed("canary") / weight / settings.shadow_share
        )

    def alphas(guard: str, share: float = 1.0) -> tuple[float, float]:
        return settings.alpha(guard, "shadow") * share, settings.alpha(guard, "canary") * share

    latency, errors, one_segment = alphas("latency", 1 / len(LEVELS)), alphas("errors"), alphas("segments")
    # A lognormal with its median kept and its p99 half as long again: what of it is above the old p99 and the slack.
    tail = _above(1.5, settings.latency_slack + settings.latency_least_ms / _P99_MS)
    found = (
        ("errors up from 1% to 3%", pairs(0.03, base, errors[0]), answers(0.03, base, errors[1])),
        ("p99 latency +50%", pairs(tail, 0.01, latency[0]), answers(tail, 0.01, latency[1])),
        ("scores shifted by .1 sd of their differences", *paired("shift", 0.1, 1.01)),
        ("2 points more reviews", *paired("flips", 0.02, traffic.flips + 0.02)),
        (
            "a segment of 5% that always fails",
            _soonest(pairs(0.05 + base, base, errors[0]), _times(pairs(0.999, base, one_segment[0]), 20)),
            _soonest(answers(0.05 + base, base, errors[1]), _times(answers(0.999, base, one_segment[1]), 20)),
        ),
    )
    return tuple(
        Effect(name, seen, later, (seen or _NEVER) <= shadow or (later or _NEVER) <= canary[0])
        for name, seen, later in found
    )


def _above(factor: float, slack: float) -> float:
    """Share above the old p99 and the slack once the p99 is `factor` times as long, the median kept."""
    spread = math.log(_P99_MS / _P50_MS) / 2.326
    z = (math.log(_P99_MS / _P50_MS) + math.log(1 + slack)) / (spread + math.log(factor) / 2.326)
    return math.erfc(z / math.sqrt(2)) / 2


def _needed(growth: float, alpha: float) -> float:
    """Requests until evidence that grows by `growth` a request reaches the limit, less the prior on the ratio."""
    return math.inf if growth <= 0 else (RATIO_COST - math.log(alpha)) / growth


def _bounded(needed: float) -> int | None:
    return math.ceil(needed) if needed < _NEVER else None


def _times(needed: int | None, factor: int) -> int | None:
    return None if needed is None else needed * factor


def _soonest(one: int | None, other: int | None) -> int | None:
    return min((n for n in (one, other) if n is not None), default=None)


def _least(holds: Callable[[int], bool]) -> int:
    """The least n, to 1%, from which on `holds`; it is true for large n."""
    high = 1
    while not holds(high):
        high *= 2
        if high > _NEVER:
            return _NEVER
    low = high // 2
    while high - low > max(1, low // 100):
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high
