"""What the decision log says of the replicas themselves: that they live, and which routing table they go by.

A line is a sign of life of the moment in which it is read only if the log was read to its end just before. Lines that
lay there while this controller was away, paused, or behind are as old as that gap, and say nothing of now.
"""

from dataclasses import dataclass

# Between two looks; beyond it, what is read may be that old.
_FRESH_MS = 2_000
# A replica beats once a second; one that was not heard of for this long is gone.
FORGOTTEN_MS = 60_000


@dataclass(frozen=True, slots=True)
class Seen:
    """The last sign of life of a replica."""

    table_version: int
    """Of the routing table that it goes by."""
    ms_ago: int


class Replicas:
    """The replicas, as the log shows them. All times are of the controller's monotonic clock."""

    def __init__(self) -> None:
        self._heard: dict[str, tuple[int, int]] = {}
        self.begin(0)

    def begin(self, now_ms: int) -> None:
        """Know nothing: silence is counted from now."""
        self._heard.clear()
        self._last_life = self._last_look = now_ms
        self._caught_up = False

    def looked(self, now_ms: int, complete: bool) -> bool:
        """The log was read at `now_ms`, to its end if `complete`; whether what was found is of now."""
        fresh = self._caught_up and 0 <= now_ms - self._last_look <= _FRESH_MS
        self._last_look, self._caught_up = now_ms, complete
        return fresh

    def heard(self, replica: str, table_version: int, now_ms: int, fresh: bool) -> None:
        """A replica wrote that it goes by a version of the table."""
        version, at_ms = self._heard.get(replica, (0, now_ms))
        if fresh:
            self._last_life = at_ms = now_ms
        # A decision is logged under the version that it was assigned by, after the replica has gone on.
        self._heard[replica] = (max(version, table_version), at_ms)

    def silent_ms(self, now_ms: int) -> int:
        """Time since the last sign of life of any."""
        return now_ms - self._last_life

    def seen(self, now_ms: int) -> dict[str, Seen]:
        """Everyone heard of within `FORGOTTEN_MS`."""
        heard = dict(self._heard)
        return {
            replica: Seen(version, now_ms - at_ms)
            for replica, (version, at_ms) in heard.items()
            if now_ms - at_ms <= FORGOTTEN_MS
        }
