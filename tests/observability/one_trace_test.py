"""One trace id from whoever asks, through inference and the feature API, into spans, logs and the decision log.

Both are the applications as they are served, in one process; between them is HTTP, without a socket.
"""

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx

from andamio.auth.guard import open_guard
from andamio.catalog.loading import load_catalog
from andamio.features.online.online_store import StoreUnavailable
from andamio.features.online.reader import ThreadedReader
from andamio.features.online.sqlite_store import SqliteStore
from andamio.telemetry.setup import start
from feature_api.app import FeatureApi as FeatureApiApp
from inference.app import create_app
from inference.decision_log import DecisionLog
from inference.features_client import FeatureApi
from inference.harness import DECISION_EDGE, EVENT_MS, NOW_MS, Bench, Releases, settle
from inference.replica import Replica
from inference.scoring_endpoint import BATCH_PATH, SCORE_PATH

TRACE = "0af7651916cd43dd8448eb211c80319c"
PAYMENT: dict[str, Any] = {
    "request_id": "q-1",
    "tenant": "shop",
    "customer": "ada",
    "currency": "GBP",
    "event_time_ms": EVENT_MS,
    "amount_minor": 20_000,
    "lines": 2,
    "distinct_products": 1,
}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


class Away(ThreadedReader):
    """A store that does not answer."""

    async def read(self, *_: Any, **__: Any) -> Any:
        raise StoreUnavailable("the store is away; look at it")


def asked(folder: Path, store_breaks: bool, *requests: tuple[str, dict[str, Any], dict[str, str]]) -> None:
    """Send requests to inference in front of a feature API, both with their telemetry in `folder`."""

    async def run() -> None:
        catalog = load_catalog()
        store = SqliteStore(folder / "online.db", catalog.views.values(), create=True)
        of_features, of_inference = start("feature_api", folder), start("inference", folder)
        reader = Away(store) if store_breaks else ThreadedReader(store)
        features_app = FeatureApiApp(reader, catalog, lambda: NOW_MS, of_features)

        async def features_served(scope: Any, receive: Any, send: Any) -> None:
            # As a server does: a request is a task of its own, which leaves the caller's context alone.
            await asyncio.create_task(features_app(scope, receive, send))

        features = FeatureApi("http://features", 5_000, transport=httpx.ASGITransport(features_served))
        releases = Releases(folder)
        releases.add("stable")
        bench = Bench(releases, folder)
        bench.write()
        routing = bench.routing()
        await settle(routing)
        log = DecisionLog(folder / "log", lambda: NOW_MS, DECISION_EDGE, pid=1)
        replica = Replica(routing, features, log, of_inference, clock_ms=lambda: NOW_MS)
        transport = httpx.ASGITransport(create_app(replica, open_guard()))
        async with httpx.AsyncClient(transport=transport, base_url="http://inference") as client:
            for path, body, headers in requests:
                assert (await client.post(path, json=body, headers=headers)).status_code == 200
        await replica.stop()
        of_features.shutdown()

    asyncio.run(run())


def test_a_trace_of_the_callers_goes_through_all_and_into_the_decision(tmp_path: Path) -> None:
    headers = {"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}
    asked(tmp_path, False, (SCORE_PATH, PAYMENT, headers), (BATCH_PATH, {"payments": [PAYMENT, PAYMENT]}, headers))
    spans = {span["span_id"]: span for span in lines(tmp_path / "inference.traces.ndjson")}
    requests = [span for span in spans.values() if span["parent_span_id"] == "b7ad6b7169203331"]
    assert [span["name"] for span in requests] == [f"POST {SCORE_PATH}", f"POST {BATCH_PATH}"]
    decided = [spans[span["parent_span_id"]]["name"] for span in spans.values() if span["name"] == "decide"]
    assert decided == [f"POST {SCORE_PATH}", f"POST {BATCH_PATH}", f"POST {BATCH_PATH}"]
    reads = lines(tmp_path / "feature_api.traces.ndjson")
    assert [spans[read["parent_span_id"]]["name"] for read in reads] == decided
    assert {span["trace_id"] for span in [*spans.values(), *reads]} == {TRACE}
    assert [line["trace_id"] for line in lines(tmp_path / "log" / "decisions-1.ndjson")] == [TRACE] * 3


def test_a_failure_of_a_trace_that_nobody_chose_is_kept_on_both_sides_under_one_id(tmp_path: Path) -> None:
    headers = {"traceparent": f"00-{TRACE}-b7ad6b7169203331-00"}
    asked(tmp_path, True, (SCORE_PATH, PAYMENT, headers))
    (decision,) = lines(tmp_path / "log" / "decisions-1.ndjson")
    assert (decision["fallback"], decision["trace_id"]) == (True, TRACE)
    for service in ("inference", "feature_api"):
        assert {span["trace_id"] for span in lines(tmp_path / f"{service}.traces.ndjson")} == {TRACE}
    (warning,) = lines(tmp_path / "inference.log.ndjson")
    assert (warning["message"], warning["trace_id"]) == ("no features", TRACE)


def test_a_trace_that_nobody_chose_and_that_goes_well_leaves_its_id_in_the_decision_alone(tmp_path: Path) -> None:
    asked(tmp_path, False, (SCORE_PATH, PAYMENT, {"traceparent": f"00-{TRACE}-b7ad6b7169203331-00"}))
    (decision,) = lines(tmp_path / "log" / "decisions-1.ndjson")
    assert decision["trace_id"] == TRACE
    slow = [span for name in ("inference", "feature_api") for span in lines(tmp_path / f"{name}.traces.ndjson")]
    assert all(span["end_time_unix_nano"] - span["start_time_unix_nano"] > 100_000_000 for span in slow)
