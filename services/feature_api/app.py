"""The feature API as an ASGI application: reads of feature services from an online store. The clock is passed in."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from time import perf_counter
from typing import Any, Protocol

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from opentelemetry.metrics import Meter
from opentelemetry.trace import Tracer

from andamio.catalog.loading import FeatureService
from andamio.features.online_store import OnlineStore, StoreError, ViewRead
from andamio.web import problems
from andamio.web.problems import RequestRefused, documented
from feature_api.wire import ReadAnswer, ReadRequest

_Invalid = (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY)


class Instruments(Protocol):
    """What of telemetry the API needs."""

    @property
    def tracer(self) -> Tracer: ...
    @property
    def meter(self) -> Meter: ...


def create_app(
    store: OnlineStore, services: Mapping[str, FeatureService], now_ms: Callable[[], int], telemetry: Instruments
) -> FastAPI:
    """The application over `store`, serving `services` by id."""
    app = FastAPI(title="andamio feature API", version="1", description="Features of now, exactly.")
    problems.install(app, {StoreError: HTTPStatus.SERVICE_UNAVAILABLE})
    latency = telemetry.meter.create_histogram("feature_api.read.duration", "s", "Time to answer a read")
    statuses = telemetry.meter.create_counter("feature_api.entities", "{entity}", "Entities read, by view and status")

    # Not async: SQLite blocks, so reads run on the server's threads, each with a connection of its own.
    @app.post(
        "/v1/features:read",
        response_model=ReadAnswer,
        responses=documented(*_Invalid, HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE),
    )
    def read_features(request: ReadRequest) -> JSONResponse:
        """Read a feature service for up to 1,000 entities at one time."""
        began = perf_counter()
        service = services.get(request.feature_service)
        if service is None:
            raise RequestRefused(
                HTTPStatus.NOT_FOUND,
                "feature_service",
                f"there is no feature service '{request.feature_service}'; choose one of {', '.join(sorted(services))}",
            )
        with telemetry.tracer.start_as_current_span("feature_api.read") as span:
            span.set_attributes({"feature_service": service.id, "entities": len(request.entities)})
            as_of_ms = now_ms() if request.as_of_ms is None else request.as_of_ms
            keys = [(entity.tenant, entity.customer) for entity in request.entities]
            reads = [store.read(view, keys, as_of_ms) for view in service.views]
        for read in reads:
            for status in {entity.status for entity in read.entities}:
                count = sum(entity.status == status for entity in read.entities)
                statuses.add(count, {"view": read.view, "status": status})
        response = JSONResponse(_answer(service, as_of_ms, keys, reads))
        latency.record(perf_counter() - began, {"feature_service": service.id})
        return response

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        """200 while the process answers."""
        return {"status": "ok"}

    @app.get("/readyz", responses=documented(HTTPStatus.SERVICE_UNAVAILABLE))
    def readyz() -> JSONResponse:
        """200 when every view of every service has been written to."""
        views = {view.id: view for service in services.values() for view in service.views}
        waiting = [view_id for view_id, view in views.items() if store.read(view, (), 0).as_of_floor_ms is None]
        if waiting:
            detail = f"nothing has been written yet for {', '.join(waiting)}; run the batch_features job's 'tiles'"
            return problems.problem(HTTPStatus.SERVICE_UNAVAILABLE, detail)
        return JSONResponse({"status": "ok"})

    return app


def _answer(
    service: FeatureService, as_of_ms: int, keys: Sequence[tuple[str, str]], reads: Sequence[ViewRead]
) -> dict[str, Any]:
    """A `ReadAnswer` as plain data: validating a thousand results would cost more than reading them."""
    return {
        "feature_service": service.id,
        "as_of_ms": as_of_ms,
        "applied_position": {read.view: read.applied_position for read in reads},
        "features": service.feature_names(),
        "results": [
            {
                "entity": {"tenant": tenant, "customer": customer},
                "statuses": {read.view: read.entities[index].status for read in reads},
                "event_times_ms": {read.view: read.entities[index].newest_event_time_ms for read in reads},
                "values": [value for read in reads for value in read.entities[index].values.values()],
            }
            for index, (tenant, customer) in enumerate(keys)
        ],
    }
