"""What a service says of a request that it refuses, to the caller and in its logs and spans, repeats nothing personal.

Each field of a request gets a card number, an e-mail address or a customer's id where another value belongs; so do the
path, the query and the headers.
"""

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from andamio.auth.guard import open_guard
from andamio.catalog.loading import load_catalog
from andamio.features.online.reader import ThreadedReader
from andamio.features.online.sqlite_store import SqliteStore
from andamio.pii.sinks import hidden_in_telemetry
from andamio.telemetry.setup import start
from feature_api.app import FeatureApi
from inference.app import create_app
from inference.decision_log import DecisionLog
from inference.harness import DECISION_EDGE, EVENT_MS, NOW_MS, Bench, Releases, settle
from inference.replica import Replica
from inference.scoring_endpoint import BATCH_PATH, SCORE_PATH

CATALOG = load_catalog()
CANARIES = ("4111 1111 1111 1111", "ana.urrutia@example.org", "customer canary 81724")
READ_PATH = "/v1/features:read"
PAYMENT: dict[str, Any] = {
    "request_id": "q",
    "tenant": "online-retail",
    "customer": "12346",
    "event_time_ms": EVENT_MS,
    "currency": "GBP",
    "amount_minor": 20_000,
    "lines": 2,
    "distinct_products": 1,
}
ENTITIES: dict[str, Any] = {
    "feature_service": "reversal_risk@1",
    "entities": [{"tenant": "online-retail", "customer": "12346"}],
}
Request = tuple[str, str, Any, dict[str, str]]


def wrong_payments(canary: str) -> list[Request]:
    """Requests to inference, each with the canary somewhere."""
    bodies: list[Any] = [{**PAYMENT, name: canary} for name in PAYMENT if name != "request_id"]
    bodies += [{**PAYMENT, name: [canary]} for name in PAYMENT]
    bodies += [{**PAYMENT, canary: 1}, [canary], canary, {**PAYMENT, "customer": {canary: canary}}]
    found: list[Request] = [("POST", SCORE_PATH, body, {}) for body in bodies]
    found += [("POST", BATCH_PATH, {"payments": [body]}, {}) for body in bodies]
    return found + around(SCORE_PATH, PAYMENT, canary)


def wrong_reads(canary: str) -> list[Request]:
    """Requests to the feature API, each with the canary somewhere."""
    [entity] = ENTITIES["entities"]
    bodies: list[Any] = [{**ENTITIES, "entities": [{**entity, name: canary}]} for name in entity if name != "customer"]
    bodies += [{**ENTITIES, "entities": [{**entity, name: [canary]}]} for name in entity]
    bodies += [{**ENTITIES, "entities": [{**entity, "customer": f"\x01{canary}"}]}]
    bodies += [{**ENTITIES, "entities": [{**entity, canary: canary}]}, {**ENTITIES, "entities": canary}]
    bodies += [{**ENTITIES, name: canary} for name in ("feature_service", "as_of_ms", "budget_ms", "event_times")]
    bodies += [{**ENTITIES, canary: 1}, [canary], canary]
    return [("POST", READ_PATH, body, {}) for body in bodies] + around(READ_PATH, ENTITIES, canary)


def around(path: str, body: Any, canary: str) -> list[Request]:
    """The canary beside the body."""
    quoted = httpx.URL("http://x/", params={"q": canary}).query.decode()[2:]
    return [
        ("POST", f"/v1/{quoted}", body, {}),
        ("GET", f"/v1/{quoted}?customer={quoted}", None, {}),
        ("POST", path, f'{{"customer": "{canary}", ', {}),
        ("POST", path, body, {"content-type": canary}),
        ("POST", path, body, {"traceparent": canary}),
        ("POST", path, body, {"x-request-timeout-ms": canary, "x-request-id": canary, "user-agent": canary}),
        ("POST", path, body, {"authorization": f"Bearer {canary}", "accept": canary}),
    ]


async def answers(app: Any, requests: list[Request]) -> list[tuple[int, str]]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app, False), base_url="http://service") as client:
        found = []
        for method, path, body, headers in requests:
            content = (
                body if isinstance(body, str) and body.startswith("{") else None if body is None else json.dumps(body)
            )
            response = await client.request(
                method, path, content=content, headers={"content-type": "application/json", **headers}
            )
            found.append((response.status_code, response.text))
        return found


def nothing_of(canary: str, requests: list[Request], said: list[tuple[int, str]], folder: Path) -> None:
    refused, repeated = 0, []
    for (method, path, body, headers), (status, text) in zip(requests, said, strict=True):
        assert status < 500, (method, path, body)
        refused += status >= 400
        # A batch is answered with 200 and a problem a payment; an answer to a read names the entity that was asked about.
        if status >= 400 or path == BATCH_PATH:
            repeated += [(method, path, body, headers, text)] if canary in text else []
    assert repeated == []
    assert refused > len(requests) / 3
    written = {path.name: path.read_text() for path in folder.rglob("*") if path.is_file() and path.suffix != ".db"}
    assert written
    assert [name for name, text in written.items() if canary in text] == []


@pytest.mark.parametrize("canary", CANARIES)
def test_inference_repeats_nothing_of_a_request_that_it_refuses(canary: str, tmp_path: Path) -> None:
    requests = wrong_payments(canary)

    async def ask() -> list[tuple[int, str]]:
        telemetry = start("inference", tmp_path / "telemetry", redacted=hidden_in_telemetry(CATALOG.contracts.values()))
        releases = Releases(tmp_path)
        releases.add("stable")
        bench = Bench(releases, tmp_path)
        bench.write()
        routing = bench.routing()
        await settle(routing)
        log = DecisionLog(tmp_path / "telemetry" / "log", lambda: NOW_MS, DECISION_EDGE, pid=1)
        replica = Replica(routing, bench.features, log, telemetry, clock_ms=lambda: NOW_MS)
        said = await answers(create_app(replica, open_guard()), requests)
        await replica.stop()
        return said

    nothing_of(canary, requests, asyncio.run(ask()), tmp_path / "telemetry")


@pytest.mark.parametrize("canary", CANARIES)
def test_the_feature_api_repeats_nothing_of_a_request_that_it_refuses(canary: str, tmp_path: Path) -> None:
    requests = wrong_reads(canary)

    async def ask() -> list[tuple[int, str]]:
        telemetry = start(
            "feature_api", tmp_path / "telemetry", redacted=hidden_in_telemetry(CATALOG.contracts.values())
        )
        store = SqliteStore(tmp_path / "online.db", CATALOG.views.values(), create=True)
        app = FeatureApi(ThreadedReader(store), CATALOG, lambda: NOW_MS, telemetry)
        said = await answers(app, requests)
        telemetry.shutdown()
        store.close()
        return said

    nothing_of(canary, requests, asyncio.run(ask()), tmp_path / "telemetry")
