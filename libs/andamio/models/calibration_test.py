import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression

from andamio.models.calibration import Calibrator, isotonic

ROWS = st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=60)


@settings(deadline=None)
@given(rows=ROWS)
def test_the_isotonic_table_is_scikit_learns(rows: list[tuple[int, bool]]) -> None:
    scores, labels = numpy.array([row[0] / 40 for row in rows]), numpy.array([float(row[1]) for row in rows])
    asked = numpy.linspace(-0.1, 1.1, 97).astype(numpy.float32)

    ours = isotonic(scores, labels, "data").apply(asked)

    oracle = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(scores, labels)
    numpy.testing.assert_allclose(ours, oracle.predict(asked), atol=2e-6)


@given(rows=ROWS)
def test_a_calibrator_comes_back_from_its_document(rows: list[tuple[int, bool]]) -> None:
    fitted = isotonic([row[0] / 40 for row in rows], [float(row[1]) for row in rows], "data")
    assert Calibrator.from_document(fitted.to_document()) == fitted


def test_a_model_without_a_table_keeps_its_scores_and_nan_stays_nan() -> None:
    scores = numpy.array([0.25, float("nan")], dtype=numpy.float32)
    assert Calibrator().apply(scores) is scores
    table = Calibrator("isotonic", "table", "data", 2, ((0.0, 0.5), (1.0, 0.75)))
    numpy.testing.assert_array_equal(table.apply(scores), numpy.array([0.5625, float("nan")], dtype=numpy.float32))


@pytest.mark.parametrize(
    "arguments",
    [
        ("platt", "somewhere", "data"),
        ("isotonic", "table", "data"),
        ("platt", "graph", ""),
        ("none", "graph", "data"),
        ("isotonic", "table", "data", 2, ((0.0, 0.5), (1.0, 0.25))),
        ("isotonic", "table", "data", 2, ((0.0, 0.5), (0.0, 0.75))),
        ("isotonic", "table", "data", 2, ((0.0, 0.5), (1.0, 1.25))),
    ],
)
def test_a_calibrator_that_says_too_little_or_does_not_rise_is_refused(arguments: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match="calibrator"):
        Calibrator(*arguments)  # type: ignore[arg-type]
