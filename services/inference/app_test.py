import time
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from andamio.auth.guard import open_guard
from inference.app import create_app
from inference.harness import EVENT_MS, Bench, expected_score

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
BATCH_URL = "/v1/models/reversal_risk:batchScore"


@pytest.fixture
def client(bench: Bench) -> Iterator[TestClient]:
    bench.write(version=2)
    with TestClient(create_app(bench.replica(bench.routing()), open_guard()), raise_server_exceptions=False) as client:
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
    for path, method, statuses in (
        (URL, "post", {"400", "401", "403", "405", "413", "422", "429", "500", "503"}),
        ("/readyz", "get", {"503"}),
    ):
        answers = description["paths"][path][method]["responses"]
        assert set(answers) == {"200"} | statuses
        assert all(set(answers[status]["content"]) == {"application/problem+json"} for status in statuses)


def test_the_applied_table_is_reported(client: TestClient) -> None:
    report = client.get("/v1/table").json()

    assert (report["version"], report["stable"], report["stale"]) == (2, "stable", False)
    assert report["releases"] == {"stable": "ready"}


def test_without_a_table_it_lives_but_is_not_ready(bench: Bench) -> None:
    with TestClient(create_app(bench.replica(bench.routing()), open_guard())) as client:
        assert client.get("/healthz").status_code == 200
        for response in (client.get("/readyz"), client.post(URL, json=BODY)):
            assert response.status_code == 503
            assert "routing.json" in response.json()["detail"]
        assert client.get("/v1/table").json()["version"] is None


def test_openapi_describes_what_is_sent_and_answered(client: TestClient) -> None:
    description = client.get("/openapi.json").json()
    body = description["paths"][URL]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body == {"$ref": "#/components/schemas/ScoreRequest"}
    assert set(description["components"]["schemas"]["ScoreRequest"]["required"]) == set(BODY)
    answer = description["paths"][BATCH_URL]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert answer == {"$ref": "#/components/schemas/BatchResponse"}


def test_of_a_batch_each_payment_has_its_own_result(client: TestClient) -> None:
    payments = [BODY, BODY | {"request_id": "q-2", "amount_minor": 0}, BODY | {"request_id": "q-3"}, 7]

    results = client.post(BATCH_URL, json={"payments": payments}).json()["results"]

    assert [result["status"] for result in results] == [200, 422, 200, 422]
    assert results[0]["answer"] == client.post(URL, json=BODY).json()
    assert [error["field"] for error in results[1]["problem"]["errors"]] == ["amount_minor"]
    assert results[2]["answer"]["request_id"] == "q-3"


@pytest.mark.parametrize("body", [{}, {"payments": []}, {"payments": [BODY] * 257}, {"payments": [BODY], "x": 1}, []])
def test_a_batch_that_is_none_is_a_problem_document(client: TestClient, body: Any) -> None:
    response = client.post(BATCH_URL, json=body)

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("timeout", ["0", "-1", "soon", "nan", "60001"])
def test_a_time_to_wait_that_is_none_is_a_problem_document(client: TestClient, timeout: str) -> None:
    response = client.post(URL, json=BODY, headers={"x-request-timeout-ms": timeout})

    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "x-request-timeout-ms"


def test_another_method_is_told_which_one_is_served(client: TestClient) -> None:
    response = client.get(URL)

    assert (response.status_code, response.headers["allow"]) == (405, "POST")


def test_a_body_without_end_is_refused(client: TestClient) -> None:
    response = client.post(URL, content=(b" " * 2**16 for _ in range(17)))

    assert response.status_code == 413


def test_beyond_what_it_can_have_in_hand_it_says_when_to_return(bench: Bench) -> None:
    bench.write()
    bench.in_flight_at_most = 1
    replica = bench.replica(bench.routing())
    with TestClient(create_app(replica, open_guard())) as client:
        replica.in_flight.enter()
        response = client.post(URL, json=BODY)

    assert (response.status_code, response.headers["retry-after"]) == (429, "1")
    assert response.headers["content-type"] == "application/problem+json"
    assert "1 payments in hand" in response.json()["detail"]
