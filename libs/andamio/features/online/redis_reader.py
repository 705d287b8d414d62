"""Reads of a store in Redis from the event loop: one MGET a request, many on the way at once over one connection.

`RedisRead` (in the features lib) makes the command and understands the reply; here is the connection. A read that finds
that batch or a new epoch has just moved the tiles is asked again, within the same budget.

A reply that comes too late is taken off the connection and thrown away. A connection on which nothing has come for
`STALLED_S` is given up, and so that a stalled server finds no mountain of work when it comes back, it is sent no more than
`WAITING_AT_MOST` commands. A lost connection is made anew, and its reads repeated, once; after that, or where a server
refuses connections, it is `StoreUnavailable`.
"""

import asyncio
import math
import ssl
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import hiredis

from andamio.features.definition import FeatureView
from andamio.features.online.online_store import StoreError, StoreUnavailable
from andamio.features.online.reader import Found, asker_in_tasks
from andamio.features.online.redis_read import Entities, RedisRead
from andamio.features.online.redis_wire import Address, greeting, refusal, unavailable
from andamio.features.online.view_answer import ViewAnswer
from andamio.features.online.view_answer import unavailable as without_answer

STALLED_S = 5.0
WAITING_AT_MOST = 1_000

Reply = list[Any] | StoreError | None
"""To a command; None if it did not come in time."""


class RedisReader:
    """A `Reader` of a store in Redis. For one event loop."""

    def __init__(self, address: Address, views: Sequence[FeatureView], compiled: bool = False) -> None:
        """`compiled` reads by machine code, which costs a server's start a while (see `compiled_read`)."""
        self._address = address
        self._read = RedisRead({view.id: view for view in views}, "at_once" if compiled else "never")
        self._connection: _Connection | None = None
        self._connecting: asyncio.Task[_Connection] | None = None
        self._ask_patiently = asker_in_tasks(self.read)

    def ask(self, views: Sequence[FeatureView], keys: Entities, t_ms: int, budget_s: float, found: Found) -> None:
        """See `reader.Ask`: `read` without a task while the connection is there and the tiles stay where they are."""
        connection = self._connection
        if connection is None or connection.lost is not None:
            self._ask_patiently(views, keys, t_ms, budget_s, found)
            return
        request = self._read.request(views, keys)
        deadline = connection.loop.time() + budget_s

        def told(reply: Reply) -> None:
            if reply is None:
                found([without_answer(view, len(keys)) for view in views])
                return
            if not isinstance(reply, Exception):
                try:
                    answers = self._read.answers(request, t_ms, reply)
                except Exception as error:  # noqa: BLE001 -- whoever asks is told of it
                    found(error)
                    return
                if answers is not None:
                    found(answers)
                    return
            elif not isinstance(reply, StoreUnavailable):
                found(reply)
                return
            self._ask_patiently(views, keys, t_ms, deadline - connection.loop.time(), found)

        connection.send(request.packed, told, deadline)

    async def read(self, views: Sequence[FeatureView], keys: Entities, t_ms: int, budget_s: float) -> list[ViewAnswer]:
        """See `Reader.read`. All views are from one state of the store, so all of them answer or none."""
        deadline = asyncio.get_running_loop().time() + budget_s
        again = True
        while True:
            connection = self._connection
            if connection is None or connection.lost is not None:
                again = False
                connection = await self._connect(deadline)
                if connection is None:
                    return [without_answer(view, len(keys)) for view in views]
            request = self._read.request(views, keys)
            reply = await connection.reply(request.packed, deadline)
            if reply is None:
                return [without_answer(view, len(keys)) for view in views]
            if isinstance(reply, Exception):
                if again and isinstance(reply, StoreUnavailable):
                    continue
                raise reply
            answers = self._read.answers(request, t_ms, reply)
            if answers is not None:
                return answers

    def close(self) -> None:
        """See `Reader.close`."""
        if self._connection is not None:
            self._connection.close()

    async def _connect(self, deadline: float) -> "_Connection | None":
        """The one new connection that everyone waits for; None if it is not there in time."""
        if self._connecting is None:
            self._connecting = asyncio.ensure_future(self._open())
            self._connecting.add_done_callback(self._connected)
        try:
            async with asyncio.timeout_at(deadline):
                # Shielded: whoever gives up leaves it to the others.
                return await asyncio.shield(self._connecting)
        except TimeoutError:
            return None

    def _connected(self, task: "asyncio.Task[_Connection]") -> None:
        self._connecting = None
        if not task.cancelled() and task.exception() is None:
            self._connection = task.result()

    async def _open(self) -> "_Connection":
        loop, address = asyncio.get_running_loop(), self._address
        context = ssl.create_default_context() if address.tls else None
        try:
            _, connection = await loop.create_connection(
                lambda: _Connection(loop, address), address.host, address.port, ssl=context
            )
        except OSError as error:
            raise unavailable(address, error) from error
        packed, answers = greeting(address)
        if answers:
            # Whoever connects has a deadline of its own.
            replies = [connection.reply(part, math.inf) for part in (packed, *[b""] * (answers - 1))]
            for reply in await asyncio.gather(*replies):
                if isinstance(reply, Exception):
                    connection.close()
                    raise reply
        return connection


class _Asked:
    """A command on its way."""

    __slots__ = ("deadline", "told")

    def __init__(self, told: Callable[[Reply], None], deadline: float) -> None:
        self.told: Callable[[Reply], None] | None = told
        """Nobody once it has been called."""
        self.deadline = deadline

    def tell(self, reply: Reply) -> None:
        told, self.told = self.told, None
        if told is not None:
            told(reply)


class _Connection(asyncio.Protocol):
    """Commands in, replies out, in order."""

    def __init__(self, loop: asyncio.AbstractEventLoop, address: Address) -> None:
        self.loop, self._address = loop, address
        self._reader = hiredis.Reader()
        self._waiting: deque[_Asked] = deque()
        self._heard_s = 0.0
        self._transport: Any = None
        self._timer: asyncio.TimerHandle | None = None
        self._due_s = math.inf
        """When the timer goes off: at a deadline of what waits, or before them all."""
        self.lost: Exception | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._heard_s = self.loop.time()
        try:
            self._reader.feed(data)
            reply = self._reader.gets()
            while reply is not False:
                asked = self._waiting.popleft()
                self._tell(asked, refusal(self._address, reply) if isinstance(reply, Exception) else reply)
                reply = self._reader.gets()
        except (hiredis.ProtocolError, IndexError) as error:
            self._fail(error)

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(exc or ConnectionError("it closed the connection"))

    def close(self) -> None:
        self._fail(ConnectionError("the connection was closed"))

    def send(self, packed: bytes, told: Callable[[Reply], None], deadline: float) -> None:
        """Send a command and have `told` called with its reply, or nothing and with the next reply.

        `told` must not raise. It is called at once if there is no connection any more, or if too much waits already.
        """
        if self.lost is not None:
            told(unavailable(self._address, self.lost))
            return
        if len(self._waiting) >= WAITING_AT_MOST:
            told(None)
            return
        if not self._waiting:
            self._heard_s = self.loop.time()
        self._waiting.append(_Asked(told, deadline))
        if deadline < self._due_s:
            self._wake_at(deadline)
        if packed:
            self._transport.write(packed)

    async def reply(self, packed: bytes, deadline: float) -> Reply:
        """What `send` would tell."""
        future: asyncio.Future[Reply] = self.loop.create_future()

        def told(reply: Reply) -> None:
            if not future.done():
                future.set_result(reply)

        self.send(packed, told, deadline)
        return await future

    def _tell(self, asked: _Asked, reply: Reply) -> None:
        try:
            asked.tell(reply)
        except Exception as error:  # noqa: BLE001 -- a fault of one read must not cost the others their replies
            self.loop.call_exception_handler({"message": "a read could not be answered", "exception": error})

    def _wake_at(self, deadline: float) -> None:
        # One timer for all that waits, and not one a command, which would cost as much as sending it.
        if self._timer is not None:
            self._timer.cancel()
        self._timer, self._due_s = self.loop.call_at(deadline, self._due), deadline

    def _due(self) -> None:
        """Give up what is late, and the connection if nothing has come on it for long."""
        self._timer, self._due_s = None, math.inf
        now_s = self.loop.time()
        late = [asked for asked in self._waiting if asked.told is not None and asked.deadline <= now_s]
        for asked in late:
            self._tell(asked, None)
        if late and now_s - self._heard_s > STALLED_S:
            self._fail(TimeoutError())
        left = [asked.deadline for asked in self._waiting if asked.told is not None]
        if left and min(left) < self._due_s:
            self._wake_at(min(left))

    def _fail(self, error: Exception) -> None:
        if self.lost is None:
            self.lost = error
            self._transport.close()
            if self._timer is not None:
                self._timer.cancel()
        while self._waiting:
            late = isinstance(error, TimeoutError)
            self._tell(self._waiting.popleft(), None if late else unavailable(self._address, error))
