"""Micro-batches: who waits, who shares a run, and whose failure is whose."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inference.batching import MicroBatcher


class Runs:
    """A model whose runs end when the test says so."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.may_end = asyncio.Event()

    async def __call__(self, items: Sequence[int]) -> Sequence[int]:
        self.batches.append(list(items))
        await self.may_end.wait()
        return [2 * item for item in items]


def run(scenario: Callable[[Runs], Awaitable[None]]) -> None:
    async def go() -> None:
        await asyncio.wait_for(scenario(Runs()), 10)

    asyncio.run(go())


def test_who_comes_first_is_run_at_once_and_alone() -> None:
    async def scenario(runs: Runs) -> None:
        runs.may_end.set()
        batcher = MicroBatcher(runs, max_size=8, max_wait_s=60.0)
        assert await batcher.submit(1) == 2
        assert await batcher.submit(2) == 4
        assert runs.batches == [[1], [2]]

    run(scenario)


def test_who_comes_during_a_run_shares_the_next_up_to_the_largest_size() -> None:
    async def scenario(runs: Runs) -> None:
        batcher = MicroBatcher(runs, max_size=3, max_wait_s=0.0)
        results = [batcher.submit(item) for item in range(6)]
        await asyncio.sleep(0)
        assert runs.batches == [[0]]
        runs.may_end.set()
        assert await asyncio.gather(*results) == [0, 2, 4, 6, 8, 10]
        assert runs.batches == [[0], [1, 2, 3], [4, 5]]

    run(scenario)


def test_behind_a_run_a_batch_that_is_not_full_is_held_back_for_others() -> None:
    async def scenario(runs: Runs) -> None:
        batcher = MicroBatcher(runs, max_size=3, max_wait_s=60.0)
        results = [batcher.submit(0), batcher.submit(1)]
        await asyncio.sleep(0)
        runs.may_end.set()
        await results[0]
        await asyncio.sleep(0)
        assert runs.batches == [[0]]
        results += [batcher.submit(2), batcher.submit(3)]
        assert await asyncio.gather(*results) == [0, 2, 4, 6]
        assert runs.batches == [[0], [1, 2, 3]]

    run(scenario)


def test_a_batch_that_is_held_back_runs_when_its_time_is_over() -> None:
    async def scenario(runs: Runs) -> None:
        batcher = MicroBatcher(runs, max_size=3, max_wait_s=0.01)
        results = [batcher.submit(0), batcher.submit(1)]
        runs.may_end.set()
        assert await asyncio.gather(*results) == [0, 2]

    run(scenario)


def test_an_item_that_was_given_up_before_its_run_is_not_run() -> None:
    async def scenario(runs: Runs) -> None:
        batcher = MicroBatcher(runs, max_size=3, max_wait_s=0.0)
        first, second, third = (batcher.submit(item) for item in range(3))
        await asyncio.sleep(0)
        second.cancel()
        runs.may_end.set()
        assert [await first, await third] == [0, 4]
        assert runs.batches == [[0], [2]]

    run(scenario)


def test_what_a_run_raises_all_of_its_items_get_and_no_others() -> None:
    async def fails(items: Sequence[int]) -> Sequence[int]:
        if 1 in items:
            raise ValueError("one")
        return items

    async def go() -> None:
        batcher = MicroBatcher(fails, max_size=1, max_wait_s=0.0)
        zero, one, two = (batcher.submit(item) for item in range(3))
        with pytest.raises(ValueError, match="one"):
            await one
        assert [await zero, await two] == [0, 2]

    asyncio.run(go())


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.integers(0, 3), max_size=30),
    st.integers(1, 5),
    st.sampled_from([0.0, 0.001]),
    st.integers(1, 3),
)
def test_every_item_gets_its_own_result_whatever_the_pauses(
    pauses: list[int], max_size: int, max_wait_s: float, concurrency: int
) -> None:
    """The oracle: each item doubled, in order; no batch above the size, no more runs at a time than allowed."""
    running = most = 0

    async def double(items: Sequence[int]) -> Sequence[int]:
        nonlocal running, most
        running += 1
        most = max(most, running)
        assert 1 <= len(items) <= max_size
        await asyncio.sleep(0)
        running -= 1
        return [2 * item for item in items]

    async def go() -> None:
        batcher = MicroBatcher(double, max_size, max_wait_s, concurrency)
        results = []
        for index, pause in enumerate(pauses):
            for _ in range(pause):
                await asyncio.sleep(0)
            results.append(batcher.submit(index))
        assert await asyncio.gather(*results) == [2 * index for index in range(len(pauses))]

    asyncio.run(go())
    assert most <= concurrency
