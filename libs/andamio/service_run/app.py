"""The application of a service with what is not its own: problems, refusals, metrics, probes, and its OpenAPI.

    app = service_app(run, "Who pays too often?", ready, {FeatureReadError: HTTPStatus.SERVICE_UNAVAILABLE})

    @app.post("/v1/...", dependencies=[run.guard.requires(Action.FEATURES_READ, "feature_service:...", "{tenant}", pii)])
    def check(tenant: str, body: Asked, who: Caller) -> Answer: ...

Its routes ask who is there before they read a body, and read no more than `guard.BODY_AT_MOST` bytes of one.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse

from andamio.audit.errors import InvalidRecord, LogTampered, LogUnavailable
from andamio.auth import openapi
from andamio.auth import problems as auth_problems
from andamio.auth.guard import GuardedRoute, public
from andamio.auth.policy import Action
from andamio.auth.principal import Principal
from andamio.errors import AndamioError
from andamio.service_run.run import ServiceRun
from andamio.web import metrics, problems
from andamio.web.named_hosts import LOOPBACK, answers_to
from andamio.web.problems import documented

Errors = Mapping[type[AndamioError], HTTPStatus]
_RECORD: Errors = {
    LogUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    LogTampered: HTTPStatus.SERVICE_UNAVAILABLE,
    InvalidRecord: HTTPStatus.UNPROCESSABLE_ENTITY,
}
_ANY_ROUTE = (
    *(HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.MISDIRECTED_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY),
    *(HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE),
)


async def _caller(request: Request) -> Principal:
    principal: Principal = request.state.principal
    return principal


Caller = Annotated[Principal, Depends(_caller)]
"""Who was let in by the route's declaration; `guard.ANYONE` where nobody is asked."""


def service_app(run: ServiceRun, description: str, ready: Callable[[], str | None], errors: Errors) -> FastAPI:
    """An application without routes of its own. `ready` gives None, or in a sentence why requests cannot be answered now.

    `errors` are the service's exceptions by the status that they are answered with; their text is the detail.
    """
    errors = {**_RECORD, **errors}
    statuses = sorted({*_ANY_ROUTE, *errors.values()})
    # Where nobody is asked who they are, a page of somebody else's must not reach it by a name of theirs.
    named = answers_to(LOOPBACK if run.guard.open else None)
    app = FastAPI(
        title=f"andamio {run.service}",
        version="1",
        description=description,
        responses=documented(*statuses),
        dependencies=[Depends(named)],
    )
    app.router.route_class = GuardedRoute
    problems.install(app, errors)
    auth_problems.install(app)
    metrics.install(app, run.telemetry.prometheus, run.guard.requires(Action.SERVICE_INSPECT, f"service:{run.service}"))
    openapi.document(app, run.guard)

    @app.get("/healthz", dependencies=[public("probes have no token, and learn nothing")])
    def healthz() -> dict[str, str]:
        """200 while the process answers."""
        return {"status": "ok"}

    @app.get("/readyz", dependencies=[public("probes have no token, and learn what is waited for")])
    def readyz() -> JSONResponse:
        """200 while requests can be answered, until the process is told to stop."""
        waits_for = "this process is stopping; use another" if run.stopping else ready()
        if waits_for is not None:
            return problems.problem(HTTPStatus.SERVICE_UNAVAILABLE, waits_for)
        return JSONResponse({"status": "ok"})

    return app
