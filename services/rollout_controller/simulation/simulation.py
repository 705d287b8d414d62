"""The control plane simulated from a seed: controllers, replicas and their faults, in one thread, with no clock but its own.

The controllers are the real ones, over a real SQLite file, a real routing table and the real lease. Simulated are time,
traffic, the decision log, and what the releases are worth: evidence is a count, for the statistics have simulations of
their own. In every step the seed may

    kill a controller before or after its commit, while it writes the table, or before the audit log has it
    pause a leader, between commit and table too, for as long as its successor needs, then let it write
    damage or delete the table; take the store away, refuse a commit or lose its answer; jump a clock, the wall's or a controller's monotonic one
    black out the log, repeat and reorder its lines, tear one; let a replica lose sight of the table
    let a person start, approve, hold, resume, abort, freeze, kill or set stable; let stable fail as a whole

What must hold is checked as it happens, and over the whole record in the end (`record_check`). After FoundationDB's
simulation (Zhou et al., SIGMOD 2021).
"""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from andamio.rollout.errors import Conflict, InvalidDocument
from andamio.rollout.evidence.measurements import Evidence, Measurements
from andamio.rollout.judgement.verdict import Ruling, Verdict
from andamio.rollout.machine.state_machine import (
    Check,
    Command,
    Control,
    GateReport,
    LabelVerdict,
    State,
    Watch,
    routes,
)
from andamio.rollout.routing_table import RoutingTable
from andamio.rollout.settings import Settings
from andamio.telemetry.setup import Telemetry
from rollout_controller.control.loop import Controller
from rollout_controller.simulation.counting import Counts, judge_count
from rollout_controller.simulation.faulty_parts import (
    Killed,
    Process,
    Replica,
    SimulatedLog,
    SimulatedRouter,
    SimulatedStore,
)
from rollout_controller.simulation.misfortune import TAKEOVER_STEPS, Armed, Misfortune
from rollout_controller.simulation.record_check import Violated
from rollout_controller.simulation.serving import STEP_MS, Serving
from rollout_controller.store.rollout_store import StoreUnavailable
from rollout_controller.store.sqlite_store import SqliteStore

START_MS = 1_700_000_000_000
SETTINGS = Settings(
    approvals=("promoted",),
    stage_limit_ms=20_000,
    gates_limit_ms=5_000,
    waiting_limit_ms=20_000,
    silence_hold_ms=2_000,
    silence_limit_ms=8_000,
    watch_ms=10_000,
)


class World:
    """Everything, from a seed. `faults` is the share of steps in which something goes wrong."""

    def __init__(self, folder: Path, seed: int, telemetry: Telemetry, faults: float = 0.15) -> None:
        self.random = random.Random(seed)
        self.faults = faults
        self.now_ms = 0
        self.wall_skew_ms = 0
        self.blackout = self.store_away = False
        self.replicas = [Replica("a"), Replica("b")]
        self.processes = [Process("one", 0), Process("two", 777_777)]
        self.bad: dict[str, float] = {}
        """Release -> share of its executions that fail."""
        self.events: list[str] = []
        """What the seed did, for a person who reads a failure."""
        self.audit: dict[str, tuple[Any, ...]] = {}
        self.path = folder / "routing.json"
        self._folder = folder
        self._telemetry = telemetry
        self.record = SqliteStore(folder / "state.db")
        """Read beside the controllers."""
        self.router = SimulatedRouter(self.path, self)
        self.armed = Armed()
        self._inside: Process | None = None
        self._epoch = 0
        self._versions: dict[int, RoutingTable] = {}
        self.rolled_back_at: dict[str, int] = {}
        """Release -> when its rollback was in the table."""
        self._misfortune = Misfortune(self)
        self._serving = Serving(self)

    # What the controllers are given.

    def wall_ms(self) -> int:
        """The wall clock, which may jump."""
        return START_MS + self.now_ms + self.wall_skew_ms

    def gates(self, release_id: str) -> GateReport:
        """Every ninth release is refused."""
        return GateReport((Check("golden set", int(release_id[1:]) % 9 != 0, "differs"),))

    def labels(self, watches: tuple[Watch, ...], now_ms: int) -> tuple[LabelVerdict, ...]:
        """Labels break the promise of every fifth release, and keep that of every third; every sixth breaks it later."""
        said = []
        for watch in watches:
            number = int(watch.release_id[1:])
            broken = number % 5 == 0 or (number % 6 == 0 and watch.clear_after is not None and watch.spent_ms > 3_000)
            if broken or number % 3 == 0:
                ruling = Ruling.ROLL_BACK if broken else Ruling.PROMOTE
                said.append(LabelVerdict(watch.rollout_id, ruling, "the labels say so", through=number))
        return tuple(said)

    def append(
        self,
        actor: str,
        action: str,
        subject: str,
        reason: str,
        before: Any = None,
        after: Any = None,
        evidence: Any = None,
        key: str | None = None,
    ) -> object:
        """The audit log: a repeated key is the same record."""
        record = (actor, reason, before, after)
        if self.audit.setdefault(str(key), record) != record:
            raise Violated(f"audit key {key} means two things")
        return None

    def may_kill(self, where: str, certain: bool = True) -> bool:
        """Kill the process that runs now if the seed said to do it here."""
        if self.armed.kill != where or self._inside is None:
            return False
        self.armed.kill = None
        self.events.append(f"{self.now_ms}: {self._inside.name} is killed {where}")
        if certain:
            raise Killed
        return True

    def may_break(self, what: str) -> bool:
        """Whether the seed said that this happens now."""
        happens = self.armed.failure == what and self._inside is not None
        if happens:
            self.armed.failure = None
            self.events.append(f"{self.now_ms}: {what}")
        return happens

    def before_write(self, table: RoutingTable) -> None:
        """A writer may sleep here while another takes over."""
        if not self.armed.pause or self._inside is None:
            return
        self.armed.pause = False
        sleeper = self._inside
        self.events.append(f"{self.now_ms}: {sleeper.name} sleeps before it writes version {table.version}")
        for _ in range(TAKEOVER_STEPS + 2):
            self._pass_time()
            for process in self.processes:
                if process is not sleeper:
                    self._tick(process)
        self._inside = sleeper

    def written(self, table: RoutingTable) -> None:
        """A table is on disk: by the writer that leads, as the store says, and meaning what its version always meant."""
        if table.epoch < self._epoch:
            raise Violated(f"epoch {table.epoch} wrote after epoch {self._epoch}: two writers")
        self._epoch = table.epoch
        known = self._versions.setdefault(table.version, table)
        if not known.same_routes(table):
            raise Violated(f"version {table.version} means two things: {known} and {table}")
        control = self.stored()
        decided = routes(control, table.version, table.written_at_ms, SETTINGS)
        if decided is None or not decided.same_routes(table):
            raise Violated(f"the table says {table}, the store {decided}")

    def stored(self) -> Control:
        """What the store says, whoever leads."""
        return self.record.load()[0]

    # What happens.

    def run(self, steps: int) -> None:
        """Let `steps` steps pass, with faults."""
        for _ in range(steps):
            self._misfortune.strike()
            self.step()

    def heal(self) -> None:
        """No more faults from here; controllers that are down come back."""
        self.faults = 0.0
        self.armed = Armed()
        self.blackout = self.store_away = False
        self.bad.clear()
        for replica in self.replicas:
            replica.blind = 0
        for process in self.processes:
            process.down, process.asleep = min(process.down, 1), 0

    def close(self) -> None:
        """Let go of the files."""
        self.record.close()
        for process in self.processes:
            if process.store is not None:
                process.store.close()

    def step(self) -> None:
        """Time passes, replicas serve, controllers tick in some order."""
        self._pass_time()
        for process in self.random.sample(self.processes, len(self.processes)):
            self._tick(process)

    def command(self, make: Callable[[Control], Command]) -> bool:
        """Give a command to the one that leads; whether it was obeyed."""
        for process in self.processes:
            if process.controller is None or not process.controller.leads or process.asleep:
                continue
            return self.guarded(process, lambda c: c.tick(make(c.control)))
        return False

    def leader(self) -> Controller | None:
        """Who leads, if anyone thinks so."""
        awake = [process for process in self.processes if not process.asleep]
        leading = [p.controller for p in awake if p.controller is not None and p.controller.leads]
        return leading[0] if leading else None

    def _pass_time(self) -> None:
        self.now_ms += STEP_MS
        for replica in self.replicas:
            self._serving.step(replica)

    def _tick(self, process: Process) -> None:
        if process.asleep:
            process.asleep -= 1
            if not process.asleep and self.random.random() < 0.5:
                # It is the store alone that can tell it now that it was succeeded.
                self.path.unlink(missing_ok=True)
            return
        if process.controller is None:
            process.down -= 1
            if process.down > 0:
                return
            self.guarded(process, None)
            return
        self.guarded(process, lambda controller: controller.tick())

    def guarded(self, process: Process, act: Callable[[Controller], object] | None) -> bool:
        """Let a process act, or start it for None; whether it came through: the seed may have other plans."""
        outer, self._inside = self._inside, process
        try:
            if act is None:
                self._start(process)
            else:
                assert process.controller is not None
                act(process.controller)
            return True
        except Conflict:
            return False
        except StoreUnavailable:
            process.down = 2
            return False
        except Killed:
            assert process.store is not None
            process.store._db.close()
            process.controller = process.store = None
            process.down = self.random.randrange(1, 40)
            return False
        finally:
            self._inside = outer
            self._note_rollbacks()

    def _start(self, process: Process) -> None:
        process.store = SimulatedStore(self._folder / "state.db", self)
        process.controller = Controller(
            process.store,
            self._folder,
            self.path,
            SETTINGS,
            self.gates,
            self._telemetry,
            self.wall_ms,
            lambda: self.now_ms + process.offset_ms,
            source=SimulatedLog(self),
            router=self.router,
            audit=self,
            labels=self.labels,
            holder=f"{process.name}-{self.now_ms}",
            measure=cast(Callable[[str, str, Settings], Measurements], Counts),
            judge=cast(Callable[[Evidence, Settings], Verdict], judge_count),
        )

    def _note_rollbacks(self) -> None:
        """From when on nobody may be answered by a release: once its rollback is in the table."""
        try:
            table = self.router.read()
        except InvalidDocument:
            return
        if table is None:
            return
        control = self.stored()
        rollout = control.rollout
        known = (control.stable, *control.earlier, control.failover)
        rolled_back = rollout is not None and rollout.state is State.ROLLED_BACK and table.candidate is None
        if rollout is not None and rolled_back and rollout.release_id not in known:
            self.rolled_back_at.setdefault(rollout.release_id, self.now_ms)
        for name in (control.stable, *control.earlier, control.active.release_id if control.active else None):
            self.rolled_back_at.pop(name or "", None)
