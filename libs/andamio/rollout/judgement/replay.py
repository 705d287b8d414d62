"""A recorded verdict, given again from its evidence: the same to the bit, or the record or the code has changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from andamio.rollout.evidence.measurements import Evidence
from andamio.rollout.judgement.verdict import Verdict, judge
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


def replay(recorded: Mapping[str, Any], settings: Settings, evidence: Evidence | None = None) -> Replay:
    """Judge the evidence of `recorded` again, or `evidence` where it was gathered anew from the observations.

    Documents are compared as JSON: a float is there with all its digits, and one bit is a difference.
    """
    verdict = judge(Evidence.from_document(recorded["evidence"]) if evidence is None else evidence, settings)
    again = json.loads(json.dumps(verdict.to_document()))
    before = {name: value for name, value in recorded.items() if name not in _OF_THE_RECORD}
    names = dict.fromkeys((*before, *again))
    differs = [n for n in names if _text(before.get(n)) != _text(again.get(n)) or (n in before) != (n in again)]
    return Replay(verdict, tuple(differs))


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
