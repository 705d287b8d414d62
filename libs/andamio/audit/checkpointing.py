"""When a log is checkpointed, and how: the policy that bounds what a log's holder could still rewrite.

A writer that finds the log not to be a continuation of the last checkpoint, or cannot write one when it must, refuses.
"""

import json
from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from andamio.audit.checkpoint_places import CheckpointPlaces
from andamio.audit.checkpoints import Checkpoint
from andamio.audit.errors import LogTampered
from andamio.audit.merkle import Frontier
from andamio.audit.record import first_previous
from andamio.audit.store import AuditStore

CHECKPOINT_RECORDS = 1_000
CHECKPOINT_MS = 1_000
CHECKPOINTS_VARIABLE = "ANDAMIO_AUDIT_CHECKPOINTS"


class Checkpointing:
    """The checkpoints of one log. Every method is called under the store's write lock."""

    def __init__(
        self,
        store: AuditStore,
        places: CheckpointPlaces,
        clock: Callable[[], int],
        signing_key: Ed25519PrivateKey | None,
    ) -> None:
        """`clock` gives ms since 1970, UTC; with `signing_key` checkpoints are signed."""
        self._store, self._places, self._clock, self._key = store, places, clock, signing_key
        self._known: Checkpoint | None = None  # a checkpoint that exists; perhaps not the newest any more

    def cover(self, size: int, head: str) -> Checkpoint | None:
        """Checkpoint the `size` records that are there, the last with digest `head`, if none covers them; the newest one."""
        self._known = self._places.last()
        self._continue_from_known(size)
        if self._known is None or self._known.size < size:
            self._write(size, head)
        return self._known

    def cover_before(self, more: int, size: int, head: str) -> None:
        """Checkpoint the `size` records that are there, if they must be before `more` follow."""
        if not self._is_old(size, more):
            return
        # Another process may have written a newer one.
        self._known = self._places.last()
        self._continue_from_known(size)
        if self._is_old(size, more):
            self._write(size, head)

    def _is_old(self, size: int, more: int) -> bool:
        if self._known is None:
            return True
        if size == self._known.size:
            return False
        # A clock that was set back makes it old too.
        is_recent = 0 <= self._clock() - self._known.at_ms < CHECKPOINT_MS
        return not (is_recent and self._known.size < size and size + more - self._known.size <= CHECKPOINT_RECORDS)

    def _write(self, size: int, head: str) -> None:
        store = self._store
        frontier = self._kept_frontier()
        frontier = frontier.extended(map(bytes.fromhex, store.digests(frontier.size, size)))
        if frontier.size != size:
            raise LogTampered(f"the audit log {store.name} has gaps; run andamio audit verify")
        checkpoint = Checkpoint(store.log_id, size, frontier.root().hex(), head, self._clock())
        if self._key is not None:
            checkpoint = checkpoint.signed(self._key)
        self._places.append(checkpoint)
        store.keep_frontier(json.dumps([size, [peak.hex() for peak in frontier.peaks]]))
        self._known = checkpoint

    def _kept_frontier(self) -> Frontier:
        """The tree at the last checkpoint if the store's note of it is right, else the empty tree."""
        try:
            size, peaks = json.loads(self._store.frontier() or "[0, []]")
            frontier = Frontier(size, tuple(map(bytes.fromhex, peaks)))
        except (ValueError, TypeError):
            return Frontier()
        known = self._known
        return frontier if known and (known.size, known.root) == (size, frontier.root().hex()) else Frontier()

    def _continue_from_known(self, size: int) -> None:
        """Raise `LogTampered` unless the log goes on from its last checkpoint, as far as its head shows."""
        known, where, log_id = self._known, f"the audit log {self._store.name}", self._store.log_id
        advice = "nothing is appended; run andamio audit verify"
        if known is None:
            if size or self._store.frontier() is not None:
                raise LogTampered(
                    f"{where} has been checkpointed, but there is no checkpoint in {self._places.name}; "
                    f"name their file with {CHECKPOINTS_VARIABLE}, or restore it"
                )
            return
        if known.log_id != log_id:
            raise LogTampered(f"{self._places.name} has checkpoints of another log than {where}; {advice}")
        if known.size > size:
            raise LogTampered(f"{where} ends at {size}, but record {known.size} was checkpointed; {advice}")
        head = self._store.digests(known.size - 1, known.size) if known.size else [first_previous(log_id)]
        if head != [known.head]:
            raise LogTampered(f"{where} has another record {known.size} than was checkpointed; {advice}")
