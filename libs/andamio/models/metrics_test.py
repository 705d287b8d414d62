import math

import numpy as np
import pytest
from sklearn import metrics as oracle
from sklearn.linear_model import LogisticRegression

from andamio.models.bootstrap import Evaluation
from andamio.models.metrics import Floats, Measured


def sample(seed: int, rows: int = 400) -> tuple[Floats, Floats, Floats]:
    """(labels, scores with ties, resampling weights with zeros)."""
    random = np.random.default_rng(seed)
    scores = np.round(random.beta(2, 5, rows), 2).clip(0.01, 0.99)
    labels = (random.random(rows) < scores).astype(np.float64)
    return labels, scores, random.poisson(1.0, rows).astype(np.float64)


@pytest.mark.parametrize("seed", range(5))
def test_metrics_equal_scikit_learns_with_sample_weights(seed: int) -> None:
    labels, scores, weights = sample(seed)

    found = Measured(labels, scores).all(weights)

    assert found["log_loss"] == pytest.approx(oracle.log_loss(labels, scores, sample_weight=weights))
    assert found["brier"] == pytest.approx(oracle.brier_score_loss(labels, scores, sample_weight=weights))
    assert found["auc"] == pytest.approx(oracle.roc_auc_score(labels, scores, sample_weight=weights))
    assert found["average_precision"] == pytest.approx(
        oracle.average_precision_score(labels, scores, sample_weight=weights)
    )


def test_the_calibration_slope_is_that_of_an_unpenalized_logistic_regression() -> None:
    labels, scores, weights = sample(9)
    logit = np.log(scores / (1 - scores))[:, None]

    slope = LogisticRegression(C=1e12, tol=1e-10).fit(logit, labels, sample_weight=weights).coef_[0, 0]

    assert Measured(labels, scores).all(weights)["calibration_slope"] == pytest.approx(slope, rel=1e-4)


def test_scores_that_are_the_rates_have_no_calibration_error() -> None:
    scores = np.repeat([0.25, 0.75], 400)
    labels = np.tile([1.0, 0, 0, 0], 200)
    labels[400:] = 1 - labels[400:]

    assert Measured(labels, scores).all(np.ones(800))["ece"] == pytest.approx(0)


def test_a_constant_score_has_no_calibration_slope_and_ranks_nothing() -> None:
    labels, _, weights = sample(3)

    found = Measured(labels, np.full_like(labels, 0.3)).all(weights)

    assert math.isnan(found["calibration_slope"])
    assert found["auc"] == pytest.approx(0.5)
    assert found["average_precision"] == pytest.approx(np.average(labels, weights=weights))


def test_the_same_seed_gives_the_same_intervals_around_the_value() -> None:
    labels, scores, _ = sample(4)
    customers = [f"c{row % 50}" for row in range(len(labels))]

    first, second = (Evaluation({"m": Measured(labels, scores)}, customers, 7, 100) for _ in range(2))

    assert first.intervals("m") == second.intervals("m")
    for name, interval in first.intervals("m").items():
        assert interval.low < interval.value < interval.high or name == "ece"


def test_customers_with_many_payments_widen_the_interval() -> None:
    labels, scores, _ = sample(5, 100)
    repeated = np.repeat(labels, 20), np.repeat(scores, 20)
    measured = {"m": Measured(*repeated)}

    as_rows = Evaluation(measured, range(2_000), 7, 200).intervals("m")["brier"]
    as_customers = Evaluation(measured, [row // 20 for row in range(2_000)], 7, 200).intervals("m")["brier"]

    assert as_customers.high - as_customers.low > 3 * (as_rows.high - as_rows.low)


def test_a_scorer_does_not_differ_from_itself_on_any_resample() -> None:
    labels, scores, _ = sample(6)
    evaluation = Evaluation({"a": Measured(labels, scores), "b": Measured(labels, scores.copy())}, range(400), 7, 50)

    assert {(i.value, i.low, i.high) for i in evaluation.differences("a", "b").values()} == {(0.0, 0.0, 0.0)}


def test_first_rows_are_one_of_each_customer_in_order() -> None:
    labels, scores, _ = sample(8)
    customers = [row // 4 for row in range(400)]

    first = Evaluation({"m": Measured(labels, scores, 0.4)}, customers, 7, 50).of_first_rows("m")

    assert first.intervals("m") == Evaluation(
        {"m": Measured(labels[::4], scores[::4], 0.4)}, range(100), 7, 50
    ).intervals("m")
