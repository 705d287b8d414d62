"""Who may move rollouts: the table of attacks against every route, and whose name goes to the record."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from andamio.auth.api_fuzz import fuzz
from andamio.auth.attack_table import Authority
from andamio.auth.development import Identity
from andamio.auth.guard import Declaration, declarations, undeclared_routes
from andamio.catalog.loading import REFERENCE_POLICY
from andamio.web.problems import MEDIA_TYPE
from rollout_controller.api.app import create_app
from rollout_controller.api.app_test import Site

OPERATOR = Identity("ada", [], ["operator"])
APPROVER = Identity("grace", [], ["approver"])
AUDITOR = Identity("linus", [], ["auditor"])


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "auth", REFERENCE_POLICY)


@pytest.fixture
def site(tmp_path: Path, authority: Authority) -> Iterator[Site]:
    site = Site(tmp_path, guard=authority.guard())
    yield site
    site.store.close()


def post(site: Site, authority: Authority, who: Identity, path: str, **body: Any) -> tuple[int, Any]:
    answer = site.client.post(path, json={"reason": "a test", **body}, headers=authority.headers(who))
    return answer.status_code, answer.json()


def test_every_route_says_who_may_call_it_and_answers_nobody_else(site: Site) -> None:
    app = create_app(site.console)
    assert undeclared_routes(app) == []
    described = site.client.get("/openapi.json").json()["paths"]
    for route, declared in declarations(app).items():
        method, _, path = re.sub(r":[a-z]+}", "}", route).partition(" ")
        guarded = isinstance(declared, Declaration)
        # Not even the body of who may not send one is read.
        answer = site.client.request(method, path.format(rollout_id="rollout-1", name="x"), content=b"{")
        assert (answer.status_code == 401) == guarded, route
        if path not in described:
            continue
        operation = described[path][method.lower()]
        assert (operation.get("security") == [{"bearer": []}]) == guarded, route
        assert not guarded or {"401", "403", "503"} <= set(operation["responses"]), route


def test_every_attack_is_refused_with_its_status_and_counted_by_its_reason(site: Site, authority: Authority) -> None:
    body = {"release_id": "r1", "reason": "an attack", "actor": "ada"}
    for attack in authority.attacks(OPERATOR):
        if attack.reason in ("tenant", "purpose"):
            continue  # Rollouts hold no tenant's data, and their policy asks for no purpose.
        authority.refusals.clear()
        answer = site.client.post("/v1/stable", json=body, headers=attack.headers)
        assert (attack.name, answer.status_code) == (attack.name, attack.status)
        assert answer.headers["content-type"] == MEDIA_TYPE, attack.name
        assert [refusal.reason for refusal in authority.refusals] == [attack.reason], attack.name
    assert site.controller.control.stable is None
    assert post(site, authority, OPERATOR, "/v1/stable", release_id="r1")[0] == 200


def test_the_record_names_who_the_token_says(site: Site, authority: Authority) -> None:
    assert post(site, authority, OPERATOR, "/v1/stable", release_id="r1", actor="mallory")[0] == 403
    assert site.controller.control.stable is None
    assert post(site, authority, OPERATOR, "/v1/stable", release_id="r1")[0] == 200
    assert post(site, authority, OPERATOR, "/v1/rollouts", release_id="r2", actor="ada")[0] == 201
    history = site.client.get("/v1/history", headers=authority.headers(AUDITOR)).json()["history"]
    assert {each["actor"] for each in history} == {"ada"}


def test_an_operator_does_not_approve_and_an_approver_does_not_start(site: Site, authority: Authority) -> None:
    post(site, authority, OPERATOR, "/v1/stable", release_id="r1")
    post(site, authority, OPERATOR, "/v1/rollouts", release_id="r2")
    assert post(site, authority, OPERATOR, "/v1/rollouts/rollout-1/approve")[0] == 403
    assert post(site, authority, APPROVER, "/v1/rollouts", release_id="r3")[0] == 403
    # Nothing waits for an approval, which is another matter than who asks.
    assert post(site, authority, APPROVER, "/v1/rollouts/rollout-1/approve")[0] == 409
    assert post(site, authority, AUDITOR, "/v1/rollouts/rollout-1/abort")[0] == 403
    assert post(site, authority, APPROVER, "/v1/rollouts/rollout-1/abort")[0] == 200


def test_who_may_stop_everything_may_not_let_it_go_on(site: Site, authority: Authority) -> None:
    for path, field in (("/v1/freeze", "frozen"), ("/v1/kill", "killed")):
        assert post(site, authority, APPROVER, path, **{field: True})[0] == 200
        assert post(site, authority, APPROVER, path, **{field: False})[0] == 403
        assert post(site, authority, OPERATOR, path, **{field: False})[0] == 200


def test_a_body_beyond_the_limit_is_not_read(site: Site, authority: Authority) -> None:
    status, problem = post(site, authority, OPERATOR, "/v1/freeze", frozen=True, padding="x" * 70_000)
    assert (status, problem["status"]) == (413, 413)


def test_without_authentication_a_command_names_its_actor(tmp_path: Path) -> None:
    site = Site(tmp_path)
    answer = site.client.post("/v1/freeze", json={"frozen": True, "reason": "a test"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "actor")
    site.store.close()
    assert TestClient(create_app(site.console)).get("/healthz").status_code == 200


def test_whatever_is_sent_the_answer_fits_the_schema(site: Site, authority: Authority) -> None:
    assert fuzz(create_app(site.console), authority.headers(OPERATOR), examples=5) > 60
