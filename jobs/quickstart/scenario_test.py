"""Contract of the scenario: rollouts one after the other, and one sentence when the controller fails it."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from quickstart.errors import StepFailed
from quickstart.scenario import SCENARIO, Controller, PlannedRelease, play

Handler = Callable[[httpx.Request], httpx.Response]


def _play(handler: Handler) -> list[tuple[str, str]]:
    """What was kept: release and state."""
    kept: list[tuple[str, str]] = []

    def keep(planned: PlannedRelease, document: dict[str, Any]) -> None:
        kept.append((planned.release_id, document["state"]))

    async def run() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(handler)) as client:
            controller = Controller(client, "http://controller")
            await play(controller, lambda: 0, lambda line: None, lambda: None, keep, settle_requests=0)

    asyncio.run(run())
    return kept


def _ending(states: list[str]) -> Handler:
    """A controller whose rollouts end at once, in these states."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return httpx.Response(201, json={"rollout_id": "rollout-1"})
        return httpx.Response(200, json={"state": states.pop(0)})

    return answer


def test_every_release_is_rolled_out_and_kept() -> None:
    expected = [(planned.release_id, str(planned.expected)) for planned in SCENARIO]
    assert _play(_ending([state for _, state in expected])) == expected


def test_a_rollout_that_ends_otherwise_stops_the_scenario() -> None:
    with pytest.raises(StepFailed, match="r3-golden ended promoted, but must end refused"):
        _play(_ending(["promoted", "promoted"]))


def test_a_controller_that_is_gone_or_fails_is_one_sentence() -> None:
    def gone(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with pytest.raises(StepFailed, match="controller does not answer POST /v1/rollouts .refused."):
        _play(gone)

    def failing(request: httpx.Request) -> httpx.Response:
        return httpx.Response(201, json={"rollout_id": "r"}) if request.method == "POST" else httpx.Response(500)

    with pytest.raises(StepFailed, match="does not tell of r"):
        _play(failing)
