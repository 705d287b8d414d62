"""How a package's scores are calibrated and how well they were, as lines for a person."""

from collections.abc import Iterator, Mapping

from andamio.models.calibration import Calibrator
from andamio.models.package import Manifest
from andamio.models.performance import Performance, PromisedMetric

CALIBRATION_METRICS = ("calibration_slope", "calibration_intercept", "ece")


def calibrator_text(calibrator: Calibrator) -> str:
    """One line: the method with its numbers, and on what it was fitted."""
    if calibrator.place == "none":
        return "none" if calibrator.choice is not None else "none; no method was compared"
    numbers = f"{len(calibrator.points)} points" if calibrator.points else calibrator.place
    if calibrator.slope is not None and calibrator.intercept is not None:
        numbers = f"slope {calibrator.slope:.4f}, intercept {calibrator.intercept:+.4f} on the logit"
    data = f"{calibrator.rows} rows of {calibrator.data_fingerprint[:12]}"
    return f"{calibrator.method}, {numbers}, fitted on {data}"


def choice_text(calibrator: Calibrator) -> str:
    """One line: what the methods were worth when one was chosen."""
    choice = calibrator.choice
    if choice is None:
        return "nothing was compared"
    losses = (
        f"{method} {loss:.4f}"
        + (
            f" (over none {loss - choice.log_loss['none']:+.4f}, s.e. {choice.standard_error[method]:.4f})"
            if method in choice.standard_error
            else ""
        )
        for method, loss in choice.log_loss.items()
    )
    return f"log loss on {choice.rows} rows within the training period: {', '.join(losses)}"


def reliability_lines(performance: Performance) -> Iterator[str]:
    """The reliability table, from the lowest scores to the highest."""
    for each in performance.reliability:
        yield f"{each.predicted:.4f} came {each.observed:.4f} {_ends(each.low, each.high)}, {each.rows} rows"


def metric_text(metric: PromisedMetric) -> str:
    """As in "0.0180 [0.0150, 0.0340]"."""
    return f"{metric.value:.4f} {_ends(metric.low, metric.high)}"


def calibration_differences(ours: Manifest, theirs: Manifest) -> Iterator[str]:
    """Lines on how two packages differ in calibration; none where they do not."""
    for name, text in (("calibrator", calibrator_text), ("calibrator chosen by", choice_text)):
        a, b = text(ours.calibrator), text(theirs.calibrator)
        if a != b:
            yield f"{name}: {a} -> {b}"
    for name in CALIBRATION_METRICS:
        a, b = (_promised(manifest, name) for manifest in (ours, theirs))
        if a != b:
            yield f"{name.replace('_', ' ')}: {a} -> {b}"


def promise_differences(ours: Manifest, theirs: Manifest) -> Iterator[str]:
    """Lines on the other metrics that two packages promise; none where they do not differ."""
    promised = (manifest.performance.metrics if manifest.performance else {} for manifest in (ours, theirs))
    names = dict.fromkeys(name for metrics in promised for name in metrics if name not in CALIBRATION_METRICS)
    for name in names:
        a, b = (_promised(manifest, name) for manifest in (ours, theirs))
        if a != b:
            yield f"{name.replace('_', ' ')}: {a} -> {b}"


def _promised(manifest: Manifest, name: str) -> str:
    metrics: Mapping[str, PromisedMetric] = {} if manifest.performance is None else manifest.performance.metrics
    return metric_text(metrics[name]) if name in metrics else "not promised"


def _ends(low: float | None, high: float | None) -> str:
    ends = ("open" if end is None else f"{end:.4f}" for end in (low, high))
    return f"[{', '.join(ends)}]"
