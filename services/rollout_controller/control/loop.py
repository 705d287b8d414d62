"""The control loop: read new decisions, measure, judge, step, record, write the routing table; five times a second.

A command takes the same path at once, so its answer says what is already so. State is committed before the table is
written: after a crash in between, the next start writes the table that the state says. Of the controllers that share a
store one leads (`lease`); the others stand by and refuse commands. A leader that finds itself succeeded, or its store
gone, forgets what it knows and stands by: what it decided and could not commit has not happened. Anything unexpected
ends the process: then the heartbeat stops, replicas serve stable, and the supervisor's restart resumes from the store.
"""

import os
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from opentelemetry.metrics import CallbackOptions, Observation

from andamio.errors import AndamioError
from andamio.rollout.errors import Conflict, InvalidDocument, StaleWriter
from andamio.rollout.evidence.decision_log import Decision, parse_line
from andamio.rollout.evidence.measurements import Evidence, Measurements
from andamio.rollout.json_fields import Fields
from andamio.rollout.judgement.plan import plan
from andamio.rollout.judgement.replay import Replay, replay
from andamio.rollout.judgement.stable_health import LastExecutions
from andamio.rollout.judgement.verdict import Verdict, judge
from andamio.rollout.machine.audit_sink import AuditSink
from andamio.rollout.machine.state_machine import (
    Command,
    Control,
    GateReport,
    Inputs,
    LabelVerdict,
    Rollout,
    Start,
    State,
    Transition,
    Watch,
    routes,
    step,
)
from andamio.rollout.routing_table import RoutingTable
from andamio.rollout.settings import Settings
from andamio.telemetry.setup import Telemetry
from rollout_controller.control.audit_outbox import AuditOutbox
from rollout_controller.control.gate_run import GateRun, Gates
from rollout_controller.control.table_file import TableFile, TableRouter
from rollout_controller.observations.decision_log_tail import DecisionLogTail, DecisionSource
from rollout_controller.observations.replicas import Replicas, Seen
from rollout_controller.observations.traffic import Traffic
from rollout_controller.store.lease import LEASE_MS, Candidacy
from rollout_controller.store.rollout_store import RolloutStore, StoreUnavailable

TICK_S = 0.2

# What the labels that matured say of the releases under watch, at a wall-clock time.
Labels = Callable[[tuple[Watch, ...], int], tuple[LabelVerdict, ...]]


def no_labels(watches: tuple[Watch, ...], now_ms: int) -> tuple[LabelVerdict, ...]:
    """The `Labels` of a controller that is given none: a watch ends by its limit."""
    return ()


@dataclass(slots=True)
class _Measured:
    """What is known of the rollout under way, rebuilt from the store after a restart."""

    rollout_id: str
    settings: Settings
    """Those that it started with."""
    measurements: Measurements
    places: dict[int, tuple[str, int]]
    """Routing table version -> (stage, step)."""
    observations: int = 0
    """How many decisions counted."""
    last: object = None
    """What was news in the last verdict recorded."""


class Controller:
    """One controller over a store, one decision log and one routing table."""

    def __init__(
        self,
        store: RolloutStore,
        log_folder: Path,
        table_path: Path,
        settings: Settings,
        gates: Gates,
        telemetry: Telemetry,
        wall_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        monotonic_ms: Callable[[], int] = lambda: time.monotonic_ns() // 1_000_000,
        *,
        settings_of: Callable[[str], Settings | None] = lambda release_id: None,
        source: DecisionSource | None = None,
        router: TableRouter | None = None,
        audit: AuditSink | None = None,
        labels: Labels = no_labels,
        holder: str | None = None,
        lease_ms: int = LEASE_MS,
        measure: Callable[[str, str, Settings], Measurements] = Measurements,
        judge: Callable[[Evidence, Settings], Verdict] = judge,
    ) -> None:
        """`settings_of` gives a release's own settings, None for `settings`; `holder` names this controller in the lease."""
        self.settings = settings
        self._settings_of = settings_of
        self._measure = measure
        self._verdict_on = judge
        self._store = store
        self._source = source or DecisionLogTail(log_folder)
        self._router = router or TableFile(table_path)
        self._gates = gates
        self._labels = labels
        self._logger = telemetry.logger
        self._wall_ms = wall_ms
        self._monotonic_ms = monotonic_ms
        self._lock = threading.RLock()
        self._candidacy = Candidacy(
            store, holder or f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}", lease_ms
        )
        self._outbox = AuditOutbox(store, audit, telemetry.logger)
        self._replicas = Replicas()
        self.traffic = Traffic()
        meter = telemetry.meter
        self._ticks = meter.create_histogram("andamio.rollout.tick.duration", "s", "One pass of the control loop")
        self._transitions = meter.create_counter("andamio.rollout.transitions", "{transition}")
        self._lines = meter.create_counter("andamio.rollout.decision_log.lines", "{line}")
        meter.create_observable_gauge(
            "andamio.rollout.tick.age", [self._tick_age], "s", "Time since the last pass; none from who stands by"
        )
        self._last_tick = monotonic_ms()
        self._control = Control()
        self._table: RoutingTable | None = None
        self._written: RoutingTable | None = None
        """The table as this controller last wrote it."""
        self._offsets: dict[str, int] = {}
        self._measured: _Measured | None = None
        self._gate_run: GateRun | None = None
        self._executions: LastExecutions | None = None
        self._lead()

    @property
    def leads(self) -> bool:
        """Whether this controller leads; otherwise it stands by."""
        return self._candidacy.epoch is not None

    @property
    def leader(self) -> str | None:
        """Who was last seen to lead."""
        return self._candidacy.leader

    @property
    def control(self) -> Control:
        """The state now."""
        return self._control

    @property
    def table(self) -> RoutingTable | None:
        """The routing table as last written."""
        return self._table

    def _tick_age(self, options: CallbackOptions) -> Iterable[Observation]:
        if self.leads:
            yield Observation(self.since_tick_ms() / 1000)

    def since_tick_ms(self) -> int:
        """Time since the last tick."""
        return self._monotonic_ms() - self._last_tick

    def silent_ms(self) -> int:
        """Time since the last sign of life of a replica, or since this controller leads."""
        return self._replicas.silent_ms(self._monotonic_ms())

    def replicas(self) -> dict[str, Seen]:
        """Each replica that lately gave a sign of life, and the version of the routing table that it goes by."""
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

        Raises `Conflict` for a command that does not fit the state, or that this controller may not obey because
        another leads; then nothing has changed.
        """
        with self._lock:
            started = time.monotonic()
            if not self._lead():
                if command is not None:
                    raise Conflict(
                        f"this controller stands by; send the command to {self.leader or 'the one that leads'}"
                    )
                return self._control
            try:
                self._tick(command)
            except (StaleWriter, StoreUnavailable) as error:
                self._logger.warning("stands by", extra={"fields": {"problem": str(error)}})
                self._candidacy.step_down()
                self._forget()
                if command is not None:
                    raise Conflict(
                        f"this controller does not lead any more ({error}); send the command again"
                    ) from None
            self._ticks.record(time.monotonic() - started)
            return self._control

    def _tick(self, command: Command | None) -> None:
        settings = self._settings_for(command)
        if command is not None:
            # Deciding is pure: a command that will not be obeyed is refused before anything is touched.
            step(self._control, Inputs(command=command), settings)
        now, at_ms, epoch = self._monotonic_ms(), self._wall_ms(), self._candidacy.epoch
        assert epoch is not None
        with self._store.transaction(epoch):
            measured = self._resume()
            self._read_decisions(measured, now, at_ms)
            verdict = self._judge(measured, at_ms)
            inputs = Inputs(
                now - self._last_tick,
                command,
                self._gate_report(),
                verdict,
                at_ms,
                self._executions.health() if self._executions else None,
                self._labels(self._control.watches, at_ms) if self._control.watches else (),
            )
            settings = measured.settings if measured else settings
            control, transitions = step(self._control, inputs, settings)
            table, repair = self._next_table(control, at_ms, settings, epoch)
            transitions += repair
            self._record(control, table, transitions, at_ms, inputs, settings)
            self._outbox.save()
            self._store.save(control, table, self._offsets)
        changed = bool(repair) or self._table is None or table is None or table.version != self._table.version
        self._control, self._table, self._last_tick = control, table, now
        self._follow_health()
        if table is not None:
            self._router.write(table, durable=changed or self._written is None)
            self._written = table
        for transition in transitions:
            self._logger.info("transition", extra={"fields": asdict(transition)})
            self._transitions.add(1, {"to": transition.after.split(" ")[0]})
        self._outbox.deliver()

    def rollout_ids(self) -> list[str]:
        """All rollouts, oldest first."""
        with self._lock:
            return self._store.rollout_ids()

    def history(self) -> list[dict[str, Any]]:
        """Every transition, oldest first."""
        with self._lock:
            return self._store.history()

    def replay(self, rollout_id: str, number: int) -> Replay | None:
        """Give a recorded verdict of a rollout again, from the decisions that it counted; None if there is none.

        Raises `Conflict` if this version of the code cannot read what was recorded.
        """
        with self._lock:
            recorded, rollout = self._store.verdicts(rollout_id, number=number), self._store.rollout(rollout_id)
            if not recorded or rollout is None:
                return None
            settings = _settings(rollout)
            measurements = self._measure(rollout["stable"], rollout["release_id"], settings)
            for decision, stage, at in self._store.observations(rollout_id, recorded[0]["observations"]):
                measurements.add(decision, stage, at)
        seen = recorded[0]["evidence"]
        return replay(recorded[0], settings, measurements.evidence(seen["stage"], seen["step"], seen["silent_ms"]))

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

    def _lead(self) -> bool:
        """Whether this controller leads, now if not before; raises nothing when the store is away."""
        if self._candidacy.epoch is not None:
            return True
        now = self._monotonic_ms()
        try:
            if not self._candidacy.stand(now, self._epoch_on_table()):
                self._control, self._table, _ = self._store.load()
                self._last_tick = now  # the loop comes round, though it decides nothing
                return False
            self._forget()
            self._control, self._table, self._offsets = self._store.load()
            self._outbox.load()
        except StoreUnavailable as error:
            self._candidacy.step_down()
            self._logger.warning("stands by", extra={"fields": {"problem": str(error)}})
            return False
        self._last_tick = now
        self._replicas.begin(now)
        self._follow_health()
        self._logger.info("leads", extra={"fields": {"epoch": self._candidacy.epoch, "holder": self.leader}})
        return True

    def _forget(self) -> None:
        """Know nothing but what the store says, from the next tick on."""
        self._control, self._table, self._written, self._offsets = Control(), None, None, {}
        self._measured = self._gate_run = self._executions = None
        self._replicas.begin(self._monotonic_ms())

    def _epoch_on_table(self) -> int:
        try:
            found = self._router.read()
        except InvalidDocument:
            return 0
        return found.epoch if found else 0

    def settings_for(self, release_id: str | None) -> Settings:
        """The settings that a rollout of the release would start with now."""
        if release_id is None:
            return self.settings
        try:
            return self._settings_of(release_id) or self.settings
        except AndamioError:
            return self.settings  # the gates will say what is wrong with the release

    def _settings_for(self, command: Command | None) -> Settings:
        return self.settings_for(command.release_id if isinstance(command, Start) else None)

    def _follow_health(self) -> None:
        answering = self._control.answering
        if answering is None:
            self._executions = None
        elif self._executions is None or self._executions.release != answering:
            self._executions = LastExecutions(answering, self.settings.failover_requests)

    def _resume(self) -> _Measured | None:
        rollout = self._control.active
        if rollout is None:
            self._measured = self._gate_run = None
        elif self._measured is None or self._measured.rollout_id != rollout.rollout_id:
            recorded = self._store.rollout(rollout.rollout_id)
            assert recorded is not None
            settings = _settings(recorded)
            measurements = self._measure(recorded["stable"], rollout.release_id, settings)
            places = self._store.places(rollout.rollout_id)
            self._measured = _Measured(rollout.rollout_id, settings, measurements, places)
            for decision, stage, at in self._store.observations(rollout.rollout_id):
                measurements.add(decision, stage, at)
                self._measured.observations += 1
        return self._measured

    def _read_decisions(self, measured: _Measured | None, now: int, wall_ms: int) -> None:
        found = self._source.look(self._offsets)
        self._offsets = dict(found.offsets)
        broken = 0
        fresh = self._replicas.looked(now, found.complete)
        counted: list[tuple[Decision, str, int]] = []
        for replica, line in found.lines:
            try:
                entry = parse_line(line)
            except InvalidDocument:
                # Not logged: the line may carry a customer. A broken line is no sign of life either.
                broken += 1
                continue
            if entry is None:
                continue
            self._replicas.heard(replica, entry.table_version, now, fresh)
            if not isinstance(entry, Decision):
                continue
            self.traffic.add(entry.primary.release, wall_ms)
            executions = self._executions
            primary = entry.primary
            # What was refused for want of room says nothing of the release, and all others would refuse it too.
            if fresh and executions is not None and primary.release == executions.release and not primary.refused:
                executions.add(primary.bad)
            if measured is None:
                continue
            place = measured.places.get(entry.table_version)
            if place is not None and measured.measurements.add(entry, *place):
                counted.append((entry, *place))
        if measured is not None and counted:
            self._store.add_observations(measured.rollout_id, counted)
            measured.observations += len(counted)
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
        verdict = self._verdict_on(evidence, measured.settings)
        # Silence grows at every tick; by itself it is news only when it changes what a guard says.
        news = (replace(evidence, silent_ms=0), [finding.standing for finding in verdict.findings])
        if news != measured.last:
            document = {**verdict.to_document(), "observations": measured.observations}
            self._store.add_verdict(at_ms, rollout.rollout_id, verdict.ruling, document)
            measured.last = news
        return verdict

    def _gate_report(self) -> GateReport | None:
        rollout = self._control.active
        if rollout is None or rollout.state is not State.GATES or rollout.gates_passed:
            return None
        if self._gate_run is None or self._gate_run.rollout_id != rollout.rollout_id:
            self._gate_run = GateRun(rollout.rollout_id, rollout.release_id, self._gates)
        return self._gate_run.report()

    def _next_table(
        self, control: Control, at_ms: int, settings: Settings, epoch: int
    ) -> tuple[RoutingTable | None, tuple[Transition, ...]]:
        """The table to write, and what is to be said of the one that was found."""
        table = routes(control, 0, at_ms, settings)
        if table is None:
            return None, ()
        found: RoutingTable | None = None
        problem = None
        try:
            found = self._router.read()
        except InvalidDocument as error:
            problem = str(error)
        if found is not None and found.epoch > epoch:
            raise StaleWriter(f"the routing table is of epoch {found.epoch}, this controller leads in {epoch}")
        if self._written is not None and problem is None and found != self._written:
            problem = (
                "is missing" if found is None else f"was replaced by version {found.version}, which nobody decided"
            )
        # Beyond the file's version as well: a new or set-back store must not give a version two meanings.
        last = max(found.version if found else 0, self._table.version if self._table else 0)
        kept = self._table is not None and table.same_routes(self._table) and last == self._table.version
        version = last if kept else last + 1
        repaired = () if problem is None else (Transition("routing table", "damaged", f"version {version}", problem),)
        return replace(table, version=version, epoch=epoch), repaired

    def _record(
        self,
        control: Control,
        table: RoutingTable | None,
        transitions: tuple[Transition, ...],
        at_ms: int,
        inputs: Inputs,
        settings: Settings,
    ) -> None:
        # Not only where it is still active: a rollout can end in the very step that starts it.
        rollout = control.rollout
        for transition in transitions:
            evidence = _evidence(transition, inputs)
            if rollout is not None and transition.before == "none" and transition.subject == rollout.rollout_id:
                expected = plan(settings).to_text()
                self._store.add_rollout(
                    rollout.rollout_id,
                    rollout.release_id,
                    self._control.stable or "",
                    at_ms,
                    asdict(settings),
                    expected,
                )
                self._logger.info("rollout plan", extra={"fields": {"rollout": rollout.rollout_id, "plan": expected}})
                evidence = {"plan": expected}
            self._store.add_transition(at_ms, transition, evidence)
            self._outbox.added()
        if table is None or rollout is None or table.candidate is None:
            return
        if self._table is None or table.version != self._table.version:
            self._store.add_place(table.version, rollout.rollout_id, rollout.state.value, rollout.step)
            if self._measured is not None:
                self._measured.places[table.version] = (rollout.state.value, rollout.step)


def _settings(recorded: dict[str, Any]) -> Settings:
    return Settings.from_fields(Fields(recorded["settings"], f"settings of {recorded['rollout_id']}"))


def _evidence(transition: Transition, inputs: Inputs) -> dict[str, Any] | None:
    """What a transition rests on."""
    if transition.actor != "controller":
        return None
    if transition.subject == "failover":
        return None if inputs.health is None else inputs.health.to_document()
    if transition.before == State.GATES:
        return None if inputs.gates is None else {"checks": [asdict(check) for check in inputs.gates.checks]}
    if transition.before == State.PROMOTED:
        return next((dict(v.evidence) for v in inputs.labels if v.rollout_id == transition.subject), None)
    return None if inputs.verdict is None else inputs.verdict.evidence.to_document()
