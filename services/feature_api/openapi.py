"""The read in OpenAPI: request, answers and problems, from the models in `wire`, for a route that FastAPI does not see."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from andamio.web.problems import documented
from feature_api import answers
from feature_api.service_plan import ServicePlan
from feature_api.wire import documented as wire_models

_REFUSALS = (
    *(HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND),
    *(HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNPROCESSABLE_ENTITY),
    *(HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE),
)
_REFERENCE = "#/components/schemas/"


def document(app: FastAPI, path: str, served: Iterable[ServicePlan], anyone: bool) -> None:
    """Have the app's /openapi.json describe POST `path` beside what FastAPI knows. `anyone`: no token is asked for."""
    columns = tuple(sorted({plan.key_column for plan in served}))
    request, answer = wire_models(columns)
    models, definitions = models_json_schema(
        [(request, "validation"), (answer, "serialization")], ref_template=_REFERENCE + "{model}"
    )
    operation: dict[str, Any] = {
        "summary": "Read Features",
        "operationId": "read_features",
        "description": "Read a feature service for up to 1,000 entities at one time.",
        "security": [{}, {"bearer": []}] if anyone else [{"bearer": []}],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": models[request, "validation"]}},
        },
        "responses": {
            "200": {
                "description": "OK",
                "content": {
                    answers.JSON.decode(): {"schema": models[answer, "serialization"]},
                    answers.ARROW.decode(): {
                        "schema": {
                            "type": "string",
                            "format": "binary",
                            "description": " ".join((answers.as_arrow.__doc__ or "").split()),
                        }
                    },
                },
            },
            **{str(status): described for status, described in documented(*_REFUSALS).items()},
        },
    }
    operation["responses"]["429"]["headers"] = {
        "retry-after": {"description": "Seconds until it is worth trying again", "schema": {"type": "integer"}}
    }

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            schema["paths"] = {path: {"post": operation}, **schema["paths"]}
            components = schema.setdefault("components", {})
            components.setdefault("schemas", {}).update(definitions.get("$defs", {}))
            components["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]  # how FastAPI says to extend it
