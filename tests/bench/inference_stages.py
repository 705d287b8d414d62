"""Processor time of each step of a request, in one process and without HTTP: what the hot path's microseconds go to.

Each step runs in a loop of itself and finds its code in the processor's cache. In the mix of a request the same steps
take up to four times as long, which is why `score_all` is more than their sum.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from time import thread_time
from typing import Any

from andamio.auth.settings import guard_of, load_settings
from andamio.catalog.loading import load_catalog
from andamio.environment import Environment
from andamio.rollout.routing_table import assign, read_table
from inference.decision_log import DecisionLog
from inference.deployment import create_replica, decision_edge, feature_source
from inference.release_loading import load_executor
from inference.request import ScoreRequest
from inference.scoring_endpoint import RAW_ROUTES, SCORE_PATH
from inference.settings import ReplicaSettings
from tests.bench.inference_world import World
from tests.bench.serving_data import AS_OF_MS, SERVICE, TENANT

_TIMES = 2_000


async def cpu_us_by_stage(made: World) -> dict[str, float]:
    """Microseconds of processor time a request; `score_all` is from assign to answer, the others are parts."""
    settings = ReplicaSettings(
        releases=made.root / "releases",
        routing_table=made.root / "routing.json",
        log_dir=made.root / "stages",
        store=made.store,
        catalog=made.root / "catalog",
        telemetry_dir=made.root / "stages" / "telemetry",
        features_budget_ms=5_000,
    )
    made.table(version=1)
    replica = create_replica(settings)
    await replica.start()
    guard = guard_of(load_settings(made.auth), Environment.DEV)
    headers = [(b"host", b"x"), (b"content-type", b"x"), (b"authorization", b"Bearer " + made.token.encode())]
    body = made.body(1, made.customers[1])
    request = ScoreRequest.model_validate_json(body)
    table, customer = read_table(made.root / "routing.json"), made.customers[1]
    features = feature_source(settings)
    executor = load_executor(made.root / "releases", "stable", False)
    vector = await features.read(SERVICE, TENANT, customer, AS_OF_MS)
    response = await replica.score(request)
    written = (made.root / "stages").glob("decisions-*.ndjson")
    line = _last_line(next(written))
    log = DecisionLog(made.root / "stages-log", lambda: 0, decision_edge(settings, load_catalog()))
    answer = response.__pydantic_serializer__

    def assigned() -> None:
        entity = log.entity(TENANT, customer)
        assign(table, TENANT, customer, table.written_at_ms, entity)

    try:
        return {
            "authenticate": _of(lambda: guard.authorize(guard.authenticate(headers), RAW_ROUTES[SCORE_PATH])),
            "validate": _of(lambda: ScoreRequest.model_validate_json(body)),
            "assign": _of(assigned),
            "read_features": await _of_async(lambda: features.read(SERVICE, TENANT, customer, AS_OF_MS)),
            "score_model": await _of_async(lambda: executor.run("q", request.numbers(), vector)),
            "write_log": _of(lambda: log.decision(line)),
            "serialise": _of(lambda: answer.to_json(response, exclude_unset=True)),
            "telemetry": _of(lambda: replica.instruments.decision(None, "stable", "none", 0.001, 0.0005, 0.0001)),
            "score_all": await _of_async(lambda: replica.score(request)),
        }
    finally:
        await features.close()
        await replica.stop()


def _last_line(path: Path) -> Any:
    import json

    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if "request_id" in line][-1]


def _of(step: Callable[[], object]) -> float:
    step()
    best = float("inf")
    for _ in range(3):
        began = thread_time()
        for _ in range(_TIMES):
            step()
        best = min(best, thread_time() - began)
    return round(best / _TIMES * 1e6, 1)


async def _of_async(step: Callable[[], Awaitable[object]]) -> float:
    # Processor time of the event loop's thread: what waits for Redis does not count.
    await step()
    best = float("inf")
    for _ in range(3):
        began = thread_time()
        for _ in range(_TIMES):
            await step()
        best = min(best, thread_time() - began)
    return round(best / _TIMES * 1e6, 1)
