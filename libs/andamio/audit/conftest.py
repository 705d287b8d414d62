"""A fresh log in each of the databases, for the tests that both must pass."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from andamio.audit import log as log_module
from andamio.audit.local_postgres import local_postgres, new_schema
from andamio.audit.log import AuditLog, open_audit
from andamio.audit.log_examples import CHECKPOINTS, Clock, Opened


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


@pytest.fixture
def clock() -> Clock:
    """The log's clock."""
    return Clock()


@pytest.fixture
def opened(url: str, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Opens the test's log, as often as it is called."""
    # Only the tests of the thread want its checkpoints; elsewhere they would come between the others.
    monkeypatch.setattr(log_module, "FLUSH_S", 1_000.0)

    def again(**settings: Any) -> AuditLog:
        return open_audit(url, clock, checkpoints=tmp_path / CHECKPOINTS, environment={}, **settings)

    return again
