"""Processor time that authentication and policy add to a request of the feature API and of inference.

Both sides of each service are the real applications over the same files, called in this process without a network, in
turns, so that what else the machine does falls on both alike. With authentication a request has a token that is
remembered, as all but one a minute of each caller are; the first sight of a token (a signature) is measured beside it.

    PYTHONPATH=libs:services:jobs:. python -m tests.bench.auth_cost
"""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from andamio.auth.attack_table import Authority
from andamio.auth.development import Identity
from andamio.auth.guard import Guard, open_guard
from andamio.catalog.loading import REFERENCE_POLICY, load_catalog
from andamio.features.online.reader import ThreadedReader
from andamio.features.online.sqlite_store import SqliteStore
from andamio.telemetry.setup import start
from feature_api.app import FeatureApi
from feature_api.read_route import Rules
from inference.app import create_app
from inference.harness import EVENT_MS, Bench, Releases, settle
from tests.bench.machine import description

MOST_US = 60.0
"""Microseconds of processor time a request, each service."""

FEATURES = "/v1/features:read"
SCORE = "/v1/models/reversal_risk:score"
App = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]


async def call(app: App, path: str, body: bytes, token: bytes) -> int:
    """One request through the application; returns the status."""
    headers = [(b"host", b"x"), (b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    if token:
        headers.append((b"authorization", b"Bearer " + token))
    scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": headers}
    statuses: list[int] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await app(scope, receive, send)
    return statuses[0]


async def added_us(plain: App, guarded: App, path: str, body: bytes, token: bytes, rounds: int, requests: int) -> Any:
    """Median over rounds of the difference of the two sides' processor time a request, and each side's own."""
    sides = {"off": (plain, b""), "on": (guarded, token)}
    spent: dict[str, list[float]] = {"off": [], "on": []}
    for turn in range(rounds + 1):
        # Who goes first changes: what one leaves in the caches is not always the other's gain.
        for name in ("off", "on") if turn % 2 else ("on", "off"):
            app, sent = sides[name]
            began = time.process_time()
            for _ in range(requests):
                assert await call(app, path, body, sent) == 200
            if turn:  # the first warms up
                spent[name].append((time.process_time() - began) / requests * 1e6)
    differences = [on - off for on, off in zip(spent["on"], spent["off"], strict=True)]
    medians = {f"{name}_us": round(statistics.median(each), 1) for name, each in spent.items()}
    quartiles = statistics.quantiles(differences, n=4)
    added = {"added_us": round(quartiles[1], 1), "added_quartiles_us": [round(quartiles[0], 1), round(quartiles[2], 1)]}
    return {**medians, **added}


async def measured(folder: Path, rounds: int, requests: int) -> dict[str, Any]:
    authority = Authority(folder / "auth", REFERENCE_POLICY)
    closed = authority.guard()
    catalog = load_catalog()
    store = SqliteStore(folder / "online.db", catalog.views.values(), create=True)
    for view in catalog.views.values():
        store.write_batch(view, view.coarsest_hop_ms * 30_000, [])
    telemetry = start("feature_api", folder / "telemetry")
    reader = ThreadedReader(store)

    def features(guard: Guard) -> App:
        return FeatureApi(reader, catalog, lambda: time.time_ns() // 1_000_000, telemetry, Rules(guard))

    reader_of_features = Identity("inference", ["shop"], ["inference"], ["fraud_prevention"])
    read = {"feature_service": "reversal_risk@1", "entities": [{"tenant": "shop", "customer": "ada"}]}
    token = authority.token(reader_of_features).encode()
    asked = (FEATURES, json.dumps(read).encode(), token, rounds, requests)
    found = {"feature_api": await added_us(features(open_guard()), features(closed), *asked)}

    releases = Releases(folder)
    releases.add("stable")
    bench = Bench(releases, folder)
    bench.write()
    routing = bench.routing()
    await settle(routing)
    replica = bench.replica(routing)
    numbers = {"amount_minor": 1, "lines": 1, "distinct_products": 1, "event_time_ms": EVENT_MS, "currency": "GBP"}
    payment = {"request_id": "q", "tenant": "shop", "customer": "ada", **numbers}
    scorer = Identity("checkout", ["shop"], ["scorer"], ["fraud_prevention"])
    asked = (SCORE, json.dumps(payment).encode(), authority.token(scorer).encode(), rounds, requests)
    found["inference"] = await added_us(create_app(replica, open_guard()), create_app(replica, closed), *asked)
    await replica.stop()

    # The first sight of a token, once a minute and caller.
    headers = [[(b"authorization", b"Bearer " + authority.token(scorer, jti=str(n)).encode())] for n in range(200)]
    began = time.process_time()
    for each in headers:
        closed.authenticate(each)
    found["first_sight_rs256_us"] = round((time.process_time() - began) / len(headers) * 1e6, 1)
    telemetry.shutdown()
    store.close()
    return found


def main(argv: list[str]) -> int:
    """Print the result; 1 if the objective is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--requests", type=int, default=200, help="a round and side")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(measured(Path(folder), options.rounds, options.requests))
    met = all(found[service]["added_us"] <= MOST_US for service in ("feature_api", "inference"))
    print(json.dumps({"machine": description(), "objective_us": MOST_US, "met": met, **found}, indent=2))
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
