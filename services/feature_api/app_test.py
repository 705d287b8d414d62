"""What the feature API answers, and how it refuses."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from andamio.catalog.loading import load_catalog
from andamio.features import components
from andamio.features.online_store import Progress, TileRow, TileWrite
from andamio.features.sqlite_store import SqliteStore
from andamio.telemetry.setup import start
from feature_api.app import create_app

CATALOG = load_catalog()
SERVICE = CATALOG.services["reversal_risk@1"]
PAYMENTS, REVERSALS = SERVICE.views
HOUR = 3_600_000
CUTOVER = PAYMENTS.coarsest_hop_ms * 30_000
PAID_AT = CUTOVER + 50 * HOUR


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "online.db", CATALOG.views.values(), create=True)
    yield opened
    opened.close()


@pytest.fixture
def client(store: SqliteStore, tmp_path: Path) -> Iterator[TestClient]:
    partial = components.of_event(PAYMENTS, {"amount_minor": 1250, "lines": 3}, PAID_AT, "e1")
    rows = [TileRow("shop", "ada", hop, PAID_AT // hop * hop, "", partial) for hop in PAYMENTS.hop_chain]
    rows.append(TileRow("shop", "ada", 0, PAID_AT, "e1", partial))
    for view in SERVICE.views:
        store.write_batch(view, CUTOVER, [])
    store.apply(1, [*(TileWrite(PAYMENTS.id, 41, row) for row in rows), Progress(PAYMENTS.id, 41)], "")
    telemetry = start(service="feature_api")
    yield TestClient(
        create_app(store, CATALOG.services, lambda: PAID_AT + HOUR, telemetry), raise_server_exceptions=False
    )
    telemetry.shutdown()


def read(client: TestClient, **changes: Any) -> Any:
    body = {"feature_service": SERVICE.id, "entities": [{"tenant": "shop", "customer": "ada"}], **changes}
    return client.post("/v1/features:read", json=body)


def named(answer: Any, index: int = 0) -> dict[str, Any]:
    return dict(zip(answer["features"], answer["results"][index]["values"], strict=True))


def test_a_read_without_a_time_is_at_the_clock(client: TestClient) -> None:
    answer = read(client).json()
    assert answer["as_of_ms"] == PAID_AT + HOUR
    assert answer["applied_position"] == {PAYMENTS.id: 41, REVERSALS.id: -1}
    assert tuple(answer["features"]) == SERVICE.feature_names()
    result = answer["results"][0]
    assert result["entity"] == {"tenant": "shop", "customer": "ada"}
    assert result["statuses"] == {PAYMENTS.id: "present", REVERSALS.id: "not_found"}
    assert result["event_times_ms"] == {PAYMENTS.id: PAID_AT, REVERSALS.id: None}
    assert named(answer)["customer_payments__amount_mean_90d"] == 1250.0
    assert named(answer)["customer_payments__amount_variance_90d"] is None
    assert named(answer)["customer_reversals__reversals_count_90d"] == 0


def test_a_payment_does_not_see_itself(client: TestClient) -> None:
    assert named(read(client, as_of_ms=PAID_AT).json())["customer_payments__payments_count_90d"] == 0
    assert named(read(client, as_of_ms=PAID_AT + 1).json())["customer_payments__payments_count_90d"] == 1


def test_entities_come_back_in_the_order_asked_for_and_tenants_are_apart(client: TestClient) -> None:
    asked = [{"tenant": tenant, "customer": "ada"} for tenant in ("other", "shop", "other")]
    answer = read(client, entities=asked).json()
    assert [result["entity"] for result in answer["results"]] == asked
    statuses = [result["statuses"][PAYMENTS.id] for result in answer["results"]]
    assert statuses == ["not_found", "present", "not_found"]


def test_a_time_before_the_tail_has_a_status_and_no_values(client: TestClient) -> None:
    answer = read(client, as_of_ms=PAID_AT - PAYMENTS.tail_ms - 1).json()
    assert answer["results"][0]["statuses"][PAYMENTS.id] == "too_old"
    assert named(answer)["customer_payments__payments_count_90d"] is None


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"feature_service": "reversal_risk@9"}, 404, "feature_service"),
        ({"feature_service": None}, 422, "feature_service"),
        ({"entities": []}, 422, "entities"),
        ({"entities": [{"tenant": "t", "customer": "c"}] * 1001}, 422, "entities"),
        ({"entities": [{"tenant": "t"}]}, 422, "entities.0.customer"),
        ({"entities": [{"tenant": "t", "customer": 12346}]}, 422, "entities.0.customer"),
        ({"entities": [{"tenant": "", "customer": "c"}]}, 422, "entities.0.tenant"),
        ({"as_of_ms": "yesterday"}, 422, "as_of_ms"),
        ({"as_of_ms": -1}, 422, "as_of_ms"),
        ({"as_of": 5}, 422, "as_of"),
    ],
)
def test_a_bad_request_is_a_problem_that_names_the_field(
    client: TestClient, changes: dict[str, Any], status: int, field: str
) -> None:
    response = read(client, **changes)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert problem["errors"][0]["field"] == field
    assert set(problem) == {"type", "title", "status", "detail", "errors"}


def test_broken_json_and_unknown_paths_and_methods_are_problems_too(client: TestClient) -> None:
    responses = {
        "body": client.post("/v1/features:read", content=b"{", headers={"content-type": "application/json"}),
        "path": client.get("/v2/features"),
        "method": client.get("/v1/features:read"),
    }
    for field, response in responses.items():
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["errors"][0]["field"] == field
    assert [response.status_code for response in responses.values()] == [400, 404, 405]


def test_openapi_documents_the_problems(client: TestClient) -> None:
    operation = client.get("/openapi.json").json()["paths"]["/v1/features:read"]["post"]
    for status in ("400", "404", "422", "503"):
        schema = operation["responses"][status]["content"]["application/problem+json"]["schema"]
        assert {"title", "status", "detail", "errors"} <= set(schema["properties"])


def test_ready_means_that_every_view_has_been_written(store: SqliteStore) -> None:
    client = TestClient(create_app(store, CATALOG.services, lambda: PAID_AT, start(service="feature_api")))
    assert client.get("/healthz").status_code == 200
    store.write_batch(PAYMENTS, CUTOVER, [])
    response = client.get("/readyz")
    assert response.status_code == 503
    assert REVERSALS.id in response.json()["detail"]
    store.write_batch(REVERSALS, CUTOVER, [])
    assert client.get("/readyz").status_code == 200
