"""Errors as problem documents (RFC 9457): every answer of 400 and above is one, and names the fields at fault."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from andamio.errors import AndamioError

MEDIA_TYPE = "application/problem+json"
# What the framework refuses before a handler is called, and the part of the request that is at fault.
_REFUSED_BY_FRAMEWORK = {
    HTTPStatus.BAD_REQUEST: "body",
    HTTPStatus.NOT_FOUND: "path",
    HTTPStatus.METHOD_NOT_ALLOWED: "method",
}
# The router says no more than the phrase of the status.
_BY_ROUTER = (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)


# What names of fields, paths and services look like here; a value in the place of a name seldom does.
_NAME = re.compile(r"[A-Za-z_][A-Za-z_:.-]{0,63}(?:@?[0-9]{1,3})?|[0-9]{1,4}|\[key\]")


def repeated(name: object) -> str:
    """A name that the caller made up, as an answer may repeat it: what does not look like a name may be anybody's data."""
    text = str(name)
    return text if not text or _NAME.fullmatch(text) else "(no name)"


def repeated_path(path: str) -> str:
    """The same of a path, part by part."""
    return "/".join(map(repeated, path.split("/")))


class FieldError(BaseModel):
    """What is wrong with one field."""

    field: str = Field(examples=["entities.0.customer"])
    """Path within the request's body, path or query, or "body", "path", "method" as a whole."""
    detail: str


class Problem(BaseModel):
    """RFC 9457 problem details."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldError] = []


class RequestRefused(AndamioError):
    """A well-formed request that asks for something that is not there; `field` says where it asks."""

    def __init__(self, status: HTTPStatus, field: str, detail: str) -> None:
        super().__init__(detail)
        self.status, self.field, self.detail = status, field, detail


def problem(
    status: int, detail: str, errors: Sequence[FieldError] = (), headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """The response that carries a problem document."""
    body = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=list(errors))
    return JSONResponse(body.model_dump(), status, headers, MEDIA_TYPE)


def documented(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """OpenAPI's `responses` for these statuses. Without 422, FastAPI documents one of its own making."""
    schema = {"schema": Problem.model_json_schema(ref_template="#/components/schemas/{model}")}
    schema["schema"].pop("$defs", None)
    schema["schema"]["properties"]["errors"]["items"] = FieldError.model_json_schema()
    return {int(status): {"description": status.phrase, "content": {MEDIA_TYPE: schema}} for status in statuses}


def install(app: FastAPI, errors: Mapping[type[AndamioError], HTTPStatus] | None = None) -> None:
    """Answer every error of the app with a problem document.

    `errors` maps the service's own exceptions, subclasses included, to a status; their text is the detail, so it is
    for the caller's eyes. A body that is no JSON is a 400. Any other exception is a 500 that tells nothing: its text
    may carry data.
    """

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        found = [_field_error(entry) for entry in error.errors()]
        no_json = any(entry["type"] == "json_invalid" for entry in error.errors())
        status = HTTPStatus.BAD_REQUEST if no_json else HTTPStatus.UNPROCESSABLE_ENTITY
        return problem(status, f"{found[0].field}: {found[0].detail}", found)

    @app.exception_handler(RequestRefused)
    async def refused(_: Request, error: RequestRefused) -> JSONResponse:
        return problem(error.status, error.detail, [FieldError(field=error.field, detail=error.detail)])

    @app.exception_handler(HTTPException)
    async def unserved(request: Request, error: HTTPException) -> JSONResponse:
        status, detail = HTTPStatus(error.status_code), error.detail
        if status in _BY_ROUTER and detail == status.phrase:
            detail = f"{request.method} {repeated_path(request.url.path)} is not served here; see /openapi.json"
        field = _REFUSED_BY_FRAMEWORK.get(status)
        found = [FieldError(field=field, detail=detail)] if field else []
        # Of a 405: the methods that are served.
        return problem(status, detail, found, error.headers)

    @app.exception_handler(Exception)
    async def failed(_: Request, __: Exception) -> JSONResponse:
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "the request failed; the service's log has the cause")

    for kind, status in (errors or {}).items():
        app.add_exception_handler(kind, _answer_with(status))


def _answer_with(status: HTTPStatus) -> Callable[[Request, Exception], Awaitable[JSONResponse]]:
    async def answer(_: Request, error: Exception) -> JSONResponse:
        return problem(status, str(error))

    return answer


def _field_error(entry: Any) -> FieldError:
    if entry["type"] == "json_invalid":
        return FieldError(field="body", detail=f"not valid JSON: {entry['ctx']['error']}")
    # The first part says where it was ("body"), the rest which field.
    path = ".".join(map(repeated, entry["loc"][1:])) or str(entry["loc"][0])
    return FieldError(field=path, detail=entry["msg"])
