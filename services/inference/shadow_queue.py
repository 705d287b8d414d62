"""Work behind the answers: shadow executions, begun only while no request is in hand, and given up rather than kept.

A shadow never delays a primary by more than the rest of one run of the model: the queue is worked off one at a time,
with a look at the network in between. What finds the queue full, or waits longer than `max_age_s` for a quiet moment,
is dropped, and its decision is logged so.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

MAX_AGE_S = 1.0


@dataclass(frozen=True, slots=True)
class Shadow:
    """One shadow execution to be."""

    run: Callable[[], Awaitable[None]]
    """Executes and logs; never raises."""
    drop: Callable[[], None]
    """Logs that it was not executed."""
    inline: bool
    """Whether `run` keeps the event loop to itself; others are started and left to their threads."""


class ShadowQueue:
    """Bounded work of low priority. For one event loop."""

    def __init__(
        self,
        at_most: int,
        busy: Callable[[], bool],
        max_age_s: float = MAX_AGE_S,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """At most `at_most` wait or run; none begins while `busy()`. Call `look` whenever `busy()` has become false."""
        self._at_most, self._busy, self._max_age_s, self._clock_s = at_most, busy, max_age_s, clock_s
        self._waiting: deque[tuple[float, Shadow]] = deque()
        self._running: set[asyncio.Task[None]] = set()
        self._soon: asyncio.Handle | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._closing = False

    @property
    def length(self) -> int:
        """How many wait or run."""
        return len(self._waiting) + len(self._running)

    def add(self, shadow: Shadow) -> None:
        """Run it later, or drop it now."""
        if self.length >= self._at_most:
            shadow.drop()
            return
        self._waiting.append((self._clock_s(), shadow))
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._max_age_s, self._shed)
        self.look()

    def look(self) -> None:
        """Begin the next one soon, if there is one and nothing else to do."""
        if self._waiting and self._soon is None and (self._closing or not self._busy()):
            self._soon = asyncio.get_running_loop().call_soon(self._next)

    async def drain(self) -> None:
        """Run all that waits, whatever else there is to do."""
        self._closing = True
        self.look()
        while self._waiting or self._running:
            await asyncio.sleep(0.001)

    def _next(self) -> None:
        self._soon = None
        if not self._waiting or not (self._closing or not self._busy()):
            return
        _, shadow = self._waiting.popleft()
        task = asyncio.ensure_future(shadow.run())
        self._running.add(task)
        task.add_done_callback(self._ended)
        if not shadow.inline:
            self.look()

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._running.discard(task)
        self.look()

    def _shed(self) -> None:
        """Drop what has waited for too long."""
        self._timer = None
        oldest = self._clock_s() - self._max_age_s
        while self._waiting and self._waiting[0][0] <= oldest:
            self._waiting.popleft()[1].drop()
        if self._waiting:
            left_s = max(self._waiting[0][0] - oldest, 0.001)
            self._timer = asyncio.get_running_loop().call_later(left_s, self._shed)
