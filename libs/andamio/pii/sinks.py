"""Where the platform writes, and in what form a contract's field may stand there: one table, enforced where it is written.

    edge = WriteEdge(contract, "decision_log", keys)
    edge.row(row)                          every field as its class allows it there
    edge.value("customer", "c1", "shop")   one of them

A sink is every place that outlives a request. `SINKS` says which purpose of `treatment.POLICY` it serves; a code path
that writes to one goes through its `WriteEdge`, and `tests/pii_sinks_test.py` writes every class of field to every sink
and fails for one that it finds plain where it may not be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from andamio.contracts.model import Contract, Field
from andamio.pii.scrubbing import scrub
from andamio.pii.tokens import KeyRing
from andamio.pii.treatment import Purpose, Treatment, UntreatedField, tenant_of, treat, treatments

# fmt: off
Sink = Literal[
    "event_log", "lakehouse", "online_store", "training_set", "quarantine", "decision_log", "served_log", "report",
    "tracking", "telemetry", "export",
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
    "training_set": Place("stored", "in memory, by entity, for the resampling of whole customers; never written"),
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

    def value(self, name: str, value: Any, tenant: str) -> Any:
        """The form in which a field of this tenant may be written; raises `UntreatedField` for one of no contract."""
        known = self._fields.get(name)
        if known is None:
            raise UntreatedField(
                f"field '{name}' is not in contract {self.contract.id}; add it there with its PII class, or drop it"
            )
        if known[1] == "plain":
            return value
        return treat(self.contract, known[0], value, known[1], self._keys, tenant if self.contract.roles else None)

    def named(self, name: str, value: Any, tenant: str) -> Any:
        """As `value`, for a name that need not be a field: what no contract describes is computed, and scrubbed if a text."""
        if name in self._fields:
            return self.value(name, value, tenant)
        return scrub(value) if isinstance(value, str) else value

    def row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A copy of the row as it may be written."""
        tenant = tenant_of(self.contract, row) or ""
        return {name: self.value(name, value, tenant) for name, value in row.items()}
