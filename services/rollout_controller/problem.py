"""Errors as RFC 9457 problem documents: type, title, status, detail, and errors[{field, detail}] for bad input."""

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from andamio.rollout.errors import Conflict


class FieldError(BaseModel):
    """What is wrong with one field of a request."""

    field: str
    detail: str


class Problem(BaseModel):
    """The body of every answer that is not a success."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldError] = []


def install(app: FastAPI) -> None:
    """Answer every error of `app` with a problem document."""

    async def invalid(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        found = [FieldError(field=_field(e["loc"]), detail=str(e["msg"])) for e in error.errors()]
        return _answer(422, "Invalid request", "the request breaks the contract; see errors", found)

    async def conflict(_: Request, error: Exception) -> JSONResponse:
        return _answer(409, "Conflict", str(error))

    async def http(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        return _answer(error.status_code, "Request refused", str(error.detail))

    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Conflict, conflict)
    app.add_exception_handler(HTTPException, http)


def _answer(status: int, title: str, detail: str, errors: Sequence[FieldError] = ()) -> JSONResponse:
    problem = Problem(title=title, status=status, detail=detail, errors=list(errors))
    return JSONResponse(problem.model_dump(), status_code=status, media_type="application/problem+json")


def _field(location: Sequence[Any]) -> str:
    # The first part says where it was ("body"), the rest which field.
    return ".".join(str(part) for part in location[1:]) or str(location[0])
