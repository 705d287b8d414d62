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

import json
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from andamio.rollout.errors import Conflict, InvalidDocument
from andamio.rollout.evidence.measurements import Evidence, Measurements
from andamio.rollout.judgement.verdict import Ruling, Verdict
from andamio.rollout.machine.state_machine import (
    Abort,
    Approve,
    Check,
    Command,
    Control,
    Freeze,
    GateReport,
    Hold,
    Kill,
    LabelVerdict,
    Resume,
    SetStable,
    State,
    Watch,
    routes,
)
from andamio.rollout.routing_table import HEARTBEAT_LIMIT_MS, RULES, RoutingTable, assign
from andamio.rollout.settings import Settings
from andamio.telemetry.setup import Telemetry
from rollout_controller.control.loop import Controller
from rollout_controller.control.table_file import TableFile
from rollout_controller.observations.decision_log_tail import Look
from rollout_controller.simulation.counting import Counts, judge_count
from rollout_controller.simulation.record_check import Violated
from rollout_controller.store.rollout_store import StoreUnavailable
from rollout_controller.store.sqlite_store import SqliteStore

STEP_MS = 200
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
# A lease of 15 steps, one more to see that it stands still, one to take it and one to act.
TAKEOVER_STEPS = 18


class Killed(BaseException):
    """The process is gone; no handler of the controller may see it."""


@dataclass
class Replica:
    """One inference replica: its applied table, its log, and whether it sees the table."""

    name: str
    table: RoutingTable | None = None
    blind: int = 0
    """Steps for which it does not see the table."""
    requests: int = 0
    log: list[str] = field(default_factory=list)


class SimulatedStore(SqliteStore):
    """SQLite that can be away, and whose process can be killed around a commit."""

    def __init__(self, path: Path, world: "World") -> None:
        super().__init__(path)
        self._world = world
        # The file outlives every kill here; a power cut is not simulated.
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute("PRAGMA busy_timeout = 0")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self._world.store_away:
            raise StoreUnavailable("the store is away")
        with super()._writing():
            yield
            self._world.may_kill("before the commit")
            if self._world.may_break("the commit is refused"):
                raise StoreUnavailable("the commit was refused")
        self._world.may_kill("after the commit")
        if self._world.may_break("the answer to the commit is lost"):
            raise StoreUnavailable("nobody knows whether it was committed")


class SimulatedRouter(TableFile):
    """The real table file, with a writer that can be killed, paused, and checked."""

    def __init__(self, path: Path, world: "World") -> None:
        super().__init__(path)
        self._path_of_table = path
        self._world = world

    def write(self, table: RoutingTable, durable: bool) -> None:
        """See `TableRouter`."""
        self._world.before_write(table)
        if self._world.may_kill("while the table is written", certain=False):
            # Half a file beside the table is what a kill leaves.
            self._path_of_table.with_name(f".{self._path_of_table.name}.partial").write_text(table.to_json()[:40])
            raise Killed
        super().write(table, durable=False)
        self._world.written(table)
        self._world.may_kill("before the audit log has it")


class SimulatedLog:
    """What a controller sees of the replicas' logs: late, twice, out of order, or nothing."""

    def __init__(self, world: "World") -> None:
        self._world = world

    def look(self, offsets: Mapping[str, int]) -> Look:
        """See `DecisionSource`."""
        if self._world.blackout:
            return Look((), offsets)
        lines: list[tuple[str, str]] = []
        reached = dict(offsets)
        for replica in self._world.replicas:
            new = replica.log[reached.get(replica.name, 0) :]
            reached[replica.name] = len(replica.log)
            lines += [(replica.name, line) for line in new]
        random_ = self._world.random
        if lines and random_.random() < 0.2:
            lines += random_.choices(lines, k=3)
            random_.shuffle(lines)
            lines.append((lines[0][0], lines[0][1][:20]))
        return Look(tuple(lines), reached)


@dataclass
class Process:
    """One controller's place: the process that runs there, if any, and its monotonic clock."""

    name: str
    offset_ms: int
    controller: Controller | None = None
    store: SimulatedStore | None = None
    down: int = 0
    """Steps until it is started again."""
    asleep: int = 0
    """Steps for which it hangs, all that it knew still in its memory."""


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
        self._router = SimulatedRouter(self.path, self)
        self._kill_at: str | None = None
        self._break: str | None = None
        self._pause = False
        self._inside: Process | None = None
        self._epoch = 0
        self._versions: dict[int, RoutingTable] = {}
        self._rolled_back_at: dict[str, int] = {}
        self._releases = 1
        self._starts: dict[str, str] = {}

    # What the controllers are given.

    def wall_ms(self) -> int:
        """The wall clock, which may jump."""
        return START_MS + self.now_ms + self.wall_skew_ms

    def gates(self, release_id: str) -> GateReport:
        """Every ninth release is refused."""
        return GateReport((Check("golden set", int(release_id[1:]) % 9 != 0, "differs"),))

    def labels(self, watches: tuple[Watch, ...], now_ms: int) -> tuple[LabelVerdict, ...]:
        """Labels break the promise of every fifth release."""
        return tuple(
            LabelVerdict(watch.rollout_id, Ruling.ROLL_BACK, "the labels say so")
            for watch in watches
            if int(watch.release_id[1:]) % 5 == 0
        )

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
        if self._kill_at != where or self._inside is None:
            return False
        self._kill_at = None
        self.events.append(f"{self.now_ms}: {self._inside.name} is killed {where}")
        if certain:
            raise Killed
        return True

    def may_break(self, what: str) -> bool:
        """Whether the seed said that this happens now."""
        happens = self._break == what and self._inside is not None
        if happens:
            self._break = None
            self.events.append(f"{self.now_ms}: {what}")
        return happens

    def before_write(self, table: RoutingTable) -> None:
        """A writer may sleep here while another takes over."""
        if not self._pause or self._inside is None:
            return
        self._pause = False
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
            self._misfortune()
            self.step()

    def heal(self) -> None:
        """No more faults from here; controllers that are down come back."""
        self.faults = 0.0
        self._kill_at, self._break, self._pause = None, None, False
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
            return self._guarded(process, lambda c: c.tick(make(c.control)))
        return False

    def leader(self) -> Controller | None:
        """Who leads, if anyone thinks so."""
        awake = [process for process in self.processes if not process.asleep]
        leading = [p.controller for p in awake if p.controller is not None and p.controller.leads]
        return leading[0] if leading else None

    def _pass_time(self) -> None:
        self.now_ms += STEP_MS
        for replica in self.replicas:
            replica.blind = max(0, replica.blind - 1)
            if not replica.blind:
                self._apply(replica)
            self._serve(replica)

    def _apply(self, replica: Replica) -> None:
        try:
            found = self._router.read()
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
            customer = str(self.random.randrange(1_000))
            assignment = assign(table, "shop", customer, self.wall_ms())
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
        if self.random.random() < self.bad.get(release, 0.0):
            return {"release": release, "outcome": "error", "latency_ms": 1.0, "score": None, "decision": None}
        return {"release": release, "outcome": "ok", "latency_ms": 1.0, "score": 0.2, "decision": "accept"}

    def _check_assignment(self, replica: Replica, primary: str) -> None:
        since = self.now_ms - self._rolled_back_at.get(primary, self.now_ms)
        # A replica that is cut off hears of a rollback by silence.
        if since > HEARTBEAT_LIMIT_MS + STEP_MS:
            raise Violated(f"replica {replica.name} lets {primary} answer {since} ms after it was rolled back")

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
            self._guarded(process, None)
            return
        self._guarded(process, lambda controller: controller.tick())

    def _guarded(self, process: Process, act: Callable[[Controller], object] | None) -> bool:
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
            router=self._router,
            audit=self,
            labels=self.labels,
            holder=f"{process.name}-{self.now_ms}",
            measure=cast(Callable[[str, str, Settings], Measurements], Counts),
            judge=cast(Callable[[Evidence, Settings], Verdict], judge_count),
        )

    def _note_rollbacks(self) -> None:
        """From when on nobody may be answered by a release: once its rollback is in the table."""
        try:
            table = self._router.read()
        except InvalidDocument:
            return
        if table is None:
            return
        control = self.stored()
        rollout = control.rollout
        known = (control.stable, *control.earlier, control.failover)
        rolled_back = rollout is not None and rollout.state is State.ROLLED_BACK and table.candidate is None
        if rollout is not None and rolled_back and rollout.release_id not in known:
            self._rolled_back_at.setdefault(rollout.release_id, self.now_ms)
        for name in (control.stable, *control.earlier, control.active.release_id if control.active else None):
            self._rolled_back_at.pop(name or "", None)

    def _misfortune(self) -> None:
        if self.random.random() < 0.25:
            self._person()
        if self.random.random() >= self.faults:
            return
        happens = self.random.choice(
            [
                self._arm_kill,
                self._arm_pause,
                self._arm_break,
                self._damage_table,
                self._jump_wall,
                self._jump_monotonic,
                self._blind_replica,
                self._sleep,
                lambda: setattr(self, "blackout", not self.blackout),
                lambda: setattr(self, "store_away", not self.store_away),
                self._go_bad,
            ]
        )
        self.events.append(f"{self.now_ms}: {getattr(happens, '__name__', happens)}")
        happens()

    def _arm_kill(self) -> None:
        self._kill_at = self.random.choice(
            ["before the commit", "after the commit", "while the table is written", "before the audit log has it"]
        )

    def _arm_break(self) -> None:
        self._break = self.random.choice(["the commit is refused", "the answer to the commit is lost"])

    def _arm_pause(self) -> None:
        self._pause = True

    def _sleep(self) -> None:
        self.random.choice(self.processes).asleep = self.random.randrange(1, 2 * TAKEOVER_STEPS)

    def _damage_table(self) -> None:
        if not self.path.exists():
            return
        text = self.path.read_text()
        if self.random.random() < 0.3:
            self.path.unlink()
        else:
            self.path.write_text(text[: self.random.randrange(len(text) + 1)])

    def _jump_wall(self) -> None:
        self.wall_skew_ms = self.random.choice([0, 0, -3_600_000, 60_000, 10**12])

    def _jump_monotonic(self) -> None:
        self.random.choice(self.processes).offset_ms += self.random.choice([-5_000, 10_000, 10**9])

    def _blind_replica(self) -> None:
        self.random.choice(self.replicas).blind = self.random.randrange(1, 60)

    def _go_bad(self) -> None:
        control = self.stored()
        victims = [control.stable, control.active.release_id if control.active else None, control.failover]
        name = self.random.choice([victim for victim in victims if victim not in (None, RULES)] or ["r0"])
        self.bad = {str(name): self.random.choice([0.3, 1.0])}

    def _person(self) -> None:
        def decide(control: Control) -> Command:
            rollout_id = control.rollout.rollout_id if control.rollout else "none"
            actor = self.random.choice(["ada", "bob"])
            by = (actor, "because")
            stable = self.random.choice([control.stable or "r1", *control.earlier])
            commands: list[Command] = [
                SetStable(*by, stable),
                Abort(*by, rollout_id),
                Hold(*by, rollout_id),
                Freeze(*by, True),
                Kill(*by, True),
            ]
            kind = ["ahead"] if self.random.random() < 0.85 else ["against"]
            if kind == ["against"]:
                return self.random.choice(commands)
            ahead: list[Command] = [Approve(*by, rollout_id), Resume(*by, rollout_id)]
            ahead += [Freeze(*by, False)] if control.frozen else []
            ahead += [Kill(*by, False)] if control.killed else []
            ahead += [SetStable(*by, control.earlier[0] if control.earlier else stable)] if control.failover else []
            return self.random.choice(ahead)

        leader = self.leader()
        if leader is None:
            return
        if leader.control.stable is None:
            self.command(lambda control: SetStable("ada", "first", "r1"))
        elif leader.control.active is None and self.random.random() < 0.7:
            self._releases += 1
            release, actor = f"r{self._releases}", self.random.choice(["ada", "bob"])
            for process in self.processes:
                if process.controller is leader:
                    self._guarded(process, lambda controller: controller.start(release, actor, "try"))
        else:
            self.command(decide)
