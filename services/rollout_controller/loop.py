"""The control loop: read new decisions, measure, judge, step, record, write the routing table; five times a second.

A command takes the same path at once, so its answer says what is already so. State is committed before the table is
written: after a crash in between, the next start writes the table that the state says. Anything unexpected ends the
process: then the heartbeat stops, replicas serve stable, and the supervisor's restart resumes from the store.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from andamio.rollout.decision_log import Decision, parse_line
from andamio.rollout.errors import InvalidDocument
from andamio.rollout.json_fields import Fields
from andamio.rollout.measurements import Measurements
from andamio.rollout.plan import plan
from andamio.rollout.routing_table import RoutingTable, read_table, write_table
from andamio.rollout.settings import Settings
from andamio.rollout.state_machine import (
    Command,
    Control,
    GateReport,
    Inputs,
    Rollout,
    Start,
    State,
    Transition,
    routes,
    step,
)
from andamio.rollout.verdict import Verdict, judge
from andamio.telemetry.setup import Telemetry
from rollout_controller.decision_log_tail import look
from rollout_controller.gate_run import GateRun, Gates
from rollout_controller.replicas import Replicas, Seen
from rollout_controller.store import Store
from rollout_controller.traffic import Traffic

TICK_S = 0.2


@dataclass(slots=True)
class _Measured:
    """What is known of the rollout under way, rebuilt from the store after a restart."""

    rollout_id: str
    settings: Settings
    """Those that it started with."""
    measurements: Measurements
    places: dict[int, tuple[str, int]]
    """Routing table version -> (stage, step)."""
    last: object = None
    """What was news in the last verdict recorded."""


class Controller:
    """One controller over one store, one decision log and one routing table."""

    def __init__(
        self,
        store: Store,
        log_folder: Path,
        table_path: Path,
        settings: Settings,
        gates: Gates,
        telemetry: Telemetry,
        wall_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        monotonic_ms: Callable[[], int] = lambda: time.monotonic_ns() // 1_000_000,
    ) -> None:
        self.settings = settings
        self._store = store
        self._log_folder = log_folder
        self._table_path = table_path
        self._gates = gates
        self._logger = telemetry.logger
        self._wall_ms = wall_ms
        self._monotonic_ms = monotonic_ms
        self._lock = threading.RLock()
        self._control, self._table, self._offsets = store.load()
        self._measured: _Measured | None = None
        self._gate_run: GateRun | None = None
        self._last_tick = self._last_life = monotonic_ms()
        self.traffic = Traffic()
        self._replicas = Replicas()
        meter = telemetry.meter
        self._ticks = meter.create_histogram("andamio.rollout.tick.duration", "s")
        self._transitions = meter.create_counter("andamio.rollout.transitions")
        self._lines = meter.create_counter("andamio.rollout.decision_log.lines")

    @property
    def control(self) -> Control:
        """The state now."""
        return self._control

    @property
    def table(self) -> RoutingTable | None:
        """The routing table as last written."""
        return self._table

    def since_tick_ms(self) -> int:
        """Time since the last tick."""
        return self._monotonic_ms() - self._last_tick

    def silent_ms(self) -> int:
        """Time since the last sign of life of a replica, or since the start."""
        return self._monotonic_ms() - self._last_life

    def replicas(self) -> dict[str, Seen]:
        """Each replica that lately gave a sign of life."""
        return self._replicas.seen(self._monotonic_ms())

    def run(self, stop: threading.Event) -> None:
        """Tick until `stop` is set."""
        while not stop.is_set():
            started = time.monotonic()
            self.tick()
            stop.wait(max(0.01, TICK_S - (time.monotonic() - started)))

    def start(self, release_id: str, actor: str, reason: str) -> str:
        """Begin a rollout; returns its id. Raises `Conflict`."""
        with self._lock:
            rollout_id = f"rollout-{len(self._store.rollout_ids()) + 1}"
            self.tick(Start(actor, reason, rollout_id, release_id))
            return rollout_id

    def tick(self, command: Command | None = None) -> Control:
        """One pass; when it returns, the routing table says what was decided.

        Raises `Conflict` for a command that does not fit the state, after which nothing has changed.
        """
        with self._lock:
            started = time.monotonic()
            if command is not None:
                # Deciding is pure: a command that will not be obeyed is refused before anything is touched.
                step(self._control, Inputs(command=command), self.settings)
            now, at_ms = self._monotonic_ms(), self._wall_ms()
            with self._store.transaction():
                measured = self._resume()
                self._read_decisions(measured, now)
                verdict = self._judge(measured, at_ms)
                gates = self._gate_report()
                settings = measured.settings if measured else self.settings
                inputs = Inputs(now - self._last_tick, command, gates, verdict)
                control, transitions = step(self._control, inputs, settings)
                table = self._next_table(control, at_ms, settings)
                self._record(control, table, transitions, at_ms, verdict, gates)
                self._store.save(control, table, self._offsets)
            changed = self._table is None or table is None or table.version != self._table.version
            self._control, self._table, self._last_tick = control, table, now
            if table is not None:
                write_table(self._table_path, table, durable=changed)
            for transition in transitions:
                self._logger.info("transition", extra={"fields": asdict(transition)})
                self._transitions.add(1, {"to": transition.after})
            self._ticks.record(time.monotonic() - started)
            return control

    def rollout_ids(self) -> list[str]:
        """All rollouts, oldest first."""
        with self._lock:
            return self._store.rollout_ids()

    def history(self) -> list[dict[str, Any]]:
        """Every transition, oldest first."""
        with self._lock:
            return self._store.history()

    def verdicts(self, rollout_id: str) -> list[dict[str, Any]]:
        """The recorded verdicts of a rollout, newest first."""
        with self._lock:
            return self._store.verdicts(rollout_id)

    def rollout(self, rollout_id: str) -> dict[str, Any] | None:
        """The document of a rollout; None if there is none of that id."""
        with self._lock:
            recorded = self._store.rollout(rollout_id)
            if recorded is None:
                return None
            history = self._store.history(rollout_id)
            now = self._control.rollout
            if now is None or now.rollout_id != rollout_id:
                # An earlier one, which has ended: its last transition says how.
                now = Rollout(rollout_id, recorded["release_id"], State(history[-1]["to"]))
            verdicts = self._store.verdicts(rollout_id, newest=1)
            weights = recorded["settings"]["canary_steps"]
            return {
                **recorded,
                "state": now.state.value,
                "stage_index": now.step,
                "candidate_weight": weights[now.step] if now.state is State.CANARY else 0.0,
                "history": history,
                "verdict": verdicts[0] if verdicts else None,
            }

    def _resume(self) -> _Measured | None:
        rollout = self._control.active
        if rollout is None:
            self._measured = self._gate_run = None
        elif self._measured is None or self._measured.rollout_id != rollout.rollout_id:
            recorded = self._store.rollout(rollout.rollout_id)
            assert recorded is not None
            settings = Settings.from_fields(Fields(recorded["settings"], f"settings of {rollout.rollout_id}"))
            measurements = Measurements(recorded["stable"], rollout.release_id, settings)
            for decision, stage, at in self._store.observations(rollout.rollout_id):
                measurements.add(decision, stage, at)
            places = self._store.places(rollout.rollout_id)
            self._measured = _Measured(rollout.rollout_id, settings, measurements, places)
        return self._measured

    def _read_decisions(self, measured: _Measured | None, now: int) -> None:
        found = look(self._log_folder, self._offsets)
        self._offsets = dict(found.offsets)
        broken = 0
        for line, replica in zip(found.lines, found.replicas):
            try:
                entry = parse_line(line)
            except InvalidDocument:
                # Not logged: the line may carry a customer. A broken line is no sign of life either.
                broken += 1
                continue
            self._last_life = now
            if entry is not None:
                self._replicas.heard(replica, entry.table_version, now)
            if isinstance(entry, Decision):
                self.traffic.add(entry.primary.release, self._wall_ms())
            if measured is None or not isinstance(entry, Decision):
                continue
            place = measured.places.get(entry.table_version)
            if place is not None and measured.measurements.add(entry, *place):
                self._store.add_observation(measured.rollout_id, *place, entry)
        if found.lines:
            self._lines.add(len(found.lines) - broken, {"outcome": "read"})
        if broken:
            self._lines.add(broken, {"outcome": "broken"})
            self._logger.warning("decision log lines broke the format", extra={"fields": {"lines": broken}})

    def _judge(self, measured: _Measured | None, at_ms: int) -> Verdict | None:
        rollout = self._control.active
        if measured is None or rollout is None or rollout.state is State.GATES:
            return None
        evidence = measured.measurements.evidence(rollout.state.value, rollout.step, self.silent_ms())
        verdict = judge(evidence, measured.settings)
        # Silence grows at every tick; by itself it is news only when it changes what a guard says.
        news = (replace(evidence, silent_ms=0), [finding.standing for finding in verdict.findings])
        if news != measured.last:
            self._store.add_verdict(at_ms, rollout.rollout_id, verdict.ruling, verdict.to_document())
            measured.last = news
        return verdict

    def _gate_report(self) -> GateReport | None:
        rollout = self._control.active
        if rollout is None or rollout.state is not State.GATES or rollout.gates_passed:
            return None
        if self._gate_run is None or self._gate_run.rollout_id != rollout.rollout_id:
            self._gate_run = GateRun(rollout.rollout_id, rollout.release_id, self._gates)
        return self._gate_run.report()

    def _next_table(self, control: Control, at_ms: int, settings: Settings) -> RoutingTable | None:
        table = routes(control, 0, at_ms, settings)
        if table is None:
            return None
        if self._table is None or not table.same_routes(self._table):
            # Beyond the file's version as well: a new or set-back store must not give a version two meanings.
            written = read_table(self._table_path).version if self._table_path.exists() else 0
            version = 1 + max(written, self._table.version if self._table else 0)
        else:
            version = self._table.version
        return replace(table, version=version)

    def _record(
        self,
        control: Control,
        table: RoutingTable | None,
        transitions: tuple[Transition, ...],
        at_ms: int,
        verdict: Verdict | None,
        gates: GateReport | None,
    ) -> None:
        rollout = control.active
        for transition in transitions:
            evidence: dict[str, Any] | None = None
            if rollout is not None and transition.before == "none" and transition.subject == rollout.rollout_id:
                expected = plan(self.settings).to_text()
                self._store.add_rollout(
                    rollout.rollout_id, rollout.release_id, control.stable or "", at_ms, asdict(self.settings), expected
                )
                self._logger.info("rollout plan", extra={"fields": {"rollout": rollout.rollout_id, "plan": expected}})
                evidence = {"plan": expected}
            elif transition.before == State.GATES and gates is not None:
                evidence = {"checks": [asdict(check) for check in gates.checks]}
            elif verdict is not None:
                evidence = verdict.evidence.to_document()
            self._store.add_transition(at_ms, transition, evidence)
        if table is None or rollout is None or table.candidate is None:
            return
        if self._table is None or table.version != self._table.version:
            self._store.add_place(table.version, rollout.rollout_id, rollout.state.value, rollout.step)
            if self._measured is not None:
                self._measured.places[table.version] = (rollout.state.value, rollout.step)
