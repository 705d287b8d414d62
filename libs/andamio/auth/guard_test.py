"""A service asks every caller, and a route that forgets to is found."""

from pathlib import Path

import pytest
from fastapi import FastAPI, Request, Response
from fastapi.testclient import TestClient

from andamio.auth import problems
from andamio.auth.development import DEVELOPMENT_ISSUER, DevelopmentIssuer, Identity
from andamio.auth.guard import Guard, public, undeclared_routes
from andamio.auth.policy import Action
from andamio.auth.secret import Secret, secret
from andamio.auth.settings import guard_of, load_settings
from andamio.environment import Environment, refuse_development_defaults
from andamio.errors import UserError

NOW_S = 1_800_000_000.0
POLICY = """
grants:
  - name: operators stop rollouts
    roles: [operator]
    actions: [rollout.stop]
    resources: ["rollout:*"]
"""
SETTINGS = f"""
issuers:
  - {{name: {DEVELOPMENT_ISSUER}, audience: andamio, keys: keys/jwks.json, algorithms: [EdDSA]}}
policy: policy.yaml
"""


@pytest.fixture
def issuer(tmp_path: Path) -> DevelopmentIssuer:
    (tmp_path / "policy.yaml").write_text(POLICY)
    (tmp_path / "auth.yaml").write_text(SETTINGS)
    return DevelopmentIssuer(tmp_path / "keys", Environment.DEV)


def service(guard: Guard) -> FastAPI:
    app = FastAPI()
    problems.install(app)

    @app.get("/healthz", dependencies=[public("probes have no token")])
    async def healthz() -> dict[str, str]:
        return {}

    @app.post(
        "/{tenant}/rollouts/{rollout}/abort",
        dependencies=[guard.requires(Action.ROLLOUT_STOP, "rollout:{rollout}", "{tenant}")],
    )
    async def abort(request: Request) -> str:
        subject: str = request.state.principal.subject
        return subject

    return app


def call(app: FastAPI, token: str | None, path: str = "/acme/rollouts/7/abort") -> tuple[int, str]:
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    response = TestClient(app).post(path, headers=headers)
    return response.status_code, response.json() if response.status_code == 200 else response.json()["detail"]


def test_a_route_serves_whom_the_policy_lets(tmp_path: Path, issuer: DevelopmentIssuer) -> None:
    refused: list[str] = []
    guard = guard_of(
        load_settings(tmp_path / "auth.yaml"),
        Environment.DEV,
        lambda refusal: refused.append(refusal.reason),
        lambda: NOW_S,
    )
    app = service(guard)

    def token(role: str = "operator", tenant: str = "acme") -> str:
        return issuer.issue(Identity("ada", [tenant], [role]), NOW_S)

    assert call(app, token()) == (200, "ada")
    assert call(app, None)[0] == 401
    assert call(app, token()[:-4] + "AAAA")[0] == 401
    assert call(app, token(role="reader")) == (
        403,
        "rollout.stop of rollout:7 is refused: none of the caller's roles may do anything here",
    )
    assert call(app, token(tenant="globex"))[0] == 403
    assert call(app, issuer.issue(Identity("ada", ["acme"], ["operator"]), NOW_S - 7_200))[0] == 401
    assert refused == ["missing", "signature", "role", "tenant", "expired"]
    assert TestClient(app).get("/healthz").status_code == 200


def test_a_route_without_a_declaration_is_found() -> None:
    guard = guard_of(None, Environment.DEV)
    app = service(guard)
    assert undeclared_routes(app) == []

    @app.get("/secrets")
    async def forgotten() -> str:
        return "everything"

    @app.get("/both", dependencies=[public("why not"), guard.requires(Action.AUDIT_READ, "audit:log")])
    async def contradictory() -> str:
        return "either"

    app.mount("/static", FastAPI())
    assert undeclared_routes(app) == ["GET /secrets", "GET /both"]
    app.add_route("/raw", lambda request: Response())
    assert "GET /raw" in undeclared_routes(app)


def test_only_development_runs_without_asking() -> None:
    assert guard_of(None, Environment.DEV).open
    with pytest.raises(UserError, match="nobody is asked who they are, in production"):
        guard_of(None, Environment.PRODUCTION)


def test_production_refuses_the_development_issuer(tmp_path: Path, issuer: DevelopmentIssuer) -> None:
    wrong = load_settings(tmp_path / "auth.yaml").wrong_outside_development()
    refuse_development_defaults(Environment.DEV, "inference", wrong)
    with pytest.raises(UserError, match="does not start in production with these settings:\n  - .*development issuer"):
        refuse_development_defaults(Environment.PRODUCTION, "inference", wrong)
    with pytest.raises(UserError, match="may not be used in staging"):
        DevelopmentIssuer(tmp_path / "keys", Environment.STAGING)


def test_a_key_that_others_can_read_is_refused(tmp_path: Path, issuer: DevelopmentIssuer) -> None:
    key = tmp_path / "keys" / "private-key.pem"
    assert key.stat().st_mode & 0o777 == 0o600
    key.chmod(0o644)
    with pytest.raises(UserError, match="others may read the key"):
        DevelopmentIssuer(tmp_path / "keys", Environment.DEV)


@pytest.mark.parametrize(
    ("wrong", "right", "sentence"),
    [
        ("keys/jwks.json", "http://id.example/keys", "plain http"),
        ("audience: andamio, ", "", "has no audience"),
        ("[EdDSA]", "[HS256]", "may not use"),
        ("policy: policy.yaml", "", "fields issuers and policy"),
        ("algorithms:", "algorythms:", "unknown fields algorythms"),
    ],
)
def test_settings_with_a_mistake_are_refused(
    tmp_path: Path, issuer: DevelopmentIssuer, wrong: str, right: str, sentence: str
) -> None:
    path = tmp_path / "auth.yaml"
    path.write_text(SETTINGS.replace(wrong, right))
    with pytest.raises(UserError, match=sentence):
        guard_of(load_settings(path), Environment.DEV)


def test_a_secret_is_named_in_settings_and_shown_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORE_PASSWORD", "hunter2")
    (tmp_path / "password").write_text("hunter3\n")
    known = secret("env:STORE_PASSWORD")
    assert known.reveal() == "hunter2"
    assert secret(f"file:{tmp_path}/password").reveal() == "hunter3"
    assert secret("vault:a/b", {"vault": lambda path: path * 2}).reveal() == "a/ba/b"
    assert "hunter" not in f"{known} {known!r} {[known]}" + str({"password": known})
    for reference in ("hunter2", "env:NOT_SET", "file:/no/such/file", "plain:hunter2"):
        with pytest.raises(UserError) as caught:
            secret(reference)
        assert "hunter2" not in str(caught.value)
    with pytest.raises(TypeError):
        known == Secret("hunter2")  # noqa: B015
