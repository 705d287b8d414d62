"""Safety and liveness of a rollout under any inputs, by Hypothesis; then the transitions one by one."""

from dataclasses import replace
from itertools import cycle, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andamio.rollout.errors import Conflict
from andamio.rollout.evidence.measurements import Counts, Evidence, MeanDifference
from andamio.rollout.judgement.verdict import Ruling, Verdict
from andamio.rollout.machine.state_machine import (
    Abort,
    Check,
    Command,
    Control,
    Freeze,
    GateReport,
    Inputs,
    Kill,
    Rollout,
    SetStable,
    Start,
    State,
    routes,
    step,
)
from andamio.rollout.settings import Settings

SETTINGS = Settings(stage_limit_ms=5_000, gates_limit_ms=3_000)
PASSED = GateReport((Check("golden set", True, ""),))
FAILED = GateReport((Check("contract", True, ""), Check("golden set", False, "worst difference 0.3")))
BY = ("ada", "because")
LAST = len(SETTINGS.canary_steps) - 1


def verdict(ruling: Ruling, stage: str, at: int = 0) -> Verdict:
    nothing = MeanDifference(0, 0.0, -1.0, 1.0)
    return Verdict(ruling, str(ruling), (), Evidence(stage, at, 0, Counts(), Counts(), nothing, nothing, None, 0))


def in_state(state: State, at: int = 0) -> Control:
    return Control("r1", ("r0",), Rollout("ro", "r2", state, at))


ACTIVE = [in_state(State.GATES), in_state(State.SHADOW), *(in_state(State.CANARY, at) for at in range(LAST + 1))]

rulings = st.sampled_from(Ruling)
verdicts = st.builds(verdict, rulings, st.sampled_from(["shadow", "canary"]), st.integers(0, LAST))
commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(SetStable, st.just("ada"), st.just("why"), st.sampled_from(["r0", "r1", "r2", "r3"])),
    st.builds(Start, st.just("ada"), st.just("why"), st.sampled_from(["a", "b"]), st.sampled_from(["r2", "r3"])),
    st.builds(Abort, st.just("ada"), st.just("why"), st.sampled_from(["a", "b"])),
    st.builds(Freeze, st.just("ada"), st.just("why"), st.booleans()),
    st.builds(Kill, st.just("ada"), st.just("why"), st.booleans()),
)
inputs = st.builds(
    Inputs,
    elapsed_ms=st.integers(-10_000, 10_000),
    command=st.none() | commands,
    gates=st.none() | st.sampled_from([PASSED, FAILED]),
    verdict=st.none() | verdicts,
)


@given(st.lists(inputs, max_size=60))
def test_no_inputs_promote_without_evidence_or_route_to_a_release_that_may_not_answer(history: list[Inputs]) -> None:
    control = Control()
    promotions: list[tuple[str, int]] = []
    for given_inputs in history:
        before = control
        try:
            control, transitions = step(control, given_inputs, SETTINGS)
        except Conflict:
            continue
        started = any(t.before == "none" and t.after == State.GATES for t in transitions)
        if started:
            promotions = []
        moved = [t for t in transitions if t.subject not in ("stable", "freeze", "kill") and t.before != "none"]
        for transition in moved:
            if transition.after.startswith("canary") or transition.after == State.PROMOTED:
                assert given_inputs.verdict is not None
                assert given_inputs.verdict.ruling is Ruling.PROMOTE
                assert not control.frozen
                promotions.append((given_inputs.verdict.evidence.stage, given_inputs.verdict.evidence.step))
            if transition.after == State.SHADOW:
                assert given_inputs.gates == PASSED or (before.rollout and before.rollout.gates_passed)
            if transition.after == State.PROMOTED:
                assert promotions == [("shadow", 0)] + [("canary", at) for at in range(LAST + 1)]
        table = routes(control, 1, 0, SETTINGS)
        if table is not None:
            assert table.stable == control.stable
            may_work = control.active is not None and control.active.state in (State.SHADOW, State.CANARY)
            assert (table.candidate is not None) == (may_work and not control.killed)
            if control.active is None or control.active.state is not State.CANARY:
                assert table.candidate_weight == 0
        assert Control.from_document(control.to_document()) == control


@given(st.sampled_from(ACTIVE), st.booleans(), st.none() | st.just(PASSED), st.none() | verdicts)
def test_an_abort_or_the_kill_switch_reaches_stable_in_one_step_from_everywhere(
    control: Control, frozen: bool, gates: GateReport | None, last: Verdict | None
) -> None:
    for command in (Abort(*BY, "ro"), Kill(*BY, True)):
        after, _ = step(replace(control, frozen=frozen), Inputs(200, command, gates, last), SETTINGS)
        table = routes(after, 1, 0, SETTINGS)
        assert after.rollout is not None
        assert after.rollout.state is State.ROLLED_BACK
        assert table is not None
        assert (table.stable, table.candidate) == ("r1", None)


@given(st.sampled_from(ACTIVE), st.lists(st.none() | verdicts, min_size=1, max_size=40))
def test_every_rollout_ends_in_a_bounded_number_of_steps(control: Control, seen: list[Verdict | None]) -> None:
    for given_verdict in islice(cycle(seen), 200):
        control, _ = step(control, Inputs(elapsed_ms=200, verdict=given_verdict), SETTINGS)
    assert control.active is None


@pytest.mark.parametrize("control", ACTIVE[1:])
def test_a_freeze_stops_forward_moves_and_nothing_else(control: Control) -> None:
    rollout = control.rollout
    assert rollout is not None
    frozen = replace(control, frozen=True)
    for _ in range(100):
        frozen, moved = step(
            frozen, Inputs(1_000, verdict=verdict(Ruling.PROMOTE, rollout.state, rollout.step)), SETTINGS
        )
        assert not moved
    after, _ = step(frozen, Inputs(verdict=verdict(Ruling.ROLL_BACK, rollout.state, rollout.step)), SETTINGS)
    assert after.rollout is not None
    assert after.rollout.state is State.ROLLED_BACK


def test_gates_that_pass_while_frozen_wait_for_the_thaw() -> None:
    control, _ = step(replace(ACTIVE[0], frozen=True), Inputs(gates=PASSED), SETTINGS)
    assert control.active is not None
    assert control.active.state is State.GATES
    control, _ = step(control, Inputs(command=Freeze(*BY, False)), SETTINGS)
    assert control.active is not None
    assert control.active.state is State.SHADOW


def test_a_release_whose_golden_set_fails_is_refused_with_the_reason() -> None:
    control, transitions = step(ACTIVE[0], Inputs(gates=FAILED), SETTINGS)
    assert control.rollout is not None
    assert control.rollout.state is State.REFUSED
    assert transitions[0].reason == "golden set: worst difference 0.3"


def test_promotion_keeps_the_release_before_warm() -> None:
    control, transitions = step(
        in_state(State.CANARY, LAST), Inputs(verdict=verdict(Ruling.PROMOTE, "canary", LAST)), SETTINGS
    )
    assert (control.stable, control.earlier) == ("r2", ("r1", "r0"))
    assert [t.after for t in transitions] == ["promoted", "r2"]
    control, _ = step(control, Inputs(command=SetStable(*BY, "r1")), SETTINGS)
    assert (control.stable, control.earlier) == ("r1", ("r2", "r0"))


def test_a_clock_that_jumps_does_not_end_a_stage() -> None:
    control, moved = step(ACTIVE[1], Inputs(elapsed_ms=10**9), SETTINGS)
    assert not moved
    assert control.active is not None


@pytest.mark.parametrize(
    ("control", "command", "says"),
    [
        (Control(), Start(*BY, "x", "r2"), "no stable release yet"),
        (ACTIVE[1], Start(*BY, "x", "r3"), "is under way"),
        (ACTIVE[1], SetStable(*BY, "r0"), "is under way"),
        (ACTIVE[1], Abort(*BY, "x"), "is not under way"),
        (Control("r1"), SetStable(*BY, "r9"), "start a rollout of it"),
        (Control("r1"), Start(*BY, "x", "r1"), "is the stable release already"),
        (Control("r1", killed=True), Start(*BY, "x", "r2"), "kill switch"),
        (in_state(State.PROMOTED), Abort(*BY, "ro"), "has ended"),
    ],
)
def test_a_command_that_does_not_fit_the_state_says_which_one_would(
    control: Control, command: Command, says: str
) -> None:
    with pytest.raises(Conflict, match=says):
        step(control, Inputs(command=command), SETTINGS)


def test_commands_given_twice_are_obeyed_once() -> None:
    after, first = step(ACTIVE[2], Inputs(command=Abort(*BY, "ro")), SETTINGS)
    again, second = step(after, Inputs(command=Abort(*BY, "ro")), SETTINGS)
    assert again == after
    assert first
    assert not second
