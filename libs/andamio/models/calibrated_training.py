"""Fitting a model with a calibrator, and choosing the calibrator's method without a look at the held-out rows.

    ------------------------ training period ------------------------|-- the labels' horizon --|--- held out ---
    ------------ the model learns from ------------|-- calibrator --|                                      platt, isotonic
    ------------------------ the model learns from -----------------|                                      none

The calibrator's rows are the last ones of the training period, and the model does not see them; without a calibrator it
learns from them too. What that costs and brings is tried out before: trained as of an earlier time, with what was known
then, each method scores the rest of the training period. The one of the least log loss is taken if it is below that of no
calibrator by a standard error of the difference (the rule of Breiman et al. 1984 for the simpler of two models): a
calibrator is a stage more to go wrong, and takes rows from the model.

    ------ known at the earlier time ------|-- the horizon --|---- compared on ----|
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Generic, TypeVar

import numpy as np

from andamio.models.bootstrap import Evaluation, Interval
from andamio.models.calibration import Calibrator, Floats32, MethodChoice
from andamio.models.calibration_fitting import FITTERS, NONE
from andamio.models.metrics import Measured
from andamio.models.recalibration import Floats

CALIBRATION_SHARE = 0.2
"""Share of the training rows, the last ones, that a calibrator is fitted on."""
COMPARISON_SHARE = 0.2
"""Share of the training rows, the last ones, that methods are compared on."""
# Of either outcome; below this even two numbers are a guess.
_LEAST_OUTCOMES = 20
# A 95% interval of a normal estimate is so many standard errors wide.
_ERRORS_WIDE = 2 * 1.96

Model = TypeVar("Model")


@dataclass(frozen=True, slots=True)
class LabelledRows:
    """What a model learns from or is measured on, by time."""

    matrix: Floats32
    """Inputs [N, n]."""
    labels: Floats
    times_ms: Sequence[int]
    """Event times, rising, ms UTC."""
    clusters: Sequence[Hashable]
    """Whose each row is: rows of one are not independent."""

    def __len__(self) -> int:
        return len(self.labels)

    def parted(self, at_ms: int) -> tuple["LabelledRows", "LabelledRows"]:
        """The rows before `at_ms`, and the others."""
        index = int(np.searchsorted(np.asarray(self.times_ms), at_ms, side="left"))
        return self._rows(slice(0, index)), self._rows(slice(index, None))

    def last(self, share: float) -> int:
        """The time from which on the last `share` of the rows happened."""
        return int(self.times_ms[int(len(self) * (1 - share))])

    def fingerprint(self) -> str:
        """SHA-256 of times, labels and inputs, as the model sees them."""
        digest = sha256(np.asarray(self.times_ms, dtype="<i8").tobytes())
        digest.update(self.labels.astype("<f8").tobytes())
        # Whatever the bits of a value that is missing.
        digest.update(np.where(np.isnan(self.matrix), np.float32(np.nan), self.matrix).astype("<f4").tobytes())
        return digest.hexdigest()

    def teaches(self) -> bool:
        """Whether both outcomes are there often enough to say anything."""
        positives = int(self.labels.sum())
        return min(positives, len(self) - positives) >= _LEAST_OUTCOMES

    def _rows(self, rows: slice) -> "LabelledRows":
        return LabelledRows(self.matrix[rows], self.labels[rows], self.times_ms[rows], self.clusters[rows])


@dataclass(frozen=True, slots=True)
class Learner(Generic[Model]):
    """How one kind of model is fitted and run, by the training library."""

    fit: Callable[[Floats32, Floats], Model]
    predict: Callable[[Model, Floats32], Floats]


@dataclass(frozen=True, slots=True)
class CalibratedModel(Generic[Model]):
    """A fitted model and the calibrator that follows it."""

    model: Model
    calibrator: Calibrator
    fitted_rows: int

    def scores(self, learner: Learner[Model], matrix: Floats32) -> Floats:
        """As they will be served, by the training library."""
        return _calibrated(self.calibrator, learner.predict(self.model, matrix))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the methods were worth on rows after those that they were tried on."""

    choice: MethodChoice
    method: str
    """The one that was chosen."""
    log_loss: dict[str, Interval]
    over_none: dict[str, Interval]
    """Log loss of a method minus that of none, paired; below 0 calibrating helps."""
    known_at_ms: int
    """The methods were tried with what was known then; compared on what happened from then on."""


def fit_calibrated(learner: Learner[Model], rows: LabelledRows, method: str) -> CalibratedModel[Model]:
    """Fit on `rows`; with a calibrator the model learns from the earlier of them, and the calibrator from the others."""
    if method == NONE:
        return CalibratedModel(learner.fit(rows.matrix, rows.labels), Calibrator(), len(rows))
    earlier, later = rows.parted(rows.last(CALIBRATION_SHARE))
    model = learner.fit(earlier.matrix, earlier.labels)
    raw = learner.predict(model, later.matrix).astype(np.float32)
    return CalibratedModel(model, FITTERS[method](raw, later.labels, later.fingerprint()), len(earlier))


def compare(learner: Learner[Model], known: LabelledRows, after: LabelledRows, seed: int) -> Comparison | None:
    """Try each method on `known` and measure it on `after`; None if either says too little.

    `known` are the rows whose labels were certain when `after` begins, as they were known then. A method that has too few
    rows to be fitted on is no candidate.
    """
    if not known.teaches() or not after.teaches():
        return None
    earlier, later = known.parted(known.last(CALIBRATION_SHARE))
    scores = {NONE: learner.predict(learner.fit(known.matrix, known.labels), after.matrix)}
    if earlier.teaches() and later.teaches():
        # The methods share their model.
        model = learner.fit(earlier.matrix, earlier.labels)
        raw, asked = (learner.predict(model, rows.matrix).astype(np.float32) for rows in (later, after))
        for method, fitter in FITTERS.items():
            scores[method] = fitter(raw, later.labels, later.fingerprint()).apply(asked).astype(np.float64)
    evaluation = Evaluation(
        {method: Measured(after.labels, each) for method, each in scores.items()}, after.clusters, seed
    )
    losses = {method: evaluation.intervals(method)["log_loss"] for method in scores}
    over_none = {method: evaluation.differences(method, NONE)["log_loss"] for method in scores if method != NONE}
    choice = MethodChoice(
        rows=len(after),
        data_fingerprint=after.fingerprint(),
        log_loss={method: interval.value for method, interval in losses.items()},
        standard_error={method: (each.high - each.low) / _ERRORS_WIDE for method, each in over_none.items()},
    )
    return Comparison(
        choice=choice,
        method=_chosen(choice),
        log_loss=losses,
        over_none=over_none,
        known_at_ms=int(after.times_ms[0]),
    )


def fit_as_rehearsed(
    learner: Learner[Model], rehearsal: LabelledRows, rows: LabelledRows, seed: int
) -> tuple[CalibratedModel[Model], Comparison | None]:
    """Compare the methods, and fit on `rows` with the one that was chosen; the calibrator says how.

    `rehearsal` are the rows whose labels were certain at `rows.last(COMPARISON_SHARE)`, as they were known then. Without
    a comparison there is no calibrator.
    """
    comparison = compare(learner, rehearsal, rows.parted(rows.last(COMPARISON_SHARE))[1], seed)
    if comparison is None:
        return fit_calibrated(learner, rows, NONE), None
    fitted = fit_calibrated(learner, rows, comparison.method)
    return replace(fitted, calibrator=replace(fitted.calibrator, choice=comparison.choice)), comparison


def _chosen(choice: MethodChoice) -> str:
    loss = choice.log_loss
    best = min(choice.standard_error, key=lambda method: loss[method], default=NONE)
    return best if best != NONE and loss[best] < loss[NONE] - choice.standard_error[best] else NONE


def _calibrated(calibrator: Calibrator, raw: Floats) -> Floats:
    if calibrator.place in ("none", "graph"):
        # Not rounded: the golden check compares the graph with what the training library gave.
        return raw
    return calibrator.apply(raw.astype(np.float32)).astype(np.float64)
