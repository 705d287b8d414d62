"""What the feature API answers, and how it refuses."""

import asyncio
import io
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from fastapi.testclient import TestClient

from andamio.catalog.definitions import Catalog
from andamio.catalog.loading import load_catalog
from andamio.features import components
from andamio.features.definition import Feature, FeatureView
from andamio.features.online.event_examples import rows_of_event, stream_lines
from andamio.features.online.online_store import OnlineStore, Progress, StoreUnavailable, TileRow, TileWrite
from andamio.features.online.reader import Reader, ThreadedReader
from andamio.features.online.sqlite_store import SqliteStore
from andamio.features.online.view_answer import ViewAnswer
from andamio.telemetry.setup import start
from feature_api.app import FeatureApi
from feature_api.quotas import Quota, Quotas
from feature_api.read_route import Rules

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
def client(store: SqliteStore) -> Iterator[TestClient]:
    fill(store)
    with served(ThreadedReader(store)) as opened:
        yield opened


def fill(store: OnlineStore) -> None:
    for view in SERVICE.views:
        store.write_batch(view, CUTOVER, [])
    rows = rows_of_event(PAYMENTS, "shop", "ada", {"amount_minor": 1250, "lines": 3}, PAID_AT)
    store.apply(1, stream_lines(PAYMENTS, rows, 41), "")


@contextmanager
def served(reader: Reader, rules: Rules = Rules(), catalog: Catalog = CATALOG) -> Iterator[TestClient]:
    telemetry = start(service="feature_api")
    api = FeatureApi(reader, catalog, lambda: PAID_AT + HOUR, telemetry, rules)
    yield TestClient(api, raise_server_exceptions=False)
    reader.close()
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
    assert answer["applied_positions"] == {PAYMENTS.id: {"0": 41}, REVERSALS.id: {}}
    assert tuple(answer["features"]) == SERVICE.feature_names()
    result = answer["results"][0]
    assert result["entity"] == {"tenant": "shop", "customer": "ada"}
    assert result["statuses"] == {PAYMENTS.id: "present", REVERSALS.id: "not_found"}
    assert (result["saturated"], "event_times_ms" in result) == ([], False)
    assert named(answer)["customer_payments__amount_mean_90d"] == 1250.0
    assert named(answer)["customer_payments__amount_variance_90d"] is None
    assert named(answer)["customer_reversals__reversals_count_90d"] == 0


def test_event_times_come_on_request(client: TestClient) -> None:
    (result,) = read(client, event_times=True).json()["results"]
    assert result["event_times_ms"] == {PAYMENTS.id: PAID_AT, REVERSALS.id: None}


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
        ({"as_of_ms": 2**53}, 422, "as_of_ms"),
        ({"as_of_ms": True}, 422, "as_of_ms"),
        ({"budget_ms": 0}, 422, "budget_ms"),
        ({"event_times": 1}, 422, "event_times"),
        ({"entities": {"tenant": "t", "customer": "c"}}, 422, "entities"),
        ({"entities": ["t"]}, 422, "entities.0"),
        ({"entities": [{"tenant": "t", "customer": "c", "name": "x"}]}, 422, "entities.0.name"),
        ({"entities": [{"tenant": "a\x1fb", "customer": "c"}]}, 422, "entities.0.tenant"),
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


def test_a_whole_number_with_a_point_is_an_integer(client: TestClient) -> None:
    body = b'{"feature_service":"%b","as_of_ms":%d.0,"entities":[{"tenant":"shop","customer":"ada"}]}'
    response = client.post("/v1/features:read", content=body % (SERVICE.id.encode(), PAID_AT))
    assert response.json()["as_of_ms"] == PAID_AT


def test_openapi_documents_the_read_and_its_problems(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    operation = document["paths"]["/v1/features:read"]["post"]
    for status in ("400", "401", "403", "404", "413", "422", "429", "503"):
        schema = operation["responses"][status]["content"]["application/problem+json"]["schema"]
        assert {"title", "status", "detail", "errors"} <= set(schema["properties"])
    assert set(operation["responses"]["200"]["content"]) == {"application/json", "application/vnd.apache.arrow.stream"}
    assert {"/healthz", "/readyz"} < set(document["paths"])
    references = {line.split('"')[0] for line in json.dumps(document).split('"#/components/schemas/')[1:]}
    assert references <= set(document["components"]["schemas"])


def test_ready_means_that_every_view_has_been_written(store: SqliteStore) -> None:
    with served(ThreadedReader(store)) as client:
        assert client.get("/healthz").status_code == 200
        store.write_batch(PAYMENTS, CUTOVER, [])
        response = client.get("/readyz")
        assert response.status_code == 503
        assert REVERSALS.id in response.json()["detail"]
        store.write_batch(REVERSALS, CUTOVER, [])
        assert client.get("/readyz").status_code == 200


def test_readiness_fails_first_when_the_process_is_told_to_stop(store: SqliteStore) -> None:
    fill(store)
    api = FeatureApi(ThreadedReader(store), CATALOG, lambda: PAID_AT, start(service="feature_api"))
    client = TestClient(api)
    assert client.get("/readyz").status_code == 200
    api.drain()
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
    assert read(client).status_code == 200


def test_a_batch_can_come_as_arrow(client: TestClient) -> None:
    entities = [{"tenant": "shop", "customer": customer} for customer in ("ada", "bob")]
    body = {"feature_service": SERVICE.id, "entities": entities, "event_times": True}
    headers = {"accept": "application/vnd.apache.arrow.stream"}
    response = client.post("/v1/features:read", json=body, headers=headers)
    assert response.headers["content-type"] == "application/vnd.apache.arrow.stream"
    table = pa.ipc.open_stream(io.BytesIO(response.content)).read_all()
    document = read(client, entities=entities).json()
    for index, row in enumerate(table.to_pylist()):
        assert {"tenant": row["tenant"], "customer": row["customer"]} == entities[index]
        assert row[f"{PAYMENTS.id}__status"] == document["results"][index]["statuses"][PAYMENTS.id]
        assert [row[name] for name in document["features"]] == document["results"][index]["values"]
    assert table[f"{PAYMENTS.id}__event_time"].cast(pa.int64()).to_pylist() == [PAID_AT, None]
    metadata = {name.decode(): value.decode() for name, value in table.schema.metadata.items()}
    assert json.loads(metadata["applied_positions"]) == document["applied_positions"]
    assert metadata["as_of_ms"] == str(document["as_of_ms"])


def test_a_sum_beyond_64_bits_and_a_full_distinct_count_are_told_as_they_are(tmp_path: Path) -> None:
    wide = replace(
        PAYMENTS,
        features=(
            Feature("total", "sum", "amount_minor", 24 * HOUR),
            Feature("countries", "count_distinct", "country", 24 * HOUR, at_most=1),
        ),
    )
    catalog = replace(CATALOG, services={SERVICE.id: replace(SERVICE, views=(wide,))})
    store = SqliteStore(tmp_path / "wide.db", [wide], create=True)
    store.write_batch(wide, CUTOVER, [])
    first, second = (
        components.of_event(wide, {"amount_minor": 2**63, "country": country}, PAID_AT, "e") for country in "ab"
    )
    partial = components.merge(wide, [first, second])
    hop = wide.hop_of(24 * HOUR)
    row = TileRow("shop", "ada", hop, PAID_AT // hop * hop, "", partial)
    store.apply(1, [TileWrite(wide.id, 1, row), Progress(wide.id, 1)], "")
    with served(ThreadedReader(store), catalog=catalog) as client:
        (result,) = json.loads(read(client).text)["results"]
        assert result["values"] == [2**64, 1]
        assert result["saturated"] == ["customer_payments__countries"]
        headers = {"accept": "application/vnd.apache.arrow.stream"}
        body = {"feature_service": SERVICE.id, "entities": [{"tenant": "shop", "customer": "ada"}]}
        response = client.post("/v1/features:read", json=body, headers=headers)
        (row,) = pa.ipc.open_stream(io.BytesIO(response.content)).read_all().to_pylist()
        assert int(row["customer_payments__total"]) == 2**64
        assert row["customer_payments__countries__saturated"] is True
    store.close()


class OneSlowView:
    """A store whose second view does not answer until it is let go."""

    def __init__(self, store: OnlineStore) -> None:
        self._store = store
        self.go = threading.Event()

    def read_many(self, views: Sequence[FeatureView], entities: Any, t_ms: int) -> list[ViewAnswer]:
        if REVERSALS in views:
            self.go.wait(30)
        return self._store.read_many(views, entities, t_ms)


def test_what_has_not_answered_within_the_budget_is_unavailable_and_the_rest_is_there(store: SqliteStore) -> None:
    fill(store)
    slow = OneSlowView(store)
    with served(ThreadedReader(slow)) as client:  # type: ignore[arg-type]
        answer = read(client, budget_ms=50).json()
        assert answer["results"][0]["statuses"] == {PAYMENTS.id: "present", REVERSALS.id: "unavailable"}
        assert named(answer)["customer_payments__payments_count_90d"] == 1
        assert named(answer)["customer_reversals__reversals_count_90d"] is None
        response = client.get("/readyz")
        assert response.status_code == 503
        assert REVERSALS.id in response.json()["detail"]
        slow.go.set()
        assert read(client).json()["results"][0]["statuses"][REVERSALS.id] == "not_found"


class Broken:
    """A reader that fails."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def read(self, *_: Any) -> list[ViewAnswer]:
        raise self._error

    def close(self) -> None: ...


def test_a_store_that_is_down_is_503_and_a_bug_is_500_that_tells_nothing() -> None:
    with served(Broken(StoreUnavailable("the store at x does not answer"))) as client:
        assert read(client).status_code == 503
    with served(Broken(RuntimeError("ada's secret"))) as client:
        response = read(client)
        assert response.status_code == 500
        assert response.headers["content-type"] == "application/problem+json"
        assert "ada" not in response.text


def test_over_its_quota_a_tenant_is_told_when_to_try_again_and_another_is_served(store: SqliteStore) -> None:
    fill(store)
    quotas = Quotas(Quota(entities_per_s=2, burst=2), {}, lambda: 100.0)
    with served(ThreadedReader(store), Rules(quotas=quotas)) as client:
        both = [{"tenant": "shop", "customer": name} for name in ("ada", "bob")]
        assert read(client, entities=both).status_code == 200
        refused = read(client)
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) >= 1
        assert read(client, entities=[{"tenant": "other", "customer": "ada"}]).status_code == 200


def test_a_body_beyond_the_limit_is_413_whether_or_not_it_says_its_length(store: SqliteStore) -> None:
    with served(ThreadedReader(store), Rules(body_at_most=1_000)) as client:
        large = b'{"x": "' + b"x" * 2_000 + b'"}'
        assert client.post("/v1/features:read", content=large).status_code == 413
        assert client.post("/v1/features:read", content=iter([large[:900], large[900:]])).status_code == 413


def test_a_body_in_parts_is_one_body(client: TestClient) -> None:
    body = json.dumps({"feature_service": SERVICE.id, "entities": [{"tenant": "shop", "customer": "ada"}]}).encode()
    parts = [body[:10], body[10:]]
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "path": "/v1/features:read", "method": "POST", "headers": []}
    asyncio.run(client.app(scope, receive, send))  # type: ignore[arg-type]
    assert sent[0]["status"] == 200
