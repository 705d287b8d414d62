"""Fitting a calibrator to scores and outcomes of rows that the model was not fitted on.

platt       two numbers, for scores that are too extreme or too timid throughout (Platt 1999; on the logit, as Cox 1958)
isotonic    any rising curve, for what has another shape and many rows: pool adjacent violators (Ayer et al. 1955),
            drawn through the centres of its blocks (Oron & Flournoy 2017), so that ranks survive within a block
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from andamio.models.calibration import Calibrator
from andamio.models.recalibration import Floats, calibration_intercept, intercept_and_slope, logit

NONE = "none"
Floats32 = NDArray[np.float32]
Fitter = Callable[[Floats32, Floats, str], Calibrator]
"""(raw scores, labels of 0 and 1, fingerprint of the rows) to a calibrator."""

# A slope of 0 or less would throw the ranking away, or turn it round.
_LEAST_SLOPE = 0.01
# Nearer points would magnify the rounding of a score beyond the tolerance of golden sets.
_LEAST_LOGIT_STEP = 0.02


def platt(scores: Floats32, labels: Floats, data_fingerprint: str) -> Calibrator:
    """The logistic curve of the largest likelihood, towards Platt's targets, which no sample can push to 0 or 1."""
    logits, weights = logit(scores.astype(np.float64)), np.ones(len(labels))
    positives = float(labels.sum())
    negatives = len(labels) - positives
    targets = np.where(labels > 0, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    line = intercept_and_slope(logits, targets, weights)
    if line is None or line[1] < _LEAST_SLOPE:
        intercept = calibration_intercept(logits, targets, weights, _LEAST_SLOPE)
        line = (0.0 if intercept is None else intercept, _LEAST_SLOPE)
    return Calibrator("platt", "logistic", data_fingerprint, len(labels), slope=line[1], intercept=line[0])


def isotonic(scores: Floats32, labels: Floats, data_fingerprint: str) -> Calibrator:
    """The rising table with the least squared error of `labels` over `scores`, through the centres of its levels.

    Beside the rows stand two that are made up, a positive at the lowest score and a negative at the highest: no
    probability is 0 or 1, which the first row to the contrary would refute without end.
    """
    ends = np.array([scores.min(), scores.max()], dtype=np.float32)
    raw, ranks = np.unique(np.concatenate([scores, ends]).astype(np.float64), return_inverse=True)
    weights = np.bincount(ranks).astype(np.float64)
    means = np.bincount(ranks, np.concatenate([labels, [1.0, 0.0]])) / weights
    # Blocks of (mean, weight, centre): one that is not above its predecessor is merged with it.
    blocks: list[tuple[float, float, float]] = []
    for block in zip(means.tolist(), weights.tolist(), raw.tolist()):
        while blocks and (blocks[-1][0] >= block[0] or _near(blocks[-1][2], block[2])):
            block = _merged(blocks.pop(), block)
        blocks.append(block)
    points = tuple((centre, min(1.0, max(0.0, mean))) for mean, _, centre in blocks)
    return Calibrator("isotonic", "table", data_fingerprint, len(labels), points)


FITTERS: Mapping[str, Fitter] = {"platt": platt, "isotonic": isotonic}


def _merged(before: tuple[float, float, float], block: tuple[float, float, float]) -> tuple[float, float, float]:
    weight = before[1] + block[1]
    mean, centre = ((before[i] * before[1] + block[i] * block[1]) / weight for i in (0, 2))
    return mean, weight, centre


def _near(lower: float, higher: float) -> bool:
    low, high = logit(np.array([lower, higher]))
    return bool(high - low < _LEAST_LOGIT_STEP)
