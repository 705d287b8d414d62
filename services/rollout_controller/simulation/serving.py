"""What the replicas of a simulated world do in a step: apply the table if they see it, answer, and write the decision log."""

import json
from typing import TYPE_CHECKING, Any

from andamio.rollout.errors import InvalidDocument
from andamio.rollout.routing_table import HEARTBEAT_LIMIT_MS, assign
from rollout_controller.simulation.faulty_parts import Replica
from rollout_controller.simulation.record_check import Violated

if TYPE_CHECKING:
    from rollout_controller.simulation.simulation import World

STEP_MS = 200


class Serving:
    """Requests of random customers, three a step; none may be answered by what was rolled back."""

    def __init__(self, world: "World") -> None:
        self._world = world

    def step(self, replica: Replica) -> None:
        """One step of one replica."""
        replica.blind = max(0, replica.blind - 1)
        if not replica.blind:
            self._apply(replica)
        self._serve(replica)

    def _apply(self, replica: Replica) -> None:
        try:
            found = self._world.router.read()
        except InvalidDocument:
            return
        if found is not None and found.supersedes(replica.table):
            replica.table = found

    def _serve(self, replica: Replica) -> None:
        table = replica.table
        if table is None:
            return
        for _ in range(3):
            replica.requests += 1
            customer = str(self._world.random.randrange(1_000))
            assignment = assign(table, "shop", customer, self._world.wall_ms())
            if assignment.primary != table.stable:
                self._check_assignment(replica, assignment.primary)
            line = {
                "request_id": f"{replica.name}-{replica.requests}",
                "table_version": table.version,
                "primary": self._execution(assignment.primary),
                "shadow": self._execution(assignment.shadow) if assignment.shadow else None,
            }
            replica.log.append(json.dumps(line))

    def _execution(self, release: str) -> dict[str, Any]:
        if self._world.random.random() < self._world.bad.get(release, 0.0):
            return {"release": release, "outcome": "error", "latency_ms": 1.0, "score": None, "decision": None}
        return {"release": release, "outcome": "ok", "latency_ms": 1.0, "score": 0.2, "decision": "accept"}

    def _check_assignment(self, replica: Replica, primary: str) -> None:
        since = self._world.now_ms - self._world.rolled_back_at.get(primary, self._world.now_ms)
        # A replica that is cut off hears of a rollback by silence.
        if since > HEARTBEAT_LIMIT_MS + STEP_MS:
            raise Violated(f"replica {replica.name} lets {primary} answer {since} ms after it was rolled back")
