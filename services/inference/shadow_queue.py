"""Work behind the answers: shadow executions, begun only while no request is in hand, and given up rather than kept.

Those that run on the event loop run in slices: one after the other until `slice_s` is over. What a slice costs besides
(turns of the loop, code that has left the processor's cache, a write to the log) is paid once for all of them, and a
request that comes meanwhile waits for the rest of it, or of one run of the model where that takes longer. Each run is
of one request and timed alone, as a primary's is: a batch of them would have another latency than what it is compared
with. What finds the queue full, or waits longer than `max_age_s` for a quiet moment, is dropped, and logged so.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from inference.decision_log import Deferred
from inference.executor import Execution, Numbers
from inference.features_client import FeatureVector

MAX_AGE_S = 1.0
# About a third of what a request takes of the processor: one small model takes 50 us of it, each further one 17.
SLICE_S = 100e-6
# What is too old in the meantime goes together, by one write to the log.
_SHED_EVERY_S = 0.01


class Executor(Protocol):
    """What a shadow runs on: see `ReleaseExecutor`."""

    @property
    def at_once(self) -> bool:
        """Whether it runs on the event loop now; others are started and left to their threads."""

    def run_at_once(self, request_id: str, request: Numbers, features: FeatureVector) -> Execution:
        """Execute on the event loop."""

    async def run(self, request_id: str, request: Numbers, features: FeatureVector) -> Execution:
        """Execute wherever it does."""


class Shadow(NamedTuple):
    """One shadow execution to be, and the line that waits for it."""

    release_id: str
    executor: Executor
    request_id: str
    request: Numbers
    features: FeatureVector
    line: Deferred


Ended = tuple[Shadow, Execution | None]
"""None where it was dropped."""


class ShadowQueue:
    """Bounded work of low priority. For one event loop."""

    def __init__(
        self,
        at_most: int,
        busy: Callable[[], bool],
        ended: Callable[[Sequence[Ended]], None],
        max_age_s: float = MAX_AGE_S,
        slice_s: float = SLICE_S,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """At most `at_most` wait or run; none begins while `busy()`. Call `look` whenever `busy()` has become false.

        `ended` is told of what was executed or dropped, of a slice together.
        """
        self._at_most, self._busy, self._tell = at_most, busy, ended
        self._max_age_s, self._slice_s, self._clock_s = max_age_s, slice_s, clock_s
        self._waiting: deque[tuple[float, Shadow]] = deque()
        self._running: set[asyncio.Task[None]] = set()
        self._soon = False
        self._timer: asyncio.TimerHandle | None = None
        self._closing = False

    @property
    def length(self) -> int:
        """How many wait or run."""
        return len(self._waiting) + len(self._running)

    def add(self, shadow: Shadow) -> None:
        """Run it later, or drop it now."""
        if self.length >= self._at_most:
            self._tell([(shadow, None)])
            return
        self._waiting.append((self._clock_s(), shadow))
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._max_age_s, self._shed)
        self.look()

    def look(self) -> None:
        """Begin a slice soon, if there is something to do and nothing else."""
        if not self._soon and self._may_begin():
            self._soon = True
            asyncio.get_running_loop().call_soon(self._turn)

    async def drain(self) -> None:
        """Run all that waits, whatever else there is to do."""
        self._closing = True
        self.look()
        while self._waiting or self._running:
            await asyncio.sleep(0.001)

    def _may_begin(self) -> bool:
        return bool(self._waiting) and (self._closing or not self._busy())

    def _turn(self) -> None:
        # The loop has looked at the network since; a request that it found there begins before the next turn does.
        asyncio.get_running_loop().call_soon(self._slice)

    def _slice(self) -> None:
        self._soon = False
        if not self._may_begin():
            return
        over_s = self._clock_s() + self._slice_s
        ended: list[Ended] = []
        while self._waiting:
            _, shadow = self._waiting.popleft()
            if shadow.executor.at_once:
                execution = shadow.executor.run_at_once(shadow.request_id, shadow.request, shadow.features)
                ended.append((shadow, execution))
            else:
                task = asyncio.ensure_future(self._run(shadow))
                self._running.add(task)
                task.add_done_callback(self._running.discard)
            if self._clock_s() >= over_s:
                break
        if ended:
            self._tell(ended)
        self.look()

    async def _run(self, shadow: Shadow) -> None:
        self._tell([(shadow, await shadow.executor.run(shadow.request_id, shadow.request, shadow.features))])

    def _shed(self) -> None:
        """Drop what has waited for too long."""
        self._timer = None
        oldest = self._clock_s() - self._max_age_s
        shed: list[Ended] = []
        while self._waiting and self._waiting[0][0] <= oldest:
            shed.append((self._waiting.popleft()[1], None))
        if shed:
            self._tell(shed)
        if self._waiting:
            left_s = max(self._waiting[0][0] - oldest, _SHED_EVERY_S)
            self._timer = asyncio.get_running_loop().call_later(left_s, self._shed)
