import asyncio
import json
from typing import Any

import httpx
import pytest

from andamio.auth.service_token import ServiceToken
from inference.errors import FeaturesUnavailable
from inference.features_client import FeatureApi, FeatureVector

ANSWER: dict[str, Any] = {
    "feature_service": "s@1",
    "as_of_ms": 1000,
    "applied_position": {"v@1": 4},
    "features": ["v__a", "v__b"],
    "applied_positions": {"v@1": {"0": 4}},
    "results": [{"entity": {}, "statuses": {"v@1": "present"}, "saturated": [], "values": [1, None]}],
}


def read(handle: Any, budget_ms: int = 1_000, token: ServiceToken | None = None) -> FeatureVector:
    async def go() -> FeatureVector:
        api = FeatureApi("http://features", budget_ms, token, transport=httpx.MockTransport(handle))
        try:
            return await api.read("s@1", "shop", "c1", 1000)
        finally:
            await api.close()

    return asyncio.run(go())


def test_values_come_by_name_for_the_entity_and_time_that_were_asked() -> None:
    asked = []

    async def handle(request: httpx.Request) -> httpx.Response:
        asked.append((request.url.path, json.loads(request.content)))
        return httpx.Response(200, json=ANSWER)

    vector = read(handle)

    assert vector.values == {"v__a": 1, "v__b": None}
    assert (vector.applied_position, vector.statuses, vector.as_of_ms) == ({"v@1": 4}, {"v@1": "present"}, 1000)
    body = {"feature_service": "s@1", "as_of_ms": 1000, "entities": [{"tenant": "shop", "customer": "c1"}]}
    assert asked == [("/v1/features:read", body)]


def test_an_answer_after_the_budget_is_no_answer() -> None:
    async def handle(_: httpx.Request) -> httpx.Response:
        await asyncio.sleep(5)
        return httpx.Response(200, json=ANSWER)

    with pytest.raises(FeaturesUnavailable, match="no features within 20 ms"):
        read(handle, budget_ms=20)


def test_a_feature_api_that_is_down_is_unavailable() -> None:
    async def handle(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(FeaturesUnavailable, match="cannot be reached"):
        read(handle)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(503),
        httpx.Response(200, text="nonsense"),
        httpx.Response(200, json=ANSWER | {"results": []}),
        httpx.Response(200, json=ANSWER | {"features": ["v__a"]}),
        httpx.Response(200, json=ANSWER | {"results": [{"statuses": {"v@1": "too_old"}, "values": [None, None]}]}),
        httpx.Response(200, json=ANSWER | {"results": [{"statuses": {"v@1": "unavailable"}, "values": [None, None]}]}),
    ],
    ids=["503", "no json", "no result", "too few values", "too old", "unavailable"],
)
def test_an_answer_without_usable_values_is_unavailable(answer: httpx.Response) -> None:
    async def handle(_: httpx.Request) -> httpx.Response:
        return answer

    with pytest.raises(FeaturesUnavailable):
        read(handle)


def test_the_feature_api_is_sent_this_services_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEATURES_TOKEN", "one")
    asked = []

    async def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers.get("authorization"))
        return httpx.Response(200, json=ANSWER)

    read(handle, token=ServiceToken("env:FEATURES_TOKEN"))
    read(handle)
    assert asked == ["Bearer one", None]
