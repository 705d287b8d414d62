"""How old a served value was: since when the log had held an event of the view that the store had not applied yet.

A value is fresh, with lag 0, if everything that was known at the time of the read had been applied, however long ago
the last event was: silence is not staleness. Otherwise its lag is the time since the oldest unapplied event was known.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from andamio.features.event import Delivery


class LogTimes:
    """When each position of a contract's log became known."""

    def __init__(self, deliveries: Iterable[Delivery]) -> None:
        by_partition: dict[int, list[tuple[int, int]]] = {}
        for delivery in deliveries:
            by_partition.setdefault(delivery.partition, []).append((delivery.position, delivery.known_at_ms))
        self._positions: dict[int, list[int]] = {}
        self._known_at: dict[int, list[int]] = {}
        for partition, places in by_partition.items():
            places.sort()
            self._positions[partition] = [position for position, _ in places]
            self._known_at[partition] = [known_at for _, known_at in places]

    def lag_ms(self, applied_positions: Mapping[int, int], at_ms: int, start_positions: Mapping[int, int]) -> int:
        """Age at `at_ms` of the oldest event known by then that was not applied; 0 if there is none.

        Positions up to `start_positions` need not be applied: the stream starts after them, and batch knows them.
        """
        lag = 0
        for partition, positions in self._positions.items():
            covered = max(applied_positions.get(partition, -1), start_positions.get(partition, -1))
            first = bisect_right(positions, covered)
            if first < len(positions) and (known_at := self._known_at[partition][first]) <= at_ms:
                lag = max(lag, at_ms - known_at)
        return lag
