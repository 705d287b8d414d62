"""What the control loop does where no rollout is under way: a stable release that fails, and one whose labels mature."""

from andamio.rollout.judgement.label_changes import ChangeEvidence, LabelChanges, judge_changes
from andamio.rollout.judgement.label_watch import Promise
from andamio.rollout.judgement.replay import replay_move
from andamio.rollout.judgement.verdict import Ruling
from andamio.rollout.machine.state_machine import LabelVerdict, SetStable, Watch
from andamio.rollout.routing_table import RULES
from andamio.rollout.settings import Settings
from rollout_controller.control.trial_site import BY, Site, history
from rollout_controller.observations.matured_label import MaturedLabel
from rollout_controller.simulation.fake_inference import FakeInference
from rollout_controller.store.sql_store import SqlStore


def test_stable_that_fails_as_a_whole_is_failed_over_to_the_release_before_and_then_the_rules(site: Site) -> None:
    site.settings = Settings(failover_requests=10)
    controller = site.open()
    site.in_shadow(controller)
    replica = FakeInference(site.folder / "log")
    site.until(controller, replica, lambda c: c.stable == "r2")
    replica.broken = {"r2": "error"}
    site.until(controller, replica, lambda c: c.failover is not None)
    table = site.table()
    assert (table.failover, table.fallback, table.stage) == (True, "r1", "failover")
    answered = len(replica.answered)
    site.ticks(controller, 5)
    replica.serve(site.table(), 5)
    assert set(replica.answered[answered:]) == {"r1"}
    replica.broken["r1"] = "error"
    site.until(controller, replica, lambda c: c.failover == RULES)
    [(_, _, reason), _] = history(controller, "failover")
    assert reason.startswith("r2 failed ")
    assert reason.endswith(" of its last 10 executions")
    # It is a person who says that a release works again.
    site.ticks(controller, 20)
    controller.tick(SetStable("ada", "r1 is well again", "r1"))
    assert (site.table().stable, site.table().failover) == ("r1", False)


def test_what_a_replica_refused_for_want_of_room_is_no_failure_of_the_release(site: Site) -> None:
    site.settings = Settings(failover_requests=10)
    controller = site.open()
    controller.tick(SetStable(*BY, "r1"))
    site.ticks(controller, 2)
    replica = FakeInference(site.folder / "log", broken={"r1": "error"})
    replica.serve(site.table(), 50)
    log = site.folder / "log" / "decisions-1.ndjson"
    log.write_text(log.read_text().replace('"error"', '"refused"'))
    site.ticks(controller, 3)
    assert controller.control.failover is None


def test_a_release_is_failed_over_by_its_own_settings_and_keeps_as_many_warm_as_it_asks(site: Site) -> None:
    own = {"r2": Settings(warm_releases=3, failover_requests=6), "r3": Settings(warm_releases=4)}
    site.settings = Settings(warm_releases=1, failover_requests=1_000)
    site.options = {"settings_of": own.get}
    controller = site.open()
    replica = FakeInference(site.folder / "log")
    controller.tick(SetStable(*BY, "r1"))
    for release in ("r2", "r3", "r4"):
        controller.start(release, *BY)
        site.until(controller, replica, lambda c, release=release: c.stable == release)  # type: ignore[misc]
        if release == "r2":
            # Nothing that stable's rollout was judged by, but what the release itself says.
            site.ticks(controller, 2)
        if release == "r3":
            assert controller.control.earlier == ("r2", "r1")
    assert controller.control.earlier == ("r3",)
    controller.tick(SetStable(*BY, "r3"))
    assert controller.control.earlier == ("r4",)
    replica.broken = {"r3": "error"}
    for _ in range(20):
        replica.serve(site.table(), 2)
        site.ticks(controller)
    # r3 says nothing of failovers: by default 20 executions.
    assert controller.control.failover == "r4"
    [(_, _, reason)] = history(controller, "failover")
    assert reason.endswith("of its last 20 executions")


def test_failovers_are_decided_again_from_the_record(site: Site) -> None:
    site.settings = Settings(failover_requests=5)
    controller = site.open()
    controller.tick(SetStable(*BY, "r1"))
    site.ticks(controller, 2)
    FakeInference(site.folder / "log", broken={"r1": "error"}).serve(site.table(), 10)
    site.ticks(controller)
    [recorded] = [each for each in controller.history() if each["subject"] == "failover"]
    found = replay_move(recorded)
    assert found is not None
    assert found.same
    for change in ({"bad": 3}, {"least": 11}, {"release": "r2"}):
        altered = replay_move({**recorded, "evidence": {**recorded["evidence"], **change}})
        assert altered is not None
        assert not altered.same
    assert [replay_move(each) for each in controller.history() if each["subject"] == "stable"] == [None]


def test_labels_are_kept_while_a_watch_may_need_them_and_what_they_decided_for_good(site: Site) -> None:
    site.settings = Settings(watch_ms=20_000)

    def said(watches: tuple[Watch, ...], now_ms: int) -> tuple[LabelVerdict, ...]:
        evidence = LabelChanges(Promise()).evidence().to_document()
        reason = judge_changes(ChangeEvidence.from_document(evidence)).reason
        return tuple(LabelVerdict(watch.rollout_id, Ruling.PROMOTE, reason, evidence, 40) for watch in watches)

    site.options["labels"] = said
    controller = site.open()
    site.in_shadow(controller)
    store = site.stores[-1]
    assert isinstance(store, SqlStore)
    for release in ("r1", "r2"):
        names = [f"q{n}" for n in range(40)]
        store.add_labels([MaturedLabel(release, 0.5, True, name) for name in names], {})
    site.ticks(controller)
    assert [len(store.labels(release, 0, 100)) for release in ("r1", "r2")] == [0, 40]
    site.until(controller, FakeInference(site.folder / "log"), lambda c: c.stable == "r2")
    site.ticks(controller, 2)
    assert controller.control.watches[0].clear_after == 40
    assert len(store.labels("r2", 0, 100)) == 40
    document = controller.rollout("rollout-1")
    assert document is not None
    assert document["state"] == "promoted"
    site.until(controller, FakeInference(site.folder / "log", name="2"), lambda c: not c.watches)
    site.ticks(controller)
    assert store.labels("r2", 0, 100) == []
    moves = [(row["to"], replay_move(row)) for row in controller.history() if row["from"] == "promoted"]
    assert [(to, found is not None and found.same) for to, found in moves] == [("clear", True), ("watched", True)]
