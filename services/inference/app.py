"""The HTTP surface of a replica."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from fastapi import FastAPI

from andamio.web import problems
from andamio.web.problems import documented
from inference.errors import NotReady
from inference.replica import Replica
from inference.request import ScoreRequest, ScoreResponse, TableReport


def create_app(replica: Replica) -> FastAPI:
    """The app around a replica, which lives as long as the app does."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await replica.start()
        try:
            yield
        finally:
            await replica.stop()

    app = FastAPI(title="andamio inference", version="1", lifespan=lifespan)
    problems.install(app, {NotReady: HTTPStatus.SERVICE_UNAVAILABLE})

    @app.post(
        "/v1/models/reversal_risk:score",
        response_model_exclude_unset=True,
        responses=documented(
            HTTPStatus.BAD_REQUEST,
            HTTPStatus.UNPROCESSABLE_ENTITY,
            HTTPStatus.INTERNAL_SERVER_ERROR,
            HTTPStatus.SERVICE_UNAVAILABLE,
        ),
    )
    async def score(request: ScoreRequest, explain: bool = False) -> ScoreResponse:
        """Score a payment for the risk that it will be reversed."""
        return await replica.score(request, explain)

    @app.get("/v1/table")
    async def table() -> TableReport:
        """The routing table as this replica applies it."""
        return replica.table(os.getpid())

    @app.get("/healthz")
    async def healthz() -> dict[str, str]:
        """The process runs."""
        return {"status": "ok"}

    @app.get("/readyz", responses=documented(HTTPStatus.SERVICE_UNAVAILABLE))
    async def readyz() -> dict[str, str]:
        """Stable is loaded and the table is applied; 503 and the reason otherwise."""
        reason = replica.not_ready()
        if reason is not None:
            raise NotReady(reason)
        return {"status": "ready"}

    return app
