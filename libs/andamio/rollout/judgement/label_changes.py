"""The watch after `clear`, until its end: has a release that kept its promise ceased to?

Every comparison of `label_differences` is watched for a rise above its bound of harm that begins at any label
(`change_detection.RiseDetector`), calibration in either direction. A multiplication a comparison in place of some dozen
bets, and labels from before `clear`, which spoke for the release, do not stand against those after. All together have
`late_part` of `false_alarm`. There is no other verdict than harm: a release under this watch is clear until it is not.

Entities count anew, as a promise is of the first rows of entities in a stretch of time.
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from andamio.rollout.judgement.label_differences import LabelDifferences, Promise, WatchSettings
from andamio.rollout.judgement.verdict import Standing
from andamio.rollout.statistics.change_detection import RiseDetector

# A tolerance as wide as all that is possible cannot be exceeded.
_WIDEST = 0.999


@dataclass(frozen=True, slots=True)
class ChangeFinding:
    """One comparison since `clear`, in one direction."""

    guard: str
    """As "brier", "calibration up", "calibration low down": more (fewer) positives than scores say."""
    labels: int
    """Since the likeliest beginning of a rise; 0: there is no sign of one."""
    estimate: float
    """Mean difference from what was promised, over those."""
    harm: float
    evidence: float
    """Of a rise above harm, as a share of what takes the release back, on the scale of its logarithm."""


@dataclass(frozen=True, slots=True)
class ChangeEvidence:
    """All that the watch after `clear` looks at."""

    labels: int
    """Since `clear`."""
    changes: tuple[ChangeFinding, ...]

    def to_document(self) -> dict[str, Any]:
        """For the record."""
        return asdict(self)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "ChangeEvidence":
        """What `to_document` recorded."""
        return cls(document["labels"], tuple(ChangeFinding(**change) for change in document["changes"]))


@dataclass(frozen=True, slots=True)
class ChangeJudgement:
    """Whether a release still keeps its promise, and why."""

    standing: Standing
    """Clear or harm."""
    reason: str
    evidence: ChangeEvidence


def judge_changes(evidence: ChangeEvidence) -> ChangeJudgement:
    """The verdict on the labels since `clear`: a pure function of the evidence."""
    harmed = [
        f"{change.guard}: {change.estimate:+.4f} from what was promised over the last {change.labels} of "
        f"{evidence.labels} labels since it was clear, evidence {change.evidence:.0%}"
        for change in evidence.changes
        if change.evidence >= 1
    ]
    if harmed:
        return ChangeJudgement(Standing.HARM, "; ".join(harmed), evidence)
    return ChangeJudgement(Standing.CLEAR, f"{evidence.labels} more labels as promised since it was clear", evidence)


class LabelChanges:
    """Accumulates the labels of one release since it was clear."""

    def __init__(self, promise: Promise, settings: WatchSettings = WatchSettings()) -> None:
        self._differences = LabelDifferences(promise, settings)
        self._labels = 0
        # By comparison, of each direction that harms: its sign, its name and its detector.
        self._detectors: dict[str, list[tuple[int, str, RiseDetector]]] = {}
        for name in self._differences.names:
            harm = self._differences.tolerance(name).harm / self._differences.unit(name)
            signs = ((1, f"{name} up"), (-1, f"{name} down")) if name.startswith("calibration") else ((1, name),)
            self._detectors[name] = [
                (sign, guard, RiseDetector(max(-_WIDEST, min(sign * self._differences.gap(name) + harm, _WIDEST))))
                for sign, guard in signs
            ]
        self._limit = -math.log(settings.false_alarm * settings.late_part / sum(map(len, self._detectors.values())))

    def add(self, score: float, label: bool, entity: str | None = None, review: bool | None = None) -> bool:
        """Take a matured label; returns whether it counted. Raises `ValueError` (`LabelDifferences.of`)."""
        found = self._differences.of(score, label, entity, review)
        self._labels += bool(found)
        for name, difference in found:
            for sign, _, detector in self._detectors[name]:
                detector.add(sign * difference)
        return bool(found)

    def evidence(self) -> ChangeEvidence:
        """What the labels since `clear` say so far."""
        changes = []
        for name, detectors in self._detectors.items():
            unit, gap = self._differences.unit(name), self._differences.gap(name)
            for sign, guard, detector in detectors:
                estimate = (sign * detector.mean - gap) * unit if detector.since else 0.0
                evidence = max(detector.log_wealth / self._limit, 0.0)
                harm = self._differences.tolerance(name).harm
                changes.append(ChangeFinding(guard, detector.since, estimate, harm, evidence))
        return ChangeEvidence(self._labels, tuple(changes))
