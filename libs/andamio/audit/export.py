"""Records as lines of JSON with a proof each, for whoever must believe them without the log.

First line: `{"type": "log", "log_id", "checkpoint", "records", "consistency"}`; the checkpoint is the last one, and `consistency`, if
asked for, proves that an earlier one is a prefix of it. Then a line a record, `{"type": "record", "sequence", "document", "proof",
"evidence"}`: `document` is the record's text to the byte, `proof` its RFC 6962 audit path to the checkpoint's root (null after the
checkpoint), `evidence` the body that is stored beside (null if there is none). `independent_verifier.py` checks it.
"""

import json
from collections.abc import Callable, Iterator

from andamio.audit.errors import LogTampered
from andamio.audit.log import AuditLog
from andamio.audit.merkle import Tree
from andamio.audit.record import Record
from andamio.errors import UserError


def export(log: AuditLog, wanted: Callable[[Record], bool] = lambda _: True, since: int | None = None) -> Iterator[str]:
    """The lines of an export of the wanted records, without line ends. Memory: 64 bytes a record of the log.

    `since` is the size of an earlier checkpoint, from which the export proves consistency. Raises `LogTampered` for a
    log that does not verify, `UserError` for a `since` without a checkpoint.
    """
    report = log.verify()
    if not report.ok:
        raise LogTampered(f"the log does not verify ({report.findings[0].what}); run andamio audit verify")
    found, _ = log.checkpoints.all()
    # Those of writers that went on meanwhile are left out: the proofs are of what was verified.
    found = [each for each in found if each.size <= report.records]
    last = found[-1]
    tree = Tree([bytes.fromhex(digest) for digest in log.store.digests(0, last.size)])
    consistency = None
    if since is not None:
        first = next((each for each in found if each.size == since and since > 0), None)
        if first is None:
            raise UserError(
                f"--since {since}: there is no checkpoint of {since} records; take one of the checkpoint file"
            )
        path = [each.hex() for each in tree.consistency(since, last.size)]
        consistency = {"first": since, "first_root": first.root, "path": path}
    exported = [
        row for row in log.store.rows(0) if row.sequence <= report.records and wanted(Record.parse(row.document))
    ]
    yield json.dumps(
        {
            "type": "log",
            "format": 1,
            "log_id": log.log_id,
            "checkpoint": last.to_document(),
            "records": len(exported),
            "consistency": consistency,
        }
    )
    for row in exported:
        record = Record.parse(row.document)
        covered = row.sequence <= last.size
        yield json.dumps(
            {
                "type": "record",
                "sequence": row.sequence,
                "document": row.document,
                "proof": [each.hex() for each in tree.inclusion(row.sequence - 1, last.size)] if covered else None,
                "evidence": log.store.evidence(record.evidence_digest or "") if record.evidence_is_beside else None,
            }
        )
