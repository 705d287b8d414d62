"""What a verdict looks at: sufficient statistics of a stage of a rollout, as plain values of a few kilobytes.

    Evidence
    ├── candidate, stable   Counts: executions, bad, slow
    ├── errors, slow        Events: entities at the first event that tells the releases apart
    ├── latency, tail       Above: by quantile of stable's latency; Tail: the upper ones together, in shadow
    ├── score, reviews      MeanDifference: mean differences over pairs, with their confidence sequences
    ├── shift, flips        PairedSums: score differences in their own standard deviations; decisions that changed
    ├── departures          PairedSums: decisions that depart from stable's at the same scores
    ├── drift               Drift, in canary
    ├── arrivals            Events: entities met in canary, for the sample-ratio check
    └── segments            SegmentEvidence: counts, errors, slow, shift and flips of one segment

With it a verdict can be given again to the bit: JSON keeps every float.
"""

from dataclasses import asdict, dataclass
from typing import Any

from andamio.rollout.statistics.drift import Drift
from andamio.rollout.statistics.label_evidence import Events
from andamio.rollout.statistics.latency import Above, Tail
from andamio.rollout.statistics.paired_sums import PairedSums


@dataclass(frozen=True, slots=True)
class Counts:
    """Executions of one release in one stage."""

    executions: int = 0
    bad: int = 0
    slow: int = 0


@dataclass(frozen=True, slots=True)
class MeanDifference:
    """Mean of candidate minus stable over pairs, with its confidence sequence's bounds."""

    pairs: int
    mean: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class SegmentEvidence:
    """One segment's part of the stage."""

    name: str
    """As "tenant=shop"."""
    candidate: Counts
    stable: Counts
    errors: tuple[Events, ...]
    slow: tuple[Events, ...]
    shift: PairedSums
    flips: PairedSums


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
    """Over the first pair of each entity."""
    reviews: MeanDifference
    """Over the first pair of each entity."""
    drift: Drift | None
    """None in shadow."""
    silent_ms: int
    """Time since the last sign of life of any replica."""
    pairs: int = 0
    """Pairs with two scores in this stage."""
    errors: tuple[Events, ...] = ()
    slow: tuple[Events, ...] = ()
    latency: tuple[Above, ...] = ()
    tail: Tail = Tail()
    shift: PairedSums = PairedSums()
    """Score differences in units of their standard deviation."""
    flips: PairedSums = PairedSums()
    """+1 where the candidate alone sends to review, -1 where stable alone does."""
    departures: PairedSums = PairedSums()
    """+1 where the candidate is stricter at its score than stable is, -1 where it is laxer (`decision_rule`)."""
    scale: float = 0.0
    """Standard deviation of the score differences, 0 before there is one."""
    arrivals: tuple[Events, ...] = ()
    """Entities at their first request in canary."""
    segments: tuple[SegmentEvidence, ...] = ()

    def to_document(self) -> dict[str, Any]:
        """For the record."""
        return asdict(self)

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> "Evidence":
        """The evidence that `to_document` recorded; fields that an older version did not have are empty."""
        drift = document["drift"]
        read = {
            **document,
            "candidate": Counts(**document["candidate"]),
            "stable": Counts(**document["stable"]),
            "score": MeanDifference(**document["score"]),
            "reviews": MeanDifference(**document["reviews"]),
            "drift": None if drift is None else Drift(**drift),
            "errors": _events(document["errors"]),
            "slow": _events(document["slow"]),
            "latency": tuple(Above(**{**above, "events": _events(above["events"])}) for above in document["latency"]),
            "tail": _tail(document["tail"]) if "tail" in document else Tail(),
            "shift": PairedSums(**document["shift"]),
            "flips": PairedSums(**document["flips"]),
            "departures": PairedSums(**document.get("departures", {})),
            "arrivals": _events(document["arrivals"]),
            "segments": tuple(
                SegmentEvidence(
                    segment["name"],
                    Counts(**segment["candidate"]),
                    Counts(**segment["stable"]),
                    _events(segment["errors"]),
                    _events(segment["slow"]),
                    PairedSums(**segment["shift"]),
                    PairedSums(**segment["flips"]),
                )
                for segment in document["segments"]
            ),
        }
        return cls(**read)


def _events(document: list[dict[str, Any]]) -> tuple[Events, ...]:
    return tuple(Events(**group) for group in document)


def _tail(document: dict[str, Any]) -> Tail:
    return Tail(document["pairs"], document["total"], tuple(document["costs"]), tuple(document["clustered"]))
