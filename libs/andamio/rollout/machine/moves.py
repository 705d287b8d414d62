"""The elementary changes that commands and evidence are made of: each gives the next state and its transitions."""

from dataclasses import replace

from andamio.rollout.machine.control import Control, State, Step, Transition, Watch, stage_name
from andamio.rollout.routing_table import RULES


def move(control: Control, state: State, reason: str, actor: str = "controller", step: int = 0) -> Step:
    """The rollout to another state; what people kept it waiting with stays behind, but for a hold."""
    rollout = control.rollout
    assert rollout is not None
    transition = Transition(rollout.rollout_id, rollout.stage, stage_name(state, step), reason, actor)
    moved = replace(rollout, state=state, step=step, spent_ms=0, waiting_ms=0, awaits=None, approved=None)
    if state.ended:
        moved = replace(moved, held=False)
    control = replace(control, rollout=moved)
    if state in (State.ROLLED_BACK, State.REFUSED):
        control = without_pins(control, rollout.release_id)
    return control, (transition,)


def promote(control: Control, reason: str, warm: int, watch_ms: int) -> Step:
    """The candidate becomes stable, and is watched from now on."""
    control, moved = move(control, State.PROMOTED, reason)
    rollout = control.rollout
    assert rollout is not None
    because = f"rollout {rollout.rollout_id} was promoted"
    control, changed = changed_stable(control, rollout.release_id, because, warm)
    watch = Watch(rollout.rollout_id, rollout.release_id, limit_ms=watch_ms)
    return replace(control, watches=(*control.watches, watch)), moved + changed


def changed_stable(control: Control, release_id: str, reason: str, warm: int, actor: str = "controller") -> Step:
    """Another release becomes stable, the one before it stays warm; a failover is over."""
    transition = Transition("stable", control.stable or "none", release_id, reason, actor)
    earlier = tuple(name for name in (control.stable, *control.earlier) if name not in (release_id, None))
    return replace(control, stable=release_id, earlier=_names(earlier)[:warm], failover=None), (transition,)


def take_back(control: Control, watch: Watch, reason: str, actor: str, warm: int | None = None) -> Step:
    """A promoted release is rolled back: it is no longer under watch, and is not what anything falls back to.

    With `warm`, the release before it becomes stable if the promoted one still was; the rules answer if none is warm.
    A rollout under way is rolled back then: what it was compared with is gone.
    """
    ended = Transition(watch.rollout_id, State.PROMOTED, State.ROLLED_BACK, reason, actor)
    control = replace(control, watches=tuple(known for known in control.watches if known != watch))
    if control.rollout is not None and control.rollout.rollout_id == watch.rollout_id:
        control = replace(control, rollout=replace(control.rollout, state=State.ROLLED_BACK))
    done: tuple[Transition, ...] = (ended,)
    if warm is None:
        return control, done
    if watch.release_id != control.stable:
        earlier = tuple(name for name in control.earlier if name != watch.release_id)
        control = without_pins(replace(control, earlier=earlier), watch.release_id)
        if control.failover == watch.release_id:
            control, moved = fail_over(control, reason)
            done += moved
        return control, done
    if control.active is not None:
        control, moved = move(control, State.ROLLED_BACK, f"{watch.release_id}, stable until now, was taken back")
        done += moved
    if not control.earlier or control.failover == RULES:
        # None is left that could answer, or all that could have failed as well.
        control, moved = fail_over(control, reason)
        return control, done + moved
    standing_in = [name for name in control.earlier if name == control.failover]
    control, moved = changed_stable(control, (standing_in or control.earlier)[0], reason, warm, actor)
    earlier = tuple(name for name in control.earlier if name != watch.release_id)
    return without_pins(replace(control, earlier=earlier), watch.release_id), done + moved


def fail_over(control: Control, reason: str) -> Step:
    """Who answers is replaced by who is next in line; a rollout under way is rolled back."""
    if control.failover == RULES:
        return control, ()
    done: tuple[Transition, ...] = ()
    if control.active is not None:
        control, done = move(control, State.ROLLED_BACK, f"{control.stable}, which it is compared with, failed")
    instead = control.next_in_line()
    transition = Transition("failover", control.failover or "none", instead, reason)
    return replace(control, failover=instead), (*done, transition)


def without_pins(control: Control, release_id: str) -> Control:
    """Nothing is pinned to a release that must not answer."""
    return replace(control, pins=tuple(pin for pin in control.pins if pin[1] != release_id))


def _names(releases: tuple[str | None, ...]) -> tuple[str, ...]:
    return tuple(name for name in releases if name is not None)
