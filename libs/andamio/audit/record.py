"""A record of the audit log: who did what to what and why, chained to the record before it.

Its document is canonical JSON and its digest the RFC 6962 leaf hash of that text, so one hash is both the link of the
chain and the leaf of the Merkle tree. `previous` is the digest of the record before; the first one's is derived from
the log's id, so that records of one log do not fit into another.

No personal data: an actor or subject is an id, states before and after are kept as digests, and text that holds an
e-mail address is refused. Names of people belong in the directory that the ids point to, where they can be erased.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from andamio.audit import canonical_json
from andamio.audit.actions import Vocabulary
from andamio.audit.errors import InvalidRecord
from andamio.audit.merkle import leaf_hash

FORMAT = 1
LONGEST_ID = 200  # characters of an actor, subject or key
LONGEST_REASON = 1_000  # characters
LARGEST_INLINE = 4_096  # bytes of evidence inside the record; more is stored beside it, by digest
LARGEST_EVIDENCE = 1_048_576  # bytes; more belongs in a store of its own, with its digest as the evidence

_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._:/@=,+#-]*[A-Za-z0-9])?")
_DIGEST = re.compile(r"(?:sha256:)?([0-9a-f]{64})")
_EMAIL = re.compile(r"[^\s@\"'<>:/=,]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a caller wants recorded, checked: everything of a record but its place in the log."""

    at_ms: int
    """When, by the writer's clock; ms since 1970, UTC. The order of records is by sequence, not by this."""
    actor: str
    """Who: an id such as `user:4711` or `rollout_controller`; never a name or an address."""
    action: str
    """What: a word of the vocabulary."""
    subject: str
    """On what: an id such as `release/r2` or `view/customer_payments@1`."""
    reason: str
    """Why, in a sentence."""
    before: str | None
    """SHA-256 of the subject's state before, 64 hex digits."""
    after: str | None
    """SHA-256 of the subject's state after."""
    evidence: Any
    """Evidence of at most `LARGEST_INLINE` bytes; None if there is none or it is stored beside."""
    evidence_digest: str | None
    """SHA-256 of the evidence's canonical JSON, wherever that is."""
    key: str | None
    """What makes a repeated append the same one; None for a record that is its own."""
    body: str | None = None
    """Canonical JSON of evidence that is stored beside the record; not part of the document."""

    def document(self, sequence: int, previous: str) -> str:
        """The canonical text of the record at this place. Sequences count from 1."""
        return canonical_json.encode(
            {
                "format": FORMAT,
                "sequence": sequence,
                "previous": previous,
                "at_ms": self.at_ms,
                "actor": self.actor,
                "action": self.action,
                "subject": self.subject,
                "reason": self.reason,
                "before": self.before,
                "after": self.after,
                "evidence": self.evidence,
                "evidence_digest": self.evidence_digest,
                "key": self.key,
            },
            "record",
        )

    def same_as(self, record: "Record") -> bool:
        """Whether a record says the same, but for its time and place."""
        mine = (self.actor, self.action, self.subject, self.reason, self.before, self.after, self.evidence_digest)
        theirs = (record.actor, record.action, record.subject, record.reason, record.before, record.after)
        return mine == (*theirs, record.evidence_digest)


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it stands in the log. Fields are as in `Entry`."""

    sequence: int
    """Its place, from 1 without gaps."""
    digest: str
    """Leaf hash of its document, 64 hex digits."""
    previous: str
    """Digest of the record before it."""
    at_ms: int
    actor: str
    action: str
    subject: str
    reason: str
    before: str | None
    after: str | None
    evidence: Any
    evidence_digest: str | None
    key: str | None

    @classmethod
    def parse(cls, document: str) -> "Record":
        """The record of a document's text. Raises `ValueError` if it is none."""
        found = json.loads(document)
        if not isinstance(found, dict) or found.pop("format", None) != FORMAT or found.keys() != _MEMBERS:
            raise ValueError("not the members of a record")
        if not all(isinstance(found[name], kind) for name, kind in _KINDS.items()):
            raise ValueError("a member of the wrong type")
        return cls(digest=document_digest(document), **found)

    @property
    def evidence_is_beside(self) -> bool:
        """Whether the evidence is too large for the record and stored beside it."""
        return self.evidence is None and self.evidence_digest is not None and self.evidence_digest != _NULL_DIGEST


_MEMBERS = frozenset(Record.__dataclass_fields__) - {"digest"}
_KINDS: Mapping[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("sequence", "at_ms"), int),
    **dict.fromkeys(("previous", "actor", "action", "subject", "reason"), str),
    **dict.fromkeys(("before", "after", "evidence_digest", "key"), (str, type(None))),
}
_NULL_DIGEST = canonical_json.digest(None)


def document_digest(document: str) -> str:
    """The digest of a record's text: its RFC 6962 leaf hash, 64 hex digits."""
    return leaf_hash(document.encode()).hex()


def first_previous(log_id: str) -> str:
    """What stands for the digest before the first record of a log."""
    return hashlib.sha256(f"andamio audit log\n{log_id}".encode()).hexdigest()


def new_entry(
    vocabulary: Vocabulary,
    at_ms: int,
    actor: str,
    action: str,
    subject: str,
    reason: str,
    before: Any = None,
    after: Any = None,
    evidence: Any = None,
    key: str | None = None,
) -> Entry:
    """Check what a caller wants recorded. Raises `InvalidRecord`.

    `before` and `after` are a SHA-256 in hex (with or without `sha256:`), or a JSON value of which only the digest is
    kept. `evidence` is a JSON value of at most `LARGEST_EVIDENCE` bytes.
    """
    vocabulary.check(action)
    for field, value in (("actor", actor), ("subject", subject), ("key", key)):
        if value is not None or field != "key":
            _check_id(field, value)
    if not isinstance(reason, str) or not reason.strip() or len(reason) > LONGEST_REASON:
        raise InvalidRecord(f"reason: say in 1 to {LONGEST_REASON} characters why")
    _refuse_addresses("reason", reason)
    body = digest = None
    if evidence is not None:
        body = canonical_json.encode(evidence, "evidence")
        size = len(body.encode())
        if size > LARGEST_EVIDENCE:
            raise InvalidRecord(
                f"evidence has {size:,} bytes, more than {LARGEST_EVIDENCE:,}; store it elsewhere and record its digest"
            )
        for text in _texts(evidence):
            _refuse_addresses("evidence", text)
        digest = hashlib.sha256(body.encode()).hexdigest()
        if size > LARGEST_INLINE:
            evidence = None
        else:
            body = None
    return Entry(
        at_ms=at_ms,
        actor=actor,
        action=action,
        subject=subject,
        reason=reason,
        before=_state_digest("before", before),
        after=_state_digest("after", after),
        evidence=evidence,
        evidence_digest=digest,
        key=key,
        body=body,
    )


def _check_id(field: str, value: object) -> None:
    if not isinstance(value, str) or len(value) > LONGEST_ID or not _ID.fullmatch(value):
        # The value is in no message: it may be a person's name, and messages end up in logs.
        raise InvalidRecord(
            f"{field} is not an id: use at most {LONGEST_ID} letters, digits and . _ : / @ = , + # -, no spaces"
        )
    _refuse_addresses(field, value)


def holds_address(text: str) -> bool:
    """Whether an e-mail address is in it, which no record takes."""
    return "@" in text and _EMAIL.search(text) is not None


def _refuse_addresses(field: str, text: str) -> None:
    if holds_address(text):
        raise InvalidRecord(f"{field} holds an e-mail address; record the person's id instead")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, member in value.items():
            yield name
            yield from _texts(member)
    elif isinstance(value, list | tuple):
        for member in value:
            yield from _texts(member)


def _state_digest(field: str, value: Any) -> str | None:
    if value is None:
        return None
    found = _DIGEST.fullmatch(value) if isinstance(value, str) else None
    return found[1] if found else canonical_json.digest(value, field)
