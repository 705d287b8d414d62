"""The control loop over real files and a clock in the test's hand: what it does when things around it go wrong."""

import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from andamio.audit.log import open_audit
from andamio.errors import AndamioError, UserError
from andamio.rollout.errors import Conflict, DamagedRecord
from andamio.rollout.machine.audit_sink import AuditSink
from andamio.rollout.machine.freeze_windows import FreezeWindow
from andamio.rollout.machine.state_machine import (
    AddFreezeWindow,
    Approve,
    Freeze,
    SetStable,
    State,
)
from andamio.rollout.routing_table import write_table
from andamio.rollout.settings import Settings
from rollout_controller.control.trial_site import BY, Site, history
from rollout_controller.simulation.fake_inference import FakeInference
from rollout_controller.store.rollout_store import StoreUnavailable, open_store


@pytest.mark.parametrize("restarted", [False, True])
def test_a_damaged_table_is_said_and_rewritten_from_the_store(site: Site, restarted: bool) -> None:
    controller = site.open()
    site.in_shadow(controller)
    before = site.table()
    path = site.folder / "table.json"
    path.write_text(before.to_json()[:70])
    if restarted:
        site.stores[-1].close()
        controller = site.open()
    site.ticks(controller)
    assert site.table().same_routes(before)
    assert site.table().version == before.version
    [(_, after, reason)] = history(controller, "routing table")
    assert (after, "is not JSON" in reason) == (f"version {before.version}", True)
    site.ticks(controller, 3)
    assert len(history(controller, "routing table")) == 1


def test_a_table_that_somebody_else_wrote_or_took_away_is_said_and_replaced(site: Site) -> None:
    controller = site.open()
    controller.tick(SetStable(*BY, "r1"))
    mine = site.table()
    write_table(site.folder / "table.json", replace(mine, version=mine.version + 5, stable="r9"))
    site.ticks(controller)
    assert (site.table().stable, site.table().version) == ("r1", mine.version + 6)
    (site.folder / "table.json").unlink()
    site.ticks(controller)
    assert site.table().stable == "r1"
    reasons = [reason for _, _, reason in history(controller, "routing table")]
    assert reasons == [f"was replaced by version {mine.version + 5}, which nobody decided", "is missing"]


def test_lines_that_lay_there_while_the_controller_was_away_are_no_sign_of_life(site: Site) -> None:
    controller = site.open()
    site.in_shadow(controller)
    replica = FakeInference(site.folder / "log")
    site.ticks(controller, 2)
    replica.beat(site.table())
    site.ticks(controller)
    assert controller.silent_ms() == 0
    # Paused for a minute, in which the replica wrote its last lines.
    replica.serve(site.table(), 50)
    site.now_ms += 60_000
    site.ticks(controller)
    assert controller.silent_ms() > 60_000
    # They are evidence all the same, and what is written from now on is life.
    assert sum(1 for _ in site.stores[-1].observations("rollout-1")) == 50
    replica.beat(site.table())
    site.ticks(controller)
    assert controller.silent_ms() == 0


def test_a_log_longer_than_one_look_is_no_sign_of_life_until_its_end_is_reached(site: Site) -> None:
    controller = site.open()
    controller.tick(SetStable(*BY, "r1"))
    site.ticks(controller, 2)
    replica = FakeInference(site.folder / "log")
    replica.serve(site.table(), 4_000)
    silent = []
    for _ in range(8):
        site.ticks(controller)
        silent.append(controller.silent_ms())
    # The first look began at what was the end; those that follow read what lay there.
    assert 0 in silent[:1]
    assert silent[-1] > 0
    replica.beat(site.table())
    site.ticks(controller)
    assert controller.silent_ms() == 0


def test_replicas_report_the_version_that_they_go_by(site: Site) -> None:
    controller = site.open()
    controller.tick(SetStable(*BY, "r1"))
    first = site.table()
    one, two = FakeInference(site.folder / "log", name="1"), FakeInference(site.folder / "log", name="2")
    controller.start("r2", *BY)
    site.until(controller, None, lambda c: c.active is not None and c.active.state is State.SHADOW)
    one.beat(site.table())
    two.beat(first)
    site.ticks(controller)
    assert {name: seen.table_version for name, seen in controller.replicas().items()} == {
        "1": site.table().version,
        "2": first.version,
    }


def test_a_freeze_window_is_in_force_by_the_wall_clock(site: Site) -> None:
    controller = site.open()
    site.in_shadow(controller)
    window = FreezeWindow("always", "UTC", once=_dates("2001-01-01", "2100-01-01"))
    controller.tick(AddFreezeWindow(*BY, window))
    replica = FakeInference(site.folder / "log")
    for _ in range(60):
        replica.serve(site.table(), 8)
        site.ticks(controller)
    assert [to for _, to, _ in history(controller, "rollout-1")] == ["gates", "shadow"]
    controller.tick(AddFreezeWindow(*BY, replace(window, once=_dates("2001-01-01", "2001-01-02"))))
    assert [to for _, to, _ in history(controller, "rollout-1")] == ["gates", "shadow", "canary[0]"]


def test_a_rollout_goes_by_the_settings_of_its_release(site: Site) -> None:
    own = Settings(approvals=("shadow",), canary_steps=(0.5,))
    site.options = {"settings_of": {"r2": own, "r3": None}.get}
    controller = site.open()
    controller.tick(SetStable(*BY, "r1"))
    controller.start("r2", *BY)
    site.until(controller, None, lambda c: c.active is not None and c.active.awaits == "shadow")
    controller.tick(Approve("bob", "fine", "rollout-1"))
    site.until(controller, FakeInference(site.folder / "log"), lambda c: c.active is None)
    assert [to for _, to, _ in history(controller, "rollout-1")] == [
        "gates",
        "awaits approval of shadow",
        "approved shadow",
        "shadow",
        "canary[0]",
        "promoted",
    ]


def test_every_verdict_can_be_given_again_from_the_decisions_it_counted(site: Site) -> None:
    controller = site.open()
    site.in_shadow(controller)
    site.until(controller, FakeInference(site.folder / "log"), lambda c: c.active is None)
    numbers = site.stores[-1].verdict_numbers("rollout-1")
    assert len(numbers) > 10
    for number in (numbers[0], numbers[len(numbers) // 2], numbers[-1]):
        replayed = controller.replay("rollout-1", number)
        assert replayed is not None
        assert replayed.same, replayed.differs
    assert controller.replay("rollout-1", numbers[-1] + 1) is None


def test_each_request_is_in_the_traffic_once_through_restarts_and_on_a_standby(site: Site) -> None:
    replica = FakeInference(site.folder / "log")
    leader = site.open()
    site.in_shadow(leader)
    standby = site.open()
    for _ in range(3):
        replica.serve(site.table(), 8)
        site.ticks(leader)
        site.now_ms += 1_000
        standby.tick()
        assert standby.traffic.since(0) == leader.traffic.since(0)
    for store in site.stores:
        store.close()
    replica.serve(site.table(), 8)

    again = site.open()
    site.ticks(again)

    counted = again.traffic.since(0)
    assert sum(count for second in counted for count in second["answered"].values()) == len(replica.answered) == 32
    assert counted[:3] == leader.traffic.since(0)


def test_a_controller_that_stands_by_refuses_commands_and_takes_over_with_all_that_was_known(site: Site) -> None:
    leader, other = site.open(), site.open()
    site.in_shadow(leader)
    replica = FakeInference(site.folder / "log")
    site.until(leader, replica, lambda c: c.active is not None and c.active.state is State.CANARY)
    with pytest.raises(Conflict, match="this controller stands by; send the command to"):
        other.tick(Freeze(*BY, True))
    before = site.table()
    ticks = 0
    while not other.leads:
        ticks += 1
        site.ticks(other)
    assert ticks == 16  # the refused command saw the last renewal; then 15 for the lease of 3 s, and one beyond it
    assert site.table().same_routes(before)
    assert (site.table().version, site.table().epoch) == (before.version, before.epoch + 1)
    # The leader of before wakes up, writes nothing, and follows.
    site.ticks(leader)
    assert not leader.leads
    assert site.table().epoch == before.epoch + 1
    site.until(other, replica, lambda c: c.stable == "r2")
    site.ticks(leader)
    assert leader.control.stable == "r2"


class Refusing:
    """An audit log that does not answer until it does."""

    def __init__(self, sink: AuditSink) -> None:
        self.sink, self.down = sink, True

    def append(self, *args: Any, **more: Any) -> object:
        if self.down:
            raise AndamioError("the disk is full")
        return self.sink.append(*args, **more)


def test_the_audit_log_gets_every_transition_once_also_after_it_was_away_and_after_a_restart(site: Site) -> None:
    with open_audit(str(site.folder / "audit.db")) as log:
        refusing = Refusing(log)
        site.options = {"audit": refusing}
        controller = site.open()
        site.in_shadow(controller)
        assert [r.action for r in log.records() if r.action != "log.opened"] == []
        refusing.down = False
        site.ticks(controller)
        site.stores[-1].close()
        controller = site.open()
        controller.tick(Freeze("ada lovelace", "a holiday", True))
        site.ticks(controller, 2)
        actions = [(r.actor, r.action, r.subject) for r in log.records() if r.action != "log.opened"]
    assert actions == [
        ("ada", "stable.set", "stable"),
        ("ada", "rollout.started", "rollout-1"),
        ("controller", "rollout.advanced", "rollout-1"),
        ("ada_lovelace", "rollout.frozen", "freeze"),
    ]


@pytest.mark.parametrize(
    ("actor", "reason"),
    [
        ("ada", "because " * 200),
        ("ada", "as ada@shop.example asked"),
        ("René", "a holiday"),
        ("ada@shop.example", "a holiday"),
        ("---", "a holiday"),
        ("a" * 200, "a holiday"),
    ],
)
def test_words_that_the_audit_log_refuses_keep_nothing_back(site: Site, actor: str, reason: str) -> None:
    with open_audit(str(site.folder / "audit.db")) as log:
        site.options = {"audit": log}
        controller = site.open()
        controller.tick(SetStable(*BY, "r1"))
        controller.tick(Freeze(actor, reason, True))
        controller.tick(Freeze("ada", "it is over", False))
        site.ticks(controller, 2)
        records = [each for each in log.records() if each.action != "log.opened"]
    assert [each.action for each in records] == ["stable.set", "rollout.frozen", "rollout.unfrozen"]
    assert "shop.example" not in f"{records[1].actor} {records[1].reason}"
    # Where the words are not in the audit log, it says which transition of the controller's own record has them.
    number = next(each["number"] for each in controller.history() if each["to"] == "true")
    assert records[1].reason == reason or records[1].evidence == {"transition": number}
    assert (controller.history()[number - 1]["actor"], controller.history()[number - 1]["reason"]) == (actor, reason)


def test_the_epoch_of_a_new_store_goes_beyond_the_table_that_it_finds(site: Site) -> None:
    controller = site.open()
    controller.tick(SetStable(*BY, "r1"))
    site.stores[-1].close()
    write_table(site.folder / "table.json", replace(site.table(), epoch=40, version=90))
    (site.folder / "state.db").rename(site.folder / "lost.db")
    for rest in site.folder.glob("state.db-*"):
        rest.unlink()
    controller = site.open()
    controller.tick(SetStable(*BY, "r1"))
    assert (site.table().epoch, site.table().version) == (41, 91)


def test_a_store_that_is_no_store_is_one_sentence() -> None:
    with pytest.raises(UserError, match="is no store"):
        open_store("redis://x")


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "state.db").write_text("not a database at all, but long enough to be looked at")
    with pytest.raises(StoreUnavailable, match=r"state.db cannot be opened \(file is not a database\)"):
        open_store(tmp_path / "state.db")


@pytest.mark.parametrize("damage", ["control = '{'", "control = '{}'", "routing_table = '[]'", "offsets = ''"])
def test_a_damaged_state_is_one_sentence(site: Site, damage: str) -> None:
    site.in_shadow(site.open())
    site.stores[-1].close()
    with sqlite3.connect(site.folder / "state.db") as db:
        db.execute(f"UPDATE control SET {damage}")
    with pytest.raises(DamagedRecord, match="the state in the store cannot be read"):
        site.ticks(site.open())


def _dates(start: str, end: str) -> tuple[Any, Any]:
    return datetime.fromisoformat(start), datetime.fromisoformat(end)


def test_a_rollout_that_ends_in_the_step_that_starts_it_keeps_its_number(site: Site) -> None:
    site.settings = Settings(failover_requests=5)
    controller = site.open()
    controller.tick(SetStable(*BY, "r1"))
    site.ticks(controller, 2)
    FakeInference(site.folder / "log", broken={"r1": "error"}).serve(site.table(), 10)
    site.now_ms += 200
    controller.start("r2", *BY)
    assert [to for _, to, _ in history(controller, "rollout-1")] == ["gates", "rolled_back"]
    controller.tick(SetStable("ada", "r1 is well again", "r1"))
    assert controller.start("r3", *BY) == "rollout-2"
