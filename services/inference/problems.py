"""Errors over HTTP as problem documents (RFC 9457), whatever raised them."""

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"


def problem(status: int, title: str, detail: str, errors: Sequence[dict[str, str]] = ()) -> JSONResponse:
    """A problem document; `errors` names the offending fields."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if errors:
        body["errors"] = list(errors)
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Make every error of `app` a problem document."""

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        errors = [{"field": _field(item["loc"]), "detail": str(item["msg"])} for item in error.errors()]
        named = ", ".join(item["field"] for item in errors)
        return problem(422, "Invalid request", f"correct {named} and send the request again", errors)

    @app.exception_handler(HTTPException)
    async def refused(_: Request, error: HTTPException) -> JSONResponse:
        return problem(error.status_code, str(error.detail), f"see the API description: {app.docs_url}")

    @app.exception_handler(Exception)
    async def failed(_: Request, error: Exception) -> JSONResponse:
        # The message may carry data; the log has it.
        return problem(500, "Internal error", f"{type(error).__name__}; the service's log has the details")


def _field(location: Sequence[int | str]) -> str:
    """ "amount_minor" of ("body", "amount_minor"); "body" where the whole body is at fault."""
    names = [str(part) for part in location[1:] if not isinstance(part, int)]
    return ".".join(names) or str(location[0])
