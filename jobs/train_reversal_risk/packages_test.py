from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from andamio.models.calibrated_training import LabelledRows, fit_calibrated
from andamio.models.calibration import Calibrator
from andamio.models.errors import NotTheTrainedModel
from andamio.models.golden import check_golden
from andamio.models.metrics import Floats
from andamio.models.package import ModelPackage, load_package, write_package
from andamio.models.scoring import FloatMatrix, OnnxGraph, OnnxScorer
from andamio.models.trained_package import Provenance, package_model
from andamio.models.training_schema import DeclaredInput, DeclaredSchema
from train_reversal_risk import fitting
from train_reversal_risk.errors import TrainingError
from train_reversal_risk.onnx_export import logistic_onnx, trees_onnx
from train_reversal_risk.packages import MODEL, REVIEW_SHARE, broken, training_run_id

REQUEST = ("amount_minor", "lines")
DECLARED = DeclaredSchema(
    tuple(DeclaredInput(name, "number", "request") for name in REQUEST)
    + tuple(DeclaredInput(name, "number", "v@1") for name in ("sum", "mean", "never")),
    {"v@1": "meaning"},
)
PROVENANCE = Provenance(MODEL, DECLARED, REQUEST, "s@1", "data", "abc")
EXPORTS: dict[str, Callable[[], tuple[Any, Callable[[Any], bytes]]]] = {
    "champion": lambda: (fitting.champion(), logistic_onnx),
    "challenger": lambda: (fitting.challenger(5), lambda model: trees_onnx(model, len(PROVENANCE.inputs))),
}


def rows(seed: int, count: int = 600) -> tuple[FloatMatrix, Floats]:
    """Amounts over eleven orders of magnitude, missing values, a column without any."""
    random = np.random.default_rng(seed)
    matrix = np.exp(random.uniform(0, 25, (count, 5))).astype(np.float32)
    matrix[:, 1] = random.integers(1, 40, count)
    matrix[random.random(count) < 0.3, 3] = np.nan
    matrix[:, 4] = np.nan
    logit = (np.log(matrix[:, 0]) - 12) / 4 + np.isnan(matrix[:, 3])
    return matrix, (random.random(count) < 1 / (1 + np.exp(-logit))).astype(np.float64)


def packaged(directory: Path, name: str) -> tuple[Any, ModelPackage]:
    matrix, labels = rows(1)
    model, export = EXPORTS[name]()
    fitting.fit(model, matrix, labels)
    return model, package(directory / name, model, export(model), matrix)


def package(
    directory: Path,
    model: Any,
    onnx_bytes: bytes,
    matrix: FloatMatrix,
    calibrator: Calibrator = Calibrator(),
    scores: Floats | None = None,
) -> ModelPackage:
    return package_model(
        directory,
        provenance=PROVENANCE,
        run_id="run",
        onnx_bytes=onnx_bytes,
        matrix=matrix,
        scores=fitting.predict(model, matrix) if scores is None else scores,
        review_share=REVIEW_SHARE,
        calibrator=calibrator,
    )


@pytest.mark.parametrize("name", EXPORTS)
def test_the_graph_scores_unseen_rows_as_scikit_learn_does(tmp_path: Path, name: str) -> None:
    model, written = packaged(tmp_path, name)
    matrix, _ = rows(2)
    matrix[0] = np.nan
    matrix[1] = 0

    np.testing.assert_allclose(OnnxScorer(written).score(matrix), fitting.predict(model, matrix), rtol=0, atol=1e-5)


@pytest.mark.parametrize("name", EXPORTS)
def test_trees_and_regression_take_values_at_and_beside_their_thresholds_alike(tmp_path: Path, name: str) -> None:
    model, written = packaged(tmp_path, name)
    seen, _ = rows(1)
    beside = np.concatenate([seen, np.nextafter(seen, np.float32(np.inf)), np.nextafter(seen, np.float32(-np.inf))])

    np.testing.assert_allclose(OnnxScorer(written).score(beside), fitting.predict(model, beside), rtol=0, atol=1e-5)


@pytest.mark.parametrize("name", EXPORTS)
def test_the_same_training_makes_the_same_package_to_the_byte(tmp_path: Path, name: str) -> None:
    digests = {packaged(tmp_path / str(attempt), name)[1].digest for attempt in range(2)}

    assert len(digests) == 1


def test_the_threshold_sends_one_payment_in_ten_to_review(tmp_path: Path) -> None:
    _, written = packaged(tmp_path, "champion")

    scores = OnnxScorer(written).score(rows(1)[0])

    assert np.mean(scores >= written.manifest.threshold) == pytest.approx(0.1, abs=0.005)


@pytest.mark.parametrize("method", ["platt", "isotonic"])
@pytest.mark.parametrize("name", EXPORTS)
def test_a_calibrated_package_serves_to_the_bit_what_was_measured_and_its_golden_set_knows_the_calibrator(
    tmp_path: Path, name: str, method: str
) -> None:
    (matrix, labels), (unseen, _) = rows(1), rows(2)
    model, export = EXPORTS[name]()
    learner = fitting.learner(lambda: model)
    fitted = fit_calibrated(learner, LabelledRows(matrix, labels, range(600), range(600)), method)
    graph, scores = export(fitted.model), fitted.scores(learner, matrix)
    written = package(tmp_path / name, fitted.model, graph, matrix, fitted.calibrator, scores)

    measured = fitted.calibrator.apply(OnnxGraph(graph, 5).score(unseen))
    assert OnnxScorer(load_package(tmp_path / name)).score(unseen).tobytes() == measured.tobytes()
    # The threshold is one of calibrated scores.
    assert np.mean(scores >= written.manifest.threshold) == pytest.approx(REVIEW_SHARE, abs=0.02)
    without = write_package(
        tmp_path / "without",
        onnx_bytes=graph,
        manifest=replace(written.manifest, calibrator=Calibrator()),
        golden_rows=written.golden.rows,
    )
    assert not check_golden(without).passed


@pytest.mark.parametrize("name", EXPORTS)
def test_a_package_with_swapped_inputs_has_valid_digests_and_fails_its_golden_set(tmp_path: Path, name: str) -> None:
    _, original = packaged(tmp_path, name)

    broken(tmp_path / "broken", original, "amount_minor", "lines")
    wrong = load_package(tmp_path / "broken")

    assert wrong.golden == original.golden
    assert wrong.digest != original.digest
    assert not check_golden(wrong).passed


def test_a_swap_that_no_golden_row_notices_is_refused(tmp_path: Path) -> None:
    _, original = packaged(tmp_path, "champion")

    with pytest.raises(TrainingError, match="swapping never and never changes no golden score"):
        broken(tmp_path / "broken", original, "never", "never")


def test_a_graph_that_is_not_the_model_is_refused(tmp_path: Path) -> None:
    matrix, labels = rows(1)
    model = fitting.fit(fitting.champion(), matrix, labels)
    other = fitting.fit(fitting.champion(), matrix, 1 - labels)

    with pytest.raises(NotTheTrainedModel, match="the ONNX graph of champion is not the model that was trained"):
        package(tmp_path / "champion", model, logistic_onnx(other), matrix)
    assert list(tmp_path.iterdir()) == []


def test_the_run_id_says_data_code_and_settings() -> None:
    ids = {
        training_run_id(PROVENANCE, {"C": 1.0}),
        training_run_id(PROVENANCE, {"C": 1.0}),
        training_run_id(PROVENANCE, {"C": 2.0}),
    }

    assert len(ids) == 2
