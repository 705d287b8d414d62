"""The HTTP API of the controller: start, watch, abort, freeze and kill rollouts. Every command names who and why."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from andamio.rollout.errors import Conflict
from andamio.rollout.state_machine import Abort, Freeze, Kill, SetStable
from andamio.web import problems
from andamio.web.problems import RequestRefused, documented
from rollout_controller.gate_run import Gates
from rollout_controller.loop import Controller

# Ten ticks: a loop that has not come round by then is stuck.
READY_WITHIN_MS = 2_000

_UNKNOWN = (HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY)
_REFUSED = (HTTPStatus.BAD_REQUEST, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY)


class CommandBody(BaseModel):
    """Who asks, and why: it goes to the record."""

    model_config = ConfigDict(extra="forbid")

    actor: str = Field(min_length=1, max_length=200)
    reason: str = Field(min_length=1, max_length=2_000)


class ReleaseBody(CommandBody):
    """A command about a release."""

    release_id: str = Field(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9_][A-Za-z0-9._-]*$")


class FreezeBody(CommandBody):
    """Stop or allow forward moves."""

    frozen: bool


class KillBody(CommandBody):
    """Set or clear the kill switch."""

    killed: bool = True


class TransitionDocument(BaseModel):
    """One transition."""

    at_ms: int
    subject: str
    from_: str = Field(alias="from")
    to: str
    reason: str
    actor: str
    evidence: dict[str, Any] | None


class RolloutDocument(BaseModel):
    """A rollout."""

    rollout_id: str
    release_id: str
    stable: str
    """The release that it set out to replace."""
    state: str
    stage_index: int
    candidate_weight: float
    started_at_ms: int
    plan: str
    settings: dict[str, Any]
    history: list[TransitionDocument]
    verdict: dict[str, Any] | None
    """The last one, with its evidence."""


class Status(BaseModel):
    """The controller at a glance."""

    stable: str | None
    warm: list[str]
    frozen: bool
    killed: bool
    rollout_id: str | None
    """The rollout under way."""
    table: dict[str, Any] | None
    """The routing table as last written."""
    replicas_silent_ms: int


def create_app(controller: Controller, gates: Gates) -> FastAPI:
    """The application over a controller that someone else ticks."""
    app = FastAPI(
        title="andamio rollout controller",
        version="1",
        responses=documented(HTTPStatus.INTERNAL_SERVER_ERROR),
    )
    problems.install(app, {Conflict: HTTPStatus.CONFLICT})

    def rollout_or_404(rollout_id: str) -> dict[str, Any]:
        document = controller.rollout(rollout_id)
        if document is None:
            known = ", ".join(controller.rollout_ids()) or "none yet"
            raise RequestRefused(
                HTTPStatus.NOT_FOUND, "rollout_id", f"there is no rollout {rollout_id}; there are: {known}"
            )
        return document

    def status() -> dict[str, Any]:
        control, table = controller.control, controller.table
        return {
            "stable": control.stable,
            "warm": control.earlier,
            "frozen": control.frozen,
            "killed": control.killed,
            "rollout_id": control.active.rollout_id if control.active else None,
            "table": None if table is None else {name: getattr(table, name) for name in table.__dataclass_fields__},
            "replicas_silent_ms": controller.silent_ms(),
        }

    @app.post("/v1/stable", response_model=Status, responses=documented(*_REFUSED))
    def set_stable(body: ReleaseBody) -> dict[str, Any]:
        """Set the first stable release (through the gates), or go back to an earlier one that is still warm."""
        if controller.control.stable is None:
            report = gates(body.release_id)
            if not report.passed:
                raise Conflict(f"release {body.release_id} does not pass the gates: {report.reason()}")
        controller.tick(SetStable(body.actor, body.reason, body.release_id))
        return status()

    @app.post("/v1/rollouts", response_model=RolloutDocument, status_code=201, responses=documented(*_REFUSED))
    def start(body: ReleaseBody, response: Response) -> dict[str, Any]:
        """Start the rollout of a release; 200 with the rollout under way if it is of this very release."""
        active = controller.control.active
        if active is not None and active.release_id == body.release_id:
            response.status_code = 200
            return rollout_or_404(active.rollout_id)
        return rollout_or_404(controller.start(body.release_id, body.actor, body.reason))

    @app.get("/v1/rollouts")
    def rollouts() -> dict[str, list[str]]:
        """The ids of all rollouts, oldest first."""
        return {"rollouts": controller.rollout_ids()}

    @app.get("/v1/rollouts/{rollout_id}", response_model=RolloutDocument, responses=documented(*_UNKNOWN))
    def rollout(rollout_id: str) -> dict[str, Any]:
        """One rollout."""
        return rollout_or_404(rollout_id)

    @app.get("/v1/rollouts/{rollout_id}/verdicts", responses=documented(*_UNKNOWN))
    def verdicts(rollout_id: str) -> dict[str, list[dict[str, Any]]]:
        """Its recorded verdicts with their evidence, newest first."""
        rollout_or_404(rollout_id)
        return {"verdicts": controller.verdicts(rollout_id)}

    @app.post(
        "/v1/rollouts/{rollout_id}/abort",
        response_model=RolloutDocument,
        responses=documented(*_UNKNOWN, *_REFUSED),
    )
    def abort(rollout_id: str, body: CommandBody) -> dict[str, Any]:
        """Roll back now. When this answers, the routing table names stable alone."""
        rollout_or_404(rollout_id)
        controller.tick(Abort(body.actor, body.reason, rollout_id))
        return rollout_or_404(rollout_id)

    @app.post("/v1/freeze", response_model=Status, responses=documented(*_REFUSED))
    def freeze(body: FreezeBody) -> dict[str, Any]:
        """Stop or allow forward moves; rollbacks always happen."""
        controller.tick(Freeze(body.actor, body.reason, body.frozen))
        return status()

    @app.post("/v1/kill", response_model=Status, responses=documented(*_REFUSED))
    def kill(body: KillBody) -> dict[str, Any]:
        """Stable only, ending the rollout under way; `"killed": false` clears it."""
        controller.tick(Kill(body.actor, body.reason, body.killed))
        return status()

    @app.get("/v1/status", response_model=Status)
    def get_status() -> dict[str, Any]:
        """The state now."""
        return status()

    @app.get("/v1/history")
    def history() -> dict[str, list[dict[str, Any]]]:
        """Every transition since the store was made, oldest first."""
        return {"history": controller.history()}

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @app.get("/readyz", responses=documented(HTTPStatus.SERVICE_UNAVAILABLE))
    def readyz() -> JSONResponse:
        """The control loop comes round."""
        if controller.since_tick_ms() > READY_WITHIN_MS:
            detail = f"the control loop last came round {controller.since_tick_ms()} ms ago"
            return problems.problem(HTTPStatus.SERVICE_UNAVAILABLE, detail)
        return JSONResponse({"status": "ready"})

    return app
