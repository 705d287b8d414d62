import asyncio
from collections.abc import Awaitable, Callable
from threading import Event
from typing import Any

import pytest

from inference.executor import ReleaseExecutor
from inference.harness import Bench, settle
from inference.release_loading import load_executor
from inference.routing import Routing


def run(bench: Bench, scenario: Callable[[Routing], Awaitable[None]]) -> None:
    async def go() -> None:
        routing = bench.routing()
        await scenario(routing)
        routing.close()

    asyncio.run(go())


def version(routing: Routing) -> int | None:
    return routing.routes.table.version if routing.routes else None


def test_a_table_is_applied_when_its_releases_are_loaded(bench: Bench) -> None:
    bench.write(version=3, candidate="candidate", stage="shadow")

    async def scenario(routing: Routing) -> None:
        routing.poll()
        assert version(routing) is None
        assert routing.problem == "version 3 waits for stable, candidate to load"
        await settle(routing)
        assert version(routing) == 3
        assert routing.report() == {"stable": "ready", "candidate": "ready"}

    run(bench, scenario)


def test_a_rollback_does_not_wait_for_a_load_under_way(bench: Bench) -> None:
    held = Event()

    def load(release_id: str) -> ReleaseExecutor:
        if release_id == "candidate":
            held.wait(10)
        return load_executor(bench.releases.folder, release_id, allow_faults=False)

    async def scenario(routing: Routing) -> None:
        routing._load = load
        bench.write(version=1)
        await settle(routing)
        bench.write(version=2, candidate="candidate", stage="shadow")
        routing.poll()
        await asyncio.sleep(0.05)
        routing.poll()
        assert version(routing) == 1
        bench.write(version=3, kill=True)
        routing.poll()
        assert version(routing) == 3
        held.set()

    run(bench, scenario)


def test_a_missing_or_broken_table_keeps_the_last_one(bench: Bench) -> None:
    bench.write(version=4)

    async def scenario(routing: Routing) -> None:
        await settle(routing)
        bench.table_file.write_text('{"version":', encoding="utf-8")
        routing.poll()
        assert version(routing) == 4
        assert "is not JSON" in (routing.problem or "")
        bench.table_file.unlink()
        routing.poll()
        assert version(routing) == 4

    run(bench, scenario)


def test_a_warm_release_that_does_not_load_holds_nothing_up(bench: Bench) -> None:
    bench.write(version=5, warm=("gone",))

    async def scenario(routing: Routing) -> None:
        await settle(routing)
        assert version(routing) == 5
        assert "gone.json" in routing.report()["gone"]

    run(bench, scenario)


def test_a_release_that_did_not_load_is_tried_again_later(bench: Bench) -> None:
    bench.write(candidate="late", stage="shadow")

    async def scenario(routing: Routing) -> None:
        await settle(routing)
        assert "late.json" in routing.report()["late"]
        bench.releases.add("late")
        await settle(routing)
        assert "late.json" in routing.report()["late"]
        bench.now_ms += 5_000
        await settle(routing)
        assert routing.report()["late"] == "ready"

    run(bench, scenario)


def test_a_release_that_leaves_the_table_is_let_go(bench: Bench) -> None:
    bench.write(candidate="candidate", stage="shadow")

    async def scenario(routing: Routing) -> None:
        await settle(routing)
        bench.write(version=2)
        routing.poll()
        assert routing.report() == {"stable": "ready"}

    run(bench, scenario)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"digest": "0" * 64}, "names package digest"),
        ({"fault": {"kind": "error"}}, "--allow-fault-injection"),
        ({"package": "elsewhere"}, "manifest.json: cannot be read"),
    ],
    ids=["digest", "fault", "package"],
)
def test_a_release_that_is_not_in_order_is_refused_with_a_sentence(
    bench: Bench, change: dict[str, Any], reason: str
) -> None:
    bench.releases.add("odd", **change)
    bench.allow_faults = False
    bench.write(candidate="odd", stage="shadow")

    async def scenario(routing: Routing) -> None:
        await settle(routing)
        assert reason in routing.report()["odd"]

    run(bench, scenario)


def test_a_table_of_an_earlier_controller_or_one_set_back_is_not_applied(bench: Bench) -> None:
    async def scenario(routing: Routing) -> None:
        bench.write(version=5, epoch=3)
        await settle(routing)
        for version_, epoch in ((9, 2), (4, 3)):
            bench.table_file.unlink()  # the file itself refuses to be set back
            bench.write(version=version_, epoch=epoch, kill=True)
            routing.poll()
            assert version(routing) == 5
            assert routing.problem == f"version {version_} of epoch {epoch} is an earlier word than what is applied"
        # The successor begins where the file was, and may have a lower version only in a later epoch.
        bench.write(version=1, epoch=4)
        routing.poll()
        assert version(routing) == 1

    run(bench, scenario)
