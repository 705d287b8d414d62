"""A delivery: one arrival of one version of an event in the log.

The same event id of a tenant may be delivered twice (a duplicate) or again with a higher sequence (a correction, or a
tombstone when `deleted`). Which delivery counts is the engines' business; this is what they all read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

BOOKKEEPING = ("event_id", "tenant", "event_time_ms", "known_at_ms", "sequence", "deleted", "position")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One line of the event log."""

    event_id: str
    tenant: str
    event_time_ms: int
    """When it happened, ms UTC. Corrections keep it."""
    known_at_ms: int
    """When this delivery was appended to the log, ms UTC; never falls as `position` grows."""
    sequence: int
    """The highest sequence of an event id wins; among equals the first to arrive."""
    deleted: bool
    """A tombstone: as winner it removes the event."""
    position: int
    """Its place in the log, unique across the contracts of one log."""
    values: Mapping[str, Any]
    """All columns of the row, bookkeeping included."""
    partition: int = 0
    """Of a log in several, the one that `position` counts in. All deliveries of an entity are in one."""

    @property
    def identity(self) -> tuple[str, str]:
        """What makes two deliveries the same event: tenants choose their ids by themselves."""
        return self.tenant, self.event_id

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "Delivery":
        """Build from a log line or a lakehouse row."""
        return cls(
            event_id=row["event_id"],
            tenant=row["tenant"],
            event_time_ms=int(row["event_time_ms"]),
            known_at_ms=int(row["known_at_ms"]),
            sequence=int(row["sequence"]),
            deleted=bool(row["deleted"]),
            position=int(row["position"]),
            values=row,
            partition=int(row.get("partition") or 0),
        )
