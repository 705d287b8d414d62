"""The engines under comparison that answer over the wire or from a file, asked for many points at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import httpx

from andamio.auth.service_token import ServiceToken
from andamio.catalog.definitions import FeatureService
from andamio.errors import AndamioError
from andamio.features.batch.duckdb_engine import Point
from andamio.features.components import Value
from andamio.features.definition import FeatureView
from andamio.features.online.online_read import Kept, read_at
from andamio.features.online.online_store import OnlineStore, Status
from feature_parity.knowledge import Key

_ENTITIES_A_REQUEST = 100
_BUDGET_MS = 25_000


class EngineUnavailable(AndamioError):
    """An engine does not answer."""


class Answer(NamedTuple):
    """One view's features at a point."""

    status: Status
    newest_event_time_ms: int | None
    values: tuple[Value, ...]


def ask_store(store: OnlineStore, view: FeatureView, points: Sequence[Point]) -> dict[Point, Answer]:
    """Read the online store directly."""
    answers: dict[Point, Answer] = {}
    for t_ms, keys in _by_time(points).items():
        for key, read in zip(keys, store.read(view, keys, t_ms).entities, strict=True):
            values = tuple(read.values[feature.name] for feature in view.features)
            answers[*key, t_ms] = Answer(read.status, read.newest_event_time_ms, values)
    return answers


def ask_stream_and_batch(view: FeatureView, kept: Mapping[Key, Kept], points: Sequence[Point]) -> dict[Point, Answer]:
    """Merge the tiles of the tile log and the lakehouse, without a store between."""
    answers: dict[Point, Answer] = {}
    for tenant, key, t_ms in points:
        read = read_at(view, kept.get((tenant, key), {}), None, t_ms)
        values = tuple(read.values[feature.name] for feature in view.features)
        answers[tenant, key, t_ms] = Answer(read.status, read.newest_event_time_ms, values)
    return answers


def ask_feature_api(
    url: str, service: FeatureService, points: Sequence[Point], token: ServiceToken | None = None
) -> dict[str, dict[Point, Answer]]:
    """Read a feature service over HTTP; answers by view id. Raises `EngineUnavailable`."""
    headers = {} if token is None else {"authorization": token.header()}
    answers: dict[str, dict[Point, Answer]] = {view.id: {} for view in service.views}
    with httpx.Client(base_url=url, headers=headers, timeout=30, trust_env=False) as client:
        for t_ms, keys in _by_time(points).items():
            for start in range(0, len(keys), _ENTITIES_A_REQUEST):
                chunk = keys[start : start + _ENTITIES_A_REQUEST]
                document = _post(client, service, t_ms, chunk)
                for key, result in zip(chunk, document["results"], strict=True):
                    values = dict(zip(document["features"], result["values"], strict=True))
                    for view in service.views:
                        answers[view.id][*key, t_ms] = Answer(
                            result["statuses"][view.id],
                            result["event_times_ms"][view.id],
                            tuple(values[name] for name in view.feature_names()),
                        )
    return answers


def _post(client: httpx.Client, service: FeatureService, t_ms: int, keys: Sequence[Key]) -> Any:
    body = {
        "feature_service": service.id,
        "as_of_ms": t_ms,
        "event_times": True,
        # A comparison can wait; what is unavailable cannot be compared.
        "budget_ms": _BUDGET_MS,
        "entities": [{"tenant": tenant, "customer": key} for tenant, key in keys],
    }
    try:
        response = client.post("/v1/features:read", json=body)
    except httpx.HTTPError as error:
        raise EngineUnavailable(
            f"the feature API at {client.base_url} does not answer ({error}); start it, or leave out --feature-api"
        ) from None
    if response.status_code != 200:
        raise EngineUnavailable(f"the feature API answers {response.status_code}: {response.text[:300]}")
    return response.json()


def _by_time(points: Sequence[Point]) -> dict[int, list[Key]]:
    keys: dict[int, list[Key]] = defaultdict(list)
    for tenant, key, t_ms in points:
        keys[t_ms].append((tenant, key))
    return keys
