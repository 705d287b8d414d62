"""The feature API as an ASGI application. Reads are handled by hand (`read_route`); health, readiness and OpenAPI by FastAPI.

The clock is passed in. What a raw route asks of its caller is declared in `RAW_ROUTES`: a path that is not there is not
served.
"""

from collections.abc import Callable
from http import HTTPStatus

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from andamio.auth import problems as auth_problems
from andamio.auth.guard import public
from andamio.auth.policy import Action
from andamio.catalog.definitions import Catalog
from andamio.features.online.online_store import StoreError
from andamio.features.online.reader import Reader
from andamio.web import metrics, problems
from andamio.web.problems import documented
from feature_api import openapi
from feature_api.instruments import READ_PATH
from feature_api.read_route import ReadRoute, Receive, Rules, Scope, Send, Telemetry
from feature_api.served_log import ServedLog
from feature_api.service_plan import views_of

RAW_ROUTES = {f"POST {READ_PATH}": Action.FEATURES_READ}
"""What is served by hand, and the action that it is for; the resource is the feature service that the body names."""
_PROBE = ("-", "-")  # a key that nobody has: what is asked is whether the store answers


class FeatureApi:
    """The application. `now_ms` is the clock that a read without an as-of time is at."""

    direct_path = READ_PATH
    """See `andamio.web.direct_route`."""

    def __init__(
        self,
        reader: Reader,
        catalog: Catalog,
        now_ms: Callable[[], int],
        telemetry: Telemetry,
        rules: Rules = Rules(),
        served_log: ServedLog | None = None,
    ) -> None:
        self._reader, self._rules = reader, rules
        self.reads = ReadRoute(reader, catalog, now_ms, telemetry, rules, served_log)
        self.direct = self.reads.direct
        self._metrics = telemetry.prometheus
        self._draining = False
        self.rest = self._other_routes()

    def drain(self) -> None:
        """The process is told to stop: readiness says no from now on, reads go on."""
        self._draining = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == READ_PATH:
            await self.reads(scope, receive, send)
        else:
            await self.rest(scope, receive, send)

    def _other_routes(self) -> FastAPI:
        app = FastAPI(title="andamio feature API", version="1", description="Features of now, exactly.")
        problems.install(app, {StoreError: HTTPStatus.SERVICE_UNAVAILABLE})
        auth_problems.install(app)
        inspects = self._rules.guard.requires(Action.SERVICE_INSPECT, "service:feature_api")
        metrics.install(app, self._metrics, inspects)

        @app.get("/healthz", dependencies=[public("probes have no token, and learn nothing")])
        async def healthz() -> dict[str, str]:
            """200 while the process answers."""
            return {"status": "ok"}

        @app.get(
            "/readyz",
            responses=documented(HTTPStatus.SERVICE_UNAVAILABLE),
            dependencies=[public("probes have no token, and learn which views wait")],
        )
        async def readyz() -> JSONResponse:
            """200 when the store answers and every view of every service has been written to, until SIGTERM."""
            if self._draining:
                return problems.problem(HTTPStatus.SERVICE_UNAVAILABLE, "this process is stopping; use another")
            views = views_of(self.reads.plans.values())
            found = await self._reader.read(views, [_PROBE], 0, self._rules.budget_ms / 1_000)
            silent = [answer.view.id for answer in found if "unavailable" in answer.statuses]
            if silent:
                detail = f"the store does not answer for {', '.join(silent)} within {self._rules.budget_ms} ms"
                return problems.problem(HTTPStatus.SERVICE_UNAVAILABLE, detail)
            waiting = [answer.view.id for answer in found if answer.as_of_floor_ms is None]
            if waiting:
                detail = f"nothing has been written yet for {', '.join(waiting)}; run the batch_features job's 'tiles'"
                return problems.problem(HTTPStatus.SERVICE_UNAVAILABLE, detail)
            return JSONResponse({"status": "ok"})

        openapi.document(app, READ_PATH, self.reads.plans.values(), self._rules.guard.open)
        return app
