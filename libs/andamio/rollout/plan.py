"""What a rollout allows and expects, said before it starts."""

from dataclasses import dataclass
from itertools import count

from andamio.rollout.confidence import bernoulli_interval
from andamio.rollout.settings import Settings


@dataclass(frozen=True, slots=True)
class Plan:
    """The price of a rollout, for a candidate that does no harm, over a stable release that never fails."""

    false_rollback: float
    """Allowed probability that it is rolled back all the same."""
    shadow_requests: int
    canary_requests: tuple[int, ...]
    """Requests of all entities in each step, the candidate's share of them being the step's weight."""
    errors_to_roll_back: int
    """Requests after which a candidate that fails every one is rolled back, in the first canary step."""

    @property
    def requests(self) -> int:
        """Requests from the start of shadow to the promotion."""
        return self.shadow_requests + sum(self.canary_requests)

    def to_text(self) -> str:
        """One sentence."""
        steps = " + ".join(str(n) for n in self.canary_requests)
        return (
            f"allows a false rollback with probability {self.false_rollback:g}; expects about {self.requests} requests "
            f"({self.shadow_requests} in shadow, {steps} in canary); a candidate that always fails is rolled back "
            f"after about {self.errors_to_roll_back} of its own requests"
        )


def plan(settings: Settings) -> Plan:
    """The plan of a rollout under `settings`."""
    half = settings.alpha("errors") / 2

    def clean(margin: float) -> int:
        return next(n for n in count(1) if bernoulli_interval(0, n, half).upper <= margin)

    needed = max(clean(settings.errors.margin), clean(settings.slow.margin))
    weights = settings.canary_steps
    first = max(settings.step_requests, needed)
    own = [first] + [settings.step_requests] * (len(weights) - 1)

    def harm_is_certain(n: int) -> bool:
        others = max(1, round(n * (1 - weights[0]) / weights[0]))
        candidate, stable = bernoulli_interval(n, n, half), bernoulli_interval(0, others, half)
        return candidate.lower - stable.upper > settings.errors.harm

    return Plan(
        false_rollback=settings.false_rollback,
        shadow_requests=round(max(settings.shadow_pairs, needed) / settings.shadow_share),
        canary_requests=tuple(round(n / weight) for n, weight in zip(own, weights)),
        errors_to_roll_back=next(n for n in count(1) if harm_is_certain(n)),
    )
