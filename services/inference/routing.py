"""The routing table as one replica applies it: read again and again, releases loaded off the request path.

A new table is applied at once if the releases that it routes to are loaded or known to be unloadable; else
the old one stays until they are. So a rollback, whose target is warm, never waits for a load.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from andamio.errors import AndamioError
from andamio.rollout.routing_table import RULES, RoutingTable, read_table
from inference.errors import Quarantined
from inference.executor import RefusedExecutor, ReleaseExecutor
from inference.quarantine import Quarantine

# A release that could not be loaded is tried again after this: its files may have been on their way.
_RETRY_MS = 5_000

Loaded = ReleaseExecutor | RefusedExecutor


@dataclass(frozen=True, slots=True)
class Routes:
    """A table together with the releases that it names: what one request decides by."""

    table: RoutingTable
    executors: Mapping[str, Loaded]
    stable: Loaded = field(init=False)
    fallbacks: tuple[str, ...] = field(init=False)
    """Who stands in for a release that fails, in order; after them the rules."""
    feature_service: str | None = field(init=False)
    """What stable reads, or if it is not there who stands in for it; None if neither is."""
    segments: tuple[str, ...] = field(init=False)
    """By what verdicts are also given: as the candidate's release says, without one as stable's."""

    def __post_init__(self) -> None:
        table, executors = self.table, self.executors
        found = executors.get(table.fallback)
        usable = table.fallback != table.stable and isinstance(found, ReleaseExecutor)
        fallbacks = (table.stable, table.fallback) if usable else (table.stable,)
        served = (executors[release_id] for release_id in fallbacks)
        services = (each.package.manifest.feature_service for each in served if isinstance(each, ReleaseExecutor))
        compared = executors.get(table.candidate or table.stable)
        segments = compared.release.segments if isinstance(compared, ReleaseExecutor) else ("tenant",)
        # Once a table, not once a request.
        object.__setattr__(self, "stable", executors[table.stable])
        object.__setattr__(self, "fallbacks", fallbacks)
        object.__setattr__(self, "feature_service", next(services, None))
        object.__setattr__(self, "segments", segments)

    def executor(self, release_id: str) -> Loaded:
        return self.executors[release_id]


class Routing:
    """Follows a routing table. Everything but loading runs on the event loop."""

    def __init__(
        self,
        path: Path,
        load: Callable[[str], ReleaseExecutor],
        clock_ms: Callable[[], int],
        logger: logging.Logger,
        quarantine: Quarantine | None = None,
    ) -> None:
        """`load` gives the executor of a release id, in a thread of its own; it may raise `AndamioError`."""
        self.routes: Routes | None = None
        """What requests go by; None before the first table is applied."""
        self.problem: str | None = "no routing table was read yet"
        """Why the newest table is not applied; None if it is."""
        self._path = path
        self._load = load
        self._clock_ms = clock_ms
        self._logger = logger
        self._quarantine = quarantine
        self._loaded: dict[str, Loaded] = {}
        self._failed_at_ms: dict[str, int] = {}
        self._loading: dict[str, asyncio.Future[ReleaseExecutor]] = {}
        # Not the loop's pool: a load must not keep the next read of the table waiting.
        self._loaders = ThreadPoolExecutor(1, thread_name_prefix="load")

    def poll(self) -> None:
        """Read the table once: start loads, collect finished ones, apply what can be applied."""
        try:
            table = read_table(self._path)
        except AndamioError as error:
            self._note(str(error))
            return
        self._collect()
        self._isolate()
        applied = self.routes.table if self.routes else None
        if not table.supersedes(applied):
            self._note(f"version {table.version} of epoch {table.epoch} is an earlier word than what is applied")
            return
        for release_id in _named(table):
            self._want(release_id)
        # Who may answer. An earlier release that is only kept warm may load later.
        answering = (table.stable, table.candidate, table.fallback if table.failover else None, *table.pins.values())
        routed = dict.fromkeys(name for name in answering if name is not None and name != RULES)
        waiting = [release_id for release_id in routed if release_id not in self._loaded]
        if waiting:
            self._note(f"version {table.version} waits for {', '.join(waiting)} to load")
            return
        self._apply(table)

    async def load_first(self) -> None:
        """Poll until the first table is applied, or there is none that could be."""
        self.poll()
        while self.routes is None and self._loading:
            await asyncio.sleep(0.005)
            self.poll()

    async def follow(self, interval_s: float) -> None:
        """Poll until cancelled."""
        while True:
            try:
                self.poll()
            except Exception:  # noqa: BLE001 - a replica that stops following could not be rolled back
                self._logger.exception("poll of the routing table failed")
            await asyncio.sleep(interval_s)

    def report(self) -> dict[str, str]:
        """Release id -> "ready", "loading" or why it is not served."""
        states = {
            release_id: executor.reason if isinstance(executor, RefusedExecutor) else "ready"
            for release_id, executor in self._loaded.items()
        }
        return states | dict.fromkeys(self._loading, "loading")

    def close(self) -> None:
        """Start no more loads."""
        self._loaders.shutdown(wait=False, cancel_futures=True)

    def _want(self, release_id: str) -> None:
        failed_at_ms = self._failed_at_ms.get(release_id)
        known = release_id in self._loaded and failed_at_ms is None
        resting = failed_at_ms is not None and self._clock_ms() - failed_at_ms < _RETRY_MS
        if known or resting or release_id in self._loading:
            return
        self._loading[release_id] = asyncio.get_running_loop().run_in_executor(self._loaders, self._load, release_id)

    def _collect(self) -> None:
        for release_id, future in [item for item in self._loading.items() if item[1].done()]:
            del self._loading[release_id]
            try:
                self._loaded[release_id] = future.result()
                self._failed_at_ms.pop(release_id, None)
                self._logger.info("release loaded", extra={"fields": {"release": release_id}})
            except Exception as error:  # noqa: BLE001 - a release that cannot be loaded must not stop the others
                if release_id not in self._failed_at_ms:
                    fields = {"release": release_id, "reason": str(error)}
                    self._logger.error("release refused", extra={"fields": fields})
                self._failed_at_ms[release_id] = self._clock_ms()
                self._loaded[release_id] = RefusedExecutor(release_id, str(error), isinstance(error, Quarantined))

    def _isolate(self) -> None:
        """Let go of what a sibling died of, or has found to be in quarantine."""
        if self._quarantine is None:
            return
        for dead, cases in self._quarantine.sweep():
            in_hand = [held.release for held in dead.held if held.in_hand]
            self._logger.error("replica died", extra={"fields": {"process": dead.process, "in_hand": in_hand}})
            for case in cases:
                said = {"release": case.release, "quarantined": case.quarantined, "reason": case.reason}
                self._logger.error("release suspected", extra={"fields": said})
        for release_id, executor in self._loaded.items():
            if isinstance(executor, ReleaseExecutor):
                reason = self._quarantine.holds(release_id, executor.release.digest)
                if reason is not None:
                    self._failed_at_ms[release_id] = self._clock_ms()
                    self._loaded[release_id] = RefusedExecutor(release_id, reason, quarantined=True)

    def _apply(self, table: RoutingTable) -> None:
        named = _named(table)
        for release_id in [release_id for release_id in self._loaded if release_id not in named]:
            del self._loaded[release_id]
            self._failed_at_ms.pop(release_id, None)
        candidate = self._loaded[table.candidate] if table.candidate else None
        if table.stage == "canary" and isinstance(candidate, ReleaseExecutor):
            candidate.faults.reach_canary()
        for release_id, executor in self._loaded.items():
            if isinstance(executor, ReleaseExecutor):
                executor.section.prove(release_id != table.candidate)
        before = self.routes.table.version if self.routes else None
        self.routes = Routes(table, dict(self._loaded))
        self.problem = None
        if table.version != before:
            fields = {"version": table.version, "stage": table.stage, "candidate_weight": table.candidate_weight}
            self._logger.info("routing table applied", extra={"fields": fields})

    def _note(self, problem: str) -> None:
        if problem != self.problem:
            self._logger.warning("routing table not applied", extra={"fields": {"problem": problem}})
        self.problem = problem


def _named(table: RoutingTable) -> set[str]:
    """Every release to keep loaded."""
    return {*table.releases(), *table.pins.values()}
