"""A trial of recovery: a candidate that passes gates and shadow, goes wrong once it answers, and is taken back.

    first bad answer -----> last line that decided -----> transition -----> table applied by all replicas
                   detect                         decide             apply
    first bad answer ----------------------------------------------------------> last bad answer     recovery

A bad answer is, at the client: none (a failed request), one from the fallback because the candidate failed, one that
the fault delayed, or a score that the fault made wrong. Times are seconds since the first bad answer.
"""

import itertools
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from tests.bench.recovery.accounting import Account

# What issue 5 calls loud: these must be over in a minute; of the others, requests to detection are reported.
LOUD_SHARE = 0.20
LOUD_SLOWDOWN = 3.0
LOUD_REQUESTS_PER_S = 5.0

KINDS = ("errors", "nan", "slow", "silent", "crash", "hang")


@dataclass(frozen=True, slots=True)
class Fault:
    """How the candidate goes wrong."""

    kind: str
    """errors: raises. nan: scores no number. slow: takes `effect` times as long. silent: amounts divided by 100, nothing
    fails. crash: ends its process. hang: never returns, and keeps its process from everything else; not simulated."""
    effect: float
    """Share of the candidate's requests that it strikes, 0 to 1; for slow the factor, on all of them."""

    @property
    def share(self) -> float:
        """Share of the requests that it strikes."""
        return 1.0 if self.kind == "slow" else self.effect


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial, reproducible from this."""

    number: int
    fault: Fault
    candidate_requests_per_s: float
    """In the first canary step."""

    @property
    def loud(self) -> bool:
        """Whether it must be over in a minute. A process that ends is loud at any share: from the first death on the
        candidate is in quarantine, and all its requests fail."""
        if self.candidate_requests_per_s < LOUD_REQUESTS_PER_S or self.fault.kind == "silent":
            return False
        if self.fault.kind == "slow":
            return self.fault.effect >= LOUD_SLOWDOWN
        return self.fault.effect >= LOUD_SHARE


@dataclass(frozen=True, slots=True)
class Recovery:
    """What came of a trial."""

    trial: Trial
    state: str
    """The rollout's end: rolled_back, promoted (the fault was missed), or where it was when time was up."""
    reason: str
    bad_answers: int
    candidate_requests: int
    """Requests assigned to the candidate until the table took it back."""
    seconds: float
    """First to last bad answer; 0 with fewer than two."""
    detect_s: float | None
    """None where it was not rolled back, or no answer was bad."""
    decide_s: float | None
    apply_s: float | None
    account: Account

    @property
    def rolled_back(self) -> bool:
        return self.state == "rolled_back"

    def to_document(self) -> dict[str, Any]:
        """For the result."""
        return asdict(self)

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> "Recovery":
        """What `to_document` gave."""
        trial = document["trial"]
        return cls(
            **{
                **document,
                "trial": Trial(**{**trial, "fault": Fault(**trial["fault"])}),
                "account": Account(**document["account"]),
            }
        )


def parts(first_bad: float, decisive: float, decided: float, applied: float) -> tuple[float, float, float]:
    """Detect, decide, apply, in seconds, from moments on one clock. A line may be logged before its answer arrives."""
    decisive = min(max(decisive, first_bad), max(decided, first_bad))
    decided = max(decided, decisive)
    return decisive - first_bad, decided - decisive, max(applied, decided) - decided


_LOUD_FAULTS = (
    *(Fault("errors", share) for share in (0.2, 0.5, 1.0)),
    *(Fault("nan", share) for share in (0.2, 1.0)),
    *(Fault("slow", factor) for factor in (3.0, 10.0)),
    *(Fault("crash", share) for share in (0.2, 1.0)),
)
_QUIET_FAULTS = (
    *(Fault("errors", share) for share in (0.02, 0.05, 0.1)),
    Fault("nan", 0.05),
    *(Fault("slow", factor) for factor in (1.5, 2.0)),
    *(Fault("silent", share) for share in (0.2, 0.5, 1.0)),
    Fault("crash", 0.02),
)


def loud_trials(count: int, rates: tuple[float, ...] = (5.0, 10.0, 40.0)) -> Iterator[Trial]:
    """Loud trials, every combination of fault, effect and traffic in turn."""
    combinations = itertools.cycle(itertools.product(rates, _LOUD_FAULTS))
    for number, (rate, fault) in zip(range(count), combinations):
        yield Trial(number, fault, rate)


def quiet_trials(count: int, rates: tuple[float, ...] = (1.0, 5.0, 40.0)) -> Iterator[Trial]:
    """Trials below loud: faults too small, too silent, or with too little traffic."""
    combinations = itertools.cycle(
        (rate, fault)
        for rate, fault in itertools.product(rates, (*_QUIET_FAULTS, Fault("errors", 0.5), Fault("slow", 3.0)))
        if not Trial(0, fault, rate).loud
    )
    for number, (rate, fault) in zip(range(count), combinations):
        yield Trial(10_000 + number, fault, rate)


def chance(trial: Trial, seed: int) -> random.Random:
    """The randomness of one trial, independent of the others."""
    return random.Random(f"{seed}:{trial.number}")
