"""Where checkpoints are kept: a first place and, by settings, a witness that who can write the first cannot.

    first      the file beside the log, or the one that is named
    witness    a file on another volume, or a table in another database (`checkpoint_table`), written with another right

A checkpoint goes to the first place, then to the witness; one that a killed writer left between the two is brought there
by the next. So the witness may be a checkpoint behind, and never ahead: one that is, or that says another root of the same
records, shows that the first place was changed. Both must take a checkpoint for the log to go on.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from andamio.audit.checkpoints import Checkpoint, CheckpointFile
from andamio.audit.errors import LogTampered
from andamio.errors import UserError


class CheckpointPlace(Protocol):
    """One place. Writers of all processes take turns by the log's own write lock."""

    @property
    def name(self) -> str:
        """What it is called in messages, without secrets."""

    def last(self) -> Checkpoint | None:
        """The newest checkpoint; None if there is none yet. Raises `LogUnavailable`."""

    def all(self) -> tuple[list[Checkpoint], int]:
        """All checkpoints in order of writing, and how many lines are none. Raises `LogUnavailable`."""

    def append(self, checkpoint: Checkpoint) -> None:
        """Add a checkpoint; it is durable when this returns. Raises `LogUnavailable`."""

    def close(self) -> None:
        """Let go of what it holds."""


class CheckpointPlaces:
    """The first place, and the witness if there is one."""

    def __init__(self, first: CheckpointPlace, witness: CheckpointPlace | None = None) -> None:
        self.first, self.witness = first, witness

    @property
    def name(self) -> str:
        """The first place's."""
        return self.first.name

    @property
    def places(self) -> Sequence[CheckpointPlace]:
        """Every place; what the witness has is read before what the first has, which is written before it."""
        return (self.first,) if self.witness is None else (self.witness, self.first)

    def last(self) -> Checkpoint | None:
        """The newest checkpoint. Raises `LogUnavailable`, and `LogTampered` if the witness contradicts the first place."""
        seen = None if self.witness is None else self.witness.last()
        last = self.first.last()
        if self.witness is not None and seen is not None:
            contradicts = last is None or seen.size > last.size or (seen.size == last.size and seen.root != last.root)
            if contradicts:
                raise LogTampered(
                    f"the witness {self.witness.name} has checkpointed {seen.size} records, and {self.first.name} says "
                    "otherwise; nothing is appended; run andamio audit verify"
                )
            if last is not None and seen.size < last.size:
                self._bring(after=seen.size)
        elif self.witness is not None and last is not None:
            self._bring(after=-1)
        return last

    def all(self) -> tuple[list[Checkpoint], int]:
        """Of the first place."""
        return self.first.all()

    def append(self, checkpoint: Checkpoint) -> None:
        """Add a checkpoint to each place. Raises `LogUnavailable`."""
        self.first.append(checkpoint)
        if self.witness is not None:
            self.witness.append(checkpoint)

    def close(self) -> None:
        """Let go of every place."""
        for place in self.places:
            place.close()

    def _bring(self, after: int) -> None:
        """What a killed writer left out, or all that was there before there was a witness."""
        assert self.witness is not None
        for checkpoint in self.first.all()[0]:
            if checkpoint.size > after:
                self.witness.append(checkpoint)


def place_of(text: str, writable: bool) -> CheckpointPlace:
    """The place that a setting names: a file, or postgresql://USER@HOST/DATABASE."""
    scheme, separator, _ = text.partition("://")
    if not separator:
        return CheckpointFile(Path(text))
    if scheme not in ("postgres", "postgresql"):
        raise UserError(f"{scheme}:// is no place of checkpoints; use a path or postgresql://USER@HOST/DATABASE")
    if urlsplit(text).password or "password=" in text:
        raise UserError("the URL of the audit log's witness holds a password; put it into PGPASSFILE")
    # psycopg loads libpq, which a file needs not.
    from andamio.audit.checkpoint_table import CheckpointTable

    return CheckpointTable(text, writable)


def disagreements(places: Sequence[tuple[str, Sequence[Checkpoint]]]) -> Iterator[str]:
    """What the places say against each other, a sentence each; names come with the checkpoints that were read there."""
    for index, (name, checkpoints) in enumerate(places):
        roots = {each.size: each.root for each in checkpoints}
        for other, others in places[index + 1 :]:
            differing = sorted(each.size for each in others if roots.get(each.size, each.root) != each.root)
            if differing:
                yield f"{name} and {other} have different roots of the first {differing[0]} records"
            newest, second = max(roots, default=-1), sorted({each.size for each in others})[-2:-1]
            if checkpoints and newest > max((each.size for each in others), default=-1):
                yield f"{name} goes on to {newest} records, where {other} ends: checkpoints were cut off there"
            elif second and newest < second[0]:
                yield f"{other} goes on, where {name} ends at {max(newest, 0)} records: checkpoints were cut off there"
