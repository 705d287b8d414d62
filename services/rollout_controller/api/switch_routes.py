"""The API of what holds for all rollouts: the stable release, pins, freezes and the kill switch; and how things are."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse

from andamio.auth.guard import GuardedRoute, public
from andamio.auth.policy import Access, Action
from andamio.auth.principal import Principal
from andamio.rollout.errors import Conflict, InvalidDocument
from andamio.rollout.json_fields import Fields
from andamio.rollout.machine.freeze_windows import FreezeWindow
from andamio.rollout.machine.state_machine import AddFreezeWindow, Freeze, Kill, Pin, RemoveFreezeWindow, SetStable
from andamio.web import problems
from andamio.web.problems import RequestRefused, documented
from rollout_controller.api.console import Console, require_release
from rollout_controller.api.documents import (
    CommandBody,
    FreezeBody,
    KillBody,
    PinBody,
    ReleaseBody,
    Status,
    WindowBody,
    Windows,
)
from rollout_controller.api.principal import acting, identify
from rollout_controller.api.rollout_routes import REFUSED
from rollout_controller.api.status import status

# Ten ticks: a loop that has not come round by then is stuck.
READY_WITHIN_MS = 2_000


def switch_routes(console: Console) -> APIRouter:
    """Commands about all rollouts."""
    router = APIRouter(tags=["switches"], route_class=GuardedRoute)
    controller = console.controller
    identified = Depends(identify(console.guard))

    def asks(action: Action, switch: str) -> list[Any]:
        return [console.guard.requires(action, f"switch:{switch}")]

    def require_change(principal: Principal | None, switch: str) -> None:
        """Whoever may only stop things may not let them go on."""
        if principal is not None:
            console.guard.authorize(principal, Access(Action.ROLLOUT_CHANGE, f"switch:{switch}"))

    @router.post(
        "/v1/stable",
        dependencies=asks(Action.ROLLOUT_CHANGE, "stable"),
        response_model=Status,
        responses=documented(*REFUSED),
    )
    def set_stable(body: ReleaseBody, principal: Principal | None = identified) -> dict[str, Any]:
        """Set the first stable release (through the gates), or go back to an earlier one that is still warm."""
        actor = acting(principal, body.actor)
        if controller.control.stable is None:
            require_release(console, body.release_id)
            report = console.gates(body.release_id)
            if not report.passed:
                raise Conflict(f"release {body.release_id} does not pass the gates: {report.reason()}")
        controller.tick(SetStable(actor, body.reason, body.release_id))
        return status(console)

    @router.post(
        "/v1/freeze",
        dependencies=asks(Action.ROLLOUT_STOP, "freeze"),
        response_model=Status,
        responses=documented(*REFUSED),
    )
    def freeze(body: FreezeBody, principal: Principal | None = identified) -> dict[str, Any]:
        """Stop or allow forward moves; rollbacks always happen."""
        if not body.frozen:
            require_change(principal, "freeze")
        controller.tick(Freeze(acting(principal, body.actor), body.reason, body.frozen))
        return status(console)

    @router.post(
        "/v1/kill",
        dependencies=asks(Action.ROLLOUT_STOP, "kill"),
        response_model=Status,
        responses=documented(*REFUSED),
    )
    def kill(body: KillBody, principal: Principal | None = identified) -> dict[str, Any]:
        """Stable only, ending the rollout under way; `"killed": false` clears it."""
        if not body.killed:
            require_change(principal, "kill")
        controller.tick(Kill(acting(principal, body.actor), body.reason, body.killed))
        return status(console)

    @router.post(
        "/v1/pins",
        dependencies=asks(Action.ROLLOUT_CHANGE, "pins"),
        response_model=Status,
        responses=documented(*REFUSED),
    )
    def pin(body: PinBody, principal: Principal | None = identified) -> dict[str, Any]:
        """Let one warm release answer a tenant or an entity, whatever the weights say."""
        controller.tick(Pin(acting(principal, body.actor), body.reason, body.subject, body.release_id))
        return status(console)

    def windows() -> dict[str, list[dict[str, Any]]]:
        now_ms = console.now_ms()
        return {
            "windows": [
                {"in_force": window.in_force(now_ms), "window": window.to_document()}
                for window in controller.control.windows
            ]
        }

    @router.get("/v1/freeze-windows", dependencies=asks(Action.ROLLOUT_READ, "freeze_windows"), response_model=Windows)
    def freeze_windows() -> dict[str, list[dict[str, Any]]]:
        """The times at which no rollout moves forward."""
        return windows()

    @router.post(
        "/v1/freeze-windows",
        dependencies=asks(Action.ROLLOUT_CHANGE, "freeze_windows"),
        response_model=Windows,
        responses=documented(*REFUSED),
    )
    def add_window(body: WindowBody, principal: Principal | None = identified) -> dict[str, list[dict[str, Any]]]:
        """Add a freeze window, or replace the one of its name."""
        actor = acting(principal, body.actor)
        try:
            window = FreezeWindow.from_fields(Fields(body.window, "window"))
        except InvalidDocument as error:
            field = f"window.{error.field}" if error.field else "window"
            raise RequestRefused(HTTPStatus.UNPROCESSABLE_ENTITY, field, str(error)) from None
        controller.tick(AddFreezeWindow(actor, body.reason, window))
        return windows()

    @router.delete(
        "/v1/freeze-windows/{name:path}",
        dependencies=asks(Action.ROLLOUT_CHANGE, "freeze_windows"),
        response_model=Windows,
        responses=documented(*REFUSED),
    )
    def remove_window(
        name: str, body: CommandBody, principal: Principal | None = identified
    ) -> dict[str, list[dict[str, Any]]]:
        """Remove a freeze window."""
        controller.tick(RemoveFreezeWindow(acting(principal, body.actor), body.reason, name))
        return windows()

    return router


def status_routes(console: Console) -> APIRouter:
    """How things are."""
    router = APIRouter(tags=["status"], route_class=GuardedRoute)
    reads = [console.guard.requires(Action.ROLLOUT_READ, "rollout:*")]
    controller = console.controller

    @router.get("/v1/status", dependencies=reads, response_model=Status)
    def get_status() -> dict[str, Any]:
        """The state now."""
        return status(console)

    @router.get("/v1/history", dependencies=reads, responses=documented(HTTPStatus.UNPROCESSABLE_ENTITY))
    def history(
        newest: int | None = Query(None, ge=1, description="only so many, the newest")
    ) -> dict[str, list[dict[str, Any]]]:
        """Every transition since the store was made, oldest first."""
        return {"history": console.reading.transitions(newest=newest)}

    @router.get("/v1/traffic", dependencies=reads, responses=documented(HTTPStatus.UNPROCESSABLE_ENTITY))
    def traffic(
        seconds: int = Query(600, ge=1, le=1_800, description="how far back")
    ) -> dict[str, list[dict[str, Any]]]:
        """Requests by the release that had to answer, second by second."""
        return {"seconds": controller.traffic.since(console.now_ms() - seconds * 1000)}

    @router.get("/healthz", dependencies=[public("probes have no token, and learn nothing")])
    def healthz() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @router.get(
        "/readyz",
        dependencies=[public("probes have no token, and learn nothing")],
        responses=documented(HTTPStatus.SERVICE_UNAVAILABLE),
    )
    def readyz() -> JSONResponse:
        """The control loop comes round, and nobody has told the process to stop."""
        if console.stopping.is_set():
            return problems.problem(HTTPStatus.SERVICE_UNAVAILABLE, "this process is stopping; use another")
        if controller.since_tick_ms() > READY_WITHIN_MS:
            detail = f"the control loop last came round {controller.since_tick_ms()} ms ago"
            return problems.problem(HTTPStatus.SERVICE_UNAVAILABLE, detail)
        return JSONResponse({"status": "ready"})

    return router
