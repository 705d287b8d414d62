"""What each matured label says of a promise: one difference a comparison, larger where the promise is broken.

    calibration   label minus score, over all requests and in each band of the score (best thirds of the held-out rows),
                  beyond what the package's reliability table had there: 0 of a calibrated score; harmful in either direction
    log_loss      loss minus the promised one, clipped so that it is bounded
    brier         squared error minus the promised one
    ranking       the promised area under the ROC curve minus the share of positives scored above the negative before them
                  (one pair at a time: the proxy of average precision, which is no mean and has no sequential test)
    precision     the promised share of positives among what is sent to review, minus the observed

An entity counts once: a promise is of the first held-out rows of entities, who are harder to rank than all rows are.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from andamio.rollout.settings import Tolerance

# A loss of a score beyond these counts as if it were this one: 5 nats, so a few bad labels do not decide.
_CLIP = math.exp(-5.0)
_MOST_LOSS = 5.0
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
    late_part: float = 0.25
    """Of `false_alarm` what is left for the time after `clear` (`label_changes`)."""
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


class LabelDifferences:
    """The differences of one label after another, in [-1, 1], by comparison."""

    def __init__(self, promise: Promise, settings: WatchSettings) -> None:
        self._promise, self._settings = promise, settings
        self._promised = {
            "log_loss": promise.log_loss,
            "brier": promise.brier,
            "ranking": promise.auc,
            "precision": promise.precision,
        }
        self._gaps = {"calibration": promise.calibration}
        self._gaps |= {f"calibration {band}": gap for band, gap in zip(BANDS, promise.band_calibration)}
        self._entities: set[str] = set()
        self._last_negative: float | None = None

    @property
    def names(self) -> list[str]:
        """The comparisons that the promise allows for: "calibration", "calibration low", ..., "brier", ..."""
        return [*self._gaps, *(name for name, value in self._promised.items() if value is not None)]

    def gap(self, name: str) -> float:
        """What was promised of the mean difference; what `of` gives it is not taken off of."""
        return self._gaps.get(name, 0.0)

    def unit(self, name: str) -> float:
        """What a difference of 1 is: nats of log loss, else 1."""
        return _MOST_LOSS if name == "log_loss" else 1.0

    def tolerance(self, name: str) -> Tolerance:
        """In the comparison's own unit, with what the held-out rows leave possible added to the bound of harm."""
        tolerance: Tolerance = getattr(self._settings, name.split(" ")[0])
        return Tolerance(tolerance.harm + self._promise.uncertainty.get(name, 0.0), tolerance.margin)

    def of(self, score: float, label: bool, entity: str | None, review: bool | None) -> list[tuple[str, float]]:
        """Of a matured label of a request that the release scored in [0, 1]; none where its entity has counted.

        A score that is no probability raises `ValueError`: it was an error when it was given, and is none of a label.
        """
        if not 0 <= score <= 1:
            raise ValueError(f"a score must lie in [0, 1], not {score}")
        if entity is not None:
            if entity in self._entities:
                return []
            self._entities.add(entity)
        promise, outcome = self._promise, float(label)
        low, high = promise.bands
        band = BANDS[0 if score < low else 1 if score < high else 2]
        found = [("calibration", outcome - score), (f"calibration {band}", outcome - score)]
        if promise.log_loss is not None:
            loss = -math.log(max(score if label else 1 - score, _CLIP))
            found.append(("log_loss", max(-1.0, (loss - promise.log_loss) / _MOST_LOSS)))
        if promise.brier is not None:
            found.append(("brier", (outcome - score) ** 2 - promise.brier))
        if promise.auc is not None:
            if not label:
                self._last_negative = score
            elif self._last_negative is not None:
                above = 1.0 if score > self._last_negative else 0.5 if score == self._last_negative else 0.0
                found.append(("ranking", promise.auc - above))
                # A pair of its own for each: pairs that share a negative would not be independent.
                self._last_negative = None
        if promise.precision is not None and review:
            found.append(("precision", promise.precision - outcome))
        return found
