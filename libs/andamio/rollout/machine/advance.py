"""What evidence and time change: forward moves, rollbacks, limits, watches and the failover. Pure."""

from dataclasses import replace

from andamio.rollout.judgement.stable_health import StableHealth, failed_as_a_whole
from andamio.rollout.judgement.verdict import Ruling, Verdict
from andamio.rollout.machine.control import CLEAR, Control, Rollout, State, Step, Transition, Watch, stage_name
from andamio.rollout.machine.freeze_windows import window_in_force
from andamio.rollout.machine.inputs import GateReport, Inputs, LabelVerdict
from andamio.rollout.machine.moves import fail_over, move, promote, take_back
from andamio.rollout.settings import Settings

# One step counts for at most this much of a limit: after a suspended laptop, or a clock that jumped, nothing is over.
LONGEST_STEP_MS = 1_000


def advance(control: Control, inputs: Inputs, settings: Settings) -> Step:
    """The next state, commands aside."""
    elapsed_ms = min(max(inputs.elapsed_ms, 0), LONGEST_STEP_MS)
    control, done = _watch(control, inputs.labels, elapsed_ms, settings)
    control, moved = _failover(control, inputs.health)
    done += moved
    control, moved = _rollout(control, inputs, elapsed_ms, settings)
    return control, done + moved


def frozen_by(control: Control, now_ms: int) -> str | None:
    """What stops forward moves at `now_ms` (UTC): "a freeze", "the freeze window NAME", or None."""
    if control.frozen:
        return "a freeze"
    window = window_in_force(control.windows, now_ms)
    return f"the freeze window {window.name}" if window else None


def _watch(control: Control, labels: tuple[LabelVerdict, ...], elapsed_ms: int, settings: Settings) -> Step:
    done: tuple[Transition, ...] = ()
    verdicts = {verdict.rollout_id: verdict for verdict in labels}
    for watch in control.watches:
        verdict = verdicts.get(watch.rollout_id)
        if verdict is not None and verdict.ruling is Ruling.ROLL_BACK:
            control, moved = take_back(control, watch, verdict.reason, "controller", settings.warm_releases)
            done += moved
            continue
        older = replace(watch, spent_ms=watch.spent_ms + elapsed_ms)
        if verdict is not None and verdict.ruling is Ruling.PROMOTE and watch.clear_after is None:
            older = replace(older, clear_after=verdict.through)
            done += (Transition(watch.rollout_id, State.PROMOTED, CLEAR, verdict.reason),)
        if watch.release_id not in (control.stable, *control.earlier):
            over = f"{watch.release_id} is no longer warm"
        elif older.spent_ms > watch.limit_ms:
            over = f"{watch.limit_ms / 1000:g} s are over" + (f": {verdict.reason}" if verdict else ": no labels came")
        else:
            control = replace(control, watches=tuple(older if w == watch else w for w in control.watches))
            continue
        control, moved = _end_watch(control, watch, over)
        done += moved
    return control, done


def _end_watch(control: Control, watch: Watch, reason: str) -> Step:
    ended = Transition(watch.rollout_id, State.PROMOTED, State.WATCHED, reason)
    control = replace(control, watches=tuple(known for known in control.watches if known != watch))
    rollout = control.rollout
    if rollout is not None and rollout.rollout_id == watch.rollout_id:
        control = replace(control, rollout=replace(rollout, state=State.WATCHED))
    return control, (ended,)


def _failover(control: Control, health: StableHealth | None) -> Step:
    # Health of a release that no longer answers is evidence of nothing.
    if health is None or health.release != control.answering or not failed_as_a_whole(health):
        return control, ()
    return fail_over(control, health.to_text())


def _rollout(control: Control, inputs: Inputs, elapsed_ms: int, settings: Settings) -> Step:
    rollout = control.active
    if rollout is None:
        return control, ()
    if control.killed:
        return move(control, State.ROLLED_BACK, "the kill switch is set")
    frozen = frozen_by(control, inputs.now_ms)
    if rollout.held or rollout.awaits or frozen:
        rollout = replace(rollout, waiting_ms=rollout.waiting_ms + elapsed_ms)
    else:
        rollout = replace(rollout, spent_ms=rollout.spent_ms + elapsed_ms)
    control = replace(control, rollout=rollout)
    if rollout.state is State.GATES:
        control, moved = _through_gates(control, rollout, inputs.gates, frozen, settings)
    else:
        control, moved = _through_stage(control, rollout, inputs.verdict, frozen, settings)
    if not moved and rollout.waiting_ms > settings.waiting_limit_ms:
        return move(control, State.ROLLED_BACK, f"nobody let it move on within {settings.waiting_limit_ms / 1000:g} s")
    return control, moved


def _through_gates(
    control: Control, rollout: Rollout, report: GateReport | None, frozen: str | None, settings: Settings
) -> Step:
    if report is not None and not report.passed:
        return move(control, State.REFUSED, report.reason())
    if report is not None:
        rollout = replace(rollout, gates_passed=True)
        control = replace(control, rollout=rollout)
    if rollout.gates_passed:
        return _forward(control, rollout, State.SHADOW, 0, "the gates passed", frozen, settings)
    if rollout.spent_ms > settings.gates_limit_ms:
        return move(control, State.REFUSED, f"the gates gave no answer within {settings.gates_limit_ms / 1000:g} s")
    return control, ()


def _through_stage(
    control: Control, rollout: Rollout, verdict: Verdict | None, frozen: str | None, settings: Settings
) -> Step:
    here = (rollout.state.value, rollout.step)
    # A verdict on another stage is evidence of nothing here.
    ruling = verdict.ruling if verdict and (verdict.evidence.stage, verdict.evidence.step) == here else Ruling.HOLD
    if verdict and ruling is Ruling.ROLL_BACK:
        return move(control, State.ROLLED_BACK, verdict.reason)
    if verdict and ruling is Ruling.PROMOTE:
        step = rollout.step + 1 if rollout.state is State.CANARY else 0
        state = State.CANARY if step < len(settings.canary_steps) else State.PROMOTED
        return _forward(control, rollout, state, step, verdict.reason, frozen, settings)
    if rollout.spent_ms > settings.stage_limit_ms:
        waited = f"no promotion within {settings.stage_limit_ms / 1000:g} s"
        return move(control, State.ROLLED_BACK, f"{waited}: {verdict.reason}" if verdict else waited)
    return control, ()


def _forward(
    control: Control, rollout: Rollout, state: State, step: int, reason: str, frozen: str | None, settings: Settings
) -> Step:
    """A forward move, unless people keep the rollout from it."""
    into = stage_name(state, step if state is State.CANARY else 0)
    if into in settings.approvals and rollout.approved != into:
        if rollout.awaits == into:
            return control, ()
        asked = Transition(rollout.rollout_id, rollout.stage, f"awaits approval of {into}", reason)
        return replace(control, rollout=replace(rollout, awaits=into)), (asked,)
    if rollout.held or frozen:
        return control, ()
    if state is State.PROMOTED:
        return promote(control, reason, settings.warm_releases, settings.watch_ms)
    return move(control, state, reason, step=step)
