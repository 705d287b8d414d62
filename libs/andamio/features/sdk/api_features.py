"""Features read through the feature API, synchronously and for an event loop. Batches are cut into requests.

401, 403, 404, 413, 422    FeatureRequestRefused, with the field that the API names
429, 5xx, no answer        FeatureReadError; tried again within the patience given, as Retry-After says
"""

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

import httpx
import pyarrow as pa

from andamio.features.sdk.feature_rows import (
    Entity,
    FeatureReadError,
    FeatureRequestRefused,
    FeatureRows,
    joined,
)
from andamio.telemetry.tracing import RESPONSE_HEADER, answered, traced_headers

Token = str | Callable[[], str] | None
"""A bearer token, or what gives the value of the header `Authorization` now, as `ServiceToken.header` does."""
READ = "/v1/features:read"
ENTITIES_A_REQUEST = 500
_RETRY_S = 0.05
_TRY_AGAIN = frozenset({429, 500, 502, 503, 504})


class ApiFeatures:
    """`Features` behind a URL. A context manager; safe for use by several threads."""

    def __init__(self, url: str, token: Token = None, timeout_s: float = 5.0, patience_s: float = 2.0) -> None:
        """`patience_s` is how long a read may go on trying again. Reads are calls on behalf of the current trace."""
        self._client = httpx.Client(base_url=url, timeout=timeout_s, trust_env=False)
        self._token, self._patience_s = token, patience_s

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def read(
        self,
        feature_service: str,
        entities: Sequence[Entity],
        *,
        as_of_ms: int | None = None,
        event_times: bool = False,
        budget_ms: int | None = None,
    ) -> FeatureRows:
        """See `Features.read`. All requests of a batch ask for the time that the first one was answered at."""
        parts: list[FeatureRows] = []
        for chunk in _chunks(entities):
            t_ms = parts[0].as_of_ms if parts else as_of_ms
            parts.append(self._ask(_body(feature_service, chunk, t_ms, event_times, budget_ms)))
        return joined(parts)

    def history(self, feature_service: str, labels: pa.Table, time_column: str = "t_ms") -> pa.Table:
        """Refused: history is read where the lakehouse is, by `LocalFeatures`."""
        raise FeatureRequestRefused("the feature API serves features of now; read history with LocalFeatures")

    def _ask(self, body: Mapping[str, Any]) -> FeatureRows:
        deadline = time.monotonic() + self._patience_s
        while True:
            outcome: httpx.Response | httpx.TransportError
            try:
                outcome = self._client.post(READ, json=body, headers=_headers(self._token))
            except httpx.TransportError as error:
                outcome = error
            judged = _judge(outcome, deadline - time.monotonic())
            if isinstance(judged, FeatureRows):
                return judged
            time.sleep(judged)


class AsyncApiFeatures:
    """`AsyncFeatures` behind a URL. An async context manager."""

    def __init__(self, url: str, token: Token = None, timeout_s: float = 5.0, patience_s: float = 2.0) -> None:
        """See `ApiFeatures`."""
        self._client = httpx.AsyncClient(base_url=url, timeout=timeout_s, trust_env=False)
        self._token, self._patience_s = token, patience_s

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def read(
        self,
        feature_service: str,
        entities: Sequence[Entity],
        *,
        as_of_ms: int | None = None,
        event_times: bool = False,
        budget_ms: int | None = None,
    ) -> FeatureRows:
        """See `ApiFeatures.read`."""
        parts: list[FeatureRows] = []
        for chunk in _chunks(entities):
            t_ms = parts[0].as_of_ms if parts else as_of_ms
            parts.append(await self._ask(_body(feature_service, chunk, t_ms, event_times, budget_ms)))
        return joined(parts)

    async def _ask(self, body: Mapping[str, Any]) -> FeatureRows:
        deadline = time.monotonic() + self._patience_s
        while True:
            outcome: httpx.Response | httpx.TransportError
            try:
                outcome = await self._client.post(READ, json=body, headers=_headers(self._token))
            except httpx.TransportError as error:
                outcome = error
            judged = _judge(outcome, deadline - time.monotonic())
            if isinstance(judged, FeatureRows):
                return judged
            await asyncio.sleep(judged)


def _judge(outcome: httpx.Response | httpx.TransportError, left_s: float) -> FeatureRows | float:
    """The rows, or the seconds to wait before another try, of which `left_s` are left."""
    if isinstance(outcome, httpx.Response):
        answered(outcome.headers.get(RESPONSE_HEADER))
    if isinstance(outcome, httpx.TransportError):
        reason = str(outcome) or type(outcome).__name__
        failed, wait_s = f"the feature API does not answer ({reason}); is it running?", _RETRY_S
    elif outcome.status_code == 200:
        return _rows(outcome.json())
    else:
        detail, field = _problem(outcome)
        if outcome.status_code not in _TRY_AGAIN:
            raise FeatureRequestRefused(detail, field)
        failed, wait_s = f"the feature API answers {outcome.status_code}: {detail}", _wait_s(outcome)
    if wait_s > left_s:
        raise FeatureReadError(failed)
    return wait_s


def _headers(token: Token) -> dict[str, str]:
    if token is None:
        return traced_headers()
    return {"authorization": f"Bearer {token}" if isinstance(token, str) else token(), **traced_headers()}


def _chunks(entities: Sequence[Entity]) -> Iterator[Sequence[Entity]]:
    if not entities:
        raise FeatureRequestRefused("no entities were named; name at least one", "entities")
    for start in range(0, len(entities), ENTITIES_A_REQUEST):
        yield entities[start : start + ENTITIES_A_REQUEST]


def _body(
    feature_service: str, entities: Sequence[Entity], as_of_ms: int | None, event_times: bool, budget_ms: int | None
) -> dict[str, Any]:
    body: dict[str, Any] = {
        "feature_service": feature_service,
        "entities": [dict(entity) for entity in entities],
        "event_times": event_times,
    }
    if as_of_ms is not None:
        body["as_of_ms"] = as_of_ms
    if budget_ms is not None:
        body["budget_ms"] = budget_ms
    return body


def _rows(document: Mapping[str, Any]) -> FeatureRows:
    results = document["results"]
    return FeatureRows(
        feature_service=document["feature_service"],
        as_of_ms=document["as_of_ms"],
        features=tuple(document["features"]),
        entities=tuple(result["entity"] for result in results),
        values=tuple(tuple(result["values"]) for result in results),
        statuses=tuple(result["statuses"] for result in results),
        event_times_ms=(
            tuple(result["event_times_ms"] for result in results)
            if results and results[0].get("event_times_ms") is not None
            else None
        ),
        saturated=tuple(frozenset(result["saturated"]) for result in results),
        applied_positions={
            view: {int(partition): position for partition, position in positions.items()}
            for view, positions in document["applied_positions"].items()
        },
    )


def _problem(response: httpx.Response) -> tuple[str, str | None]:
    """Detail and field of a problem document, or what there is."""
    try:
        problem = response.json()
        return str(problem["detail"]), str(problem["errors"][0]["field"]) if problem.get("errors") else None
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return response.text[:300] or response.reason_phrase, None


def _wait_s(response: httpx.Response) -> float:
    try:
        return max(_RETRY_S, float(response.headers["retry-after"]))
    except (KeyError, ValueError):
        return _RETRY_S
