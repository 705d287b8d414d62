"""What a command changes, or why it is refused: a pure function of state and command."""

import json
from dataclasses import replace

from andamio.rollout.errors import Conflict
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
from andamio.rollout.machine.control import Control, Rollout, State, Step, Transition
from andamio.rollout.machine.moves import changed_stable, move, take_back
from andamio.rollout.routing_table import RULES
from andamio.rollout.settings import Settings


def obey(control: Control, command: Command, settings: Settings) -> Step:
    """The state after `command`; raises `Conflict` if it does not fit the state. A repeated command changes nothing."""
    match command:
        case SetStable(release_id=release_id):
            return _set_stable(control, command, release_id, settings)
        case Start(rollout_id=rollout_id, release_id=release_id):
            return _start(control, command, rollout_id, release_id)
        case Approve(rollout_id=rollout_id, stage=stage):
            return _approve(control, command, rollout_id, stage)
        case Hold(rollout_id=rollout_id):
            return _hold(control, command, rollout_id, True)
        case Resume(rollout_id=rollout_id):
            return _hold(control, command, rollout_id, False)
        case Abort(rollout_id=rollout_id):
            return _abort(control, command, rollout_id, settings)
        case Pin(subject=subject, release_id=release_id):
            return _pin(control, command, subject, release_id)
        case Freeze(frozen=frozen):
            return replace(control, frozen=frozen), _switched("freeze", control.frozen, frozen, command)
        case AddFreezeWindow(window=window):
            others = tuple(known for known in control.windows if known.name != window.name)
            if window in control.windows:
                return control, ()
            document = json.dumps(window.to_document())
            added = replace(control, windows=(*others, window))
            before = "replaced" if len(others) < len(control.windows) else "none"
            return added, (Transition(f"window {window.name}", before, document, command.reason, command.actor),)
        case RemoveFreezeWindow(name=name):
            return _remove_window(control, command, name)
        case Kill(killed=killed):
            return replace(control, killed=killed), _switched("kill", control.killed, killed, command)
    raise TypeError(f"no such command: {command!r}")


def _set_stable(control: Control, command: Command, release_id: str, settings: Settings) -> Step:
    if control.stable == release_id:
        if control.failover is None:
            return control, ()
        restored = Transition("failover", control.failover, "none", command.reason, command.actor)
        return replace(control, failover=None), (restored,)
    if control.active is not None:
        raise Conflict(f"rollout {control.active.rollout_id} is under way; abort it before changing the stable release")
    if control.stable is not None and release_id not in control.earlier:
        warm = ", ".join(control.earlier) or "none"
        raise Conflict(f"{release_id} is no earlier stable release (warm: {warm}); start a rollout of it instead")
    watched = next((watch for watch in control.watches if watch.release_id == control.stable), None)
    done: tuple[Transition, ...] = ()
    if watched is not None:
        control, done = take_back(control, watched, f"{release_id} was set stable: {command.reason}", command.actor)
    control, changed = changed_stable(control, release_id, command.reason, settings.warm_releases, command.actor)
    return control, done + changed


def _start(control: Control, command: Command, rollout_id: str, release_id: str) -> Step:
    if control.stable is None:
        raise Conflict("there is no stable release yet; set one with `andamio rollout stable`, or POST /v1/stable")
    if control.active is not None:
        raise Conflict(f"rollout {control.active.rollout_id} is under way; wait for its end or abort it")
    if control.killed:
        raise Conflict(
            "the kill switch is set; clear it with `andamio rollout unkill`, or POST /v1/kill, before starting a rollout"
        )
    if control.failover is not None:
        raise Conflict(
            f"{control.stable} failed and {control.failover} answers for it; set a stable release that works "
            "with `andamio rollout stable`, or POST /v1/stable, before starting a rollout"
        )
    if release_id == control.stable:
        raise Conflict(f"{release_id} is the stable release already")
    if release_id == RULES:
        raise Conflict(f"{RULES} names the fallback that is no release; name the release otherwise")
    transition = Transition(rollout_id, "none", State.GATES, command.reason, command.actor)
    return replace(control, rollout=Rollout(rollout_id, release_id, starter=command.actor)), (transition,)


def _approve(control: Control, command: Command, rollout_id: str, stage: str | None) -> Step:
    rollout = _under_way(control, rollout_id)
    if rollout.approved is not None and stage in (None, rollout.approved):
        return control, ()
    if rollout.awaits is None:
        raise Conflict(f"rollout {rollout_id} is in {rollout.stage} and waits for no approval")
    if stage not in (None, rollout.awaits):
        raise Conflict(f"rollout {rollout_id} waits for the approval of {rollout.awaits}, not of {stage}")
    if command.actor == rollout.starter:
        raise Conflict(f"{command.actor} started rollout {rollout_id}; someone else must approve it")
    transition = Transition(rollout_id, rollout.stage, f"approved {rollout.awaits}", command.reason, command.actor)
    return replace(control, rollout=replace(rollout, approved=rollout.awaits, awaits=None)), (transition,)


def _hold(control: Control, command: Command, rollout_id: str, held: bool) -> Step:
    rollout = _under_way(control, rollout_id)
    if rollout.held == held:
        return control, ()
    before, after = (rollout.stage, "held") if held else ("held", rollout.stage)
    transition = Transition(rollout_id, before, after, command.reason, command.actor)
    return replace(control, rollout=replace(rollout, held=held)), (transition,)


def _abort(control: Control, command: Command, rollout_id: str, settings: Settings) -> Step:
    watch = control.watch_of(rollout_id)
    if watch is not None:
        return take_back(control, watch, f"aborted: {command.reason}", command.actor, settings.warm_releases)
    rollout = control.rollout
    if rollout is None or rollout.rollout_id != rollout_id:
        rollout = _under_way(control, rollout_id)
    if rollout.state is State.ROLLED_BACK:
        return control, ()
    if rollout.state.ended:
        raise Conflict(f"rollout {rollout_id} has ended ({rollout.state}); set an earlier release stable instead")
    return move(control, State.ROLLED_BACK, f"aborted: {command.reason}", command.actor)


def _pin(control: Control, command: Command, subject: str, release_id: str | None) -> Step:
    kind, _, name = subject.partition(":")
    if kind not in ("tenant", "entity") or not name:
        raise Conflict(f"a pin is of tenant:NAME or entity:16 HEX DIGITS, not of {subject!r}")
    pins = dict(control.pins)
    before = pins.pop(subject, None)
    if release_id is not None:
        candidate = control.active.release_id if control.active else None
        known = [name for name in (control.stable, candidate, *control.earlier) if name is not None]
        if release_id not in known:
            raise Conflict(f"{release_id} is not warm, so nothing can be pinned to it; warm: {', '.join(known)}")
        pins[subject] = release_id
    if before == release_id:
        return control, ()
    transition = Transition(f"pin {subject}", before or "none", release_id or "none", command.reason, command.actor)
    return replace(control, pins=tuple(sorted(pins.items()))), (transition,)


def _remove_window(control: Control, command: Command, name: str) -> Step:
    kept = tuple(window for window in control.windows if window.name != name)
    if kept == control.windows:
        known = ", ".join(window.name for window in kept) or "none"
        raise Conflict(f"there is no freeze window {name}; there are: {known}")
    transition = Transition(f"window {name}", "set", "none", command.reason, command.actor)
    return replace(control, windows=kept), (transition,)


def _under_way(control: Control, rollout_id: str) -> Rollout:
    rollout = control.active
    if rollout is None or rollout.rollout_id != rollout_id:
        last = control.rollout
        if last is not None and last.rollout_id == rollout_id:
            raise Conflict(f"rollout {rollout_id} is not under way any more: it is {last.state}")
        current = f"; {rollout.rollout_id} is" if rollout else ""
        raise Conflict(f"rollout {rollout_id} is not under way{current}")
    return rollout


def _switched(subject: str, before: bool, after: bool, command: Command) -> tuple[Transition, ...]:
    if before == after:
        return ()
    return (Transition(subject, str(before).lower(), str(after).lower(), command.reason, command.actor),)
