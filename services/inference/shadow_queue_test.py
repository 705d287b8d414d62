"""Shadow work: when it begins, what it makes way for, and what is given up."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from inference.shadow_queue import Shadow, ShadowQueue


@dataclass
class World:
    """A queue whose clock and whose business are the test's."""

    at_most: int = 3
    busy: bool = False
    now_s: float = 0.0
    ran: list[int] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    queue: ShadowQueue = field(init=False)

    def __post_init__(self) -> None:
        self.queue = ShadowQueue(self.at_most, lambda: self.busy, max_age_s=0.01, clock_s=lambda: self.now_s)

    def add(self, number: int, takes: asyncio.Event | None = None) -> None:
        async def run() -> None:
            if takes is not None:
                await takes.wait()
            self.ran.append(number)

        self.queue.add(Shadow(run, lambda: self.dropped.append(number), inline=takes is None))


def run(scenario: Callable[[World], Awaitable[None]]) -> None:
    async def go() -> None:
        await asyncio.wait_for(scenario(World()), 10)

    asyncio.run(go())


async def turns(count: int = 20) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


def test_it_runs_when_nothing_else_is_to_be_done() -> None:
    async def scenario(world: World) -> None:
        world.add(1)
        assert world.ran == []
        await turns()
        assert world.ran == [1]

    run(scenario)


def test_it_waits_while_a_request_is_in_hand_and_goes_on_after() -> None:
    async def scenario(world: World) -> None:
        world.busy = True
        world.add(1)
        await turns()
        assert world.ran == []
        world.busy = False
        world.queue.look()
        await turns()
        assert world.ran == [1]

    run(scenario)


def test_between_two_a_request_may_come_first() -> None:
    async def scenario(world: World) -> None:
        world.add(1)
        world.add(2)
        while not world.ran:
            await asyncio.sleep(0)
        world.busy = True
        await turns()
        assert world.ran == [1]

    run(scenario)


def test_what_finds_it_full_is_dropped_at_once() -> None:
    async def scenario(world: World) -> None:
        world.busy = True
        for number in range(5):
            world.add(number)
        assert world.dropped == [3, 4]

    run(scenario)


def test_those_that_run_on_threads_count_too() -> None:
    async def scenario(world: World) -> None:
        done = asyncio.Event()
        for number in range(4):
            world.add(number, done)
        await turns()
        assert world.dropped == [3]
        done.set()
        await turns()
        assert sorted(world.ran) == [0, 1, 2]

    run(scenario)


def test_what_waits_for_too_long_is_dropped() -> None:
    async def scenario(world: World) -> None:
        world.busy = True
        world.add(1)
        world.now_s = 0.008
        world.add(2)
        world.now_s = 0.012
        await asyncio.sleep(0.02)
        assert world.dropped == [1]

    run(scenario)


def test_at_the_end_all_of_it_runs_however_busy() -> None:
    async def scenario(world: World) -> None:
        world.busy = True
        world.add(1)
        world.add(2)
        await world.queue.drain()
        assert world.ran == [1, 2]

    run(scenario)
