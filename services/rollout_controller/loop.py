"""The control loop: read new decisions, measure, judge, step, record, write the routing table; five times a second.

A command takes the same path at once, so its answer says what is already so. State is committed before the table is
written: after a crash in between, the next start writes the table that the state says. Anything unexpected ends the
process: then the heartbeat stops, replicas serve stable, and the supervisor's restart resumes from the store.
"""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from andamio.rollout.decision_log import Decision, parse_line
from andamio.rollout.errors import InvalidDocument
from andamio.rollout.measurements import Evidence, Measurements
from andamio.rollout.plan import plan
from andamio.rollout.routing_table import RoutingTable, write_table
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
from andamio.rollout.verdict import Ruling, Verdict, judge
from rollout_controller.decision_log_tail import look
from rollout_controller.store import Store

TICK_S = 0.2

Gates = Callable[[str], GateReport]


class Controller:
    """One controller over one store, one decision log and one routing table."""

    def __init__(
        self,
        store: Store,
        log_folder: Path,
        table_path: Path,
        settings: Settings,
        gates: Gates,
        logger: logging.Logger,
        wall_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        monotonic_ms: Callable[[], int] = lambda: time.monotonic_ns() // 1_000_000,
    ) -> None:
        self.settings = settings
        self.store = store
        self._log_folder = log_folder
        self._table_path = table_path
        self._gates = gates
        self._logger = logger
        self._wall_ms = wall_ms
        self._monotonic_ms = monotonic_ms
        self._lock = threading.RLock()
        self._gate_runner = ThreadPoolExecutor(max_workers=1, thread_name_prefix="gates")
        self._gates_of: tuple[str, Future[GateReport]] | None = None
        self._control, self._table, self._offsets = store.load()
        self._last_tick = self._last_life = monotonic_ms()
        self._measured: tuple[str, Measurements, dict[int, tuple[str, int]]] | None = None
        self._last_evidence: Evidence | None = None
        self.broken_lines = 0

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
        return max(0, self._monotonic_ms() - self._last_life)

    def run(self, stop: threading.Event) -> None:
        """Tick until `stop` is set."""
        while not stop.is_set():
            started = self._monotonic_ms()
            self.tick()
            stop.wait(max(0.01, TICK_S - (self._monotonic_ms() - started) / 1000))

    def submit(self, command: Command) -> Control:
        """Obey a command: when this returns, the routing table says so. Raises `Conflict`."""
        return self.tick(command)

    def start(self, release_id: str, actor: str, reason: str) -> str:
        """Begin a rollout; returns its id. Raises `Conflict`."""
        with self._lock:
            rollout_id = f"rollout-{len(self.store.rollout_ids()) + 1}"
            self.tick(Start(actor, reason, rollout_id, release_id))
            return rollout_id

    def rollout_document(self, rollout_id: str) -> dict[str, Any] | None:
        """A rollout with its history and last verdict, for the API; None if there is none of that id."""
        with self._lock:
            recorded = self.store.rollout(rollout_id)
            if recorded is None:
                return None
            current = self._control.rollout
            if current is None or current.rollout_id != rollout_id:
                # An earlier one, which has ended: its last transition says how.
                last = self.store.history(rollout_id)[-1]["to"]
                current = Rollout(rollout_id, recorded["release_id"], State(last))
            in_canary = current.state is State.CANARY
            verdicts = self.store.verdicts(rollout_id, newest=1)
            return {
                **recorded,
                "state": current.state.value,
                "stage_index": current.step,
                "candidate_weight": recorded["settings"]["canary_steps"][current.step] if in_canary else 0.0,
                "history": self.store.history(rollout_id),
                "verdict": verdicts[0] if verdicts else None,
            }

    def tick(self, command: Command | None = None) -> Control:
        """One pass. Raises `Conflict` for a command that does not fit, after which nothing has changed."""
        with self._lock:
            now, at_ms = self._monotonic_ms(), self._wall_ms()
            with self.store.transaction():
                self._read_decisions(now)
                verdict = self._judge(at_ms, now)
                gates = self._gate_report()
                inputs = Inputs(now - self._last_tick, command, gates, verdict)
                control, transitions = self._step(inputs)
                table = self._next_table(control, at_ms)
                self._record(control, table, transitions, at_ms, verdict, gates)
                self.store.save(control, table, self._offsets)
            self._control, self._table, self._last_tick = control, table, now
            if table is not None:
                write_table(self._table_path, table)
            for transition in transitions:
                self._logger.info("transition", extra={"fields": asdict(transition)})
            return control
