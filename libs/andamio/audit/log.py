"""The audit log: who did what, to what, why and on what evidence, so that it cannot be changed unseen.

A writer appends under the database's write lock, so that processes cannot fork the chain. Checkpoints are written
under the same lock, and bound what the log's holder could still rewrite:

* Before an append, if records are not covered yet and the last checkpoint is 1,000 records or 1 s back, they are
  checkpointed first. So no record is ever added more than 1,000 after a checkpoint, whoever was killed in between.
* After an append, a thread of the writer checkpoints within `FLUSH_S`, so that the last record before a silence is
  covered too. Closing the log does the same at once.
* What a killed writer left is covered by the next append or checkpoint of any process, or when one opens the log.

Under that lock `checkpointing` decides, writes, and refuses a log that is not a continuation of the last checkpoint.
"""

import json
import logging
import os
import secrets
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from andamio.audit.actions import ACTIONS, Vocabulary
from andamio.audit.checkpoint_places import CheckpointPlaces, disagreements, place_of
from andamio.audit.checkpointing import CHECKPOINT_RECORDS, CHECKPOINTS_VARIABLE, Checkpointing
from andamio.audit.checkpoints import Checkpoint, CheckpointFile, read_signing_key
from andamio.audit.errors import InvalidRecord, LogTampered, LogUnavailable
from andamio.audit.record import Entry, Record, document_digest, first_previous, new_entry
from andamio.audit.sqlite_store import SqliteStore
from andamio.audit.store import AuditStore, Row
from andamio.audit.verification import Report, Verifier, joined
from andamio.errors import UserError

FLUSH_S = 0.5  # half of what is promised, for the thread may be kept waiting for the write lock
WITNESS_VARIABLE = "ANDAMIO_AUDIT_WITNESS"
SIGNING_KEY_VARIABLE = "ANDAMIO_AUDIT_SIGNING_KEY_FILE"

_log = logging.getLogger(__name__)


def system_clock() -> int:
    """Milliseconds since 1970, UTC, by the machine's clock."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class Receipt:
    """A record is durable."""

    sequence: int
    """Its place in the log, from 1."""
    digest: str
    """Its digest, 64 hex digits. Who keeps it can later ask for a proof that the record is still there."""


class AuditLog:
    """A log that is open. Threads may share it; a process that was forked needs one of its own."""

    def __init__(
        self,
        store: AuditStore,
        checkpoints: CheckpointPlaces,
        clock: Callable[[], int],
        signing_key: Ed25519PrivateKey | None = None,
        actions: Vocabulary = ACTIONS,
        writable: bool = True,
    ) -> None:
        """`open_audit` is how to make one. A writable log is checkpointed here if a writer left records uncovered."""
        self.store, self.checkpoints, self.actions = store, checkpoints, actions
        self._checkpointing = Checkpointing(store, checkpoints, clock, signing_key)
        self._clock, self._writable = clock, writable
        self._turn = threading.RLock()
        self._appended, self._closing = threading.Event(), threading.Event()
        self._flusher: threading.Thread | None = None
        if writable:
            self.checkpoint()

    @property
    def log_id(self) -> str:
        """The log's id, chosen when it was made."""
        return self.store.log_id

    def append(
        self,
        actor: str,
        action: str,
        subject: str,
        reason: str,
        before: Any = None,
        after: Any = None,
        evidence: Any = None,
        key: str | None = None,
    ) -> Receipt:
        """Record one thing that was done; it is durable when this returns. Fields are as in `record.new_entry`.

        With a `key`, appending the same again (after a crash, say) returns the first receipt, and anything else under
        that key is refused. Raises `InvalidRecord` (nothing was written), `LogUnavailable`, `LogTampered`.
        """
        entry = new_entry(self.actions, self._clock(), actor, action, subject, reason, before, after, evidence, key)
        return self.append_all([entry])[0]

    def check(
        self,
        actor: str,
        action: str,
        subject: str,
        reason: str,
        before: Any = None,
        after: Any = None,
        evidence: Any = None,
    ) -> None:
        """Record nothing; raise `InvalidRecord` where `append` would, for who must know before they act."""
        new_entry(self.actions, self._clock(), actor, action, subject, reason, before, after, evidence)

    def append_all(self, entries: Sequence[Entry]) -> list[Receipt]:
        """Record several things in one commit, all or none; at most `CHECKPOINT_RECORDS` at a time."""
        if not self._writable:
            raise LogUnavailable(f"the audit log {self.store.name} was opened to be read; open it with open_audit")
        if len(entries) > CHECKPOINT_RECORDS:
            raise InvalidRecord(f"{len(entries)} records at once; append at most {CHECKPOINT_RECORDS} at a time")
        with self._turn, self.store.writing():
            size, previous = self.store.last() or (0, first_previous(self.log_id))
            self._checkpointing.cover_before(len(entries), size, previous)
            receipts: list[Receipt] = []
            rows: list[Row] = []
            bodies: dict[str, str] = {}
            for entry in entries:
                if entry.key is not None and (earlier := self._earlier(entry, rows)) is not None:
                    receipts.append(earlier)
                    continue
                document = entry.document(size + 1, previous)
                size, previous = size + 1, document_digest(document)
                rows.append(Row(size, previous, document, entry.key))
                receipts.append(Receipt(size, previous))
                if entry.body is not None and entry.evidence_digest is not None:
                    bodies[entry.evidence_digest] = entry.body
            self.store.insert(rows, list(bodies.items()))
        self._start_flusher()
        return receipts

    def records(self, after: int = 0) -> Iterator[Record]:
        """Records with a sequence above `after`, in order. Raises `LogTampered` at one that cannot be read."""
        for row in self.store.rows(after):
            try:
                yield Record.parse(row.document)
            except (ValueError, TypeError):
                raise LogTampered(f"record {row.sequence} cannot be read; run andamio audit verify") from None

    def find(self, key: str) -> Record | None:
        """The record with this key. Raises `LogTampered` if it cannot be read."""
        row = self.store.find(key)
        try:
            return None if row is None else Record.parse(row.document)
        except (ValueError, TypeError):
            raise LogTampered(f"the record with key {key} cannot be read; run andamio audit verify") from None

    def evidence(self, record: Record) -> Any:
        """A record's evidence, also where it is stored beside. Raises `LogTampered` if it is not there any more."""
        if not record.evidence_is_beside:
            return record.evidence
        body = self.store.evidence(record.evidence_digest or "")
        if body is None:
            raise LogTampered(f"the evidence of record {record.sequence} is missing; run andamio audit verify")
        return json.loads(body)

    def verify(self, *public_keys: Ed25519PublicKey) -> Report:
        """Check every record against its digest, the chain and the checkpoints, and signatures where keys are given.

        A checkpoint must be signed by one of the keys: after a rotation, give the old one too.

        Writers may go on meanwhile. What is wrong is in the report; only a log that cannot be read raises.
        """
        # Checkpoints first: each is of records that are there already.
        read = [(place.name, *place.all()) for place in self.checkpoints.places]
        verifiers = [Verifier(self.log_id, found, self.store.evidence, torn, public_keys) for _, found, torn in read]
        for row in self.store.rows():
            for verifier in verifiers:
                verifier.take((row,))
        reports = [(name, verifier.report()) for (name, _, _), verifier in zip(read, verifiers)]
        return joined(reports, list(disagreements([(name, found) for name, found, _ in read])))

    def checkpoint(self) -> Checkpoint | None:
        """Checkpoint what no checkpoint covers yet; the newest one. A new log's is of no records."""
        with self._turn, self.store.writing():
            size, head = self.store.last() or (0, first_previous(self.log_id))
            return self._checkpointing.cover(size, head)

    def close(self) -> None:
        """Checkpoint and close. An error of the checkpoint is raised after everything is closed."""
        self._closing.set()
        self._appended.set()
        if self._flusher is not None:
            self._flusher.join()
        try:
            if self._writable:
                self.checkpoint()
        finally:
            self.checkpoints.close()
            self.store.close()

    def __enter__(self) -> "AuditLog":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _earlier(self, entry: Entry, pending: Sequence[Row]) -> Receipt | None:
        row = next((row for row in pending if row.key == entry.key), None) or self.store.find(entry.key or "")
        if row is None:
            return None
        if not entry.same_as(Record.parse(row.document)):
            raise InvalidRecord(f"key {entry.key} is that of record {row.sequence}, which says something else")
        return Receipt(row.sequence, row.digest)

    def _start_flusher(self) -> None:
        with self._turn:
            if self._flusher is None:
                self._flusher = threading.Thread(target=self._flush, name="audit-checkpoints", daemon=True)
                self._flusher.start()
        self._appended.set()

    def _flush(self) -> None:
        while not self._closing.is_set():
            self._appended.wait()
            self._appended.clear()
            while not self._closing.wait(FLUSH_S):
                try:
                    self.checkpoint()
                    break
                except (LogUnavailable, LogTampered) as error:
                    # Tried again; appends refuse as soon as a checkpoint is due.
                    _log.warning("audit checkpoint failed: %s", error)


def sqlite_file(url: str) -> Path:
    """The file of a log that is named by its path, or by sqlite:///PATH."""
    _, separator, rest = url.partition("://")
    return Path(urllib.parse.unquote(rest.removeprefix("/"))) if separator else Path(url)


def open_audit(
    url: str,
    clock: Callable[[], int] = system_clock,
    *,
    checkpoints: Path | None = None,
    witness: str | None = None,
    signing_key: Path | None = None,
    actions: Vocabulary = ACTIONS,
    read_only: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> AuditLog:
    """Open the log at a path, `sqlite:///path` or `postgresql://user@host/database`; it is made if it is not there.

    `clock` gives ms since 1970, UTC. Checkpoints go to `checkpoints`, else to the file named by
    $ANDAMIO_AUDIT_CHECKPOINTS, else for SQLite to the log's path with `.checkpoints` after it: set it to a place that
    who can write the log cannot. They go to `witness` or $ANDAMIO_AUDIT_WITNESS too, if one is named: a file, or
    `postgresql://user@host/database`. They are signed with the key at `signing_key` or $ANDAMIO_AUDIT_SIGNING_KEY_FILE.
    PostgreSQL's password comes from $PGPASSWORD or a password file, never from the URL. A `read_only` log is not made, not
    checkpointed and takes no records. Raises `UserError`, `LogUnavailable`, `LogTampered`.
    """
    scheme, separator, _ = url.partition("://")
    if separator and scheme not in ("sqlite", "postgresql", "postgres"):
        raise UserError(f"{scheme}:// is no audit log; use a path, sqlite:///PATH or postgresql://USER@HOST/DATABASE")
    new_id = None if read_only else secrets.token_hex(8)
    named = checkpoints or (Path(environment[CHECKPOINTS_VARIABLE]) if environment.get(CHECKPOINTS_VARIABLE) else None)
    key_path = signing_key or (
        Path(environment[SIGNING_KEY_VARIABLE]) if environment.get(SIGNING_KEY_VARIABLE) else None
    )
    key = read_signing_key(key_path) if key_path and not read_only else None
    store: AuditStore
    if scheme.startswith("postgres"):
        if urllib.parse.urlsplit(url).password or "password=" in url:
            raise UserError("the audit log's URL holds a password; put it into PGPASSWORD")
        if named is None:
            raise UserError(f"checkpoints of {url} have no place; name a file with {CHECKPOINTS_VARIABLE}")
        # psycopg loads libpq, which a log in SQLite needs not.
        from andamio.audit.postgres_store import PostgresStore

        store = PostgresStore(url, new_id)
    else:
        path = sqlite_file(url)
        if read_only and not path.is_file():
            raise UserError(f"there is no audit log at {path}; check --log")
        named = named or path.with_name(path.name + ".checkpoints")
        store = SqliteStore(path, new_id)
    try:
        second = witness or environment.get(WITNESS_VARIABLE)
        places = CheckpointPlaces(CheckpointFile(named), place_of(second, not read_only) if second else None)
        return AuditLog(store, places, clock, key, actions, writable=not read_only)
    except BaseException:
        store.close()
        raise
