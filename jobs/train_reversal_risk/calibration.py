"""The calibrator of each model: chosen in a rehearsal within the training part, and what the report says of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from andamio.models.bootstrap import Evaluation, Interval
from andamio.models.calibrated_training import CalibratedModel, Comparison, Learner, fit_as_rehearsed
from andamio.models.calibration import Calibrator
from andamio.models.calibration_fitting import NONE
from andamio.models.calibration_lines import CALIBRATION_METRICS
from train_reversal_risk.training_set import TrainingSet


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A fitted model with its calibrator, and how that was chosen."""

    final: CalibratedModel[Any]
    comparison: Comparison | None
    """None where the training part says too little for one; then there is no calibrator."""
    without: Any | None
    """Where there is a calibrator: the same kind of model fitted on every training row."""

    @property
    def model(self) -> Any:
        return self.final.model

    @property
    def calibrator(self) -> Calibrator:
        return self.final.calibrator


def calibrated(learner: Learner[Any], data: TrainingSet, seed: int) -> Calibrated:
    """Compare the methods in the rehearsal, and fit with the one that was chosen there."""
    rows = data.training.labelled
    final, comparison = fit_as_rehearsed(learner, data.rehearsal.labelled, rows, seed)
    alternative = None if final.calibrator.method == NONE else learner.fit(rows.matrix, rows.labels)
    return Calibrated(final, comparison, alternative)


def uncalibrated(name: str) -> str:
    """What the evaluation calls the graph of a model before its calibrator."""
    return f"{name}, before its calibrator"


def without(name: str) -> str:
    """What the evaluation calls the model that learned from every training row and has no calibrator."""
    return f"{name} without a calibrator"


def document(name: str, fitted: Calibrated, evaluation: Evaluation) -> dict[str, Any]:
    """A model's part of the report's `calibration`; metrics and reliability are of the evaluation part."""
    comparison = fitted.comparison
    return {
        "method": fitted.calibrator.method,
        "calibrator": fitted.calibrator.to_document(),
        "model_rows": fitted.final.fitted_rows,
        "comparison": (
            None
            if comparison is None
            else {
                "known_at_ms": comparison.known_at_ms,
                "rows": comparison.choice.rows,
                "log_loss": intervals(comparison.log_loss),
                "log_loss_minus_none": intervals(comparison.over_none),
            }
        ),
        "served": _measured(evaluation, name),
        "before_calibrator": _measured(evaluation, uncalibrated(name)),
        "without_calibrator": _measured(evaluation, without(name)),
    }


def headline(name: str, section: Mapping[str, Any]) -> dict[str, Any]:
    """What the quickstart's report shows of a model's part of `calibration`."""

    def numbers(key: str) -> dict[str, Any] | None:
        measured = section[key]
        return measured and {
            each: measured["metrics"][each] for each in CALIBRATION_METRICS if each in measured["metrics"]
        }

    choice = section["calibrator"]["choice"]
    return {
        "name": name,
        "method": section["method"],
        "compared": {} if choice is None else choice["log_loss"],
        "before": numbers("before_calibrator"),
        "served": numbers("served"),
    }


def summary(name: str, section: Mapping[str, Any]) -> str:
    """A line for the terminal."""
    line = f"{name}: calibrator {section['method']}"
    if section["comparison"] is not None:
        losses = ", ".join(
            f"{method} {loss['value']:.4f}" for method, loss in section["comparison"]["log_loss"].items()
        )
        line += (
            f", chosen within the training part on {section['comparison']['rows']:,} payments by log loss ({losses})"
        )
    for key, said in (("before_calibrator", "before it"), ("served", "as served")):
        if section[key] is not None:
            metrics = section[key]["metrics"]
            numbers = (
                f"{text} {metrics[metric]['value']:.3f} [{metrics[metric]['low']:.3f}, {metrics[metric]['high']:.3f}]"
                for metric, text in (
                    ("calibration_slope", "slope"),
                    ("calibration_intercept", "intercept"),
                    ("ece", "ECE"),
                )
                if metric in metrics
            )
            line += f"; {said} {', '.join(numbers)}"
    return line


def intervals(found: Mapping[str, Interval]) -> dict[str, dict[str, float | None]]:
    """For JSON."""
    return {name: interval.document() for name, interval in found.items()}


def reliability(evaluation: Evaluation, name: str) -> list[dict[str, Any]]:
    """The table of a scorer: what was said of rows of similar scores, and what came."""
    return [
        {
            "predicted": predicted,
            "observed": observed.value,
            "low": observed.document()["low"],
            "high": observed.document()["high"],
            "count": count,
        }
        for predicted, observed, count in evaluation.reliability(name)
    ]


def _measured(evaluation: Evaluation, name: str) -> dict[str, Any] | None:
    if name not in evaluation.scorers:
        return None
    return {"metrics": intervals(evaluation.intervals(name)), "reliability": reliability(evaluation, name)}
