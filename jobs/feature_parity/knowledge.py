"""The deliveries of a view that an online store has taken in, and what the oracle says of exactly those.

A late correction of the past is between batch and stream until batch runs again: the store must not show it yet, and is
held to that here, and it is counted as pending.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from andamio.features import oracle
from andamio.features.components import Value
from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.knowledge import Knowledge, values_known
from andamio.features.online.log_position import in_partition
from andamio.features.online.online_store import Status

Key = tuple[str, str]
"""(tenant, key)"""


def known_rows(knowledge: Knowledge, table: pa.Table) -> pa.Table:
    """The rows of a table of deliveries, of a log in one partition, that `knowledge.holds` is true of."""
    limit: Any = pa.scalar(knowledge.applied_positions.get(0, -1))
    for folded in reversed(knowledge.folded):
        limit = pc.if_else(pc.less(table["event_time_ms"], folded.until_ms), in_partition(folded.position, 0), limit)
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
        return known_rows(self.knowledge, self.table)

    @cached_property
    def unread_positions(self) -> list[int]:
        """Landed log positions that the stream has yet to read, and batch does not hold either."""
        ahead = self.table.filter(pc.greater(self.table["position"], self.knowledge.applied_positions.get(0, -1)))
        known = set(known_rows(self.knowledge, ahead)["position"].to_pylist())
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
        return values_known(self.view, self.by_key.get(key, ()), knowledge, t_ms)

    def _grouped(self, deliveries: Iterable[Delivery]) -> Mapping[Key, Sequence[Delivery]]:
        groups: dict[Key, list[Any]] = defaultdict(list)
        for d in deliveries:
            groups[d.tenant, d.values[self.view.key_column]].append(d)
        return groups
