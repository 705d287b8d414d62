"""Who may read features: the table of attacks against the real application, and every route's declaration."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from andamio.auth.api_fuzz import fuzz
from andamio.auth.attack_table import Authority
from andamio.auth.development import Identity
from andamio.auth.guard import undeclared_routes
from andamio.catalog.loading import REFERENCE_POLICY
from andamio.features.online.event_examples import rows_of_event, stream_lines
from andamio.features.online.reader import ThreadedReader
from andamio.features.online.sqlite_store import SqliteStore
from andamio.telemetry.setup import start
from feature_api.app import RAW_ROUTES, FeatureApi
from feature_api.app_test import CATALOG, HOUR, PAID_AT, PAYMENTS, SERVICE, fill
from feature_api.read_route import Rules

SHOP = Identity("inference", ["shop"], ["inference"], ["fraud_prevention"])
BODY: dict[str, Any] = {"feature_service": SERVICE.id, "entities": [{"tenant": "shop", "customer": "ada"}]}
PATH = "/v1/features:read"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "auth", REFERENCE_POLICY)


@pytest.fixture
def api(authority: Authority, tmp_path: Path) -> Iterator[FeatureApi]:
    store = SqliteStore(tmp_path / "online.db", CATALOG.views.values(), create=True)
    fill(store)
    telemetry = start(service="feature_api")
    clock = PAID_AT + HOUR
    yield FeatureApi(ThreadedReader(store), CATALOG, lambda: clock, telemetry, Rules(authority.guard()))
    telemetry.shutdown()
    store.close()


@pytest.fixture
def client(api: FeatureApi) -> TestClient:
    return TestClient(api, raise_server_exceptions=False)


def test_every_attack_is_refused_with_its_status_and_counted_by_its_reason(
    client: TestClient, authority: Authority
) -> None:
    for attack in authority.attacks(SHOP):
        authority.refusals.clear()
        answer = client.post(PATH, json=BODY, headers=attack.headers)
        assert (attack.name, answer.status_code) == (attack.name, attack.status)
        assert answer.headers["content-type"] == "application/problem+json", attack.name
        assert ("www-authenticate" in answer.headers) == (attack.reason != "tenant"), attack.name
        assert [refusal.reason for refusal in authority.refusals] == [attack.reason], attack.name
        token = attack.headers.get("authorization", "").removeprefix("Bearer ")
        assert len(token) < 20 or token not in answer.text
    assert client.post(PATH, json=BODY, headers=authority.headers(SHOP)).status_code == 200


def test_a_tenant_reads_its_own_entities_alone(client: TestClient, authority: Authority) -> None:
    both: Any = {**BODY, "entities": [*BODY["entities"], {"tenant": "other", "customer": "ada"}]}
    refused = client.post(PATH, json=both, headers=authority.headers(SHOP))
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (403, "entities.1.tenant")
    everyone = Identity("inference", ["*"], ["inference"], ["fraud_prevention"])
    assert client.post(PATH, json=both, headers=authority.headers(everyone)).status_code == 200


def test_a_role_that_does_not_reach_the_personal_data_of_a_service_reads_none_of_it(
    tmp_path: Path, api: FeatureApi
) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text(
        "grants:\n- {name: amounts alone, roles: [inference], actions: [features.read], resources: ['*'],"
        " pii: [financial], purposes: [fraud_prevention]}\n"
    )
    authority = Authority(tmp_path / "narrow", policy)
    api = FeatureApi(api._reader, CATALOG, lambda: PAID_AT, start("feature_api"), Rules(authority.guard()))
    refused = TestClient(api).post(PATH, json=BODY, headers=authority.headers(SHOP))
    assert refused.status_code == 403
    assert authority.refusals[0].reason == "pii"


def test_every_route_says_who_may_call_it(api: FeatureApi, client: TestClient, authority: Authority) -> None:
    assert undeclared_routes(api.rest) == []
    described = client.get("/openapi.json").json()["paths"]
    for path, operations in described.items():
        for method, operation in operations.items():
            answer = client.request(method.upper(), path, json={})
            guarded = f"{method.upper()} {path}" in RAW_ROUTES
            assert (answer.status_code == 401) == guarded, path
            assert (operation.get("security") == [{"bearer": []}]) == guarded, path
    assert PATH in described
    assert client.get("/metrics").status_code == 401
    monitor = authority.headers(Identity("prometheus", [], ["monitor"]))
    assert client.get("/metrics", headers=monitor).status_code == 200


def test_whatever_is_sent_the_answer_fits_the_schema_and_holds_nothing_of_another_tenant(
    api: FeatureApi, client: TestClient, authority: Authority, tmp_path: Path
) -> None:
    # Of the same customer's name, and amounts that nobody else has.
    marker = 987_654_321
    store = SqliteStore(tmp_path / "online.db", CATALOG.views.values())
    rows = rows_of_event(PAYMENTS, "elsewhere", "ada", {"amount_minor": marker, "lines": 3}, PAID_AT, "e9")
    store.apply(2, stream_lines(PAYMENTS, rows, 42), "")
    store.close()
    theirs = {"tenant": "elsewhere", "customer": "ada"}
    own = Identity("theirs", ["elsewhere"], ["inference"], ["fraud_prevention"])
    seen = client.post(PATH, json={**BODY, "entities": [theirs]}, headers=authority.headers(own))
    assert str(marker) in seen.text
    mine, forbidden = authority.headers(SHOP), [str(marker), "e9"]
    for entities in ([theirs], [*BODY["entities"], theirs], [theirs, *BODY["entities"]]):
        answer = client.post(PATH, json={**BODY, "entities": entities, "event_times": True}, headers=mine)
        assert answer.status_code == 403
        assert not any(each in answer.text for each in forbidden)
    assert fuzz(api, mine, forbidden) > 20
    assert fuzz(api, {}, forbidden) > 20
