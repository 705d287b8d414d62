"""Shadow work: when it begins, what it makes way for, and what is given up."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from inference.decision_log import Deferred
from inference.executor import Execution, Numbers
from inference.features_client import FeatureVector
from inference.shadow_queue import Ended, Shadow, ShadowQueue

NOTHING = FeatureVector("reversal_risk@1", 0, {}, {}, {})


@dataclass
class StubExecutor:
    """Takes `takes_s` of the test's clock; on threads until `done`, if there is one."""

    world: "World"
    number: int
    done: asyncio.Event | None

    @property
    def at_once(self) -> bool:
        return self.done is None

    def run_at_once(self, request_id: str, request: Numbers, features: FeatureVector) -> Execution:
        self.world.now_s += self.world.takes_s
        return Execution(request_id, "ok", 0.0, 0.5)

    async def run(self, request_id: str, request: Numbers, features: FeatureVector) -> Execution:
        assert self.done is not None
        await self.done.wait()
        return Execution(request_id, "ok", 0.0, 0.5)


@dataclass
class World:
    """A queue whose clock and whose business are the test's."""

    at_most: int = 3
    busy: bool = False
    now_s: float = 0.0
    takes_s: float = 0.001
    told: list[list[int]] = field(default_factory=list)
    """The numbers that were executed, as they were told of."""
    dropped: list[int] = field(default_factory=list)
    queue: ShadowQueue = field(init=False)

    def __post_init__(self) -> None:
        self.queue = ShadowQueue(
            self.at_most, lambda: self.busy, self._ended, max_age_s=0.01, slice_s=0.001, clock_s=lambda: self.now_s
        )

    @property
    def ran(self) -> list[int]:
        return [number for together in self.told for number in together]

    def add(self, number: int, takes: asyncio.Event | None = None) -> None:
        executor = StubExecutor(self, number, takes)
        self.queue.add(Shadow("candidate", executor, str(number), {}, NOTHING, Deferred(b"{}", None)))

    def _ended(self, ended: Sequence[Ended]) -> None:
        self.dropped += [int(shadow.request_id) for shadow, execution in ended if execution is None]
        ran = [int(execution.release) for _, execution in ended if execution is not None]
        self.told += [ran] if ran else []


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


def test_between_two_slices_a_request_may_come_first() -> None:
    async def scenario(world: World) -> None:
        world.add(1)
        world.add(2)
        while not world.ran:
            await asyncio.sleep(0)
        world.busy = True
        await turns()
        assert world.ran == [1]

    run(scenario)


def test_a_request_that_has_arrived_when_the_last_one_ends_comes_first() -> None:
    async def scenario(world: World) -> None:
        world.busy = True
        world.add(1)
        asyncio.get_running_loop().call_soon(setattr, world, "busy", False)
        asyncio.get_running_loop().call_soon(world.queue.look)
        # Read from the network in that turn, begun in the next.
        asyncio.get_running_loop().call_soon(asyncio.get_running_loop().call_soon, setattr, world, "busy", True)
        await turns()
        assert world.ran == []

    run(scenario)


def test_those_that_are_short_run_in_one_slice_and_are_told_of_together() -> None:
    async def scenario(world: World) -> None:
        world.takes_s = 0.0006
        for number in (1, 2, 3):
            world.add(number)
        await turns()
        assert world.told == [[1, 2], [3]]

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
