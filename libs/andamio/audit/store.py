"""Where a log's records are kept: what SQLite and PostgreSQL both promise.

A store holds rows and knows nothing of chains. It promises that one writer at a time is between the begin and the end
of `writing`, in all processes; that what was inserted there is durable when `writing` ends without an error, whole or
not at all; and that no two rows have the same sequence or key.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

BEFORE_ALL = -(2**63)  # a sequence before every other, also those that only tampering can have written


class Row(NamedTuple):
    """A stored record. Only `document` says anything; the rest is there to find it by, and is checked against it."""

    sequence: int
    digest: str
    document: str
    key: str | None


class AuditStore(Protocol):
    """Rows of one log. All methods raise `LogUnavailable` when the database does."""

    name: str
    """What it is called in messages: the path, or the URL without secrets."""

    @property
    def log_id(self) -> str:
        """The log's id, chosen when it was made."""

    def writing(self) -> AbstractContextManager[None]:
        """The only writer, from begin to end; what was inserted is durable at the end."""

    def last(self) -> tuple[int, str] | None:
        """Sequence and digest of the newest row; None for an empty log. Exact only while `writing`."""

    def insert(self, rows: Sequence[Row], bodies: Sequence[tuple[str, str]]) -> None:
        """Add rows, and bodies of evidence by digest (one that is there already stays). Only while `writing`."""

    def find(self, key: str) -> Row | None:
        """The row with this key."""

    def rows(self, after: int = BEFORE_ALL) -> Iterator[Row]:
        """Rows with a larger sequence, in order; those of writers that end meanwhile may be among them."""

    def digests(self, after: int, through: int) -> list[str]:
        """Digests of the rows with a sequence in (after, through], in order."""

    def evidence(self, digest: str) -> str | None:
        """The body of evidence that is stored beside; None if there is none with this digest."""

    def frontier(self) -> str | None:
        """The note that `keep_frontier` left, from which a Merkle tree grows on without reading the whole log."""

    def keep_frontier(self, text: str) -> None:
        """Replace that note. Only while `writing`. It is a cache: who uses it checks it against a checkpoint."""

    def close(self) -> None:
        """Close the database."""
