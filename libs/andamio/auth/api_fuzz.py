"""A fuzz of a service's own OpenAPI, for its tests: whatever is sent, no 5xx, no answer outside the schema, no other's data.

    fuzz(app, headers, forbidden=[marker], examples=20)

Examples are drawn the same way each time. `forbidden` are values planted in another tenant's data: none may be in any
answer, in its body or its headers.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Err
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
STREAMS = "/v1/events"
"""A stream does not end by itself, and so is no answer to wait for."""


def fuzz(app: Any, headers: Mapping[str, str], forbidden: Sequence[str] = (), examples: int = 20) -> int:
    """Send `examples` drawn requests to each operation; returns how many were answered. Raises for one that breaks a rule."""
    schema = schemathesis.openapi.from_asgi("/openapi.json", app).exclude(path=STREAMS)
    answered = 0

    def send(case: Any) -> None:
        nonlocal answered
        response = case.call(headers=dict(headers))
        case.validate_response(response, checks=_CHECKS)
        seen = response.content + repr(response.headers).encode()
        for marker in forbidden:
            assert marker.encode() not in seen, f"{case.method} {case.path} answered with another tenant's {marker}"
        answered += 1

    bounded = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    for result in schema.get_all_operations():
        if isinstance(result, Err):
            raise result.err()
        bounded(given(case=result.ok().as_strategy())(send))()
    return answered
