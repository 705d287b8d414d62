"""Recovery in simulation: real state machine, measurements, verdicts and assignment; traffic and replicas by events.

What is modelled, in seconds, beside the faults:

    the controller's tick         every 0.2, its work 0.01 to 0.06 before the table is there
    a replica's look at the table every 0.1, at a phase of its own
    a line of the decision log    up to 0.02 after the answer, or after the shadow
    a death                       requests on the replica fail, and those that reach it before the proxy has noticed
                                  (up to 0.5); a new process after 1.5 to 4; it, or a sibling at its next look, finds the
                                  register and logs the lines that waited for their shadow
    traffic                       Poisson, 5,000 customers, some far busier than others; one to three replicas

What the releases do with a request is `simulated_releases`.
"""

import heapq
import json
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from andamio.rollout.evidence.decision_log import Decision, parse_line
from andamio.rollout.evidence.measurements import Measurements
from andamio.rollout.judgement.verdict import judge
from andamio.rollout.machine.state_machine import (
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
from andamio.rollout.routing_table import RoutingTable, assign
from andamio.rollout.settings import Settings
from tests.bench.recovery.accounting import account
from tests.bench.recovery.simulated_releases import CANDIDATE, STABLE, Releases, log_line
from tests.bench.recovery.trials import Recovery, Trial, chance, parts

_TICK_S = 0.2
_POLL_S = 0.1
_HEARTBEAT_S = 1.0
# After the rollout's end, so that answers under way and a late return of the fault are seen.
_TAIL_S = 3.0
_LIMIT_S = 1_200.0
_PASSED = GateReport((Check("golden set", True, ""),))


@dataclass(frozen=True, slots=True)
class Sabotage:
    """What a negative control breaks."""

    rollback_delay_s: float = 0.0
    """The table of a rollback reaches the replicas this much later."""
    dropped: int = 0
    """So many lines of the decision log are dropped."""


@dataclass(slots=True)
class _Replica:
    table: RoutingTable
    alive: bool = True
    noticed_dead: bool = False
    """By the proxy, which then sends it nothing."""
    quarantined: bool = False
    pending: dict[str, Callable[[], None]] = field(default_factory=dict)
    """Requests under way or waiting for their shadow -> what logs them if the process dies in between."""
    life: int = 0


class Simulation:
    """One trial."""

    def __init__(self, trial: Trial, seed: int, settings: Settings, sabotage: Sabotage = Sabotage()) -> None:
        self._trial, self._settings, self._sabotage = trial, settings, sabotage
        self._chance = chance(trial, seed)
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._number = 0
        self._now = 0.0
        self._releases = Releases(trial.fault, self._chance)
        self._rate = trial.candidate_requests_per_s / settings.canary_steps[0]
        # The controller
        control, _ = step(Control(), Inputs(command=SetStable("test", "first", STABLE)), settings)
        self._control, _ = step(control, Inputs(command=Start("test", "try", "ro", CANDIDATE), gates=_PASSED), settings)
        self._measurements = Measurements(STABLE, CANDIDATE, settings)
        self._places: dict[int, tuple[str, int]] = {}
        self._log: list[tuple[float, Decision]] = []
        self._last_life = 0.0
        self._reason = ""
        self._version = 0
        self._written = self._published = self._table()
        self._version = self._written.version
        self._places[self._version] = (State.SHADOW.value, 0)
        # What is seen
        self._decisive_s = self._decided_s = self._applied_s = math.nan
        self._bad_at: list[float] = []
        self._sent: list[str] = []
        self._answered: set[str] = set()
        self._failed: set[str] = set()
        self._logged: Counter[str] = Counter()
        self._candidate_requests = 0
        self._crashed_at_s: float | None = None
        self._ends_s = _LIMIT_S
        self._replicas = [_Replica(self._published) for _ in range(self._chance.choice((1, 2, 3)))]
        for replica in self._replicas:
            self._at(self._chance.uniform(0, _POLL_S), partial(self._poll, replica, 0))
        self._at(self._chance.uniform(0, _TICK_S), self._tick)
        self._at(self._chance.expovariate(self._rate), self._arrive)

    def run(self) -> Recovery:
        """Run to the end."""
        while self._events:
            self._now, _, event = heapq.heappop(self._events)
            event()
        return self._recovery()

    def _at(self, moment: float, event: Callable[[], None]) -> None:
        self._number += 1
        heapq.heappush(self._events, (moment, self._number, event))

    # The controller, as services/rollout_controller/control/control_pass.py

    def _table(self) -> RoutingTable:
        table = routes(self._control, self._version + 1, 0, self._settings)
        assert table is not None
        return table

    def _tick(self) -> None:
        ready = [decision for at, decision in self._log if at <= self._now]
        self._log = [(at, decision) for at, decision in self._log if at > self._now]
        rollout = self._control.active
        verdict = None
        if rollout is not None:
            for decision in ready:
                place = self._places.get(decision.table_version)
                if place is not None:
                    self._measurements.add(decision, *place)
            silent_ms = 0 if any(r.alive for r in self._replicas) else round((self._now - self._last_life) * 1000)
            evidence = self._measurements.evidence(rollout.state.value, rollout.step, silent_ms=silent_ms)
            verdict = judge(evidence, self._settings)
        self._control, done = step(self._control, Inputs(round(_TICK_S * 1000), verdict=verdict), self._settings)
        delay = self._chance.uniform(0.01, 0.06)
        for transition in done:
            if transition.subject == "ro":
                self._reason = transition.reason
            if transition.after == State.ROLLED_BACK:
                self._decided_s = self._now
                delay += self._sabotage.rollback_delay_s
        if rollout is not None and self._control.active is None:
            self._ends_s = self._now + delay + _TAIL_S
        table = self._table()
        if not table.same_routes(self._written):
            self._written = table
            self._version = table.version
            active = self._control.active
            if active is not None:
                self._places[self._written.version] = (active.state.value, active.step)
            self._at(self._now + delay, partial(self._publish, table))
        if self._now < self._ends_s:
            self._at(self._now + _TICK_S, self._tick)

    def _publish(self, table: RoutingTable) -> None:
        self._published = table

    # The replicas

    def _poll(self, replica: _Replica, life: int) -> None:
        if replica.life != life:
            return
        replica.table = self._published
        replica.quarantined |= self._crashed_at_s is not None
        self._last_life = self._now
        taken_back = not math.isnan(self._decided_s) and all(
            other.table.candidate is None for other in self._replicas if other.alive
        )
        if taken_back and math.isnan(self._applied_s):
            self._applied_s = self._now
        if self._now < self._ends_s:
            self._at(self._now + _POLL_S, lambda: self._poll(replica, life))

    def _arrive(self) -> None:
        if self._now < self._ends_s:
            self._at(self._now + self._chance.expovariate(self._rate), self._arrive)
            reachable = [replica for replica in self._replicas if not replica.noticed_dead] or self._replicas
            self._serve(self._chance.choice(reachable))

    def _serve(self, replica: _Replica) -> None:
        request_id = f"{self._trial.number}:{len(self._sent)}"
        self._sent.append(request_id)
        customer = str(int(5_000 * self._chance.random() ** 2))
        amount = round(math.exp(self._chance.gauss(math.log(30_000), 1))) + 1
        if not replica.alive:
            self._fail(request_id)
            return
        table = replica.table
        assignment = assign(table, "shop", customer, 0)
        canary = table.stage == State.CANARY
        primary = self._releases.execute(assignment.primary, replica.quarantined, canary, amount, customer)
        self._candidate_requests += canary and assignment.primary == CANDIDATE
        seconds = self._chance.lognormvariate(math.log(0.004), 0.3) + primary.seconds
        if primary.outcome == "crash":
            self._at(self._now + seconds, lambda: self._crash(replica, request_id))
            replica.pending[request_id] = lambda: None
            return
        fallback = None
        if primary.outcome != "ok" and assignment.primary != STABLE:
            fallback = self._releases.execute(STABLE, replica.quarantined, canary, amount, customer)
            seconds += fallback.seconds
        shadow, shadow_seconds = fallback, 0.0
        if fallback is None and assignment.shadow is not None:
            shadow = self._releases.execute(assignment.shadow, replica.quarantined, canary, amount, customer)
            shadow_seconds = shadow.seconds
        if shadow is not None and shadow.outcome == "crash":
            self._at(self._now + seconds + shadow_seconds, lambda: self._crash(replica, None))
            shadow_seconds = math.inf
        answered_s, logged_s = self._now + seconds, self._now + seconds + shadow_seconds
        bad = primary.struck or (primary.outcome != "ok" and assignment.primary == CANDIDATE)
        life = replica.life
        line = log_line(request_id, table, assignment.primary, primary, assignment.shadow, shadow, amount, customer)
        ours = assignment.primary == CANDIDATE
        replica.pending[request_id] = lambda: self._log_line(request_id, line | {"shadow": None}, ours)
        self._at(answered_s, lambda: self._answer(request_id, replica, life, bad))
        if math.isfinite(logged_s):
            self._at(logged_s, lambda: self._write(request_id, replica, life, line, ours))

    def _answer(self, request_id: str, replica: _Replica, life: int, bad: bool) -> None:
        if replica.life != life:
            return  # failed with its process
        self._answered.add(request_id)
        if bad:
            self._bad_at.append(self._now)

    def _write(self, request_id: str, replica: _Replica, life: int, line: dict[str, Any], decisive: bool) -> None:
        if replica.life != life:
            return
        del replica.pending[request_id]
        self._log_line(request_id, line, decisive)

    def _log_line(self, request_id: str, line: dict[str, Any], decisive: bool) -> None:
        if self._sabotage.dropped > 0 and decisive:
            self._sabotage = replace(self._sabotage, dropped=self._sabotage.dropped - 1)
            return
        self._logged[request_id] += 1
        decision = parse_line(json.dumps(line))
        if isinstance(decision, Decision):
            self._log.append((self._now + self._chance.uniform(0, 0.02), decision))
            if decisive and math.isnan(self._decided_s):
                self._decisive_s = self._now

    def _crash(self, replica: _Replica, _: str | None) -> None:
        if not replica.alive:
            return
        replica.alive, replica.quarantined = False, True
        replica.life += 1
        self._crashed_at_s = self._now
        up_s = self._now + self._chance.uniform(1.5, 4.0)
        found_s = up_s if len(self._replicas) == 1 else self._now + self._chance.uniform(0, _POLL_S)
        for request_id, recover in replica.pending.items():
            if request_id in self._answered:
                self._at(found_s, recover)
            else:
                self._fail(request_id)
        replica.pending.clear()
        self._at(self._now + self._chance.uniform(0, 0.5), lambda: setattr(replica, "noticed_dead", True))
        self._at(up_s, lambda: self._revive(replica))

    def _revive(self, replica: _Replica) -> None:
        replica.alive, replica.noticed_dead = True, False
        self._poll(replica, replica.life)

    def _fail(self, request_id: str) -> None:
        self._failed.add(request_id)
        self._bad_at.append(self._now)

    def _recovery(self) -> Recovery:
        rollout = self._control.rollout
        assert rollout is not None
        first, last = min(self._bad_at, default=math.nan), max(self._bad_at, default=math.nan)
        known = rollout.state is State.ROLLED_BACK and not math.isnan(first) and not math.isnan(self._applied_s)
        detect, decide, apply = (
            parts(first, self._decisive_s, self._decided_s, self._applied_s) if known else (None, None, None)
        )
        return Recovery(
            self._trial,
            rollout.state.value,
            self._reason,
            len(self._bad_at),
            self._candidate_requests,
            last - first if self._bad_at else 0.0,
            detect,
            decide,
            apply,
            account(self._sent, self._answered, self._failed, self._logged),
        )


def simulate(trial: Trial, seed: int, settings: Settings, sabotage: Sabotage = Sabotage()) -> Recovery:
    """Run one trial."""
    return Simulation(trial, seed, settings, sabotage).run()
