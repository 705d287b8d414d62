"""The control loop: who leads, and when a pass is made; five times a second, and at once for a command.

A command takes the same path at once, so its answer says what is already so. State is committed before the table is
written: after a crash in between, the next start writes the table that the state says. Of the controllers that share a
store one leads (`lease`); the others stand by and refuse commands. A leader that finds itself succeeded, or its store
gone, forgets what it knows and stands by: what it decided and could not commit has not happened. Anything unexpected
ends the process: then the heartbeat stops, replicas serve stable, and the supervisor's restart resumes from the store.
What a pass does is `control_pass`'s.
"""

import os
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from opentelemetry.metrics import CallbackOptions, Observation

from andamio.rollout.errors import Conflict, StaleWriter
from andamio.rollout.evidence.measurements import Measurements
from andamio.rollout.judgement.replay import Replay
from andamio.rollout.judgement.verdict import judge
from andamio.rollout.machine.audit_sink import AuditSink
from andamio.rollout.machine.state_machine import Command, Control, Start
from andamio.rollout.routing_table import RoutingTable
from andamio.rollout.settings import Settings
from andamio.telemetry.setup import Telemetry
from rollout_controller.control.audit_outbox import AuditOutbox
from rollout_controller.control.control_pass import ControlPass
from rollout_controller.control.gate_run import Gates
from rollout_controller.control.log_intake import LogIntake
from rollout_controller.control.operations import Operations
from rollout_controller.control.recorded_rollout import replayed_verdict, rollout_document
from rollout_controller.control.rollout_measurement import Judge, Measure
from rollout_controller.control.settings_in_force import SettingsInForce, SettingsOf
from rollout_controller.control.table_file import TableFile, TableRouter
from rollout_controller.control.table_succession import epoch_found
from rollout_controller.observations.decision_log_tail import DecisionLogTail, DecisionSource
from rollout_controller.observations.label_log import Labels, no_labels
from rollout_controller.observations.replicas import Seen
from rollout_controller.observations.traffic import Traffic
from rollout_controller.store.lease import LEASE_MS, Candidacy
from rollout_controller.store.rollout_store import RolloutStore, StoreUnavailable

TICK_S = 0.2


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
        settings_of: SettingsOf = lambda release_id: None,
        source: DecisionSource | None = None,
        router: TableRouter | None = None,
        audit: AuditSink | None = None,
        labels: Labels = no_labels,
        holder: str | None = None,
        lease_ms: int = LEASE_MS,
        measure: Measure = Measurements,
        judge: Judge = judge,
        clock_ns: Callable[[], int] = time.time_ns,
    ) -> None:
        """`settings_of` gives a release's own settings, None for `settings`; `holder` names this controller in the lease;
        `clock_ns` times spans.
        """
        self.settings = SettingsInForce(settings, settings_of)
        self._measure = measure
        self._store = store
        self._router = router or TableFile(table_path)
        self._logger = telemetry.logger
        self._wall_ms = wall_ms
        self._monotonic_ms = monotonic_ms
        self._lock = threading.RLock()
        self._candidacy = Candidacy(
            store, holder or f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}", lease_ms
        )
        meter = telemetry.meter
        self._ticks = meter.create_histogram("andamio.rollout.tick.duration", "s", "One pass of the control loop")
        lines = meter.create_counter("andamio.rollout.decision_log.lines", "{line}")
        meter.create_observable_gauge(
            "andamio.rollout.tick.age", [self._tick_age], "s", "Time since the last pass; none from who stands by"
        )
        self._intake = LogIntake(source or DecisionLogTail(log_folder), lines, telemetry.logger)
        self._pass = ControlPass(
            store,
            self._router,
            self._intake,
            labels,
            gates,
            self.settings,
            AuditOutbox(store, audit, telemetry.logger),
            telemetry,
            Operations(meter, clock_ns),
            measure,
            judge,
        )
        self._last_tick = monotonic_ms()
        self._lead()

    @property
    def leads(self) -> bool:
        """Whether this controller leads; otherwise it stands by."""
        return self._candidacy.epoch is not None

    @property
    def epoch(self) -> int:
        """The epoch in which this controller leads, 0 while it stands by."""
        return self._candidacy.epoch or 0

    @property
    def leader(self) -> str | None:
        """Who was last seen to lead."""
        return self._candidacy.leader

    def settings_for(self, release_id: str | None) -> Settings:
        """The settings that a rollout of the release would start with now."""
        return self.settings.of(release_id)

    @property
    def control(self) -> Control:
        """The state now."""
        return self._pass.control

    @property
    def table(self) -> RoutingTable | None:
        """The routing table as last written."""
        return self._pass.table

    @property
    def traffic(self) -> Traffic:
        """Requests by release."""
        return self._intake.traffic

    def _tick_age(self, options: CallbackOptions) -> Iterable[Observation]:
        if self.leads:
            yield Observation(self.since_tick_ms() / 1000)

    def since_tick_ms(self) -> int:
        """Time since the last tick."""
        return self._monotonic_ms() - self._last_tick

    def silent_ms(self) -> int:
        """Time since the last sign of life of a replica, or since this controller leads."""
        return self._intake.replicas.silent_ms(self._monotonic_ms())

    def replicas(self) -> dict[str, Seen]:
        """Each replica that lately gave a sign of life, and the version of the routing table that it goes by."""
        return self._intake.replicas.seen(self._monotonic_ms())

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
                return self._pass.control
            try:
                now, epoch = self._monotonic_ms(), self._candidacy.epoch
                assert epoch is not None
                self._pass.run(command, epoch, now - self._last_tick, now, self._wall_ms())
                self._last_tick = now
            except (StaleWriter, StoreUnavailable) as error:
                self._logger.warning("stands by", extra={"fields": {"problem": str(error)}})
                self._candidacy.step_down()
                self._pass.forget(self._monotonic_ms())
                if command is not None:
                    raise Conflict(
                        f"this controller does not lead any more ({error}); send the command again"
                    ) from None
            self._ticks.record(time.monotonic() - started)
            return self._pass.control

    def close(self) -> None:
        """No pass will be made any more: what waits to be told is told."""
        with self._lock:
            self._pass.forget(self._monotonic_ms())

    def rollout_ids(self) -> list[str]:
        """All rollouts, oldest first."""
        with self._lock:
            return self._store.rollout_ids()

    def history(self) -> list[dict[str, Any]]:
        """Every transition, oldest first."""
        with self._lock:
            return self._store.history()

    def replay(self, rollout_id: str, number: int) -> Replay | None:
        """See `replayed_verdict`."""
        with self._lock:
            return replayed_verdict(self._store, self._measure, rollout_id, number)

    def rollout(self, rollout_id: str) -> dict[str, Any] | None:
        """See `rollout_document`."""
        with self._lock:
            return rollout_document(self._store, self._pass.control, rollout_id)

    def _lead(self) -> bool:
        """Whether this controller leads, now if not before; raises nothing when the store is away."""
        if self._candidacy.epoch is not None:
            return True
        now = self._monotonic_ms()
        try:
            if not self._candidacy.stand(now, epoch_found(self._router)):
                self._pass.look_on(now)
                self._last_tick = now  # the loop comes round, though it decides nothing
                return False
            self._pass.begin(now)
        except StoreUnavailable as error:
            self._candidacy.step_down()
            self._logger.warning("stands by", extra={"fields": {"problem": str(error)}})
            return False
        self._last_tick = now
        self._logger.info("leads", extra={"fields": {"epoch": self._candidacy.epoch, "holder": self.leader}})
        return True
