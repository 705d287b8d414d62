"""Who read personal data, what of it and for which purposes: counted as it is allowed, recorded in batches.

A record a request would cost more than the request. So the first access of a principal to a resource is recorded within
`FIRST_S`, and what follows is counted and recorded once every `REPEAT_S`, and at the end. What a killed process had
counted since is lost with it; that there was access at all is not.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

FIRST_S = 1.0
REPEAT_S = 60.0


class Append(Protocol):
    """`AuditLog.append`."""

    def __call__(self, actor: str, action: str, subject: str, reason: str, *, evidence: Any = None) -> object: ...


@dataclass(slots=True)
class _Count:
    classes: frozenset[str]
    purposes: frozenset[str]
    requests: int = 0
    since_ms: int = 0
    recorded_ms: int | None = None
    """When it was recorded last; None until it is."""


@dataclass(slots=True)
class PiiAccess:
    """Counts of one process. Safe to use from several threads."""

    append: Append
    clock: Callable[[], int]
    """ms since 1970, UTC."""
    _counts: dict[tuple[str, str], _Count] = field(default_factory=dict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def count(self, actor: str, resource: str, classes: frozenset[str], purposes: frozenset[str]) -> None:
        """An access was allowed to `resource`, which holds personal data of these classes."""
        with self._turn:
            found = self._counts.get((actor, resource))
            if found is None:
                found = self._counts[actor, resource] = _Count(classes, purposes, since_ms=self.clock())
            elif purposes is not found.purposes or classes is not found.classes:
                found.classes |= classes
                found.purposes |= purposes
            found.requests += 1

    def record(self, everything: bool = False) -> None:
        """Append what is due, or all that was counted. What cannot be appended is counted on; raises what `append` raises."""
        now_ms = self.clock()
        for (actor, resource), found in self._due(now_ms, everything):
            with self._turn:
                requests, since_ms = found.requests, found.since_ms
            purposes = sorted(found.purposes)
            evidence = {
                "requests": requests,
                "from_ms": since_ms,
                "until_ms": now_ms,
                "classes": sorted(found.classes),
                "purposes": purposes,
            }
            reason = f"read for {', '.join(purposes) or 'no purpose, since none is asked for'}"
            self.append(actor, "pii.accessed", resource, reason, evidence=evidence)
            with self._turn:
                found.requests -= requests
                found.since_ms = found.recorded_ms = now_ms

    def _due(self, now_ms: int, everything: bool) -> Iterable[tuple[tuple[str, str], _Count]]:
        with self._turn:
            return [
                (who, found)
                for who, found in self._counts.items()
                if found.requests
                and (everything or found.recorded_ms is None or now_ms - found.recorded_ms >= REPEAT_S * 1_000)
            ]
