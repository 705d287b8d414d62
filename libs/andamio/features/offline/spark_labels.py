"""Features at labels on Spark: labels and versions cut into pieces by entity, each computed where it is.

What a piece computes is `label_features`, as on one machine: Spark finds the versions and brings together what belongs
together. It runs in Spark's Python workers, which exchange Arrow tables and need this lib.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa

from andamio.errors import AndamioError
from andamio.features.batch.spark_sql import aggregated_columns
from andamio.features.definition import Feature, FeatureView
from andamio.features.offline.label_features import Values, Versions, features_at_labels
from andamio.features.offline.label_ranges import Integers
from andamio.features.offline.point_in_time import feature_type

_PIECE = "__piece"


class SparkLabelsError(AndamioError):
    """Labels are incomplete, or a value does not fit its column; the message names the column and the fix."""


def labels_with_features(view: FeatureView, labels: Any, time_column: str, versions: Any, pieces: int) -> Any:
    """The DataFrame `labels` with the view's features, from that of `spark_sql.versions_sql`."""
    from pyspark.sql.types import DoubleType, LongType, StructType

    schema = StructType(list(labels.schema.fields))
    for name, feature in zip(view.feature_names(), view.features):
        schema = schema.add(name, DoubleType() if feature_type(feature) == pa.float64() else LongType())

    together = by_piece(labels, ("tenant", view.key_column), pieces).cogroup(
        by_piece(versions, ("tenant", "key"), pieces)
    )
    return together.applyInArrow(partial(piece_with_features, view, time_column), schema)


def by_piece(frame: Any, entity: Sequence[str], pieces: int) -> Any:
    """A DataFrame grouped by piece: all rows of an entity are in one, by the text of its columns."""
    from pyspark.sql import functions as sql

    columns = [sql.col(name).cast("string") for name in entity]
    return frame.withColumn(_PIECE, sql.pmod(sql.xxhash64(*columns), sql.lit(pieces))).groupBy(_PIECE)


def piece_with_features(view: FeatureView, time_column: str, labels: pa.Table, versions: pa.Table) -> pa.Table:
    """The labels of some entities with their features; `versions` has all of these entities, and may have others."""
    for column in ("tenant", view.key_column, time_column):
        if labels[column].null_count:
            raise SparkLabelsError(f"{labels[column].null_count} labels have no '{column}'; remove them or fill it in")
    given = labels.drop_columns([_PIECE])
    mine, theirs, entity_count = _entities(labels["tenant"], labels[view.key_column], versions)
    versions = versions.append_column("entity", pa.array(theirs))
    versions = versions.filter(pa.array(np.isin(theirs, mine)))
    versions = versions.sort_by([(name, "ascending") for name in ("entity", "event_time_ms", "event_id")])
    features = features_at_labels(
        view,
        Versions(
            entities=versions["entity"].to_numpy(),
            event_times=versions["event_time_ms"].to_numpy(),
            known_from=versions["valid_from"].to_numpy(),
            known_to=versions["valid_to"].to_numpy(),
            columns={name: versions[f"value_{name}"] for name in aggregated_columns(view)},
        ),
        mine,
        labels[time_column].cast(pa.int64()).to_numpy(),
        entity_count,
    )
    for name, feature, values in zip(view.feature_names(), view.features, features):
        given = given.append_column(name, _column(name, feature, values))
    return given


def _entities(tenants: pa.ChunkedArray, keys: pa.ChunkedArray, versions: pa.Table) -> tuple[Integers, Integers, int]:
    """A code an entity, of labels and of versions, and how many there are."""
    codes, width = np.zeros(len(tenants) + versions.num_rows, np.int64), 1
    for labels, others in ((tenants, versions["tenant"]), (keys, versions["key"])):
        both = pa.concat_arrays([labels.cast(pa.string()).combine_chunks(), others.combine_chunks()])
        encoded = both.dictionary_encode()
        width = max(len(encoded.dictionary), 1)
        codes = codes * width + encoded.indices.to_numpy()
    different, codes = np.unique(codes, return_inverse=True)
    return codes[: len(tenants)], codes[len(tenants) :], len(different)


def _column(name: str, feature: Feature, values: Values) -> pa.Array:
    try:
        return pa.array(values.numbers, feature_type(feature), mask=~values.valid)
    except (OverflowError, pa.ArrowInvalid):
        raise SparkLabelsError(f"a value of '{name}' exceeds 64 bits; choose a shorter window") from None
