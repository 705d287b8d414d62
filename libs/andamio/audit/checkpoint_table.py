"""Checkpoints in a PostgreSQL table: in another database than the log's, or written by another role.

    CREATE TABLE audit_checkpoints (number BIGSERIAL PRIMARY KEY, line TEXT NOT NULL)

It is made if it is not there, with a trigger that refuses to change or delete a row. A role that may only SELECT and INSERT,
with a password file of its own, is enough once the table is there.
"""

import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from andamio.audit import canonical_json
from andamio.audit.checkpoints import Checkpoint
from andamio.audit.errors import LogUnavailable

_CONNECT_TIMEOUT_S = 10
_SCHEMA = """
CREATE TABLE audit_checkpoints (number BIGSERIAL PRIMARY KEY, line TEXT NOT NULL);
CREATE FUNCTION audit_checkpoints_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'checkpoints are append only'; END $$;
CREATE TRIGGER audit_checkpoints_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoints
    FOR EACH STATEMENT EXECUTE FUNCTION audit_checkpoints_append_only();
"""
_CREATION_LOCK = 0x61756463  # 'audc': two processes do not make the table at once


class CheckpointTable:
    """A `CheckpointPlace` in PostgreSQL. Threads may share it, forks may not."""

    def __init__(self, url: str, writable: bool) -> None:
        """A table that is missing is made by the first append to it, where `writable`."""
        parts = urllib.parse.urlsplit(url)
        self.name = f"postgresql://{parts.hostname or ''}{parts.path}"
        self._url, self._writable = url, writable
        self._turn = threading.RLock()
        self._connection: psycopg.Connection[Any] | None = None

    def last(self) -> Checkpoint | None:
        """See `CheckpointPlace.last`."""
        rows = self._lines("SELECT line FROM audit_checkpoints ORDER BY number DESC LIMIT 1")
        return _parsed(rows[0])[0] if rows and _parsed(rows[0]) else next(reversed(self.all()[0]), None)

    def all(self) -> tuple[list[Checkpoint], int]:
        """See `CheckpointPlace.all`."""
        rows = self._lines("SELECT line FROM audit_checkpoints ORDER BY number")
        found = [checkpoint for row in rows for checkpoint in _parsed(row)]
        return found, len(rows) - len(found)

    def append(self, checkpoint: Checkpoint) -> None:
        """See `CheckpointPlace.append`."""
        line = canonical_json.encode(checkpoint.to_document(), "checkpoint")
        with self._explained("written"):
            if not self._is_there() and self._writable:
                self._create()
            self._db.execute("INSERT INTO audit_checkpoints (line) VALUES (%s)", (line,))

    def close(self) -> None:
        """See `CheckpointPlace.close`."""
        with self._turn:
            if self._connection is not None:
                self._connection.close()

    def _lines(self, query: str) -> list[str]:
        with self._explained("read"):
            return [line for line, in self._db.execute(query)] if self._is_there() else []

    def _is_there(self) -> bool:
        return bool(self._db.execute("SELECT to_regclass('audit_checkpoints')").fetchone() != (None,))

    def _create(self) -> None:
        with self._db.transaction():
            self._db.execute("SELECT pg_advisory_xact_lock(%s)", (_CREATION_LOCK,))
            if not self._is_there():
                self._db.execute(_SCHEMA)

    @property
    def _db(self) -> "psycopg.Connection[Any]":
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(self._url, autocommit=True, connect_timeout=_CONNECT_TIMEOUT_S)
        return self._connection

    @contextmanager
    def _explained(self, verb: str) -> Iterator[None]:
        with self._turn:
            try:
                yield
            except psycopg.Error as error:
                reason = " ".join(str(error).split()) or type(error).__name__
                raise LogUnavailable(
                    f"checkpoints at {self.name} cannot be {verb} ({reason}); check the server"
                ) from error


def _parsed(line: str) -> list[Checkpoint]:
    try:
        return [Checkpoint.parse(line)]
    except ValueError:
        return []
