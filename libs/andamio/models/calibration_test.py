import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from andamio.models.calibration import Calibrator, MethodChoice
from andamio.models.calibration_fitting import isotonic, platt

CHOICE = MethodChoice(40, "later", {"none": 0.5, "platt": 0.25})
LOGISTIC = Calibrator("platt", "logistic", "data", 9, slope=0.5, intercept=-1.0)


@given(rows=st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=60))
def test_a_calibrator_comes_back_from_its_document(rows: list[tuple[int, bool]]) -> None:
    scores = numpy.array([row[0] / 40 for row in rows], dtype=numpy.float32)
    labels = numpy.array([float(row[1]) for row in rows])
    for fitted in (isotonic(scores, labels, "data"), platt(scores, labels, "data"), Calibrator(choice=CHOICE)):
        assert Calibrator.from_document(fitted.to_document()) == fitted


def test_a_document_from_before_there_were_choices_is_read() -> None:
    document = Calibrator("isotonic", "table", "data", 2, ((0.0, 0.5),)).to_document()
    older = {name: document[name] for name in ("method", "place", "data_fingerprint", "rows", "points")}
    assert Calibrator.from_document(older).to_document() == document


def test_a_model_without_a_calibrator_keeps_its_scores_and_nan_stays_nan() -> None:
    scores = numpy.array([0.25, float("nan")], dtype=numpy.float32)
    assert Calibrator(choice=CHOICE).apply(scores) is scores
    table = Calibrator("isotonic", "table", "data", 2, ((0.0, 0.5), (1.0, 0.75)))
    numpy.testing.assert_array_equal(table.apply(scores), numpy.array([0.5625, float("nan")], dtype=numpy.float32))
    assert numpy.isnan(LOGISTIC.apply(scores)).tolist() == [False, True]


def test_a_logistic_calibrator_is_its_formula_in_float64_rounded_once() -> None:
    scores = numpy.array([0.0, 0.125, 0.5, 1.0], dtype=numpy.float32)
    clipped = numpy.clip(scores.astype(float), 1e-7, 1 - 1e-7)
    odds = numpy.exp(-1.0) * numpy.sqrt(clipped / (1 - clipped))
    numpy.testing.assert_allclose(LOGISTIC.apply(scores), odds / (1 + odds), rtol=1e-6)
    assert LOGISTIC.apply(scores).dtype == numpy.float32


@pytest.mark.parametrize(
    "arguments",
    [
        ("platt", "somewhere", "data"),
        ("isotonic", "table", "data"),
        ("platt", "graph", ""),
        ("none", "graph", "data"),
        ("platt", "logistic", "data"),
        ("platt", "logistic", "data", 2, (), 1.0),
        ("platt", "logistic", "data", 2, (), -1.0, 0.0),
        ("platt", "graph", "data", 2, (), 1.0, 0.0),
        ("isotonic", "table", "data", 2, ((0.0, 0.5), (1.0, 0.25))),
        ("isotonic", "table", "data", 2, ((0.0, 0.5), (0.0, 0.75))),
        ("isotonic", "table", "data", 2, ((0.0, 0.5), (1.0, 1.25))),
    ],
)
def test_a_calibrator_that_says_too_little_or_does_not_rise_is_refused(arguments: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match="calibrator"):
        Calibrator(*arguments)  # type: ignore[arg-type]
