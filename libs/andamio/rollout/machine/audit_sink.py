"""Where the controller tells what it has done: the audit log, or a list in a test."""

from typing import Any, Protocol

from andamio.rollout.machine.control import CLEAR, State, Transition

# Subjects of transitions that are no rollouts, by their first word -> (action where it is set, where it is cleared).
_SWITCHES = {
    "stable": ("stable.set", "stable.set"),
    "failover": ("routing.changed", "routing.changed"),
    "freeze": ("rollout.frozen", "rollout.unfrozen"),
    "kill": ("rollout.killed", "rollout.moved"),
    "window": ("freeze_window.added", "freeze_window.removed"),
    "pin": ("routing.changed", "routing.changed"),
    "routing": ("routing.changed", "routing.changed"),
}
_CLEARED = ("false", "none")
_STATES = {
    State.GATES: "rollout.started",
    State.SHADOW: "rollout.advanced",
    State.PROMOTED: "rollout.promoted",
    State.WATCHED: "rollout.moved",
    State.ROLLED_BACK: "rollout.rolled_back",
    State.REFUSED: "rollout.refused",
}


class AuditSink(Protocol):
    """The audit log, as far as the controller needs it."""

    def append(
        self,
        actor: str,
        action: str,
        subject: str,
        reason: str,
        before: Any = None,
        after: Any = None,
        evidence: Any = None,
        key: str | None = None,
    ) -> object:
        """Record one thing that was done. A repeated `key` is the same record: it may come twice after a crash."""


def audited_action(transition: Transition) -> str:
    """The name of what a transition did, in the audit log's vocabulary."""
    first = transition.subject.split(" ", 1)[0]
    if first in _SWITCHES:
        return _SWITCHES[first][transition.after in _CLEARED]
    if transition.after.startswith("approved"):
        return "approval.given"
    if transition.after.startswith("awaits"):
        return "approval.requested"
    if transition.after == "held":
        return "rollout.held"
    if transition.before == "held":
        return "rollout.resumed"
    if transition.after == CLEAR:
        return "rollout.moved"
    if transition.after == State.ROLLED_BACK and transition.reason.startswith("aborted"):
        return "rollout.aborted"
    if transition.after.startswith(State.CANARY):
        return "rollout.advanced"
    return _STATES[State(transition.after)]
