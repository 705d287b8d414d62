"""Where the platform writes, and in what form a contract's field may stand there: one table, enforced where it is written.

    edge = WriteEdge(contract, "decision_log", keys)
    edge.row(row)                          every field as its class allows it there
    edge.value("customer", "c1", "shop")   one of them
    edge.in_clear(row)                     the fields that stand there in another form than they may
    edge.damaged(row)                      a row that broke its contract, of whose fields nothing is sure
    require_plain(contract, "tracking", names)

A sink is every place that outlives a request. `SINKS` says which purpose of `treatment.POLICY` it serves; a code path
that writes to one goes through its `WriteEdge`, and `tests/pii_sinks_test.py` writes every class of field to every sink
and fails for one that it finds plain where it may not be.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from andamio.contracts.model import Contract, Field
from andamio.features.definition import FeatureView
from andamio.pii.scrubbing import scrub
from andamio.pii.tokens import KeyRing, is_token, of_tenant
from andamio.pii.treatment import REDACTED, Purpose, Treatment, UntreatedField, tenant_of, treat, treatments

# fmt: off
Sink = Literal[
    "event_log", "lakehouse", "online_store", "quarantine", "decision_log", "served_log", "report", "tracking",
    "telemetry", "export",
]
# fmt: on


@dataclass(frozen=True, slots=True)
class Place:
    """What a sink is for."""

    purpose: Purpose
    reason: str


SINKS: dict[Sink, Place] = {
    "event_log": Place("stored", "features are computed by entity; its rows cannot be changed later"),
    "lakehouse": Place("stored", "the same rows, for batch, training and parity; erasable"),
    "online_store": Place("stored", "read by entity, each tenant with its own credential; values are aggregates"),
    "quarantine": Place("recorded", "rows that broke their contract: nothing is sure of what stands in which field"),
    "decision_log": Place("recorded", "read by the controller, label and parity jobs, for months"),
    "served_log": Place("recorded", "read by the health job"),
    "tracking": Place("logged", "a training run's parameters, metrics and artifacts have many readers"),
    "report": Place("recorded", "sent around as a file; who holds the key finds the customer of an example"),
    "telemetry": Place("logged", "leaves the process, and often the company"),
    "export": Place("exported", "leaves the platform"),
}


class WriteEdge:
    """The way into a sink for the fields of one contract."""

    def __init__(self, contract: Contract, sink: Sink, keys: KeyRing | None = None) -> None:
        """Raises `UntreatedField` if the contract's classes need tokens there and there are no keys: at start, not at a row."""
        self.contract = contract
        self.sink: Sink = sink
        self._keys = keys
        purpose = SINKS[sink].purpose
        self._fields: dict[str, tuple[Field, Treatment]] = {
            field.name: (field, treatments(field.pii_class)[purpose]) for field in contract.fields
        }
        keyed = [name for name, (_, treatment) in self._fields.items() if treatment in ("token", "hash")]
        if keyed and keys is None:
            raise UntreatedField(
                f"{', '.join(keyed)} of {contract.id} becomes a token in the {sink.replace('_', ' ')}, and there is no key; "
                "give --pii-keys FILE"
            )

    def value(self, name: str, value: Any, tenant: str | None) -> Any:
        """The form in which a field of this tenant may be written; raises `UntreatedField` for one of no contract."""
        known = self._fields.get(name)
        if known is None:
            raise UntreatedField(
                f"field '{name}' is not in contract {self.contract.id}; add it there with its PII class, or drop it"
            )
        if known[1] == "plain":
            return value
        return treat(self.contract, known[0], value, known[1], self._keys, tenant)

    def pseudonym(self, name: str, value: str, tenant: str) -> str:
        """16 hex digits for a value, by which lines of the sink are put together and nobody is found without the key."""
        if self._keys is None:
            raise UntreatedField(
                f"there is no key for pseudonyms in the {self.sink.replace('_', ' ')}; give --pii-keys FILE"
            )
        return self._keys.pseudonym(value, of_tenant(name, tenant))

    def named(self, name: str, value: Any, tenant: str | None) -> Any:
        """As `value`, for a name that need not be a field: what no contract describes is computed, and scrubbed if a text."""
        if name in self._fields:
            return self.value(name, value, tenant)
        return scrub(value) if isinstance(value, str) else value

    def in_clear(self, row: Mapping[str, Any]) -> list[str]:
        """Names of fields whose value has not the form that its class takes here: it came past the edge."""
        return [
            name
            for name, value in row.items()
            if (known := self._fields.get(name)) is not None and not _has_form(value, known[1])
        ]

    def damaged(self, row: Mapping[str, Any], tenant: str | None = None) -> dict[str, Any]:
        """A row that broke its contract, as it may be written. Its tenant is `tenant`, else its own if it has one.

        What is in no contract is redacted. What may stand in clear does so only if it is of the field's type and form:
        anything else may be another field's value, and is scrubbed.
        """
        roles = self.contract.roles
        own = None if roles is None else row.get(roles.tenant_key)
        whose = tenant or (own if isinstance(own, str) else None)
        treated: dict[str, Any] = {}
        for name, value in row.items():
            known = self._fields.get(name)
            if value is None:
                treated[name] = None
            elif known is None:
                treated[name] = REDACTED
            elif known[1] == "plain":
                treated[name] = value if _fits(known[0], value) else _scrubbed(str(value))
            else:
                treated[name] = treat(self.contract, known[0], value, known[1], self._keys, whose)
        return treated

    def row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A copy of the row as it may be written."""
        tenant = tenant_of(self.contract, row)
        return {name: self.value(name, value, tenant) for name, value in row.items()}


def require_plain(contract: Contract, sink: Sink, names: Iterable[str]) -> None:
    """Raise `UntreatedField` for a field that may not stand in this sink as it is, where the writer treats nothing."""
    purpose = SINKS[sink].purpose
    for name in names:
        field = contract.field(name)
        if field is not None and treatments(field.pii_class)[purpose] != "plain":
            raise UntreatedField(
                f"field '{name}' of {contract.id} is of class {field.pii_class}, which may not stand in the "
                f"{sink.replace('_', ' ')} as it is; take another field, or a token of it"
            )


def hidden_in_telemetry(contracts: Iterable[Contract]) -> frozenset[str]:
    """Names of fields that logs and spans never show, for `telemetry.setup.start(redacted=...)`."""
    purpose = SINKS["telemetry"].purpose
    return frozenset(
        field.name
        for contract in contracts
        for field in contract.fields
        if treatments(field.pii_class)[purpose] != "plain"
    )


def stored_columns(view: FeatureView) -> list[str]:
    """The event's columns whose values the online store holds for a view: its key, and what is aggregated."""
    return [view.key_column, *aggregated_columns(view)]


def aggregated_columns(view: FeatureView) -> list[str]:
    """The event's columns that a view's features are made of."""
    return [feature.column for feature in view.features if feature.column is not None]


def _has_form(value: Any, treatment: Treatment) -> bool:
    if value is None or treatment in ("plain", "generalized"):
        return True
    text = str(value)
    if treatment == "token":
        return is_token(text)
    return text == REDACTED if treatment == "redacted" else scrub(text) == text


def _fits(field: Field, value: Any) -> bool:
    """Whether a value is of a field's type, and a text of its form."""
    if field.logical_type == "string":
        return isinstance(value, str) and (
            value in field.valid_values
            if field.valid_values is not None
            else field.pattern is not None and re.fullmatch(field.pattern, value) is not None
        )
    wanted = {"boolean": bool, "integer": int, "number": (int, float)}[field.logical_type]
    return isinstance(value, wanted) and isinstance(value, bool) == (wanted is bool)  # type: ignore[arg-type]


@lru_cache(10_000)
def _scrubbed(text: str) -> str:
    """Values of a column repeat, and the recognizers take longer than a look-up."""
    return scrub(text)
