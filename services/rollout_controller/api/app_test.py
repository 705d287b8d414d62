"""Rollouts through the HTTP API, over a fake inference and a clock in the test's hand; store and files are real."""

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from andamio.auth.guard import Guard, open_guard
from andamio.rollout.evidence.measurements import Evidence
from andamio.rollout.json_fields import Fields
from andamio.rollout.judgement.verdict import judge
from andamio.rollout.machine.state_machine import Check, GateReport
from andamio.rollout.routing_table import RoutingTable, read_table
from andamio.rollout.settings import Settings
from andamio.telemetry.setup import start
from rollout_controller.api.app import create_app
from rollout_controller.api.console import Console
from rollout_controller.api.record_reading import RecordReading
from rollout_controller.control.loop import Controller
from rollout_controller.simulation.fake_inference import FakeInference
from rollout_controller.store.rollout_store import Store

WHO = {"actor": "ada", "reason": "a test"}


@dataclass
class Site:
    """A controller with its folder, clock and client."""

    folder: Path
    now_ms: int = 1_700_000_000_000
    guard: Guard = field(default_factory=open_guard)
    refused: set[str] = field(default_factory=set)
    gates_open: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gates_open.set()
        self.open()

    def open(self) -> None:
        """Start the controller (again)."""
        self.store = Store(self.folder / "state.db")
        self.controller = Controller(
            self.store,
            self.folder / "log",
            self.folder / "table.json",
            Settings(),
            self.gates,
            start("rollout_controller"),
            wall_ms=lambda: self.now_ms,
            monotonic_ms=lambda: self.now_ms,
        )
        reading = RecordReading(self.folder / "state.db")
        self.console = Console(self.controller, self.gates, reading, lambda: self.now_ms, self.guard)
        self.client = TestClient(create_app(self.console))

    def gates(self, release_id: str) -> GateReport:
        self.gates_open.wait()
        return GateReport((Check("golden set", release_id not in self.refused, "worst difference 0.3"),))

    def post(self, path: str, expect: int = 200, **body: Any) -> dict[str, Any]:
        answer = self.client.post(path, json={**WHO, **body})
        assert answer.status_code == expect, answer.text
        document: dict[str, Any] = answer.json()
        return document

    def rollout(self, rollout_id: str = "rollout-1") -> dict[str, Any]:
        answer = self.client.get(f"/v1/rollouts/{rollout_id}")
        assert answer.status_code == 200, answer.text
        document: dict[str, Any] = answer.json()
        return document

    def tick(self, times: int = 1) -> None:
        for _ in range(times):
            self.now_ms += 200
            self.controller.tick()

    def table(self) -> RoutingTable:
        return read_table(self.folder / "table.json")

    def pass_the_gates(self) -> None:
        for _ in range(100):
            self.tick()
            if self.controller.control.active is None or self.controller.control.active.state != "gates":
                return
        raise AssertionError("the gates gave no answer")

    def begin(self, release_id: str = "r2") -> None:
        """A stable release, and a rollout in shadow."""
        if self.controller.control.stable is None:
            self.post("/v1/stable", release_id="r1")
        self.post("/v1/rollouts", expect=201, release_id=release_id)
        self.pass_the_gates()

    def serve(self, replica: FakeInference, until: str, ticks: int = 300) -> str:
        """Traffic until the rollout reaches a state; returns the state at the end."""
        for _ in range(ticks):
            replica.serve(self.table(), 8)
            self.tick()
            control = self.controller.control
            assert control.rollout is not None
            if control.rollout.state == until or control.active is None:
                return control.rollout.state.value
        return "no end"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    site.store.close()


def test_a_good_release_goes_through_every_stage_and_becomes_stable(site: Site) -> None:
    site.begin()
    replica = FakeInference(site.folder / "log")
    assert site.serve(replica, "promoted") == "promoted"
    document = site.rollout()
    assert [h["to"] for h in document["history"]] == ["gates", "shadow", "canary[0]", "canary[1]", "promoted"]
    assert document["history"][-1]["evidence"]["candidate"]["executions"] >= 200
    table = site.table()
    assert (table.stable, table.candidate, table.warm) == ("r2", None, ("r1",))
    # In shadow nobody is answered by the candidate.
    assert "r2" not in replica.answered[:150]


@pytest.mark.parametrize("fault", ["error", "slow", "shifted"])
def test_a_release_that_goes_wrong_is_rolled_back_within_tens_of_its_answers(site: Site, fault: str) -> None:
    site.begin()
    replica = FakeInference(site.folder / "log", broken={"r2": fault})
    assert site.serve(replica, "promoted") == "rolled_back"
    assert replica.answered.count("r2") <= 40
    table = site.table()
    assert (table.stable, table.candidate, table.candidate_weight) == ("r1", None, 0.0)
    guard = {"error": "errors", "slow": "slow", "shifted": "drift"}[fault]
    assert guard in site.rollout()["history"][-1]["reason"]  # slow answers are above quantiles of latency as well


def test_a_release_that_the_gates_refuse_meets_no_request(site: Site) -> None:
    site.refused = {"r2"}
    site.begin()
    document = site.rollout()
    assert document["state"] == "refused"
    assert document["history"][-1]["reason"] == "golden set: worst difference 0.3"
    assert site.table().version == 1


def test_every_verdict_can_be_given_again_from_the_record(site: Site) -> None:
    site.begin()
    site.serve(FakeInference(site.folder / "log", broken={"r2": "slow"}), "promoted")
    settings = Settings.from_fields(Fields(site.rollout()["settings"], "settings"))
    verdicts = site.client.get("/v1/rollouts/rollout-1/verdicts").json()["verdicts"]
    assert len(verdicts) > 20
    for recorded in verdicts:
        again = judge(Evidence.from_document(recorded["evidence"]), settings)
        assert (again.ruling, again.reason) == (recorded["ruling"], recorded["reason"])


def test_an_abort_is_in_the_table_before_it_is_answered(site: Site) -> None:
    site.begin()
    assert site.serve(FakeInference(site.folder / "log"), "canary") == "canary"
    assert site.table().candidate == "r2"
    document = site.post("/v1/rollouts/rollout-1/abort")
    assert site.table().candidate is None
    assert document["state"] == "rolled_back"
    assert document["history"][-1]["actor"] == "ada"


def test_the_kill_switch_leaves_stable_alone_until_it_is_cleared(site: Site) -> None:
    site.begin()
    site.serve(FakeInference(site.folder / "log"), "canary")
    assert site.post("/v1/kill")["killed"]
    assert (site.table().kill, site.table().candidate) == (True, None)
    assert "kill switch" in site.post("/v1/rollouts", expect=409, release_id="r3")["detail"]
    site.post("/v1/kill", killed=False)
    site.post("/v1/rollouts", expect=201, release_id="r3")


def test_a_freeze_stops_forward_moves_but_no_rollback(site: Site) -> None:
    site.begin()
    site.post("/v1/freeze", frozen=True)
    replica = FakeInference(site.folder / "log")
    assert site.serve(replica, "canary", ticks=60) == "no end"
    site.post("/v1/freeze", frozen=False)
    assert site.serve(replica, "canary", ticks=3) == "canary"
    site.post("/v1/freeze", frozen=True)
    replica.broken = {"r2": "error"}
    assert site.serve(replica, "promoted", ticks=60) == "rolled_back"


def test_silence_holds_and_then_rolls_back_but_an_idle_replica_is_not_silent(site: Site) -> None:
    site.begin()
    replica = FakeInference(site.folder / "log")
    replica.serve(site.table(), 1)
    for _ in range(400):
        replica.beat(site.table())
        site.tick()
    assert site.rollout()["state"] == "shadow"
    site.tick(29)
    assert "silence" in str([f for f in site.rollout()["verdict"]["findings"] if f["standing"] != "clear"])
    site.tick(290)
    assert site.rollout()["history"][-1]["reason"].startswith("silence")


def test_a_restart_resumes_with_the_same_evidence(site: Site) -> None:
    site.begin()
    replica = FakeInference(site.folder / "log")
    site.serve(replica, "canary")
    site.serve(replica, "promoted", ticks=10)
    before, version = site.rollout()["verdict"], site.table().version
    assert before["evidence"]["drift"]["pairs"] > 5
    site.store.close()
    site.open()
    site.tick()
    after = site.rollout()["verdict"]
    # Path-dependent evidence (bets, ranks) is the same to the bit; the silence is that of the new process.
    assert after["evidence"] | {"silent_ms": 0} == before["evidence"] | {"silent_ms": 0}
    assert after["at_ms"] > before["at_ms"]
    assert site.table().version == version
    assert site.serve(replica, "promoted") == "promoted"


def test_repeated_torn_and_broken_lines_do_not_count(site: Site) -> None:
    site.begin()
    replica = FakeInference(site.folder / "log")
    replica.serve(site.table(), 10)
    log = site.folder / "log" / "decisions-1.ndjson"
    text = log.read_text()
    (site.folder / "log" / "decisions-2.ndjson").write_text(text + "{broken\n\n" + text[:100])
    site.tick()
    assert site.rollout()["verdict"]["evidence"]["candidate"]["executions"] == 10
    # The torn line counts once its rest is there.
    with (site.folder / "log" / "decisions-2.ndjson").open("a") as rest:
        rest.write(text.splitlines()[0][100:].replace("1-1", "1-99") + "\n")
    site.tick()
    assert site.rollout()["verdict"]["evidence"]["candidate"]["executions"] == 10


def test_decisions_under_an_older_table_do_not_count(site: Site) -> None:
    site.post("/v1/stable", release_id="r1")
    before = site.table()
    site.begin()
    FakeInference(site.folder / "log").serve(before, 50)
    site.tick()
    assert site.rollout()["verdict"]["evidence"]["stable"]["executions"] == 0


def test_the_heartbeat_is_refreshed_without_a_new_version(site: Site) -> None:
    site.post("/v1/stable", release_id="r1")
    before = site.table()
    site.tick(5)
    after = site.table()
    assert after.written_at_ms > before.written_at_ms
    assert after.version == before.version


def test_starting_the_same_release_twice_is_one_rollout(site: Site) -> None:
    site.begin()
    assert site.post("/v1/rollouts", expect=200, release_id="r2")["rollout_id"] == "rollout-1"
    assert "rollout-1 is under way" in site.post("/v1/rollouts", expect=409, release_id="r3")["detail"]


def test_a_promoted_release_can_be_taken_back_to_the_one_before(site: Site) -> None:
    site.begin()
    site.serve(FakeInference(site.folder / "log"), "promoted")
    assert site.post("/v1/stable", release_id="r1")["stable"] == "r1"
    assert (site.table().stable, site.table().warm) == ("r1", ("r2",))
    assert "start a rollout" in site.post("/v1/stable", expect=409, release_id="r9")["detail"]


def test_the_first_stable_release_passes_the_gates_as_well(site: Site) -> None:
    site.refused = {"r1"}
    assert "golden set" in site.post("/v1/stable", expect=409, release_id="r1")["detail"]
    assert not (site.folder / "table.json").exists()
    assert "no stable release yet" in site.post("/v1/rollouts", expect=409, release_id="r2")["detail"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"reason": "x", "release_id": "r2"}, "actor"),
        ({**WHO, "release_id": "../r2"}, "release_id"),
        ({**WHO, "release_id": "r2", "force": True}, "force"),
    ],
)
def test_bad_input_is_a_problem_document_that_names_the_field(site: Site, body: dict[str, Any], field: str) -> None:
    answer = site.client.post("/v1/rollouts", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [e["field"] for e in answer.json()["errors"]] == [field]


def test_what_is_not_there_is_a_problem_document(site: Site) -> None:
    for path, named in (("/v1/rollouts/nope", "rollout_id"), ("/nope", "path")):
        answer = site.client.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
        assert [e["field"] for e in answer.json()["errors"]] == [named]


def test_openapi_documents_the_problems(site: Site) -> None:
    paths = site.client.get("/openapi.json").json()["paths"]
    statuses = {
        "/v1/rollouts": {"400", "401", "403", "409", "413", "421", "422", "500", "503"},
        "/v1/rollouts/{rollout_id}/abort": {"400", "401", "403", "404", "409", "413", "421", "422", "500", "503"},
    }
    for path, documented in statuses.items():
        answers = paths[path]["post"]["responses"]
        assert {status for status in answers if status >= "400"} == documented
        assert all(set(answers[status]["content"]) == {"application/problem+json"} for status in documented)


def test_ready_means_that_the_loop_comes_round(site: Site) -> None:
    site.tick()
    assert site.client.get("/readyz").status_code == 200
    site.now_ms += 3_000
    assert site.client.get("/readyz").status_code == 503
    assert site.client.get("/healthz").status_code == 200


def test_a_controller_that_was_told_to_stop_is_not_ready(site: Site) -> None:
    site.tick()
    site.console.stopping.set()
    assert "stopping" in site.client.get("/readyz").json()["detail"]
    assert site.client.get("/healthz").status_code == 200


def test_the_record_cannot_be_changed(site: Site) -> None:
    site.begin()
    with sqlite3.connect(site.folder / "state.db") as db:
        for change in ("UPDATE history SET reason = ''", "DELETE FROM history"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                db.execute(change)


def test_gates_that_hang_do_not_keep_the_loop_nor_an_abort(site: Site) -> None:
    site.post("/v1/stable", release_id="r1")
    site.gates_open.clear()
    site.post("/v1/rollouts", expect=201, release_id="r2")
    site.tick(5)
    assert site.rollout()["state"] == "gates"
    assert site.post("/v1/rollouts/rollout-1/abort")["state"] == "rolled_back"
    site.gates_open.set()
