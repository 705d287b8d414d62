"""The controller's memory: one SQLite file, one writer.

    control        the state that decides, the routing table as last written, offsets into the decision log
    places         routing table version -> rollout, stage, step: places a logged decision
    rollouts       one row a rollout: what was released over what, under which settings and plan
    observations   append-only: the decisions that counted, in the order in which they were taken
    history        append-only: every transition, with the verdict or gate report behind it
    verdicts       append-only: every verdict on new evidence, with that evidence and the settings, to give it again

A tick writes in one transaction, so a controller that is killed resumes where its last tick ended.
"""

import fcntl
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from andamio.errors import UserError
from andamio.rollout.decision_log import Decision
from andamio.rollout.routing_table import RoutingTable
from andamio.rollout.state_machine import Control, Transition

_SCHEMA = """
CREATE TABLE IF NOT EXISTS control (id INTEGER PRIMARY KEY CHECK (id = 1), control TEXT NOT NULL, routing_table TEXT, offsets TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS places (version INTEGER PRIMARY KEY, rollout_id TEXT NOT NULL, stage TEXT NOT NULL, step INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS rollouts (rollout_id TEXT PRIMARY KEY, release_id TEXT NOT NULL, stable TEXT NOT NULL, started_at_ms INTEGER NOT NULL, settings TEXT NOT NULL, plan TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS observations (number INTEGER PRIMARY KEY, rollout_id TEXT NOT NULL, stage TEXT NOT NULL, step INTEGER NOT NULL, decision TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS history (number INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, subject TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, reason TEXT NOT NULL, actor TEXT NOT NULL, evidence TEXT);
CREATE TABLE IF NOT EXISTS verdicts (number INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, rollout_id TEXT NOT NULL, ruling TEXT NOT NULL, verdict TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS observations_of ON observations (rollout_id, number);
CREATE INDEX IF NOT EXISTS history_of ON history (subject, number);
CREATE INDEX IF NOT EXISTS verdicts_of ON verdicts (rollout_id, number);
"""
_APPEND_ONLY = ("observations", "history", "verdicts", "rollouts", "places")


class Store:
    """The store in `path`. Raises `UserError` if another controller has it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Held for the life of the process, whatever ends it: two controllers would write one table.
        self._lock = path.with_name(f"{path.name}.lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._lock.close()
            raise UserError(
                f"another rollout controller uses {path}; stop it or choose another file with --state"
            ) from None
        # One connection for the loop and the API; the controller's own lock lets one in at a time.
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = WAL")
        # A commit five times a second must not wait for a busy disk. What a power cut may cost is the last ticks; the
        # routing table on disk then has a version that the store forgot, and the next start goes beyond it.
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.executescript(_SCHEMA)
        for table in _APPEND_ONLY:
            for change in ("UPDATE", "DELETE"):
                self._db.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {table}_{change.lower()} BEFORE {change} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )

    def close(self) -> None:
        """Release the file."""
        self._db.close()
        self._lock.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes within happen, or none."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def load(self) -> tuple[Control, RoutingTable | None, dict[str, int]]:
        """The state as last saved; the initial one in a new file."""
        row = self._db.execute("SELECT control, routing_table, offsets FROM control").fetchone()
        if row is None:
            return Control(), None, {}
        table = None if row[1] is None else RoutingTable.from_json(row[1])
        return Control.from_document(json.loads(row[0])), table, json.loads(row[2])

    def save(self, control: Control, table: RoutingTable | None, offsets: Mapping[str, int]) -> None:
        """Replace the state."""
        document = json.dumps(control.to_document())
        self._db.execute(
            "INSERT OR REPLACE INTO control VALUES (1, ?, ?, ?)",
            (document, None if table is None else table.to_json(), json.dumps(dict(offsets))),
        )

    def add_place(self, version: int, rollout_id: str, stage: str, step: int) -> None:
        """Record what a version of the routing table is for."""
        self._db.execute("INSERT INTO places VALUES (?, ?, ?, ?)", (version, rollout_id, stage, step))

    def places(self, rollout_id: str) -> dict[int, tuple[str, int]]:
        """Version -> (stage, step) of a rollout."""
        rows = self._db.execute("SELECT version, stage, step FROM places WHERE rollout_id = ?", (rollout_id,))
        return {version: (stage, step) for version, stage, step in rows}

    def add_rollout(
        self, rollout_id: str, release_id: str, stable: str, at_ms: int, settings: Mapping[str, Any], plan: str
    ) -> None:
        """Record the start of a rollout."""
        row = (rollout_id, release_id, stable, at_ms, json.dumps(settings), plan)
        self._db.execute("INSERT INTO rollouts VALUES (?, ?, ?, ?, ?, ?)", row)

    def rollout(self, rollout_id: str) -> dict[str, Any] | None:
        """What `add_rollout` recorded."""
        row = self._db.execute("SELECT * FROM rollouts WHERE rollout_id = ?", (rollout_id,)).fetchone()
        if row is None:
            return None
        names = ("rollout_id", "release_id", "stable", "started_at_ms", "settings", "plan")
        return {**dict(zip(names, row)), "settings": json.loads(row[4])}

    def rollout_ids(self) -> list[str]:
        """All rollouts, oldest first."""
        return [row[0] for row in self._db.execute("SELECT rollout_id FROM rollouts ORDER BY started_at_ms, rowid")]

    def add_observation(self, rollout_id: str, stage: str, step: int, decision: Decision) -> None:
        """Record a decision that counted. It carries nothing of the customer."""
        row = (rollout_id, stage, step, json.dumps(decision.to_document()))
        self._db.execute("INSERT INTO observations (rollout_id, stage, step, decision) VALUES (?, ?, ?, ?)", row)

    def observations(self, rollout_id: str) -> Iterator[tuple[Decision, str, int]]:
        """The decisions of a rollout with stage and step, in the order in which they were taken."""
        query = "SELECT decision, stage, step FROM observations WHERE rollout_id = ? ORDER BY number"
        for text, stage, step in self._db.execute(query, (rollout_id,)):
            yield Decision.from_document(json.loads(text)), stage, step

    def add_transition(self, at_ms: int, transition: Transition, evidence: Mapping[str, Any] | None) -> None:
        """Append to the history."""
        row = (at_ms, *asdict(transition).values(), None if evidence is None else json.dumps(evidence))
        query = (
            "INSERT INTO history (at_ms, subject, before, after, reason, actor, evidence) VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
        self._db.execute(query, row)

    def history(self, subject: str | None = None) -> list[dict[str, Any]]:
        """The transitions of a subject, or all, oldest first."""
        rows = self._db.execute(
            "SELECT at_ms, subject, before, after, reason, actor, evidence FROM history "
            "WHERE ?1 IS NULL OR subject = ?1 ORDER BY number",
            (subject,),
        )
        names = ("at_ms", "subject", "from", "to", "reason", "actor", "evidence")
        return [{**dict(zip(names, row)), "evidence": json.loads(row[6]) if row[6] else None} for row in rows]

    def add_verdict(self, at_ms: int, rollout_id: str, ruling: str, verdict: Mapping[str, Any]) -> None:
        """Append a verdict with its evidence."""
        row = (at_ms, rollout_id, ruling, json.dumps(verdict))
        self._db.execute("INSERT INTO verdicts (at_ms, rollout_id, ruling, verdict) VALUES (?, ?, ?, ?)", row)

    def verdicts(self, rollout_id: str, newest: int | None = None) -> list[dict[str, Any]]:
        """The verdicts of a rollout, newest first, at most `newest` of them."""
        query = "SELECT at_ms, verdict FROM verdicts WHERE rollout_id = ? ORDER BY number DESC LIMIT ?"
        rows = self._db.execute(query, (rollout_id, -1 if newest is None else newest))
        return [{"at_ms": at_ms, **json.loads(text)} for at_ms, text in rows]
