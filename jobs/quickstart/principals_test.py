"""Contract of a run's principals: the policy lets each do its part and nothing of another's, and their tokens stay theirs."""

import time
from pathlib import Path

import httpx
import pytest

from andamio.auth.errors import AuthError
from andamio.auth.guard import Guard
from andamio.auth.policy import Access, Action
from andamio.auth.settings import guard_of, load_settings
from andamio.environment import Environment
from quickstart.errors import StepFailed
from quickstart.principals import APPROVER, INFERENCE, OPERATOR, PARITY, PARTS, SHOP, Part, Principals
from quickstart.refused_attempts import refused_attempts
from quickstart.settings import Settings

PII = frozenset({"identifier", "financial", "quasi_identifier"})
FEATURES = Access(Action.FEATURES_READ, "feature_service:reversal_risk@1", PII)
ACCESSES = {
    "score": Access(Action.MODEL_SCORE, "model:reversal_risk", tenant="shop"),
    "read": FEATURES,
    "start": Access(Action.ROLLOUT_CHANGE, "rollout:*"),
    "approve": Access(Action.ROLLOUT_APPROVE, "rollout:rollout-1"),
}
MAY = {SHOP: {"score"}, INFERENCE: {"read"}, PARITY: {"read", "score"}, OPERATOR: {"start"}, APPROVER: {"approve"}}


@pytest.fixture
def principals(tmp_path: Path) -> Principals:
    return Principals(tmp_path / "auth", ["shop", "shop"], time.time())


def _guard(principals: Principals) -> Guard:
    return guard_of(load_settings(principals.settings), Environment.DEV)


def _lets(guard: Guard, headers: dict[str, str], access: Access) -> bool:
    try:
        guard.authorize(guard.authenticate([(k.encode(), v.encode()) for k, v in headers.items()]), access)
    except AuthError:
        return False
    return True


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.subject)
def test_the_reference_policy_lets_each_do_its_part_and_no_more(principals: Principals, part: Part) -> None:
    guard = _guard(principals)
    assert {name for name, access in ACCESSES.items() if _lets(guard, principals.headers(part), access)} == MAY[part]


def test_tokens_are_for_this_user_alone_and_of_the_datas_tenants(principals: Principals, tmp_path: Path) -> None:
    tokens = sorted((tmp_path / "auth").glob("*.token"))
    assert [file.stem for file in tokens] == sorted(part.subject for part in PARTS)
    assert {file.stat().st_mode & 0o077 for file in tokens} == {0}
    guard = _guard(principals)
    elsewhere = Access(Action.MODEL_SCORE, "model:reversal_risk", tenant="elsewhere")
    assert not _lets(guard, principals.headers(SHOP), elsewhere)
    assert not _lets(guard, {"authorization": f"Bearer {principals.issue(SHOP, 172_800)}"}, ACCESSES["score"])


def _attempted(principals: Principals, folder: Path, transport: httpx.BaseTransport) -> list[tuple[int, int]]:
    settings = Settings(None, folder, folder, 7, None, 1, 1, 1.0, 1, 1, 2, 3)
    payment = {"tenant": "shop", "customer": "c1"}
    with httpx.Client(transport=transport) as client:
        found = refused_attempts(client, settings, principals, payment, "r1")
    return [(each["expected"], each["status"]) for each in found]


def test_each_attempt_is_one_that_the_guard_refuses_as_expected(principals: Principals, tmp_path: Path) -> None:
    guard = _guard(principals)
    actions = {
        "/v1/models/reversal_risk:score": ACCESSES["score"],
        "/v1/features:read": Access(FEATURES.action, FEATURES.resource, PII, "shop"),
        "/v1/rollouts": ACCESSES["start"],
        "/v1/stable": Access(Action.ROLLOUT_CHANGE, "switch:stable"),
        "/v1/rollouts/rollout-1/approve": ACCESSES["approve"],
    }

    def answer(request: httpx.Request) -> httpx.Response:
        try:
            principal = guard.authenticate([(k.lower(), v) for k, v in request.headers.raw])
        except AuthError:
            return httpx.Response(401)
        try:
            guard.authorize(principal, actions[request.url.path])
        except AuthError:
            return httpx.Response(403)
        return httpx.Response(200)

    found = _attempted(principals, tmp_path, httpx.MockTransport(answer))
    assert len(found) == 12
    assert all(expected == status for expected, status in found)


def test_what_is_let_in_shows_and_a_service_that_is_away_is_one_sentence(
    principals: Principals, tmp_path: Path
) -> None:
    assert {s for _, s in _attempted(principals, tmp_path, httpx.MockTransport(lambda _: httpx.Response(200)))} == {200}

    def away(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with pytest.raises(StepFailed, match="inference does not answer .*refused"):
        _attempted(principals, tmp_path, httpx.MockTransport(away))
