"""Requests that must be refused: made once a run, on purpose, against the services as they run.

Each says what it tries, as whom, and the status that must come of it. Nothing of them reaches a model, a store or the
decision log.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import httpx

from quickstart.errors import StepFailed
from quickstart.principals import APPROVER, INFERENCE, OPERATOR, SHOP, Principals, bearing
from quickstart.serving_sections import RefusedAttempt
from quickstart.settings import Settings

_ELSEWHERE = ("another-shop",)
_SCORE = "/v1/models/reversal_risk:score"
_READ = "/v1/features:read"
_TWO_DAYS_S = 172_800.0
_TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True)
class _Attempt:
    service: str
    url: str
    body: Mapping[str, Any]
    tries: str
    headers: Mapping[str, str]
    expected: int


def refused_attempts(
    client: httpx.Client, settings: Settings, principals: Principals, payment: Mapping[str, Any], release_id: str
) -> list[RefusedAttempt]:
    """Make every attempt; what came of each. `payment` is one that would be scored. Raises `StepFailed` without an answer."""
    found = []
    for attempt in _attempts(settings, principals, payment, release_id):
        try:
            answer = client.post(attempt.url, json=attempt.body, headers=attempt.headers, timeout=_TIMEOUT_S)
        except httpx.HTTPError as error:
            raise StepFailed(f"{attempt.service} does not answer {attempt.url} ({error})") from None
        found.append(
            RefusedAttempt(
                service=attempt.service, tries=attempt.tries, expected=attempt.expected, status=answer.status_code
            )
        )
    return found


def _attempts(
    settings: Settings, principals: Principals, payment: Mapping[str, Any], release_id: str
) -> Iterator[_Attempt]:
    score = settings.url(settings.inference_port) + _SCORE
    read = settings.url(settings.feature_api_port) + _READ
    controller = settings.url(settings.controller_port)
    rollouts, stable = f"{controller}/v1/rollouts", f"{controller}/v1/stable"
    entity = {"tenant": payment["tenant"], "customer": payment["customer"]}
    question = {"feature_service": "reversal_risk@1", "entities": [entity]}
    command = {"release_id": release_id, "reason": "an attempt that must be refused"}
    shop, operator, approver = (principals.headers(part) for part in (SHOP, OPERATOR, APPROVER))

    other_shop = bearing(principals.issue(replace(SHOP, subject="another-shop", tenants=_ELSEWHERE)))
    other_reader = bearing(principals.issue(replace(INFERENCE, subject="svc-elsewhere", tenants=_ELSEWHERE)))
    aimless = bearing(principals.issue(replace(INFERENCE, subject="svc-aimless", purposes=())))
    expired = bearing(principals.issue(SHOP, _TWO_DAYS_S))
    token = shop["authorization"]
    forged = {"authorization": token[:-8] + token[-8:].swapcase()}
    yield _Attempt("inference", score, payment, "a payment without a token", {}, 401)
    yield _Attempt("inference", score, payment, "with a token of two days ago", expired, 401)
    yield _Attempt("inference", score, payment, "with another signature", forged, 401)
    yield _Attempt("inference", score, payment, "a payment of another shop's", other_shop, 403)
    yield _Attempt("feature API", read, question, "features without a token", {}, 401)
    yield _Attempt("feature API", read, question, "features as a shop", shop, 403)
    yield _Attempt("feature API", read, question, "features of another tenant", other_reader, 403)
    yield _Attempt("feature API", read, question, "personal data for no purpose", aimless, 403)
    yield _Attempt("rollout controller", rollouts, command, "a rollout without a token", {}, 401)
    yield _Attempt("rollout controller", rollouts, command, "a rollout as an approver", approver, 403)
    yield _Attempt("rollout controller", stable, command, "another stable release as a shop", shop, 403)
    approval = f"{rollouts}/rollout-1/approve"
    yield _Attempt("rollout controller", approval, {"reason": "mine"}, "an approval as the operator", operator, 403)
