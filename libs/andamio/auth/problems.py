"""Refusals as problem documents: 401 with the scheme to use, 403, and 503 where the issuer's keys cannot be had."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from andamio.auth.errors import AuthError, Forbidden, KeysUnavailable, Unauthenticated
from andamio.web.problems import FieldError, problem

STATUSES = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
"""For a route's documented responses."""


def status_of(error: AuthError) -> tuple[HTTPStatus, Mapping[str, str]]:
    """Status and headers of a refusal (RFC 6750, section 3)."""
    match error:
        case Unauthenticated(reason="missing"):
            return HTTPStatus.UNAUTHORIZED, {"www-authenticate": "Bearer"}
        case Unauthenticated():
            return HTTPStatus.UNAUTHORIZED, {"www-authenticate": 'Bearer error="invalid_token"'}
        case KeysUnavailable():
            return HTTPStatus.SERVICE_UNAVAILABLE, {"retry-after": "10"}
        case Forbidden(reason="purpose" | "pii" | "role" | "action" | "resource"):
            return HTTPStatus.FORBIDDEN, {"www-authenticate": 'Bearer error="insufficient_scope"'}
    return HTTPStatus.FORBIDDEN, {}


def refusal(error: AuthError) -> JSONResponse:
    """The answer to a request that was refused."""
    status, headers = status_of(error)
    return problem(status, str(error), [FieldError(field="authorization", detail=str(error))], headers)


def install(app: FastAPI) -> None:
    """Answer every refusal of the app so."""

    @app.exception_handler(AuthError)
    async def refused(_: Request, error: AuthError) -> JSONResponse:
        return refusal(error)
