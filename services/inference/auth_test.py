"""Who may have payments scored: the table of attacks against the real application, and every route's declaration."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from andamio.auth.api_fuzz import fuzz
from andamio.auth.attack_table import Authority
from andamio.auth.development import Identity
from andamio.auth.guard import undeclared_routes
from andamio.catalog.lineage import Item, pii_of
from andamio.catalog.loading import REFERENCE_POLICY, load_catalog
from inference.app import InferenceApp, create_app
from inference.app_test import BATCH_URL, BODY, URL
from inference.harness import Bench
from inference.scoring_endpoint import EXPLAIN, RAW_ROUTES

SHOP = Identity("checkout", ["online-retail"], ["scorer"], ["fraud_prevention"])


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "auth", REFERENCE_POLICY)


@pytest.fixture
def app(bench: Bench, authority: Authority) -> InferenceApp:
    bench.write()
    return create_app(bench.replica(bench.routing()), authority.guard())


@pytest.fixture
def client(app: InferenceApp) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as client:
        until = time.monotonic() + 10
        while client.get("/readyz").status_code != 200 and time.monotonic() < until:
            time.sleep(0.02)
        yield client


def test_every_attack_is_refused_with_its_status_and_counted_by_its_reason(
    client: TestClient, authority: Authority
) -> None:
    for attack in authority.attacks(SHOP):
        authority.refusals.clear()
        answer = client.post(URL, json=BODY, headers=attack.headers)
        assert (attack.name, answer.status_code) == (attack.name, attack.status)
        assert answer.headers["content-type"] == "application/problem+json", attack.name
        assert [refusal.reason for refusal in authority.refusals] == [attack.reason], attack.name
        batch = client.post(BATCH_URL, json={"payments": [BODY]}, headers=attack.headers)
        if attack.reason == "tenant":
            # Of a batch, each payment is refused on its own.
            assert [result["status"] for result in batch.json()["results"]] == [403], attack.name
        else:
            assert (attack.name, batch.status_code) == (attack.name, attack.status)
    assert client.post(URL, json=BODY, headers=authority.headers(SHOP)).status_code == 200


def test_a_tenant_has_its_own_payments_scored_alone(client: TestClient, authority: Authority) -> None:
    headers = authority.headers(Identity("shop", ["shop"], ["scorer"], ["fraud_prevention"]))
    refused = client.post(URL, json=BODY, headers=headers)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (403, "tenant")
    assert client.post(URL, json=BODY | {"tenant": "shop"}, headers=headers).status_code == 200
    mixed = client.post(BATCH_URL, json={"payments": [BODY, BODY | {"tenant": "shop"}]}, headers=headers)
    assert [result["status"] for result in mixed.json()["results"]] == [403, 200]


def test_an_explanation_takes_the_right_to_read_the_features(client: TestClient, authority: Authority) -> None:
    refused = client.post(f"{URL}?explain=1", json=BODY, headers=authority.headers(SHOP))
    assert (refused.status_code, authority.refusals[-1].access) == (403, EXPLAIN)
    # A scorer who may also read features, by two roles.
    both = Identity("desk", ["online-retail"], ["scorer", "inference"], ["fraud_prevention"])
    assert client.post(f"{URL}?explain=1", json=BODY, headers=authority.headers(both)).status_code == 200


def test_an_explanation_names_the_service_and_the_classes_that_the_catalog_says() -> None:
    catalog = load_catalog()
    services = {model.service for model in catalog.models.values() if model.name == "reversal_risk"}
    assert {EXPLAIN.resource} == {f"feature_service:{service}" for service in services}
    for service in services:
        assert set(pii_of(catalog, Item("service", service))) <= EXPLAIN.pii


def test_every_route_says_who_may_call_it(app: InferenceApp, client: TestClient) -> None:
    assert undeclared_routes(app.rest) == []
    described = client.get("/openapi.json").json()["paths"]
    for path, operations in described.items():
        for method, operation in operations.items():
            answer = client.request(method.upper(), path, json={})
            guarded = path in RAW_ROUTES or path == "/v1/table"
            assert (answer.status_code == 401) == guarded, path
            assert (operation.get("security") == [{"bearer": []}]) == guarded, path
    assert set(RAW_ROUTES) < set(described)


def test_whatever_is_sent_the_answer_fits_the_schema(
    app: InferenceApp, client: TestClient, authority: Authority
) -> None:
    everything = Identity("desk", ["online-retail"], ["scorer", "inference", "operator"], ["fraud_prevention"])
    assert fuzz(app, authority.headers(everything), ["elsewhere-4711"], examples=15) > 30
    assert fuzz(app, {}, examples=5) > 10
