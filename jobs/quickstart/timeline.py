"""A rollout as the report shows it: its stages from the controller's history, its bad answers from the client.

An answer is bad if the faulty release was to give it: the release answered, or failed and a fallback answered in its
place. The planted faults strike every request that the release answers in canary, so no single answer needs judgement;
but if the decision log shows no trace of the fault, it did not strike and no answer is bad. The time
from the first bad answer to the last is the client's: it contains detection, decision and the spread of the table.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from quickstart.replay import Answer
from quickstart.scenario import PlannedRelease
from quickstart.serving_sections import Rollout, Stage

Document = Mapping[str, Any]
_SAME_SCORE = 1e-5  # the tolerance of golden sets


def rollout(
    planned: PlannedRelease,
    document: Document,
    answers: Sequence[Answer],
    decisions: Sequence[Document],
    heartbeats: Sequence[Document],
) -> Rollout:
    """One rollout from the controller's `document`, the client's answers and inference's log."""
    history = document["history"]
    primary = {d["request_id"]: d for d in decisions if d["primary"]["release"] == planned.release_id}
    last = history[-1]
    rolled_back = document["state"] == "rolled_back"
    started_ms, ended_ms = int(history[0]["at_ms"]), int(last["at_ms"])
    # A promoted release answers on; only what it answered while it was a candidate belongs to its rollout.
    own = [
        a
        for a in answers
        if a.request_id in primary and started_ms <= a.sent_ms and (rolled_back or a.done_ms <= ended_ms)
    ]
    fault = planned.fault
    struck = fault is not None and any(_shows(fault, planned.release_id, primary[each.request_id]) for each in own)
    bad = [answer.done_ms for answer in own] if struck else []
    shadowed = [
        d
        for d in decisions
        if d["shadow"] and d["shadow"]["release"] == planned.release_id and started_ms <= d["at_ms"] <= ended_ms + 1_000
    ]
    return Rollout(
        rollout_id=document["rollout_id"],
        release_id=planned.release_id,
        title=planned.title,
        fault=planned.fault_name,
        outcome=document["state"] if document["state"] in ("promoted", "rolled_back", "refused") else "unfinished",
        reason=str(last["reason"]),
        started_ms=started_ms,
        ended_ms=ended_ms,
        stages=stages(history, document["settings"]["canary_steps"]),
        candidate_requests=len(own),
        shadow_requests=len(shadowed),
        bad_shadows=0 if fault is None else sum(_shows(fault, planned.release_id, each) for each in shadowed),
        bad_answers=len(bad),
        first_bad_ms=min(bad, default=None),
        last_bad_ms=max(bad, default=None),
        # An always-valid test is certain of the harm at the very look that decides.
        detected_ms=ended_ms if rolled_back else None,
        decided_ms=ended_ms if rolled_back else None,
        applied_ms=_applied(ended_ms, decisions, heartbeats) if rolled_back else None,
    )


def stages(history: Sequence[Document], canary_steps: Sequence[float]) -> list[Stage]:
    """The stays in gates, shadow and each step of canary ("canary[0]" in the history, with the steps' weights)."""
    stays: list[Stage] = []
    # Waiting for a person is part of the stage in which it waits.
    moves = [entry for entry in history if not str(entry["to"]).startswith(("awaits", "approved"))]
    for entry, following in zip(moves, moves[1:]):
        name, _, step = str(entry["to"]).partition("[")
        span = (int(entry["at_ms"]), int(following["at_ms"]))
        match name:
            case "gates" | "shadow":
                stays.append(Stage(stage=name, weight=0.0, from_ms=span[0], to_ms=span[1]))
            case "canary":
                weight = canary_steps[int(step.rstrip("]"))]
                stays.append(Stage(stage=name, weight=weight, from_ms=span[0], to_ms=span[1]))
    return stays


def recovery_s(entry: Rollout) -> float | None:
    """Seconds from the first bad answer to the last, at the client; None if there was none."""
    if entry["first_bad_ms"] is None or entry["last_bad_ms"] is None:
        return None
    return (entry["last_bad_ms"] - entry["first_bad_ms"]) / 1000


def _shows(fault: Mapping[str, Any], release_id: str, decision: Document) -> bool:
    """Whether the log has a trace of the release's fault in this decision, be it primary or shadow.

    What is wrong in silence shows in the pair alone.
    """
    own, other = decision["primary"], decision["shadow"]
    if own["release"] != release_id:
        own, other = other, own
    match fault["kind"]:
        case "error":
            return bool(own["outcome"] == "error")
        case "slow":
            # Late by the delay, or cut off by its deadline.
            return bool(own["outcome"] == "timeout" or (own["latency_ms"] or 0.0) >= fault["delay_ms"])
        case _:
            # Stable is a release of the same package by then: the scores of a healthy pair are the same.
            ours, theirs = own["score"], None if other is None else other["score"]
            return ours is not None and theirs is not None and abs(ours - theirs) > _SAME_SCORE


def _applied(decided_ms: int, decisions: Sequence[Document], heartbeats: Sequence[Document]) -> int | None:
    """When the replicas first said that they route by a table newer than those before the decision."""
    before = max((d["table_version"] for d in decisions if d["at_ms"] < decided_ms), default=None)
    if before is None:
        return None
    said = [
        line["at_ms"]
        for line in (*decisions, *heartbeats)
        if line["at_ms"] >= decided_ms and line["table_version"] > before
    ]
    return min(said, default=None)
