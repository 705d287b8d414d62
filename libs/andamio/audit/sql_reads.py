"""What is read of a log's tables, in the SQL that SQLite and PostgreSQL share; each store connects, writes and explains."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

from andamio.audit.store import BEFORE_ALL, Row

_PAGE = 1_000  # rows read at a time, so that a long reading does not keep a write-ahead log from being folded in


class SqlReads(ABC):
    """The reading half of an `AuditStore`."""

    @abstractmethod
    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a query in which `?` stands for each value."""

    def last(self) -> tuple[int, str] | None:
        """See `AuditStore.last`."""
        found = self._one("SELECT sequence, digest FROM audit_records ORDER BY sequence DESC LIMIT 1")
        return None if found is None else (int(found[0]), str(found[1]))

    def find(self, key: str) -> Row | None:
        """See `AuditStore.find`."""
        found = self._one("SELECT sequence, digest, document, key FROM audit_records WHERE key = ?", key)
        return None if found is None else Row(*found)

    def rows(self, after: int = BEFORE_ALL) -> Iterator[Row]:
        """See `AuditStore.rows`."""
        query = "SELECT sequence, digest, document, key FROM audit_records WHERE sequence > ? ORDER BY sequence LIMIT ?"
        while page := self._all(query, after, _PAGE):
            yield from (Row(*row) for row in page)
            after = page[-1][0]

    def digests(self, after: int, through: int) -> list[str]:
        """See `AuditStore.digests`."""
        query = "SELECT digest FROM audit_records WHERE sequence > ? AND sequence <= ? ORDER BY sequence"
        return [digest for digest, in self._all(query, after, through)]

    def evidence(self, digest: str) -> str | None:
        """See `AuditStore.evidence`."""
        found = self._one("SELECT body FROM audit_evidence WHERE digest = ?", digest)
        return None if found is None else found[0]

    def frontier(self) -> str | None:
        """See `AuditStore.frontier`."""
        return self._meta("frontier")

    def _meta(self, name: str) -> str | None:
        found = self._one("SELECT value FROM audit_meta WHERE name = ?", name)
        return None if found is None else str(found[0])

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        found = self._all(query, *values)
        return found[0] if found else None
