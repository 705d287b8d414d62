"""The store's statements, in the SQL that SQLite and PostgreSQL share; a subclass connects and makes the tables."""

import json
import threading
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from andamio.rollout.errors import DamagedRecord, InvalidDocument, StaleWriter
from andamio.rollout.evidence.decision_log import Decision
from andamio.rollout.machine.state_machine import Control, Transition
from andamio.rollout.routing_table import RoutingTable
from rollout_controller.observations.matured_label import MaturedLabel
from rollout_controller.store.rollout_store import LeaseRow

# {number}: a key that counts up. {integer}: 64 bits.
TABLES = """
CREATE TABLE IF NOT EXISTS lease (id INTEGER PRIMARY KEY CHECK (id = 1), epoch {integer} NOT NULL, holder TEXT, renewals {integer} NOT NULL);
CREATE TABLE IF NOT EXISTS control (id INTEGER PRIMARY KEY CHECK (id = 1), control TEXT NOT NULL, routing_table TEXT, offsets TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS traffic (second {integer} PRIMARY KEY, answered TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS audited (id INTEGER PRIMARY KEY CHECK (id = 1), number {integer} NOT NULL);
CREATE TABLE IF NOT EXISTS places (version {integer} PRIMARY KEY, rollout_id TEXT NOT NULL, stage TEXT NOT NULL, step INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS rollouts (rollout_id TEXT PRIMARY KEY, release_id TEXT NOT NULL, stable TEXT NOT NULL, started_at_ms {integer} NOT NULL, settings TEXT NOT NULL, plan TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS observations (number {number}, rollout_id TEXT NOT NULL, stage TEXT NOT NULL, step INTEGER NOT NULL, decision TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS history (number {number}, at_ms {integer} NOT NULL, subject TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, reason TEXT NOT NULL, actor TEXT NOT NULL, evidence TEXT);
CREATE TABLE IF NOT EXISTS verdicts (number {number}, at_ms {integer} NOT NULL, rollout_id TEXT NOT NULL, ruling TEXT NOT NULL, verdict TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS labels (number {number}, release_id TEXT NOT NULL, request_id TEXT, label TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS label_files (name TEXT PRIMARY KEY, taken {integer} NOT NULL);
CREATE INDEX IF NOT EXISTS labels_of ON labels (release_id, number);
CREATE UNIQUE INDEX IF NOT EXISTS labels_once ON labels (release_id, request_id);
CREATE INDEX IF NOT EXISTS observations_of ON observations (rollout_id, number);
CREATE INDEX IF NOT EXISTS history_of ON history (subject, number);
CREATE INDEX IF NOT EXISTS verdicts_of ON verdicts (rollout_id, number)
"""
APPEND_ONLY = ("observations", "history", "verdicts", "rollouts", "places")
# Rows go when nobody needs them, and never change.
UNCHANGED = ("labels",)
_ALL = 2**62


class SqlStore(ABC):
    """A `RolloutStore` over one connection, which threads take turns to use."""

    def __init__(self) -> None:
        self._turn = threading.RLock()
        self._epoch: int | None = None

    @abstractmethod
    def _run(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Execute one statement, `?` standing for values; its rows."""

    @abstractmethod
    def _run_many(self, query: str, rows: Sequence[Sequence[Any]]) -> None:
        """Execute one statement for each row of values."""

    @abstractmethod
    def _writing(self) -> Any:
        """A transaction that keeps other writers out until its end: a context manager."""

    @abstractmethod
    def _disconnect(self) -> None:
        """Let go of the database."""

    def close(self) -> None:
        """See `RolloutStore`."""
        with self._turn:
            if self._epoch is not None:
                self._run("UPDATE lease SET holder = NULL WHERE epoch = ?", (self._epoch,))
                self._epoch = None
            self._disconnect()

    def lease(self) -> LeaseRow:
        """See `RolloutStore`."""
        rows = self._run("SELECT epoch, holder, renewals FROM lease")
        return LeaseRow(*rows[0]) if rows else LeaseRow()

    def take_lease(self, holder: str, seen: LeaseRow, at_least: int = 1) -> int | None:
        """See `RolloutStore`."""
        epoch = max(seen.epoch + 1, at_least)
        with self._turn, self._writing():
            if self.lease() != seen:
                return None
            self._run(
                "INSERT INTO lease (id, epoch, holder, renewals) VALUES (1, ?, ?, 0) "
                "ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch, holder = excluded.holder, renewals = 0",
                (epoch, holder),
            )
        self._epoch = epoch
        return epoch

    @contextmanager
    def transaction(self, epoch: int) -> Iterator[None]:
        """See `RolloutStore`."""
        with self._turn, self._writing():
            # The row is locked from here to the commit, so that the lease cannot be taken in between.
            if not self._run("UPDATE lease SET renewals = renewals + 1 WHERE epoch = ? RETURNING epoch", (epoch,)):
                raise StaleWriter(f"the lease is of epoch {self.lease().epoch}; refused a write of epoch {epoch}")
            yield

    def load(self) -> tuple[Control, RoutingTable | None, dict[str, int]]:
        """See `RolloutStore`."""
        rows = self._run("SELECT control, routing_table, offsets FROM control")
        if not rows:
            return Control(), None, {}
        control, table, offsets = rows[0]
        try:
            return (
                Control.from_document(json.loads(control)),
                None if table is None else RoutingTable.from_json(table),
                json.loads(offsets),
            )
        except (InvalidDocument, AttributeError, LookupError, TypeError, ValueError) as error:
            raise DamagedRecord(
                f"the state in the store cannot be read ({type(error).__name__}: {error}): it was damaged; "
                "restore the store from a backup, or start with another --state and set the stable release again"
            ) from None

    def save(self, control: Control, table: RoutingTable | None, offsets: Mapping[str, int]) -> None:
        """See `RolloutStore`."""
        self._run(
            "INSERT INTO control (id, control, routing_table, offsets) VALUES (1, ?, ?, ?) ON CONFLICT (id) DO UPDATE "
            "SET control = excluded.control, routing_table = excluded.routing_table, offsets = excluded.offsets",
            (
                json.dumps(control.to_document()),
                None if table is None else table.to_json(),
                json.dumps(dict(offsets)),
            ),
        )

    def audited(self) -> int:
        """See `RolloutStore`."""
        rows = self._run("SELECT number FROM audited")
        return int(rows[0][0]) if rows else 0

    def set_audited(self, number: int) -> None:
        """See `RolloutStore`."""
        self._run(
            "INSERT INTO audited (id, number) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET number = excluded.number",
            (number,),
        )

    def traffic(self) -> dict[int, dict[str, int]]:
        """See `RolloutStore`."""
        return {int(second): json.loads(text) for second, text in self._run("SELECT second, answered FROM traffic")}

    def save_traffic(self, seconds: Mapping[int, Mapping[str, int]], kept_s: int) -> None:
        """See `RolloutStore`."""
        self._run_many(
            "INSERT INTO traffic (second, answered) VALUES (?, ?) ON CONFLICT (second) DO UPDATE SET answered = excluded.answered",
            [(second, json.dumps(answered)) for second, answered in seconds.items()],
        )
        self._run("DELETE FROM traffic WHERE second <= ?", (max(seconds) - kept_s,))

    def add_place(self, version: int, rollout_id: str, stage: str, step: int) -> None:
        """See `RolloutStore`."""
        self._run("INSERT INTO places VALUES (?, ?, ?, ?)", (version, rollout_id, stage, step))

    def places(self, rollout_id: str) -> dict[int, tuple[str, int]]:
        """See `RolloutStore`."""
        rows = self._run("SELECT version, stage, step FROM places WHERE rollout_id = ?", (rollout_id,))
        return {version: (stage, step) for version, stage, step in rows}

    def add_rollout(
        self, rollout_id: str, release_id: str, stable: str, at_ms: int, settings: Mapping[str, Any], plan: str
    ) -> None:
        """See `RolloutStore`."""
        row = (rollout_id, release_id, stable, at_ms, json.dumps(settings), plan)
        self._run("INSERT INTO rollouts VALUES (?, ?, ?, ?, ?, ?)", row)

    def rollout(self, rollout_id: str) -> dict[str, Any] | None:
        """See `RolloutStore`."""
        names = ("rollout_id", "release_id", "stable", "started_at_ms", "settings", "plan")
        rows = self._run(f"SELECT {', '.join(names)} FROM rollouts WHERE rollout_id = ?", (rollout_id,))
        return {**dict(zip(names, rows[0])), "settings": json.loads(rows[0][4])} if rows else None

    def rollout_ids(self) -> list[str]:
        """See `RolloutStore`."""
        # "rollout-10" is after "rollout-9", also where a clock went back between them.
        rows = self._run("SELECT rollout_id FROM rollouts ORDER BY length(rollout_id), rollout_id")
        return [row[0] for row in rows]

    def add_observations(self, rollout_id: str, observations: Sequence[tuple[Decision, str, int]]) -> None:
        """See `RolloutStore`."""
        rows = [(rollout_id, stage, step, json.dumps(decision.to_document())) for decision, stage, step in observations]
        self._run_many("INSERT INTO observations (rollout_id, stage, step, decision) VALUES (?, ?, ?, ?)", rows)

    def observations(self, rollout_id: str, through: int | None = None) -> Iterator[tuple[Decision, str, int]]:
        """See `RolloutStore`."""
        rows = self._run(
            "SELECT decision, stage, step FROM observations WHERE rollout_id = ? ORDER BY number LIMIT ?",
            (rollout_id, _ALL if through is None else through),
        )
        for text, stage, step in rows:
            yield Decision.from_document(json.loads(text)), stage, step

    def add_transition(self, at_ms: int, transition: Transition, evidence: Mapping[str, Any] | None) -> int:
        """See `RolloutStore`."""
        # PostgreSQL takes no NUL in a text, and a command must not fail for one.
        texts = [str(value).replace("\x00", "\ufffd") for value in asdict(transition).values()]
        query = (
            "INSERT INTO history (at_ms, subject, before, after, reason, actor, evidence) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number"
        )
        return int(self._run(query, (at_ms, *texts, None if evidence is None else json.dumps(evidence)))[0][0])

    def history(
        self, subject: str | None = None, after: int = 0, newest: int | None = None, limit: int | None = None
    ) -> list[dict[str, Any]]:
        """See `RolloutStore`."""
        names = ("number", "at_ms", "subject", "from", "to", "reason", "actor", "evidence")
        of_subject, values = ("AND subject = ? ", [subject]) if subject is not None else ("", [])
        order, most = ("DESC", newest) if newest is not None else ("", limit)
        rows = self._run(
            "SELECT number, at_ms, subject, before, after, reason, actor, evidence FROM history "
            f"WHERE number > ? {of_subject}ORDER BY number {order} LIMIT ?",
            (after, *values, _ALL if most is None else most),
        )
        found = [{**dict(zip(names, row)), "evidence": json.loads(row[7]) if row[7] else None} for row in rows]
        return found[::-1] if newest is not None else found

    def add_verdict(self, at_ms: int, rollout_id: str, ruling: str, verdict: Mapping[str, Any]) -> int:
        """See `RolloutStore`."""
        query = "INSERT INTO verdicts (at_ms, rollout_id, ruling, verdict) VALUES (?, ?, ?, ?) RETURNING number"
        return int(self._run(query, (at_ms, rollout_id, ruling, json.dumps(verdict)))[0][0])

    def verdicts(
        self,
        rollout_id: str | None = None,
        newest: int | None = None,
        after: int = 0,
        number: int | None = None,
        limit: int | None = None,
    ) -> list[dict[str, Any]]:
        """See `RolloutStore`."""
        conditions = {"number > ?": after, "rollout_id = ?": rollout_id, "number = ?": number}
        given = {condition: value for condition, value in conditions.items() if value is not None}
        order, most = ("DESC", newest) if limit is None else ("", limit)
        rows = self._run(
            f"SELECT number, at_ms, rollout_id, verdict FROM verdicts WHERE {' AND '.join(given)} "
            f"ORDER BY number {order} LIMIT ?",
            (*given.values(), _ALL if most is None else most),
        )
        return [{"number": row[0], "at_ms": row[1], "rollout_id": row[2], **json.loads(row[3])} for row in rows]

    def verdict_numbers(self, rollout_id: str) -> list[int]:
        """See `RolloutStore`."""
        rows = self._run("SELECT number FROM verdicts WHERE rollout_id = ? ORDER BY number", (rollout_id,))
        return [row[0] for row in rows]

    def label_offsets(self) -> dict[str, int]:
        """See `RolloutStore`."""
        return {name: int(taken) for name, taken in self._run("SELECT name, taken FROM label_files")}

    def add_labels(self, labels: Sequence[MaturedLabel], offsets: Mapping[str, int]) -> None:
        """See `RolloutStore`."""
        rows = [(each.release, each.request_id, each.to_text()) for each in labels]
        self._run_many(
            "INSERT INTO labels (release_id, request_id, label) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows
        )
        self._run_many(
            "INSERT INTO label_files (name, taken) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET taken = excluded.taken",
            list(offsets.items()),
        )

    def labels(self, release_id: str, after: int, limit: int) -> list[tuple[int, MaturedLabel]]:
        """See `RolloutStore`."""
        query = "SELECT number, label FROM labels WHERE release_id = ? AND number > ? ORDER BY number LIMIT ?"
        return [(number, MaturedLabel.from_text(text)) for number, text in self._run(query, (release_id, after, limit))]

    def prune_labels(self, in_use: Collection[str], at_most: int) -> int:
        """See `RolloutStore`."""
        pruned, release_id = 0, self._release_with_labels("")
        while release_id is not None:
            if release_id not in in_use:
                query = (
                    "DELETE FROM labels WHERE number IN "
                    "(SELECT number FROM labels WHERE release_id = ? ORDER BY number LIMIT ?) RETURNING number"
                )
                pruned += len(self._run(query, (release_id, at_most)))
            release_id = self._release_with_labels(release_id)
        return pruned

    def _release_with_labels(self, after: str) -> str | None:
        # One release after the other by the index: a DISTINCT would read every label.
        found: str | None = self._run("SELECT min(release_id) FROM labels WHERE release_id > ?", (after,))[0][0]
        return found

    def ends(self) -> tuple[int, int]:
        """See `RolloutStore`."""
        query = "SELECT (SELECT coalesce(max(number), 0) FROM history), (SELECT coalesce(max(number), 0) FROM verdicts)"
        last, verdict = self._run(query)[0]
        return int(last), int(verdict)
