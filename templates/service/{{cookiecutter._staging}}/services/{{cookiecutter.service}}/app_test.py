"""What is answered, who is let in, what is recorded, and that nothing personal is left behind."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from andamio.audit.log import open_audit
from andamio.auth.api_fuzz import fuzz
from andamio.auth.attack_table import Authority
from andamio.auth.development import Identity
from andamio.auth.guard import undeclared_routes
from andamio.catalog.loading import REFERENCE_POLICY
from andamio.features.sdk.local_features import LocalFeatures
from andamio.service_run.local_service import free_port
from andamio.service_run.run import ServiceRun, service_run
from andamio.telemetry.slo.document import EventRatio, load_slos
from andamio.telemetry.slo.queries import metric_names
from {{ cookiecutter.service }}.app import create_app
from {{ cookiecutter.service }}.example_store import TENANT, WHOM, write_store
from {{ cookiecutter.service }}.limits import Limits
from {{ cookiecutter.service }}.main import parser
from {{ cookiecutter.service }}.question import CATALOG, CONTRACT, FEATURE, FEATURES, KEY, NAME

ANALYST = Identity("ana", [TENANT], ["analyst"], ["fraud_investigation"])
OPERATOR = Identity("ada", [TENANT], ["operator"])
CHECK, LIMIT = f"/v1/tenants/{TENANT}/check", f"/v1/tenants/{TENANT}/limit"
BODY = {KEY: WHOM}
AT_MS = 1_700_000_000_000


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "auth", REFERENCE_POLICY)


@pytest.fixture
def run(tmp_path: Path, authority: Authority) -> Iterator[ServiceRun]:
    """As the main starts it, with everything on."""
    places = {"features": "online.db", "limits": "limits.json", "telemetry-dir": "telemetry", "audit": "audit.db"}
    arguments = [f"--{option}={tmp_path / place}" for option, place in places.items()]
    options = parser().parse_args([*arguments, f"--port={free_port()}", f"--auth={authority.settings}"])
    with service_run(NAME, options, CATALOG.contracts.values(), []) as run:
        yield run


@pytest.fixture
def features(tmp_path: Path) -> Iterator[LocalFeatures]:
    """Of a store with one event, a second after it."""
    with closing(write_store(tmp_path / "online.db", AT_MS)) as store:
        yield LocalFeatures([FEATURES], store, clock_ms=lambda: AT_MS + 1_000)


@pytest.fixture
def app(run: ServiceRun, features: LocalFeatures) -> FastAPI:
    return create_app(run, features, Limits(run.options.limits))


@pytest.fixture
def client(run: ServiceRun, app: FastAPI) -> TestClient:
    return TestClient(run.measured(app), raise_server_exceptions=False)


def test_a_check_compares_the_feature_of_now_with_the_tenants_limit(
    client: TestClient, authority: Authority, features: LocalFeatures
) -> None:
    ana, ada = authority.headers(ANALYST), authority.headers(OPERATOR)
    value = features.read(FEATURES.id, [{"tenant": TENANT, KEY: WHOM}]).row(0)[FEATURE]
    without = {"value": value, "limit": None, "over": False, "as_of_ms": AT_MS + 1_000}
    assert client.post(CHECK, json=BODY, headers=ana).json() == without
    for limit, over in ((value, False), (0, True)):
        assert client.put(LIMIT, json={"limit": limit, "reason": "a test"}, headers=ada).status_code == 200
        assert client.get(LIMIT, headers=ada).json() == {"limit": limit}
        assert client.post(CHECK, json=BODY, headers=ana).json() == {**without, "limit": limit, "over": over}


def test_a_request_is_held_to_the_contract_of_the_events(client: TestClient, authority: Authority) -> None:
    ana = authority.headers(ANALYST)
    for body in ({}, {KEY: ""}, {KEY: 7}, {KEY: "x" * 10_000}, {**BODY, "more": 1}):
        answer = client.post(CHECK, json=body, headers=ana)
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json"), body
        assert answer.json()["errors"][0]["field"] in (KEY, "more")
    assert CONTRACT.field(KEY) is not None


def test_a_change_is_recorded_with_who_and_why_and_survives_a_restart(
    run: ServiceRun, client: TestClient, authority: Authority
) -> None:
    body = {"limit": 7.5, "reason": "asked for by card 4111 1111 1111 1111"}
    assert client.put(LIMIT, json=body, headers=authority.headers(OPERATOR)).json() == {"limit": 7.5}
    assert Limits(run.options.limits).of(TENANT) == 7.5
    with closing(open_audit(run.options.audit, read_only=True)) as log:
        (change,) = (each for each in log.records() if each.action == "settings.changed")
    assert (change.actor, change.subject) == ("ada", f"limit/{NAME}/{TENANT}")
    assert change.reason == "asked for by card [card]"


def test_what_cannot_be_recorded_is_not_changed(run: ServiceRun, client: TestClient, authority: Authority) -> None:
    assert run.trail.log is not None
    run.trail.log.close()
    answer = client.put(LIMIT, json={"limit": 1, "reason": "a test"}, headers=authority.headers(OPERATOR))
    assert answer.status_code == 503
    assert client.get(LIMIT, headers=authority.headers(OPERATOR)).json() == {"limit": None}


def test_every_route_says_who_may_call_it_and_answers_nobody_else(app: FastAPI, client: TestClient) -> None:
    assert undeclared_routes(app) == []
    described = client.get("/openapi.json").json()["paths"]
    assert {CHECK.replace(TENANT, "{tenant}"), "/healthz", "/readyz"} <= set(described)
    for path, operations in described.items():
        for method, operation in operations.items():
            guarded = operation.get("security") == [{"bearer": []}]
            assert guarded == (path not in ("/healthz", "/readyz")), path
            # Not even the body of who may not send one is read.
            answer = client.request(method.upper(), path.format(tenant=TENANT), content=b"{")
            assert (answer.status_code == 401) == guarded, path
    assert client.get("/metrics").status_code == 401


def test_every_attack_is_refused_with_its_status(client: TestClient, authority: Authority) -> None:
    for attack in authority.attacks(ANALYST):
        answer = client.post(CHECK, json=BODY, headers=attack.headers)
        assert (attack.name, answer.status_code) == (attack.name, attack.status)
        assert answer.headers["content-type"] == "application/problem+json"
    for attack in authority.attacks(OPERATOR):
        if attack.reason != "purpose":  # a limit is no personal data
            answer = client.put(LIMIT, json={"limit": 1, "reason": "an attack"}, headers=attack.headers)
            assert (attack.name, answer.status_code) == (attack.name, attack.status)
    assert client.get(LIMIT, headers=authority.headers(OPERATOR)).json() == {"limit": None}


def test_whatever_is_sent_the_answer_fits_the_schema(app: FastAPI, authority: Authority) -> None:
    everything = Identity("eve", ["*"], ["analyst", "operator"], ["fraud_investigation"])
    assert fuzz(app, authority.headers(everything)) > 20
    assert fuzz(app, {}) > 20


def test_what_an_objective_is_measured_by_is_exported(client: TestClient, authority: Authority) -> None:
    assert client.post(CHECK, json=BODY, headers=authority.headers(ANALYST)).status_code == 200
    monitor = authority.headers(Identity("prometheus", [], ["monitor"]))
    exported = client.get("/metrics", headers=monitor).text
    assert 'http_route="/v1/tenants/{tenant}/check"' in exported
    for slo in load_slos(Path(f"services/{NAME}/slo.yaml")):
        assert isinstance(slo.indicator, EventRatio)
        for query in (slo.indicator.bad, slo.indicator.total):
            assert metric_names(query) <= set(exported.replace("{", " ").split()), slo.name


def test_nothing_personal_is_in_an_answer_to_others_or_in_what_the_service_writes(
    run: ServiceRun, client: TestClient, authority: Authority, tmp_path: Path
) -> None:
    kept = {"traceparent": f"00-{7:032x}-{9:016x}-01"}
    for headers in (authority.headers(ANALYST), authority.headers(OPERATOR), {}):
        for body in (BODY, {**BODY, WHOM: WHOM}, {KEY: WHOM * 9}, [WHOM], {WHOM: 1}):
            assert WHOM not in client.post(CHECK, json=body, headers={**headers, **kept}).text
    run.trail.close()
    run.telemetry.shutdown()
    written = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    found = {path.name for path, content in written.items() if WHOM.encode() in content}
    assert found <= {"online.db", "online.db-wal"}
    assert any(b"checked" in content for path, content in written.items() if path.suffix == ".ndjson")
