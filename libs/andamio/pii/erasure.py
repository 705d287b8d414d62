"""Deletion of a data subject: what is asked of each store, and the report of what was erased and what was not.

Order matters: what others are computed from goes first (logs, then the lakehouse, then the online store), so that a
writer which runs meanwhile does not bring back what was erased behind it.

    ErasureError(AndamioError)      a store could not be read or changed; the others are erased all the same
"""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal, Protocol

from andamio.errors import AndamioError

State = Literal["erased", "nothing_found", "found", "kept", "failed"]
"""`found` by a dry run; `kept`: there, or may be there, and cannot be erased by this job."""


class ErasureError(AndamioError):
    """A store could not be searched, or not be changed."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose data: an entity of a tenant. Never printed, logged or put into the audit log: its digest is."""

    tenant: str
    entity: str
    tokens: frozenset[str] = frozenset()
    """What records call it in place of the entity: tokens and pseudonyms by each key, for each field that names entities."""
    pseudonym: str = ""
    """By the current key: what the report calls it."""

    @property
    def names(self) -> frozenset[str]:
        """Everything that it is called in a line."""
        return self.tokens | {self.entity, self.digest}

    @property
    def digest(self) -> str:
        """16 hex digits, by which records named it before there were pseudonyms. Who can guess the entity can check it."""
        return hashlib.sha256(f"{self.tenant}\x1f{self.entity}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Finding:
    """Of one store: how many rows or lines were of the subject, what became of them, and what remains to be done."""

    store: str
    place: str
    state: State
    count: int = 0
    note: str = ""


class Eraser(Protocol):
    """One kind of store."""

    def erase(self, subject: Subject, dry_run: bool) -> Iterable[Finding]:
        """Erase what is the subject's, or only count it; raises `ErasureError`."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, without the subject's name."""

    subject: str
    dry_run: bool
    findings: tuple[Finding, ...]

    @property
    def complete(self) -> bool:
        """Nothing is left that this job knows of."""
        return all(finding.state in ("erased", "nothing_found") for finding in self.findings)

    def to_document(self) -> dict[str, Any]:
        """As JSON: for stdout, and as the audit record's evidence."""
        findings = [asdict(finding) for finding in self.findings]
        return {"subject": self.subject, "dry_run": self.dry_run, "complete": self.complete, "findings": findings}


def erase(subject: Subject, erasers: Iterable[Eraser], dry_run: bool = False) -> Report:
    """Ask every store, one after another, whatever becomes of the others. Repeating it is safe: it finds less."""
    findings: list[Finding] = []
    for eraser in erasers:
        try:
            findings.extend(eraser.erase(subject, dry_run))
        except ErasureError as error:
            findings.append(Finding(type(eraser).__name__, "", "failed", note=str(error)))
    return Report(subject.pseudonym or subject.digest, dry_run, tuple(findings))
