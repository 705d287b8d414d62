"""The store in an SQLite file: the default, for the controllers of one machine."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rollout_controller.store.rollout_store import StoreUnavailable
from rollout_controller.store.sql_store import APPEND_ONLY, TABLES, UNCHANGED, SqlStore


class SqliteStore(SqlStore):
    """The store in the file at `path`, made if it is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        # One connection for the loop and the API, which take turns. Two controllers wait 2 s for each other's commit.
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=2)
        try:
            self._make()
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise StoreUnavailable(f"the store {path} cannot be opened ({error})") from None

    def _make(self) -> None:
        with self._explained():
            self._db.execute("PRAGMA journal_mode = WAL")
            # A commit five times a second must not wait for a busy disk. What a power cut may cost is the last ticks;
            # the routing table on disk then has a version that the store forgot, and the next start goes beyond it.
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.executescript(TABLES.format(number="INTEGER PRIMARY KEY", integer="INTEGER"))
            refused = [(table, change) for table in APPEND_ONLY for change in ("UPDATE", "DELETE")]
            for table, change in (*refused, *((table, "UPDATE") for table in UNCHANGED)):
                self._db.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {table}_{change.lower()} BEFORE {change} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
            for table in UNCHANGED:
                # Of stores from before rows of it could go.
                self._db.execute(f"DROP TRIGGER IF EXISTS {table}_delete")

    def _run(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._turn, self._explained():
            return self._db.execute(query, tuple(values)).fetchall()

    def _run_many(self, query: str, rows: Sequence[Sequence[Any]]) -> None:
        with self._turn, self._explained():
            self._db.executemany(query, rows)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._run("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._run("ROLLBACK")
            raise
        self._run("COMMIT")

    def _disconnect(self) -> None:
        self._db.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise StoreUnavailable(f"the store {self.path} does not answer ({error})") from None
