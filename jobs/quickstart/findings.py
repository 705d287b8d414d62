"""What the steps of a run leave for its result."""

from dataclasses import dataclass, field
from typing import Any

from quickstart.replay import Answer
from quickstart.scenario import PlannedRelease
from quickstart.serving_sections import Audit, Participant, RefusedAttempt, RunTrace


@dataclass
class Findings:
    """What the steps leave for the result; a step that was not reached leaves its default."""

    started_ms: int
    command: str
    code_version: str
    data_name: str = "not reached"
    ingest: dict[str, Any] | None = None
    rows: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    cutover_ms: int | None = None
    start_position: int | None = None
    training: dict[str, Any] | None = None
    answers: list[Answer] = field(default_factory=list)
    rollouts: list[tuple[PlannedRelease, dict[str, Any]]] = field(default_factory=list)
    parity: dict[str, Any] | None = None
    health: dict[str, Any] | None = None
    participants: list[Participant] = field(default_factory=list)
    refused: list[RefusedAttempt] = field(default_factory=list)
    audit: Audit | None = None
    trace: RunTrace | None = None
    decisions: list[dict[str, Any]] = field(default_factory=list)
    heartbeats: list[dict[str, Any]] = field(default_factory=list)
