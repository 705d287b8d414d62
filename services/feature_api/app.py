"""The feature API as an ASGI application. Reads are handled by hand; health, readiness and OpenAPI by FastAPI.

Of a read's steps the order is: method, credential, size, JSON, fields, service, policy, tenant, quota, store. The clock is
passed in. What a raw route asks of its caller is declared in `RAW_ROUTES`: a path that is not there is not served.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from logging import Logger
from time import perf_counter
from typing import Any, Protocol

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from andamio.auth import problems as auth_problems
from andamio.auth.errors import AuthError, Forbidden
from andamio.auth.guard import Guard, open_guard, public
from andamio.auth.policy import Action
from andamio.auth.principal import Principal
from andamio.auth.problems import status_of
from andamio.catalog.definitions import Catalog
from andamio.features.online.online_store import StoreError
from andamio.features.online.reader import Reader
from andamio.telemetry.http_server import HasInstruments
from andamio.web import metrics, problems
from andamio.web.direct_route import Answer, Headers
from andamio.web.problems import FieldError, RequestRefused, documented
from feature_api import answers, openapi
from feature_api.instruments import READ_PATH, Instruments
from feature_api.quotas import OverQuota, Quotas
from feature_api.served_log import ServedLog
from feature_api.service_plan import plans, views_of
from feature_api.validation import Invalid, Read, parse

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

RAW_ROUTES = {f"POST {READ_PATH}": Action.FEATURES_READ}
"""What is served by hand, and the action that it is for; the resource is the feature service that the body names."""
BODY_AT_MOST = 2**20
BUDGET_MS = 1_000
_PROBE = ("-", "-")  # a key that nobody has: what is asked is whether the store answers


class Telemetry(HasInstruments, Protocol):
    """What of telemetry the API needs."""

    @property
    def logger(self) -> Logger: ...
    def prometheus(self, accept: str = "") -> tuple[str, bytes]: ...


@dataclass(frozen=True, slots=True)
class Rules:
    """What is the same for every request."""

    guard: Guard = field(default_factory=open_guard)
    quotas: Quotas | None = None
    budget_ms: int = BUDGET_MS
    """How long the store may take where the request does not say."""
    body_at_most: int = BODY_AT_MOST
    """Bytes of a request's body."""
    compiled: bool = False
    """Whether answers are written by machine code, where the reader's are found by it."""


class _Refused(Exception):
    """The read ends with this problem."""

    def __init__(
        self, status: HTTPStatus, detail: str, errors: list[FieldError], headers: Mapping[str, str] | None = None
    ) -> None:
        self.status, self.detail, self.errors, self.headers = status, detail, errors, headers


class FeatureApi:
    """The application. `now_ms` is the clock that a read without an as-of time is at."""

    def __init__(
        self,
        reader: Reader,
        catalog: Catalog,
        now_ms: Callable[[], int],
        telemetry: Telemetry,
        rules: Rules = Rules(),
        served_log: ServedLog | None = None,
    ) -> None:
        self._reader, self._now_ms, self._rules = reader, now_ms, rules
        self.served_log = served_log
        self._plans = plans(catalog, rules.compiled)
        self._logger = telemetry.logger
        self._metrics = telemetry.prometheus
        self.instruments = Instruments(telemetry)
        self._draining = False
        self.rest = self._other_routes()

    @property
    def direct_path(self) -> str:
        """See `andamio.web.direct_route`."""
        return READ_PATH

    def drain(self) -> None:
        """The process is told to stop: readiness says no from now on, reads go on."""
        self._draining = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == READ_PATH:
            await self._serve(scope, receive, send)
        else:
            await self.rest(scope, receive, send)

    async def direct(self, headers: Headers, body: bytes) -> Answer:
        """A read whose body is there; see `andamio.web.direct_route`."""
        answer = await self._read("POST", headers, body, None)
        assert answer is not None  # only a body that has to come can stay away
        return answer

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self._read(scope["method"], scope["headers"], None, receive)
        if answer is not None:
            status, headers, payload = answer
            await send({"type": "http.response.start", "status": status, "headers": list(headers)})
            await send({"type": "http.response.body", "body": payload})

    async def _read(self, method: str, headers: Headers, body: bytes | None, receive: Receive | None) -> Answer | None:
        """The answer to a request of the route, its body from `receive` if need be; None if the client has gone."""
        began = perf_counter()
        service, entities = "", 0
        length, accept, traceparent = b"", b"", b""
        for name, value in headers:
            if name == b"content-length":
                length = value
            elif name == b"accept":
                accept = value
            elif name == b"traceparent":
                traceparent = value
        trace = self.instruments.http.begin(traceparent)
        try:
            if method != "POST":
                detail = f"{method} {READ_PATH} is not served here; see /openapi.json"
                fault = FieldError(field="method", detail=detail)
                raise _Refused(HTTPStatus.METHOD_NOT_ALLOWED, detail, [fault], {"allow": "POST"})
            principal = self._rules.guard.authenticate(headers)
            if length.isdigit() and int(length) > self._rules.body_at_most:
                raise self._too_large()
            if body is None:
                assert receive is not None
                body = await self._body(receive)
                if body is None:
                    self.instruments.http.gone()
                    return None
            read = parse(body, self._plans)
            service, entities = read.plan.id, len(read.keys)
            self._rules.guard.authorize(principal, read.plan.access)
            if principal.tenants is not None:
                self._require_tenants(read, principal)
            content_type, payload = await self._answer(read, accept)
        except Exception as error:  # noqa: BLE001 -- the unexpected ends as a problem document too
            refusal = self._refusal(error)
            traced = self.instruments.request(trace, began, method, refusal.status, service, entities)
            response = problems.problem(refusal.status, refusal.detail, refusal.errors, refusal.headers)
            return refusal.status, [*response.raw_headers, *traced], bytes(response.body)
        traced = self.instruments.request(trace, began, "POST", 200, service, entities)
        return 200, ((b"content-type", content_type), (b"content-length", b"%d" % len(payload)), *traced), payload

    async def _answer(self, read: Read, accept: bytes) -> tuple[bytes, bytes]:
        """Content type and body of the answer."""
        now_ms = self._now_ms()
        as_of_ms = now_ms if read.as_of_ms is None else read.as_of_ms
        budget_s = (self._rules.budget_ms if read.budget_ms is None else read.budget_ms) / 1_000
        quotas = self._rules.quotas
        if quotas is None:
            found = await self._reader.read(read.plan.views, read.keys, as_of_ms, budget_s)
        else:
            wanted = Counter(tenant for tenant, _ in read.keys)
            quotas.enter(wanted)
            try:
                found = await self._reader.read(read.plan.views, read.keys, as_of_ms, budget_s)
            finally:
                quotas.leave(wanted)
        self.instruments.entities(found)
        if self.served_log is not None:
            self.served_log.add(read, now_ms, as_of_ms, found)
        if answers.ARROW in accept:
            return answers.ARROW, answers.as_arrow(read, as_of_ms, found)
        return answers.JSON, answers.as_json(read, as_of_ms, found)

    async def _body(self, receive: Receive) -> bytes | None:
        """A body, in however many parts; None if the client went away before its end."""
        parts, size = [], 0
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return None
            part: bytes = message.get("body", b"")
            parts.append(part)
            size += len(part)
            if size > self._rules.body_at_most:
                raise self._too_large()
            if not message.get("more_body"):
                return b"".join(parts)

    def _too_large(self) -> _Refused:
        detail = f"the body is larger than {self._rules.body_at_most} bytes; ask for fewer entities at a time"
        return _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail, [FieldError(field="body", detail=detail)])

    def _require_tenants(self, read: Read, principal: Principal) -> None:
        """Raise `RequestRefused` (403) if an entity is of a tenant that is not the principal's."""
        allowed = principal.tenants or frozenset()
        for index, (tenant, _) in enumerate(read.keys):
            if tenant not in allowed:
                try:
                    self._rules.guard.authorize(principal, replace(read.plan.access, tenant=tenant))
                except Forbidden as error:
                    raise RequestRefused(HTTPStatus.FORBIDDEN, f"entities.{index}.tenant", str(error)) from None

    def _refusal(self, error: Exception) -> _Refused:
        match error:
            case _Refused():
                return error
            case Invalid():
                return _Refused(error.status, error.detail, error.errors)
            case RequestRefused():
                return _Refused(error.status, error.detail, [FieldError(field=error.field, detail=error.detail)])
            case AuthError():
                status, headers = status_of(error)
                return _Refused(status, str(error), [FieldError(field="authorization", detail=str(error))], headers)
            case OverQuota():
                after = {"retry-after": str(error.retry_after_s)}
                return _Refused(HTTPStatus.TOO_MANY_REQUESTS, str(error), [], after)
            case StoreError():
                return _Refused(HTTPStatus.SERVICE_UNAVAILABLE, str(error), [])
        self._logger.error("a read failed", exc_info=error)
        detail = "the request failed; the service's log has the cause"
        return _Refused(HTTPStatus.INTERNAL_SERVER_ERROR, detail, [])

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
            views = views_of(self._plans.values())
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

        openapi.document(app, READ_PATH, self._plans.values(), self._rules.guard.open)
        return app
