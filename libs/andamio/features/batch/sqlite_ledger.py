"""The embedded ledger: one SQLite file beside the lakehouse.

intervals  one row an interval: its bounds, state and what is known of it; the log position is a
           number, or a JSON list of one a partition
changes    every change of a state and every move of a cut-over, append only
leases     who may change a view's part, until when, and the fence, which grows with every holder
"""

import json
import os
import socket
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from andamio.features.batch.ledger import (
    Change,
    Interval,
    Lease,
    LeaseHeld,
    LeaseLost,
    LedgerError,
    WrongTransition,
    may_follow,
)
from andamio.features.online.log_position import LogPosition, from_json

LEDGER_FILE = "ledger.db"  # its name in the lakehouse's folder
# Longer than a step on one machine takes. One that takes longer may lose its lease, and then its work, but no data.
LEASE_MS = 300_000
FORMAT = 1
_BUSY_TIMEOUT_S = 30.0
_SCHEMA = """
CREATE TABLE intervals (
    view TEXT, from_ms INTEGER, to_ms INTEGER, state TEXT NOT NULL, folded_position INTEGER NOT NULL,
    rows INTEGER, digest TEXT, reason TEXT NOT NULL, changed_at_ms INTEGER NOT NULL,
    PRIMARY KEY (view, from_ms)
) WITHOUT ROWID;
CREATE TABLE changes (
    number INTEGER PRIMARY KEY, view TEXT NOT NULL, at_ms INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL,
    from_ms INTEGER NOT NULL, to_ms INTEGER NOT NULL, inputs TEXT NOT NULL
);
CREATE INDEX changes_by_view ON changes (view, what);
CREATE TABLE leases (
    view TEXT PRIMARY KEY, owner TEXT, fence INTEGER NOT NULL, until_ms INTEGER NOT NULL
) WITHOUT ROWID;
"""


def new_owner() -> str:
    """A name for this process as the owner of leases: machine, process, and what tells two of a process apart."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


class SqliteLedger:
    """A `Ledger` in one file. Safe for use by several processes; a thread needs one of its own."""

    def __init__(self, path: Path) -> None:
        """Open the ledger; it is made if it is not there. Raises `LedgerError`."""
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=_BUSY_TIMEOUT_S, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            with self._writing() as db:
                found = db.execute("PRAGMA user_version").fetchone()[0]
                if found == 0:
                    for statement in _SCHEMA.split(";"):
                        db.execute(statement)
                    db.execute(f"PRAGMA user_version = {FORMAT}")
        except (OSError, sqlite3.Error) as error:
            raise LedgerError(f"the ledger {path} cannot be opened ({error}); check the path") from error
        if found not in (0, FORMAT):
            raise LedgerError(f"the ledger {path} has format {found}, not {FORMAT}; use the program that wrote it")

    def close(self) -> None:
        self._db.close()

    def acquire(self, view: str, owner: str, now_ms: int) -> Lease:
        """See `Ledger.acquire`."""
        with self._writing() as db:
            row = db.execute("SELECT owner, fence, until_ms FROM leases WHERE view = ?", (view,)).fetchone()
            holder, fence, until_ms = row or (None, 0, 0)
            if holder is not None and until_ms > now_ms and not _gone(holder):
                raise LeaseHeld(
                    f"{holder} is at work on {view} (lease for {(until_ms - now_ms) // 1000} s more); "
                    "wait for it, or stop it, and run this again"
                )
            db.execute("INSERT OR REPLACE INTO leases VALUES (?, ?, ?, ?)", (view, owner, fence + 1, now_ms + LEASE_MS))
        return Lease(view, owner, fence + 1)

    def release(self, lease: Lease) -> None:
        """See `Ledger.release`."""
        with self._writing() as db:
            db.execute("UPDATE leases SET owner = NULL WHERE view = ? AND fence = ?", (lease.view, lease.fence))

    def intervals(self, view: str) -> list[Interval]:
        """See `Ledger.intervals`."""
        columns = "from_ms, to_ms, state, folded_position, rows, digest, reason, changed_at_ms"
        found = self._db.execute(f"SELECT {columns} FROM intervals WHERE view = ? ORDER BY from_ms", (view,))
        return [
            Interval(from_ms, to_ms, state, from_json(json.loads(str(position))), *rest)
            for from_ms, to_ms, state, position, *rest in found
        ]

    def record(self, lease: Lease, intervals: Sequence[Interval], now_ms: int) -> None:
        """See `Ledger.record`."""
        with self._writing() as db:
            self._extend(db, lease, now_ms)
            for new in intervals:
                overlapping = db.execute(
                    "SELECT from_ms, to_ms, state FROM intervals WHERE view = ? AND from_ms < ? AND to_ms > ?",
                    (lease.view, new.to_ms, new.from_ms),
                ).fetchall()
                before = next((state for *bounds, state in overlapping if bounds == [new.from_ms, new.to_ms]), None)
                if not may_follow(before, new.state) or len(overlapping) > (before is not None):
                    raise WrongTransition(
                        f"interval {new.name} of {lease.view} cannot become {new.state}, for the ledger has "
                        f"{', '.join(f'[{a}, {b}) {state}' for a, b, state in overlapping) or 'nothing there'}; run again"
                    )
                row = (new.state, json.dumps(new.folded_position), new.rows, new.digest, new.reason, new.changed_at_ms)
                db.execute(
                    "INSERT OR REPLACE INTO intervals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (lease.view, new.from_ms, new.to_ms, *row),
                )
                inputs = {"folded_position": new.folded_position, "rows": new.rows, "digest": new.digest}
                known = {
                    name: value for name, value in {**inputs, "reason": new.reason or None}.items() if value is not None
                }
                self._change(db, lease, now_ms, new.state, new.from_ms, new.to_ms, known)

    def record_cutover(
        self, lease: Lease, before_ms: int | None, cutover_ms: int, position: LogPosition, now_ms: int
    ) -> None:
        """See `Ledger.record_cutover`."""
        with self._writing() as db:
            self._extend(db, lease, now_ms)
            start_ms = -1 if before_ms is None else before_ms
            self._change(db, lease, now_ms, "cutover", start_ms, cutover_ms, {"folded_position": position})

    def cutover(self, view: str) -> int | None:
        """See `Ledger.cutover`."""
        row = self._db.execute("SELECT max(to_ms) FROM changes WHERE view = ? AND what = 'cutover'", (view,)).fetchone()
        return None if row[0] is None else int(row[0])

    def history(self, view: str) -> list[Change]:
        """See `Ledger.history`."""
        found = self._db.execute(
            "SELECT at_ms, who, what, from_ms, to_ms, inputs FROM changes WHERE view = ? ORDER BY number", (view,)
        )
        return [Change(at, who, what, start, end, json.loads(inputs)) for at, who, what, start, end, inputs in found]

    def _extend(self, db: sqlite3.Connection, lease: Lease, now_ms: int) -> None:
        held = db.execute(
            "UPDATE leases SET until_ms = ? WHERE view = ? AND fence = ? AND owner = ?",
            (now_ms + LEASE_MS, lease.view, lease.fence, lease.owner),
        ).rowcount
        if not held:
            raise LeaseLost(f"another backfill of {lease.view} has taken over from {lease.owner}; this one stops")

    def _change(
        self, db: sqlite3.Connection, lease: Lease, at_ms: int, what: str, from_ms: int, to_ms: int, inputs: object
    ) -> None:
        row = (lease.view, at_ms, lease.owner, what, from_ms, to_ms, json.dumps(inputs))
        db.execute("INSERT INTO changes VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", row)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise


def _gone(owner: str) -> bool:
    """Whether the owner was a process of this machine that has ended; its lease need not be waited for."""
    host, process, _ = owner.rsplit(":", 2)
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
