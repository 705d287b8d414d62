import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from andamio.models.calibration_fitting import FITTERS, Floats32, isotonic, platt
from andamio.models.recalibration import Floats, logit

ROWS = st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=60)
FINE = st.lists(st.tuples(st.floats(0, 1, width=32), st.booleans()), min_size=1, max_size=40)
ASKED = np.linspace(0, 1, 97, dtype=np.float32)


def arrays(rows: list[tuple[int, bool]]) -> tuple[Floats32, Floats]:
    """Scores far enough apart that no two points of a table are merged for being near."""
    return np.array([row[0] / 40 for row in rows], dtype=np.float32), np.array([float(row[1]) for row in rows])


@settings(deadline=None)
@given(rows=ROWS)
def test_the_table_runs_through_the_centres_of_scikit_learns_levels(rows: list[tuple[int, bool]]) -> None:
    scores, labels = arrays(rows)
    raw = np.concatenate([scores, [scores.min(), scores.max()]]).astype(np.float64)
    levels = IsotonicRegression(y_min=0, y_max=1).fit_transform(raw, np.concatenate([labels, [1.0, 0.0]]))
    groups = [np.isclose(levels, level, atol=1e-9) for level in np.unique(levels.round(9))]

    found = isotonic(scores, labels, "data").points

    expected = [(raw[group].mean(), levels[group].mean()) for group in groups]
    np.testing.assert_allclose(np.array(found), np.array(expected), atol=1e-8)


@given(rows=FINE)
def test_what_is_fitted_never_turns_a_rank_round_and_is_never_certain(rows: list[tuple[float, bool]]) -> None:
    scores = np.array([row[0] for row in rows], dtype=np.float32)
    labels = np.array([float(row[1]) for row in rows])
    for fit in FITTERS.values():
        calibrated = fit(scores, labels, "data").apply(ASKED)
        assert (np.diff(calibrated) >= 0).all()
        assert isotonic(scores, labels, "data").apply(ASKED).min() > 0
        assert isotonic(scores, labels, "data").apply(ASKED).max() < 1


@given(rows=FINE)
def test_the_rounding_of_a_score_stays_below_the_tolerance_of_golden_sets(rows: list[tuple[float, bool]]) -> None:
    scores = np.array([row[0] for row in rows], dtype=np.float32)
    table = isotonic(scores, np.array([float(row[1]) for row in rows]), "data")
    beside = np.nextafter(scores, np.float32(1))
    assert np.abs(table.apply(beside) - table.apply(scores)).max() < 1e-5


def test_platts_curve_is_the_logistic_regression_towards_his_targets() -> None:
    random = np.random.default_rng(3)
    scores = random.uniform(0.02, 0.98, 400).astype(np.float32)
    labels = (random.random(400) < scores**2).astype(np.float64)
    positives, negatives = labels.sum(), 400 - labels.sum()
    # A row of a share is two weighted rows.
    shares = np.where(labels > 0, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    doubled = np.tile(logit(scores.astype(float)), 2)[:, None]
    outcomes, weights = np.repeat([1, 0], 400), np.concatenate([shares, 1 - shares])
    oracle = LogisticRegression(C=1e12, tol=1e-10).fit(doubled, outcomes, sample_weight=weights)

    found = platt(scores, labels, "data")

    assert found.slope == pytest.approx(oracle.coef_[0, 0], rel=1e-3)
    assert found.intercept == pytest.approx(oracle.intercept_[0], rel=1e-3)


def test_scores_that_rank_the_wrong_way_keep_their_order() -> None:
    scores = np.linspace(0.1, 0.9, 50, dtype=np.float32)
    found = platt(scores, (scores < 0.5).astype(np.float64), "data")
    assert found.slope == 0.01
    assert 0.45 < float(found.apply(scores).mean()) < 0.55
