"""Approvals, holds, windows, pins, the watch and the failover, one contract at a time."""

from dataclasses import replace

import pytest

from andamio.rollout.errors import Conflict
from andamio.rollout.evidence.measurements import Counts, Evidence, MeanDifference
from andamio.rollout.json_fields import Fields
from andamio.rollout.judgement.stable_health import StableHealth
from andamio.rollout.judgement.verdict import Ruling, Verdict
from andamio.rollout.machine.freeze_windows import FreezeWindow
from andamio.rollout.machine.state_machine import (
    Abort,
    AddFreezeWindow,
    Approve,
    Command,
    Control,
    Hold,
    Inputs,
    LabelVerdict,
    Pin,
    RemoveFreezeWindow,
    Resume,
    Rollout,
    SetStable,
    Start,
    State,
    Watch,
    routes,
    step,
)
from andamio.rollout.routing_table import RULES, Assignment, assign, entity_of
from andamio.rollout.settings import Settings

SETTINGS = Settings()
CAREFUL = Settings(approvals=("canary[0]", "promoted"), waiting_limit_ms=10_000)
BY = ("ada", "because")
SHADOW = Control("r1", ("r0",), Rollout("ro", "r2", State.SHADOW, starter="ada"))
CANARY = replace(SHADOW, rollout=Rollout("ro", "r2", State.CANARY, 1, starter="ada"))
PROMOTED = Control(
    "r2", ("r1", "r0"), Rollout("ro", "r2", State.PROMOTED), watches=(Watch("ro", "r2", limit_ms=5_000),)
)


def verdict(ruling: Ruling, stage: str, at: int = 0) -> Verdict:
    nothing = MeanDifference(0, 0.0, -1.0, 1.0)
    return Verdict(ruling, str(ruling), (), Evidence(stage, at, 0, Counts(), Counts(), nothing, nothing, None, 0))


def promote(control: Control) -> Inputs:
    rollout = control.active
    assert rollout is not None
    return Inputs(200, verdict=verdict(Ruling.PROMOTE, rollout.state, rollout.step))


def obey(control: Control, command: Command, settings: Settings = SETTINGS) -> Control:
    return step(control, Inputs(command=command), settings)[0]


def state(control: Control) -> str:
    assert control.rollout is not None
    return control.rollout.stage


def failing(release: str) -> Inputs:
    return Inputs(200, health=StableHealth(release, 20, 18, 20, 0.8))


def test_a_stage_that_waits_for_a_person_is_entered_only_with_an_approval_of_someone_else() -> None:
    asked, transitions = step(SHADOW, promote(SHADOW), CAREFUL)
    assert [t.after for t in transitions] == ["awaits approval of canary[0]"]
    waiting, transitions = step(asked, promote(asked), CAREFUL)
    assert (state(waiting), transitions) == ("shadow", ())
    with pytest.raises(Conflict, match="ada started rollout ro; someone else must approve it"):
        obey(waiting, Approve("ada", "fine", "ro"), CAREFUL)
    approved, transitions = step(waiting, Inputs(command=Approve("bob", "fine", "ro")), CAREFUL)
    assert (transitions[0].after, transitions[0].actor) == ("approved canary[0]", "bob")
    # The approval is no evidence: the move still needs its verdict, and is of this stage alone.
    assert state(approved) == "shadow"
    moved, _ = step(approved, promote(approved), CAREFUL)
    assert state(moved) == "canary[0]"
    assert moved.rollout is not None
    assert moved.rollout.approved is None


def test_an_approval_that_nobody_asked_for_or_of_another_stage_is_refused() -> None:
    with pytest.raises(Conflict, match="is in shadow and waits for no approval"):
        obey(SHADOW, Approve("bob", "fine", "ro"), CAREFUL)
    waiting, _ = step(SHADOW, promote(SHADOW), CAREFUL)
    with pytest.raises(Conflict, match=r"waits for the approval of canary\[0\], not of promoted"):
        obey(waiting, Approve("bob", "fine", "ro", "promoted"), CAREFUL)


def test_what_waits_for_a_person_rolls_back_by_evidence_and_in_the_end_by_itself() -> None:
    waiting, _ = step(SHADOW, promote(SHADOW), CAREFUL)
    worse, _ = step(waiting, Inputs(200, verdict=verdict(Ruling.ROLL_BACK, "shadow")), CAREFUL)
    assert state(worse) == "rolled_back"
    for _ in range(20):
        waiting, transitions = step(waiting, replace(promote(waiting), elapsed_ms=1_000), CAREFUL)
        if waiting.active is None:
            break
    assert transitions[0].reason == "nobody let it move on within 10 s"


def test_a_hold_stops_forward_moves_alone_until_it_is_resumed() -> None:
    held = obey(CANARY, Hold(*BY, "ro"))
    assert obey(held, Hold(*BY, "ro")) == held
    after, transitions = step(held, promote(held), SETTINGS)
    assert (state(after), transitions) == ("canary[1]", ())
    back, _ = step(held, Inputs(200, verdict=verdict(Ruling.ROLL_BACK, "canary", 1)), SETTINGS)
    assert state(back) == "rolled_back"
    assert state(obey(held, Abort(*BY, "ro"))) == "rolled_back"
    on = obey(held, Resume(*BY, "ro"))
    assert state(step(on, promote(on), SETTINGS)[0]) == "promoted"


def test_a_freeze_window_stops_forward_moves_while_it_is_in_force() -> None:
    first_hour = FreezeWindow.from_fields(
        Fields({"name": "w", "time_zone": "UTC", "from": "1970-01-01T00:00", "until": "1970-01-01T01:00"}, "window")
    )
    control = obey(CANARY, AddFreezeWindow(*BY, first_hour))
    assert Control.from_document(control.to_document()) == control
    frozen, transitions = step(control, replace(promote(control), now_ms=3_599_999), SETTINGS)
    assert (state(frozen), transitions) == ("canary[1]", ())
    assert state(step(control, replace(promote(control), now_ms=3_600_000), SETTINGS)[0]) == "promoted"
    assert state(step(obey(control, RemoveFreezeWindow(*BY, "w")), promote(control), SETTINGS)[0]) == "promoted"
    with pytest.raises(Conflict, match="there is no freeze window x; there are: w"):
        obey(control, RemoveFreezeWindow(*BY, "x"))


def test_labels_that_break_the_promise_take_a_promoted_release_back_to_the_one_before() -> None:
    broken = LabelVerdict("ro", Ruling.ROLL_BACK, "calibration: 0.3 over what it promised")
    after, transitions = step(PROMOTED, Inputs(labels=(broken,)), SETTINGS)
    assert (after.stable, after.earlier, after.watches, state(after)) == ("r1", ("r0",), (), "rolled_back")
    assert [(t.subject, t.after) for t in transitions] == [("ro", "rolled_back"), ("stable", "r1")]
    table = routes(after, 1, 0, SETTINGS)
    assert table is not None
    assert "r2" not in table.releases()


def test_labels_that_keep_the_promise_are_said_once_and_the_watch_goes_on() -> None:
    kept = LabelVerdict("ro", Ruling.PROMOTE, "1,200 labels as promised", through=7)
    clear, transitions = step(PROMOTED, Inputs(labels=(kept,)), SETTINGS)
    assert [(t.before, t.after, t.reason) for t in transitions] == [("promoted", "clear", kept.reason)]
    assert (clear.stable, state(clear), [watch.clear_after for watch in clear.watches]) == ("r2", "promoted", [7])
    assert Control.from_document(clear.to_document()) == clear
    assert step(clear, Inputs(labels=(replace(kept, through=9),)), SETTINGS) == (clear, ())
    broken = LabelVerdict("ro", Ruling.ROLL_BACK, "calibration up: 0.3 from what was promised")
    after, _ = step(clear, Inputs(labels=(broken,)), SETTINGS)
    assert (after.stable, state(after)) == ("r1", "rolled_back")


@pytest.mark.parametrize("clear_after", [None, 7])
def test_time_ends_the_watch_clear_or_not(clear_after: int | None) -> None:
    control = replace(PROMOTED, watches=(replace(PROMOTED.watches[0], clear_after=clear_after),))
    for _ in range(5):
        control, transitions = step(control, Inputs(1_000), SETTINGS)
        assert not transitions
    control, transitions = step(control, Inputs(10**9), SETTINGS)
    assert (control.stable, transitions[0].reason) == ("r2", "5 s are over: no labels came")


def test_a_watched_release_taken_back_takes_the_rollout_over_it_with_it() -> None:
    control = obey(PROMOTED, Start(*BY, "next", "r3"))
    after, transitions = step(control, Inputs(labels=(LabelVerdict("ro", Ruling.ROLL_BACK, "worse"),)), SETTINGS)
    assert (after.stable, after.active) == ("r1", None)
    assert [(t.subject, t.after) for t in transitions][:2] == [("ro", "rolled_back"), ("next", "rolled_back")]


def test_a_watched_release_that_was_followed_by_another_is_not_fallen_back_to() -> None:
    control = replace(PROMOTED, stable="r3", earlier=("r2", "r1"), rollout=Rollout("next", "r3", State.PROMOTED))
    after, _ = step(control, Inputs(labels=(LabelVerdict("ro", Ruling.ROLL_BACK, "worse"),)), SETTINGS)
    assert (after.stable, after.earlier) == ("r3", ("r1",))


def test_a_promoted_release_can_be_aborted_or_replaced_while_it_is_watched() -> None:
    for command in (Abort(*BY, "ro"), SetStable(*BY, "r1")):
        after = obey(PROMOTED, command)
        assert (after.stable, after.watches, state(after)) == ("r1", (), "rolled_back")
    with pytest.raises(Conflict, match=r"has ended \(watched\)"):
        obey(replace(PROMOTED, watches=(), rollout=Rollout("ro", "r2", State.WATCHED)), Abort(*BY, "ro"))


def test_when_stable_fails_as_a_whole_the_release_before_answers_then_the_one_before_then_the_rules() -> None:
    control = Control("r2", ("r1", "r0"))
    seen = []
    for _ in range(4):
        assert control.answering is not None
        control, transitions = step(control, failing(control.answering), SETTINGS)
        table = routes(control, 1, 0, SETTINGS)
        assert table is not None
        seen.append((assign(table, "shop", "1", 0), [t.after for t in transitions]))
    chain = ["r1", "r0", RULES]
    assert seen == [*((Assignment(name, None), [name]) for name in chain), (Assignment(RULES, None), [])]
    assert table is not None
    assert table.stage == "failover"


def test_a_failover_asks_for_total_failure_of_the_release_that_answers() -> None:
    control = Control("r2", ("r1",))
    for health in [StableHealth(*seen, 20, 0.8) for seen in (("r2", 20, 15), ("r2", 19, 19), ("r1", 20, 20))]:
        assert step(control, Inputs(health=health), SETTINGS) == (control, ())


def test_a_failover_ends_the_rollout_and_is_ended_by_a_person() -> None:
    control, transitions = step(CANARY, failing("r1"), SETTINGS)
    assert [(t.subject, t.after) for t in transitions] == [("ro", "rolled_back"), ("failover", "r0")]
    with pytest.raises(Conflict, match="r1 failed and r0 answers for it"):
        obey(control, Start(*BY, "next", "r3"))
    assert obey(control, SetStable(*BY, "r1")).failover is None
    earlier = obey(control, SetStable(*BY, "r0"))
    assert (earlier.stable, earlier.failover) == ("r0", None)
    assert Control.from_document(control.to_document()) == control


def test_a_pin_answers_its_entity_or_tenant_but_never_by_a_release_that_may_not_answer() -> None:
    entity = entity_of("shop", "7")
    control = obey(obey(CANARY, Pin(*BY, f"entity:{entity}", "r0")), Pin(*BY, "tenant:bank", "r2"))
    table = routes(control, 1, 0, SETTINGS)
    assert table is not None
    assert assign(table, "shop", "7", 0) == Assignment("r0", None, pinned=True)
    assert assign(table, "bank", "1", 0) == Assignment("r2", None, pinned=True)
    back = obey(control, Abort(*BY, "ro"))
    table = routes(back, 1, 0, SETTINGS)
    assert table is not None
    assert assign(table, "bank", "1", 0) == Assignment("r1", None)
    assert assign(replace(table, kill=True), "shop", "7", 0) == Assignment("r1", None)
    assert obey(back, Pin(*BY, f"entity:{entity}", None)).pins == ()
    with pytest.raises(Conflict, match="r9 is not warm"):
        obey(CANARY, Pin(*BY, "tenant:bank", "r9"))
    with pytest.raises(Conflict, match="not of 'bank'"):
        obey(CANARY, Pin(*BY, "bank", "r1"))


def test_in_shadow_a_pin_to_the_candidate_waits_for_canary() -> None:
    table = routes(obey(SHADOW, Pin(*BY, "tenant:bank", "r2")), 1, 0, SETTINGS)
    assert table is not None
    assert assign(table, "bank", "1", 0) == Assignment("r1", "r2")
