"""Any sequence of commands, verdicts, reports and times, by Hypothesis: what holds after each, and where each can end."""

from dataclasses import replace

from hypothesis import event
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from andamio.rollout.errors import Conflict
from andamio.rollout.judgement.stable_health import StableHealth
from andamio.rollout.judgement.verdict import Ruling
from andamio.rollout.machine.commands_test import verdict
from andamio.rollout.machine.freeze_windows import FreezeWindow, WallTime
from andamio.rollout.machine.state_machine import (
    CLEAR,
    Abort,
    AddFreezeWindow,
    Approve,
    Check,
    Command,
    Control,
    Freeze,
    GateReport,
    Hold,
    Inputs,
    Kill,
    LabelVerdict,
    Pin,
    RemoveFreezeWindow,
    Resume,
    SetStable,
    Start,
    State,
    Transition,
    routes,
    step,
)
from andamio.rollout.routing_table import RULES, assign
from andamio.rollout.settings import Settings

SETTINGS = Settings(
    approvals=("shadow", "canary[1]", "promoted"),
    stage_limit_ms=5_000,
    gates_limit_ms=3_000,
    waiting_limit_ms=5_000,
    watch_ms=8_000,
    failover_requests=5,
)
STEPS = len(SETTINGS.canary_steps)
STAGES = ["gates", "shadow", *(f"canary[{at}]" for at in range(STEPS)), "promoted"]
PEOPLE = st.sampled_from(["ada", "bob"])
RELEASES = st.sampled_from(["r1", "r2", "r3", "r4"])
WINDOW = FreezeWindow("weekend", "UTC", weekly=(WallTime(4_320), WallTime(7_920)))
PASSED = GateReport((Check("golden set", True, ""),))
FAILED = GateReport((Check("golden set", False, "differs"),))


class ControlPlane(RuleBasedStateMachine):
    """The state machine with a person at every command and any evidence at every step."""

    def __init__(self) -> None:
        super().__init__()
        self.control = Control()
        self.now_ms = 0
        self.started = 0
        self.starters: dict[str, str] = {}
        self.releases: dict[str, str] = {}
        self.approved: dict[str, set[str]] = {}
        self.at: dict[str, str] = {}

    @initialize()
    def first(self) -> None:
        self.step(Inputs(command=SetStable("ada", "first", "r1")))

    @rule(actor=PEOPLE, release=RELEASES)
    def start(self, actor: str, release: str) -> None:
        self.started += 1
        rollout_id = f"rollout-{self.started}"
        self.starters[rollout_id], self.releases[rollout_id] = actor, release
        self.step(Inputs(command=Start(actor, "try", rollout_id, release)))

    @rule(actor=PEOPLE, kind=st.sampled_from([Abort, Hold, Resume]), back=st.integers(0, 1))
    def about_a_rollout(self, actor: str, kind: type[Abort | Hold | Resume], back: int) -> None:
        self.step(Inputs(command=kind(actor, "because", self.known_rollout(back))))

    @rule(actor=PEOPLE, stage=st.none() | st.sampled_from(STAGES))
    def approve(self, actor: str, stage: str | None) -> None:
        self.step(Inputs(command=Approve(actor, "fine", self.known_rollout(0), stage)))

    @rule(times=st.integers(1, 8), obstinate=st.booleans())
    def go_on(self, times: int, obstinate: bool) -> None:
        """What takes a rollout forward: chance alone would hardly ever promote one. Obstinate: whatever is in its way."""
        for _ in range(times):
            rollout = self.control.active
            if obstinate and rollout is not None:
                elsewhere = verdict(Ruling.PROMOTE, "canary", (rollout.step + 1) % STEPS)
                self.step(Inputs(200, verdict=elsewhere))
                favourable = verdict(Ruling.PROMOTE, rollout.state, rollout.step)
                self.step(Inputs(200, gates=PASSED, verdict=favourable))
            elif self.control.frozen or self.control.killed or self.control.failover:
                kind = Freeze if self.control.frozen else Kill
                self.step(Inputs(command=kind("ada", "on", False)))
                self.step(Inputs(command=SetStable("ada", "on", self.control.stable or "r1")))
            elif rollout is None:
                self.start("ada", f"r{2 + self.started % 3}")
            elif rollout.awaits is not None:
                self.approve("bob" if rollout.starter == "ada" else "ada", None)
            elif rollout.held:
                self.step(Inputs(command=Resume("ada", "on", rollout.rollout_id)))
            else:
                favourable = verdict(Ruling.PROMOTE, rollout.state, rollout.step)
                self.step(Inputs(200, gates=PASSED, verdict=favourable))

    @rule(actor=PEOPLE, on=st.booleans(), kind=st.sampled_from([Freeze, Kill]))
    def switch(self, actor: str, on: bool, kind: type[Freeze | Kill]) -> None:
        self.step(Inputs(command=kind(actor, "because", on)))

    @rule(on=st.booleans())
    def window(self, on: bool) -> None:
        command: Command = (
            AddFreezeWindow("ada", "a weekend", WINDOW) if on else RemoveFreezeWindow("ada", "a monday", WINDOW.name)
        )
        self.step(Inputs(command=command))

    @rule(release=RELEASES)
    def set_stable(self, release: str) -> None:
        self.step(Inputs(command=SetStable("ada", "back", release)))

    @rule(release=st.none() | RELEASES, tenant=st.sampled_from(["tenant:shop", "tenant:bank"]))
    def pin(self, release: str | None, tenant: str) -> None:
        self.step(Inputs(command=Pin("ada", "test", tenant, release)))

    @rule(
        elapsed_ms=st.integers(-5_000, 5_000),
        gates=st.none() | st.sampled_from([PASSED, FAILED]),
        ruling=st.none() | st.sampled_from([*Ruling, Ruling.PROMOTE, Ruling.PROMOTE]),
        elsewhere=st.booleans(),
        bad=st.integers(0, 5),
        labels=st.none() | st.sampled_from(Ruling),
    )
    def pass_time(
        self,
        elapsed_ms: int,
        gates: GateReport | None,
        ruling: Ruling | None,
        elsewhere: bool,
        bad: int,
        labels: Ruling | None,
    ) -> None:
        rollout = self.control.active
        stage, at = ("shadow", 0) if rollout is None else (rollout.state.value, rollout.step)
        if elsewhere:
            stage, at = "canary", (at + 1) % STEPS
        watch = self.control.watches[-1:]
        self.step(
            Inputs(
                elapsed_ms,
                None,
                gates,
                None if ruling is None else verdict(ruling, stage, at),
                self.now_ms,
                StableHealth(self.control.answering, 5, bad, 5, 0.8) if self.control.answering else None,
                tuple(LabelVerdict(w.rollout_id, labels, "labels") for w in watch if labels is not None and bad > 2),
            )
        )

    def known_rollout(self, back: int) -> str:
        """The one under way or the last, or one `back` before it."""
        known = list(self.at) or ["rollout-none"]
        return known[max(0, len(known) - 1 - back)]

    def step(self, inputs: Inputs) -> tuple[Transition, ...]:
        inputs = replace(inputs, now_ms=self.now_ms)
        self.now_ms += 3_600_000
        before = self.control
        try:
            self.control, moved = step(self.control, inputs, SETTINGS)
        except Conflict:
            return ()
        for transition in moved:
            self.check_move(before, inputs, transition)
        return moved

    def check_move(self, before: Control, inputs: Inputs, transition: Transition) -> None:
        subject, after = transition.subject, transition.after
        if not subject.startswith("rollout-") or after.startswith("awaits"):
            return
        if after.startswith("approved"):
            assert before.rollout is not None
            assert after == f"approved {before.rollout.awaits}"
            assert transition.actor != self.starters[subject]
            self.approved.setdefault(subject, set()).add(after.removeprefix("approved "))
            return
        if "held" in (after, transition.before):
            return
        if after == CLEAR:
            [watch] = [watch for watch in before.watches if watch.rollout_id == subject]
            assert watch.clear_after is None, "what is clear is said once"
            assert self.at[subject] == transition.before == State.PROMOTED
            return
        assert transition.before == self.at.get(subject, "none"), "a rollout goes on from where it was"
        self.at[subject] = after
        event(f"reached {after}")
        if after not in STAGES[1:]:
            return
        assert STAGES[STAGES.index(after) - 1] == transition.before, "no stage is left out"
        assert not self.control.frozen
        assert not before.killed
        assert not any(window.in_force(inputs.now_ms) for window in self.control.windows)
        assert before.rollout is not None
        assert not (before.rollout.held and not isinstance(inputs.command, Resume))
        if after in SETTINGS.approvals:
            assert after in self.approved.get(subject, set()), "a person other than the starter let it in"
        if after == "shadow":
            assert inputs.gates == PASSED or before.rollout.gates_passed
        else:
            assert inputs.verdict is not None
            assert inputs.verdict.ruling is Ruling.PROMOTE
            assert (inputs.verdict.evidence.stage, inputs.verdict.evidence.step) == (
                before.rollout.state,
                before.rollout.step,
            )

    @invariant()
    def the_table_names_only_who_may_answer(self) -> None:
        table = routes(self.control, 1, 0, SETTINGS)
        if table is None:
            return
        active = self.control.active
        working = active is not None and active.state in (State.SHADOW, State.CANARY) and not self.control.killed
        assert (table.candidate is not None) == (working and self.control.failover is None)
        if active is None or active.state is not State.CANARY:
            assert table.candidate_weight == 0
        may = {self.control.stable, *self.control.earlier, RULES}
        if active is not None and active.state is State.CANARY:
            may.add(active.release_id)
        for tenant in ("shop", "bank", "other"):
            assert assign(table, tenant, "7", 0).primary in may
        assert set(table.warm) <= set(self.control.earlier)
        assert len(self.control.earlier) <= SETTINGS.warm_releases
        assert self.control.stable not in self.control.earlier

    @invariant()
    def what_was_rolled_back_is_nowhere(self) -> None:
        rollout = self.control.rollout
        if rollout is None or rollout.state is not State.ROLLED_BACK:
            return
        table = routes(self.control, 1, 0, SETTINGS)
        assert table is not None
        assert table.candidate is None
        assert table.candidate_weight == 0
        # Pins too: only what was stable before may still answer.
        allowed = {self.control.stable, *self.control.earlier}
        assert set(table.pins.values()) <= allowed

    @invariant()
    def an_abort_or_the_kill_switch_reaches_stable_in_one_step(self) -> None:
        active = self.control.active
        if active is None:
            return
        for command in (Abort("eve", "enough", active.rollout_id), Kill("eve", "enough", True)):
            after, _ = step(self.control, Inputs(200, command), SETTINGS)
            table = routes(after, 1, 0, SETTINGS)
            assert after.active is None
            assert table is not None
            assert table.candidate is None

    @invariant()
    def left_alone_the_rollout_ends(self) -> None:
        """Whatever people set and forget: a hold, a freeze, a window that is always in force, an approval."""
        control = self.control
        if control.active is None:
            return
        for _ in range(2 * (STEPS + 2) * 6):
            control, _ = step(control, Inputs(1_000, now_ms=0), SETTINGS)
            if control.active is None:
                return
        raise AssertionError(f"still in {control.active}")

    @invariant()
    def the_state_survives_its_document(self) -> None:
        assert Control.from_document(self.control.to_document()) == self.control


ControlPlane.TestCase.settings = hypothesis_settings(max_examples=100, stateful_step_count=40, deadline=None)
TestControlPlane = ControlPlane.TestCase
