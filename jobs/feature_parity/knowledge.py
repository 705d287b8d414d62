"""Which deliveries an online store has taken in, and what the oracle says of exactly those.

Batch owns what happened before the cut-over and knows it, range by range, up to the log position that it last folded
in there; the stream
owns the rest and knows it up to the position that it has applied. A late correction of the past is between the two
until batch runs again: the store must not show it yet, and is held to that here, and it is counted as pending.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from andamio.features import oracle
from andamio.features.components import Value
from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.online.folded_ranges import position_at
from andamio.features.online.online_store import Folded, Status

Key = tuple[str, str]
"""(tenant, key)"""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """How far each side has come; -1 for not at all."""

    folded: tuple[Folded, ...]
    """Of batch, by ranges of event time; the last ends at the cut-over."""
    applied_position: int
    """Of the stream, from the cut-over on."""

    @classmethod
    def of(cls, cutover_ms: int, folded_position: int, applied_position: int) -> "Knowledge":
        """Where batch has folded in everything before the cut-over up to one position."""
        return cls((Folded(cutover_ms, folded_position),), applied_position)

    @property
    def cutover_ms(self) -> int:
        return self.folded[-1].until_ms if self.folded else 0

    def holds(self, delivery: Delivery) -> bool:
        """True if the delivery is among what the store answers from."""
        batch_owned = delivery.event_time_ms < self.cutover_ms
        known = position_at(self.folded, delivery.event_time_ms) if batch_owned else self.applied_position
        return delivery.position <= known

    def select(self, table: pa.Table) -> pa.Table:
        """The rows of a table of deliveries that `holds` is true of."""
        limit: Any = pa.scalar(self.applied_position)
        for folded in reversed(self.folded):
            limit = pc.if_else(pc.less(table["event_time_ms"], folded.until_ms), folded.position, limit)
        return table.filter(pc.less_equal(table["position"], limit))


class History:
    """A view's deliveries, and the oracle over those that the store knows."""

    def __init__(self, view: FeatureView, table: pa.Table, knowledge: Knowledge) -> None:
        self.view = view
        self.table = table
        self.knowledge = knowledge

    @cached_property
    def known_table(self) -> pa.Table:
        """The known deliveries as a table, for engines that read tables."""
        return self.knowledge.select(self.table)

    @cached_property
    def unread_positions(self) -> list[int]:
        """Landed log positions that the stream has yet to read, and batch does not hold either."""
        ahead = self.table.filter(pc.greater(self.table["position"], self.knowledge.applied_position))
        known = set(self.knowledge.select(ahead)["position"].to_pylist())
        return sorted(set(ahead["position"].to_pylist()) - known)

    @cached_property
    def deliveries(self) -> list[Delivery]:
        """All landed deliveries."""
        return [Delivery.from_row(row) for row in self.table.to_pylist()]

    @cached_property
    def by_key(self) -> Mapping[Key, Sequence[Delivery]]:
        """All landed deliveries of each key. An event (tenant and id) keeps its key for good, so it is whole within it."""
        return self._grouped(self.deliveries)

    @cached_property
    def counted(self) -> list[Delivery]:
        """The events that count, as the store knows them."""
        return oracle.counted_events(self.view, (d for d in self.deliveries if self.knowledge.holds(d)))

    @cached_property
    def counted_by_key(self) -> Mapping[Key, Sequence[Delivery]]:
        return self._grouped(self.counted)

    def expected(self, key: Key, t_ms: int) -> tuple[Value, ...]:
        """The view's features at t by the oracle."""
        events = self.counted_by_key.get(key, ())
        return tuple(oracle.aggregate(self.view, feature, events, t_ms) for feature in self.view.features)

    def expected_status(self, key: Key, t_ms: int) -> tuple[Status, int | None]:
        """Status and newest event time at t."""
        newest = max(
            (d.event_time_ms for d in self.counted_by_key.get(key, ()) if d.event_time_ms < t_ms), default=None
        )
        if newest is None:
            return "not_found", None
        return ("expired" if t_ms - newest > self.view.ttl_ms else "present"), newest

    def expected_at(self, key: Key, t_ms: int, knowledge: Knowledge) -> tuple[Value, ...]:
        """The view's features at t by the oracle from what a store of another state knew."""
        known = [d for d in self.by_key.get(key, ()) if knowledge.holds(d)]
        return oracle.features_at(self.view, known, *key, t_ms)

    def _grouped(self, deliveries: Iterable[Delivery]) -> Mapping[Key, Sequence[Delivery]]:
        groups: dict[Key, list[Any]] = defaultdict(list)
        for d in deliveries:
            groups[d.tenant, d.values[self.view.key_column]].append(d)
        return groups
