"""A fresh log in each of the databases, for the tests that both must pass."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from andamio.audit.local_postgres import local_postgres, new_schema


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server's first database."""
    with local_postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new log can be."""
    if request.param == "sqlite":
        return str(tmp_path / "log" / "audit.db")
    return new_schema(request.getfixturevalue("postgres"))
