"""A fake inference replica, for tests: obeys the routing table and writes the decision log, but scores nothing.

It stands for services/inference, which a service's test may not import.
"""

import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from andamio.rollout.routing_table import RoutingTable, assign


@dataclass
class FakeInference:
    """One replica. `broken` maps a release to its fault: error, slow or shifted (scores), where it answers."""

    log_folder: Path
    broken: dict[str, str] = field(default_factory=dict)
    name: str = "1"
    answered: list[str] = field(default_factory=list)
    """The release assigned to each request, in order."""

    def __post_init__(self) -> None:
        self.log_folder.mkdir(parents=True, exist_ok=True)
        self._random = random.Random(self.name)

    def serve(self, table: RoutingTable, requests: int) -> None:
        """Answer requests of random customers under `table`."""
        lines = [json.dumps(self._decision(table)) for _ in range(requests)]
        self.write("".join(line + "\n" for line in lines))

    def beat(self, table: RoutingTable) -> None:
        """A heartbeat line."""
        beat = {"heartbeat": True, "at_ms": 0, "table_version": table.version}
        self.write(json.dumps(beat) + "\n")

    def write(self, text: str) -> None:
        """Append to the decision log."""
        with (self.log_folder / f"decisions-{self.name}.ndjson").open("a", encoding="utf-8") as log:
            log.write(text)

    def _decision(self, table: RoutingTable) -> dict[str, Any]:
        customer = str(self._random.randrange(1_000))
        assignment = assign(table, "shop", customer, table.written_at_ms)
        self.answered.append(assignment.primary)
        score = self._random.random()
        return {
            "request_id": f"{self.name}-{len(self.answered)}",
            "prediction_id": "p",
            "at_ms": table.written_at_ms,
            "tenant": "shop",
            "customer": customer,
            "table_version": table.version,
            "stage": table.stage,
            "primary": self._execution(assignment.primary, score, self.broken.get(assignment.primary)),
            "answered_by": assignment.primary,
            "shadow": self._execution(assignment.shadow, score, None) if assignment.shadow else None,
            "status_code": 200,
        }

    def _execution(self, release: str, score: float, fault: str | None) -> dict[str, Any]:
        if fault == "error":
            return {"release": release, "outcome": "error", "latency_ms": 1.0, "score": None, "decision": None}
        score = min(1.0, score + 0.05) if fault == "shifted" else score
        latency = 152.0 if fault == "slow" else 2.0
        decision = "review" if score > 0.5 else "accept"
        return {"release": release, "outcome": "ok", "latency_ms": latency, "score": score, "decision": decision}
