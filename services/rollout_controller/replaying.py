"""Replay: a recorded verdict given again from its recorded evidence and settings, and compared to the bit."""

import json
from collections.abc import Sequence
from typing import Any

from andamio.rollout.measurements import Evidence
from andamio.rollout.settings import Settings
from andamio.rollout.verdict import judge
from rollout_controller.record_reading import RecordReading

# A record that differs in more places than this needs no longer list to be seen.
_SHOWN = 20
_NOT_OF_THE_VERDICT = ("number", "at_ms", "rollout_id", "observations")


def replay(
    rollout_id: str, settings: Settings, reading: RecordReading, numbers: Sequence[int], verdict: int | None
) -> dict[str, Any]:
    """Compare the verdict at place `verdict` (from 1) of those at `numbers`, or all of them for None."""
    first = 1 if verdict is None else verdict
    chosen = numbers if verdict is None else [numbers[verdict - 1]]
    shown: list[dict[str, Any]] = []
    equal = True
    for place, recorded in enumerate(reading.verdicts(chosen), first):
        for name in _NOT_OF_THE_VERDICT:
            recorded.pop(name, None)
        given = again(recorded, settings)
        same = canonical(given) == canonical(recorded)
        equal = equal and same
        if (verdict is not None or not same) and len(shown) < _SHOWN:
            shown.append({"verdict": place, "equal": same, "recorded": recorded, "again": given})
    return {"rollout_id": rollout_id, "checked": len(chosen), "equal": equal, "verdicts": shown}


def again(recorded: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """The verdict that the recorded evidence gives, as a document that went through JSON like the record did."""
    given: dict[str, Any] = json.loads(
        json.dumps(judge(Evidence.from_document(recorded["evidence"]), settings).to_document())
    )
    return given


def canonical(document: dict[str, Any]) -> str:
    """One text for equal documents: JSON writes a float so that it reads back to the bit, and NaN equals itself."""
    return json.dumps(document, sort_keys=True)
