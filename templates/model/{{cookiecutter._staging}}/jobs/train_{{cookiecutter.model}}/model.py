"""The model: a logistic regression on standardized inputs, a missing one counting as 0; and the same as an ONNX graph."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

from andamio.models.linear_model import linear_onnx
from andamio.models.scoring import FloatMatrix

Floats = NDArray[np.float64]


def fit(matrix: FloatMatrix, labels: Floats) -> Any:
    """The pipeline fitted to inputs [N, n], NaN where missing, and labels [N] of 0 and 1."""
    steps = [
        ("impute", SimpleImputer(strategy="constant", fill_value=0.0, keep_empty_features=True)),
        ("scale", StandardScaler()),
        ("regress", LogisticRegression()),
    ]
    return Pipeline(steps).fit(matrix.astype(np.float64), labels)


def predict(model: Any, matrix: FloatMatrix) -> Floats:
    """The probability of the label, by scikit-learn."""
    scores: Floats = model.predict_proba(matrix.astype(np.float64))[:, 1]
    return scores


def to_onnx(model: Any) -> bytes:
    """The pipeline as one linear graph: the scaling is folded into weights and bias."""
    scale, regress = model.named_steps["scale"], model.named_steps["regress"]
    weights = regress.coef_[0] / scale.scale_
    return linear_onnx(weights.tolist(), float(regress.intercept_[0] - weights @ scale.mean_))
