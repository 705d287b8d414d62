"""The watch over a promoted release until its labels mature: does it keep what its package promised?

Proxies (errors, latency, scores) decided the rollout; labels say whether the scores were right. Each matured label is
one observation, and the verdict may be asked for after every one:

    calibration   mean of label minus score, over all requests and in each band of the score (best thirds of the held-out
                  rows), against what the package's reliability table had there: 0 of a calibrated score
    log_loss      mean loss against the promised one, clipped so that it is bounded
    brier         mean squared error against the promised one
    ranking       share of positives scored above the negative before them (an area under the ROC curve, one pair at a
                  time): the proxy of average precision, which is no mean and has no sequential test
    precision     share of positives among what was sent to review, against the promised one

`harm` once a difference is certainly beyond its tolerance, `clear` once all are certainly within their margins, else
`unclear`. Confidence sequences of bounded means by betting (`confidence.DifferenceInterval`), each at its share of
`false_alarm`. What is assumed: labels of one entity count once (the first; a promise is of the first held-out rows of
entities, who are harder to rank than all rows are), and those that mature are like those to come in that order; labels that mature only when they are positive (a reversal is known, its absence is not) must be held back
until the horizon of both, or calibration will look broken. What held-out rows could not tell of the promise (half of its
interval) is added to the tolerance: that they were lucky is no harm of the release. A mean is over all labels so far, so a drift that begins late is found later than one that is there from the
first, and after `clear` the watch is over: drift beyond it is `jobs/feature_health`'s.
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from andamio.rollout.judgement.verdict import Standing
from andamio.rollout.settings import Tolerance
from andamio.rollout.statistics.confidence import DifferenceInterval

# A loss of a score beyond these counts as if it were this one: 5 nats, so a few bad labels do not decide.
_CLIP = math.exp(-5.0)
_MOST_LOSS = 5.0

# A margin that is always kept; JSON has no infinity.
_UNBOUNDED = 1e9
BANDS = ("low", "middle", "high")


@dataclass(frozen=True, slots=True)
class Promise:
    """What a package promised of its scores on held-out data (`releases.promise` reads it); None: nothing."""

    log_loss: float | None = None
    """Nats."""
    brier: float | None = None
    auc: float | None = None
    precision: float | None = None
    """Share of positives among what is sent to review."""
    bands: tuple[float, float] = (1 / 3, 2 / 3)
    """Cuts of the score into low, middle and high, for calibration."""
    calibration: float = 0.0
    """Mean of label minus score."""
    band_calibration: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """The same of the low, the middle and the high band."""
    uncertainty: Mapping[str, float] = field(default_factory=dict)
    """By guard ("calibration low" of a band): how much worse than promised the held-out rows leave possible."""


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """How much of a promise may be broken, beyond its own uncertainty."""

    false_alarm: float = 0.01
    """Allowed probability that a release that keeps its promise is found to break it, at any label."""
    calibration: Tolerance = Tolerance(harm=0.03, margin=0.10)
    """Mean of label minus score, beyond the promised one, either sign."""
    log_loss: Tolerance = Tolerance(harm=0.05, margin=0.25)
    """Nats above the promised one."""
    brier: Tolerance = Tolerance(harm=0.02, margin=0.08)
    ranking: Tolerance = Tolerance(harm=0.05, margin=0.20)
    """Below the promised area."""
    precision: Tolerance = Tolerance(harm=0.10, margin=0.40)
    """Below the promised share."""
    least_labels: int = 200
    """Labels without which nothing is clear."""


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
        self._promise = promise
        self._settings = settings
        promised = {
            "log_loss": promise.log_loss,
            "brier": promise.brier,
            "ranking": promise.auc,
            "precision": promise.precision,
        }
        # Sequences are of label minus score, and what was promised of it is taken off their bounds.
        self._gaps = {"calibration": promise.calibration}
        self._gaps |= {f"calibration {band}": gap for band, gap in zip(BANDS, promise.band_calibration)}
        names = list(self._gaps)
        names += [name for name, value in promised.items() if value is not None]
        alpha = settings.false_alarm / len(names)
        self._sequences = {name: DifferenceInterval(alpha) for name in names}
        self._entities: set[str] = set()
        self._last_negative: float | None = None
        self._labels = 0

    def add(self, score: float, label: bool, entity: str | None = None, review: bool | None = None) -> bool:
        """Take a matured label of a request that the release scored in [0, 1]; returns whether it counted.

        A score that is no probability raises `ValueError`: it was an error when it was given, and is none of a label.
        """
        if not 0 <= score <= 1:
            raise ValueError(f"a score must lie in [0, 1], not {score}")
        if entity is not None:
            if entity in self._entities:
                return False
            self._entities.add(entity)
        self._labels += 1
        promise, outcome = self._promise, float(label)
        low, high = promise.bands
        band = BANDS[0 if score < low else 1 if score < high else 2]
        self._sequences["calibration"].add(outcome - score)
        self._sequences[f"calibration {band}"].add(outcome - score)
        if promise.log_loss is not None:
            loss = -math.log(max(score if label else 1 - score, _CLIP))
            self._sequences["log_loss"].add(max(-1.0, (loss - promise.log_loss) / _MOST_LOSS))
        if promise.brier is not None:
            self._sequences["brier"].add((outcome - score) ** 2 - promise.brier)
        if promise.auc is not None:
            if not label:
                self._last_negative = score
            elif self._last_negative is not None:
                above = 1.0 if score > self._last_negative else 0.5 if score == self._last_negative else 0.0
                self._sequences["ranking"].add(promise.auc - above)
                # A pair of its own for each: pairs that share a negative would not be independent.
                self._last_negative = None
        if promise.precision is not None and review:
            self._sequences["precision"].add(promise.precision - outcome)
        return True

    def evidence(self) -> LabelEvidence:
        """What the labels say so far."""
        findings = []
        for name, sequence in self._sequences.items():
            guard = name.split(" ")[0]
            tolerance: Tolerance = getattr(self._settings, guard)
            unit = _MOST_LOSS if guard == "log_loss" else 1.0
            interval, gap = sequence.interval(), self._gaps.get(name, 0.0)
            findings.append(
                LabelFinding(
                    name,
                    sequence.count,
                    (sequence.mean - gap) * unit,
                    (interval.lower - gap) * unit,
                    (interval.upper - gap) * unit,
                    tolerance.harm + self._promise.uncertainty.get(name, 0.0),
                    # A third of the scores may be rare, and so may reviews: they can harm, but are not waited for.
                    tolerance.margin if name in ("calibration", "log_loss", "brier") else _UNBOUNDED,
                    guard == "calibration",
                )
            )
        return LabelEvidence(self._labels, self._settings.least_labels, tuple(findings))
