import time
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from inference.app import create_app
from inference.bench import EVENT_MS, Bench, expected_score

BODY: dict[str, Any] = {
    "request_id": "q-1",
    "tenant": "online-retail",
    "customer": "12346",
    "event_time_ms": EVENT_MS,
    "currency": "GBP",
    "amount_minor": 20_000,
    "lines": 2,
    "distinct_products": 1,
}
URL = "/v1/models/reversal_risk:score"


@pytest.fixture
def client(bench: Bench) -> Iterator[TestClient]:
    bench.write(version=2)
    with TestClient(create_app(bench.replica(bench.routing())), raise_server_exceptions=False) as client:
        until = time.monotonic() + 10
        while client.get("/readyz").status_code != 200 and time.monotonic() < until:
            time.sleep(0.02)
        yield client


def test_a_payment_is_scored(client: TestClient) -> None:
    answer = client.post(URL, json=BODY).json()

    assert answer.pop("score") == pytest.approx(expected_score(0.0))
    assert answer == {
        "request_id": "q-1",
        "prediction_id": "p-1",
        "release": "stable",
        "decision": "review",
        "degraded": None,
        "features": {
            "applied_position": {"customer_payments@1": 7},
            "as_of_ms": EVENT_MS,
            "statuses": {"customer_payments@1": "present"},
        },
        "table_version": 2,
    }


def test_explain_adds_the_values(client: TestClient) -> None:
    answer = client.post(f"{URL}?explain=1", json=BODY).json()

    assert answer["values"] == {"customer_payments__payments_count_24h": 3}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount_minor": 0}, "amount_minor"),
        ({"amount_minor": 12.5}, "amount_minor"),
        ({"amount_minor": "12"}, "amount_minor"),
        ({"amount_minor": 2**63}, "amount_minor"),
        ({"lines": True}, "lines"),
        ({"currency": "EUR"}, "currency"),
        ({"customer": ""}, "customer"),
        ({"tenant": "Online Retail"}, "tenant"),
        ({"event_time_ms": EVENT_MS // 1000}, "event_time_ms"),
        ({"amount": 3}, "amount"),
    ],
)
def test_a_request_that_breaks_the_contract_is_a_problem_document_naming_the_field(
    client: TestClient, change: dict[str, Any], field: str
) -> None:
    response = client.post(URL, json=BODY | change)

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_a_body_that_is_not_json_is_a_problem_document(client: TestClient) -> None:
    response = client.post(URL, content=b"{", headers={"content-type": "application/json"})

    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "body"


def test_an_unknown_path_is_a_problem_document(client: TestClient) -> None:
    response = client.get("/v1/nothing")

    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_openapi_documents_the_problems(client: TestClient) -> None:
    description = client.get("/openapi.json").json()
    for path, method, statuses in ((URL, "post", {"400", "422", "500", "503"}), ("/readyz", "get", {"503"})):
        answers = description["paths"][path][method]["responses"]
        assert set(answers) == {"200"} | statuses
        assert all(set(answers[status]["content"]) == {"application/problem+json"} for status in statuses)


def test_the_applied_table_is_reported(client: TestClient) -> None:
    report = client.get("/v1/table").json()

    assert (report["version"], report["stable"], report["stale"]) == (2, "stable", False)
    assert report["releases"] == {"stable": "ready"}


def test_without_a_table_it_lives_but_is_not_ready(bench: Bench) -> None:
    with TestClient(create_app(bench.replica(bench.routing()))) as client:
        assert client.get("/healthz").status_code == 200
        for response in (client.get("/readyz"), client.post(URL, json=BODY)):
            assert response.status_code == 503
            assert "routing.json" in response.json()["detail"]
        assert client.get("/v1/table").json()["version"] is None
