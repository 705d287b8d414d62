"""Training sets: for each label, the features that an online read at its time would have returned, as known then.

An event counts for a label at t if its event time is before t *and* it was known by t: a payment that reached the
log late, a correction or a removal that came later, is not in the set, because it could not have been served.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from andamio.errors import AndamioError
from andamio.features.batch.duckdb_engine import DuckDBEngine
from andamio.features.definition import Feature, FeatureView
from andamio.features.offline.label_features import Values

TIME_COLUMN = "t_ms"
_FRACTIONAL = frozenset({"mean", "variance"})


class TrainingSetError(AndamioError):
    """Labels or deliveries do not allow a training set; the message names the column or contract and the fix."""


def training_set(
    connection: duckdb.DuckDBPyConnection,
    views: Sequence[FeatureView],
    deliveries: Mapping[str, Any],
    labels: pa.Table,
    time_column: str = TIME_COLUMN,
) -> pa.Table:
    """The labels with a column "<view>__<feature>" for each feature, views and features in order.

    `labels` has a row a label: `tenant`, the key column of every view, `time_column` (ms UTC, int64; events at that
    very time are not counted), and anything else. Its rows and their order stay. `deliveries` are Arrow tables or
    datasets of logged rows by contract id, "<contract>@<version>". Raises `TrainingSetError`.
    """
    for column in ("tenant", time_column, *(view.key_column for view in views)):
        if column not in labels.column_names:
            raise TrainingSetError(
                f"the labels have no column '{column}'; add it to say whose features are wanted when"
            )
        if labels[column].null_count:
            raise TrainingSetError(f"{labels[column].null_count} labels have no '{column}'; remove them or fill it in")
    table = labels
    for view in views:
        contract = f"{view.contract}@{view.contract_version}"
        if contract not in deliveries:
            raise TrainingSetError(f"view {view.id} reads {contract}, which is not among the deliveries; land it first")
        points = points_of(labels["tenant"], labels[view.key_column], labels[time_column])
        for name, column in zip(view.feature_names(), features_then(connection, view, deliveries[contract], points)):
            table = table.append_column(name, column)
    return table


def points_of(tenants: pa.ChunkedArray, keys: pa.ChunkedArray, times_ms: pa.ChunkedArray) -> pa.Table:
    """Whose features are wanted when, as engines take it."""
    return pa.table(
        {"tenant": tenants.cast(pa.string()), "key": keys.cast(pa.string()), "t_ms": times_ms.cast(pa.int64())}
    )


def features_then(
    connection: duckdb.DuckDBPyConnection, view: FeatureView, deliveries: Any, points: pa.Table
) -> list[pa.Array]:
    """f(key, t, k = t) of each of the view's features, in its order, at points with columns tenant, key and t_ms."""
    with DuckDBEngine(connection, view, deliveries) as engine:
        features = engine.features(points, "then")
    return [_column(name, f, values) for name, f, values in zip(view.feature_names(), view.features, features)]


def mature(labels: pa.Table, train_until_ms: int, horizon_ms: int, time_column: str = TIME_COLUMN) -> pa.Table:
    """The labels whose outcome was certain by `train_until_ms`: t + horizon <= train_until.

    A label says what happens within `horizon_ms` of t. Younger ones are left out whatever they say now, since those
    that have come true already are known and those that have not are not: keeping them would bias the set.
    """
    return labels.filter(pc.less_equal(pc.add(labels[time_column], horizon_ms), train_until_ms))


def feature_type(feature: Feature) -> pa.DataType:
    """Means and variances are doubles; all else is exact."""
    return pa.float64() if feature.function in _FRACTIONAL else pa.int64()


def _column(name: str, feature: Feature, values: Values) -> pa.Array:
    try:
        return pa.array(values.numbers, feature_type(feature), mask=~values.valid)
    except (OverflowError, pa.ArrowInvalid) as error:
        raise TrainingSetError(f"a value of '{name}' exceeds 64 bits ({error}); choose a shorter window") from None
