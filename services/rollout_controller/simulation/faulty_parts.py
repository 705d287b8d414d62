"""What stands around a simulated controller: store, table file and log that fail as the world's seed says, and replicas."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Protocol

from andamio.rollout.routing_table import RoutingTable
from rollout_controller.control.loop import Controller
from rollout_controller.control.table_file import TableFile
from rollout_controller.observations.decision_log_tail import Look
from rollout_controller.store.rollout_store import StoreUnavailable
from rollout_controller.store.sqlite_store import SqliteStore


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


class Fate(Protocol):
    """What the seed has in store for the parts."""

    random: Random
    store_away: bool
    blackout: bool
    replicas: list[Replica]

    def may_kill(self, where: str, certain: bool = True) -> bool:
        """Kill the process that runs now if the seed said to do it here."""

    def may_break(self, what: str) -> bool:
        """Whether the seed said that this happens now."""

    def before_write(self, table: RoutingTable) -> None:
        """A writer may sleep here while another takes over."""

    def written(self, table: RoutingTable) -> None:
        """A table is on disk."""


class SimulatedStore(SqliteStore):
    """SQLite that can be away, and whose process can be killed around a commit."""

    def __init__(self, path: Path, fate: Fate) -> None:
        super().__init__(path)
        self._fate = fate
        # The file outlives every kill here; a power cut is not simulated.
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute("PRAGMA busy_timeout = 0")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self._fate.store_away:
            raise StoreUnavailable("the store is away")
        with super()._writing():
            yield
            self._fate.may_kill("before the commit")
            if self._fate.may_break("the commit is refused"):
                raise StoreUnavailable("the commit was refused")
        self._fate.may_kill("after the commit")
        if self._fate.may_break("the answer to the commit is lost"):
            raise StoreUnavailable("nobody knows whether it was committed")


class SimulatedRouter(TableFile):
    """The real table file, with a writer that can be killed, paused, and checked."""

    def __init__(self, path: Path, fate: Fate) -> None:
        super().__init__(path)
        self._path_of_table = path
        self._fate = fate

    def write(self, table: RoutingTable, durable: bool) -> None:
        """See `TableRouter`."""
        self._fate.before_write(table)
        if self._fate.may_kill("while the table is written", certain=False):
            # Half a file beside the table is what a kill leaves.
            self._path_of_table.with_name(f".{self._path_of_table.name}.partial").write_text(table.to_json()[:40])
            raise Killed
        super().write(table, durable=False)
        self._fate.written(table)
        self._fate.may_kill("before the audit log has it")


class SimulatedLog:
    """What a controller sees of the replicas' logs: late, twice, out of order, or nothing."""

    def __init__(self, fate: Fate) -> None:
        self._fate = fate

    def look(self, offsets: Mapping[str, int]) -> Look:
        """See `DecisionSource`."""
        if self._fate.blackout:
            return Look((), offsets)
        lines: list[tuple[str, str]] = []
        reached = dict(offsets)
        for replica in self._fate.replicas:
            new = replica.log[reached.get(replica.name, 0) :]
            reached[replica.name] = len(replica.log)
            lines += [(replica.name, line) for line in new]
        random_ = self._fate.random
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
