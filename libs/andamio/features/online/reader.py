"""Reading the views of a service from a store, within a budget: who has not answered by then is unavailable.

SQLite blocks, so `ThreadedReader` asks it on threads, one a view. A thread cannot be stopped: what it waits for goes on
without anyone listening, and reads that have not begun by the end of their budget never do.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from andamio.callback_tasks import begin
from andamio.features.definition import FeatureView
from andamio.features.online.online_store import OnlineStore, StoreUnavailable
from andamio.features.online.view_answer import ViewAnswer, unavailable

THREADS = 16  # SQLite's reads overlap in its own code alone; the others cover stalls


class Reader(Protocol):
    """Reads of several views at once, from the event loop."""

    async def read(
        self, views: Sequence[FeatureView], keys: Sequence[tuple[str, str]], t_ms: int, budget_s: float
    ) -> list[ViewAnswer]:
        """The views' features in the order of `views`, after about `budget_s` at the latest. Raises `StoreError`."""
        ...

    def close(self) -> None:
        """Let go of threads and connections."""
        ...


Found = Callable[[list[ViewAnswer] | Exception], None]
"""Is told, once, what `Reader.read` would give or raise; must not raise itself."""
Read = Callable[[Sequence[FeatureView], Sequence[tuple[str, str]], int, float], Coroutine[Any, Any, list[ViewAnswer]]]
"""`Reader.read`."""
Ask = Callable[[Sequence[FeatureView], Sequence[tuple[str, str]], int, float, Found], None]
"""A read as a call, for whoever serves so many that a task for each would be much of their cost: `found` is called now or
later on the event loop, unless the call raises."""


def asker(reader: Reader) -> Ask:
    """The reader's own `ask` if it has one, else its `read` in tasks."""
    own: Ask | None = getattr(reader, "ask", None)
    return asker_in_tasks(reader.read) if own is None else own


def asker_in_tasks(read: Read) -> Ask:
    """Makes a task of each read."""

    def ask(
        views: Sequence[FeatureView], keys: Sequence[tuple[str, str]], t_ms: int, budget_s: float, found: Found
    ) -> None:
        begin(read(views, keys, t_ms, budget_s), found, _stopping)

    return ask


def _stopping() -> Exception:
    return StoreUnavailable("this process is stopping; use another")


class ThreadedReader:
    """A `Reader` of any store."""

    def __init__(self, store: OnlineStore, threads: int = THREADS) -> None:
        self._store = store
        self._pool = ThreadPoolExecutor(threads, "store")

    async def read(
        self, views: Sequence[FeatureView], keys: Sequence[tuple[str, str]], t_ms: int, budget_s: float
    ) -> list[ViewAnswer]:
        """See `Reader.read`."""
        running = [asyncio.wrap_future(self._pool.submit(self._store.read_many, (view,), keys, t_ms)) for view in views]
        await asyncio.wait(running, timeout=budget_s)
        answers: list[ViewAnswer] = []
        for view, future in zip(views, running):
            if future.done():
                answers += future.result()
            else:
                future.add_done_callback(_forget)
                future.cancel()
                answers.append(unavailable(view, len(keys)))
        return answers

    def close(self) -> None:
        """See `Reader.close`. Does not wait for a store that stalls."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _forget(future: "asyncio.Future[list[ViewAnswer]]") -> None:
    # Whoever asked is gone; looking at the exception keeps asyncio from reporting it as never retrieved.
    if not future.cancelled():
        future.exception()
