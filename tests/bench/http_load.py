"""A load generator that costs little: keep-alive connections on uvloop, requests made beforehand, answers barely read.

`closed` keeps every connection busy. `open_loop` sends at moments drawn beforehand, whether or not earlier answers have
come, and measures from the moment that was meant: a server that stalls is charged for everyone who waited. `scheduled`
does so at given moments, calls what is to be done meanwhile, and hands out each answer.
"""

import asyncio
import ctypes
import gc
import os
import random
import struct
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import cast

import uvloop

Heard = Callable[[float, float, bytes], None]
"""Told of each answer: the moment that was meant for its request, seconds from the beginning; its latency; itself."""
_libc = ctypes.CDLL(None, use_errno=True)
_CLOCK_MONOTONIC = 1
_ABSOLUTE = 1


def request_bytes(path: str, body: bytes, port: int, token: str | None = None) -> bytes:
    """A POST of JSON."""
    head = f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json\r\n"
    if token is not None:
        head += f"authorization: Bearer {token}\r\n"
    return f"{head}content-length: {len(body)}\r\n\r\n".encode() + body


@dataclass
class Outcome:
    """What came of a run."""

    seconds: float = 0.0
    latencies_s: list[float] = field(default_factory=list)
    """Of those that were timed."""
    errors: int = 0
    sent: int = 0

    @property
    def rate(self) -> float:
        return self.sent / self.seconds


class _Connection(asyncio.Protocol):
    def __init__(self, answered: "Callable[[_Connection, bytes], None]", lost: "Callable[[_Connection], None]") -> None:
        self._answered = answered
        self._lost = lost
        self._left = b""
        self.began = 0.0
        self.transport: asyncio.WriteTransport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.WriteTransport, transport)

    def data_received(self, data: bytes) -> None:
        data = self._left + data if self._left else data
        end = data.find(b"\r\n\r\n")
        if end >= 0:
            at = data.lower().find(b"content-length:", 0, end)
            length = int(data[at + 15 : data.find(b"\r\n", at)])
            if len(data) >= end + 4 + length:
                self._left = b""
                self._answered(self, data)
                return
        self._left = data

    def connection_lost(self, exc: Exception | None) -> None:
        self._lost(self)

    def send(self, request: bytes, began: float) -> None:
        self.began = began
        self.transport.write(request)


def closed(port: int, requests: Sequence[bytes], connections: int, total: int) -> Outcome:
    """Send `total` requests, each connection the next one as soon as it has its answer."""
    return uvloop.run(_run(port, requests, connections, [0.0] * total))


def open_loop(
    port: int, requests: Sequence[bytes], connections: int, rate: float, seconds: float, seed: int, skip_s: float = 0.0
) -> Outcome:
    """Send at `rate` a second, at exponential intervals, over so many connections; the first `skip_s` are not timed."""
    return _undisturbed(_run(port, requests, connections, arrivals(rate, seconds, seed), skip_s))


def scheduled(
    port: int,
    requests: Sequence[bytes],
    connections: int,
    moments: Sequence[float],
    heard: Heard,
    calls: Sequence[tuple[float, Callable[[], None]]] = (),
) -> Outcome:
    """Send at these moments, ascending; `calls` are made at theirs, to the millisecond. All in seconds from the beginning."""
    return _undisturbed(_run(port, requests, connections, moments, heard=heard, calls=calls))


def arrivals(rate: float, seconds: float, seed: int) -> list[float]:
    """Moments at exponential intervals, the last one beyond `seconds`."""
    chance = random.Random(seed)
    at, moments = 0.0, []
    while at < seconds:
        at += chance.expovariate(rate)
        moments.append(at)
    return moments


def _undisturbed(run: Coroutine[None, None, Outcome]) -> Outcome:
    gc.collect()
    gc.disable()  # a collection here would be charged to the server
    try:
        return uvloop.run(run)
    finally:
        gc.enable()


async def _run(
    port: int,
    requests: Sequence[bytes],
    connections: int,
    moments: Sequence[float],
    skip_s: float = 0.0,
    heard: Heard | None = None,
    calls: Sequence[tuple[float, Callable[[], None]]] = (),
) -> Outcome:
    loop = asyncio.get_running_loop()
    outcome, done = Outcome(), loop.create_future()
    idle: deque[_Connection] = deque()
    waiting: deque[float] = deque()
    renewing: set[asyncio.Future[None]] = set()
    sent = ended = 0
    timed_from = 0.0

    def start(connection: _Connection, began: float) -> None:
        nonlocal sent
        connection.send(requests[sent % len(requests)], began)
        sent += 1

    def answered(connection: _Connection, answer: bytes) -> None:
        if connection.began:
            if heard is not None:
                heard(connection.began - began, perf_counter() - connection.began, answer)
            over(connection, answer.startswith(b"HTTP/1.1 200"))
        next_on(connection)

    def over(connection: _Connection, right: bool) -> None:
        nonlocal ended
        ended += 1
        if connection.began >= timed_from:
            outcome.latencies_s.append(perf_counter() - connection.began)
        outcome.errors += not right
        connection.began = 0.0

    def next_on(connection: _Connection) -> None:
        if ended == len(moments) and not done.done():
            done.set_result(None)
        elif waiting:
            meant = waiting.popleft()
            start(connection, meant or perf_counter())
        else:
            idle.append(connection)

    def lost(connection: _Connection) -> None:
        """A server may close a connection, as a proxy does that is reloaded: another one takes its place."""
        if done.done():
            return
        if connection.began:
            over(connection, False)
        if connection in idle:
            idle.remove(connection)
        renewing.add(asyncio.ensure_future(renew()))

    async def renew() -> None:
        _, protocol = await loop.create_connection(lambda: _Connection(answered, lost), "127.0.0.1", port)
        next_on(protocol)

    def due(moment: float) -> None:
        if idle:
            start(idle.popleft(), moment)
        else:
            waiting.append(moment)

    for _ in range(connections):
        _, protocol = await loop.create_connection(lambda: _Connection(answered, lost), "127.0.0.1", port)
        idle.append(protocol)
    began = perf_counter()
    if moments and moments[-1] == 0.0:
        waiting.extend(moments)
        for _ in range(connections):
            if waiting:
                waiting.popleft()
                start(idle.popleft(), perf_counter())
    else:
        timed_from = began + skip_s
        for after_s, call in calls:
            loop.call_later(after_s, call)
        await _feed(moments, began, due)
    await done
    outcome.seconds, outcome.sent = perf_counter() - began, sent
    for connection in idle:
        connection.transport.close()
    return outcome


async def _feed(moments: Sequence[float], began: float, due: Callable[[float], None]) -> None:
    """Call `due` at each moment. By a timer of the kernel's: the event loop's own are a millisecond late."""
    loop, over = asyncio.get_running_loop(), asyncio.get_running_loop().create_future()
    timer = _libc.timerfd_create(_CLOCK_MONOTONIC, os.O_NONBLOCK)
    if timer < 0:
        raise OSError(ctypes.get_errno(), "timerfd_create")
    left = deque(began + moment for moment in moments)

    def arm() -> None:
        # `perf_counter` is the kernel's monotonic clock.
        seconds, part = divmod(left[0], 1.0)
        at = struct.pack("qqqq", 0, 0, int(seconds), int(part * 1e9) + 1)
        if _libc.timerfd_settime(timer, _ABSOLUTE, at, None) < 0:
            raise OSError(ctypes.get_errno(), "timerfd_settime")

    def fired() -> None:
        os.read(timer, 8)
        while left and left[0] <= perf_counter():
            due(left.popleft())
        if left:
            arm()
        else:
            over.set_result(None)

    loop.add_reader(timer, fired)
    arm()
    try:
        await over
    finally:
        loop.remove_reader(timer)
        os.close(timer)
