"""A read has one answer, whichever way it comes: as ASGI's messages or directly, from a reader with or without tasks."""

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from andamio.auth.attack_table import Authority
from andamio.auth.development import Identity
from andamio.catalog.loading import REFERENCE_POLICY
from andamio.features.online.online_store import StoreError, StoreUnavailable
from andamio.features.online.reader import Found
from andamio.features.online.view_answer import ViewAnswer, unavailable, without_values
from andamio.telemetry import tracing
from andamio.telemetry.setup import start
from andamio.web.direct_route import Answer, Head
from feature_api.app import FeatureApi
from feature_api.app_test import CATALOG, PAID_AT, SERVICE
from feature_api.instruments import READ_PATH
from feature_api.quotas import Quota, Quotas
from feature_api.read_route import Rules


class Answers:
    """A reader that says of a customer what its name asks for."""

    def __init__(self) -> None:
        self.later = False

    def of(self, views: Any, keys: Sequence[tuple[str, str]]) -> list[ViewAnswer]:
        customers = {customer for _, customer in keys}
        if "down" in customers:
            raise StoreUnavailable("the store at x does not answer")
        if "bug" in customers:
            raise RuntimeError("the secret of a bug")
        if "silent" in customers:
            return [unavailable(view, len(keys)) for view in views]
        return [without_values(view, "not_found", len(keys), {0: 7}) for view in views]

    async def read(self, views: Any, keys: Any, t_ms: int, budget_s: float) -> list[ViewAnswer]:
        return self.of(views, keys)

    def close(self) -> None: ...


class AnswersWithoutTasks(Answers):
    """The same with an `ask`, whose answer comes at once or later."""

    def ask(self, views: Any, keys: Any, t_ms: int, budget_s: float, found: Found) -> None:
        try:
            answer: list[ViewAnswer] | Exception = self.of(views, keys)
        except StoreError as error:
            answer = error
        if self.later:
            asyncio.get_running_loop().call_soon(found, answer)
        else:
            found(answer)


Ways = list[Callable[[list[tuple[bytes, bytes]], bytes], Answer]]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("auth"), REFERENCE_POLICY)


@pytest.fixture(scope="module")
def ways(authority: Authority) -> Iterator[Ways]:
    """Directly and as ASGI's messages, each with a reader that makes tasks and one that does not."""
    telemetry = start("feature_api")
    rules = Rules(authority.guard(), Quotas(Quota(concurrent=1), {}, lambda: 0.0), body_at_most=2_000)

    def way(reader: Answers, directly: bool) -> Callable[[list[tuple[bytes, bytes]], bytes], Answer]:
        api = FeatureApi(reader, CATALOG, lambda: PAID_AT, telemetry, rules)

        def call(headers: list[tuple[bytes, bytes]], body: bytes) -> Answer:
            return asyncio.run(direct(api, headers, body) if directly else by_messages(api, headers, body))

        return call

    yield [way(reader, directly) for reader in (Answers(), AnswersWithoutTasks()) for directly in (True, False)]
    telemetry.shutdown()


async def direct(api: FeatureApi, headers: list[tuple[bytes, bytes]], body: bytes) -> Answer:
    answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
    # A second answer would raise.
    api.direct(Head(headers), body, answer.set_result)
    assert tracing.current() is None
    return await answer


async def by_messages(api: FeatureApi, headers: list[tuple[bytes, bytes]], body: bytes) -> Answer:
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": body}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "path": READ_PATH, "method": "POST", "headers": headers}
    await api(scope, receive, send)
    first, second = sent
    return first["status"], first["headers"], second["body"]


ENTITIES = st.lists(
    st.fixed_dictionaries(
        {
            "tenant": st.sampled_from(["shop", "shop", "shop", "other", "a\x1fb", "", 7]),
            "customer": st.sampled_from(["ada", "bob", "ünï", "down", "bug", "silent", "x" * 300, None]),
        },
        optional={"name": st.just("x")},
    )
    | st.just(5),
    max_size=4,
)
DOCUMENTS = st.fixed_dictionaries(
    {"entities": ENTITIES | st.none()},
    optional={
        "feature_service": st.sampled_from([SERVICE.id, SERVICE.id, SERVICE.id, "reversal_risk@9", 3]),
        "as_of_ms": st.sampled_from([PAID_AT, 5, 5.0, -1, "now", None, 2**53]),
        "event_times": st.sampled_from([True, False, 1]),
        "budget_ms": st.sampled_from([1, 50, 0, None]),
        "as_of": st.just(1),
    },
)
BODIES = st.builds(lambda document: json.dumps(document).encode(), DOCUMENTS) | st.sampled_from(
    [b"", b"{", b"[]", b"\xff", b"null", b'{"x": "%b"}' % (b"x" * 3_000)]
)


@settings(max_examples=150, deadline=None)
@given(
    st.builds(lambda one: json.dumps(one | {"feature_service": SERVICE.id}).encode(), DOCUMENTS) | BODIES,
    st.sampled_from(["of_all", "of_shop", "of_shop", "of_shop", "wrong", "none", "twice"]),
    st.sampled_from(["", "application/vnd.apache.arrow.stream"]),
    st.sampled_from(["", f"00-{'a' * 32}-{'b' * 16}-00", f"00-{'a' * 32}-{'b' * 16}-01", "nonsense"]),
)
def test_a_read_is_answered_the_same_whichever_way_it_comes(
    ways: Ways, authority: Authority, body: bytes, token: str, accept: str, traceparent: str
) -> None:
    tenants = ["*"] if token == "of_all" else ["shop"]
    role = "analyst" if token == "wrong" else "inference"
    shown = authority.headers(Identity("svc", tenants, [role], ["fraud_prevention"]))
    headers = [(b"content-length", b"%d" % len(body))]
    headers += [(name.lower().encode(), value.encode()) for name, value in shown.items()] * (
        {"none": 0, "twice": 2}.get(token, 1)
    )
    headers += [(name, value.encode()) for name, value in ((b"accept", accept), (b"traceparent", traceparent)) if value]
    found = [_comparable(way(headers, body)) for way in ways]
    assert found[1:] == found[:-1]


def _comparable(answer: Answer) -> Any:
    """All of an answer but the id of its span, which is random."""
    status, headers, body = answer
    return int(status), [(name, value[:36] if name == b"traceresponse" else value) for name, value in headers], body


def test_a_read_that_was_refused_or_failed_takes_no_part_of_the_quota(ways: Ways, authority: Authority) -> None:
    token = authority.headers(Identity("svc", ["shop"], ["inference"], ["fraud_prevention"]))
    headers = [(name.lower().encode(), value.encode()) for name, value in token.items()]

    def body(customer: str) -> bytes:
        entities = [{"tenant": "shop", "customer": customer}]
        return json.dumps({"feature_service": SERVICE.id, "entities": entities}).encode()

    for way in ways:
        assert [way(headers, body(customer))[0] for customer in ("down", "bug", "ada", "ada")] == [503, 500, 200, 200]


def test_what_is_logged_of_a_fault_is_of_the_trace_of_its_request(tmp_path: Path) -> None:
    telemetry = start("probe", tmp_path)
    reader = AnswersWithoutTasks()
    api = FeatureApi(reader, CATALOG, lambda: PAID_AT, telemetry)

    async def both(later: bool) -> None:
        reader.later = later
        body = json.dumps({"feature_service": SERVICE.id, "entities": [{"tenant": "shop", "customer": "bug"}]})
        status, *_ = await direct(api, [(b"traceparent", f"00-{'c' * 32}-{'b' * 16}-00".encode())], body.encode())
        assert status == 500
        assert tracing.current() is None

    for later in (False, True):
        asyncio.run(both(later))
    telemetry.shutdown()
    lines = (tmp_path / "probe.log.ndjson").read_text().splitlines()
    assert [json.loads(line)["trace_id"] for line in lines] == ["c" * 32] * 2
