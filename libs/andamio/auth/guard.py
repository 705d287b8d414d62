"""The one place where a service asks who is there and whether they may.

    guard = Guard(verifier, policy)

    @app.post("/v1/rollouts", dependencies=[guard.requires(Action.ROLLOUT_CHANGE, "rollout:*")])
    @app.get("/healthz", dependencies=[public("probes have no token and learn nothing")])

A route that declares neither is found by `undeclared_routes`, which every service's tests call; a raw ASGI handler calls
`guard.authenticate` and `guard.authorize` itself. Who asks is `request.state.principal` from then on. Routers take
`route_class=GuardedRoute`, so that the body of who may not send one is not read.
"""

from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol

from fastapi import FastAPI, Request, Response
from fastapi.params import Depends
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount

from andamio.auth.errors import AuthError
from andamio.auth.policy import Access, Action, Policy
from andamio.auth.principal import Principal
from andamio.auth.verifier import bearer
from andamio.web.problems import RequestRefused

Headers = Sequence[tuple[bytes, bytes]]
"""As ASGI has them: names in lower case."""

# What FastAPI serves of itself: the surface, described.
_OF_THE_FRAMEWORK = frozenset({"/openapi.json", "/docs", "/docs/oauth2-redirect", "/redoc"})


class Verifier(Protocol):
    """Tells from a token who asks."""

    def __call__(self, token: bytes) -> Principal:
        """Raises `AuthError`."""
        ...


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is told of a refused request, to be counted and logged: nothing of its token."""

    reason: str
    principal: Principal | None = None
    """None where nobody was recognized."""
    access: Access | None = None


Accessed = Callable[[Principal, Access], None]
"""Is told of every access to personal data that was allowed."""


class Guard:
    """Authentication and authorization of one service."""

    def __init__(
        self,
        verify: Verifier | None,
        policy: Policy,
        refused: Callable[[Refusal], None] = lambda refusal: None,
        accessed: Accessed | None = None,
    ) -> None:
        """`verify` is None for a service that knows everyone: on loopback, in development. `refused` counts and logs."""
        self._verify, self._policy, self._refused, self._accessed = verify, policy, refused, accessed

    @property
    def open(self) -> bool:
        """Whether nobody is asked who they are."""
        return self._verify is None

    def authenticate(self, headers: Headers) -> Principal:
        """Who asks; raises `Unauthenticated` or `KeysUnavailable`."""
        return self.authenticate_shown(shown(headers))

    def authenticate_shown(self, credential: bytes | AuthError) -> Principal:
        """The same of what `shown` found, for whoever sees the same headers again and again."""
        if self._verify is None:
            return ANYONE
        try:
            if isinstance(credential, AuthError):
                raise credential.with_traceback(None)
            return self._verify(credential)
        except AuthError as error:
            self._refused(Refusal(error.reason))
            raise

    def authorize(self, principal: Principal, access: Access) -> None:
        """Raises `Forbidden` unless the principal may."""
        if self._verify is None:
            return
        try:
            self._policy.require(principal, access)
        except AuthError as error:
            self._refused(Refusal(error.reason, principal, access))
            raise
        if access.pii and self._accessed is not None:
            self._accessed(principal, access)

    def adopt(self, policy: Policy) -> None:
        """From here on go by this policy; requests under way are decided by the one or the other, whole."""
        self._policy = policy

    def requires(
        self, action: Action, resource: str, tenant: str | None = None, pii: frozenset[str] = frozenset()
    ) -> Depends:
        """A route's declaration. `resource` and `tenant` may name path parameters, as in `rollout:{rollout_id}`; `pii` are
        the classes of the personal data that it gives out or is made of."""
        return Depends(Declaration(self, action, resource, tenant, pii))


def shown(headers: Headers) -> bytes | AuthError:
    """The token of these headers, not verified, or what is wrong with how it is shown."""
    try:
        return bearer(headers)
    except AuthError as error:
        return error


ANYONE = Principal("anyone", None, issuer="none")
"""Whom an open guard takes everybody for."""


def open_guard() -> Guard:
    """A guard that asks nobody. `policy_watch.start_guard` gives it out, in development alone; so do tests."""
    return Guard(None, Policy(()))


class Declaration:
    """What a route asks of its caller, as FastAPI calls it."""

    def __init__(
        self, guard: Guard, action: Action, resource: str, tenant: str | None, pii: frozenset[str] = frozenset()
    ) -> None:
        self._guard, self.action, self.resource, self.tenant, self.pii = guard, action, resource, tenant, pii

    async def __call__(self, request: Request) -> None:
        if getattr(request.state, "declaration", None) is self:
            return  # `GuardedRoute` has asked already.
        request.state.declaration = self
        principal = self._guard.authenticate(request.scope["headers"])
        request.state.principal = principal
        path = request.path_params
        tenant = None if self.tenant is None else self.tenant.format(**path)
        self._guard.authorize(principal, Access(self.action, self.resource.format(**path), self.pii, tenant))


class Open:
    """The declaration that anybody may call a route, and why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    async def __call__(self) -> None:
        """Nobody is asked."""


def public(reason: str) -> Depends:
    """Declares a route open to all; `reason` is for the reader."""
    return Depends(Open(reason))


BODY_AT_MOST = 2**16
"""Bytes of a body that a `GuardedRoute` takes; documents and commands are small."""


class GuardedRoute(APIRoute):
    """A route that asks who is there before it reads the body, and reads no more than `BODY_AT_MOST`.

    FastAPI alone would read and parse a body of any size first.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """See `APIRoute`."""
        serve = super().get_route_handler()
        declared = [each.call for each in self.dependant.dependencies if isinstance(each.call, Declaration)]

        async def guarded(request: Request) -> Response:
            for declaration in declared:
                await declaration(request)
            request._body = await _body(request)  # where Starlette keeps what `request.body()` has read
            return await serve(request)

        return guarded


async def _body(request: Request) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > BODY_AT_MOST:
            detail = f"the body is larger than {BODY_AT_MOST} bytes"
            raise RequestRefused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body", detail)
        parts.append(part)
    return b"".join(parts)


def declarations(app: FastAPI) -> dict[str, Declaration | Open | None]:
    """ "METHOD path" of every route of the app -> what it declares, None for nothing."""
    found: dict[str, Declaration | Open | None] = {}
    for path, route in _routes(app.routes, ""):
        if any(path.endswith(described) for described in _OF_THE_FRAMEWORK) and not isinstance(route, APIRoute):
            continue
        calls: list[Any] = []
        if isinstance(route, APIRoute):
            calls = [dependency.call for dependency in route.dependant.dependencies]
        declared = [call for call in calls if isinstance(call, Declaration | Open)]
        for method in sorted(getattr(route, "methods", None) or {"ANY"}):
            found[f"{method} {path}"] = declared[0] if len(declared) == 1 else None
    return found


def undeclared_routes(app: FastAPI) -> list[str]:
    """The routes that say nothing, or two things, about who may call them."""
    return [route for route, declared in declarations(app).items() if declared is None]


def _routes(routes: Sequence[BaseRoute], prefix: str) -> Iterator[tuple[str, BaseRoute]]:
    for route in routes:
        path = prefix + str(getattr(route, "path", ""))
        included = getattr(route, "original_router", None)  # how FastAPI keeps a router that was included
        if included is not None:
            yield from _routes(included.routes, prefix + str(route.include_context.prefix))  # type: ignore[attr-defined]
        elif isinstance(route, Mount) and route.routes:
            yield from _routes(route.routes, path)
        else:
            yield path, route
