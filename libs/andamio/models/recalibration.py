"""Logistic regression of an outcome on the logit of a score (Cox 1958): how far scores are from calibrated, and the cure.

    P(outcome) = 1 / (1 + exp(-(intercept + slope x logit(score))))

A calibrated score has intercept 0 and slope 1. `calibration_intercept` holds the slope at 1, as it is usually reported
beside the slope (Van Calster et al. 2019, BMC Medicine 17:230): above 0 the scores are too low on the whole.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

EDGE = 1e-7
"""Scores of exactly 0 or 1 have no logit: they count as this far from it."""
_STEPS = 50
_CLOSE = 1e-8


def logit(scores: Floats) -> Floats:
    """Of scores in [0, 1], moved `EDGE` away from its ends."""
    clipped = np.clip(scores, EDGE, 1 - EDGE)
    found: Floats = np.log(clipped / (1 - clipped))
    return found


def intercept_and_slope(logits: Floats, outcomes: Floats, weights: Floats) -> tuple[float, float] | None:
    """Of the maximum likelihood; None where there is none (one class, one score, or outcomes told apart without error).

    `outcomes` lie in [0, 1]: between them stands a share.
    """
    design = np.column_stack([np.ones_like(logits), logits])
    beta = np.zeros(2)
    loss = _loss(design @ beta, outcomes, weights)
    for _ in range(_STEPS):
        fitted = _sigmoid(design @ beta)
        curvature = (design * (weights * fitted * (1 - fitted))[:, None]).T @ design
        try:
            step = np.linalg.solve(curvature, design.T @ (weights * (outcomes - fitted)))
        except np.linalg.LinAlgError:
            return None
        if np.abs(step).max() < _CLOSE:
            return float(beta[0]), float(beta[1])
        # A whole step from far away can overshoot into where the curve is flat.
        while (ahead := _loss(design @ (beta + step), outcomes, weights)) > loss:
            step = step / 2
            if np.abs(step).max() < _CLOSE:
                break
        beta, loss = beta + step, ahead
    return None


def calibration_intercept(logits: Floats, outcomes: Floats, weights: Floats, slope: float = 1.0) -> float | None:
    """The intercept at a given slope; None where there is none (one class)."""
    intercept = 0.0
    for _ in range(_STEPS):
        fitted = _sigmoid(intercept + slope * logits)
        curvature = float((weights * fitted * (1 - fitted)).sum())
        if curvature <= 0:
            return None
        step = float((weights * (outcomes - fitted)).sum()) / curvature
        # As above; a logit of 2 is far.
        intercept += min(2.0, max(-2.0, step))
        if abs(step) < _CLOSE:
            return intercept
    return None


def _loss(logits: Floats, outcomes: Floats, weights: Floats) -> float:
    return float((weights * (np.logaddexp(0, logits) - outcomes * logits)).sum())


def _sigmoid(values: Floats) -> Floats:
    fitted: Floats = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
    return fitted
