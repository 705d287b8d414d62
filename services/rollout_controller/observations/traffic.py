"""Who answered: requests by release and second, from the decision log as it is read; the last half hour.

Counted in memory while the log is read, and kept by the store together with the place in the log that was reached, so
that each request is in exactly one second, whichever controller leads, and however often it is started again.
"""

import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KEPT_S = 1_800


@dataclass(slots=True)
class _Second:
    second: int
    answered: dict[str, int] = field(default_factory=dict)


class Traffic:
    """Counts of the requests assigned to each release, in the second in which a controller read of them."""

    def __init__(self) -> None:
        self._seconds: deque[_Second] = deque(maxlen=KEPT_S)
        self._changed: set[int] = set()
        self._lock = threading.Lock()

    def add(self, release: str, now_ms: int) -> None:
        """One request that `release` had to answer. A clock that goes back counts in the second it left."""
        second = now_ms // 1000
        with self._lock:
            if not self._seconds or self._seconds[-1].second < second:
                self._seconds.append(_Second(second))
            last = self._seconds[-1]
            last.answered[release] = last.answered.get(release, 0) + 1
            self._changed.add(last.second)

    def changed(self) -> dict[int, dict[str, int]]:
        """Second since 1970 -> counts, of those that grew since the last call: for the store."""
        with self._lock:
            changed, self._changed = self._changed, set()
            return {each.second: dict(each.answered) for each in self._seconds if each.second in changed}

    def load(self, seconds: Mapping[int, Mapping[str, int]]) -> None:
        """Know what the store knows, and nothing else."""
        with self._lock:
            self._seconds = deque((_Second(at, dict(seconds[at])) for at in sorted(seconds)), maxlen=KEPT_S)
            self._changed = set()

    def since(self, from_ms: int) -> list[dict[str, Any]]:
        """The seconds with traffic from `from_ms` on, oldest first."""
        with self._lock:
            return [
                {"at_ms": each.second * 1000, "answered": dict(each.answered)}
                for each in self._seconds
                if each.second * 1000 >= from_ms
            ]

    def rate(self, now_ms: int, over_s: int = 60) -> float | None:
        """Requests a second over the last `over_s` seconds, or since the first of them; None without any."""
        now = now_ms // 1000
        with self._lock:
            recent = [each for each in self._seconds if now - over_s <= each.second < now]
        if not recent:
            return None
        return sum(sum(each.answered.values()) for each in recent) / (now - recent[0].second)
