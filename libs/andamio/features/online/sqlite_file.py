"""The file of the embedded online store, in WAL mode: opened with the views it is to hold, a connection a thread."""

import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from andamio.features.definition import FeatureView
from andamio.features.online.online_read import stored_definition
from andamio.features.online.online_store import StoreError, StoreMismatch, StoreMissing
from andamio.features.online.sqlite_tables import FORMAT, SCHEMA
from andamio.features.online.write_rules import require_view

_BUSY_TIMEOUT_S = 60.0  # the other writer may be replacing a view's whole history


class SqliteFile:
    """Transactions on one file. Safe for use by several threads and processes."""

    def __init__(self, path: Path, views: Iterable[FeatureView]) -> None:
        """Nothing is opened yet; see `open`."""
        self.path = path
        self.views = {view.id: view for view in views}
        self._local = threading.local()
        # Weakly: a server's threads come and go, and the connection of one that is gone closes with it.
        self._connections: weakref.WeakSet[_OfThread] = weakref.WeakSet()
        self._opening = threading.Lock()

    def open(self, create: bool) -> None:
        """Make what is missing, if `create`, and check that the views are as they were written."""
        if not create and not self.path.is_file():
            raise StoreMissing(
                f"there is no online store at {self.path}; write one with the batch_features job's 'tiles'"
            )
        try:
            if create:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._prepare()
            self._check()
        except (OSError, sqlite3.Error) as error:
            self.close()
            raise StoreError(f"the online store at {self.path} cannot be opened ({error}); check the path") from error

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._opening:
            for held in self._connections:
                held.connection.close()
            self._connections.clear()

    def require(self, view_id: str) -> None:
        """Raise `UnknownView` for one that the store was not opened with."""
        require_view(self.views, view_id)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is alone in writing, and begins when the one before it has ended."""
        with self._transaction("BEGIN IMMEDIATE") as db:
            yield db

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A transaction that sees one state of the store, whatever is written meanwhile."""
        with self._transaction("BEGIN") as db:
            yield db

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        db = self._connection()
        try:
            db.execute(begin)
        except sqlite3.OperationalError as error:
            raise StoreError(f"the online store at {self.path} cannot be used now ({error}); try again") from error
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            # On a full disk and the like SQLite has rolled back by itself.
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise

    def _prepare(self) -> None:
        db = self._connection()
        db.execute("PRAGMA journal_mode = WAL")
        with self.writing():
            if db.execute("PRAGMA user_version").fetchone()[0] == 0:
                for statement in SCHEMA.split(";"):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {FORMAT}")
            db.executemany(
                "INSERT OR IGNORE INTO views (view, definition) VALUES (?, ?)",
                [(view.id, stored_definition(view)) for view in self.views.values()],
            )

    def _check(self) -> None:
        with self.reading() as db:
            found = db.execute("PRAGMA user_version").fetchone()[0]
            if found != FORMAT:
                raise StoreMismatch(
                    f"{self.path} has format {found}, not {FORMAT}; write the store anew in another file"
                )
            for view_id, definition in db.execute("SELECT view, definition FROM views"):
                if view_id in self.views and definition != stored_definition(self.views[view_id]):
                    raise StoreMismatch(
                        f"{self.path} holds view {view_id} with another definition; "
                        "give the changed view a new version, or write the store anew in another file"
                    )

    def _connection(self) -> sqlite3.Connection:
        held: _OfThread | None = getattr(self._local, "held", None)
        if held is None:
            connection = sqlite3.connect(
                self.path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
            )
            # A commit survives a kill of the process; after a loss of power the cursor is as old as the tiles.
            connection.execute("PRAGMA synchronous = NORMAL")
            held = _OfThread(connection)
            with self._opening:
                self._connections.add(held)
            self._local.held = held
        return held.connection


class _OfThread:
    """A thread's connection, closed when the thread lets go of it. Left to Python, it would wait for a collection."""

    __slots__ = ("connection", "__weakref__")

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()
