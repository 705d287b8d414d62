"""What a guarded API says of itself: who has to send a token, where, and what happens without."""

import re
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI

from andamio.auth.guard import Declaration, Guard, declarations
from andamio.web.problems import documented

REFUSALS = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.SERVICE_UNAVAILABLE)
SCHEME = {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}


def document(app: FastAPI, guard: Guard) -> None:
    """Have the app's /openapi.json say what each of its guarded routes asks for. Call it when all routes are there."""
    described = app.openapi

    def guarded() -> dict[str, Any]:
        if app.openapi_schema is None or "securitySchemes" not in app.openapi_schema.get("components", {}):
            schema = described()
            schema.setdefault("components", {})["securitySchemes"] = SCHEME
            for route, declared in declarations(app).items():
                method, _, path = re.sub(r":[a-z]+}", "}", route).partition(" ")  # OpenAPI has no converters
                operation = schema["paths"].get(path, {}).get(method.lower())
                if isinstance(declared, Declaration) and operation is not None:
                    _add(operation, declared, guard)
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = guarded  # type: ignore[method-assign]  # how FastAPI says to extend it


def _add(operation: dict[str, Any], declared: Declaration, guard: Guard) -> None:
    operation["security"] = [{}, {"bearer": []}] if guard.open else [{"bearer": []}]
    operation["x-andamio-action"] = str(declared.action)
    statuses = (*REFUSALS, HTTPStatus.REQUEST_ENTITY_TOO_LARGE) if "requestBody" in operation else REFUSALS
    for status, described in documented(*statuses).items():
        operation["responses"].setdefault(str(status), described)
