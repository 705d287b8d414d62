"""Erasure from the lakehouse's Delta tables and from the embedded online store.

A Delta delete writes files without the rows; the old files stay, for time travel, until a vacuum. The predicate goes into
the table's own log for good, so it compares digests and does not hold the subject's name.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from andamio.contracts.model import EventRoles
from andamio.pii.erasable_logs import names_subject
from andamio.pii.erasure import ErasureError, Finding, Subject

_SEPARATOR = "\x1f"
_VACUUM_NOTE = (
    "the rows are in replaced files until a vacuum: run again with --vacuum-now, or wait for the table's retention"
)
_STATISTICS_NOTE = "the table's log keeps least and greatest values of replaced files until it is cleaned up"


@dataclass(frozen=True, slots=True)
class DeltaTables:
    """All Delta tables under a folder: deliveries by contract, quarantine, tiles."""

    root: Path
    roles: Mapping[str, EventRoles]
    """Contract name to the columns of tenant and entity; a table without a contract has `tenant` and `key`."""
    vacuum_now: bool = False
    """Delete replaced files at once. Readers of older versions of the table fail from then on."""

    def erase(self, subject: Subject, dry_run: bool) -> Iterator[Finding]:
        """A finding a table that knows tenants."""
        if not self.root.is_dir():
            raise ErasureError(f"{self.root} is no lakehouse; correct --lake")
        for log in sorted(self.root.rglob("_delta_log")):
            folder = log.parent
            try:
                yield self._of_table(folder, subject, dry_run)
            except DeltaError as error:
                raise ErasureError(
                    f"table {folder} cannot be changed ({type(error).__name__}); run this again"
                ) from error

    def _of_table(self, folder: Path, subject: Subject, dry_run: bool) -> Finding:
        table = DeltaTable(str(folder))
        names = {field.name for field in table.schema().fields}
        roles = self.roles.get(folder.name)
        columns = (roles.tenant_key, roles.entity_key) if roles is not None else ("tenant", "key")
        if set(columns) <= names:
            tenant, entity = columns
            count = _count(table, tenant, entity, subject)
            digest = hashlib.sha256(f"{subject.tenant}{_SEPARATOR}{subject.entity}".encode()).hexdigest()
            predicate = f"encode(sha256(concat({tenant}, chr(31), {entity})), 'hex') = '{digest}'"
        elif {"position", "row"} <= names:
            rows = table.to_pyarrow_table(columns=["position", "row"]).to_pylist()
            positions = [row["position"] for row in rows if _row_is_of(row["row"], subject)]
            count = len(positions)
            predicate = f"position IN ({', '.join(map(str, positions))})"
        elif "row" in names:
            # A producer's quarantine, whose rows have no place in a log.
            texts = table.to_pyarrow_table(columns=["row"])["row"].to_pylist()
            mine = [text for text in texts if text is not None and _row_is_of(text, subject)]
            count = len(mine)
            digests = sorted({hashlib.sha256(text.encode()).hexdigest() for text in mine})
            predicate = "encode(sha256(row), 'hex') IN ({})".format(", ".join(f"'{each}'" for each in digests))
        else:
            return Finding("lakehouse", str(folder), "kept", 0, "no column of it names a tenant; look at it by hand")
        if count == 0 and not self.vacuum_now:
            return Finding("lakehouse", str(folder), "nothing_found")
        if dry_run:
            return Finding("lakehouse", str(folder), "found" if count else "nothing_found", count)
        if count:
            table.delete(predicate)
        if not self.vacuum_now:
            return Finding("lakehouse", str(folder), "kept", count, _VACUUM_NOTE)
        table.vacuum(retention_hours=0, dry_run=False, enforce_retention_duration=False)
        return Finding("lakehouse", str(folder), "erased", count, _STATISTICS_NOTE)


def _count(table: DeltaTable, tenant: str, entity: str, subject: Subject) -> int:
    # Files written by a delete come back as string views, which Arrow's filters do not compare: so by batch, as strings.
    found = 0
    for batch in table.to_pyarrow_dataset().to_batches(columns=[tenant, entity]):
        same_tenant = pc.equal(batch.column(0).cast(pa.string()), subject.tenant)
        same_entity = pc.equal(batch.column(1).cast(pa.string()), subject.entity)
        found += pc.sum(pc.and_(same_tenant, same_entity)).as_py() or 0
    return found


def _row_is_of(row: str, subject: Subject) -> bool:
    # Quarantined rows broke their contract: the tenant may be missing, so the entity alone decides where it is.
    try:
        document = json.loads(row)
    except ValueError:
        return any(name in row for name in subject.names)
    tenant = document.get("tenant") if isinstance(document, dict) else None
    return (not isinstance(tenant, str) or tenant == subject.tenant) and names_subject(document, subject)


@dataclass(frozen=True, slots=True)
class SqliteOnlineStore:
    """The embedded online store's file (see `andamio.features.online.sqlite_tables`)."""

    path: Path

    def erase(self, subject: Subject, dry_run: bool) -> Iterator[Finding]:
        """One finding; freed pages are overwritten, and the write-ahead log is emptied."""
        if not self.path.is_file():
            raise ErasureError(f"{self.path} is no online store; correct --store")
        try:
            db = sqlite3.connect(self.path, timeout=60, isolation_level=None)
            try:
                yield self._of(db, subject, dry_run)
            finally:
                db.close()
        except sqlite3.Error as error:
            raise ErasureError(
                f"{self.path} cannot be changed ({error}); stop its writer and run this again"
            ) from error

    def _of(self, db: sqlite3.Connection, subject: Subject, dry_run: bool) -> Finding:
        mine, whose = "tenant = ? AND key = ?", (subject.tenant, subject.entity)
        tables = ("tiles", "retired", "repairs")
        count = sum(
            db.execute(f"SELECT count(*) FROM {each} WHERE {mine}", whose).fetchone()[0] for each in tables
        )  # noqa: S608
        if count == 0 or dry_run:
            return Finding("online store", str(self.path), "found" if count else "nothing_found", count)
        db.execute("PRAGMA secure_delete = ON")
        db.execute("BEGIN IMMEDIATE")
        for each in tables:
            db.execute(f"DELETE FROM {each} WHERE {mine}", whose)  # noqa: S608
        db.execute("COMMIT")
        busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        note = "a reader kept the write-ahead log from being emptied: run this again" if busy else ""
        return Finding("online store", str(self.path), "kept" if busy else "erased", count, note)
