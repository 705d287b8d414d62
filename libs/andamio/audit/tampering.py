"""Changing a log behind its writer's back, for tests and the benchmark: an attacker who knows the format.

The attacker holds the database and all that this code knows, may recompute every digest, the chain and the frontier
note, but cannot write the checkpoints. Each tampering changes something at or before the last checkpoint.
"""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from andamio.audit import canonical_json
from andamio.audit.record import document_digest, first_previous
from andamio.audit.store import Row


@dataclass(frozen=True, slots=True)
class Contents:
    """All of a log that an attacker can write."""

    log_id: str
    rows: tuple[Row, ...]
    bodies: tuple[tuple[str, str], ...]
    """Evidence stored beside, by digest."""


def read(path: Path) -> Contents:
    """What a SQLite log holds."""
    db = sqlite3.connect(path)
    try:
        (log_id,) = db.execute("SELECT value FROM audit_meta WHERE name = 'log_id'").fetchone()
        rows = db.execute("SELECT sequence, digest, document, key FROM audit_records ORDER BY sequence")
        bodies = db.execute("SELECT digest, body FROM audit_evidence ORDER BY digest").fetchall()
        return Contents(log_id, tuple(Row(*row) for row in rows), tuple(bodies))
    finally:
        db.close()


def write(path: Path, contents: Contents) -> None:
    """Make a SQLite log hold this and nothing else, past its triggers."""
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        for table in ("audit_records", "audit_evidence"):
            for verb in ("UPDATE", "DELETE"):
                db.execute(f"DROP TRIGGER IF EXISTS {table}_{verb}")
            db.execute(f"DELETE FROM {table}")
        db.executemany("INSERT INTO audit_records VALUES (?, ?, ?, ?)", contents.rows)
        db.executemany("INSERT INTO audit_evidence VALUES (?, ?)", contents.bodies)
        db.execute("UPDATE audit_meta SET value = ? WHERE name = 'log_id'", (contents.log_id,))
        db.execute("COMMIT")
    finally:
        db.close()


def first_change(before: Contents, after: Contents) -> int | None:
    """The first sequence that a change concerns, its evidence included; None if the two are the same."""
    if before.log_id != after.log_id:
        return 1
    kept, now = dict(before.bodies), dict(after.bodies)
    for place, row in enumerate(before.rows):
        digest = json.loads(row.document)["evidence_digest"]
        if after.rows[place : place + 1] != (row,) or (digest in kept and kept[digest] != now.get(digest)):
            return row.sequence
    return len(before.rows) + 1 if len(after.rows) > len(before.rows) else None


def _rechained(contents: Contents) -> Contents:
    """The rows numbered from 1 and chained anew, as the writer would have."""
    previous, rows = first_previous(contents.log_id), []
    for number, row in enumerate(contents.rows, 1):
        document = json.loads(row.document)
        if document["sequence"] != number or document["previous"] != previous or row.sequence != number:
            document |= {"sequence": number, "previous": previous}
            text = canonical_json.encode(document)
            row = Row(number, document_digest(text), text, row.key)
        rows.append(row)
        previous = row.digest
    return replace(contents, rows=tuple(rows))


def _edited(row: Row, random: Random, with_digest: bool) -> Row:
    """A record with one member changed, or a letter of its text, or its key; its own digest recomputed or not."""
    document = json.loads(row.document)
    member = random.choice(("actor", "action", "subject", "reason", "at_ms", "before", "evidence", "key", "text"))
    if member == "text":
        place = random.randrange(len(row.document))
        text = row.document[:place] + chr((ord(row.document[place]) - 31) % 95 + 32) + row.document[place + 1 :]
        return Row(row.sequence, document_digest(text) if with_digest else row.digest, text, row.key)
    changed = {
        "at_ms": document["at_ms"] + random.randrange(1, 10_000),
        "action": "policy.changed" if document["action"] != "policy.changed" else "approval.given",
        "before": f"{random.getrandbits(256):064x}",
        "evidence": {"forged": random.random()},
        "key": f"forged-{random.getrandbits(32)}",
    }
    document[member] = changed.get(member, f"forged-{random.getrandbits(32)}")
    text = canonical_json.encode(document)
    return Row(row.sequence, document_digest(text) if with_digest else row.digest, text, document["key"])


def _edit(contents: Contents, covered: int, random: Random) -> Contents:
    place = random.randrange(covered)
    row = contents.rows[place]
    what = random.randrange(5)
    if what == 0:
        forged = row._replace(digest=f"{random.getrandbits(256):064x}")
    elif what == 1:
        forged = row._replace(key=f"forged-{random.getrandbits(32)}")
    else:
        forged = _edited(row, random, with_digest=what > 2)
    return replace(contents, rows=(*contents.rows[:place], forged, *contents.rows[place + 1 :]))


def _edit_and_rechain(contents: Contents, covered: int, random: Random) -> Contents:
    place = random.randrange(covered)
    while True:
        forged = _edited(contents.rows[place], random, with_digest=True)
        try:
            json.loads(forged.document)["sequence"]
            return _rechained(replace(contents, rows=(*contents.rows[:place], forged, *contents.rows[place + 1 :])))
        except (ValueError, KeyError, TypeError):
            continue  # the changed letter broke the JSON: that cannot be chained


def _delete(contents: Contents, covered: int, random: Random) -> Contents:
    place = random.randrange(covered)
    count = random.choice((1, 1, 2, 10))
    left = replace(contents, rows=contents.rows[:place] + contents.rows[place + count :])
    return _rechained(left) if random.random() < 0.5 else left


def _reorder(contents: Contents, covered: int, random: Random) -> Contents:
    one, two = sorted(random.sample(range(len(contents.rows)), 2))
    one = min(one, covered - 1)
    rows = list(contents.rows)
    if random.random() < 0.5:
        rows[one], rows[two] = rows[two]._replace(sequence=one + 1), rows[one]._replace(sequence=two + 1)
        if rows[one].key is not None or rows[two].key is not None:
            rows[one], rows[two] = rows[one]._replace(key=None), rows[two]._replace(key=None)
        return replace(contents, rows=tuple(rows))
    rows.insert(one, rows.pop(two))
    return _rechained(replace(contents, rows=tuple(rows)))


def _truncate(contents: Contents, covered: int, random: Random) -> Contents:
    return replace(contents, rows=contents.rows[: random.randrange(covered)])


def _replay(contents: Contents, covered: int, random: Random) -> Contents:
    """A record that was there comes again: between others, in the place of one, or before the first."""
    copied = random.choice(contents.rows)._replace(key=None)
    place, how = random.randrange(covered), random.randrange(4)
    rows = contents.rows
    if how == 0:
        return replace(contents, rows=(copied._replace(sequence=-random.randrange(2**40)), *rows))
    if how == 1:
        return replace(contents, rows=(*rows[:place], copied._replace(sequence=place + 1), *rows[place + 1 :]))
    if how == 2:
        return _rechained(replace(contents, rows=(*rows[:place], copied, *rows[place + 1 :])))
    return _rechained(replace(contents, rows=(*rows[:place], copied, *rows[place:])))


def _fork(contents: Contents, covered: int, random: Random) -> Contents:
    """Another history from some record on, as long as the real one, shorter or longer."""
    place = random.randrange(covered)
    length = random.choice((0, covered - place, len(contents.rows) - place, len(contents.rows) + 50))
    template = contents.rows[random.randrange(len(contents.rows))]._replace(key=None)
    others = []
    for number in range(max(1, length)):
        document = json.loads(template.document) | {"reason": f"another history {number}", "key": None}
        others.append(template._replace(document=canonical_json.encode(document), sequence=0))
    return _rechained(replace(contents, rows=(*contents.rows[:place], *others)))


def _evidence(contents: Contents, covered: int, random: Random) -> Contents:
    """Evidence beside a covered record is changed, taken away or exchanged."""
    digests = {json.loads(row.document)["evidence_digest"] for row in contents.rows[:covered]}
    bodies = dict(contents.bodies)
    chosen = random.choice([digest for digest in bodies if digest in digests])
    how = random.randrange(3)
    if how == 0:
        bodies[chosen] += " "
    elif how == 1:
        del bodies[chosen]
    else:
        bodies[chosen] = random.choice([body for digest, body in contents.bodies if digest != chosen])
    return replace(contents, bodies=tuple(bodies.items()))


def _rename(contents: Contents, covered: int, random: Random) -> Contents:
    """The whole log passes for another one, chained to its id or not."""
    renamed = replace(contents, log_id=f"{random.getrandbits(64):016x}")
    return _rechained(renamed) if random.random() < 0.5 else renamed


TAMPERINGS: dict[str, Callable[[Contents, int, Random], Contents]] = {
    "edit": _edit,
    "edit and re-chain": _edit_and_rechain,
    "delete": _delete,
    "reorder": _reorder,
    "truncate": _truncate,
    "replay": _replay,
    "fork": _fork,
    "evidence": _evidence,
    "another log": _rename,
}
"""By name: from contents, the number of records under the last checkpoint, and randomness to changed contents."""


def tampered(name: str, contents: Contents, covered: int, random: Random) -> tuple[Contents, int]:
    """A tampering that changed something at or before the last checkpoint, and the first sequence that it changed."""
    while True:
        changed = TAMPERINGS[name](contents, covered, random)
        first = first_change(contents, changed)
        if first is not None and first <= covered:
            return changed, first
