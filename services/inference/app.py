"""The HTTP surface of a replica: scoring by `ScoringEndpoint`, everything else and OpenAPI by FastAPI."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from andamio.auth import openapi
from andamio.auth import problems as auth_problems
from andamio.auth.guard import Guard, public
from andamio.auth.policy import Action
from andamio.web import metrics, problems
from andamio.web.problems import documented
from inference.errors import NotReady
from inference.replica import Replica
from inference.request import BatchRequest, BatchResponse, ScoreRequest, ScoreResponse, TableReport
from inference.scoring_endpoint import (
    BATCH_PATH,
    RAW_ROUTES,
    SCORE_PATH,
    TIMEOUT_HEADER,
    Receive,
    Scope,
    ScoringEndpoint,
    Send,
)

_REFUSALS = (
    *(HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED),
    *(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.TOO_MANY_REQUESTS),
    *(HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE),
)
Told = Callable[[], None]
_REFERENCE = "#/components/schemas/"


class InferenceApp:
    """The ASGI application around a replica, which lives as long as the app does."""

    direct_path = SCORE_PATH
    """See `andamio.web.direct_route`."""

    def __init__(self, replica: Replica, guard: Guard, started: Told, stopped: Told) -> None:
        self._scoring = ScoringEndpoint(replica, guard)
        self.direct = self._scoring.direct
        self.rest = _other_routes(replica, guard, started, stopped)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] in RAW_ROUTES:
            await self._scoring(scope, receive, send)
        else:
            await self.rest(scope, receive, send)


def create_app(
    replica: Replica, guard: Guard, started: Told = lambda: None, stopped: Told = lambda: None
) -> InferenceApp:
    """The app around a replica. `guard` asks who wants scores or the table; health is for everyone.

    `started` and `stopped` are called when the replica has.
    """
    return InferenceApp(replica, guard, started, stopped)


def _other_routes(replica: Replica, guard: Guard, started: Told, stopped: Told) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await replica.start()
        started()
        try:
            yield
        finally:
            await replica.stop()
            stopped()

    app = FastAPI(title="andamio inference", version="1", lifespan=lifespan)
    problems.install(app, {NotReady: HTTPStatus.SERVICE_UNAVAILABLE})
    auth_problems.install(app)
    probe = public("probes have no token, and learn nothing but the state")
    metrics.install(app, replica.metrics, guard.requires(Action.SERVICE_INSPECT, "service:inference"))

    @app.get("/v1/table", dependencies=[guard.requires(Action.SERVICE_INSPECT, "service:inference")])
    async def table() -> TableReport:
        """The routing table as this replica applies it."""
        return replica.table(os.getpid())

    @app.get("/healthz", dependencies=[probe])
    async def healthz() -> dict[str, str]:
        """The process runs."""
        return {"status": "ok"}

    @app.get("/readyz", dependencies=[probe], responses=documented(HTTPStatus.SERVICE_UNAVAILABLE))
    async def readyz() -> dict[str, str]:
        """Stable is loaded and the table is applied; 503 and the reason otherwise."""
        reason = replica.not_ready()
        if reason is not None:
            raise NotReady(reason)
        return {"status": "ready"}

    _document(app, guard)
    openapi.document(app, guard)
    return app


def _document(app: FastAPI, guard: Guard) -> None:
    """Have the app's /openapi.json describe the endpoints that FastAPI does not serve."""
    asked = ((ScoreRequest, "validation"), (BatchRequest, "validation"))
    answered = ((ScoreResponse, "serialization"), (BatchResponse, "serialization"))
    models, definitions = models_json_schema([*asked, *answered], ref_template=_REFERENCE + "{model}")  # type: ignore[list-item]
    explain = {"name": "explain", "in": "query", "schema": {"type": "boolean", "default": False}}
    explain["description"] = "Add the feature values"
    operations = {
        SCORE_PATH: _operation(
            "score",
            "Score a payment for the risk that it will be reversed.",
            models,
            ScoreRequest,
            ScoreResponse,
            explain,
        ),
        BATCH_PATH: _operation(
            "batch_score", "Score payments, each with a result of its own.", models, BatchRequest, BatchResponse
        ),
    }

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, routes=app.routes)
            schema["paths"] = {path: {"post": operation} for path, operation in operations.items()} | schema["paths"]
            components = schema.setdefault("components", {})
            components.setdefault("schemas", {}).update(definitions.get("$defs", {}))
            if not guard.open:
                for operation in operations.values():
                    operation["security"] = [{"bearer": []}]
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]  # how FastAPI says to extend it


def _operation(
    name: str, description: str, models: Any, request: type, answer: type, *parameters: dict[str, Any]
) -> dict[str, Any]:
    timeout = {
        "name": TIMEOUT_HEADER,
        "in": "header",
        "description": "Milliseconds after which the caller makes no use of the answer",
        "schema": {"type": "number", "exclusiveMinimum": 0, "maximum": 60_000},
    }
    operation: dict[str, Any] = {
        "summary": name.replace("_", " ").title(),
        "operationId": name,
        "description": description,
        "security": [{}, {"bearer": []}],
        "parameters": [*parameters, timeout],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": models[request, "validation"]}},
        },
        "responses": {
            "200": {
                "description": "OK",
                "content": {"application/json": {"schema": models[answer, "serialization"]}},
            },
            **{str(status): described for status, described in documented(*_REFUSALS).items()},
        },
    }
    operation["responses"]["429"]["headers"] = {
        "retry-after": {"description": "Seconds until it is worth trying again", "schema": {"type": "integer"}}
    }
    return operation
