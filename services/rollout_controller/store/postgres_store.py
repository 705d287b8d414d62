"""The store in PostgreSQL, for controllers on several machines. Tables go to the first schema of the search path."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, LiteralString
from urllib.parse import urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

from rollout_controller.store.rollout_store import StoreUnavailable
from rollout_controller.store.sql_store import APPEND_ONLY, TABLES, UNCHANGED, SqlStore

_CONNECT_TIMEOUT_S = 5
# A tick that cannot have its lock or its answer by then has lost its lease anyway.
_OPTIONS = "-c lock_timeout=2000 -c statement_timeout=10000"
_MAKING = 0x726F6C6C  # 'roll': two controllers do not make the tables at once


class PostgresStore(SqlStore):
    """The store at a URL without a password. A connection that breaks is made anew by the next statement."""

    def __init__(self, url: str) -> None:
        super().__init__()
        parts = urlsplit(url)
        self.name = f"postgresql://{parts.hostname or ''}{parts.path}"
        self._url = url
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None
        self._in_transaction = False
        with self._explained(), self._db.transaction():
            self._db.execute("SELECT pg_advisory_xact_lock(%s)", (_MAKING,))
            tables = TABLES.format(number="BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", integer="BIGINT")
            for statement in tables.split(";"):
                self._db.execute(_sql(statement))
            for table in APPEND_ONLY:
                self._db.execute(_sql(_append_only(table, "UPDATE OR DELETE OR TRUNCATE")))
            for table in UNCHANGED:
                self._db.execute(_sql(_append_only(table, "UPDATE OR TRUNCATE")))

    @property
    def _db(self) -> "psycopg.Connection[tuple[Any, ...]]":
        if self._connection is None or self._connection.closed:
            if self._in_transaction:
                # What the transaction had written is gone; the rest of it must not be written alone.
                raise StoreUnavailable(f"the store {self.name} broke off a transaction")
            # The URL's own options, a search path perhaps, come after ours.
            options = f"{_OPTIONS} {conninfo_to_dict(self._url).get('options', '')}"
            self._connection = psycopg.connect(
                self._url, autocommit=True, connect_timeout=_CONNECT_TIMEOUT_S, options=options
            )
        return self._connection

    def _run(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._turn, self._explained():
            cursor = self._db.execute(_sql(query), tuple(values))
            return cursor.fetchall() if cursor.description is not None else []

    def _run_many(self, query: str, rows: Sequence[Sequence[Any]]) -> None:
        with self._turn, self._explained(), self._db.cursor() as cursor:
            cursor.executemany(_sql(query), rows)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._explained():
            transaction = self._db.transaction()
            transaction.__enter__()
        self._in_transaction = True
        try:
            yield
        except BaseException as error:
            with self._explained():
                transaction.__exit__(type(error), error, error.__traceback__)
            raise
        else:
            # A commit whose answer is lost may have happened: the controller reads the store again.
            with self._explained():
                transaction.__exit__(None, None, None)
        finally:
            self._in_transaction = False

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except psycopg.errors.RaiseException:
            raise
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            # Its text may quote the connection's parameters; the class is enough.
            raise StoreUnavailable(f"the store {self.name} does not answer ({type(error).__name__})") from None


def _sql(query: str) -> LiteralString:
    """The statement in psycopg's style; the statements here hold no other ? and no %."""
    return query.replace("?", "%s")


def _append_only(table: str, changes: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$; "
        f"CREATE OR REPLACE TRIGGER {table}_append_only BEFORE {changes} ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
    )
