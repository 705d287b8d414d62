"""Reading Redis from the event loop: what it answers, what a stalled or restarted server does to it, and for how long."""

import asyncio
import os
import signal
import socket
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from andamio.features.online import redis_reader
from andamio.features.online.local_redis import LocalRedis
from andamio.features.online.online_store import StoreUnavailable
from andamio.features.online.redis_reader import RedisReader
from andamio.features.online.redis_wire import Address
from andamio.features.online.store_examples import VIEW
from andamio.features.online.stores import open_store

VIEWS = (VIEW, replace(VIEW, version=VIEW.version + 1))
CUTOVER = VIEWS[0].coarsest_hop_ms * 30_000
KEYS = [("shop", "ada"), ("shop", "bob")]


@pytest.fixture
def redis() -> Iterator[LocalRedis]:
    with LocalRedis() as server:
        store = open_store(server.url, VIEWS, create=True)
        for view in VIEWS:
            store.write_batch(view, CUTOVER, [])
        store.close()
        yield server


def run(address: Address, act: Callable[[RedisReader], Awaitable[Any]]) -> Any:
    async def go() -> Any:
        reader = RedisReader(address, VIEWS)
        try:
            return await act(reader)
        finally:
            reader.close()

    return asyncio.run(go())


async def statuses(reader: RedisReader, budget_s: float = 5.0) -> list[list[str]]:
    return [list(answer.statuses) for answer in await reader.read(VIEWS, KEYS, CUTOVER + 5, budget_s)]


FOUND = [["not_found"] * 2] * 2
SILENT = [["unavailable"] * 2] * 2


def test_it_answers_what_the_store_answers_for_many_reads_at_once(redis: LocalRedis) -> None:
    async def act(reader: RedisReader) -> Any:
        return await asyncio.gather(*(reader.read(VIEWS, KEYS[:n], CUTOVER + 5, 5.0) for n in (1, 2) * 50))

    store = open_store(redis.url, VIEWS)
    expected = [store.read_many(VIEWS, KEYS[:n], CUTOVER + 5) for n in (1, 2) * 50]
    assert run(redis.address, act) == expected
    store.close()


def test_a_stalled_server_is_unavailable_within_the_budget_and_back_when_it_is_back(redis: LocalRedis) -> None:
    async def act(reader: RedisReader) -> None:
        assert await statuses(reader) == FOUND
        os.kill(redis.pid, signal.SIGSTOP)
        try:
            began = time.monotonic()
            assert await asyncio.gather(*(statuses(reader, 0.1) for _ in range(20))) == [SILENT] * 20
            assert time.monotonic() - began < 2.0  # and not 20 budgets one after the other
        finally:
            os.kill(redis.pid, signal.SIGCONT)
        assert await statuses(reader) == FOUND

    run(redis.address, act)


def test_a_server_that_stalled_before_the_first_read_is_unavailable_too(redis: LocalRedis) -> None:
    async def act(reader: RedisReader) -> None:
        os.kill(redis.pid, signal.SIGSTOP)
        try:
            assert await statuses(reader, 0.1) == SILENT
        finally:
            os.kill(redis.pid, signal.SIGCONT)
        assert await statuses(reader) == FOUND

    run(redis.address, act)


def test_a_connection_on_which_nothing_comes_is_given_up(redis: LocalRedis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redis_reader, "STALLED_S", 0.05)

    async def act(reader: RedisReader) -> None:
        assert await statuses(reader) == FOUND
        stalled = reader._connection
        os.kill(redis.pid, signal.SIGSTOP)
        try:
            assert await statuses(reader, 0.1) == SILENT
            assert stalled is not None
            assert stalled.lost is not None
        finally:
            os.kill(redis.pid, signal.SIGCONT)
        assert await statuses(reader) == FOUND

    run(redis.address, act)


def test_a_stalled_server_is_not_sent_more_than_it_could_ever_answer(
    redis: LocalRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_reader, "WAITING_AT_MOST", 3)

    async def act(reader: RedisReader) -> None:
        assert await statuses(reader) == FOUND
        os.kill(redis.pid, signal.SIGSTOP)
        try:
            waiting = [asyncio.ensure_future(statuses(reader, 1.0)) for _ in range(3)]
            await asyncio.sleep(0)
            began = time.monotonic()
            assert await statuses(reader, 30.0) == SILENT
            assert time.monotonic() - began < 5.0
        finally:
            os.kill(redis.pid, signal.SIGCONT)
        assert await asyncio.gather(*waiting) == [FOUND] * 3

    run(redis.address, act)


def test_a_lost_connection_is_made_anew_without_anyone_noticing(redis: LocalRedis) -> None:
    async def act(reader: RedisReader) -> None:
        assert await statuses(reader) == FOUND
        reader._connection._transport.abort()  # type: ignore[union-attr]  # as a server that closes idle clients
        assert await statuses(reader) == FOUND
        asked = asyncio.ensure_future(statuses(reader))
        await asyncio.sleep(0)
        reader._connection._transport.abort()  # type: ignore[union-attr]
        assert await asked == FOUND

    run(redis.address, act)


def test_a_server_that_is_down_is_an_error_in_a_sentence_and_fine_once_it_is_up(redis: LocalRedis) -> None:
    async def act(reader: RedisReader) -> None:
        with pytest.raises(StoreUnavailable, match="does not answer"):
            await statuses(reader)

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    run(Address("127.0.0.1", port), act)


def test_a_reader_finds_tiles_that_batch_has_just_moved(redis: LocalRedis) -> None:
    async def act(reader: RedisReader) -> None:
        assert await statuses(reader) == FOUND
        store = open_store(redis.url, VIEWS)
        for view in VIEWS:
            store.write_batch(view, CUTOVER + view.coarsest_hop_ms, [])
        store.close()
        answers = await reader.read(VIEWS, KEYS, CUTOVER + 2 * VIEWS[0].coarsest_hop_ms, 5.0)
        assert [answer.cutover_ms for answer in answers] == [CUTOVER + view.coarsest_hop_ms for view in VIEWS]

    run(redis.address, act)
