"""The parts of the HTTP API that no other test goes through: documents, events, windows, pins, who may act as whom."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from andamio.web.named_hosts import LOOPBACK
from andamio.web.problems import MEDIA_TYPE
from rollout_controller.api.app import create_app
from rollout_controller.api.app_test import Site
from rollout_controller.api.event_routes import stream
from rollout_controller.api.record_reading import Cursor
from rollout_controller.simulation.fake_inference import FakeInference

SALES = {"name": "sales", "time_zone": "UTC", "from": "2023-11-14T00:00", "until": "2023-11-16T00:00"}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    site.store.close()


def test_every_command_documents_its_problems(site: Site) -> None:
    paths = site.client.get("/openapi.json").json()["paths"]
    commands = [(path, what) for path, methods in paths.items() for what in methods if what in ("post", "delete")]
    assert len(commands) >= 11
    for path, method in commands:
        answers = paths[path][method]["responses"]
        assert {"400", "409", "422", "500"} <= set(answers), path
        for status in (each for each in answers if each >= "400"):
            assert set(answers[status]["content"]) == {MEDIA_TYPE}, path


def test_the_api_describes_its_fields(site: Site) -> None:
    schemas = site.client.get("/openapi.json").json()["components"]["schemas"]
    assert schemas["Status"]["properties"]["cursor"]["description"].startswith("What `GET /v1/events?after=` takes")
    release_id = schemas["ReleaseBody"]["properties"]["release_id"]
    assert (release_id["pattern"], release_id["maxLength"]) == ("^[A-Za-z0-9_][A-Za-z0-9._-]*$", 200)


def test_a_freeze_window_in_force_stops_forward_moves_and_says_so(site: Site) -> None:
    site.begin()
    windows = site.post("/v1/freeze-windows", window=SALES)["windows"]
    assert windows == [
        {"in_force": True, "window": {**SALES, "from": SALES["from"] + ":00", "until": SALES["until"] + ":00"}}
    ]
    assert site.client.get("/v1/status").json()["window"] == "sales"
    assert site.rollout()["frozen_by"] == "the freeze window sales"
    replica = FakeInference(site.folder / "log")
    assert site.serve(replica, "canary", ticks=40) == "no end"
    answer = site.client.request("DELETE", "/v1/freeze-windows/sales", json={"actor": "ada", "reason": "over"})
    assert answer.json() == {"windows": []}
    assert site.serve(replica, "canary", ticks=3) == "canary"


def test_a_freeze_window_that_is_none_names_the_field(site: Site) -> None:
    body = {"actor": "ada", "reason": "x", "window": {**SALES, "time_zone": "Madrid"}}
    answer = site.client.post("/v1/freeze-windows", json=body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["window.time_zone"]
    gone = site.client.request("DELETE", "/v1/freeze-windows/sales", json={"actor": "ada", "reason": "over"})
    assert gone.status_code == 409


def test_a_pin_is_in_the_table_and_a_bad_subject_is_refused(site: Site) -> None:
    site.post("/v1/stable", release_id="r1")
    assert site.post("/v1/pins", subject="tenant:shop", release_id="r1")["pins"] == {"tenant:shop": "r1"}
    assert site.table().pins == {"tenant:shop": "r1"}
    site.post("/v1/pins", expect=409, subject="tenant:shop", release_id="r9")
    site.post("/v1/pins", expect=422, subject="shop", release_id="r1")


def test_the_plan_says_the_time_it_takes_at_the_present_rate(site: Site) -> None:
    site.post("/v1/stable", release_id="r1")
    assert site.client.get("/v1/plan").json()["expected_s"] is None
    replica = FakeInference(site.folder / "log")
    for _ in range(50):
        replica.serve(site.table(), 2)
        site.tick()
    plan = site.client.get("/v1/plan", params={"release_id": "r2"}).json()
    # The first second was not a whole one.
    assert plan["requests_per_s"] == pytest.approx(10, rel=0.05)
    assert plan["expected_s"] == pytest.approx(plan["requests"] / plan["requests_per_s"])
    assert plan["false_rollback"] == 0.01


def test_status_names_the_replicas_and_the_version_that_each_goes_by(site: Site) -> None:
    site.post("/v1/stable", release_id="r1")
    old = site.table()
    site.begin()
    # What is found in the log after a pause may be old: only the second look is of now.
    site.tick()
    FakeInference(site.folder / "log", name="7").beat(site.table())
    FakeInference(site.folder / "log", name="8").beat(old)
    site.tick()
    found = site.client.get("/v1/status").json()["replicas"]
    assert [(each["replica"], each["table_version"]) for each in found] == [
        ("7", site.table().version),
        ("8", old.version),
    ]


def test_on_loopback_it_answers_to_no_name_of_somebody_elses(site: Site) -> None:
    client = TestClient(create_app(replace(site.console, names=LOOPBACK)))
    for path in ("/", "/v1/status", "/healthz", "/v1/events"):
        refused = client.get(path, headers={"host": "evil.example:8302"})
        assert (refused.status_code, refused.headers["content-type"]) == (421, MEDIA_TYPE)
    body = {"actor": "ada", "reason": "first", "release_id": "r1"}
    assert client.post("/v1/stable", json=body, headers={"host": "evil.example"}).status_code == 421
    assert site.controller.control.stable is None
    for host in ("127.0.0.1:8302", "localhost:8302", "[::1]:8302"):
        assert client.get("/v1/status", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("header", [{"last-event-id": "yesterday"}, {}])
def test_a_cursor_that_is_none_is_a_problem_document(site: Site, header: dict[str, str]) -> None:
    answer = site.client.get("/v1/events?after=yesterday", headers=header)
    assert (answer.status_code, answer.headers["content-type"]) == (422, MEDIA_TYPE)


@pytest.mark.anyio
async def test_a_stream_misses_nothing_repeats_nothing_and_ends_when_the_process_stops(site: Site) -> None:
    site.begin()
    site.serve(FakeInference(site.folder / "log"), "canary")
    read: list[str] = []
    cursor, end = Cursor(), site.console.reading.end(site.table().version)
    # Cut off after every third event, and taken up again at its id.
    while cursor != end:
        events = stream(site.console, cursor)
        seen = 0
        async for event in events:
            if "\nid: " in event:
                cursor = Cursor.parse(event.split("\nid: ")[1].split("\n")[0])
                read.append(f"{event.splitlines()[0]} {cursor}")
                seen += 1
            if seen == 3 or "event: pulse" in event:
                break
        await events.aclose()  # type: ignore[attr-defined]
    recorded = len(site.controller.history()) + len(site.console.reading.verdict_numbers("rollout-1"))
    assert len(read) == len(set(read)) == recorded + 1  # and the table as it is now
    site.console.stopping.set()
    assert [event async for event in stream(site.console, cursor)] == ["retry: 1000\n\n"]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
