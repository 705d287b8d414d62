"""A table of features and labels in the form in which it may leave the platform: by the class of what a column is made of.

    edge = ExportedFeatures([(view, contract), ...], keys)
    edge.treated(table)

A label's column that a contract has is treated as its field; any other one is scrubbed if it is a text. A feature is treated
as the column that it aggregates, where its value is one of that column or a sum of them; a count, a count of distinct values
and a time since the last event say nothing of the values themselves.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from andamio.contracts.model import Contract
from andamio.features.definition import FeatureView, Function
from andamio.pii.scrubbing import scrub
from andamio.pii.sinks import SINKS, WriteEdge
from andamio.pii.tokens import KeyRing
from andamio.pii.treatment import Treatment, treatments

_OF_VALUES: frozenset[Function] = frozenset({"sum", "min", "max", "mean", "variance", "last"})
TENANT = "tenant"


@dataclass(frozen=True, slots=True)
class _Column:
    edge: WriteEdge
    field: str
    treatment: Treatment


class ExportedFeatures:
    """The way out for the features of some views, beside the labels that they were read for."""

    def __init__(self, parts: Iterable[tuple[FeatureView, Contract]], keys: KeyRing | None = None) -> None:
        """Raises `UntreatedField` if a class needs a token and there are no keys."""
        parts = list(parts)
        self._edges = {contract.id: WriteEdge(contract, "export", keys) for _, contract in parts}
        self._columns = {
            f"{view.name}__{feature.name}": _column(self._edges[contract.id], feature.column)
            for view, contract in parts
            for feature in view.features
            if feature.function in _OF_VALUES and feature.column is not None
        }
        self._features = {name for view, _ in parts for name in view.feature_names()}

    def changed(self, schema: pa.Schema) -> dict[str, Treatment]:
        """What becomes of each column of such a table that may not leave as it is."""
        found: dict[str, Treatment] = {}
        for name, of_type in zip(schema.names, schema.types):
            column = self._of(name)
            if column is not None and column.treatment != "plain":
                found[name] = column.treatment
            elif column is None and name not in self._features and _is_text(of_type):
                found[name] = "scrubbed"
        return found

    def treated(self, table: pa.Table) -> pa.Table:
        """A copy of the table, its columns in their order. `tenant` must be among them where tokens are made."""
        tenants = table[TENANT] if TENANT in table.column_names else pa.nulls(table.num_rows, pa.string())
        columns = {name: table[name] for name in table.column_names}
        for name in self.changed(table.schema):
            columns[name] = self._treated(name, columns[name], tenants)
        return pa.table(columns)

    def _treated(self, name: str, values: pa.ChunkedArray, tenants: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
        column = self._of(name)
        if column is None:
            return _by_value(values, scrub)
        if column.treatment not in ("token", "hash"):
            return _by_value(values, lambda value: column.edge.value(column.field, value, None))
        known: dict[tuple[Any, Any], Any] = {}
        written = []
        for each in zip(values.to_pylist(), tenants.to_pylist()):
            if each not in known:
                known[each] = column.edge.value(column.field, *each)
            written.append(known[each])
        return pa.array(written, pa.string())

    def _of(self, name: str) -> _Column | None:
        """What a column is made of; None for what no contract describes. Of two contracts with the field, the stricter."""
        if name in self._columns or name in self._features:
            return self._columns.get(name)
        found = [_column(edge, name) for edge in self._edges.values() if edge.contract.field(name) is not None]
        return next((each for each in found if each.treatment != "plain"), found[0] if found else None)


def _column(edge: WriteEdge, name: str) -> _Column:
    field = edge.contract.field(name)
    assert field is not None  # the catalog checks that a view's columns are of its contract
    return _Column(edge, name, treatments(field.pii_class)[SINKS["export"].purpose])


def _is_text(of_type: pa.DataType) -> bool:
    return bool(pa.types.is_string(of_type) or pa.types.is_large_string(of_type))


def _by_value(values: pa.ChunkedArray, treat: Callable[[Any], Any]) -> pa.Array:
    """Each distinct value treated once; numbers stay of their type."""
    encoded = pc.dictionary_encode(values.combine_chunks())
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    treated = [treat(value) for value in encoded.dictionary.to_pylist()]
    texts = any(isinstance(value, str) for value in treated)
    return pa.array(treated, pa.string() if texts else values.type).take(encoded.indices)
