"""Reads of a store in Redis from the event loop: one MGET a request, many on the way at once over one connection.

`RedisRead` (in the features lib) makes the command and understands the reply; here is the connection. A read that finds
that batch or a new epoch has just moved the tiles is asked again, within the same budget.

A reply that comes too late is taken off the connection and thrown away. A connection on which nothing has come for
`STALLED_S` is given up, and so that a stalled server finds no mountain of work when it comes back, it is sent no more than
`WAITING_AT_MOST` commands. A lost connection is made anew, and its reads repeated, once; after that, or where a server
refuses connections, it is `StoreUnavailable`.
"""

import asyncio
import ssl
from collections import deque
from collections.abc import Sequence
from typing import Any

import hiredis

from andamio.features.definition import FeatureView
from andamio.features.online.online_store import StoreUnavailable
from andamio.features.online.redis_read import RedisRead
from andamio.features.online.redis_wire import Address, greeting, refusal, unavailable
from andamio.features.online.view_answer import ViewAnswer
from andamio.features.online.view_answer import unavailable as without_answer

STALLED_S = 5.0
WAITING_AT_MOST = 1_000


class RedisReader:
    """A `Reader` of a store in Redis. For one event loop."""

    def __init__(self, address: Address, views: Sequence[FeatureView], compiled: bool = False) -> None:
        """`compiled` reads by machine code, which costs a server's start a while (see `compiled_read`)."""
        self._address = address
        self._read = RedisRead({view.id: view for view in views}, "at_once" if compiled else "never")
        self._connection: _Connection | None = None
        self._connecting: asyncio.Task[_Connection] | None = None

    async def read(
        self, views: Sequence[FeatureView], keys: Sequence[tuple[str, str]], t_ms: int, budget_s: float
    ) -> list[ViewAnswer]:
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
            try:
                reply = await connection.ask(request.packed, deadline)
            except StoreUnavailable:
                if not again:
                    raise
                continue
            if reply is None:
                return [without_answer(view, len(keys)) for view in views]
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
            for answer in await asyncio.gather(
                connection.expect(packed), *map(connection.expect, [b""] * (answers - 1))
            ):
                if isinstance(answer, Exception):
                    connection.close()
                    raise refusal(address, answer)
        return connection


class _Connection(asyncio.Protocol):
    """Commands in, replies out, in order."""

    def __init__(self, loop: asyncio.AbstractEventLoop, address: Address) -> None:
        self._loop, self._address = loop, address
        self._reader = hiredis.Reader()
        self._waiting: deque[asyncio.Future[Any]] = deque()
        self._heard_s = 0.0
        self._transport: Any = None
        self.lost: Exception | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._heard_s = self._loop.time()
        try:
            self._reader.feed(data)
            reply = self._reader.gets()
            while reply is not False:
                future = self._waiting.popleft()
                if not future.done():
                    future.set_result(reply)
                reply = self._reader.gets()
        except (hiredis.ProtocolError, IndexError) as error:
            self._fail(error)

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(exc or ConnectionError("it closed the connection"))

    def close(self) -> None:
        self._fail(ConnectionError("the connection was closed"))

    def expect(self, packed: bytes) -> "asyncio.Future[Any]":
        """The next reply, after sending what there is to send."""
        future: asyncio.Future[Any] = self._loop.create_future()
        if self.lost is not None:
            future.set_exception(unavailable(self._address, self.lost))
            return future
        if not self._waiting:
            self._heard_s = self._loop.time()
        self._waiting.append(future)
        if packed:
            self._transport.write(packed)
        return future

    async def ask(self, packed: bytes, deadline: float) -> Any:
        """The reply to one command; None if it did not come in time. Raises `StoreError`."""
        if len(self._waiting) >= WAITING_AT_MOST:
            return None
        future = self.expect(packed)
        timer = self._loop.call_at(deadline, self._late, future)
        try:
            reply = await future
        finally:
            timer.cancel()
        if isinstance(reply, Exception):
            raise refusal(self._address, reply)
        return reply

    def _late(self, future: "asyncio.Future[Any]") -> None:
        if not future.done():
            future.set_result(None)
        if self._waiting and self._loop.time() - self._heard_s > STALLED_S:
            self._fail(TimeoutError())

    def _fail(self, error: Exception) -> None:
        if self.lost is None:
            self.lost = error
            self._transport.close()
        while self._waiting:
            future = self._waiting.popleft()
            if future.done():
                continue
            if isinstance(error, TimeoutError):
                future.set_result(None)
            else:
                future.set_exception(unavailable(self._address, error))
