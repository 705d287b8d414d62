"""The controller's memory, as the control loop sees it: one store, one writer at a time, whatever database holds it.

    lease          who leads: an epoch that only grows, its holder, and a count that the holder raises at every commit
    control        the state that decides, the routing table as last decided, offsets into the decision log
    traffic        second -> requests by release, of the last half hour: what the page draws
    places         routing table version -> rollout, stage, step: places a logged decision
    rollouts       one row a rollout: what was released over what, under which settings and plan
    observations   append-only: the decisions that counted, in the order in which they were taken
    history        append-only: every transition, with the verdict or gate report behind it
    verdicts       append-only: every verdict on new evidence, with that evidence, to give it again
    labels         matured labels in the order in which they were taken, each request once a release; until no watch needs them
    label_files    how far each file of labels was taken

A tick writes in one transaction, so a controller that is killed resumes where its last tick ended. A transaction
carries the writer's epoch and is refused (`StaleWriter`) once another has taken the lease: fencing, so that safety does
not depend on clocks. `open_store` chooses: SQLite in a file by default, PostgreSQL across machines.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from andamio.errors import AndamioError, UserError
from andamio.rollout.evidence.decision_log import Decision
from andamio.rollout.machine.state_machine import Control, Transition
from andamio.rollout.routing_table import RoutingTable
from rollout_controller.observations.matured_label import MaturedLabel


class StoreUnavailable(AndamioError):
    """The store does not answer; the controller stands by until it does."""


@dataclass(frozen=True, slots=True)
class LeaseRow:
    """The lease as the store holds it."""

    epoch: int = 0
    """0: nobody ever led."""
    holder: str | None = None
    """None: given back."""
    renewals: int = 0


class RolloutStore(Protocol):
    """What the control loop needs of a store. Threads may share one. Every method may raise `StoreUnavailable`."""

    def close(self) -> None:
        """Give back the lease if this store holds it, and let go of the database."""

    def lease(self) -> LeaseRow:
        """The lease now."""

    def take_lease(self, holder: str, seen: LeaseRow, at_least: int = 1) -> int | None:
        """Take the lease if it still is as `seen`; the new epoch (at least `at_least`), None if it has changed."""

    def transaction(self, epoch: int) -> AbstractContextManager[None]:
        """All writes within happen, or none; renews the lease. Raises `StaleWriter` if `epoch` is not its epoch."""

    def load(self) -> tuple[Control, RoutingTable | None, dict[str, int]]:
        """The state as last saved; the initial one in a new store."""

    def save(self, control: Control, table: RoutingTable | None, offsets: Mapping[str, int]) -> None:
        """Replace the state."""

    def audited(self) -> int:
        """The number of the last transition that the audit log is known to hold."""

    def set_audited(self, number: int) -> None:
        """Raise it."""

    def traffic(self) -> dict[int, dict[str, int]]:
        """Second since 1970 -> release -> requests, as last saved."""

    def save_traffic(self, seconds: Mapping[int, Mapping[str, int]], kept_s: int) -> None:
        """Replace the counts of these seconds, one at least, and forget those `kept_s` or more before the last of them."""

    def add_place(self, version: int, rollout_id: str, stage: str, step: int) -> None:
        """Record what a version of the routing table is for."""

    def places(self, rollout_id: str) -> dict[int, tuple[str, int]]:
        """Version -> (stage, step) of a rollout."""

    def add_rollout(
        self, rollout_id: str, release_id: str, stable: str, at_ms: int, settings: Mapping[str, Any], plan: str
    ) -> None:
        """Record the start of a rollout."""

    def rollout(self, rollout_id: str) -> dict[str, Any] | None:
        """What `add_rollout` recorded."""

    def rollout_ids(self) -> list[str]:
        """All rollouts, oldest first."""

    def add_observations(self, rollout_id: str, observations: Sequence[tuple[Decision, str, int]]) -> None:
        """Record decisions that counted, with stage and step. They carry nothing of the customer."""

    def observations(self, rollout_id: str, through: int | None = None) -> Iterator[tuple[Decision, str, int]]:
        """The decisions of a rollout with stage and step, in the order in which they were taken; the first `through`."""

    def add_transition(self, at_ms: int, transition: Transition, evidence: Mapping[str, Any] | None) -> int:
        """Append to the history; its number, which grows."""

    def history(
        self, subject: str | None = None, after: int = 0, newest: int | None = None, limit: int | None = None
    ) -> list[dict[str, Any]]:
        """The transitions of a subject, or all, oldest first: of those numbered above `after` the `newest`, or the
        first `limit`."""

    def add_verdict(self, at_ms: int, rollout_id: str, ruling: str, verdict: Mapping[str, Any]) -> int:
        """Append a verdict with its evidence; its number, which grows."""

    def verdicts(
        self,
        rollout_id: str | None = None,
        newest: int | None = None,
        after: int = 0,
        number: int | None = None,
        limit: int | None = None,
    ) -> list[dict[str, Any]]:
        """The verdicts of a rollout, or all, numbered above `after`: the `newest`, newest first; with a `limit` the
        first, oldest first; with a `number` that one."""

    def verdict_numbers(self, rollout_id: str) -> list[int]:
        """The numbers of a rollout's verdicts, oldest first."""

    def label_offsets(self) -> dict[str, int]:
        """File name to the bytes of it that were taken."""

    def add_labels(self, labels: Sequence[MaturedLabel], offsets: Mapping[str, int]) -> None:
        """Record labels, passing over requests that a release has one of, and how far the files were taken with that."""

    def labels(self, release_id: str, after: int, limit: int) -> list[tuple[int, MaturedLabel]]:
        """The first `limit` labels of a release that are numbered above `after`, with their numbers, as they were taken."""

    def prune_labels(self, in_use: Collection[str], at_most: int) -> int:
        """Forget labels of releases that are not `in_use`, `at_most` of each; how many were forgotten."""

    def ends(self) -> tuple[int, int]:
        """The numbers of the last transition and the last verdict; 0 where there is none."""


def open_store(where: str | Path) -> RolloutStore:
    """The store at a path, `sqlite:///path` or `postgresql://user@host/database`; made if it is not there.

    PostgreSQL's password comes from $PGPASSWORD or a password file: a URL is seen by all in the list of processes.
    """
    from rollout_controller.store.sqlite_store import SqliteStore

    if isinstance(where, Path) or "://" not in where:
        return SqliteStore(Path(where))
    parts = urlsplit(where)
    if parts.scheme == "sqlite":
        return SqliteStore(Path(where.removeprefix("sqlite:///")))
    if parts.scheme in ("postgresql", "postgres"):
        if parts.password or "password=" in parts.query:
            raise UserError("the store's URL holds a password; take it out and put it in $PGPASSWORD")
        # Only who has PostgreSQL needs its driver.
        from rollout_controller.store.postgres_store import PostgresStore

        return PostgresStore(where)
    raise UserError(f"{parts.scheme}:// is no store; use a path, sqlite:///PATH or postgresql://USER@HOST/DATABASE")


def Store(path: Path) -> RolloutStore:  # noqa: N802
    """The SQLite store in `path`."""
    return open_store(path)
