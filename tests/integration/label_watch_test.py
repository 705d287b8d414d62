"""A promoted release is taken back by what came of its payments: decision log, label_feedback, the real controller."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from andamio import cli
from andamio.features.logs.event_log import EventLog
from andamio.rollout.judgement.label_watch import Promise
from andamio.rollout.judgement.replay import replay_move
from andamio.rollout.machine.state_machine import Check, GateReport, SetStable, State
from andamio.rollout.routing_table import entity_of, read_table
from andamio.rollout.settings import Settings
from andamio.telemetry.setup import start
from label_feedback.main import main as label_feedback
from rollout_controller.control.loop import Controller
from rollout_controller.observations.label_log import LabelLog
from rollout_controller.simulation.fake_inference import FakeInference
from rollout_controller.store.rollout_store import open_store

DAY_MS = 86_400_000
PAYMENTS = 600
BEFORE = 200
PAID = 1_700_000_000_000
FINAL = PAID + PAYMENTS + 37 * DAY_MS


class World:
    """A controller with r2 promoted over r1, and payments that r2 scored at 0.1."""

    def __init__(self, folder: Path, reversed_share: tuple[float, float]) -> None:
        """Shares of the first `BEFORE` payments and of the others that are reversed."""
        self.folder, self.now_ms = folder, PAID
        telemetry = start("rollout_controller")
        self.store = open_store(folder / "state.db")
        (folder / "labels").mkdir()
        self.controller = Controller(
            self.store,
            folder / "decisions",
            folder / "table.json",
            Settings(),
            lambda release_id: GateReport((Check("golden set", True, ""),)),
            telemetry,
            lambda: self.now_ms,
            lambda: self.now_ms,
            labels=LabelLog(folder / "labels", self.store, lambda release_id: Promise(), telemetry.logger),
        )
        replica = FakeInference(folder / "decisions")
        self.controller.tick(SetStable("ada", "first", "r1"))
        self.controller.start("r2", "ada", "try")
        for _ in range(300):
            replica.serve(read_table(folder / "table.json"), 8)
            self.tick()
            if self.controller.control.stable == "r2":
                break
        assert [watch.release_id for watch in self.controller.control.watches] == ["r2"]
        self._pay(reversed_share)

    def tick(self) -> None:
        self.now_ms += 200
        self.controller.tick()

    def label(self, until_ms: int) -> None:
        folders = ("--decisions", "decisions", "--log", "log", "--out", "labels")
        arguments = [str(self.folder / part) if not part.startswith("--") else part for part in folders]
        assert cli.run(label_feedback, [*arguments, "--until-ms", str(until_ms)]) == 0
        # Taken at one tick, judged at the next.
        self.tick()
        self.tick()

    def _pay(self, reversed_share: tuple[float, float]) -> None:
        chance, rows, lines = random.Random(5), [], []
        for number in range(PAYMENTS):
            customer, t_ms = f"c{number}", PAID + number
            common = {"tenant": "shop", "customer": customer, "country": "France", "currency": "GBP"}
            happened = {"sequence": 1, "deleted": False, "amount_minor": 500, "lines": 1, **common}
            paid = {**happened, "event_id": f"p{number}", "event_time_ms": t_ms, "known_at_ms": t_ms}
            rows.append(("payment_captured", {**paid, "distinct_products": 1}))
            if chance.random() < reversed_share[number >= BEFORE]:
                later = t_ms + 5 * DAY_MS
                taken = {**happened, "event_id": f"v{number}", "event_time_ms": later, "known_at_ms": later}
                rows.append(("payment_reversed", {**taken, "payment_event_id": f"p{number}"}))
            lines.append(
                {
                    "request_id": f"q{number}",
                    "tenant": "shop",
                    "customer": customer,
                    "entity": entity_of("shop", customer),
                    "table_version": read_table(self.folder / "table.json").version,
                    "primary": {"release": "r2", "outcome": "ok", "latency_ms": 1, "score": 0.1, "decision": "accept"},
                    "shadow": None,
                    "request": {"event_time_ms": t_ms, "amount_minor": 500},
                }
            )
        EventLog(self.folder / "log").append(sorted(rows, key=lambda row: int(str(row[1]["known_at_ms"]))))
        (self.folder / "decisions" / "decisions-9.ndjson").write_text("".join(json.dumps(e) + "\n" for e in lines))


@pytest.fixture
def world(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[World]:
    world = World(tmp_path, request.param)
    yield world
    world.store.close()


# Wrong from the start; right at first, until what comes of the same scores changes.
@pytest.mark.parametrize("world", [(0.35, 0.35), (0.1, 0.4)], indirect=True, ids=["wrong", "drifting"])
def test_a_promoted_release_whose_scores_were_wrong_is_taken_back_when_its_labels_mature(world: World) -> None:
    # A third of the payments were reversed after five days, but what came of the others is not known yet.
    world.label(PAID + 20 * DAY_MS)
    assert read_table(world.folder / "table.json").stable == "r2"
    world.label(FINAL)
    assert read_table(world.folder / "table.json").stable == "r1"
    control = world.controller.control
    assert control.rollout is not None
    assert (control.rollout.state, control.watches, control.earlier) == (State.ROLLED_BACK, (), ())
    moves = [(each["subject"], each["to"], replay_move(each)) for each in world.controller.history()]
    decided = [(subject, to, found.same) for subject, to, found in moves if found is not None]
    assert decided == [("rollout-1", "rolled_back", True), ("stable", "r1", True)]


@pytest.mark.parametrize("world", [(0.1, 0.1)], indirect=True)
def test_a_promoted_release_whose_scores_were_right_stays(world: World) -> None:
    world.label(FINAL)
    assert read_table(world.folder / "table.json").stable == "r2"
