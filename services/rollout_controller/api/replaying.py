"""Replay of a rollout: its recorded verdicts given again from the recorded decisions and settings, and compared to the bit.

The decisions are counted again in their order, and each verdict is judged on what had been counted when it was given. One
that was given by another version of the rules is counted as such and not compared.
Failovers and what labels decided are no rollout's verdicts: they are decided again from the evidence beside them.
"""

import json
from collections.abc import Sequence
from typing import Any

from andamio.rollout.evidence.measurements import Evidence, Measurements
from andamio.rollout.judgement.replay import other_rules, replay, replay_move
from andamio.rollout.settings import Settings
from rollout_controller.api.record_reading import RecordReading

# A record that differs in more places than this needs no longer list to be seen.
_SHOWN = 20


def replayed_document(
    rollout: dict[str, Any], settings: Settings, reading: RecordReading, numbers: Sequence[int], verdict: int | None
) -> dict[str, Any]:
    """Compare the verdict at place `verdict` (from 1) of those at `numbers`, or all of them for None."""
    first = 1 if verdict is None else verdict
    chosen = numbers if verdict is None else [numbers[verdict - 1]]
    again = _Counting(rollout, settings, reading)
    shown: list[dict[str, Any]] = []
    others: list[str] = []
    equal = True
    for place, recorded in enumerate(reading.verdicts(chosen), first):
        if (reason := other_rules(recorded)) is not None:
            others.append(reason)
            continue
        found = replay(recorded, settings, again.evidence_of(recorded))
        equal = equal and found.same
        if (verdict is not None or not found.same) and len(shown) < _SHOWN:
            given = json.loads(json.dumps(found.verdict.to_document()))
            entry = {"verdict": place, "equal": found.same, "differs": found.differs}
            shown.append({**entry, "recorded": recorded, "again": given})
    return {
        "rollout_id": rollout["rollout_id"],
        "checked": len(chosen) - len(others),
        "equal": equal,
        "of_other_rules": len(others),
        "other_rules": others[0] if others else None,
        "verdicts": shown,
    }


def replayed_moves(reading: RecordReading) -> dict[str, Any]:
    """Decide every recorded failover, take-back and end of a watch again from its evidence, oldest first."""
    moves: list[dict[str, Any]] = []
    for transition in reading.transitions():
        found = replay_move(transition)
        if found is not None:
            moves.append({"equal": found.same, "recorded": transition, "again": found.again})
    return {"checked": len(moves), "equal": all(move["equal"] for move in moves), "moves": moves}


class _Counting:
    """Counts the decisions of a rollout again, as far as the next verdict needs; verdicts come oldest first."""

    def __init__(self, rollout: dict[str, Any], settings: Settings, reading: RecordReading) -> None:
        self._measurements = Measurements(rollout["stable"], rollout["release_id"], settings)
        self._observations = reading.observations(rollout["rollout_id"])
        self._counted = 0

    def evidence_of(self, recorded: dict[str, Any]) -> Evidence:
        while self._counted < recorded["observations"]:
            found = next(self._observations, None)
            if found is None:
                raise LookupError(
                    f"it has {self._counted} decisions, where a verdict counted {recorded['observations']}"
                )
            decision, stage, step = found
            self._measurements.add(decision, stage, step)
            self._counted += 1
        seen = recorded["evidence"]
        return self._measurements.evidence(seen["stage"], seen["step"], seen["silent_ms"])
