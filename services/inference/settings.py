"""What a replica is told when it starts."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ReplicaSettings:
    """Settings of every replica alike."""

    releases: Path
    """Folder of release documents."""
    routing_table: Path
    feature_api: str
    """Base URL."""
    log_dir: Path
    """Where the decision log goes, one file a process."""
    telemetry_dir: Path | None = None
    allow_fault_injection: bool = False
    features_budget_ms: int = 150
    """How long a request waits for its features before the rules answer."""
    background_limit: int = 64
    """Requests whose shadow may be pending; beyond it a shadow is dropped."""
    poll_interval_ms: int = 100
    """How often the routing table is read; well within the second in which it has to be applied."""
