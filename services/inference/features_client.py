"""Reading one entity's features, once a request and within a budget: from the feature API, or from the store itself."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import httpx

from andamio.auth.service_token import ServiceToken
from andamio.callback_tasks import begin, result
from andamio.catalog.definitions import FeatureService
from andamio.features.online.online_store import StoreError
from andamio.features.online.reader import Reader, asker
from andamio.features.online.view_answer import ViewAnswer
from andamio.telemetry.tracing import RESPONSE_HEADER, answered, traced_headers
from inference.errors import FeaturesUnavailable

Number = float | int | None
# No values: the store no longer knows them as of that time, or did not answer the feature API in time.
_MISSING = {
    "too_old": "the online store no longer knows {view} as of {as_of_ms}; score it offline",
    "unavailable": "the online store did not answer for {view} in time; look at the store",
}


class FeatureVector(NamedTuple):
    """What the feature API said about one entity."""

    feature_service: str
    as_of_ms: int
    applied_position: Mapping[str, int]
    """View -> log position that the store had applied."""
    statuses: Mapping[str, str]
    """View -> present, expired, not_found; with any other there is no vector."""
    values: Mapping[str, Number]
    """Feature -> value."""


Found = Callable[[FeatureVector | Exception], None]
"""Is told, once, of the features or of why there are none (`FeaturesUnavailable`); must not raise."""


class FeatureSource(ABC):
    """Where features come from."""

    @abstractmethod
    def ask(
        self, feature_service: str, tenant: str, customer: str, as_of_ms: int, within_ms: float | None, found: Found
    ) -> None:
        """Have `found` called with the entity's features as of a time, now or later on the event loop.

        Within the source's budget, or `within_ms` if that is less. Does not raise.
        """

    async def read(
        self, feature_service: str, tenant: str, customer: str, as_of_ms: int, within_ms: float | None = None
    ) -> FeatureVector:
        """What `ask` finds; raises `FeaturesUnavailable`."""
        return await result(lambda found: self.ask(feature_service, tenant, customer, as_of_ms, within_ms, found))

    @abstractmethod
    async def close(self) -> None:
        """Let go of connections."""


class FeatureApi(FeatureSource):
    """The feature API over HTTP."""

    def __init__(
        self,
        base_url: str,
        budget_ms: int,
        token: ServiceToken | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._budget_ms, self._token = budget_ms, token
        self._client = httpx.AsyncClient(
            trust_env=False,  # the feature API is a neighbour, never behind a proxy of the environment
            base_url=base_url,
            # httpx bounds each phase; `read` bounds their sum.
            timeout=None,
            limits=httpx.Limits(max_connections=64, max_keepalive_connections=64),
            transport=transport,
        )

    def ask(
        self, feature_service: str, tenant: str, customer: str, as_of_ms: int, within_ms: float | None, found: Found
    ) -> None:
        """See `FeatureSource.ask`."""
        begin(self._asked(feature_service, tenant, customer, as_of_ms, within_ms), found)

    async def _asked(
        self, feature_service: str, tenant: str, customer: str, as_of_ms: int, within_ms: float | None
    ) -> FeatureVector:
        budget_ms = self._budget_ms if within_ms is None else min(self._budget_ms, within_ms)
        body = {
            "feature_service": feature_service,
            "as_of_ms": as_of_ms,
            "entities": [{"tenant": tenant, "customer": customer}],
        }
        headers = traced_headers()
        if self._token is not None:
            headers["authorization"] = self._token.header()
        try:
            async with asyncio.timeout(budget_ms / 1000):
                response = await self._client.post("/v1/features:read", json=body, headers=headers)
        except TimeoutError:
            raise FeaturesUnavailable(f"no features within {budget_ms:g} ms; look at the feature API") from None
        except httpx.HTTPError as error:
            raise FeaturesUnavailable(f"the feature API cannot be reached ({type(error).__name__}); start it") from None
        answered(response.headers.get(RESPONSE_HEADER))
        if response.status_code != 200:
            raise FeaturesUnavailable(f"the feature API answered {response.status_code}; look at its log")
        try:
            vector = _vector(response.json())
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise FeaturesUnavailable(f"the feature API's answer breaks its format ({error!r})") from None
        _require_values(vector)
        return vector

    async def close(self) -> None:
        await self._client.aclose()


class FeatureStore(FeatureSource):
    """The online store, read in this process: no second service, and none of its quotas and served values."""

    def __init__(self, reader: Reader, services: Mapping[str, FeatureService], budget_ms: int) -> None:
        self._reader, self._ask, self._budget_ms = reader, asker(reader), budget_ms
        self._services = {
            service_id: (service.views, service.feature_names()) for service_id, service in services.items()
        }

    def ask(
        self, feature_service: str, tenant: str, customer: str, as_of_ms: int, within_ms: float | None, found: Found
    ) -> None:
        """See `FeatureSource.ask`."""
        known = self._services.get(feature_service)
        if known is None:
            listed = ", ".join(sorted(self._services))
            found(FeaturesUnavailable(f"there is no feature service {feature_service} in the catalog, only {listed}"))
            return
        views, names = known
        budget_ms = self._budget_ms if within_ms is None else min(self._budget_ms, within_ms)

        def answered(answers: list[ViewAnswer] | Exception) -> None:
            told: FeatureVector | Exception
            if isinstance(answers, StoreError):
                told = FeaturesUnavailable(str(answers))
            elif isinstance(answers, Exception):
                told = answers
            else:
                try:
                    told = _vector_of(feature_service, as_of_ms, names, answers)
                except Exception as error:  # noqa: BLE001 - whoever asks is told of it
                    told = error
            found(told)

        try:
            self._ask(views, [(tenant, customer)], as_of_ms, budget_ms / 1000, answered)
        except Exception as error:  # noqa: BLE001 - as above
            found(error)

    async def close(self) -> None:
        self._reader.close()


def _vector_of(
    feature_service: str, as_of_ms: int, names: Sequence[str], answers: Sequence[ViewAnswer]
) -> FeatureVector:
    """Of one entity, from the answers of the service's views."""
    values: list[Number] = []
    for answer in answers:
        values += answer.values[0]
    vector = FeatureVector(
        feature_service,
        as_of_ms,
        {answer.view.id: answer.applied_positions.get(0, -1) for answer in answers},
        {answer.view.id: answer.statuses[0] for answer in answers},
        dict(zip(names, values)),
    )
    _require_values(vector)
    return vector


def _require_values(vector: FeatureVector) -> None:
    for view, status in vector.statuses.items():
        if status in _MISSING:
            raise FeaturesUnavailable(_MISSING[status].format(view=view, as_of_ms=vector.as_of_ms))


def _vector(document: Mapping[str, Any]) -> FeatureVector:
    (result,) = document["results"]
    names, values = document["features"], result["values"]
    if len(names) != len(values):
        raise ValueError(f"{len(values)} values for {len(names)} features")
    return FeatureVector(
        feature_service=str(document["feature_service"]),
        as_of_ms=int(document["as_of_ms"]),
        applied_position={str(view): int(position) for view, position in document["applied_position"].items()},
        statuses={str(view): str(status) for view, status in result["statuses"].items()},
        values=dict(zip(map(str, names), values)),
    )
