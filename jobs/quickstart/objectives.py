"""The objectives of a run, each with what was measured. A run that stopped half-way has those that it reached."""

from quickstart.findings import Findings
from quickstart.result import Check, Result
from quickstart.serving_sections import Audit, Rollout
from quickstart.timeline import recovery_s

LOUD_RECOVERY_S = 60.0
_LOUD = ("error", "slow")
_MEMORY_LIMIT_MB = 6 * 1024
# Answers by the rules, because the features missed their budget: Flink, Ray and the client share two cores here.
_WITHOUT_FEATURES = 0.05


def checks(result: Result, found: Findings) -> list[Check]:
    """The objectives that this run can be held to."""
    held: list[Check] = []
    parity = result.get("features")
    if parity is not None:
        compared = sum(row["compared"] for row in parity["parity"])
        mismatches = sum(row["mismatches"] for row in parity["parity"])
        # An engine of which nothing was compared has not been shown to agree.
        whole = bool(parity["parity"]) and all(row["compared"] > 0 for row in parity["parity"])
        measured = f"{mismatches:,} of {compared:,} values and tiles"
        held.append(_check("parity mismatches", "0", measured, mismatches == 0 and whole))
    if found.health is not None:
        compared = sum(row["compared"] for row in found.health["parity"])
        problems = found.health["problems"]
        measured = problems[0] if problems else f"healthy, {compared:,} served values recomputed"
        held.append(_check("feature health", "healthy", measured, bool(compared) and not problems))
    seen = result.get("traffic")
    if seen is not None:
        whole = seen["lost"] == 0 and seen["duplicated"] == 0 and seen["answered"] == seen["sent"]
        measured = f"{seen['lost']} lost, {seen['duplicated']} duplicated of {seen['sent']:,}"
        held.append(_check("requests accounted for", "each exactly once", measured, whole))
        blind = sum(
            1 for a in found.answers if a.degraded is not None and a.degraded["reason"] == "features_unavailable"
        )
        share = blind / seen["sent"]
        target = f"at most {_WITHOUT_FEATURES:.0%}"
        held.append(_check("answers without features", target, f"{blind} ({share:.1%})", share <= _WITHOUT_FEATURES))
    by_release = {entry["release_id"]: entry for entry in result.get("rollouts", [])}
    for planned, _ in found.rollouts:
        entry = by_release[planned.release_id]
        measured, met = _outcome(entry), entry["outcome"] == planned.expected
        target = planned.expected.replace("_", " ")
        if entry["fault"] in _LOUD:
            target += f" under {LOUD_RECOVERY_S:.0f} s"
            met = met and (recovery_s(entry) or 0.0) < LOUD_RECOVERY_S
        if planned.fault is not None:
            # A rollback for another reason proves nothing about a fault that has not struck.
            met = met and entry["bad_answers"] + entry["bad_shadows"] > 0
        if entry["fault"] == "golden set":
            met = met and "golden set" in entry["reason"]
            met = met and entry["candidate_requests"] == 0 and entry["shadow_requests"] == 0
        held.append(_check(f"{planned.release_id}: {planned.title}", target, measured, met))
    if (access := result.get("access")) is not None:
        refused = access["refused"]
        right = sum(1 for each in refused if each["status"] == each["expected"])
        held.append(
            _check("attempts refused", "each, by 401 or 403", f"{right} of {len(refused)}", right == len(refused))
        )
    if (audit := result.get("audit")) is not None:
        held.append(_audited(audit))
        # Only a run that came to its end has asked every part for something.
        if (trace := result.get("trace")) is not None:
            measured = f"{sum(trace['spans'].values()):,} spans of {len(trace['spans'])} parts"
            measured += f"; none of {', '.join(trace['missing'])}" if trace["missing"] else ""
            held.append(_check("one trace", "spans of every part", measured, not trace["missing"]))
    peak = result["machine"]["peak_memory_mb"] if "machine" in result else 0.0
    # Never sampled is not small. A run that ended before the first sample has no objective to miss.
    if peak > 0 or found.answers:
        held.append(_check("peak memory", "at most 6 GB", f"{peak / 1024:.1f} GB", 0 < peak <= _MEMORY_LIMIT_MB))
    return held


def _check(name: str, target: str, measured: str, met: bool) -> Check:
    return Check(name=name, target=target, measured=measured, met=met)


def _audited(audit: Audit) -> Check:
    missing = [kind for kind, count in audit["kinds"].items() if not count]
    uncovered = audit["after_last_checkpoint"]
    measured = f"{audit['records']:,} records, {uncovered} after the last checkpoint"
    if not audit["verified"]:
        measured = "it does not verify"
    elif missing:
        measured += f"; nothing of {', '.join(missing)}"
    met = audit["verified"] and not missing and not uncovered
    return _check("audit log", "verifies, and holds all kinds of acts", measured, met)


def _outcome(entry: Rollout) -> str:
    text = entry["outcome"].replace("_", " ")
    seconds = recovery_s(entry)
    if seconds is not None:
        text += f", {seconds:.1f} s from first to last bad answer, {entry['bad_answers']} requests"
    elif entry["bad_shadows"]:
        text += f" for {entry['bad_shadows']} bad shadows, before it had answered anybody"
    return text
