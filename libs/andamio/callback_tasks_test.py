"""A callback is told once, whatever becomes of the coroutine."""

import asyncio
from collections.abc import Callable

import pytest

from andamio.callback_tasks import begin, result

Told = Callable[[int | Exception], None]


async def answering(value: int | BaseException) -> int:
    await asyncio.sleep(0)
    if isinstance(value, BaseException):
        raise value
    return value


def told_of(value: int | BaseException, turns: int = 5) -> list[int | Exception]:
    heard: list[int | Exception] = []

    async def scenario() -> None:
        begin(answering(value), heard.append)
        assert not heard
        for _ in range(turns):
            await asyncio.sleep(0)

    asyncio.run(scenario())
    return heard


def test_of_the_result() -> None:
    assert told_of(7) == [7]


def test_of_what_was_raised() -> None:
    error = ValueError("x")
    assert told_of(error) == [error]


def test_of_what_is_no_ordinary_exception() -> None:
    (heard,) = told_of(GeneratorExit())
    assert isinstance(heard, RuntimeError)
    assert "GeneratorExit" in str(heard)


def test_of_the_end_of_the_loop() -> None:
    (heard,) = told_of(7, turns=0)
    assert isinstance(heard, RuntimeError)


def test_a_call_can_be_awaited() -> None:
    def asks(told: Told) -> None:
        asyncio.get_running_loop().call_soon(told, 7)

    def fails(told: Told) -> None:
        told(ValueError("x"))

    assert asyncio.run(result(asks)) == 7
    with pytest.raises(ValueError, match="x"):
        asyncio.run(result(fails))


def test_who_gave_up_waiting_is_not_told() -> None:
    waiting: list[Told] = []

    async def scenario() -> None:
        task = asyncio.ensure_future(result(waiting.append))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.sleep(0)
        waiting[0](7)
        assert task.cancelled()

    asyncio.run(scenario())
