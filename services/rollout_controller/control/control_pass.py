"""One pass of the control loop: read what is new, measure, judge, step, record, and write the routing table.

Everything but the table is one transaction of the store; the table is written once that is committed. What a leader knows
between two passes is here. Who leads, and when a pass is made, is the loop's (`loop`).
"""

from dataclasses import asdict

from andamio.rollout.machine.state_machine import (
    Command,
    Control,
    GateReport,
    Inputs,
    LabelVerdict,
    State,
    Transition,
    step,
)
from andamio.rollout.routing_table import RoutingTable
from andamio.telemetry import tracing
from andamio.telemetry.setup import Telemetry
from rollout_controller.control.audit_outbox import AuditOutbox
from rollout_controller.control.gate_run import GateRun, Gates
from rollout_controller.control.kept_traffic import KeptTraffic
from rollout_controller.control.log_intake import LogIntake
from rollout_controller.control.move_traces import MoveTraces
from rollout_controller.control.operations import Operations
from rollout_controller.control.rollout_measurement import Judge, Measure, RolloutMeasurement
from rollout_controller.control.settings_in_force import SettingsInForce
from rollout_controller.control.step_record import StepRecord
from rollout_controller.control.table_file import TableRouter
from rollout_controller.control.table_succession import next_table
from rollout_controller.observations.label_log import Labels
from rollout_controller.store.rollout_store import RolloutStore

# What one pass forgets of a release: millions at once would take longer than a lease lasts.
_LABELS_AT_ONCE = 2_000


class ControlPass:
    """Makes passes over one store, one decision log and one routing table. For one thread at a time."""

    def __init__(
        self,
        store: RolloutStore,
        router: TableRouter,
        intake: LogIntake,
        labels: Labels,
        gates: Gates,
        settings: SettingsInForce,
        outbox: AuditOutbox,
        telemetry: Telemetry,
        operations: Operations,
        measure: Measure,
        judge: Judge,
    ) -> None:
        self.control = Control()
        self.table: RoutingTable | None = None
        """As last written, by whoever leads."""
        self._store, self._router, self._intake = store, router, intake
        self._labels, self._gates, self._settings = labels, gates, settings
        self._measure, self._judge = measure, judge
        self._outbox = outbox
        self._operations = operations
        self._logger = telemetry.logger
        self._transitions = telemetry.meter.create_counter("andamio.rollout.transitions", "{transition}")
        self._record = StepRecord(store, telemetry.logger, outbox.added)
        self._kept_traffic = KeptTraffic(store, intake.traffic)
        self._traces = MoveTraces(telemetry, operations, store)
        self._written: RoutingTable | None = None
        """The table as this controller last wrote it."""
        self._offsets: dict[str, int] = {}
        self._measured: RolloutMeasurement | None = None
        self._gate_run: GateRun | None = None

    def look_on(self, now: int) -> None:
        """Know what the leader has saved, for those who ask one that stands by; `now` is of the monotonic clock."""
        self.control, self.table, _ = self._store.load()
        self._kept_traffic.look(now)

    def begin(self, now: int) -> None:
        """Lead from `now` on, knowing what the store says."""
        self.forget(now)
        self.control, self.table, self._offsets = self._store.load()
        self._kept_traffic.load()
        self._outbox.load()
        self._intake.begin(now)
        self._follow_health()

    def forget(self, now: int) -> None:
        """Know nothing, until the store says what is so."""
        self._traces.leave()
        self.control, self.table, self._written, self._offsets = Control(), None, None, {}
        self._measured = self._gate_run = None
        self._intake.begin(now)

    def run(self, command: Command | None, epoch: int, elapsed_ms: int, now: int, at_ms: int) -> None:
        """One pass, `elapsed_ms` after the one before; `now` is of the monotonic clock, `at_ms` of the wall's.

        Raises `Conflict` for a command that does not fit the state, with nothing touched; `StaleWriter` or
        `StoreUnavailable` where what was decided could not be committed or written.
        """
        settings = self._settings.of_step(self.control, command)
        if command is not None:
            # Deciding is pure: a command that will not be obeyed is refused before anything is touched.
            step(self.control, Inputs(command=command), settings)
        self._operations.begin_pass()
        with self._operations.timed("decide"), self._store.transaction(epoch):
            measured = self._resume()
            with self._operations.timed("read"):
                self._offsets = self._intake.read(self._offsets, measured, now, at_ms)
            inputs = self._inputs(command, measured, elapsed_ms, now, at_ms)
            settings = measured.settings if measured else settings
            control, transitions = step(self.control, inputs, settings)
            table, repair = next_table(control, self.table, self._written, self._router, settings, epoch, at_ms)
            transitions += repair
            self._record.add(self.control, control, transitions, inputs, settings)
            self._record.add_place(self.table, table, control, measured)
            self._outbox.save()
            self._store.save(control, table, self._offsets)
            self._prune_labels(control)
            self._kept_traffic.save()
        changed = self.table is None or table is None or table.version != self.table.version
        self.control, self.table = control, table
        self._follow_health()
        if table is not None:
            with self._operations.timed("write_table"):
                self._router.write(table, durable=changed or bool(repair) or self._written is None)
            self._written = table
        self._tell(transitions, inputs, table.version if table is not None and changed else None)
        self._traces.seen(self._intake.replicas.seen(now))
        self._outbox.deliver()

    def _inputs(
        self, command: Command | None, measured: RolloutMeasurement | None, elapsed_ms: int, now: int, at_ms: int
    ) -> Inputs:
        rollout, verdict = self.control.active, None
        if measured is not None and rollout is not None:
            with self._operations.timed("judge"):
                verdict = measured.verdict(rollout, self._intake.replicas.silent_ms(now), at_ms)
        said: tuple[LabelVerdict, ...] = ()
        if self.control.watches:
            with self._operations.timed("labels"):
                said = self._labels(self.control.watches, at_ms)
        return Inputs(elapsed_ms, command, self._gate_report(), verdict, at_ms, self._intake.health(), said)

    def _tell(self, transitions: tuple[Transition, ...], inputs: Inputs, version: int | None) -> None:
        """Spans, log and count of what was decided."""
        self._traces.look(inputs)
        if not transitions:
            return
        before = tracing.current()
        tracing.make_current(self._traces.moved(transitions, inputs, version) or before)
        for transition in transitions:
            self._logger.info("transition", extra={"fields": asdict(transition)})
            self._transitions.add(1, {"to": transition.after.split(" ")[0]})
        tracing.make_current(before)

    def _prune_labels(self, control: Control) -> None:
        """No verdict needs the labels of a release that is neither under watch nor may be soon."""
        in_use = {watch.release_id for watch in control.watches}
        in_use |= {control.active.release_id} if control.active is not None else set()
        self._store.prune_labels(in_use, _LABELS_AT_ONCE)

    def _follow_health(self) -> None:
        answering = self.control.answering
        if answering != self._intake.followed:
            self._intake.follow(answering, self._settings.of(answering))

    def _resume(self) -> RolloutMeasurement | None:
        rollout = self.control.active
        if rollout is None:
            self._measured = self._gate_run = None
        elif self._measured is None or self._measured.rollout_id != rollout.rollout_id:
            self._measured = RolloutMeasurement(self._store, rollout, self._measure, self._judge)
        return self._measured

    def _gate_report(self) -> GateReport | None:
        rollout = self.control.active
        if rollout is None or rollout.state is not State.GATES or rollout.gates_passed:
            return None
        if self._gate_run is None or self._gate_run.rollout_id != rollout.rollout_id:
            self._gate_run = GateRun(rollout.rollout_id, rollout.release_id, self._gates, self._operations)
        return self._gate_run.report()
