"""The HTTP API of the controller, put together: rollouts, what holds for all of them, status, events and the page.

Every command names who and why. Errors are problem documents (RFC 9457).
"""

from http import HTTPStatus

from fastapi import Depends, FastAPI

from andamio.auth import openapi
from andamio.auth import problems as auth_problems
from andamio.auth.policy import Action
from andamio.rollout.errors import Conflict, DamagedRecord
from andamio.web import problems
from andamio.web.metrics import Metrics, install
from andamio.web.named_hosts import answers_to
from andamio.web.problems import documented
from rollout_controller.api.console import Console
from rollout_controller.api.event_routes import event_routes
from rollout_controller.api.rollout_routes import rollout_routes
from rollout_controller.api.switch_routes import status_routes, switch_routes
from rollout_controller.page.page_routes import page_routes


def create_app(console: Console, metrics: Metrics | None = None) -> FastAPI:
    """The application over a controller that someone else ticks; it serves `metrics` if they are given."""
    app = FastAPI(
        title="andamio rollout controller",
        version="1",
        description="Roll releases out by evidence and back by one write of the routing table.",
        responses=documented(HTTPStatus.MISDIRECTED_REQUEST, HTTPStatus.INTERNAL_SERVER_ERROR),
        dependencies=[Depends(answers_to(console.names))],
    )
    problems.install(app, {Conflict: HTTPStatus.CONFLICT, DamagedRecord: HTTPStatus.INTERNAL_SERVER_ERROR})
    auth_problems.install(app)
    for routes in (rollout_routes, switch_routes, status_routes, event_routes):
        app.include_router(routes(console))
    app.include_router(page_routes())
    if metrics is not None:
        install(app, metrics, console.guard.requires(Action.SERVICE_INSPECT, "service:rollout_controller"))
    openapi.document(app, console.guard)
    return app
