"""The scoring endpoints by hand: what FastAPI would do for them, without its cost of a request.

Bodies are validated by the very models that OpenAPI documents, in one step from bytes; a test holds answers to them.
The order of the steps is: method, in-flight limit, credential, policy, size, JSON, fields, tenant, replica. What each path
asks of its caller is declared in `RAW_ROUTES`: a path that is not there is not served.

A caller says how long it will wait by `x-request-timeout-ms`: a duration, as gRPC has it, since clocks differ. The
feature read and the model get no more than what is left of it.
"""

import asyncio
import math
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import replace
from http import HTTPStatus
from time import perf_counter
from typing import Any, NamedTuple

import orjson
from pydantic import BaseModel, ValidationError

from andamio.auth.errors import AuthError, Forbidden
from andamio.auth.guard import Guard, Headers, shown
from andamio.auth.policy import Access, Action
from andamio.auth.principal import Principal
from andamio.auth.problems import status_of
from andamio.callback_tasks import result
from andamio.errors import AndamioError
from andamio.telemetry.tracing import Trace, make_current
from andamio.web import problems
from andamio.web.direct_route import Answer, Head
from andamio.web.problems import FieldError, RequestRefused, repeated, repeated_path
from inference.decision import Scored
from inference.errors import NotReady
from inference.limits import TooBusy
from inference.replica import Replica
from inference.request import BATCH_AT_MOST, BatchResponse, BatchResult, ScoreRequest

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

SCORE_PATH = "/v1/models/reversal_risk:score"
BATCH_PATH = "/v1/models/reversal_risk:batchScore"
RAW_ROUTES = {
    SCORE_PATH: Access(Action.MODEL_SCORE, "model:reversal_risk"),
    BATCH_PATH: Access(Action.MODEL_SCORE, "model:reversal_risk"),
}
EXPLAIN = Access(
    Action.FEATURES_READ, "feature_service:reversal_risk@1", frozenset({"identifier", "financial", "quasi_identifier"})
)
"""What `?explain=1` asks for besides: it answers with the features themselves. A test holds it to the catalog."""
TIMEOUT_HEADER = "x-request-timeout-ms"
BODY_AT_MOST = 2**20
_TIMEOUT = TIMEOUT_HEADER.encode()
_JSON_HEADER = (b"content-type", b"application/json")
_TIMEOUT_AT_MOST_MS = 60_000
_ERRORS_AT_MOST = 20


class Gone(Exception):
    """The client went away before the end of its request."""


class Refused(AndamioError):
    """The request ends with this problem."""

    def __init__(
        self, status: HTTPStatus, detail: str, errors: list[FieldError], headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors, self.headers = status, detail, errors, headers


class _Known(NamedTuple):
    """What a head says, taken out of it once for all requests that have the same."""

    traceparent: bytes
    credential: bytes | AuthError
    timeout: bytes | None
    """The header's value, as it came."""


class ScoringEndpoint:
    """Serves `SCORE_PATH` and `BATCH_PATH`; a plain request for the first of them by calls alone (`direct`)."""

    def __init__(self, replica: Replica, guard: Guard) -> None:
        self._replica, self._guard = replica, guard

    def direct(self, head: Head, body: bytes, answered: Callable[[Answer], None]) -> None:
        """A payment whose body is there; see `andamio.web.direct_route`."""
        began = perf_counter()
        known: _Known | None = head.known
        if known is None:
            known = head.known = _known(head.headers)
        replica = self._replica
        trace = replica.instruments.http.begin(known.traceparent)
        entered = False

        def told(scored: Scored | Exception) -> None:
            if entered:
                replica.left(1, perf_counter() - began)
            answer: Answer
            try:
                if isinstance(scored, Exception):
                    raise scored
                answer = self._answer(trace, began, SCORE_PATH, orjson.dumps(scored.document()), scored.degraded)
            except Exception as error:  # noqa: BLE001 - the unexpected ends as a problem document too
                answer = self._problem(trace, began, SCORE_PATH, "POST", error)
            answered(answer)

        try:
            replica.in_flight.enter()
            entered = True
            principal = self._admit(known.credential, SCORE_PATH)
            request = self._payment(body, principal)
            replica.ask(request, _timeout_ms(known.timeout), told)
        except Exception as error:  # noqa: BLE001 - as above
            told(error)
        # What comes next on this connection is of another trace.
        make_current(None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = perf_counter()
        replica = self._replica
        http = replica.instruments.http
        path, method = scope["path"], scope["method"]
        known = _known(scope["headers"])
        trace = http.begin(known.traceparent)
        try:
            if method != "POST":
                raise _method_not_allowed(scope)
            replica.in_flight.enter()
            try:
                principal = self._admit(known.credential, path)
                body = await _body(receive)
                if path == SCORE_PATH:
                    payload, degraded = await self._score(scope["query_string"], body, principal, known.timeout)
                else:
                    payload, degraded = await self._batch(body, principal, known.timeout)
            finally:
                replica.left(1, perf_counter() - began)
        except Gone:
            http.gone()
            return
        except Exception as error:  # noqa: BLE001 - the unexpected ends as a problem document too
            status, headers, payload = self._problem(trace, began, path, method, error)
        else:
            status, headers, payload = self._answer(trace, began, path, payload, degraded)
        await send({"type": "http.response.start", "status": status, "headers": list(headers)})
        await send({"type": "http.response.body", "body": payload})

    def _admit(self, credential: bytes | AuthError, path: str) -> Principal:
        """Who asks, and may ask this."""
        principal = self._guard.authenticate_shown(credential)
        self._guard.authorize(principal, RAW_ROUTES[path])
        return principal

    def _payment(self, body: bytes, principal: Principal) -> ScoreRequest:
        """The payment of a body, which the principal may have scored."""
        try:
            request = ScoreRequest.model_validate_json(body)
        except ValidationError as error:
            raise _invalid(error) from None
        if principal.tenants is not None:
            self._require_tenant(request, principal)
        return request

    async def _score(
        self, query: bytes, body: bytes, principal: Principal, timeout: bytes | None
    ) -> tuple[bytes, bool]:
        """The answer, and whether it is a degraded one."""
        request = self._payment(body, principal)
        explain = _explain(query) if query else False
        if explain:
            self._guard.authorize(principal, EXPLAIN)
        timeout_ms = _timeout_ms(timeout)
        scored: Scored = await result(lambda told: self._replica.ask(request, timeout_ms, told))
        return orjson.dumps(scored.document(explain)), scored.degraded

    def _answer(self, trace: Trace, began: float, path: str, payload: bytes, degraded: bool) -> Answer:
        traced = self._replica.instruments.http.end(trace, began, path, "POST", 200, failed=degraded)
        return 200, (_JSON_HEADER, (b"content-length", b"%d" % len(payload)), *traced), payload

    def _problem(self, trace: Trace, began: float, path: str, method: str, error: Exception) -> Answer:
        """The problem document that a request ends with."""
        refusal = self._refusal(error)
        instruments = self._replica.instruments
        instruments.refused(refusal.status)
        traced = instruments.http.end(trace, began, path, method, refusal.status)
        response = problems.problem(refusal.status, refusal.detail, refusal.errors, refusal.headers)
        return refusal.status, [*response.raw_headers, *traced], bytes(response.body)

    async def _batch(self, body: bytes, principal: Principal, timeout: bytes | None) -> tuple[bytes, bool]:
        """The answer, and whether one of its payments failed or was degraded."""
        payments = _payments(body)
        timeout_ms = _timeout_ms(timeout)
        began, more = perf_counter(), len(payments) - 1
        self._replica.in_flight.enter(more)
        try:
            results = await asyncio.gather(*(self._one(payment, principal, timeout_ms) for payment in payments))
        finally:
            self._replica.left(more, perf_counter() - began)
        degraded = any(each.status >= 500 or (each.answer and each.answer.degraded) for each in results)
        return _json(BatchResponse(results=results)), degraded

    async def _one(self, payment: Any, principal: Principal, timeout_ms: float | None) -> BatchResult:
        """One payment of a batch, whatever comes of it."""
        try:
            try:
                request = ScoreRequest.model_validate(payment)
            except ValidationError as error:
                raise _invalid(error) from None
            if principal.tenants is not None:
                self._require_tenant(request, principal)
            return BatchResult(status=200, answer=await self._replica.score(request, timeout_ms=timeout_ms))
        except Exception as error:  # noqa: BLE001 - it is this payment's alone
            refusal = self._refusal(error)
            self._replica.instruments.refused(refusal.status)
            problem = problems.Problem(
                title=refusal.status.phrase, status=refusal.status, detail=refusal.detail, errors=refusal.errors
            )
            return BatchResult(status=refusal.status, problem=problem)

    def _require_tenant(self, request: ScoreRequest, principal: Principal) -> None:
        """Raise `RequestRefused` (403) if the payment is of a tenant that is not the principal's."""
        if principal.may_touch(request.tenant):
            return
        try:
            self._guard.authorize(principal, replace(RAW_ROUTES[SCORE_PATH], tenant=request.tenant))
        except Forbidden as error:
            raise RequestRefused(HTTPStatus.FORBIDDEN, "tenant", str(error)) from None

    def _refusal(self, error: Exception) -> Refused:
        match error:
            case Refused():
                return error
            case TooBusy():
                after = {"retry-after": str(error.retry_after_s)}
                return Refused(HTTPStatus.TOO_MANY_REQUESTS, str(error), [], after)
            case NotReady():
                return Refused(HTTPStatus.SERVICE_UNAVAILABLE, str(error), [])
            case RequestRefused():
                return Refused(error.status, error.detail, [FieldError(field=error.field, detail=error.detail)])
            case AuthError():
                status, headers = status_of(error)
                return Refused(status, str(error), [FieldError(field="authorization", detail=str(error))], headers)
        self._replica.failed(error)
        detail = "the request failed; the service's log has the cause"
        return Refused(HTTPStatus.INTERNAL_SERVER_ERROR, detail, [])


def _known(headers: Headers) -> _Known:
    traceparent, timeout = b"", None
    for name, value in headers:
        if name == b"traceparent":
            traceparent = value
        elif name == _TIMEOUT:
            timeout = value
    return _Known(traceparent, shown(headers), timeout)


async def _body(receive: Receive) -> bytes:
    """The body; raises `Refused` (413) and `Gone`."""
    message = await receive()
    body: bytes = message.get("body", b"")
    if message["type"] == "http.request" and not message.get("more_body") and len(body) <= BODY_AT_MOST:
        return body
    parts, size = [], 0
    while True:
        if message["type"] != "http.request":
            raise Gone
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > BODY_AT_MOST:
            detail = f"the body is larger than {BODY_AT_MOST} bytes; send fewer payments at a time"
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail, [FieldError(field="body", detail=detail)])
        if not message.get("more_body"):
            return b"".join(parts)
        message = await receive()


def _payments(body: bytes) -> list[Any]:
    """The payments of a batch as they came; each is validated on its own."""
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise _broken_json(str(error)) from None
    payments = document.get("payments") if isinstance(document, dict) else None
    if not isinstance(payments, list) or not 1 <= len(payments) <= BATCH_AT_MOST:
        raise _unprocessable("payments", f"must be a list of 1 to {BATCH_AT_MOST} payments")
    for field in document:
        if field != "payments":
            raise _unprocessable(repeated(field) or '""', "is not a field; send payments alone")
    return payments


def _invalid(error: ValidationError) -> Refused:
    found = []
    for entry in error.errors(include_url=False, include_context=False, include_input=False)[:_ERRORS_AT_MOST]:
        if entry["type"] == "json_invalid":
            return _broken_json(entry["msg"])
        path = ".".join(map(repeated, entry["loc"])) or "body"
        found.append(FieldError(field=path, detail=entry["msg"]))
    return Refused(HTTPStatus.UNPROCESSABLE_ENTITY, f"{found[0].field}: {found[0].detail}", found)


def _broken_json(detail: str) -> Refused:
    detail = f"not valid JSON: {detail}"
    return Refused(HTTPStatus.BAD_REQUEST, f"body: {detail}", [FieldError(field="body", detail=detail)])


def _unprocessable(field: str, detail: str) -> Refused:
    return Refused(HTTPStatus.UNPROCESSABLE_ENTITY, f"{field}: {detail}", [FieldError(field=field, detail=detail)])


def _method_not_allowed(scope: Scope) -> Refused:
    detail = f"{scope['method']} {repeated_path(scope['path'])} is not served here; see /openapi.json"
    fault = FieldError(field="method", detail=detail)
    return Refused(HTTPStatus.METHOD_NOT_ALLOWED, detail, [fault], {"allow": "POST"})


def _timeout_ms(timeout: bytes | None) -> float | None:
    """How long the caller waits, in milliseconds, as `TIMEOUT_HEADER` says it; None where it does not."""
    if timeout is None:
        return None
    try:
        timeout_ms = float(timeout)
    except ValueError:
        timeout_ms = math.nan
    if not 0 < timeout_ms <= _TIMEOUT_AT_MOST_MS:
        raise _unprocessable(TIMEOUT_HEADER, f"must be milliseconds above 0, up to {_TIMEOUT_AT_MOST_MS}")
    return timeout_ms


def _explain(query: bytes) -> bool:
    """The query's `explain`, spelled as FastAPI allows a boolean; raises `Refused` for anything else."""
    for part in query.decode("latin-1").split("&"):
        name, _, value = part.partition("=")
        if name == "explain":
            if value.lower() in ("1", "true", "on", "yes"):
                return True
            if value.lower() not in ("0", "false", "off", "no"):
                raise _unprocessable("explain", "must be 1 or 0")
    return False


def _json(model: BaseModel) -> bytes:
    return bytes(model.__pydantic_serializer__.to_json(model, exclude_unset=True))
