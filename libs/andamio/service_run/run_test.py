"""What a service does without a line of its own: it refuses, says, records and ends."""

import argparse
import json
import os
import signal
from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from andamio.audit.log import open_audit
from andamio.auth.attack_table import Authority
from andamio.auth.development import Identity
from andamio.auth.guard import public
from andamio.auth.policy import Action
from andamio.environment import VARIABLE
from andamio.errors import AndamioError, UserError
from andamio.service_run.app import Caller, service_app
from andamio.service_run.local_service import free_port
from andamio.service_run.run import (
    ServiceRun,
    UndeclaredRoute,
    permitted,
    process_run,
    service_parser,
    service_run,
)
from andamio.telemetry.asgi import Receive, Scope, Send

POLICY = """\
grants:
- {name: operators, roles: [operator], actions: [service.change, service.inspect], resources: ["service:*"]}
"""
OPERATOR = Identity("ada", ["shop"], ["operator"])
CARD = "4111 1111 1111 1111"


class Unfit(AndamioError):
    """Of the service under test."""


def options_of(*arguments: str) -> argparse.Namespace:
    return service_parser("toy", "A toy.", "").parse_args(["--port", str(free_port()), *arguments])


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    (tmp_path / "policy.yaml").write_text(POLICY)
    return Authority(tmp_path / "auth", tmp_path / "policy.yaml")


@pytest.fixture
def run(tmp_path: Path, authority: Authority) -> Iterator[ServiceRun]:
    places = ["--telemetry-dir", str(tmp_path / "telemetry"), "--audit", str(tmp_path / "audit.db")]
    with service_run("toy", options_of(*places, "--auth", str(authority.settings)), [], []) as run:
        yield run


@pytest.fixture
def app(run: ServiceRun) -> FastAPI:
    app = service_app(run, "A toy.", lambda: None, {Unfit: HTTPStatus.CONFLICT})

    @app.put("/v1/toys/{name}", dependencies=[run.guard.requires(Action.SERVICE_CHANGE, "service:toy")])
    def change(name: str, who: Caller) -> dict[str, str]:
        if name == "unfit":
            raise Unfit("it does not fit")
        if name == "broken":
            raise ValueError(f"of card {CARD}")
        run.record(who, "settings.changed", f"toy/{name}", "a reason", after={"name": name})
        return {"by": who.subject}

    return app


@pytest.fixture
def client(run: ServiceRun, app: FastAPI) -> TestClient:
    return TestClient(run.measured(app), raise_server_exceptions=False)


def test_a_change_is_on_record_under_who_the_token_says(
    run: ServiceRun, client: TestClient, authority: Authority
) -> None:
    assert client.put("/v1/toys/a", headers=authority.headers(OPERATOR)).json() == {"by": "ada"}
    assert client.put("/v1/toys/b").status_code == 401
    with closing(open_audit(run.options.audit, read_only=True)) as log:
        found = [(each.actor, each.action, each.subject) for each in log.records()]
    assert found == [
        ("service:toy", "deployment.applied", "deployment/toy"),
        ("service:toy", "policy.changed", "policy/toy"),
        ("ada", "settings.changed", "toy/a"),
    ]


def test_the_services_own_errors_and_unexpected_ones_are_problems_that_tell_no_data(
    run: ServiceRun, client: TestClient, authority: Authority, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ada = authority.headers(OPERATOR)
    unfit = client.put("/v1/toys/unfit", headers=ada)
    assert (unfit.status_code, unfit.json()["detail"]) == (409, "it does not fit")
    broken = client.put("/v1/toys/broken", headers=ada)
    assert (broken.status_code, broken.headers["content-type"]) == (500, "application/problem+json")
    assert CARD not in broken.text
    log = (tmp_path / "telemetry" / "toy.log.ndjson").read_text()
    assert CARD not in log
    (line,) = (each for each in map(json.loads, log.splitlines()) if each["message"] == "a request failed")
    assert "ValueError: of card [card]" in line["exception.stacktrace"]
    assert len(line["trace_id"]) == 32
    metrics = client.get("/metrics", headers=authority.headers(Identity("m", [], ["operator"]))).text
    assert 'http_response_status_code="409"' in metrics
    assert 'http_response_status_code="500"' in metrics


def test_readiness_says_what_is_waited_for_and_no_once_told_to_stop(run: ServiceRun) -> None:
    waits: list[str | None] = ["the store is away", None, None]
    app = service_app(run, "A toy.", lambda: waits.pop(0), {})
    client = TestClient(run.measured(app))
    assert (client.get("/readyz").status_code, client.get("/healthz").status_code) == (503, 200)
    assert client.get("/readyz").json() == {"status": "ok"}
    run.stopping = True
    assert "stopping" in client.get("/readyz").json()["detail"]
    assert client.get("/healthz").status_code == 200


def test_an_app_with_a_route_that_says_not_who_may_call_it_is_not_served(run: ServiceRun, app: FastAPI) -> None:
    @app.get("/v1/all", dependencies=[public("a test"), public("twice")])
    def everything() -> None: ...

    with pytest.raises(UndeclaredRoute, match="GET /v1/all of toy says not who may call it"):
        run.serve(app)


def test_what_development_allows_is_refused_in_production_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "production")
    options = options_of("--host", "0.0.0.0")
    with pytest.raises(UserError) as refused, service_run("toy", options, [], ["and this"]):
        raise AssertionError("it started")
    for named in ("toy does not start in production", "--auth", "--audit", "and this"):
        assert named in str(refused.value)


@pytest.mark.parametrize(
    ("option", "value"), [("--notice-s", "nan"), ("--notice-s", "-1"), ("--port", "0"), ("--telemetry-dir", __file__)]
)
def test_options_that_make_no_sense_are_refused_before_anything_starts(option: str, value: str) -> None:
    with pytest.raises(UserError, match=option), service_run("toy", options_of(option, value), [], []):
        raise AssertionError("it started")


def test_an_application_that_measures_itself_is_told_of_a_stop_and_the_log_says_both(tmp_path: Path) -> None:
    options = options_of("--telemetry-dir", str(tmp_path))
    told: list[bool] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["type"] == "lifespan"

    with process_run("toy", options, permitted("toy", options, []), [], options.telemetry_dir) as run:
        run.until_stopped(
            run.server(app, lambda: told.append(run.stopping)), lambda: os.kill(os.getpid(), signal.SIGTERM)
        )
    assert told == [True]
    log = (tmp_path / "toy.log.ndjson").read_text()
    assert [json.loads(line)["message"] for line in log.splitlines()] == ["serving", "stopped"]


def test_in_development_a_service_needs_no_settings_and_records_nothing(tmp_path: Path) -> None:
    with service_run("toy", options_of(), [], []) as run:
        app = service_app(run, "A toy.", lambda: None, {})

        @app.put("/v1/toy", dependencies=[run.guard.requires(Action.SERVICE_CHANGE, "service:toy")])
        def change(who: Caller) -> str:
            run.record(who, "settings.changed", "toy/a", "a reason")
            return who.subject

        assert TestClient(run.measured(app), base_url="http://127.0.0.1").put("/v1/toy").json() == "anyone"
        # A page that had its own name point to this machine would come with that name.
        assert TestClient(run.measured(app), base_url="http://evil.example").put("/v1/toy").status_code == 421
