"""Contract of the scenario: rollouts in order, each followed to its end, and an end other than the planned one stops it.

The controller is a stand-in here; the end-to-end test has the real one.
"""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from quickstart.errors import StepFailed
from quickstart.scenario import SCENARIO, Controller, PlannedRelease, play


def _controller(client: httpx.AsyncClient) -> Controller:
    return Controller(client, "http://test", {"authorization": "operator"}, {"authorization": "approver"})


def _play(ends: Mapping[str, str]) -> list[tuple[str, str]]:
    """The releases that were kept, with their ends; each that asks for approvals waits for one first."""
    started: list[str] = []
    kept: list[tuple[str, str]] = []
    waiting: dict[str, list[str]] = {}

    def answer(request: httpx.Request) -> httpx.Response:
        who = request.headers["authorization"]
        if request.url.path.endswith("/approve"):
            assert (who, json.loads(request.content)["stage"]) == ("approver", waiting[started[-1]].pop(0))
            return httpx.Response(200, json={})
        assert who == "operator"
        if request.method == "POST":
            started.append(json.loads(request.content)["release_id"])
            waiting[started[-1]] = [
                s for planned in SCENARIO if planned.release_id == started[-1] for s in planned.approvals
            ]
            return httpx.Response(201, json={"rollout_id": f"rollout-{len(started)}"})
        if waiting[started[-1]]:
            paused = {"state": "canary", "candidate_weight": 0.5, "awaits": waiting[started[-1]][0]}
            return httpx.Response(200, json=paused)
        number = int(request.url.path.rpartition("-")[2])
        state = ends[started[number - 1]]
        return httpx.Response(200, json={"state": state, "candidate_weight": 0.0, "verdict": None})

    def keep(planned: PlannedRelease, document: dict[str, Any]) -> None:
        kept.append((planned.release_id, document["state"]))

    async def run() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
            await play(_controller(client), lambda: 0, lambda text: None, lambda: None, keep, 0)

    try:
        asyncio.run(run())
    finally:
        assert started == [planned.release_id for planned in SCENARIO[: len(started)]]
    return kept


def test_every_release_is_rolled_out_in_turn_and_kept_with_its_end() -> None:
    ends = {planned.release_id: planned.expected for planned in SCENARIO}
    assert _play(ends) == list(ends.items())


@pytest.mark.parametrize("planned", SCENARIO, ids=lambda planned: planned.release_id)
def test_a_rollout_that_ends_otherwise_than_planned_stops_the_scenario(planned: PlannedRelease) -> None:
    ends: dict[str, str] = {each.release_id: each.expected for each in SCENARIO}
    ends[planned.release_id] = "rolled_back" if planned.expected != "rolled_back" else "promoted"
    with pytest.raises(StepFailed, match=planned.release_id):
        _play(ends)


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_controller_that_does_not_answer_stops_the_scenario_with_one_sentence(method: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == method:
            raise httpx.ConnectError("refused", request=request)
        return httpx.Response(201, json={"rollout_id": "rollout-1"})

    async def run() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
            await play(_controller(client), lambda: 0, lambda text: None, lambda: None, lambda *kept: None, 0)

    with pytest.raises(StepFailed, match=f"the rollout controller does not answer {method} /v1/rollouts.*refused"):
        asyncio.run(run())
