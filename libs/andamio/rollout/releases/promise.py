"""What a package promises of its scores, as the watch over matured labels compares it."""

import math
from collections.abc import Sequence
from dataclasses import replace

from andamio.models.performance import Performance, PromisedMetric, ReliabilityBin
from andamio.rollout.judgement.label_differences import BANDS, Promise

# The watch's guards, and what a package calls their metrics.
_METRICS = {"log_loss": "log_loss", "brier": "brier", "ranking": "auc", "precision": "precision"}
_HIGHER_IS_BETTER = ("ranking", "precision")


def promise_of(performance: Performance) -> Promise:
    """The promise of a package's manifest, of the first row of each customer where it says that: a label an entity counts.

    A package without a reliability table promises calibrated scores.
    """
    held_out = performance.first_rows or performance
    metrics = {guard: held_out.metrics[name] for guard, name in _METRICS.items() if name in held_out.metrics}
    values = {guard: metric.value for guard, metric in metrics.items()}
    uncertainty = {guard: _worse(guard, metric) for guard, metric in metrics.items()}
    promise = Promise(
        values.get("log_loss"),
        values.get("brier"),
        values.get("ranking"),
        values.get("precision"),
        uncertainty=uncertainty,
    )
    bands = _thirds(held_out.reliability)
    if not all(bands):
        return promise
    low, middle, high = bands
    return replace(
        promise,
        bands=(_between(low, middle), _between(middle, high)),
        calibration=_gap(held_out.reliability),
        band_calibration=(_gap(low), _gap(middle), _gap(high)),
        uncertainty=uncertainty
        | {"calibration": _half_width(held_out.reliability)}
        | {f"calibration {name}": _half_width(band) for name, band in zip(BANDS, bands)},
    )


def _worse(guard: str, metric: PromisedMetric) -> float:
    """From the value to the worse end of its interval; an open end says nothing, and nothing is added for it."""
    end = metric.low if guard in _HIGHER_IS_BETTER else metric.high
    return 0.0 if end is None else abs(end - metric.value)


Bins = Sequence[ReliabilityBin]


def _thirds(bins: Bins) -> tuple[Bins, Bins, Bins]:
    """Of about as many rows each: a bin goes where the middle one of its rows lies."""
    thirds: tuple[list[ReliabilityBin], list[ReliabilityBin], list[ReliabilityBin]] = ([], [], [])
    rows, before = sum(each.rows for each in bins), 0
    for each in bins:
        thirds[min(2, int(3 * (before + each.rows / 2) / rows))].append(each)
        before += each.rows
    return thirds


def _between(lower: Bins, higher: Bins) -> float:
    return (lower[-1].predicted + higher[0].predicted) / 2


def _gap(bins: Bins) -> float:
    """Mean of label minus score."""
    return sum(each.rows * (each.observed - each.predicted) for each in bins) / sum(each.rows for each in bins)


def _half_width(bins: Bins) -> float:
    """Of the interval of the mean of label minus score: bins are of different rows, so squares add up."""
    rows = sum(each.rows for each in bins)
    ends = (
        (each.observed if each.low is None else each.low, each.observed if each.high is None else each.high)
        for each in bins
    )
    return math.sqrt(sum((each.rows * (high - low) / 2) ** 2 for each, (low, high) in zip(bins, ends))) / rows
