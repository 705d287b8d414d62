"""What the audit log holds of a run: how many records of each kind of act that must leave one."""

from collections.abc import Mapping
from typing import Any

from quickstart.serving_sections import Audit

# Kind, as the report names it -> beginnings of the actions that are of it.
KINDS: Mapping[str, tuple[str, ...]] = {
    "model changes": ("model.", "release.created"),
    "deployments": ("deployment.",),
    "rollouts": ("rollout.", "stable.", "routing."),
    "approvals": ("approval.",),
    "policy changes": ("policy.",),
    "PII access": ("pii.",),
    "automations": ("automation.",),
}


def audit_section(verified: Mapping[str, Any], actions: Mapping[str, int]) -> Audit:
    """The section of the result, from what `andamio audit verify --json` printed and the records by action."""
    return Audit(
        verified=bool(verified["ok"]),
        records=int(verified["records"]),
        after_last_checkpoint=int(verified["after_last_checkpoint"]),
        kinds={
            kind: sum(count for action, count in actions.items() if action.startswith(beginnings))
            for kind, beginnings in KINDS.items()
        },
        actions=dict(sorted(actions.items())),
    )
