"""A calibrator is fitted on rows that its model did not see, and taken where that pays."""

from dataclasses import dataclass

import numpy as np
import pytest

from andamio.models.calibrated_training import (
    CalibratedModel,
    LabelledRows,
    Learner,
    compare,
    fit_calibrated,
)
from andamio.models.calibration import Floats32
from andamio.models.recalibration import Floats


@dataclass(frozen=True)
class Known:
    """A "model" whose scores have `slope` times the true logit, and the rows that it was fitted on."""

    slope: float
    rows: frozenset[float]


def learner(slope: float) -> Learner[Known]:
    """The first input is the true logit, the second a row's number."""

    def predict(model: Known, matrix: Floats32) -> Floats:
        scores: Floats = 1 / (1 + np.exp(-model.slope * matrix[:, 0].astype(np.float64)))
        return scores

    return Learner(lambda matrix, labels: Known(slope, frozenset(matrix[:, 1].tolist())), predict)


def rows(count: int, seed: int, first: int = 0) -> LabelledRows:
    random = np.random.default_rng(seed)
    logits = random.normal(-1, 1.2, count)
    labels = (random.random(count) < 1 / (1 + np.exp(-logits))).astype(np.float64)
    numbers = range(first, first + count)
    return LabelledRows(np.column_stack([logits, numbers]).astype(np.float32), labels, numbers, numbers)


@pytest.mark.parametrize("method", ["platt", "isotonic"])
def test_a_model_never_sees_the_last_rows_on_which_its_calibrator_is_fitted(method: str) -> None:
    data = rows(1_000, seed=1)

    fitted = fit_calibrated(learner(2.0), data, method)

    assert fitted.model.rows == set(range(800))
    assert (fitted.fitted_rows, fitted.calibrator.rows, fitted.calibrator.method) == (800, 200, method)
    assert fitted.calibrator.data_fingerprint == data.parted(800)[1].fingerprint()


def test_without_a_calibrator_the_model_learns_from_every_row() -> None:
    fitted = fit_calibrated(learner(1.0), rows(1_000, seed=1), "none")

    assert (len(fitted.model.rows), fitted.calibrator.method) == (1_000, "none")


def test_rows_of_one_time_stay_together() -> None:
    data = rows(10, seed=1)
    tied = LabelledRows(data.matrix, data.labels, [0] * 7 + [1] * 3, data.clusters)

    earlier, later = tied.parted(tied.last(0.2))

    assert (len(earlier), len(later)) == (7, 3)


@pytest.mark.parametrize("slope", [2.5, 0.4])
def test_scores_that_are_too_extreme_or_too_timid_get_a_calibrator(slope: float) -> None:
    compared = compare(learner(slope), rows(3_000, seed=2), rows(1_000, seed=3, first=3_000), seed=0)

    assert compared is not None
    assert compared.method != "none"
    assert compared.over_none[compared.method].high < 0
    assert compared.known_at_ms == 3_000
    fitted = fit_calibrated(learner(slope), rows(4_000, seed=4), "platt")
    assert fitted.calibrator.slope == pytest.approx(1 / slope, rel=0.2)


@pytest.mark.parametrize("seed", range(5))
def test_scores_that_are_calibrated_are_left_alone(seed: int) -> None:
    compared = compare(learner(1.0), rows(3_000, seed=10 + seed), rows(1_000, seed=20 + seed, first=3_000), seed=0)

    assert compared is not None
    assert compared.method == "none"
    assert set(compared.choice.log_loss) == {"none", "platt", "isotonic"}
    assert set(compared.choice.standard_error) == {"platt", "isotonic"}


def test_too_few_outcomes_compare_nothing_or_leave_no_candidate_but_none() -> None:
    assert compare(learner(2.0), rows(3_000, seed=1), rows(20, seed=1), seed=0) is None
    few = compare(learner(2.5), rows(200, seed=1), rows(1_000, seed=2), seed=0)
    assert few is not None
    assert (few.method, set(few.choice.log_loss)) == ("none", {"none"})


def test_a_score_without_a_calibrator_is_not_rounded() -> None:
    data = rows(50, seed=1)
    fitted: CalibratedModel[Known] = fit_calibrated(learner(1.0), data, "none")

    assert (fitted.scores(learner(1.0), data.matrix) == learner(1.0).predict(fitted.model, data.matrix)).all()
