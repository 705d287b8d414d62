"""The life of a rollout: a pure function from state and inputs to the next state.

    gates --passed--> shadow --promote--> canary step 0 --promote--> ... --promote--> promoted
      |                 |                        |
      +--failed-->      +------------------------+--roll back, abort, kill, stage limit--> rolled_back
         refused

The routing table is a function of the state (`routes`), so no order of events can leave traffic on a candidate that was
rolled back. An abort or the kill switch reaches stable in one step from everywhere, whatever gate is waiting. A freeze
stops forward moves only. Every stay is bounded, so a rollout ends without anybody's help.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from andamio.rollout.errors import Conflict
from andamio.rollout.routing_table import RoutingTable
from andamio.rollout.settings import Settings
from andamio.rollout.verdict import Ruling, Verdict

# Releases before stable that stay loaded: the way back, and the way back from there.
EARLIER_WARM = 2

# One step counts for at most this much of a stage's limit: after a suspended laptop a stage is not over.
_LONGEST_STEP_MS = 1_000


class State(StrEnum):
    """Where a rollout is."""

    GATES = "gates"
    SHADOW = "shadow"
    CANARY = "canary"
    PROMOTED = "promoted"
    ROLLED_BACK = "rolled_back"
    REFUSED = "refused"

    @property
    def ended(self) -> bool:
        """Whether nothing more happens to the rollout."""
        return self in (State.PROMOTED, State.ROLLED_BACK, State.REFUSED)


@dataclass(frozen=True, slots=True)
class Rollout:
    """One release on its way, or at its end."""

    rollout_id: str
    release_id: str
    state: State = State.GATES
    step: int = 0
    """Canary step, from 0."""
    spent_ms: int = 0
    """Time in this state and step, frozen time not counted."""
    gates_passed: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """All that the controller decides from, but for measurements."""

    stable: str | None = None
    earlier: tuple[str, ...] = ()
    """Stable releases before this one, newest first."""
    rollout: Rollout | None = None
    """The rollout under way, or the last one."""
    frozen: bool = False
    killed: bool = False

    @property
    def active(self) -> Rollout | None:
        """The rollout under way, if any."""
        return self.rollout if self.rollout is not None and not self.rollout.state.ended else None

    def to_document(self) -> dict[str, Any]:
        """For the store."""
        rollout = self.rollout
        fields = () if rollout is None else Rollout.__dataclass_fields__
        return {
            "stable": self.stable,
            "earlier": list(self.earlier),
            "rollout": {name: getattr(rollout, name) for name in fields} or None,
            "frozen": self.frozen,
            "killed": self.killed,
        }

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> "Control":
        """What `to_document` stored."""
        rollout = document["rollout"]
        return cls(
            stable=document["stable"],
            earlier=tuple(document["earlier"]),
            rollout=None if rollout is None else Rollout(**{**rollout, "state": State(rollout["state"])}),
            frozen=document["frozen"],
            killed=document["killed"],
        )


@dataclass(frozen=True, slots=True)
class Command:
    """What a person or a pipeline asks for: always with who and why."""

    actor: str
    reason: str


@dataclass(frozen=True, slots=True)
class SetStable(Command):
    """Make a release stable at once: the first one, or back to an earlier one that is still warm."""

    release_id: str


@dataclass(frozen=True, slots=True)
class Start(Command):
    """Begin the rollout of a release."""

    rollout_id: str
    release_id: str


@dataclass(frozen=True, slots=True)
class Abort(Command):
    """Roll back now."""

    rollout_id: str


@dataclass(frozen=True, slots=True)
class Freeze(Command):
    """Stop (or allow) forward moves."""

    frozen: bool


@dataclass(frozen=True, slots=True)
class Kill(Command):
    """Stable only, for as long as it is set; ends the rollout under way."""

    killed: bool


@dataclass(frozen=True, slots=True)
class Check:
    """One gate: contract, signature, golden set, ..."""

    name: str
    passed: bool
    detail: str


@dataclass(frozen=True, slots=True)
class GateReport:
    """What the gates found."""

    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        """Whether there were gates and all let it pass."""
        return bool(self.checks) and all(check.passed for check in self.checks)

    def reason(self) -> str:
        """One line: what failed, or that nothing did."""
        failed = "; ".join(f"{check.name}: {check.detail}" for check in self.checks if not check.passed)
        return failed or f"passed {', '.join(check.name for check in self.checks)}"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What one step sees."""

    elapsed_ms: int = 0
    """Since the step before, by a clock that does not jump."""
    command: Command | None = None
    gates: GateReport | None = None
    """Of the rollout under way, once known."""
    verdict: Verdict | None = None
    """Of the stage under way."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One change, for the record."""

    subject: str
    """A rollout id, or "stable", "freeze", "kill"."""
    before: str
    after: str
    reason: str
    actor: str = "controller"


Step = tuple[Control, tuple[Transition, ...]]


def step(control: Control, inputs: Inputs, settings: Settings) -> Step:
    """The next state, and the changes on the way. Raises `Conflict` for a command that does not fit the state."""
    done: tuple[Transition, ...] = ()
    if inputs.command is not None:
        control, done = _obey(control, inputs.command)
    control, moved = _advance(control, inputs, settings)
    return control, done + moved


def routes(control: Control, version: int, now_ms: int, settings: Settings) -> RoutingTable | None:
    """The routing table of a state; None before there is a stable release."""
    if control.stable is None:
        return None
    table = RoutingTable(version, now_ms, control.stable, warm=control.earlier, kill=control.killed)
    rollout = control.active
    if rollout is None or rollout.state is State.GATES or control.killed:
        return table
    weight = settings.canary_steps[rollout.step] if rollout.state is State.CANARY else 0.0
    return replace(
        table,
        candidate=rollout.release_id,
        candidate_weight=weight,
        shadow_share=settings.shadow_share,
        stage=rollout.state.value,
    )


def _obey(control: Control, command: Command) -> Step:
    match command:
        case SetStable(release_id=release_id):
            return _set_stable(control, command, release_id)
        case Start(rollout_id=rollout_id, release_id=release_id):
            return _start(control, command, rollout_id, release_id)
        case Abort(rollout_id=rollout_id):
            rollout = control.rollout
            if rollout is None or rollout.rollout_id != rollout_id:
                raise Conflict(f"rollout {rollout_id} is not the current one; see /v1/status for which one is")
            if rollout.state is State.ROLLED_BACK:
                return control, ()
            if rollout.state.ended:
                raise Conflict(
                    f"rollout {rollout_id} has ended ({rollout.state}); set an earlier release stable instead"
                )
            return _move(control, State.ROLLED_BACK, f"aborted: {command.reason}", command.actor)
        case Freeze(frozen=frozen):
            return replace(control, frozen=frozen), _switched("freeze", control.frozen, frozen, command)
        case Kill(killed=killed):
            killed_control = replace(control, killed=killed)
            return killed_control, _switched("kill", control.killed, killed, command)
    raise TypeError(f"no such command: {command!r}")


def _set_stable(control: Control, command: Command, release_id: str) -> Step:
    if control.stable == release_id:
        return control, ()
    if control.active is not None:
        raise Conflict(f"rollout {control.active.rollout_id} is under way; abort it before changing the stable release")
    if control.stable is not None and release_id not in control.earlier:
        warm = ", ".join(control.earlier) or "none"
        raise Conflict(f"{release_id} is no earlier stable release (warm: {warm}); start a rollout of it instead")
    before = control.stable or "none"
    earlier = tuple(name for name in control.earlier if name != release_id)
    if control.stable is not None:
        earlier = (control.stable, *earlier)[:EARLIER_WARM]
    transition = Transition("stable", before, release_id, command.reason, command.actor)
    return replace(control, stable=release_id, earlier=earlier), (transition,)


def _start(control: Control, command: Command, rollout_id: str, release_id: str) -> Step:
    if control.stable is None:
        raise Conflict("there is no stable release yet; set one with POST /v1/stable")
    if control.active is not None:
        raise Conflict(f"rollout {control.active.rollout_id} is under way; wait for its end or abort it")
    if control.killed:
        raise Conflict("the kill switch is set; clear it with POST /v1/kill before starting a rollout")
    if release_id == control.stable:
        raise Conflict(f"{release_id} is the stable release already")
    transition = Transition(rollout_id, "none", State.GATES, command.reason, command.actor)
    return replace(control, rollout=Rollout(rollout_id, release_id)), (transition,)


def _switched(subject: str, before: bool, after: bool, command: Command) -> tuple[Transition, ...]:
    if before == after:
        return ()
    return (Transition(subject, str(before).lower(), str(after).lower(), command.reason, command.actor),)


def _advance(control: Control, inputs: Inputs, settings: Settings) -> Step:
    rollout = control.active
    if rollout is None:
        return control, ()
    if control.killed:
        return _move(control, State.ROLLED_BACK, "the kill switch is set")
    if not control.frozen:
        spent = rollout.spent_ms + min(max(inputs.elapsed_ms, 0), _LONGEST_STEP_MS)
        rollout = replace(rollout, spent_ms=spent)
        control = replace(control, rollout=rollout)
    if rollout.state is State.GATES:
        return _through_gates(control, rollout, inputs.gates, settings)
    return _through_stage(control, rollout, inputs.verdict, settings)


def _through_gates(control: Control, rollout: Rollout, report: GateReport | None, settings: Settings) -> Step:
    if report is not None and not report.passed:
        return _move(control, State.REFUSED, report.reason())
    if report is not None:
        rollout = replace(rollout, gates_passed=True)
        control = replace(control, rollout=rollout)
    if rollout.gates_passed:
        return (control, ()) if control.frozen else _move(control, State.SHADOW, "the gates passed")
    if rollout.spent_ms > settings.gates_limit_ms:
        return _move(control, State.REFUSED, f"the gates gave no answer within {settings.gates_limit_ms / 1000:g} s")
    return control, ()


def _through_stage(control: Control, rollout: Rollout, verdict: Verdict | None, settings: Settings) -> Step:
    here = (rollout.state.value, rollout.step)
    # A verdict on another stage is evidence of nothing here.
    ruling = verdict.ruling if verdict and (verdict.evidence.stage, verdict.evidence.step) == here else Ruling.HOLD
    if verdict and ruling is Ruling.ROLL_BACK:
        return _move(control, State.ROLLED_BACK, verdict.reason)
    if verdict and ruling is Ruling.PROMOTE and not control.frozen:
        if rollout.state is State.SHADOW:
            return _move(control, State.CANARY, verdict.reason)
        if rollout.step + 1 < len(settings.canary_steps):
            return _move(control, State.CANARY, verdict.reason, step=rollout.step + 1)
        return _promote(control, verdict.reason)
    if rollout.spent_ms > settings.stage_limit_ms:
        waited = f"no promotion within {settings.stage_limit_ms / 1000:g} s"
        return _move(control, State.ROLLED_BACK, f"{waited}: {verdict.reason}" if verdict else waited)
    return control, ()


def _promote(control: Control, reason: str) -> Step:
    control, moved = _move(control, State.PROMOTED, reason)
    assert control.rollout is not None
    assert control.stable is not None
    release_id = control.rollout.release_id
    earlier = tuple(name for name in (control.stable, *control.earlier) if name != release_id)[:EARLIER_WARM]
    changed = Transition("stable", control.stable, release_id, f"rollout {control.rollout.rollout_id} was promoted")
    return replace(control, stable=release_id, earlier=earlier), (*moved, changed)


def _move(control: Control, state: State, reason: str, actor: str = "controller", step: int = 0) -> Step:
    rollout = control.rollout
    assert rollout is not None
    transition = Transition(rollout.rollout_id, _name(rollout.state, rollout.step), _name(state, step), reason, actor)
    return replace(control, rollout=replace(rollout, state=state, step=step, spent_ms=0)), (transition,)


def _name(state: State, step: int) -> str:
    return f"canary[{step}]" if state is State.CANARY else state.value
