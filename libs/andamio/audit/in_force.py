"""What is in force, recorded when it is another than the record says: a policy, the settings of a deployment.

    record_in_force(log, "svc:deploy", "policy.changed", "policy/feature_api", document, describe)

Changes of a subject are numbered by the keys of their records, `<action>/<subject>/<number>`, so that the last one is found
without reading the log, and processes that start together with the same document leave one record.
"""

from collections.abc import Callable, Mapping
from typing import Any

from andamio.audit import canonical_json
from andamio.audit.errors import InvalidRecord
from andamio.audit.log import AuditLog, Receipt
from andamio.audit.record import Record

Document = Mapping[str, Any]
Describe = Callable[[Document | None, Document], str]
"""A sentence on what changed, from the document before (None: none was recorded) and the one in force now."""
# A writer that loses a race looks again; this often only where processes take turns with different documents.
_ATTEMPTS = 16


def record_in_force(
    log: AuditLog, actor: str, action: str, subject: str, document: Document, describe: Describe
) -> Receipt | None:
    """Record `document` as what is in force at `subject` from now on; None if it is what the record says already.

    Raises `InvalidRecord`, `LogUnavailable`, `LogTampered` as `AuditLog.append` does.
    """
    digest = canonical_json.digest(document, "document")
    for _ in range(_ATTEMPTS):
        number, last = _last(log, action, subject)
        if last is not None and last.after == digest:
            return None
        before = None if last is None else log.evidence(last)["document"]
        try:
            return log.append(
                actor,
                action,
                subject,
                describe(before, document),
                before=None if last is None else last.after,
                after=digest,
                evidence={"document": document},
                key=_key(action, subject, number + 1),
            )
        except InvalidRecord:
            if log.find(_key(action, subject, number + 1)) is None:
                raise
            # Another process was first, with another document: this one comes after it.
    raise InvalidRecord(f"{subject} changes faster than it can be recorded; have its processes agree on one document")


def _last(log: AuditLog, action: str, subject: str) -> tuple[int, Record | None]:
    """Number and record of the subject's last change; (0, None) if there is none."""
    known, record = 0, None
    step = 1
    # Doubling steps forward, then halving: a look-up by key each, few however many changes there were.
    while step:
        found = log.find(_key(action, subject, known + step))
        if found is not None:
            known, record = known + step, found
            step *= 2
        else:
            step //= 2
    return known, record


def _key(action: str, subject: str, number: int) -> str:
    return f"{action}/{subject}/{number}"
