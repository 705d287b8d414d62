"""The replicas, as their lines in the decision log show them: which version of the routing table each goes by."""

from dataclasses import dataclass

# A replica beats once a second; one that was not heard of for this long is gone.
FORGOTTEN_MS = 60_000


@dataclass(frozen=True, slots=True)
class Seen:
    """The last sign of life of a replica."""

    table_version: int
    ms_ago: int


class Replicas:
    """Who was heard of, by the name in its log's file name."""

    def __init__(self) -> None:
        self._heard: dict[str, tuple[int, int]] = {}

    def heard(self, replica: str, table_version: int, now_ms: int) -> None:
        """A line of `replica` was read at `now_ms`, by a clock that does not jump."""
        self._heard[replica] = (table_version, now_ms)

    def seen(self, now_ms: int) -> dict[str, Seen]:
        """Everyone heard of within `FORGOTTEN_MS`."""
        heard = dict(self._heard)
        return {
            name: Seen(version, now_ms - at_ms)
            for name, (version, at_ms) in heard.items()
            if now_ms - at_ms <= FORGOTTEN_MS
        }
