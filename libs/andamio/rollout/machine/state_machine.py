"""The life of a rollout: a pure function from state and inputs to the next state.

    gates --passed--> shadow --promote--> canary[0] --promote--> ... --promote--> promoted --labels kept--> watched
      |                 |                    |                                       |
      +--failed-->      +--------------------+--roll back, abort, kill, limits       +--labels broken, abort
         refused                             v                                       v
                                        rolled_back <--------------------------------+

The routing table is a function of the state (`routes`), so no order of events can leave traffic on a candidate that was
rolled back. An abort or the kill switch reaches stable in one step from everywhere, whatever gate is waiting. A freeze,
a freeze window, a hold and an approval that is asked for stop forward moves only. Every stay is bounded, so a rollout
ends without anybody's help.

Apart from rollouts there is the failover: when the release that answers fails as a whole, the release before it stands
in, then the one before that, then the rules, until a person names a stable release.

    commands    what people ask for              obey      what that changes
    inputs      what a step is given             advance   what evidence and time change
    control     the state, as data               moves     the changes both are made of
"""

from dataclasses import replace

from andamio.rollout.machine.advance import advance, frozen_by
from andamio.rollout.machine.commands import (
    Abort,
    AddFreezeWindow,
    Approve,
    Command,
    Freeze,
    Hold,
    Kill,
    Pin,
    RemoveFreezeWindow,
    Resume,
    SetStable,
    Start,
)
from andamio.rollout.machine.control import CLEAR, Control, Rollout, State, Step, Transition, Watch, state_in_record
from andamio.rollout.machine.inputs import Check, GateReport, Inputs, LabelVerdict
from andamio.rollout.machine.obey import obey
from andamio.rollout.routing_table import RULES, RoutingTable
from andamio.rollout.settings import Settings

__all__ = [
    "CLEAR",
    "Abort",
    "AddFreezeWindow",
    "Approve",
    "Check",
    "Command",
    "Control",
    "Freeze",
    "GateReport",
    "Hold",
    "Inputs",
    "Kill",
    "LabelVerdict",
    "Pin",
    "RemoveFreezeWindow",
    "Resume",
    "Rollout",
    "SetStable",
    "Start",
    "State",
    "Transition",
    "Watch",
    "frozen_by",
    "routes",
    "state_in_record",
    "step",
]


def step(control: Control, inputs: Inputs, settings: Settings) -> Step:
    """The next state, and the changes on the way. Raises `Conflict` for a command that does not fit the state."""
    done: tuple[Transition, ...] = ()
    if inputs.command is not None:
        control, done = obey(control, inputs.command, settings)
    control, moved = advance(control, inputs, settings)
    known = _may_be_pinned_to(control)
    control = replace(control, pins=tuple(pin for pin in control.pins if pin[1] in known))
    return control, done + moved


def routes(control: Control, version: int, now_ms: int, settings: Settings) -> RoutingTable | None:
    """The routing table of a state; None before there is a stable release. The epoch is the writer's to fill in."""
    if control.stable is None:
        return None
    rollout = control.active
    if control.killed or control.failover is not None or (rollout is not None and rollout.state is State.GATES):
        rollout = None
    in_canary = rollout is not None and rollout.state is State.CANARY
    may_answer = {control.stable, *control.earlier, *((rollout.release_id,) if rollout and in_canary else ())}
    table = RoutingTable(
        version,
        now_ms,
        control.stable,
        warm=control.earlier,
        kill=control.killed,
        pins={subject: release for subject, release in control.pins if release in may_answer},
        fallback=control.failover or (control.earlier[0] if control.earlier else RULES),
        failover=control.failover is not None,
        stage="stable" if control.failover is None else "failover",
    )
    if rollout is None:
        return table
    return replace(
        table,
        candidate=rollout.release_id,
        candidate_weight=settings.canary_steps[rollout.step] if in_canary else 0.0,
        shadow_share=settings.shadow_share,
        stage=rollout.state.value,
    )


def _may_be_pinned_to(control: Control) -> set[str | None]:
    return {control.stable, *control.earlier, control.active.release_id if control.active else None}
