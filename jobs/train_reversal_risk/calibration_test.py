from dataclasses import replace

import pytest

from andamio.catalog.loading import load_catalog
from train_reversal_risk import fitting
from train_reversal_risk.calibration import calibrated
from train_reversal_risk.synthetic_history import TRAIN_UNTIL_MS, deliveries, history
from train_reversal_risk.training_set import TrainingSet, build


@pytest.fixture(scope="module")
def data() -> TrainingSet:
    service = load_catalog().services["reversal_risk@1"]
    return build(service, deliveries(*history(seed=1, count=3_000)), TRAIN_UNTIL_MS)


def test_no_held_out_row_has_a_say_in_model_calibrator_or_choice(data: TrainingSet) -> None:
    learner = fitting.learner(fitting.champion)
    without = replace(data, evaluation=replace(data.evaluation, examples=(), values=()), evaluation_history=())

    first, second = calibrated(learner, data, seed=1), calibrated(learner, without, seed=1)

    assert first.calibrator == second.calibrator
    assert fitting.weights(first.model, data.training.inputs) == fitting.weights(second.model, data.training.inputs)
    assert first.calibrator.choice is not None
    assert first.calibrator.choice.rows < len(data.training.examples) / 4


def test_too_little_to_compare_leaves_the_model_without_a_calibrator(data: TrainingSet) -> None:
    few = replace(data.rehearsal, examples=data.rehearsal.examples[:20], values=data.rehearsal.values[:20])

    found = calibrated(fitting.learner(fitting.champion), replace(data, rehearsal=few), seed=1)

    assert (found.calibrator.method, found.calibrator.choice, found.comparison) == ("none", None, None)
    assert found.final.fitted_rows == len(data.training.examples)
