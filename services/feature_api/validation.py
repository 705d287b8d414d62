"""A request's body, checked by hand: the documented schema's rules (see `wire`), at a tenth of what a model would cost.

RequestRefused(AndamioError)
└── Invalid               the body breaks the contract: every field at fault, and why
"""

import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

import orjson

from andamio.web.problems import FieldError, RequestRefused, repeated
from feature_api.service_plan import ServicePlan
from feature_api.wire import BUDGET_AT_MOST_MS, ENTITIES_AT_MOST, NAME_AT_MOST, NAME_PATTERN

_TIME_BOUND = 2**53
_FIELDS = frozenset({"feature_service", "as_of_ms", "event_times", "budget_ms", "entities"})
_NAME = re.compile(NAME_PATTERN.replace("$", r"\Z"))
_UNNAMED = '""'
_ERRORS_AT_MOST = 20  # of a thousand wrong entities, the first few say it all


class Invalid(RequestRefused):
    """The body is no JSON, or fields of it break the contract."""

    def __init__(self, status: HTTPStatus, errors: list[FieldError]) -> None:
        super().__init__(status, errors[0].field, f"{errors[0].field}: {errors[0].detail}")
        self.errors = errors


class Read(NamedTuple):
    """What a valid request asks for."""

    plan: ServicePlan
    keys: list[tuple[str, str]]
    as_of_ms: int | None
    event_times: bool
    budget_ms: int | None


def parse(body: bytes, plans: Mapping[str, ServicePlan]) -> Read:
    """Check a body. Raises `Invalid` for JSON or fields, `RequestRefused` (404) for a service that is not there."""
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        fault = FieldError(field="body", detail=f"not valid JSON: {error}")
        raise Invalid(HTTPStatus.BAD_REQUEST, [fault]) from None
    read = _fast(document, plans)
    if read is not None:
        return read
    errors = list(_faults(document, plans))[:_ERRORS_AT_MOST]
    if errors:
        raise Invalid(HTTPStatus.UNPROCESSABLE_ENTITY, errors)
    if document["feature_service"] not in plans:
        listed = ", ".join(sorted(plans))
        detail = f"there is no feature service '{repeated(document['feature_service'])}'; choose one of {listed}"
        raise RequestRefused(HTTPStatus.NOT_FOUND, "feature_service", detail)
    # Valid, but spelled in a way that the fast check leaves to this one, such as 5.0 for an integer.
    plan = plans[document["feature_service"]]
    as_of_ms, budget_ms = document.get("as_of_ms"), document.get("budget_ms")
    return Read(
        plan,
        [(entity["tenant"], entity[plan.key_column]) for entity in document["entities"]],
        None if as_of_ms is None else int(as_of_ms),
        document.get("event_times", False),
        None if budget_ms is None else int(budget_ms),
    )


def _fast(document: Any, plans: Mapping[str, ServicePlan]) -> Read | None:
    """What is asked for if everything is plainly right, else None."""
    try:
        plan = plans[document["feature_service"]]
        as_of_ms, budget_ms = document.get("as_of_ms"), document.get("budget_ms")
        event_times = document.get("event_times", False)
        entities = document["entities"]
        column = plan.key_column
        keys = [(entity["tenant"], entity[column]) for entity in entities]
    except (KeyError, TypeError, AttributeError):
        return None
    right = (
        len(document) == 2 + ("as_of_ms" in document) + ("event_times" in document) + ("budget_ms" in document)
        and (as_of_ms is None or type(as_of_ms) is int and 0 <= as_of_ms < _TIME_BOUND)
        and (budget_ms is None or type(budget_ms) is int and 1 <= budget_ms <= BUDGET_AT_MOST_MS)
        and type(event_times) is bool
        and type(entities) is list
        and 0 < len(entities) <= ENTITIES_AT_MOST
    )
    if not right:
        return None
    for entity, (tenant, key) in zip(entities, keys):
        if type(tenant) is not str or type(key) is not str or len(entity) != 2:
            return None
        if not (0 < len(tenant) <= NAME_AT_MOST and 0 < len(key) <= NAME_AT_MOST):
            return None
        # Printable is stricter than the pattern, and in C.
        if not (tenant.isprintable() and key.isprintable()):
            return None
    return Read(plan, keys, as_of_ms, event_times, budget_ms)


def _faults(document: Any, plans: Mapping[str, ServicePlan]) -> Iterator[FieldError]:
    """Every rule that the document breaks, field by field."""
    if type(document) is not dict:
        yield FieldError(field="body", detail="must be an object")
        return
    for field in document:
        if field not in _FIELDS:
            yield FieldError(
                field=repeated(field) or _UNNAMED, detail=f"is not a field; choose from {', '.join(sorted(_FIELDS))}"
            )
    name = document.get("feature_service")
    if "feature_service" not in document:
        yield FieldError(field="feature_service", detail="is missing")
    elif type(name) is not str:
        yield FieldError(field="feature_service", detail='must be a string, such as "reversal_risk@1"')
    yield from _integer(document, "as_of_ms", 0, _TIME_BOUND - 1)
    yield from _integer(document, "budget_ms", 1, BUDGET_AT_MOST_MS)
    if type(document.get("event_times", False)) is not bool:
        yield FieldError(field="event_times", detail="must be true or false")
    if "entities" not in document:
        yield FieldError(field="entities", detail="is missing")
        return
    entities = document["entities"]
    if type(entities) is not list or not 1 <= len(entities) <= ENTITIES_AT_MOST:
        yield FieldError(field="entities", detail=f"must be a list of 1 to {ENTITIES_AT_MOST} entities")
        return
    plan = plans.get(name) if type(name) is str else None
    columns = {plan.key_column} if plan else {other.key_column for other in plans.values()}
    for index, entity in enumerate(entities):
        yield from _entity(entity, f"entities.{index}", columns)


def _integer(document: Mapping[str, Any], field: str, lowest: int, highest: int) -> Iterator[FieldError]:
    value = document.get(field)
    # JSON has one kind of number: 5.0 is an integer.
    whole = type(value) is int or type(value) is float and value.is_integer()
    if value is not None and not (whole and lowest <= value <= highest):
        yield FieldError(field=field, detail=f"must be an integer from {lowest} to {highest}")


def _entity(entity: Any, place: str, columns: set[str]) -> Iterator[FieldError]:
    if type(entity) is not dict:
        yield FieldError(field=place, detail="must be an object")
        return
    present = columns & entity.keys() or columns
    for field in ("tenant", *sorted(present)):
        value = entity.get(field)
        if field not in entity:
            yield FieldError(field=f"{place}.{field}", detail="is missing")
        elif type(value) is not str or not 1 <= len(value) <= NAME_AT_MOST or not _NAME.match(value):
            detail = f"must be a string of 1 to {NAME_AT_MOST} characters, none of them a control character"
            yield FieldError(field=f"{place}.{field}", detail=detail)
    for field in entity.keys() - {"tenant"} - present:
        named = repeated(field) or _UNNAMED
        yield FieldError(field=f"{place}.{named}", detail=f"is not a field; choose tenant and {' or '.join(columns)}")
