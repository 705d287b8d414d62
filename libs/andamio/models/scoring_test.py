import math
from dataclasses import replace
from pathlib import Path

import numpy
import pytest

from andamio.models.calibration import Calibrator
from andamio.models.errors import ScoringError
from andamio.models.golden import check_golden
from andamio.models.linear_model import linear_onnx
from andamio.models.package import GoldenRow, Manifest, ModelPackage, write_package
from andamio.models.scoring import OnnxScorer, input_vector, to_matrix

MANIFEST = Manifest("m", ("amount", "f"), "s@1", ("amount",), 0.5, "run", "data", "abc")


def package(directory: Path, onnx_bytes: bytes | None = None, expected: float = 0.5) -> ModelPackage:
    return write_package(
        directory / "package",
        onnx_bytes=onnx_bytes if onnx_bytes is not None else linear_onnx([1.0, -2.0], 0.25),
        manifest=MANIFEST,
        golden_rows=[GoldenRow((2.0, 1.125), expected), GoldenRow((None, 0.125), 0.5)],
    )


def test_scores_are_the_models_and_null_is_nan(tmp_path: Path) -> None:
    scores = OnnxScorer(package(tmp_path)).score(to_matrix([[1.0, 0.5], [None, 0], [3, None]]))

    expected = [1 / (1 + math.exp(-logit)) for logit in (0.25, 0.25, 3.25)]
    numpy.testing.assert_allclose(scores, expected, rtol=1e-6)
    assert math.isnan(to_matrix([[None, 1]])[0, 0])


def test_a_calibrator_in_a_table_is_part_of_the_score_on_any_number_of_threads(tmp_path: Path) -> None:
    table = Calibrator("isotonic", "table", "held out", 100, ((0.0, 0.0), (1.0, 0.5)))
    raw = package(tmp_path)
    calibrated = write_package(
        tmp_path / "calibrated",
        onnx_bytes=raw.model_bytes(),
        manifest=replace(MANIFEST, calibrator=table),
        golden_rows=[GoldenRow((2.0, 1.125), 0.25)],
    )
    matrix = to_matrix([[1.0, 0.5], [None, 0], [3, None]])
    numpy.testing.assert_allclose(
        OnnxScorer(calibrated, threads=2).score(matrix), OnnxScorer(raw).score(matrix) / 2, rtol=1e-6
    )
    assert check_golden(calibrated).passed


def test_a_matrix_of_another_width_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScoringError, match="takes 2 inputs"):
        OnnxScorer(package(tmp_path)).score(to_matrix([[1.0]]))


def test_a_graph_that_does_not_fit_its_manifest_is_refused_on_loading(tmp_path: Path) -> None:
    with pytest.raises(ScoringError, match="export the model"):
        OnnxScorer(package(tmp_path, onnx_bytes=linear_onnx([1.0, 2.0, 3.0], 0.0)))


def test_bytes_that_are_no_graph_are_refused_on_loading(tmp_path: Path) -> None:
    with pytest.raises(ScoringError, match="does not load"):
        OnnxScorer(package(tmp_path, onnx_bytes=b"nonsense"))


def test_golden_set_passes_when_the_scores_are_reproduced(tmp_path: Path) -> None:
    result = check_golden(package(tmp_path))

    assert (result.passed, result.rows) == (True, 2)
    assert result.worst_difference <= 1e-6


def test_golden_set_fails_with_the_row_that_is_worst(tmp_path: Path) -> None:
    result = check_golden(package(tmp_path, expected=0.75))

    assert not result.passed
    assert "1 of 2 golden scores" in result.detail
    assert "row 0: 0.500000 instead of 0.750000" in result.detail


def test_golden_set_of_a_model_that_does_not_load_fails_rather_than_raises(tmp_path: Path) -> None:
    result = check_golden(package(tmp_path, onnx_bytes=b"nonsense"))

    assert not result.passed
    assert result.worst_difference == math.inf


def test_input_vector_is_the_request_then_the_features_in_order(tmp_path: Path) -> None:
    model = package(tmp_path)

    assert input_vector(model, {"amount": 7, "other": 1}, {"f": None, "g": 2}) == [7, None]
    with pytest.raises(ScoringError, match="'f' of m is not among the features"):
        input_vector(model, {"amount": 7}, {"g": 2})
