"""The traffic counts in the store: the leader saves them with what it read, everyone else looks."""

from rollout_controller.observations.traffic import KEPT_S, Traffic
from rollout_controller.store.rollout_store import RolloutStore

# Half an hour of counts, five times a second, would be most of what a standby does.
_LOOKS_MS = 1_000


class KeptTraffic:
    """Keeps `traffic` for the controllers of a store. Times are of the controller's monotonic clock."""

    def __init__(self, store: RolloutStore, traffic: Traffic) -> None:
        self._store, self._traffic = store, traffic
        self._looked: int | None = None

    def load(self) -> None:
        """Know what the store knows: who begins to lead goes on from there."""
        self._traffic.load(self._store.traffic())

    def look(self, now: int) -> None:
        """The same for who stands by: a second late at most."""
        if self._looked is None or now - self._looked >= _LOOKS_MS:
            self.load()
            self._looked = now

    def save(self) -> None:
        """Save what was counted since; within the transaction that saves how far the log was read."""
        if grown := self._traffic.changed():
            self._store.save_traffic(grown, KEPT_S)
