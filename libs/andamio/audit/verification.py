"""Whether a log is what it was: every record against its digest, the chain, and the checkpoints. Pure but for reading.

What it proves: records up to the last checkpoint are, byte for byte and in number and order, those that the writer
checkpointed. What it cannot: records after the last checkpoint can be cut off or rewritten whole; and whoever can write log and checkpoints
(and sign, where a public key is asked for) can write another history.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from andamio.audit.checkpoints import Checkpoint
from andamio.audit.merkle import Frontier
from andamio.audit.record import Record, document_digest, first_previous
from andamio.audit.store import Row

MOST_FINDINGS = 20  # more than anyone reads; the first is what matters
_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    first: int
    """The first sequence that it can concern; 0 for the log or its checkpoints as a whole."""
    last: int
    """The last such sequence; the same as `first` where it is one record."""
    what: str
    """A sentence: what is wrong there."""


@dataclass(frozen=True, slots=True)
class Report:
    """What verification found."""

    log_id: str
    records: int
    """Records read."""
    checkpoints: int
    """Checkpoints used."""
    covered: int
    """Records that a checkpoint covers: those up to the last one's size."""
    root: str
    """Root of the tree over all records, 64 hex digits."""
    signed: bool
    """Whether signatures were checked, with public keys."""
    torn_lines: int
    """Lines of the checkpoint file that are none: a crash, or an edit, of what did not matter."""
    findings: tuple[Finding, ...] = field(default=())
    places: tuple["PlaceReport", ...] = ()
    """What was found by the checkpoints of each place, where there are several."""

    @property
    def ok(self) -> bool:
        """Nothing is wrong."""
        return not self.findings

    @property
    def first_bad(self) -> int | None:
        """The smallest sequence that a finding can concern; None if nothing is wrong or it is not about records."""
        return min((finding.first for finding in self.findings if finding.first), default=None)

    def to_document(self) -> dict[str, Any]:
        """The report as JSON has it."""
        return {
            "ok": self.ok,
            "log": self.log_id,
            "records": self.records,
            "covered": self.covered,
            "after_last_checkpoint": max(0, self.records - self.covered),
            "checkpoints": self.checkpoints,
            "torn_checkpoint_lines": self.torn_lines,
            "signatures_checked": self.signed,
            "root": self.root,
            "first_bad": self.first_bad,
            "findings": [{"first": each.first, "last": each.last, "what": each.what} for each in self.findings],
            "places": [asdict(each) for each in self.places],
        }


@dataclass(frozen=True, slots=True)
class PlaceReport:
    """One place's checkpoints against the log."""

    name: str
    checkpoints: int
    covered: int
    """Records that its checkpoints cover."""
    agrees: bool
    """Whether the log is what they say."""


def joined(reports: Sequence[tuple[str, Report]], disagreements: Sequence[str]) -> Report:
    """One report of several places' (name, report), the first place's last; what both found is said once."""
    _, main = reports[-1]
    if len(reports) == 1:
        return main
    findings: dict[tuple[int, int, str], list[str]] = {}
    for name, report in reports:
        for each in report.findings:
            findings.setdefault((each.first, each.last, each.what), []).append(name)
    said = [Finding(0, 0, what) for what in disagreements]
    for (first, last, what), names in findings.items():
        by = "" if len(names) == len(reports) else f" (by the checkpoints at {', '.join(names)})"
        said.append(Finding(first, last, what + by))
    places = tuple(PlaceReport(name, each.checkpoints, each.covered, each.ok) for name, each in reports)
    covered = max(each.covered for _, each in reports)
    return replace(main, findings=tuple(said[:MOST_FINDINGS]), places=places, covered=covered)


class Verifier:
    """Takes checkpoints, then rows in the order of their sequence, then gives the report."""

    def __init__(
        self,
        log_id: str,
        checkpoints: Sequence[Checkpoint],
        evidence: Callable[[str], str | None],
        torn_lines: int = 0,
        public_keys: Sequence[Ed25519PublicKey] = (),
    ) -> None:
        self._log_id, self._evidence, self._torn, self._signed = log_id, evidence, torn_lines, bool(public_keys)
        self._findings: list[Finding] = []
        self._expected = 1
        self._previous = first_previous(log_id)
        self._frontier = Frontier()
        self._pending: list[bytes] = []
        self._good = 0  # records up to here are those of a checkpoint
        self._differs = False
        usable = [each for each in checkpoints if self._is_usable(each, public_keys)]
        self._checkpoints = sorted(usable, key=lambda each: each.size)
        if usable != self._checkpoints:
            self._found(0, 0, "checkpoints are not in the order of their sizes: the log was cut, then went on")
        self._waiting = list(reversed(self._checkpoints))
        while self._waiting and self._waiting[-1].size == 0:
            self._compare(self._waiting.pop(), 0, self._previous)

    def take(self, rows: Iterable[Row]) -> None:
        """Check rows; those before them were taken already."""
        for row in rows:
            self._take(*row)

    def report(self) -> Report:
        """What was found, all rows having been taken."""
        covered = self._checkpoints[-1].size if self._checkpoints else 0
        records = self._expected - 1
        if covered > records:
            # What is left after the last root that fits may be another history than the one that was cut.
            self._found(
                self._good + 1,
                covered,
                f"{covered - records} records are cut off: there were {covered}, and the log ends at {records}",
            )
        if not self._checkpoints:
            self._found(0, 0, "there is no checkpoint of this log: whether it was cut cannot be said")
        return Report(
            self._log_id,
            records,
            len(self._checkpoints),
            min(covered, records),
            self._grown().root().hex(),
            self._signed,
            self._torn,
            tuple(self._findings),
        )

    def _take(self, sequence: int, digest: str, document: str, key: str | None) -> None:
        if sequence != self._expected:
            if not isinstance(sequence, int) or sequence < self._expected:
                self._found(1, 1, f"a row has the sequence {sequence!r}, which no record has")
                return
            self._found(self._expected, sequence - 1, f"{sequence - self._expected} records are missing")
        try:
            record, actual = Record.parse(document), document_digest(document)
        except (ValueError, TypeError, AttributeError, RecursionError):
            self._found(sequence, sequence, "what is stored is not a record")
            record, actual = None, ""
        if record is not None:
            self._check(record, sequence, digest, actual, key)
        # The tree is over the digests as they are stored: where its root is the checkpoint's, they are the original
        # ones, and a record that was edited is the only one in doubt.
        if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
            self._found(sequence, sequence, "its digest is none")
            digest = hashlib.sha256(repr(digest).encode(errors="replace")).hexdigest()
        self._pending.append(bytes.fromhex(digest))
        self._expected, self._previous = sequence + 1, digest
        while self._waiting and self._waiting[-1].size <= sequence:
            self._compare(self._waiting.pop(), sequence, digest)

    def _check(self, record: Record, sequence: int, digest: str, actual: str, key: str | None) -> None:
        if actual != digest:
            self._found(sequence, sequence, "the record is not what its digest says: one of them was edited")
        if record.sequence != sequence:
            self._found(sequence, sequence, f"record {record.sequence} stands in its place")
        if record.previous != self._previous:
            self._found(sequence, sequence, "it does not follow the record before it: one of them was replaced")
        if record.key != key:
            self._found(sequence, sequence, "the key that it is found by is not its own")
        if record.evidence_is_beside:
            body = self._evidence(record.evidence_digest or "")
            if not isinstance(body, str):
                self._found(sequence, sequence, "its evidence is missing")
            elif hashlib.sha256(body.encode(errors="replace")).hexdigest() != record.evidence_digest:
                self._found(sequence, sequence, "its evidence was edited")

    def _compare(self, checkpoint: Checkpoint, sequence: int, head: str) -> None:
        frontier = self._grown()
        if checkpoint.size == frontier.size == sequence and checkpoint.root == frontier.root().hex():
            if checkpoint.head != head:
                self._found(0, 0, f"the checkpoint of {checkpoint.size} records contradicts itself (root and head)")
            self._good = max(self._good, checkpoint.size)
            return
        if self._differs:
            return  # from the first difference on, every root is another
        self._differs = True
        first = self._good + 1
        self._found(
            min(first, checkpoint.size),
            checkpoint.size,
            f"the records up to {checkpoint.size} are not those of its checkpoint: at least one from {first} on was "
            "edited, replaced, moved, added or removed",
        )

    def _grown(self) -> Frontier:
        self._frontier = self._frontier.extended(self._pending)
        self._pending = []
        return self._frontier

    def _is_usable(self, checkpoint: Checkpoint, keys: Sequence[Ed25519PublicKey]) -> bool:
        if checkpoint.log_id != self._log_id:
            self._found(0, 0, f"a checkpoint is of another log, {checkpoint.log_id}; this one is {self._log_id}")
            return False
        if keys and not any(map(checkpoint.is_signed_by, keys)):
            self._found(0, 0, f"the checkpoint of {checkpoint.size} records has no valid signature of a given key")
            return False
        return True

    def _found(self, first: int, last: int, what: str) -> None:
        if len(self._findings) < MOST_FINDINGS:
            self._findings.append(Finding(first, last, what))
