"""Backtests: what a model would have scored, had it been trained and used in the past.

    ... training labels, mature at c ...|-- embargo: horizon --| c |------ scored: c <= t < next c ------| next c

For each train-until time c the model learns from the labels that were certain by c, as they were known at c, and
scores the labels from c until the next one, each with the features f(key, t, k = t). Outcomes are those known at the
end. Nothing known after c reaches the model of c: features stop at their label's t, and labels at what is asked of
`Outcomes` for c. How outcomes become labels, how a model is fitted and what is measured are the caller's.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from andamio.features.definition import FeatureView
from andamio.features.offline.point_in_time import TIME_COLUMN, TrainingSetError, mature, training_set

Floats = npt.NDArray[np.float64]
Outcomes = Callable[[int], pa.Table]
"""The labels as known at a time k, ms UTC: `tenant`, keys, `t_ms`, and a column `label`; young ones may be among them."""
Scorer = Callable[[pa.Table], Floats]
"""A fitted model: a score for each row of a training set's columns, without `label`."""
Fit = Callable[[pa.Table], Scorer]
"""Learns from labels with their features. A period without training labels is refused before."""
Measure = Callable[[pa.Table, Floats], Mapping[str, Any]]
"""Metrics of scores for labels: numbers, or intervals, such as from a bootstrap over the labels' entities."""

LABEL_COLUMN = "label"


@dataclass(frozen=True, slots=True)
class Period:
    """One model's stretch of history."""

    train_until_ms: int
    """c: when the model was trained, and from when on it scores."""
    until_ms: int
    """Exclusive."""
    training_labels: int
    scored_labels: int
    metrics: Mapping[str, Any]
    """None were measured if nothing was scored."""


def backtest(
    connection: duckdb.DuckDBPyConnection,
    views: Sequence[FeatureView],
    deliveries: Mapping[str, Any],
    outcomes: Outcomes,
    horizon_ms: int,
    train_until_ms: Sequence[int],
    known_until_ms: int,
    fit: Fit,
    measure: Measure,
) -> list[Period]:
    """One period for each of `train_until_ms`, which ascend; the last ends where labels stop being mature.

    A label says what happens within `horizon_ms` of t, so it is certain at t + horizon; `known_until_ms` is the end of
    what is known. `deliveries` are as in `training_set`. Raises `TrainingSetError`.
    """
    cuts = list(train_until_ms)
    if not cuts or any(later <= earlier for earlier, later in zip(cuts, cuts[1:])) or cuts[-1] > known_until_ms:
        raise TrainingSetError(
            f"the train-until times {cuts} do not ascend to {known_until_ms}; sort them, drop later ones"
        )
    final = mature(outcomes(known_until_ms), known_until_ms, horizon_ms)
    periods = []
    # A label at exactly known_until - horizon is mature.
    for cut, until in zip(cuts, [*cuts[1:], max(cuts[-1], known_until_ms - horizon_ms + 1)]):
        labels = mature(outcomes(cut), cut, horizon_ms)
        if not labels.num_rows:
            raise TrainingSetError(f"no label is mature at {cut}; begin at least {horizon_ms} ms after the first one")
        score = fit(training_set(connection, views, deliveries, labels))
        times = final[TIME_COLUMN]
        asked = final.filter(pc.and_(pc.greater_equal(times, cut), pc.less(times, until)))
        metrics: Mapping[str, Any] = {}
        if asked.num_rows:
            features = training_set(connection, views, deliveries, asked.drop_columns([LABEL_COLUMN]))
            metrics = measure(asked, score(features))
        periods.append(Period(cut, until, labels.num_rows, asked.num_rows, metrics))
    return periods
