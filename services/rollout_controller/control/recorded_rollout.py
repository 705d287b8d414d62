"""A rollout as the store has it: its document, and a verdict on it given again."""

from typing import Any

from andamio.rollout.judgement.replay import Replay, replay
from andamio.rollout.machine.state_machine import Control, Rollout, State, state_in_record
from rollout_controller.control.rollout_measurement import Measure, recorded_settings
from rollout_controller.store.rollout_store import RolloutStore


def rollout_document(store: RolloutStore, control: Control, rollout_id: str) -> dict[str, Any] | None:
    """The document of a rollout; None if there is none of that id."""
    recorded = store.rollout(rollout_id)
    if recorded is None:
        return None
    history = store.history(rollout_id)
    now = control.rollout
    if now is None or now.rollout_id != rollout_id:
        # An earlier one, which has ended: its last transition says how.
        now = Rollout(rollout_id, recorded["release_id"], state_in_record([row["to"] for row in history]))
    verdicts = store.verdicts(rollout_id, newest=1)
    weights = recorded["settings"]["canary_steps"]
    return {
        **recorded,
        "state": now.state.value,
        "stage_index": now.step,
        "candidate_weight": weights[now.step] if now.state is State.CANARY else 0.0,
        "history": history,
        "verdict": verdicts[0] if verdicts else None,
    }


def replayed_verdict(store: RolloutStore, measure: Measure, rollout_id: str, number: int) -> Replay | None:
    """A recorded verdict of a rollout, given again from the decisions that it counted; None if there is none.

    Raises `Conflict` if this version of the code cannot read what was recorded.
    """
    recorded, rollout = store.verdicts(rollout_id, number=number), store.rollout(rollout_id)
    if not recorded or rollout is None:
        return None
    settings = recorded_settings(rollout)
    measurements = measure(rollout["stable"], rollout["release_id"], settings)
    for decision, stage, at in store.observations(rollout_id, recorded[0]["observations"]):
        measurements.add(decision, stage, at)
    seen = recorded[0]["evidence"]
    return replay(recorded[0], settings, measurements.evidence(seen["stage"], seen["step"], seen["silent_ms"]))
