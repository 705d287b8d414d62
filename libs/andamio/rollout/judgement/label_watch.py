"""The watch over a promoted release until its labels mature: does it keep what its package promised?

Proxies (errors, latency, scores) decided the rollout; labels say whether the scores were right. Each matured label is
one observation of each comparison in `label_differences`, and the verdict may be asked for after every one: `harm` once a
difference is certainly beyond its tolerance, `clear` once all are certainly within their margins, else `unclear`. Confidence
sequences of bounded means by betting (`confidence.DifferenceInterval`), each at its share of `false_alarm`.

What is assumed: labels that mature are like those to come in that order; labels that mature only when they are positive (a
reversal is known, its absence is not) must be held back until the horizon of both, or calibration will look broken. What
held-out rows could not tell of the promise (half of its interval) is added to the tolerance: that they were lucky is no harm
of the release. A mean is over all labels so far, so a drift that begins late is found later than one that is there from the
first; after `clear` changes are looked for (`label_changes`), until the watch ends. Drift beyond it is `jobs/feature_health`'s.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from andamio.rollout.judgement.label_differences import LabelDifferences, Promise, WatchSettings
from andamio.rollout.judgement.verdict import Standing
from andamio.rollout.statistics.confidence import DifferenceInterval

__all__ = ["LabelEvidence", "LabelFinding", "LabelJudgement", "LabelWatch", "Promise", "WatchSettings", "judge_labels"]

# A margin that is always kept; JSON has no infinity.
_UNBOUNDED = 1e9


@dataclass(frozen=True, slots=True)
class LabelFinding:
    """One comparison with the promise: `estimate`, `lower` and `upper` are differences, harmful above `harm`."""

    guard: str
    labels: int
    estimate: float
    lower: float
    upper: float
    harm: float
    margin: float
    two_sided: bool


@dataclass(frozen=True, slots=True)
class LabelEvidence:
    """All that a verdict on labels looks at."""

    labels: int
    least_labels: int
    findings: tuple[LabelFinding, ...] = field(default=())

    def to_document(self) -> dict[str, Any]:
        """For the record."""
        return asdict(self)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "LabelEvidence":
        """What `to_document` recorded."""
        findings = tuple(LabelFinding(**finding) for finding in document["findings"])
        return cls(document["labels"], document["least_labels"], findings)


@dataclass(frozen=True, slots=True)
class LabelJudgement:
    """Whether a release keeps its promise, and why."""

    standing: Standing
    reason: str
    evidence: LabelEvidence


def judge_labels(evidence: LabelEvidence) -> LabelJudgement:
    """The verdict on labels: a pure function of the evidence."""
    harmed, unclear = [], []
    for finding in evidence.findings:
        detail = f"{finding.guard}: {finding.estimate:+.4f} from what was promised over {finding.labels} labels, in "
        detail += f"[{finding.lower:+.4f}, {finding.upper:+.4f}]"
        if finding.lower > finding.harm or (finding.two_sided and finding.upper < -finding.harm):
            harmed.append(detail)
        elif finding.upper > finding.margin or (finding.two_sided and finding.lower < -finding.margin):
            unclear.append(detail)
    if harmed:
        return LabelJudgement(Standing.HARM, "; ".join(harmed), evidence)
    if evidence.labels < evidence.least_labels:
        unclear.insert(0, f"{evidence.labels} of {evidence.least_labels} labels")
    if unclear:
        return LabelJudgement(Standing.UNCLEAR, "; ".join(unclear), evidence)
    return LabelJudgement(Standing.CLEAR, f"{evidence.labels} labels as promised", evidence)


class LabelWatch:
    """Accumulates the labels of one promoted release."""

    def __init__(self, promise: Promise, settings: WatchSettings = WatchSettings()) -> None:
        self._differences = LabelDifferences(promise, settings)
        self._least_labels = settings.least_labels
        names = self._differences.names
        alpha = settings.false_alarm * (1 - settings.late_part) / len(names)
        self._sequences = {name: DifferenceInterval(alpha) for name in names}
        self._labels = 0

    def add(self, score: float, label: bool, entity: str | None = None, review: bool | None = None) -> bool:
        """Take a matured label; returns whether it counted. Raises `ValueError` (`LabelDifferences.of`)."""
        found = self._differences.of(score, label, entity, review)
        self._labels += bool(found)
        for name, difference in found:
            self._sequences[name].add(difference)
        return bool(found)

    def evidence(self) -> LabelEvidence:
        """What the labels say so far."""
        findings = []
        for name, sequence in self._sequences.items():
            tolerance, unit = self._differences.tolerance(name), self._differences.unit(name)
            interval, gap = sequence.interval(), self._differences.gap(name)
            findings.append(
                LabelFinding(
                    name,
                    sequence.count,
                    (sequence.mean - gap) * unit,
                    (interval.lower - gap) * unit,
                    (interval.upper - gap) * unit,
                    tolerance.harm,
                    # A third of the scores may be rare, and so may reviews: they can harm, but are not waited for.
                    tolerance.margin if name in ("calibration", "log_loss", "brier") else _UNBOUNDED,
                    name.startswith("calibration"),
                )
            )
        return LabelEvidence(self._labels, self._least_labels, tuple(findings))
