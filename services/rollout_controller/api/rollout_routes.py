"""The API of rollouts: start one, read it, its plan, its verdicts and their replay, and command it."""

from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Depends, Query, Response

from andamio.auth.guard import GuardedRoute
from andamio.auth.policy import Action
from andamio.auth.principal import Principal
from andamio.rollout.judgement.plan import plan
from andamio.rollout.machine.state_machine import Abort, Approve, Command, Hold, Resume
from andamio.rollout.settings import Settings
from andamio.web.problems import RequestRefused, documented
from rollout_controller.api.console import Console, require_release
from rollout_controller.api.documents import (
    ApproveBody,
    CommandBody,
    MovesDocument,
    PlanDocument,
    ReleaseBody,
    ReleaseQuery,
    ReplayDocument,
    RolloutDocument,
    RolloutId,
    VerdictsPage,
)
from rollout_controller.api.guard_series import slim, thinned
from rollout_controller.api.principal import acting, identify
from rollout_controller.api.record_reading import readable
from rollout_controller.api.replaying import replayed_document, replayed_moves
from rollout_controller.api.status import where

UNKNOWN = (HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY)
REFUSED = (HTTPStatus.BAD_REQUEST, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY)
_COMMANDS: dict[str, tuple[type[Hold | Resume | Abort], str]] = {
    "hold": (Hold, "Stop its forward moves; it still rolls back."),
    "resume": (Resume, "End a hold."),
    "abort": (
        Abort,
        "Roll back now, or take back what was promoted and is under watch. "
        "When this answers, the routing table names stable alone.",
    ),
}


def rollout_routes(console: Console) -> APIRouter:
    """The routes under /v1/rollouts, and the plan of one that has not started."""
    router = APIRouter(tags=["rollouts"], route_class=GuardedRoute)
    asks = console.guard.requires
    reads = [asks(Action.ROLLOUT_READ, "rollout:{rollout_id}")]
    reads_all = [asks(Action.ROLLOUT_READ, "rollout:*")]
    controller, reading = console.controller, console.reading
    identified = Depends(identify(console.guard))

    def or_404(rollout_id: str) -> dict[str, Any]:
        with readable(rollout_id):
            document = controller.rollout(rollout_id)
            history = reading.transitions(rollout_id)
        if document is None:
            known = ", ".join(controller.rollout_ids()[-10:]) or "none yet"
            raise RequestRefused(
                HTTPStatus.NOT_FOUND, "rollout_id", f"there is no rollout {rollout_id}; there are: {known}"
            )
        return {**document, **where(controller.control, rollout_id, history, console.now_ms()), "history": history}

    def planned(release_id: str | None, settings: Settings) -> dict[str, Any]:
        expected = plan(settings)
        rate = console.controller.traffic.rate(console.now_ms())
        return {
            **asdict(expected),
            "release_id": release_id,
            "text": expected.to_text(),
            "requests": expected.requests,
            "requests_per_s": rate,
            "expected_s": None if not rate else expected.requests / rate,
        }

    @router.get("/v1/plan", dependencies=reads_all, response_model=PlanDocument, responses=documented(*UNKNOWN))
    def plan_of_a_release(release_id: ReleaseQuery = None) -> dict[str, Any]:
        """What a rollout started now would allow and expect."""
        if release_id is not None:
            require_release(console, release_id)
        return planned(release_id, controller.settings_for(release_id))

    @router.post(
        "/v1/rollouts",
        dependencies=[asks(Action.ROLLOUT_CHANGE, "rollout:*")],
        response_model=RolloutDocument,
        status_code=201,
        responses=documented(*REFUSED),
    )
    def start(body: ReleaseBody, response: Response, principal: Principal | None = identified) -> dict[str, Any]:
        """Start the rollout of a release; 200 with the rollout under way if it is of this very release."""
        require_release(console, body.release_id)
        actor = acting(principal, body.actor)
        active = controller.control.active
        if active is not None and active.release_id == body.release_id:
            response.status_code = 200
            return or_404(active.rollout_id)
        return or_404(controller.start(body.release_id, actor, body.reason))

    @router.get("/v1/rollouts", dependencies=reads_all)
    def rollouts() -> dict[str, list[str]]:
        """The ids of all rollouts, oldest first."""
        return {"rollouts": controller.rollout_ids()}

    @router.get(
        "/v1/rollouts/{rollout_id}", dependencies=reads, response_model=RolloutDocument, responses=documented(*UNKNOWN)
    )
    def rollout(rollout_id: RolloutId) -> dict[str, Any]:
        """One rollout."""
        return or_404(rollout_id)

    @router.get(
        "/v1/rollouts/{rollout_id}/plan",
        dependencies=reads,
        response_model=PlanDocument,
        responses=documented(*UNKNOWN),
    )
    def plan_of_a_rollout(rollout_id: RolloutId) -> dict[str, Any]:
        """What it allows and expects, by the settings that it started with."""
        document = or_404(rollout_id)
        return planned(document["release_id"], console.settings_of(document))

    @router.get(
        "/v1/rollouts/{rollout_id}/verdicts",
        dependencies=reads,
        response_model=VerdictsPage,
        responses=documented(*UNKNOWN),
    )
    def verdicts(
        rollout_id: RolloutId,
        limit: int = Query(50, ge=1, le=500, description="verdicts at most"),
        before: int | None = Query(None, ge=1, description="only those with a lower number than this"),
    ) -> dict[str, Any]:
        """Its recorded verdicts with their evidence, newest first; `next_before` asks for the page after this one."""
        or_404(rollout_id)
        earlier = [number for number in reading.verdict_numbers(rollout_id) if before is None or number < before]
        page = earlier[-limit:][::-1]
        more = len(earlier) > len(page)
        with readable(rollout_id):
            found = list(reading.verdicts(page))
        return {"verdicts": found, "next_before": page[-1] if more else None}

    @router.get("/v1/rollouts/{rollout_id}/series", dependencies=reads, responses=documented(*UNKNOWN))
    def series(
        rollout_id: RolloutId, points: int = Query(400, ge=2, le=5_000, description="verdicts at most, evenly spread")
    ) -> dict[str, list[dict[str, Any]]]:
        """Its verdicts without their evidence, oldest first: what a chart of each guard needs."""
        or_404(rollout_id)
        numbers = thinned(reading.verdict_numbers(rollout_id), points)
        with readable(rollout_id):
            return {"verdicts": [slim(verdict) for verdict in reading.verdicts(numbers)]}

    @router.get(
        "/v1/rollouts/{rollout_id}/replay",
        dependencies=reads,
        response_model=ReplayDocument,
        responses=documented(*UNKNOWN),
    )
    def replayed(
        rollout_id: RolloutId,
        verdict: int | None = Query(None, ge=1, description="from 1, oldest first; all without it"),
    ) -> dict[str, Any]:
        """Give its recorded verdicts again from the recorded decisions, and compare."""
        document = or_404(rollout_id)
        numbers = reading.verdict_numbers(rollout_id)
        if verdict is not None and verdict > len(numbers):
            raise RequestRefused(
                HTTPStatus.NOT_FOUND, "verdict", f"{rollout_id} has {len(numbers)} verdicts, so there is none {verdict}"
            )
        with readable(rollout_id):
            return replayed_document(document, console.settings_of(document), reading, numbers, verdict)

    @router.get("/v1/replay", dependencies=reads_all, response_model=MovesDocument)
    def moves_replayed() -> dict[str, Any]:
        """Decide every failover, and all that labels decided, again from the recorded evidence, and compare."""
        return replayed_moves(reading)

    def obeyed(rollout_id: str, command: Command) -> dict[str, Any]:
        or_404(rollout_id)
        controller.tick(command)
        return or_404(rollout_id)

    @router.post(
        "/v1/rollouts/{rollout_id}/approve",
        dependencies=[asks(Action.ROLLOUT_APPROVE, "rollout:{rollout_id}")],
        response_model=RolloutDocument,
        responses=documented(*UNKNOWN, *REFUSED),
    )
    def approve(rollout_id: RolloutId, body: ApproveBody, principal: Principal | None = identified) -> dict[str, Any]:
        """Let it enter the stage that waits for a person; nobody approves what they started."""
        return obeyed(rollout_id, Approve(acting(principal, body.actor), body.reason, rollout_id, body.stage))

    def add(name: str, command: type[Hold | Resume | Abort], description: str) -> None:
        # To end a hold makes nothing safer.
        action = Action.ROLLOUT_CHANGE if command is Resume else Action.ROLLOUT_STOP

        @router.post(
            f"/v1/rollouts/{{rollout_id}}/{name}",
            dependencies=[asks(action, "rollout:{rollout_id}")],
            response_model=RolloutDocument,
            responses=documented(*UNKNOWN, *REFUSED),
            name=name,
            description=description,
        )
        def obey(rollout_id: RolloutId, body: CommandBody, principal: Principal | None = identified) -> dict[str, Any]:
            return obeyed(rollout_id, command(acting(principal, body.actor), body.reason, rollout_id))

    for name, (command, description) in _COMMANDS.items():
        add(name, command, description)
    return router
