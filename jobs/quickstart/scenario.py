"""The rollouts of the quickstart, one after the other, while requests keep flowing.

r1-champion    serves from the start
r2-challenger  healthy: shadow, canary, a person's approval, promoted
r3-golden      its golden set fails: the gates refuse it, no request ever reaches it
r4-errors      raises in canary             )
r5-slow        answers late in canary       )  each passes the gates and is rolled back by the controller alone
r6-pounds      reads amounts in pounds      )
"""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import httpx

from andamio.telemetry.tracing import traced_headers
from quickstart.errors import StepFailed

Outcome = Literal["promoted", "rolled_back", "refused"]

_ROLLOUT_LIMIT_S = 150.0
_TERMINAL = frozenset({"promoted", "rolled_back", "refused"})


@dataclass(frozen=True, slots=True)
class PlannedRelease:
    """A release of the scenario and what must become of it."""

    release_id: str
    package: str
    title: str
    expected: Outcome
    fault_name: str | None = None
    """For the report; None for a healthy release."""
    fault: dict[str, Any] | None = None
    approvals: tuple[str, ...] = ()
    """Stages that it enters only when the approver has approved."""


STABLE = PlannedRelease("r1-champion", "champion", "champion", "promoted")
SCENARIO = (
    PlannedRelease("r2-challenger", "challenger", "challenger", "promoted", approvals=("promoted",)),
    PlannedRelease("r3-golden", "challenger-broken", "golden set fails", "refused", "golden set"),
    PlannedRelease(
        "r4-errors",
        "challenger",
        "raises errors",
        "rolled_back",
        "error",
        {"kind": "error", "share": 1.0, "delay_ms": 0, "starts": "canary"},
    ),
    PlannedRelease(
        "r5-slow",
        "challenger",
        "slow: 150 ms late",
        "rolled_back",
        "slow",
        {"kind": "slow", "share": 1.0, "delay_ms": 150, "starts": "canary"},
    ),
    PlannedRelease(
        "r6-pounds",
        "challenger",
        "silently wrong: amounts in pounds",
        "rolled_back",
        "amount_in_pounds",
        {"kind": "amount_in_pounds", "share": 1.0, "delay_ms": 0, "starts": "canary"},
    ),
)


def write_releases(folder: Path, packages: Path) -> list[tuple[PlannedRelease, dict[str, Any]]]:
    """One release document each, with the digest of its package; what was written."""
    written = []
    for planned in (STABLE, *SCENARIO):
        package = packages / planned.package
        manifest = json.loads((package / "manifest.json").read_text(encoding="utf-8"))
        document = {
            "release_id": planned.release_id,
            "package": str(package),
            "digest": manifest["digest"],
            "deadline_ms": 400,
            "max_concurrency": 16,
            "fault": planned.fault,
            "rollout": {"approvals": list(planned.approvals)} if planned.approvals else None,
        }
        (folder / f"{planned.release_id}.json").write_text(json.dumps(document, indent=2), encoding="utf-8")
        written.append((planned, document))
    return written


class Controller:
    """The rollout controller's HTTP API, as the scenario needs it."""

    def __init__(
        self, client: httpx.AsyncClient, url: str, operator: Mapping[str, str], approver: Mapping[str, str]
    ) -> None:
        """`operator` and `approver` are the headers of those two: nobody approves what they started."""
        self._client = client
        self._url = url
        self._operator, self._approver = operator, approver

    async def start(self, release_id: str, reason: str) -> str:
        """Start a rollout; returns its id."""
        body = {"release_id": release_id, "reason": reason}
        response = await self._ask("POST", "/v1/rollouts", self._operator, body)
        if response.status_code not in (200, 201):
            raise StepFailed(f"the controller did not take the rollout of {release_id}: {response.text}")
        return str(response.json()["rollout_id"])

    async def rollout(self, rollout_id: str) -> dict[str, Any]:
        """The rollout's document."""
        response = await self._ask("GET", f"/v1/rollouts/{rollout_id}", self._operator)
        if response.status_code != 200:
            raise StepFailed(f"the controller does not tell of {rollout_id}: {response.text}")
        document: dict[str, Any] = response.json()
        return document

    async def approve(self, rollout_id: str, stage: str) -> None:
        """Let the rollout enter the stage that waits for a person."""
        body = {"stage": stage, "reason": "reviewed: no guard objects, and the scores are better"}
        response = await self._ask("POST", f"/v1/rollouts/{rollout_id}/approve", self._approver, body)
        if response.status_code != 200:
            raise StepFailed(f"the controller did not take the approval of {rollout_id}: {response.text}")

    async def _ask(
        self, method: str, path: str, headers: Mapping[str, str], body: dict[str, str] | None = None
    ) -> httpx.Response:
        try:
            # What is commanded belongs to the run's trace; what is asked every moment need not.
            traced = {**headers, **traced_headers()} if method == "POST" else headers
            return await self._client.request(method, f"{self._url}{path}", json=body, headers=traced)
        except httpx.HTTPError as error:
            reason = str(error) or type(error).__name__
            raise StepFailed(f"the rollout controller does not answer {method} {path} ({reason})") from None


async def play(
    controller: Controller,
    answered: Callable[[], int],
    say: Callable[[str], None],
    check: Callable[[], None],
    keep: Callable[[PlannedRelease, dict[str, Any]], None],
    settle_requests: int = 60,
) -> None:
    """Run every rollout of the scenario; `keep` gets each with the controller's document.

    `answered` counts the client's answers so far: between rollouts stable serves `settle_requests` alone, so that
    the marks of one do not fall into the next. Raises `StepFailed` when a rollout ends otherwise than it must.
    """
    for planned in SCENARIO:
        wanted = answered() + settle_requests
        while answered() < wanted:
            check()
            await asyncio.sleep(0.05)
        rollout_id = await controller.start(planned.release_id, planned.title)
        document = await _follow(controller, rollout_id, planned, say, check)
        keep(planned, document)
        if document["state"] != planned.expected:
            raise StepFailed(f"{planned.release_id} ended {document['state']}, but must end {planned.expected}")


async def _follow(
    controller: Controller,
    rollout_id: str,
    planned: PlannedRelease,
    say: Callable[[str], None],
    check: Callable[[], None],
) -> dict[str, Any]:
    until = time.monotonic() + _ROLLOUT_LIMIT_S
    shown: tuple[str, float] | None = None
    while time.monotonic() < until:
        document = await controller.rollout(rollout_id)
        state = str(document["state"])
        current = (state, float(document.get("candidate_weight") or 0.0))
        if current != shown:
            shown = current
            share = f" {current[1]:.0%}" if state == "canary" else ""
            say(f"{planned.release_id} ({planned.title}): {state}{share}")
        if state in _TERMINAL:
            return document
        if (awaits := document.get("awaits")) is not None:
            say(f"{planned.release_id}: the approver lets it be {awaits}")
            await controller.approve(rollout_id, awaits)
        check()
        await asyncio.sleep(0.2)
    raise StepFailed(f"the rollout of {planned.release_id} reached no end within {_ROLLOUT_LIMIT_S:.0f} s")
