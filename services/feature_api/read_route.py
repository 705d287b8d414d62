"""The read of features, by hand: the same steps for a request that comes as ASGI's messages and for a direct one.

In order: method, credential, size, JSON, fields, service, policy, tenant, quota, store. A read is begun and then answered
when the store has answered, by calls: a task for each would be a quarter of what it costs.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from logging import Logger
from time import perf_counter
from typing import Any, NamedTuple, Protocol

from andamio.auth.errors import AuthError, Forbidden
from andamio.auth.guard import Guard, open_guard, shown
from andamio.auth.principal import Principal
from andamio.auth.problems import status_of
from andamio.catalog.definitions import Catalog
from andamio.features.online.online_store import StoreError
from andamio.features.online.reader import Reader, asker
from andamio.features.online.view_answer import ViewAnswer
from andamio.telemetry.http_server import HasInstruments
from andamio.telemetry.tracing import Trace, make_current
from andamio.web import problems
from andamio.web.direct_route import Answer, Head, Headers
from andamio.web.problems import FieldError, RequestRefused
from feature_api import answers
from feature_api.instruments import READ_PATH, Instruments
from feature_api.quotas import OverQuota, Quotas
from feature_api.served_log import ServedLog
from feature_api.service_plan import plans
from feature_api.validation import Invalid, Read, parse

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Answered = Callable[[Answer], None]

BODY_AT_MOST = 2**20
BUDGET_MS = 1_000


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


class _Head(NamedTuple):
    """What a read goes by of its headers."""

    length: int
    """Of the body; 0 where it is not said."""
    accept: bytes
    traceparent: bytes
    credential: bytes | AuthError


class _InHand:
    """A request that has no answer yet."""

    __slots__ = ("began", "entities", "head", "method", "service", "trace")

    def __init__(self, method: str, began: float, head: _Head, trace: Trace) -> None:
        self.method, self.began, self.head, self.trace = method, began, head, trace
        self.service, self.entities = "", 0


class ReadRoute:
    """POST /v1/features:read. `now_ms` is the clock that a read without an as-of time is at."""

    def __init__(
        self,
        reader: Reader,
        catalog: Catalog,
        now_ms: Callable[[], int],
        telemetry: Telemetry,
        rules: Rules,
        served_log: ServedLog | None = None,
    ) -> None:
        self._ask, self._now_ms, self._rules = asker(reader), now_ms, rules
        self.served_log = served_log
        self.plans = plans(catalog, rules.compiled)
        self._logger = telemetry.logger
        self.instruments = Instruments(telemetry)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        hand = self._begin(scope["method"], _head(scope["headers"]))
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()

        def answered(found: Answer) -> None:
            if not answer.done():
                answer.set_result(found)

        try:
            principal = self._admit(hand)
            body = await self._body(receive)
        except Exception as error:  # noqa: BLE001 -- ends as a problem document
            answered(self._refusal(hand, error))
        else:
            if body is None:
                self.instruments.http.gone()
                return
            self._serve(hand, principal, body, answered)
        status, headers, payload = await answer
        await send({"type": "http.response.start", "status": status, "headers": list(headers)})
        await send({"type": "http.response.body", "body": payload})

    def direct(self, head: Head, body: bytes, answered: Answered) -> None:
        """A read whose body is there; see `andamio.web.direct_route`."""
        if head.known is None:
            head.known = _head(head.headers)
        hand = self._begin("POST", head.known)
        try:
            principal = self._admit(hand)
        except Exception as error:  # noqa: BLE001 -- ends as a problem document
            answered(self._refusal(hand, error))
        else:
            self._serve(hand, principal, body, answered)
        # What comes next on this connection is of another trace.
        make_current(None)

    def _begin(self, method: str, head: _Head) -> _InHand:
        return _InHand(method, perf_counter(), head, self.instruments.http.begin(head.traceparent))

    def _admit(self, hand: _InHand) -> Principal:
        """Who asks; what needs no body to be refused, is."""
        if hand.method != "POST":
            detail = f"{hand.method} {READ_PATH} is not served here; see /openapi.json"
            fault = FieldError(field="method", detail=detail)
            raise _Refused(HTTPStatus.METHOD_NOT_ALLOWED, detail, [fault], {"allow": "POST"})
        principal = self._rules.guard.authenticate_shown(hand.head.credential)
        if hand.head.length > self._rules.body_at_most:
            raise self._too_large()
        return principal

    def _serve(self, hand: _InHand, principal: Principal, body: bytes, answered: Answered) -> None:
        """Check the body, and ask the store: the answer comes now or later."""
        rules = self._rules
        try:
            read = parse(body, self.plans)
            plan = read.plan
            hand.service, hand.entities = plan.id, len(read.keys)
            rules.guard.authorize(principal, plan.access)
            if principal.tenants is not None:
                self._require_tenants(read, principal)
            now_ms = self._now_ms()
            as_of_ms = now_ms if read.as_of_ms is None else read.as_of_ms
            budget_s = (rules.budget_ms if read.budget_ms is None else read.budget_ms) / 1_000
            leave = None if rules.quotas is None else _enter(rules.quotas, read)

            def found(views: list[ViewAnswer] | Exception) -> None:
                if leave is not None:
                    leave()
                try:
                    if isinstance(views, Exception):
                        raise views
                    answer = self._answer(hand, read, now_ms, as_of_ms, views)
                except Exception as error:  # noqa: BLE001 -- ends as a problem document
                    # The store's answer came outside of the request's own context.
                    make_current(hand.trace)
                    answer = self._refusal(hand, error)
                    make_current(None)
                answered(answer)

            try:
                self._ask(plan.views, read.keys, as_of_ms, budget_s, found)
            except BaseException:
                if leave is not None:
                    leave()
                raise
        except Exception as error:  # noqa: BLE001 -- ends as a problem document
            answered(self._refusal(hand, error))

    def _answer(self, hand: _InHand, read: Read, now_ms: int, as_of_ms: int, found: list[ViewAnswer]) -> Answer:
        self.instruments.entities(found)
        if self.served_log is not None:
            self.served_log.add(read, now_ms, as_of_ms, found)
        if answers.ARROW in hand.head.accept:
            content_type, payload = answers.ARROW, answers.as_arrow(read, as_of_ms, found)
        else:
            content_type, payload = answers.JSON, answers.as_json(read, as_of_ms, found)
        traced = self.instruments.request(hand.trace, hand.began, "POST", 200, hand.service, hand.entities)
        return 200, ((b"content-type", content_type), (b"content-length", b"%d" % len(payload)), *traced), payload

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

    def _refusal(self, hand: _InHand, error: Exception) -> Answer:
        """The problem document that a read ends with."""
        refused = self._refused(error)
        status = refused.status
        traced = self.instruments.request(hand.trace, hand.began, hand.method, status, hand.service, hand.entities)
        response = problems.problem(status, refused.detail, refused.errors, refused.headers)
        return status, [*response.raw_headers, *traced], bytes(response.body)

    def _refused(self, error: Exception) -> _Refused:
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


def _head(headers: Headers) -> _Head:
    length, accept, traceparent = b"", b"", b""
    for name, value in headers:
        if name == b"content-length":
            length = value
        elif name == b"accept":
            accept = value
        elif name == b"traceparent":
            traceparent = value
    # No number of more digits is a length that anybody would take in.
    return _Head(int(length[:18]) if length.isdigit() else 0, accept, traceparent, shown(headers))


def _enter(quotas: Quotas, read: Read) -> Callable[[], None]:
    """Let the read in, or raise `OverQuota`; what is returned says that it has ended."""
    wanted = Counter(tenant for tenant, _ in read.keys)
    quotas.enter(wanted)
    return lambda: quotas.leave(wanted)
