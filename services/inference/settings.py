"""What a replica is told when it starts."""

from dataclasses import dataclass
from pathlib import Path

from andamio.environment import Environment
from inference.in_flight import LINES


@dataclass(frozen=True, slots=True)
class ReplicaSettings:
    """Settings of every replica alike."""

    releases: Path
    """Folder of release documents."""
    routing_table: Path
    log_dir: Path
    """Where the decision log goes, one file a process."""
    feature_api: str | None = None
    """Base URL; None where the store is read instead."""
    store: str | None = None
    """URL of the online store that is read in the replica itself."""
    catalog: Path | None = None
    """Folder of the catalog, for `store`; None for the packaged one."""
    feature_token: str | None = None
    """Reference to the token for the feature API."""
    auth: Path | None = None
    """Settings of authentication; None where nobody is asked who they are."""
    pii_keys: Path | None = None
    """Names the keys of tokens; None where development's are taken."""
    audit: str | None = None
    """URL of the audit log; None where nothing is recorded."""
    environment: Environment = Environment.DEV
    in_flight_at_most: int = 256
    """Payments in hand at a time; beyond it a request is answered with 429."""
    device: str = "cpu"
    """cpu or cuda: with cuda, Ray reserves a GPU for each replica."""
    telemetry_dir: Path | None = None
    allow_fault_injection: bool = False
    features_budget_ms: int = 150
    """How long a request waits for its features before the rules answer."""
    background_limit: int = LINES
    """Requests whose shadow may be pending; beyond it a shadow is dropped."""
    poll_interval_ms: int = 100
    """How often the routing table is read; well within the second in which it has to be applied."""
