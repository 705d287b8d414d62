"""The record, read beside the control loop: by a connection of its own, which never waits for the loop nor delays it.

Transitions and verdicts are numbered by the store as they are appended. A `Cursor` names a place in both, and the
version of the routing table; what came after it is what someone who watches has not seen.
"""

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

_CURSOR = re.compile(r"(\d{1,18})-(\d{1,18})-(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last transition, verdict and version of the routing table that were seen; 0: none."""

    transition: int = 0
    verdict: int = 0
    table_version: int = 0

    def __str__(self) -> str:
        return f"{self.transition}-{self.verdict}-{self.table_version}"

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """The cursor that `str` wrote. Raises `ValueError`."""
        matched = _CURSOR.fullmatch(text)
        if matched is None:
            raise ValueError(f"{text!r} is no cursor; take one that /v1/status or an event gave, such as 12-340-7")
        return cls(*(int(part) for part in matched.groups()))

    def no_later_than(self, other: "Cursor") -> "Cursor":
        """This one, or `other` where that is earlier: a record that was set back has nothing beyond its end."""
        return Cursor(
            min(self.transition, other.transition),
            min(self.verdict, other.verdict),
            min(self.table_version, other.table_version),
        )


@dataclass(frozen=True, slots=True)
class Recorded:
    """One thing that was appended, and where that leaves a reader."""

    kind: str
    """transition or verdict."""
    document: dict[str, Any]
    cursor: Cursor


class RecordReading:
    """Reads the store's file at `path`, which the store has made."""

    def __init__(self, path: Path) -> None:
        self._uri = f"{path.absolute().as_uri()}?mode=ro"

    def end(self, table_version: int) -> Cursor:
        """The place after everything recorded."""
        with self._connected() as db:
            transition, verdict = (
                db.execute(f"SELECT coalesce(max(number), 0) FROM {table}").fetchone()[0] for table in _TABLES
            )
        return Cursor(transition, verdict, table_version)

    def after(self, cursor: Cursor, limit: int = 200) -> list[Recorded]:
        """What was appended after `cursor`, by time, at most `limit` transitions and as many verdicts."""
        with self._connected() as db:
            transitions = db.execute(
                f"SELECT {_TRANSITION} FROM history WHERE number > ? ORDER BY number LIMIT ?",
                (cursor.transition, limit),
            ).fetchall()
            verdicts = db.execute(
                f"SELECT {_VERDICT} FROM verdicts WHERE number > ? ORDER BY number LIMIT ?", (cursor.verdict, limit)
            ).fetchall()
        found = [("transition", transition_of(row)) for row in transitions]
        found += [("verdict", verdict_of(row)) for row in verdicts]
        # The verdict behind a transition has its time, and comes first.
        found.sort(key=lambda item: (item[1]["at_ms"], item[0] == "transition"))
        recorded = []
        for kind, document in found:
            if kind == "transition":
                cursor = replace(cursor, transition=document["number"])
            else:
                cursor = replace(cursor, verdict=document["number"])
            recorded.append(Recorded(kind, document, cursor))
        return recorded

    def transitions(self, subject: str | None = None, newest: int | None = None) -> list[dict[str, Any]]:
        """The transitions of a subject, or all, oldest first; only the `newest` of them if that is given."""
        with self._connected() as db:
            rows = db.execute(
                f"SELECT {_TRANSITION} FROM history WHERE ?1 IS NULL OR subject = ?1 ORDER BY number DESC LIMIT ?2",
                (subject, -1 if newest is None else newest),
            ).fetchall()
        return [transition_of(row) for row in reversed(rows)]

    def verdict_numbers(self, rollout_id: str) -> list[int]:
        """The numbers of a rollout's verdicts, oldest first."""
        with self._connected() as db:
            rows = db.execute("SELECT number FROM verdicts WHERE rollout_id = ? ORDER BY number", (rollout_id,))
            return [row[0] for row in rows]

    def verdicts(self, numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
        """The verdicts of these numbers, in that order."""
        with self._connected() as db:
            for number in numbers:
                yield verdict_of(db.execute(f"SELECT {_VERDICT} FROM verdicts WHERE number = ?", (number,)).fetchone())

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        # A connection each time: they are cheap, and belong to the thread that made them.
        with closing(sqlite3.connect(self._uri, uri=True, timeout=5)) as db:
            yield db


_TABLES = ("history", "verdicts")
_TRANSITION = "number, at_ms, subject, before, after, reason, actor, evidence"
_VERDICT = "number, at_ms, rollout_id, verdict"


def transition_of(row: Sequence[Any]) -> dict[str, Any]:
    """The document of a transition."""
    names = ("number", "at_ms", "subject", "from", "to", "reason", "actor")
    return {**dict(zip(names, row)), "evidence": json.loads(row[7]) if row[7] else None}


def verdict_of(row: Sequence[Any]) -> dict[str, Any]:
    """The document of a verdict, with its evidence."""
    return {**dict(zip(("number", "at_ms", "rollout_id"), row)), **json.loads(row[3])}
