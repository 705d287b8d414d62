"""The log in PostgreSQL: the tables of the embedded one, in the first schema of the search path.

Writers take turns by a lock on the table of records, which readers do not wait for and which any other program that
would insert must wait for too. `synchronous_commit` is on whatever the server's default: a commit returns when it is
on the primary's disk.
"""

import threading
import urllib.parse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from andamio.audit.errors import LogUnavailable
from andamio.audit.sql_reads import SqlReads
from andamio.audit.store import Row

_CONNECT_TIMEOUT_S = 10
_LOCK_TIMEOUT_MS = 30_000
_SCHEMA = """
CREATE TABLE audit_records (sequence BIGINT PRIMARY KEY, digest TEXT NOT NULL, document TEXT NOT NULL, key TEXT);
CREATE UNIQUE INDEX audit_records_by_key ON audit_records (key) WHERE key IS NOT NULL;
CREATE TABLE audit_evidence (digest TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE audit_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit log is append only'; END $$;
CREATE TRIGGER audit_records_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_records
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER audit_evidence_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_evidence
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
"""
_CREATION_LOCK = 0x61756469  # 'audi': two processes do not make the tables at once


class PostgresStore(SqlReads):
    """An `AuditStore` in PostgreSQL. Safe for use by several processes and threads; not across a fork."""

    def __init__(self, url: str, new_id: str | None) -> None:
        """Connect. With `new_id` the tables are made if they are not there; without, they are only read."""
        self._url, self._read_only = url, new_id is None
        parts = urllib.parse.urlsplit(url)
        self.name = f"postgresql://{parts.hostname or ''}{parts.path}"
        self._turn = threading.RLock()
        self._connection: psycopg.Connection[Any] | None = None
        with self._explained("opened"):
            if new_id is not None:
                self._create(new_id)
            self._id = self._meta("log_id") or ""

    def _create(self, new_id: str) -> None:
        with self._db.transaction():
            self._db.execute("SELECT pg_advisory_xact_lock(%s)", (_CREATION_LOCK,))
            if self._db.execute("SELECT to_regclass('audit_records')").fetchone() == (None,):
                self._db.execute(_SCHEMA)
                self._db.execute("INSERT INTO audit_meta VALUES ('log_id', %s)", (new_id,))

    @property
    def _db(self) -> "psycopg.Connection[Any]":
        # A server that restarted is found again at the next call; the one that it interrupted has raised.
        if self._connection is None or self._connection.closed:
            # After the URL's own, which may name the schema: the last setting of a name counts.
            own = conninfo_to_dict(self._url).get("options") or ""
            options = f"{own} -c synchronous_commit=on -c lock_timeout={_LOCK_TIMEOUT_MS}"
            if self._read_only:
                options += " -c default_transaction_read_only=on"
            self._connection = psycopg.connect(
                self._url, autocommit=True, connect_timeout=_CONNECT_TIMEOUT_S, options=options
            )
        return self._connection

    @property
    def log_id(self) -> str:
        """See `AuditStore.log_id`."""
        return self._id

    @contextmanager
    def writing(self) -> Iterator[None]:
        """See `AuditStore.writing`."""
        with self._turn:
            with self._explained("written"):
                transaction = self._db.transaction()
                transaction.__enter__()
            try:
                with self._explained("written"):
                    # Conflicts with itself and with every insert, not with reading.
                    self._db.execute("LOCK TABLE audit_records IN EXCLUSIVE MODE")
                yield
            except BaseException as error:
                with self._explained("written"):
                    transaction.__exit__(type(error), error, error.__traceback__)
                raise
            with self._explained("written"):
                transaction.__exit__(None, None, None)

    def insert(self, rows: Sequence[Row], bodies: Sequence[tuple[str, str]]) -> None:
        """See `AuditStore.insert`."""
        with self._explained("written"), self._db.cursor() as cursor:
            if bodies:
                cursor.executemany("INSERT INTO audit_evidence VALUES (%s, %s) ON CONFLICT DO NOTHING", bodies)
            if rows:
                cursor.executemany("INSERT INTO audit_records VALUES (%s, %s, %s, %s)", rows)

    def keep_frontier(self, text: str) -> None:
        """See `AuditStore.keep_frontier`."""
        self._all(
            "INSERT INTO audit_meta VALUES ('frontier', ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value RETURNING name",
            text,
        )

    def close(self) -> None:
        """See `AuditStore.close`."""
        with self._turn:
            if self._connection is not None:
                self._connection.close()

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._turn, self._explained("read"):
            return self._db.execute(query.replace("?", "%s"), values).fetchall()

    @contextmanager
    def _explained(self, verb: str) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            raise LogUnavailable(f"the audit log {self.name} cannot be {verb} ({reason}); check the server") from error
