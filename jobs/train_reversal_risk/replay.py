"""The champion replayed over history: trained at several times of the past, each time scoring what came next."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import pyarrow as pa

from andamio.catalog.definitions import FeatureService
from andamio.features.batch.duckdb_engine import connect
from andamio.features.event import Delivery
from andamio.features.offline.backtest import LABEL_COLUMN, Scorer, backtest
from andamio.features.offline.point_in_time import TIME_COLUMN
from andamio.models.bootstrap import Evaluation
from andamio.models.metrics import Floats, Measured
from andamio.models.scoring import FloatMatrix, to_matrix
from train_reversal_risk import fitting
from train_reversal_risk.errors import TrainingError
from train_reversal_risk.labels import HORIZON_MS, REQUEST_FIELDS, examples_known_by, payments_known_by
from train_reversal_risk.training_set import TRAINING_SHARE, view_of

_FIRST_SHARE = 0.5
_SCORER = "champion"


def replayed(
    service: FeatureService, deliveries: Mapping[str, pa.Table], known_until_ms: int, times: int, seed: int
) -> list[dict[str, Any]]:
    """A period for each of `times` train-until times, between half and `TRAINING_SHARE` of the mature payments.

    Metrics have intervals by a bootstrap over customers. Raises `TrainingSetError` where a time has nothing to learn.
    """
    payments_view, reversals_view = view_of(service, "payment_captured"), view_of(service, "payment_reversed")
    payment_rows, reversal_rows = (
        [Delivery.from_row(row) for row in deliveries[f"{view.contract}@{view.contract_version}"].to_pylist()]
        for view in (payments_view, reversals_view)
    )

    def outcomes(k_ms: int) -> pa.Table:
        payments = payments_known_by(payments_view, payment_rows, k_ms)
        examples = examples_known_by(payments, reversals_view, reversal_rows, k_ms)
        known = [example.payment for example in examples]
        return pa.table(
            {
                "tenant": pa.array([payment.tenant for payment in known], pa.string()),
                **{
                    key: pa.array([payment.customer for payment in known], pa.string())
                    for key in {view.key_column for view in service.views}
                },
                TIME_COLUMN: pa.array([payment.t_ms for payment in known], pa.int64()),
                LABEL_COLUMN: pa.array([example.label for example in examples], pa.int64()),
                **{
                    name: pa.array([payment.request[index] for payment in known], pa.int64())
                    for index, name in enumerate(REQUEST_FIELDS)
                },
            }
        )

    def matrix(table: pa.Table) -> FloatMatrix:
        names = (*REQUEST_FIELDS, *service.feature_names())
        return to_matrix(list(zip(*(table[name].to_pylist() for name in names))))

    def fit(table: pa.Table) -> Scorer:
        if len(set(table[LABEL_COLUMN].to_pylist())) < 2:
            raise TrainingError(
                f"a backtest's {table.num_rows} training payments have one outcome only; land more history, or leave out "
                "--backtest"
            )
        model = fitting.fit(fitting.champion(), matrix(table), _labels(table))
        return lambda features: fitting.predict(model, matrix(features))

    def measure(labels: pa.Table, scores: Floats) -> dict[str, Any]:
        customers = list(zip(labels["tenant"].to_pylist(), labels[payments_view.key_column].to_pylist()))
        evaluation = Evaluation({_SCORER: Measured(_labels(labels), scores)}, customers, seed)
        return {name: interval.document() for name, interval in evaluation.intervals(_SCORER).items()}

    with connect() as connection:
        periods = backtest(
            connection,
            service.views,
            deliveries,
            outcomes,
            HORIZON_MS,
            _cuts(outcomes(known_until_ms)[TIME_COLUMN].to_numpy(), times),
            known_until_ms,
            fit,
            measure,
        )
    return [asdict(period) for period in periods]


def _cuts(payment_times: Floats, times: int) -> Sequence[int]:
    shares = np.linspace(_FIRST_SHARE, TRAINING_SHARE, times)
    return sorted({int(each) for each in np.quantile(payment_times, shares, method="lower")})


def _labels(table: pa.Table) -> Floats:
    labels: Floats = table[LABEL_COLUMN].to_numpy().astype(np.float64)
    return labels
