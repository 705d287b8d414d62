"""A payment has one answer, whichever way it comes: as ASGI's messages or directly; and its line, trace and place."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextvars import Context
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from andamio.auth.attack_table import Authority
from andamio.auth.development import Identity
from andamio.auth.guard import Guard, open_guard
from andamio.catalog.loading import REFERENCE_POLICY
from andamio.telemetry import tracing
from andamio.web.direct_route import Answer, Head
from inference.app import InferenceApp, create_app
from inference.app_test import BODY, URL
from inference.features_client import FeatureVector, Found
from inference.harness import Bench, StubFeatures, settle
from inference.replica import Replica
from inference.request import ScoreResponse
from inference.scoring_endpoint import SCORE_PATH

SHOP = Identity("checkout", ["online-retail"], ["scorer"], ["fraud_prevention"])
Sent = list[tuple[bytes, bytes]]


class LateFeatures(StubFeatures):
    """Answers outside of the request's context, as a store's connection does; on demand with what no one expects."""

    bug = False

    def ask(
        self, feature_service: str, tenant: str, customer: str, as_of_ms: int, within_ms: float | None, found: Found
    ) -> None:
        def later(vector: FeatureVector | Exception) -> None:
            asyncio.get_running_loop().call_soon(found, vector, context=Context())

        if self.bug:
            later(RuntimeError("the secret of a bug"))
        else:
            super().ask(feature_service, tenant, customer, as_of_ms, within_ms, later)


class Served:
    """A replica's app, asked both ways on one event loop."""

    def __init__(self, bench: Bench, guard: Guard) -> None:
        self.bench = bench
        self._loop = asyncio.new_event_loop()
        self.replica, self.app = self._loop.run_until_complete(self._made(guard))

    async def _made(self, guard: Guard) -> tuple[Replica, InferenceApp]:
        routing = self.bench.routing()
        await settle(routing)
        replica = self.bench.replica(routing)
        return replica, create_app(replica, guard)

    def directly(self, headers: Sent, body: bytes) -> Answer:
        return self._loop.run_until_complete(self._directly(Head(headers), body))

    async def _directly(self, head: Head, body: bytes) -> Answer:
        answers: list[Answer] = []
        self.app.direct(head, body, answers.append)
        assert tracing.current() is None
        while not answers:
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert len(answers) == 1
        assert tracing.current() is None
        return answers[0]

    def by_messages(self, headers: Sent, body: bytes) -> Answer:
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "path": SCORE_PATH, "method": "POST", "headers": headers, "query_string": b""}
        self._loop.run_until_complete(self.app(scope, receive, send))
        start, payload = sent
        return start["status"], start["headers"], payload["body"]

    def close(self) -> None:
        self._loop.run_until_complete(self.replica.stop())
        self._loop.close()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("auth"), REFERENCE_POLICY)


@pytest.fixture
def served(bench: Bench, authority: Authority) -> Iterator[Served]:
    bench.features = LateFeatures()
    bench.write()
    one = Served(bench, authority.guard())
    yield one
    one.close()


def said(answer: Answer) -> tuple[int, dict[bytes, bytes], Any]:
    status, headers, body = answer
    return status, dict(headers), json.loads(body)


def payload(**change: Any) -> bytes:
    return json.dumps(BODY | change).encode()


def token(authority: Authority, identity: Identity = SHOP) -> Sent:
    return [(name.lower().encode(), value.encode()) for name, value in authority.headers(identity).items()]


Breaks = Callable[[Served], None]


def nothing(served: Served) -> None: ...


def no_features(served: Served) -> None:
    served.bench.features.fails = True


def bug(served: Served) -> None:
    served.bench.features.bug = True  # type: ignore[attr-defined]


def undecidable(served: Served) -> None:
    def decide(*_: object) -> None:
        raise RuntimeError("the secret of a bug")

    served.replica._decider.decide = decide  # type: ignore[method-assign, assignment]


def full(served: Served) -> None:
    served.replica.in_flight.enter(256)


@pytest.mark.parametrize(
    ("breaks", "body", "more", "status"),
    [
        (nothing, payload(), [], 200),
        (nothing, payload(), [(b"x-request-timeout-ms", b"50")], 200),
        (no_features, payload(), [], 200),
        (nothing, payload(), [(b"x-request-timeout-ms", b"soon")], 422),
        (nothing, payload(amount_minor=0), [], 422),
        (nothing, payload(amount_minor=0), [(b"x-request-timeout-ms", b"soon")], 422),
        (nothing, payload(tenant="rival"), [], 403),
        (nothing, b"{", [], 400),
        (nothing, b"", [], 400),
        (bug, payload(), [], 500),
        (undecidable, payload(), [], 500),
        (full, payload(), [], 429),
    ],
)
def test_both_ways_give_one_answer(
    served: Served, authority: Authority, breaks: Breaks, body: bytes, more: Sent, status: int
) -> None:
    breaks(served)
    headers = [*token(authority), *more]
    directly, by_messages = said(served.directly(headers, body)), said(served.by_messages(headers, body))

    assert directly == by_messages
    assert directly[0] == status
    assert b"the secret of a bug" not in json.dumps(directly[2]).encode()


def test_both_ways_refuse_every_attack(served: Served, authority: Authority) -> None:
    for attack in authority.attacks(SHOP):
        headers = [(name.lower().encode(), value.encode()) for name, value in attack.headers.items()]
        directly, by_messages = (way(headers, payload()) for way in (served.directly, served.by_messages))
        assert (attack.name, directly[0]) == (attack.name, attack.status)
        assert said(directly) == said(by_messages), attack.name


def test_a_place_in_hand_is_given_back_whatever_comes(served: Served, authority: Authority) -> None:
    for breaks in (nothing, undecidable, bug):
        breaks(served)
        for headers, body in ((token(authority), payload()), (token(authority), b"{"), ([], payload())):
            served.directly(headers, body)
            assert served.replica.in_flight.count == 0


def test_one_that_is_turned_away_gives_no_place_back(served: Served, authority: Authority) -> None:
    full(served)
    assert served.directly(token(authority), payload())[0] == 429
    assert served.replica.in_flight.count == 256


def test_the_line_has_the_callers_trace(served: Served, authority: Authority) -> None:
    trace = "ab" * 16
    headers = [*token(authority), (b"traceparent", f"00-{trace}-b7ad6b7169203331-01".encode())]
    served.directly(headers, payload())
    served.directly(token(authority), payload())

    first, second = (line["trace_id"] for line in served.bench.lines())
    assert first == trace
    assert second != trace


def test_the_answer_is_what_openapi_describes(served: Served, authority: Authority) -> None:
    for breaks in (nothing, no_features):
        breaks(served)
        _, _, body = served.directly(token(authority), payload())
        assert ScoreResponse.model_validate_json(body, strict=True).model_dump(exclude_unset=True) == json.loads(body)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=200) | st.builds(lambda cut: payload()[:cut], st.integers(0, 200)))
def test_both_ways_say_the_same_of_any_body(served: Served, authority: Authority, body: bytes) -> None:
    headers = token(authority)
    assert said(served.directly(headers, body)) == said(served.by_messages(headers, body))


@pytest.mark.parametrize("sleeps", [True, False])
def test_a_candidate_that_fails_or_takes_a_thread_is_answered_for_directly_too(bench: Bench, sleeps: bool) -> None:
    kind = {"kind": "slow", "delay_ms": 5} if sleeps else {"kind": "error"}
    bench.releases.add("faulty", fault=kind | {"starts": "shadow"})
    bench.write(candidate="faulty", candidate_weight=1.0, stage="canary")
    served = Served(bench, open_guard())
    try:
        status, _, answer = said(served.directly([], payload()))
    finally:
        served.close()
    degraded = None if sleeps else {"reason": "model_error", "fallback": "stable"}
    assert (status, answer["release"], answer["degraded"]) == (200, "faulty", degraded)


def test_the_direct_path_is_the_one_that_is_documented() -> None:
    assert InferenceApp.direct_path == SCORE_PATH == URL
