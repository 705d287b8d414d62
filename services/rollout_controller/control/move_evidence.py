"""What a move of the controller rests on, as the record keeps it beside the transition."""

from dataclasses import asdict
from typing import Any

from andamio.rollout.machine.state_machine import Inputs, State, Transition


def move_evidence(transition: Transition, inputs: Inputs) -> dict[str, Any] | None:
    """The evidence of a transition among the inputs of its step; None for what people did."""
    if transition.actor != "controller":
        return None
    labelled = [verdict for verdict in inputs.labels if verdict.reason in transition.reason]
    if transition.before == State.PROMOTED:
        labelled = [verdict for verdict in inputs.labels if verdict.rollout_id == transition.subject]
    if transition.before == State.PROMOTED or (labelled and transition.subject in ("stable", "failover")):
        return next((dict(verdict.evidence) for verdict in labelled), None)
    if transition.subject == "failover":
        return None if inputs.health is None else inputs.health.to_document()
    if transition.before == State.GATES:
        return None if inputs.gates is None else {"checks": [asdict(check) for check in inputs.gates.checks]}
    return None if inputs.verdict is None else inputs.verdict.evidence.to_document()
