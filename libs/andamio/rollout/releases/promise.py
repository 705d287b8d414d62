"""What a package promises of its scores, as the watch over matured labels compares it."""

from collections.abc import Sequence

from andamio.models.performance import Performance, ReliabilityBin
from andamio.rollout.judgement.label_watch import Promise


def promise_of(performance: Performance) -> Promise:
    """The promise of a package's manifest, of the first row of each customer where it says that: a label an entity counts.

    A package without a reliability table promises calibrated scores.
    """
    held_out = performance.first_rows or performance
    values = {name: metric.value for name, metric in held_out.metrics.items()}
    losses = values.get("log_loss"), values.get("brier"), values.get("auc"), values.get("precision")
    thirds = _thirds(held_out.reliability)
    if not all(thirds):
        return Promise(*losses)
    low, middle, high = thirds
    return Promise(
        *losses,
        bands=(_between(low, middle), _between(middle, high)),
        calibration=_gap(held_out.reliability),
        band_calibration=(_gap(low), _gap(middle), _gap(high)),
    )


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
