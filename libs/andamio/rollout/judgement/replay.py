"""What was recorded, decided again from its evidence: the same to the bit, or the record or the code has changed.

a verdict of a rollout             from the decisions that it counted, or the evidence beside it; one that was given by
                                   another version of the rules cannot be: these rules would say something else
a failover                         from the health of the release that answered
a take-back, or what a watch said from the labels that had matured
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from andamio.rollout.errors import OtherRules
from andamio.rollout.evidence.measurements import Evidence
from andamio.rollout.judgement.label_changes import ChangeEvidence, judge_changes
from andamio.rollout.judgement.label_watch import LabelEvidence, judge_labels
from andamio.rollout.judgement.rules import RULES
from andamio.rollout.judgement.stable_health import StableHealth, failed_as_a_whole
from andamio.rollout.judgement.verdict import Standing, Verdict, judge
from andamio.rollout.settings import Settings

# What the record adds to a verdict.
_OF_THE_RECORD = ("number", "at_ms", "rollout_id", "observations")


@dataclass(frozen=True, slots=True)
class Replay:
    """A verdict given again, beside the recorded one."""

    verdict: Verdict
    differs: tuple[str, ...]
    """Fields of the recorded verdict that came out otherwise; none: the same to the bit."""

    @property
    def same(self) -> bool:
        """Whether it is the recorded verdict."""
        return not self.differs


def other_rules(recorded: Mapping[str, Any]) -> str | None:
    """Why a recorded verdict cannot be given again, in one sentence; None where it can."""
    rules = recorded.get("rules", 1)  # the first version recorded none
    if rules == RULES:
        return None
    return (
        f"it was given by version {rules} of the rules and this code has version {RULES}, so it is not given again: "
        "replay it with the code of that time (`judgement/rules.py` says what changed)"
    )


def replay(recorded: Mapping[str, Any], settings: Settings, evidence: Evidence | None = None) -> Replay:
    """Judge the evidence of `recorded` again, or `evidence` where it was gathered anew from the observations.

    Documents are compared as JSON: a float is there with all its digits, and one bit is a difference. Raises
    `OtherRules` for a verdict that was given by another version of the rules: a difference would say nothing.
    """
    if (reason := other_rules(recorded)) is not None:
        raise OtherRules(reason)
    verdict = judge(Evidence.from_document(recorded["evidence"]) if evidence is None else evidence, settings)
    again = json.loads(json.dumps(verdict.to_document()))
    before = {name: value for name, value in recorded.items() if name not in _OF_THE_RECORD}
    names = dict.fromkeys((*before, *again))
    differs = [n for n in names if _text(before.get(n)) != _text(again.get(n)) or (n in before) != (n in again)]
    return Replay(verdict, tuple(differs))


@dataclass(frozen=True, slots=True)
class MoveReplay:
    """A move that no verdict of a rollout made, decided again."""

    same: bool
    again: str
    """What its evidence says now."""


def replay_move(transition: Mapping[str, Any]) -> MoveReplay | None:
    """Decide a recorded transition again from its evidence; None for one that rests on no health and no labels.

    `transition` is as the record has it: `to`, `reason` and `evidence`.
    """
    evidence = transition.get("evidence") or {}
    if "executions" in evidence and "share" in evidence:
        health = StableHealth.from_document(evidence)
        failed = failed_as_a_whole(health)
        again = f"{health.to_text()}: {'failed' if failed else 'has not failed'} as a whole"
        return MoveReplay(failed and transition["reason"] == health.to_text(), again)
    if "least_labels" in evidence:
        labels = judge_labels(LabelEvidence.from_document(evidence))
        return _of_labels(transition, labels.standing, labels.reason)
    if "changes" in evidence:
        changes = judge_changes(ChangeEvidence.from_document(evidence))
        return _of_labels(transition, changes.standing, changes.reason)
    return None


def _of_labels(transition: Mapping[str, Any], standing: Standing, reason: str) -> MoveReplay:
    # What is clear goes on being watched, and a watch ends by its limit, clear or not; every other move is a take-back.
    agrees = (standing is Standing.HARM) == (transition["to"] not in ("clear", "watched"))
    return MoveReplay(agrees and reason in transition["reason"], f"{standing}: {reason}")


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
