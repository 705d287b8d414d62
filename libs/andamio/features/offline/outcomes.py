"""What came of an event: the first outcome that refers to it within a horizon, by what was known at a time.

It is the one meaning of a label, for training and for the watch over what was trained: an outcome counts from the event
up to and including `horizon_ms` later, by event time; duplicates, corrections and tombstones are resolved and late
deliveries left out as the features' engines do it.
"""

from collections import defaultdict
from collections.abc import Iterable

from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.oracle import counted_events


class Outcomes:
    """The counted outcomes known by `k_ms`, by the event that they refer to."""

    def __init__(self, view: FeatureView, deliveries: Iterable[Delivery], k_ms: int, reference: str) -> None:
        """`view` says which outcomes count; `reference` is their column with the id of the event, of the same tenant."""
        self._by_event: dict[tuple[str, str], list[Delivery]] = defaultdict(list)
        for outcome in counted_events(view, deliveries, k_ms):
            self._by_event[outcome.tenant, outcome.values[reference]].append(outcome)

    def known_ms(self, tenant: str, event_id: str, t_ms: int, horizon_ms: int) -> int | None:
        """When the first outcome of an event at `t_ms` became known; None if it has none within the horizon."""
        own = self._by_event.get((tenant, event_id), [])
        return min((each.known_at_ms for each in own if t_ms <= each.event_time_ms <= t_ms + horizon_ms), default=None)
