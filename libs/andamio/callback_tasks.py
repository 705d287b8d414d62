"""A coroutine begun by a call, whose caller is told of its end by another: for whoever serves most requests by calls alone.

begin(work(), told)     `told` gets what the coroutine returns or raises
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
_running: set[asyncio.Task[Any]] = set()


def begin(
    work: Coroutine[Any, Any, T],
    told: Callable[[T | Exception], None],
    stopped: Callable[[], Exception] = lambda: RuntimeError("this process is stopping"),
) -> None:
    """Run `work` as a task of the running loop, in the context of this call.

    `told` is called once, on the loop: with the result, with what was raised, or with `stopped()` where the loop ends
    first. It must not raise.
    """

    def done(task: asyncio.Task[T]) -> None:
        _running.discard(task)
        if task.cancelled():
            told(stopped())
            return
        error = task.exception()
        if error is None:
            told(task.result())
        else:
            told(error if isinstance(error, Exception) else RuntimeError(repr(error)))

    task = asyncio.get_running_loop().create_task(work)
    # The loop itself keeps no more than a weak reference.
    _running.add(task)
    task.add_done_callback(done)


async def result(ask: Callable[[Callable[[T | Exception], None]], None]) -> T:
    """What `ask` tells the callback that it is given; raises what it is told of."""
    future: asyncio.Future[T] = asyncio.get_running_loop().create_future()

    def told(found: T | Exception) -> None:
        if future.done():  # whoever waited was cancelled
            return
        if isinstance(found, Exception):
            future.set_exception(found)
        else:
            future.set_result(found)

    ask(told)
    return await future
