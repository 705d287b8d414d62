"""What an online store knew when it served a value, and what the oracle says of exactly that.

Batch owns what happened before the cut-over and knows it, range by range of event time, up to the position that it has
folded in; the stream owns the rest and knows it up to the positions that it has applied, by partition of the log. A late
correction of the past lies between the two until batch folds it in: a value served meanwhile must not show it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from andamio.features import oracle
from andamio.features.components import Value
from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.online.folded_ranges import position_at
from andamio.features.online.log_position import in_partition
from andamio.features.online.online_store import Folded


@dataclass(frozen=True, slots=True)
class Knowledge:
    """How far each side has come, by partition; a partition that is not named has not been read at all."""

    cutover_ms: int | None
    """None before the first batch write: then the stream owns all."""
    folded: Sequence[Folded]
    """See `ViewRead.folded`."""
    applied_positions: Mapping[int, int]

    def holds(self, delivery: Delivery) -> bool:
        """True if the delivery is among what the store answers from."""
        if self.cutover_ms is not None and delivery.event_time_ms < self.cutover_ms:
            folded = position_at(self.folded, delivery.event_time_ms)
            return delivery.position <= in_partition(folded, delivery.partition)
        return delivery.position <= self.applied_positions.get(delivery.partition, -1)


def values_known(
    view: FeatureView, deliveries_of_key: Iterable[Delivery], knowledge: Knowledge, t_ms: int
) -> tuple[Value, ...]:
    """The view's features at t, in its order, from one entity's deliveries as far as they were known.

    An event keeps its entity, so all that decides about an entity's events is among its own deliveries.
    """
    known = (delivery for delivery in deliveries_of_key if knowledge.holds(delivery))
    counted = oracle.counted_events(view, known)
    return tuple(oracle.aggregate(view, feature, counted, t_ms) for feature in view.features)
