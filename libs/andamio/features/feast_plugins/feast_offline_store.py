"""Training sets as Feast's offline store: `FeatureStore.get_historical_features` at f(key, t, k = t).

Views that carry a definition of ours are windowed, and computed from the lakehouse's deliveries; t is the label's time
in whole milliseconds, rounded down, so nothing later is seen. Any other view is of plain rows (see `row_view`): its
source is a Parquet file or a Delta table, its created column and ttl are Feast's, and the tag `andamio.rows`, such as
{"tie_break": ["sequence"]}, adds what Feast cannot say. `filter_by_created_timestamp` asks for known-time semantics of
plain rows; windowed views always have them. An answer has a row a label, in the order of the labels.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from feast import FeatureView as FeastView
from feast import FileSource, OnDemandFeatureView, RepoConfig
from feast.data_format import DeltaFormat
from feast.data_source import DataSource
from feast.importer import import_class
from feast.infra.offline_stores.file_source import SavedDatasetFileStorage
from feast.infra.offline_stores.offline_store import OfflineStore, RetrievalJob, RetrievalMetadata
from feast.infra.registry.base_registry import BaseRegistry
from feast.repo_config import FeastConfigBaseModel
from feast.saved_dataset import SavedDatasetStorage

from andamio.features.batch.duckdb_engine import MEMORY_LIMIT, THREADS
from andamio.features.feast_plugins.feast_registry import DEFINITION_TAG, TENANT, view_of
from andamio.features.offline.offline_engine import OfflineEngine, RowSource, read_rows
from andamio.features.offline.point_in_time import TrainingSetError, points_of
from andamio.features.offline.row_view import RowView, parse_row_settings

ROWS_TAG = "andamio.rows"
_EVENT_TIMESTAMP = "event_timestamp"


class TileOfflineStoreConfig(FeastConfigBaseModel):
    """The `offline_store` section of feature_store.yaml."""

    type: Literal["andamio.features.feast_plugins.feast_offline_store.TileOfflineStore"] = (
        "andamio.features.feast_plugins.feast_offline_store.TileOfflineStore"
    )
    lake: str | None = None
    """Folder of the lakehouse; windowed views need it."""
    engine: str = "andamio.features.offline.offline_engine.DuckDBOfflineEngine"
    """Class of an `OfflineEngine`, made with the lake, `memory_limit` and `threads`."""
    memory_limit: str = MEMORY_LIMIT
    threads: int = THREADS


class TileRetrievalJob(RetrievalJob):
    """Computes when asked, each time anew."""

    def __init__(
        self,
        compute: Callable[[], pa.Table],
        full_feature_names: bool = False,
        on_demand: Sequence[OnDemandFeatureView] = (),
        metadata: RetrievalMetadata | None = None,
    ) -> None:
        self._compute, self._full_feature_names = compute, full_feature_names
        self._on_demand, self._metadata = list(on_demand), metadata

    @property
    def full_feature_names(self) -> bool:
        return self._full_feature_names

    @property
    def on_demand_feature_views(self) -> list[OnDemandFeatureView]:
        return self._on_demand

    @property
    def metadata(self) -> RetrievalMetadata | None:
        return self._metadata

    def _to_arrow_internal(self, timeout: int | None = None) -> pa.Table:
        return self._compute()

    def _to_df_internal(self, timeout: int | None = None) -> pd.DataFrame:
        return self._compute().to_pandas()

    def persist(self, storage: SavedDatasetStorage, allow_overwrite: bool = False, timeout: int | None = None) -> None:
        """Write the answer as one Parquet file."""
        if not isinstance(storage, SavedDatasetFileStorage):
            raise TrainingSetError(f"an answer is kept as a file, not as {type(storage).__name__}; use file storage")
        path = Path(storage.file_options.uri)
        if path.exists() and not allow_overwrite:
            raise TrainingSetError(f"{path} is there already; choose another path, or pass allow_overwrite")
        pq.write_table(self.to_arrow(), path)


class TileOfflineStore(OfflineStore):
    """Feast's view of an `OfflineEngine`."""

    supports_filter_by_created_timestamp = True

    @staticmethod
    def get_historical_features(
        config: RepoConfig,
        feature_views: list[FeastView],
        feature_refs: list[str],
        entity_df: pd.DataFrame | str | None,
        registry: BaseRegistry,
        project: str,
        full_feature_names: bool = False,
        filter_by_created_timestamp: bool = False,
        **other: Any,
    ) -> RetrievalJob:
        """The labels with a column a feature. `entity_df` is a data frame, or a query in the engine's SQL."""
        if entity_df is None or other:
            raise TrainingSetError("features are asked for at labels; pass entity_df instead of a range of dates")
        engine = _engine(config)
        labels = engine.query(entity_df) if isinstance(entity_df, str) else _labels(entity_df)
        time_column = _time_column(labels)
        labels = _with_timestamps(labels, time_column)

        def compute() -> pa.Table:
            table = labels
            for view in feature_views:
                alias = str(view.projection.name_to_use())  # type: ignore[no-untyped-call]
                names = [ref.split(":", 1)[1] for ref in feature_refs if ref.split(":", 1)[0] == alias]
                columns = _columns(config, engine, view, names, labels, time_column, filter_by_created_timestamp)
                for name, column in zip(names, columns, strict=True):
                    table = table.append_column(f"{alias}__{name}" if full_feature_names else name, column)
            return table

        times = pc.min_max(labels[time_column]).as_py()
        return TileRetrievalJob(
            compute,
            full_feature_names,
            OnDemandFeatureView.get_requested_odfvs(feature_refs, project, registry),
            RetrievalMetadata(
                features=feature_refs,
                keys=[name for name in labels.column_names if name != time_column],
                min_event_timestamp=times["min"],
                max_event_timestamp=times["max"],
            ),
        )

    @staticmethod
    def pull_all_from_table_or_query(
        config: RepoConfig,
        data_source: DataSource,
        join_key_columns: list[str],
        feature_name_columns: list[str],
        timestamp_field: str,
        created_timestamp_column: str | None = None,
        start_date: datetime | None = None,
        end_date: datetime | None = None,
    ) -> RetrievalJob:
        """The rows of a source with start <= event time <= end."""
        created = [created_timestamp_column] if created_timestamp_column else []
        source = _row_source(config, data_source, "the source")

        def compute() -> pa.Table:
            rows = read_rows(source, [*join_key_columns, *feature_name_columns, timestamp_field, *created])
            times = rows[timestamp_field]
            for bound, inside in ((start_date, pc.greater_equal), (end_date, pc.less_equal)):
                if bound is not None:
                    limit = bound.astimezone(UTC) if times.type.tz else bound.astimezone(UTC).replace(tzinfo=None)
                    rows = rows.filter(inside(rows[timestamp_field], pa.scalar(limit, times.type)))
            return rows

        return TileRetrievalJob(compute)

    @staticmethod
    def pull_latest_from_table_or_query(
        config: RepoConfig, data_source: DataSource, *_: Any, **__: Any
    ) -> RetrievalJob:
        """Refused: this is how Feast materializes."""
        raise TrainingSetError(
            "values are not materialized through Feast: the online store is written by interval, and a ledger keeps "
            "what is done; run 'andamio features backfill' instead"
        )


def _columns(
    config: RepoConfig,
    engine: OfflineEngine,
    table: FeastView,
    names: Sequence[str],
    labels: pa.Table,
    time_column: str,
    known: bool,
) -> Sequence[pa.Array]:
    keys = {column.name: table.projection.join_key_map.get(column.name, column.name) for column in table.entity_columns}
    for name in keys.values():
        if name not in labels.column_names:
            raise TrainingSetError(f"{table.name} is about '{name}', which the labels do not have; add the column")
    if DEFINITION_TAG not in table.tags:
        source = _row_source(config, table.batch_source, table.name)
        view = _row_view(table, tuple(names), tuple(keys))
        found = engine.rows(view, source, labels, list(keys.values()), time_column, known)
        return [found[name] for name in names]
    definition = view_of(table)
    by_name = {feature.name: feature for feature in definition.features}
    # Only what is asked for is computed.
    asked = replace(definition, features=tuple(by_name[name] for name in names))
    times = labels[time_column].cast(pa.timestamp("ns", "UTC")).cast(pa.int64()).to_numpy() // 1_000_000
    points = points_of(
        labels[keys[TENANT]], labels[keys[definition.key_column]], pa.chunked_array([times.astype(np.int64)])
    )
    return engine.windowed(asked, points)


def _engine(config: RepoConfig) -> OfflineEngine:
    settings = config.offline_store
    module, _, name = settings.engine.rpartition(".")
    lake = None if settings.lake is None else Path(settings.lake)
    engine: OfflineEngine = import_class(module, name)(lake, settings.memory_limit, settings.threads)
    return engine


def _row_view(table: FeastView, columns: tuple[str, ...], keys: tuple[str, ...]) -> RowView:
    source = table.batch_source
    assert source is not None
    tie_break, predicates = parse_row_settings(json.loads(table.tags.get(ROWS_TAG, "{}")), table.name)
    return RowView(
        name=table.name,
        version=int(table.tags.get("version", 1)),
        key_columns=keys,
        event_time_column=source.timestamp_field,
        columns=columns,
        created_column=source.created_timestamp_column or None,
        tie_break=tie_break,
        ttl_us=0 if table.ttl is None else int(table.ttl.total_seconds() * 1_000_000),
        predicates=predicates,
    )


def _row_source(config: RepoConfig, source: DataSource | None, name: str) -> RowSource:
    if not isinstance(source, FileSource):
        kind = "no source" if source is None else f"a source of type {type(source).__name__}"
        raise TrainingSetError(f"{name} has {kind}, which this offline store cannot read; use a file source")
    path = str(FileSource.get_uri_for_file_path(repo_path=config.repo_path, uri=source.file_options.uri))
    file_format: Literal["parquet", "delta"] = "delta" if isinstance(source.file_format, DeltaFormat) else "parquet"
    return RowSource(path, file_format, tuple(sorted(source.field_mapping.items())))


def _labels(entity_df: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(entity_df, preserve_index=False).replace_schema_metadata(None)


def _time_column(labels: pa.Table) -> str:
    if _EVENT_TIMESTAMP in labels.column_names:
        return _EVENT_TIMESTAMP
    timestamps = [field.name for field in labels.schema if pa.types.is_timestamp(field.type)]
    if len(timestamps) != 1:
        raise TrainingSetError(
            f"the labels have no column '{_EVENT_TIMESTAMP}'; add it to say when features are wanted"
        )
    return str(timestamps[0])


def _with_timestamps(labels: pa.Table, time_column: str) -> pa.Table:
    """The labels' times in UTC: text is parsed, times without a zone are taken as UTC."""
    times = labels[time_column]
    if not pa.types.is_timestamp(times.type):
        times = pa.chunked_array([pa.array(pd.to_datetime(times.to_pandas(), utc=True))])
    if times.null_count:
        raise TrainingSetError(f"{times.null_count} labels have no '{time_column}'; remove them or fill it in")
    times = times.cast(pa.timestamp(times.type.unit, "UTC"))
    return labels.set_column(labels.column_names.index(time_column), time_column, times)
