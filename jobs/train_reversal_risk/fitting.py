"""The two models, as scikit-learn pipelines over float64 inputs that have been rounded to float32.

    champion      logistic regression on log(1 + x), standardized; a missing input is its mean and an indicator
    challenger    gradient boosted trees; a missing input is -1, below every real one

Settings are scikit-learn's usual ones and were not searched: the evaluation is looked at once.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

from andamio.models.calibrated_training import Learner
from andamio.models.metrics import Floats
from andamio.models.scoring import FloatMatrix

Params = dict[str, str | int | float]

CHAMPION_PARAMS: Params = {"model": "logistic regression", "C": 1.0, "max_iter": 1000}
CHALLENGER_PARAMS: Params = {
    "model": "gradient boosted trees",
    "n_estimators": 100,
    "max_depth": 3,
    "learning_rate": 0.1,
    "subsample": 0.5,
}
MISSING = -1.0
"""Stands for no value in front of the trees: inputs are counts, amounts and durations, never negative."""


def champion() -> Any:
    """The unfitted champion."""
    return Pipeline(
        [
            ("log", FunctionTransformer(np.log1p)),
            ("scale", StandardScaler()),  # passes NaN on
            (
                "impute",
                SimpleImputer(strategy="constant", fill_value=0.0, add_indicator=True, keep_empty_features=True),
            ),
            ("regress", LogisticRegression(C=CHAMPION_PARAMS["C"], max_iter=CHAMPION_PARAMS["max_iter"])),
        ]
    )


def challenger(seed: int) -> Any:
    """The unfitted challenger."""
    settings = {name: value for name, value in CHALLENGER_PARAMS.items() if name != "model"}
    return Pipeline(
        [
            ("impute", SimpleImputer(strategy="constant", fill_value=MISSING, keep_empty_features=True)),
            ("boost", GradientBoostingClassifier(random_state=seed, **settings)),
        ]
    )


def fit(model: Any, matrix: FloatMatrix, labels: Floats) -> Any:
    """Fit in place and return the model. Trained on what serving sees: values rounded to float32."""
    # An input that is missing in every row has no mean, and NumPy would say so.
    with np.errstate(invalid="ignore"):
        return model.fit(matrix.astype(np.float64), labels.astype(int))


def predict(model: Any, matrix: FloatMatrix) -> Floats:
    """The probability of a reversal, by scikit-learn."""
    probabilities: NDArray[np.float64] = model.predict_proba(matrix.astype(np.float64))[:, 1]
    return probabilities


def learner(unfitted: Callable[[], Any]) -> Learner[Any]:
    """How a model of this kind is fitted and run; `unfitted` makes a new one."""
    return Learner(lambda matrix, labels: fit(unfitted(), matrix, labels), predict)


def weights(model: Any, inputs: tuple[str, ...]) -> list[tuple[str, float]]:
    """What moves the score, largest first: coefficients per standard deviation, or the trees' share of gain."""
    if "regress" in model.named_steps:
        indicators = [f"{inputs[i]} is missing" for i in model.named_steps["impute"].indicator_.features_]
        values = model.named_steps["regress"].coef_[0]
    else:
        indicators, values = [], model.named_steps["boost"].feature_importances_
    named = zip((*inputs, *indicators), map(float, values), strict=True)
    return sorted(named, key=lambda each: -abs(each[1]))
