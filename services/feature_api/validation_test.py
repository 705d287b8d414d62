"""Validation by hand accepts what the documented schema accepts, and whatever comes ends in an answer below 500."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from andamio.catalog.loading import load_catalog
from andamio.features.online.reader import ThreadedReader
from andamio.features.online.sqlite_store import SqliteStore
from andamio.telemetry.setup import start
from andamio.web.problems import RequestRefused
from feature_api.app import FeatureApi
from feature_api.service_plan import plans
from feature_api.validation import Invalid, parse
from feature_api.wire import documented

CATALOG = load_catalog()
PLANS = plans(CATALOG)
COLUMNS = tuple(sorted({plan.key_column for plan in PLANS.values()}))
# Python's "$" forgives a line feed at the end; that of JSON Schema's dialect does not.
SCHEMA = json.loads(json.dumps(documented(COLUMNS)[0].model_json_schema()).replace(']*$"', ']*\\\\Z"'))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
SERVICE = "reversal_risk@1"

# What orjson reads: no lone surrogates, integers that fit 64 bits.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
NAME = TEXT | st.sampled_from(["ada", "a" * 256, "a" * 257, "", "\x1f", "\x7f", "é\u2028", "\xa0", "\U0001f600" * 256])
ENTITY = st.fixed_dictionaries({"tenant": NAME, "customer": NAME})
ENTITIES = st.lists(
    ENTITY | ANYTHING | st.fixed_dictionaries({"tenant": NAME}, optional={"customer": ANYTHING, "x": ANYTHING}),
    max_size=3,
)
NUMBER = st.sampled_from([0, 1, 5.0, 5.5, 60_000, 60_001, 2**53 - 1, 2**53, -1, -0.0, 1e300, True, None])
REQUEST = st.fixed_dictionaries(
    {
        "feature_service": st.just(SERVICE) | ANYTHING,
        "entities": st.lists(ENTITY, min_size=1, max_size=3) | ENTITIES | ANYTHING,
    },
    optional={
        "as_of_ms": NUMBER | ANYTHING,
        "budget_ms": NUMBER | ANYTHING,
        "event_times": st.booleans() | ANYTHING,
    },
) | st.dictionaries(TEXT | st.sampled_from(["feature_service", "entities"]), ANYTHING, max_size=3)


@settings(max_examples=1_500, deadline=None)
@given(REQUEST | ANYTHING)
@example({"feature_service": SERVICE, "entities": [{"tenant": "t", "customer": "c"}], "as_of_ms": 5.0})
@example({"feature_service": SERVICE, "entities": [{"tenant": "t", "customer": "c"}] * 1_000})
@example({"feature_service": SERVICE, "entities": [{"tenant": "t", "customer": "c"}] * 1_001})
@example({"feature_service": SERVICE, "entities": [{"tenant": "t\n", "customer": "c"}]})
@example({"feature_service": SERVICE, "entities": [{"tenant": "t", "customer": "c\n"}]})
def test_hand_validation_and_the_documented_schema_agree(document: Any) -> None:
    refusal = refused(json.dumps(document).encode())
    # Of a service that is not there: right in form, so not `Invalid`.
    assert (not isinstance(refusal, Invalid)) == VALIDATOR.is_valid(json.loads(json.dumps(document)))
    if isinstance(refusal, Invalid):
        assert refusal.status == 422
        assert all(fault.field for fault in refusal.errors)


def refused(body: bytes) -> RequestRefused | None:
    try:
        parse(body, PLANS)
    except RequestRefused as error:
        return error
    return None


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    path: Path = tmp_path_factory.mktemp("store") / "online.db"
    store = SqliteStore(path, CATALOG.views.values(), create=True)
    for view in CATALOG.views.values():
        store.write_batch(view, view.coarsest_hop_ms * 1_000, [])
    telemetry = start(service="feature_api")
    return TestClient(FeatureApi(ThreadedReader(store), CATALOG, lambda: 0, telemetry))


GOOD = json.dumps({"feature_service": SERVICE, "entities": [{"tenant": "shop", "customer": "ada"}]}).encode()
MANGLED = st.builds(
    lambda at, cut, put: GOOD[:at] + put + GOOD[at + cut :],
    st.integers(0, len(GOOD)),
    st.integers(0, 5),
    st.binary(max_size=5),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60) | MANGLED | REQUEST.map(lambda document: json.dumps(document).encode()))
@example(b"[" * 100_000)
@example(b'{"feature_service":"reversal_risk@1","entities":[{"tenant":"\\ud800","customer":"c"}]}')
@example(b'{"feature_service":"reversal_risk@1","as_of_ms":' + b"9" * 400 + b',"entities":[]}')
def test_no_body_ends_in_a_5xx_and_a_refusal_names_a_field(client: TestClient, body: bytes) -> None:
    response = client.post("/v1/features:read", content=body)
    assert response.status_code < 500
    if response.status_code >= 400:
        assert response.headers["content-type"] == "application/problem+json"
        assert all(error["field"] and error["detail"] for error in response.json()["errors"])
        assert response.json()["errors"]
