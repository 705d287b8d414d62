"""Our judge on simulated traffic: the controller's own code, fed request by request.

Assignment, measurements, verdict, state machine and routing table are those of `andamio.rollout`; here are only the loop
of the controller (one tick each 200 ms) and the clock, which is the count of requests. Assignment is a pure function of
table and entity, so each table asks once per customer.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from andamio.rollout.decision_log import Decision, Execution
from andamio.rollout.measurements import Measurements
from andamio.rollout.routing_table import Assignment, RoutingTable, assign
from andamio.rollout.settings import Settings
from andamio.rollout.state_machine import (
    Check,
    Control,
    GateReport,
    Inputs,
    SetStable,
    Start,
    State,
    routes,
    step,
)
from andamio.rollout.verdict import judge
from tests.bench.judges.traffic import REQUESTS_PER_S, TENANTS, Block, Stream

TICK_MS = 200
REQUESTS_A_TICK = REQUESTS_PER_S * TICK_MS // 1000
_STABLE = "stable"
_PASSED = GateReport((Check("golden set", True, ""),))


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a rollout ended."""

    state: State
    requests: int
    """Requests of all customers from the start to the end."""
    exposed: int
    """Those that the candidate answered."""
    reason: str
    stages: Mapping[str, int]
    """Requests spent in each stage and step."""


def run_rollout(stream: Stream, seed: int, settings: Settings) -> Outcome:
    """One rollout, from its start to its end; the state machine bounds every stay, so it has one."""
    candidate = f"candidate-{seed}"  # the salt of assignment: every rollout meets other customers first
    control, _ = step(Control(), Inputs(command=SetStable("bench", "first", _STABLE)), settings)
    control, _ = step(control, Inputs(command=Start("bench", "try", "rollout", candidate), gates=_PASSED), settings)
    measurements = Measurements(_STABLE, candidate, settings)
    requests = exposed = 0
    reason = ""
    stages: dict[str, int] = {}
    table: RoutingTable | None = None
    assigned: dict[tuple[int, int], Assignment] = {}
    for block in stream.blocks():
        executions = {_STABLE: _executions(_STABLE, block, False), candidate: _executions(candidate, block, True)}
        entities = list(zip(block.tenant.tolist(), block.customer.tolist(), strict=True))
        for start in range(0, len(block), REQUESTS_A_TICK):
            rollout = control.active
            assert rollout is not None
            now = routes(control, version=1, now_ms=0, settings=settings)
            if now != table:
                table, assigned = now, {}
            assert table is not None
            stage, at = rollout.state.value, rollout.step
            for index in range(start, min(start + REQUESTS_A_TICK, len(block))):
                entity = entities[index]
                assignment = assigned.get(entity)
                if assignment is None:
                    tenant, customer = entity
                    assignment = assigned[entity] = assign(table, TENANTS[tenant], str(customer), 0)
                exposed += assignment.primary == candidate
                measurements.add(
                    Decision(
                        request_id=f"{seed}:{block.first + index}",
                        table_version=1,
                        primary=executions[assignment.primary][index],
                        shadow=None if assignment.shadow is None else executions[assignment.shadow][index],
                    ),
                    stage,
                    at,
                )
            requests = block.first + min(start + REQUESTS_A_TICK, len(block))
            verdict = judge(measurements.evidence(stage, at, silent_ms=0), settings)
            control, transitions = step(control, Inputs(elapsed_ms=TICK_MS, verdict=verdict), settings)
            name = f"{stage}[{at}]"
            stages[name] = stages.get(name, 0) + REQUESTS_A_TICK
            if control.active is None:
                reason = next(t.reason for t in transitions if t.subject == "rollout")
                assert control.rollout is not None
                return Outcome(control.rollout.state, requests, exposed, reason, stages)
    raise AssertionError("a stream has no end")


def _executions(release: str, block: Block, is_candidate: bool) -> list[Execution]:
    side = block.candidate if is_candidate else block.stable
    rows = zip(side.error.tolist(), side.latency_ms.tolist(), side.score.tolist(), side.review.tolist(), strict=True)
    return [
        Execution(release, error, latency, None if error else score, None if error else review)
        for error, latency, score, review in rows
    ]
