"""What the decision log says about one rollout, accumulated one decision at a time into the evidence of a verdict.

In shadow the candidate works in the background on every request: its executions are the shadow ones, stable's the
primary ones. In canary each release is measured where it answers (a fault may live only there), and the pairs come
from the requests that the candidate answered and stable mirrored. Evidence is a plain value: with it a verdict can be
given again.

Assignment is sticky by customer, so requests are clusters, and in canary the two releases answer different customers:

    score, reviews   compare both releases on the same request: which customers the candidate got biases nothing
    errors, slow     in canary compare different customers, as if requests were independent. A busy customer whose
                     requests fail or are slow by themselves counts against the release that happens to have them, and
                     raises the probability of a false rollback above the one asked for
    drift            takes canary's pairs to be exchangeable with shadow's; they are of some of the customers, and later.
                     Hence harm also asks for a large distance, which is a judgement and carries no probability
"""

import hashlib
from dataclasses import asdict, dataclass
from typing import Any

from andamio.rollout.confidence import DifferenceInterval, ExchangeabilityTest
from andamio.rollout.decision_log import Decision, Execution
from andamio.rollout.settings import Settings

# Guards that can roll back: errors, slow, score, reviews in each of the two stages, and drift in canary.
TESTS = 9

# Scores of the same package may differ in the last digits between batches; that is no drift.
_SCORE_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Counts:
    """Executions of one release in one stage."""

    executions: int = 0
    bad: int = 0
    slow: int = 0

    def plus(self, execution: Execution, slow_ms: float) -> "Counts":
        """With one more execution."""
        return Counts(self.executions + 1, self.bad + execution.bad, self.slow + (not execution.latency_ms <= slow_ms))


@dataclass(frozen=True, slots=True)
class MeanDifference:
    """Mean of candidate minus stable over pairs, with its confidence sequence's bounds."""

    pairs: int
    mean: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Drift:
    """Whether the paired score differences in canary come from where those in shadow came."""

    pairs: int
    reference_pairs: int
    log_evidence: float
    distance: float
    """Kolmogorov-Smirnov, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a verdict looks at."""

    stage: str
    """shadow or canary."""
    step: int
    """Canary step, from 0; 0 in shadow."""
    step_requests: int
    """Requests that the candidate worked on in this step."""
    candidate: Counts
    stable: Counts
    score: MeanDifference
    reviews: MeanDifference
    drift: Drift | None
    """None in shadow."""
    silent_ms: int
    """Time since the last sign of life of any replica."""

    def to_document(self) -> dict[str, Any]:
        """For the record."""
        return asdict(self)

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> "Evidence":
        """The evidence that `to_document` recorded."""
        drift = document["drift"]
        return cls(
            **{
                **document,
                "candidate": Counts(**document["candidate"]),
                "stable": Counts(**document["stable"]),
                "score": MeanDifference(**document["score"]),
                "reviews": MeanDifference(**document["reviews"]),
                "drift": None if drift is None else Drift(**drift),
            }
        )


class Measurements:
    """The measurements of one rollout of `candidate` over `stable`."""

    def __init__(self, stable: str, candidate: str, settings: Settings) -> None:
        self._releases = (stable, candidate)
        self._settings = settings
        self._seen: set[str] = set()
        self._stages = {"shadow": _Stage(settings), "canary": _Stage(settings)}
        self._reference: list[float] = []
        self._drift: ExchangeabilityTest | None = None
        self._step_requests: dict[tuple[str, int], int] = {}

    def add(self, decision: Decision, stage: str, step: int) -> bool:
        """Take a decision made in `stage` ("shadow", "canary") and canary step `step` of this rollout.

        Returns whether it counted: a request id counts once, however often the log repeats it.
        """
        stable, candidate = self._releases
        if decision.request_id in self._seen:
            return False
        self._seen.add(decision.request_id)
        executions = {e.release: e for e in (decision.shadow, decision.primary) if e is not None}
        of_stable, of_candidate = executions.get(stable), executions.get(candidate)
        measured = self._stages[stage]
        if stage == "shadow":
            measured.count(of_candidate, of_stable if decision.primary is of_stable else None)
        elif decision.primary is of_candidate:
            measured.count(of_candidate, None)
        else:
            measured.count(None, of_stable)
            of_candidate = None  # worked in the background, not measured in canary
        if of_candidate is not None:
            self._step_requests[stage, step] = self._step_requests.get((stage, step), 0) + 1
            if of_stable is not None:
                self._pair(stage, decision.request_id, of_candidate, of_stable)
        return True

    def evidence(self, stage: str, step: int, silent_ms: int) -> Evidence:
        """The evidence for a verdict in `stage` and `step`."""
        measured = self._stages[stage]
        drift = None
        if stage == "canary":
            test = self._drift or ExchangeabilityTest(self._reference)
            drift = Drift(test.count, len(self._reference), round(test.log_evidence(), 6), round(test.distance(), 6))
        return Evidence(
            stage=stage,
            step=step,
            step_requests=self._step_requests.get((stage, step), 0),
            candidate=measured.candidate,
            stable=measured.stable,
            score=_summary(measured.score),
            reviews=_summary(measured.reviews),
            drift=drift,
            silent_ms=silent_ms,
        )

    def _pair(self, stage: str, request_id: str, candidate: Execution, stable: Execution) -> None:
        if candidate.score is None or stable.score is None:
            return
        difference = candidate.score - stable.score
        measured = self._stages[stage]
        measured.score.add(difference)
        measured.reviews.add(float(bool(candidate.review)) - float(bool(stable.review)))
        rounded = round(difference, _SCORE_DIGITS)
        if stage == "shadow":
            # Stragglers of shadow that are logged after the first canary pair would change the reference under the test.
            if self._drift is None:
                self._reference.append(rounded)
        else:
            self._drift = self._drift or ExchangeabilityTest(self._reference)
            self._drift.add(rounded, _uniform(request_id))


class _Stage:
    def __init__(self, settings: Settings) -> None:
        self._slow_ms = settings.slow_ms
        self.candidate = Counts()
        self.stable = Counts()
        self.score = DifferenceInterval(settings.false_rollback / TESTS)
        self.reviews = DifferenceInterval(settings.false_rollback / TESTS)

    def count(self, candidate: Execution | None, stable: Execution | None) -> None:
        if candidate is not None:
            self.candidate = self.candidate.plus(candidate, self._slow_ms)
        if stable is not None:
            self.stable = self.stable.plus(stable, self._slow_ms)


def _summary(sequence: DifferenceInterval) -> MeanDifference:
    interval = sequence.interval()
    return MeanDifference(sequence.count, round(sequence.mean, 6), interval.lower, interval.upper)


def _uniform(request_id: str) -> float:
    """A number in [0, 1) that chance chose once for the request: a replayed rollout breaks ties alike."""
    return (int.from_bytes(hashlib.sha256(request_id.encode()).digest()[:8], "big") >> 11) / 2**53
