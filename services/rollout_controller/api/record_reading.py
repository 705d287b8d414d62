"""The record, read beside the control loop: by a connection of its own, which never waits for the loop nor delays it.

Transitions and verdicts are numbered by the store as they are appended. A `Cursor` names a place in both, and the
version of the routing table; what came after it is what someone who watches has not seen.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from andamio.rollout.errors import DamagedRecord, InvalidDocument
from andamio.rollout.evidence.decision_log import Decision
from rollout_controller.store.rollout_store import RolloutStore, open_store

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


@contextmanager
def readable(rollout_id: str) -> Iterator[None]:
    """Raises `DamagedRecord` for what goes wrong within: records are only added to, and were well formed when they were."""
    try:
        yield
    except (InvalidDocument, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise DamagedRecord(
            f"the record of {rollout_id} cannot be read ({type(error).__name__}: {error}): it was damaged or changed after "
            "it was written; keep the store as it is for whoever looks into it, and restore it from a backup"
        ) from error


class RecordReading:
    """Reads the record in `store`, or in the SQLite store at a path."""

    def __init__(self, store: RolloutStore | Path) -> None:
        self._store = open_store(store) if isinstance(store, Path) else store

    def end(self, table_version: int) -> Cursor:
        """The place after everything recorded."""
        return Cursor(*self._store.ends(), table_version)

    def after(self, cursor: Cursor, limit: int = 200) -> list[Recorded]:
        """What was appended after `cursor`, by time, at most `limit` transitions and as many verdicts."""
        found = [("transition", each) for each in self._store.history(after=cursor.transition, limit=limit)]
        found += [("verdict", each) for each in self._store.verdicts(after=cursor.verdict, limit=limit)]
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
        return self._store.history(subject, newest=newest)

    def observations(self, rollout_id: str) -> Iterator[tuple[Decision, str, int]]:
        """The decisions that counted for a rollout, with stage and step, in the order in which they were taken."""
        return self._store.observations(rollout_id)

    def verdict_numbers(self, rollout_id: str) -> list[int]:
        """The numbers of a rollout's verdicts, oldest first."""
        return self._store.verdict_numbers(rollout_id)

    def verdicts(self, numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
        """The verdicts of these numbers, in that order."""
        for number in numbers:
            yield from self._store.verdicts(number=number)
