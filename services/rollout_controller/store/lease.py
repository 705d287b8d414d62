"""Who leads: one controller of those that share a store, found without comparing clocks across machines.

The leader raises a count in the store with every commit. A controller that stands by takes the lease when it was given
back, or when it has seen the count stand still for `lease_ms` of its own monotonic clock: a leader that died, hangs, or
cannot reach the store. Taking it raises the epoch, and the store and the routing table refuse the epochs before: so a
leader that was only slow, or a clock that jumped, costs a change of leaders and never a second writer.
"""

from dataclasses import dataclass

from rollout_controller.store.rollout_store import LeaseRow, RolloutStore

# Below the 5 s after which replicas give up on a silent controller, with room for a start of the successor's loop.
LEASE_MS = 3_000


@dataclass(frozen=True, slots=True)
class _Sighting:
    row: LeaseRow
    at_ms: int


class Candidacy:
    """One controller's wish to lead."""

    def __init__(self, store: RolloutStore, holder: str, lease_ms: int = LEASE_MS) -> None:
        self.holder = holder
        self.epoch: int | None = None
        """The epoch in which this controller leads; None while it stands by."""
        self._store = store
        self._lease_ms = lease_ms
        self._seen: _Sighting | None = None

    @property
    def leader(self) -> str | None:
        """Who was last seen to lead."""
        return self.holder if self.epoch is not None else self._seen.row.holder if self._seen else None

    def stand(self, now_ms: int, epoch_on_table: int) -> bool:
        """Take the lease if it may be taken at `now_ms` (monotonic); whether this controller leads now.

        The epoch exceeds `epoch_on_table`, so that a store that was lost or set back cannot bring replicas to ignore it.
        """
        row = self._store.lease()
        if self._seen is None or self._seen.row != row or now_ms < self._seen.at_ms:
            self._seen = _Sighting(row, now_ms)
        if row.holder is not None and now_ms - self._seen.at_ms <= self._lease_ms:
            return False
        self.epoch = self._store.take_lease(self.holder, row, epoch_on_table + 1)
        self._seen = None
        return self.epoch is not None

    def step_down(self) -> None:
        """Stand by from now on."""
        self.epoch = self._seen = None
