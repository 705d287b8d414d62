"""The HTTP surface of a replica."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from inference import problems
from inference.replica import NotReady, Replica
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
    problems.install(app)

    @app.exception_handler(NotReady)
    async def not_ready(_: object, error: NotReady) -> JSONResponse:
        return problems.problem(503, "Not ready", str(error))

    @app.post("/v1/models/reversal_risk:score", response_model_exclude_unset=True)
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

    @app.get("/readyz")
    async def readyz() -> dict[str, str]:
        """Stable is loaded and the table is applied; 503 and the reason otherwise."""
        reason = replica.not_ready()
        if reason is not None:
            raise NotReady(reason)
        return {"status": "ready"}

    return app
