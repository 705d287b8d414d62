"""What one step of the state machine is given: time, a command, and what gates, measurements and labels say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from andamio.rollout.judgement.stable_health import StableHealth
from andamio.rollout.judgement.verdict import Ruling, Verdict
from andamio.rollout.machine.commands import Command


@dataclass(frozen=True, slots=True)
class Check:
    """One gate: contract, signature, golden set, ..."""

    name: str
    passed: bool
    detail: str


@dataclass(frozen=True, slots=True)
class GateReport:
    """What the gates found."""

    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        """Whether there were gates and all let it pass."""
        return bool(self.checks) and all(check.passed for check in self.checks)

    def reason(self) -> str:
        """One line: what failed, or that nothing did."""
        failed = "; ".join(f"{check.name}: {check.detail}" for check in self.checks if not check.passed)
        return failed or f"passed {', '.join(check.name for check in self.checks)}"


@dataclass(frozen=True, slots=True)
class LabelVerdict:
    """What the labels that matured say of a promoted release."""

    rollout_id: str
    ruling: Ruling
    """roll_back: it breaks what it promised. promote: it is clear that it keeps it. hold: not clear yet, or still so."""
    reason: str
    evidence: Mapping[str, Any] = field(default_factory=dict)
    through: int = 0
    """The number of the last label that it heard of."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What has happened since the step before."""

    elapsed_ms: int = 0
    """Since the step before, by a clock that does not jump."""
    command: Command | None = None
    gates: GateReport | None = None
    """Of the rollout under way, once known."""
    verdict: Verdict | None = None
    """Of the stage under way."""
    now_ms: int = 0
    """Wall clock, UTC: for freeze windows alone."""
    health: StableHealth | None = None
    """Of the release that answers."""
    labels: tuple[LabelVerdict, ...] = ()
    """Of the promoted releases under watch."""
