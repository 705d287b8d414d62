"""The embedded log: one SQLite file, in WAL mode, synced to disk at every commit.

audit_records    one row a record; triggers refuse to change or delete any
audit_evidence   bodies of evidence too large for a record, by digest
audit_meta       the log's id, and the Merkle tree's frontier at the last checkpoint

The triggers stop a mistaken statement, not an attacker; for that there are digests and checkpoints.
"""

import sqlite3
import threading
import urllib.parse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from andamio.audit.errors import LogUnavailable
from andamio.audit.sql_reads import SqlReads
from andamio.audit.store import Row

FORMAT = 1
_BUSY_TIMEOUT_S = 30.0
_SCHEMA = (
    "CREATE TABLE audit_records (sequence INTEGER PRIMARY KEY, digest TEXT NOT NULL, document TEXT NOT NULL, key TEXT)",
    "CREATE UNIQUE INDEX audit_records_by_key ON audit_records (key) WHERE key IS NOT NULL",
    "CREATE TABLE audit_evidence (digest TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE audit_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    *(
        f"CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the audit log is append only'); END"
        for table in ("audit_records", "audit_evidence")
        for verb in ("UPDATE", "DELETE")
    ),
)


class SqliteStore(SqlReads):
    """An `AuditStore` in one file. Safe for use by several processes and threads; not across a fork."""

    def __init__(self, path: Path, new_id: str | None) -> None:
        """Open the file. With `new_id` it is made if it is not there, as a log of this id; without, it is only read."""
        self.name = str(path)
        # Readers and the writer of this process take turns; other processes are the database's concern.
        self._turn = threading.RLock()
        mode = "ro" if new_id is None else "rwc"
        with self._explained("opened"):
            if new_id is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(
                f"file:{urllib.parse.quote(str(path))}?mode={mode}",
                uri=True,
                timeout=_BUSY_TIMEOUT_S,
                isolation_level=None,
                check_same_thread=False,
            )
            if new_id is not None:
                self._db.execute("PRAGMA journal_mode = WAL")
                # FULL syncs the write-ahead log before a commit returns: an acknowledged record survives a power cut.
                self._db.execute("PRAGMA synchronous = FULL")
                with self.writing():
                    self._create(new_id)
            found = self._db.execute("PRAGMA user_version").fetchone()[0]
        if found != FORMAT:
            raise LogUnavailable(f"{path} is not an audit log of format {FORMAT} (it has {found}); check the path")

    def _create(self, new_id: str) -> None:
        if self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return
        for statement in _SCHEMA:
            self._db.execute(statement)
        self._db.execute("INSERT INTO audit_meta VALUES ('log_id', ?)", (new_id,))
        self._db.execute(f"PRAGMA user_version = {FORMAT}")

    @property
    def log_id(self) -> str:
        """See `AuditStore.log_id`."""
        return self._meta("log_id") or ""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """See `AuditStore.writing`."""
        with self._turn:
            with self._explained("written"):
                self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                with self._explained("written"):
                    self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def insert(self, rows: Sequence[Row], bodies: Sequence[tuple[str, str]]) -> None:
        """See `AuditStore.insert`."""
        with self._explained("written"):
            self._db.executemany("INSERT OR IGNORE INTO audit_evidence VALUES (?, ?)", bodies)
            self._db.executemany("INSERT INTO audit_records VALUES (?, ?, ?, ?)", rows)

    def keep_frontier(self, text: str) -> None:
        """See `AuditStore.keep_frontier`."""
        with self._explained("written"):
            self._db.execute("INSERT OR REPLACE INTO audit_meta VALUES ('frontier', ?)", (text,))

    def close(self) -> None:
        """See `AuditStore.close`."""
        with self._turn:
            self._db.close()

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._turn, self._explained("read"):
            return self._db.execute(query, values).fetchall()

    @contextmanager
    def _explained(self, verb: str) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise LogUnavailable(f"the audit log {self.name} cannot be {verb} ({error}); check the file") from error
