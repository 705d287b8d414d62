"""Errors as problem documents (RFC 9457): every answer of 400 and above is one, and names the fields at fault."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from andamio.features.online_store import StoreError

MEDIA_TYPE = "application/problem+json"


class FieldError(BaseModel):
    """What is wrong with one field."""

    field: str = Field(examples=["entities.0.customer"])
    """Path within the request body, or "body", "path", "method"."""
    detail: str


class Problem(BaseModel):
    """RFC 9457 problem details."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldError] = []


class RequestRefused(Exception):
    """A well-formed request that asks for something that is not there."""

    def __init__(self, status: HTTPStatus, field: str, detail: str) -> None:
        super().__init__(detail)
        self.status, self.field, self.detail = status, field, detail


def problem(status: int, detail: str, errors: Sequence[FieldError] = ()) -> JSONResponse:
    """The response that carries a problem document."""
    body = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=list(errors))
    return JSONResponse(body.model_dump(), status, media_type=MEDIA_TYPE)


def documented(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """OpenAPI's `responses` for these statuses."""
    schema = {"schema": Problem.model_json_schema(ref_template="#/components/schemas/{model}")}
    schema["schema"].pop("$defs", None)
    schema["schema"]["properties"]["errors"]["items"] = FieldError.model_json_schema()
    return {int(status): {"description": status.phrase, "content": {MEDIA_TYPE: schema}} for status in statuses}


def install(app: FastAPI) -> None:
    """Answer every error of the app with a problem document."""

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        errors = [_field_error(entry) for entry in error.errors()]
        malformed = any(entry["type"] == "json_invalid" for entry in error.errors())
        status = HTTPStatus.BAD_REQUEST if malformed else HTTPStatus.UNPROCESSABLE_ENTITY
        return problem(status, f"{errors[0].field}: {errors[0].detail}", errors)

    @app.exception_handler(RequestRefused)
    def refused(_: Request, error: RequestRefused) -> JSONResponse:
        return problem(error.status, error.detail, [FieldError(field=error.field, detail=error.detail)])

    @app.exception_handler(StoreError)
    def unavailable(_: Request, error: StoreError) -> JSONResponse:
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, str(error))

    @app.exception_handler(HTTPException)
    def unrouted(request: Request, error: HTTPException) -> JSONResponse:
        field = "method" if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED else "path"
        detail = f"{request.method} {request.url.path} is not served here; see /openapi.json"
        return problem(error.status_code, detail, [FieldError(field=field, detail=detail)])

    @app.exception_handler(Exception)
    def failed(_: Request, __: Exception) -> JSONResponse:
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "the read failed; the service's log has the cause")


def _field_error(entry: Any) -> FieldError:
    if entry["type"] == "json_invalid":
        return FieldError(field="body", detail=f"not valid JSON: {entry['ctx']['error']}")
    path = ".".join(str(part) for part in entry["loc"][1:]) or "body"
    return FieldError(field=path, detail=entry["msg"])
