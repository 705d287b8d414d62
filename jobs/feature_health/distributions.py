"""Drift of what was served against a reference: for each entity its first answer of the window, so that values are
independent, and a table of reference values with a column a feature, such as a training set.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from andamio.errors import UserError
from andamio.features import drift
from andamio.features.components import Value
from andamio.features.definition import FeatureView
from feature_health.served_values import ServedView


class Sample:
    """One answer an entity and view: the first of the window."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str, str], ServedView] = {}

    def add(self, served: ServedView) -> None:
        """Keep it if it is the entity's first."""
        if not served.has_values:
            return
        place = served.view, served.tenant, served.key
        before = self._first.get(place)
        if before is None or served.served_at_ms < before.served_at_ms:
            self._first[place] = served

    def values(self, view: FeatureView, feature: str) -> list[Value]:
        """The feature's values, one an entity."""
        return [served.values.get(feature) for place, served in self._first.items() if place[0] == view.id]

    def table(self, views: Sequence[FeatureView]) -> pa.Table:
        """The sample as a reference for later: a column "<view>__<feature>" each, as long as its view's sample."""
        columns = {
            name: self.values(view, feature.name)
            for view in views
            for name, feature in zip(view.feature_names(), view.features)
        }
        longest = max(map(len, columns.values()), default=0)
        # Views are seen for different entities; a missing one is told from a null value by the count in the metadata.
        sizes = {name: str(len(values)) for name, values in columns.items()}
        padded = {name: values + [None] * (longest - len(values)) for name, values in columns.items()}
        return pa.table(padded).replace_schema_metadata({f"size:{name}": size for name, size in sizes.items()})


class Reference:
    """The distributions that features are held to."""

    def __init__(self, path: Path) -> None:
        try:
            self._table = pq.read_table(path)
        except (OSError, pa.ArrowException) as error:
            raise UserError(f"{path} cannot be read as Parquet ({type(error).__name__}); correct --reference") from None
        self._metadata: Mapping[bytes, bytes] = self._table.schema.metadata or {}
        self.digest = hashlib.sha256(path.read_bytes()).hexdigest()

    def values(self, name: str) -> list[Any] | None:
        """The values of a column "<view>__<feature>"; None if there is none."""
        if name not in self._table.column_names:
            return None
        values: list[Any] = self._table[name].to_pylist()
        size = self._metadata.get(f"size:{name}".encode())
        return values if size is None else values[: int(size)]


def drift_documents(
    views: Sequence[FeatureView], sample: Sample, reference: Reference, look: int, tolerance: float
) -> list[dict[str, Any]]:
    """As in the report: each feature of the reference with its distance, its verdict, and what to draw it by."""
    named = [(view, feature, name) for view in views for feature, name in zip(view.features, view.feature_names())]
    known = [
        (view, feature, name, values) for view, feature, name in named if (values := reference.values(name)) is not None
    ]
    documents = []
    for view, feature, name, values in known:
        now = sample.values(view, feature.name)
        alpha = drift.alpha_of_look(look, len(known))
        found = drift.distance(values, now, alpha)
        edges = drift.quantile_bins(values)
        documents.append(
            {
                "feature": name,
                "verdict": found.verdict(tolerance),
                "observed": found.observed,
                "lower": found.lower,
                "upper": found.upper,
                "at": found.at,
                "reference_size": found.reference_size,
                "size": found.size,
                "size_needed": drift.values_needed(found.reference_size, alpha, tolerance),
                "alpha": alpha,
                "edges": edges,
                "reference_shares": drift.shares(values, edges),
                "shares": drift.shares(now, edges),
            }
        )
    return documents
