"""Our judge on simulated traffic: the controller's own code, fed request by request.

Assignment, measurements, verdict, state machine and routing table are those of `andamio.rollout`; here are only the loop
of the controller (one tick each 200 ms) and the clock, which is the count of requests. Assignment is a pure function of
table and entity, so each table asks once per customer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from andamio.rollout.evidence.decision_log import Decision, Execution
from andamio.rollout.evidence.measurements import Measurements
from andamio.rollout.judgement.verdict import judge
from andamio.rollout.machine.state_machine import (
    Check,
    Control,
    GateReport,
    Inputs,
    Rollout,
    SetStable,
    Start,
    State,
    routes,
    step,
)
from andamio.rollout.routing_table import Assignment, RoutingTable, assign
from andamio.rollout.settings import Settings
from tests.bench.judges.traffic import REQUESTS_PER_S, TENANTS, Block, Stream

TICK_MS = 200
REQUESTS_A_TICK = REQUESTS_PER_S * TICK_MS // 1000
STABLE = "stable"
_PASSED = GateReport((Check("golden set", True, ""),))
_UNDER_WAY = (State.SHADOW, State.CANARY)


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

    @property
    def rolled_back(self) -> bool:
        """Whether it was not promoted."""
        return self.state is State.ROLLED_BACK


class ControlLoop:
    """The controller between its store and its clock: one rollout of `candidate`, its gates passed."""

    def __init__(self, candidate: str, settings: Settings) -> None:
        self._settings = settings
        control, _ = step(Control(), Inputs(command=SetStable("bench", "first", STABLE)), settings)
        start = Start("bench", "try", "rollout", candidate)
        self._control, _ = step(control, Inputs(command=start, gates=_PASSED), settings)
        self._measurements = Measurements(STABLE, candidate, settings)
        self.reason = ""
        """Why it moved last."""

    @property
    def rollout(self) -> Rollout:
        """The rollout as it stands."""
        assert self._control.rollout is not None
        return self._control.rollout

    @property
    def under_way(self) -> bool:
        """Whether it is neither promoted nor rolled back."""
        return self.rollout.state in _UNDER_WAY

    def table(self) -> RoutingTable:
        """The routing table of the moment."""
        table = routes(self._control, version=1, now_ms=0, settings=self._settings)
        assert table is not None
        return table

    def canary_table(self, step: int) -> RoutingTable:
        """The routing table of canary step `step`."""
        in_canary = replace(self.rollout, state=State.CANARY, step=step)
        table = routes(replace(self._control, rollout=in_canary), version=1, now_ms=0, settings=self._settings)
        assert table is not None
        return table

    def add(self, decision: Decision) -> None:
        """Take a line of the decision log, made under the table of the moment."""
        self._measurements.add(decision, self.rollout.state.value, self.rollout.step)

    def tick(self, silent_ms: int = 0) -> None:
        """Judge, and move if the verdict says so."""
        evidence = self._measurements.evidence(self.rollout.state.value, self.rollout.step, silent_ms)
        inputs = Inputs(elapsed_ms=TICK_MS, verdict=judge(evidence, self._settings))
        self._control, transitions = step(self._control, inputs, self._settings)
        for transition in transitions:
            if transition.subject == "rollout":
                self.reason = transition.reason


def run_rollout(stream: Stream, seed: int, settings: Settings) -> Outcome:
    """One rollout, from its start to its end; the state machine bounds every stay, so it has one."""
    candidate = f"candidate-{seed}"  # the salt of assignment: every rollout meets other customers first
    loop = ControlLoop(candidate, settings)
    requests = exposed = 0
    stages: dict[str, int] = {}
    table = loop.table()
    assigned: dict[tuple[int, int], Assignment] = {}
    for block in stream.blocks():
        executions = {STABLE: _executions(STABLE, block), candidate: _executions(candidate, block)}
        entities = list(zip(block.tenant.tolist(), block.customer.tolist(), strict=True))
        for start in range(0, len(block), REQUESTS_A_TICK):
            if (now := loop.table()) != table:
                table, assigned = now, {}
            stage = f"{loop.rollout.state.value}[{loop.rollout.step}]"
            for index in range(start, min(start + REQUESTS_A_TICK, len(block))):
                entity = tenant, customer = entities[index]
                assignment = assigned.get(entity)
                if assignment is None:
                    assignment = assigned[entity] = assign(table, TENANTS[tenant], str(customer), 0)
                exposed += assignment.primary == candidate
                loop.add(
                    Decision(
                        request_id=f"{seed}:{block.first + index}",
                        table_version=1,
                        primary=executions[assignment.primary][index],
                        shadow=None if assignment.shadow is None else executions[assignment.shadow][index],
                        entity=f"{tenant}/{customer}",
                        segments={"tenant": TENANTS[tenant]},
                    )
                )
                requests += 1
            loop.tick()
            stages[stage] = stages.get(stage, 0) + REQUESTS_A_TICK
            if not loop.under_way:
                return Outcome(loop.rollout.state, requests, exposed, loop.reason, stages)
    raise AssertionError("a stream has no end")


def _executions(release: str, block: Block) -> list[Execution]:
    side = block.stable if release == STABLE else block.candidate
    rows = zip(side.error.tolist(), side.latency_ms.tolist(), side.score.tolist(), side.review.tolist(), strict=True)
    return [
        Execution(release, error, latency, None if error else score, None if error else review)
        for error, latency, score, review in rows
    ]
