"""Evidence and verdicts reduced to a count: what the state machine needs of them, without the statistics."""

from dataclasses import asdict, dataclass
from typing import Any

from andamio.rollout.evidence.decision_log import Decision
from andamio.rollout.judgement.verdict import Ruling
from andamio.rollout.settings import Settings

_NEEDED = 20


@dataclass(frozen=True, slots=True)
class Count:
    """Evidence, reduced to what the state machine needs of it."""

    stage: str
    step: int
    requests: int
    bad: int
    silent_ms: int

    def to_document(self) -> dict[str, Any]:
        """For the record."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class CountVerdict:
    """A verdict on a count."""

    ruling: Ruling
    reason: str
    evidence: Count
    findings: tuple[Any, ...] = ()

    def to_document(self) -> dict[str, Any]:
        """For the record."""
        return asdict(self)


class Counts:
    """Counts a rollout's decisions, each once."""

    def __init__(self, stable: str, candidate: str, settings: Settings) -> None:
        self._candidate = candidate
        self._seen: set[str] = set()
        self._counts: dict[tuple[str, int], list[int]] = {}

    def add(self, decision: Decision, stage: str, step: int) -> bool:
        """As `Measurements.add`."""
        if decision.request_id in self._seen:
            return False
        self._seen.add(decision.request_id)
        count = self._counts.setdefault((stage, step), [0, 0])
        for execution in (decision.primary, decision.shadow):
            if execution is not None and execution.release == self._candidate:
                count[0] += 1
                count[1] += execution.bad
        return True

    def evidence(self, stage: str, step: int, silent_ms: int) -> Count:
        """As `Measurements.evidence`."""
        requests, bad = self._counts.get((stage, step), [0, 0])
        return Count(stage, step, requests, bad, silent_ms)


def judge_count(count: Count, settings: Settings) -> CountVerdict:
    """Roll back on five bad ones or on silence, promote on enough without."""
    if count.bad >= 5 or count.silent_ms > settings.silence_limit_ms:
        return CountVerdict(Ruling.ROLL_BACK, "bad or silent", count)
    enough = count.requests >= _NEEDED and count.silent_ms <= settings.silence_hold_ms
    return CountVerdict(Ruling.PROMOTE if enough else Ruling.HOLD, "enough" if enough else "more", count)
