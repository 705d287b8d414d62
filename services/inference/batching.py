"""Micro-batching that adapts: who comes while nothing runs is run at once, alone; who comes meanwhile shares the next.

So at low load a batch has one item and nobody waits, and batches grow by themselves as load does. Only behind a run (a
sign that there is more load than single runs can take) is a batch that is not full held back, for at most `max_wait_s`.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class MicroBatcher(Generic[Item, Result]):
    """Gathers items into runs. For one event loop."""

    def __init__(
        self,
        run: Callable[[Sequence[Item]], Awaitable[Sequence[Result]]],
        max_size: int,
        max_wait_s: float,
        concurrency: int = 1,
    ) -> None:
        """`run` gives one result an item, in order; what it raises, every item of the batch gets."""
        self._run = run
        self._max_size, self._max_wait_s, self._concurrency = max_size, max_wait_s, concurrency
        self._waiting: deque[tuple[Item, asyncio.Future[Result]]] = deque()
        self._running = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._timer: asyncio.TimerHandle | None = None

    def submit(self, item: Item) -> "asyncio.Future[Result]":
        """The result to come. An item whose future is cancelled before its run begins is never run."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._timer is None or len(self._waiting) >= self._max_size:
            self._start()
        return future

    def _start(self) -> None:
        """Begin the runs that may begin."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while self._waiting and self._running < self._concurrency:
            batch: list[tuple[Item, asyncio.Future[Result]]] = []
            while self._waiting and len(batch) < self._max_size:
                item, future = self._waiting.popleft()
                if not future.done():
                    batch.append((item, future))
            if batch:
                self._running += 1
                task = asyncio.ensure_future(self._give(batch))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    def _ended(self) -> None:
        """A run is over. Before its results are known to anyone: who comes because of them comes to an idle model."""
        self._running -= 1
        if 0 < len(self._waiting) < self._max_size and self._max_wait_s > 0:
            if self._timer is None:
                self._timer = asyncio.get_running_loop().call_later(self._max_wait_s, self._start)
        else:
            self._start()

    async def _give(self, batch: "Sequence[tuple[Item, asyncio.Future[Result]]]") -> None:
        try:
            results = await self._run([item for item, _ in batch])
        except Exception as error:  # noqa: BLE001 - it is the items' to raise
            self._ended()
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
            return
        self._ended()
        for (_, future), result in zip(batch, results, strict=True):
            if not future.done():
                future.set_result(result)
