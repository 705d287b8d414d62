"""What must hold of the whole record in the end: no unfounded promotion, no transition that nobody audited."""

from collections.abc import Mapping
from typing import Any

from andamio.rollout.judgement.verdict import Ruling
from andamio.rollout.settings import Settings
from rollout_controller.store.sqlite_store import SqliteStore


class Violated(AssertionError):
    """Something happened that must never happen."""


def check_record(store: SqliteStore, audit: Mapping[str, tuple[Any, ...]], settings: Settings) -> dict[str, int]:
    """What must hold of the whole record; how many rollouts ended how. Raises `Violated`."""
    at: dict[str, str] = {}
    stages = ["gates", "shadow", *(f"canary[{step}]" for step in range(len(settings.canary_steps))), "promoted"]
    ends: dict[str, int] = {}
    history = store.history()
    verdicts = store.verdicts(limit=10**9)
    if list(audit.values()) != [(row["actor"], row["reason"], row["from"], row["to"]) for row in history]:
        raise Violated(f"the audit log has {len(audit)} records, the history {len(history)}, or they differ")
    for number, row in enumerate(history):
        subject, before, after = row["subject"], row["from"], row["to"]
        if not subject.startswith("rollout-"):
            continue
        if after.startswith(("awaits", "approved")) or "held" in (before, after) or after == "clear":
            continue
        if at.get(subject, "none") != before:
            raise Violated(
                f"{subject} goes from {before}, but was in {at.get(subject, 'none')}: a lost or doubled move"
            )
        at[subject] = after
        if after in stages[1:]:
            if stages[stages.index(after) - 1] != before:
                raise Violated(f"{subject} goes from {before} to {after}, over what lies between")
            rollout = store.rollout(subject)
            if after == "shadow" and (rollout is None or int(rollout["release_id"][1:]) % 9 == 0):
                raise Violated(f"{subject} left its gates, which it does not pass")
            if after != "shadow":
                _check_forward(subject, row, history[:number], verdicts, settings)
    for end in at.values():
        ends[end] = ends.get(end, 0) + 1
    return ends


def _check_forward(
    subject: str,
    row: Mapping[str, Any],
    past: list[dict[str, Any]],
    verdicts: list[dict[str, Any]],
    settings: Settings,
) -> None:
    """A forward move has its evidence, and its approval if it asks for one."""
    mine = [v for v in verdicts if v["rollout_id"] == subject and v["ruling"] == Ruling.PROMOTE]
    names = [f"canary[{v['evidence']['step']}]" if v["evidence"]["stage"] == "canary" else "shadow" for v in mine]
    if row["from"] not in names:
        raise Violated(f"{subject} left {row['from']} with no verdict that promotes it there")
    if row["to"] in settings.approvals:
        started = next(r["actor"] for r in past if r["subject"] == subject)
        approvals = [r for r in past if r["subject"] == subject and r["to"] == f"approved {row['to']}"]
        if not approvals or approvals[-1]["actor"] == started:
            raise Violated(f"{subject} reached {row['to']} without the approval of someone else")
