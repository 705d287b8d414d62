"""The stream's side of the embedded store: lines of the tile log and the log's cursor, in one transaction.

A writer killed anywhere is repeated, never doubled: tile rows are upserted in order, guarded by their versions.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field

from andamio.features.online.online_store import EPOCH_SHIFT, Applied, Folded, LogLine, Progress, Repair, TileWrite
from andamio.features.online.sqlite_file import SqliteFile
from andamio.features.online.sqlite_tables import BATCH_VERSION, folded_ranges, parameters, settle
from andamio.features.online.write_rules import batch_owned, is_folded, newest_in, newest_of, plus, require_epoch

_UPSERT = """
INSERT INTO tiles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET version = excluded.version, partial = excluded.partial
WHERE excluded.version > tiles.version
"""
_QUEUE = """
INSERT INTO repairs VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET event_time_ms = excluded.event_time_ms, event_id = excluded.event_id
WHERE repairs.event_id = ''
"""
_APPLY = """
INSERT INTO applied VALUES (?, ?, ?)
ON CONFLICT DO UPDATE SET position = excluded.position WHERE excluded.position > applied.position
"""


@dataclass(slots=True)
class _Changes:
    """What one transaction does to one view."""

    rows: list[tuple[object, ...]] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    progress: dict[int, int] = field(default_factory=dict)
    newest_ms: int | None = None
    refused_wrong_side: int = 0

    def queue(self, repair: Repair, ranges: Sequence[Folded]) -> None:
        if not is_folded(ranges, repair):
            self.repairs.append(repair)


class SqliteStreamWriter:
    """`OnlineStore.apply` and `cursor`."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def apply(self, epoch: int, lines: Sequence[LogLine], cursor: str) -> Applied:
        """See `OnlineStore.apply`. Tile rows are upserted in order, guarded by their versions."""
        total = Applied(0, 0, 0)
        with self._file.writing() as db:
            if self._fence(db, epoch):
                _start_over(db)
            for view_id, changes in self._by_view(db, epoch, lines).items():
                rowcount = db.executemany(_UPSERT, changes.rows).rowcount if changes.rows else 0
                applied = Applied(rowcount, len(changes.rows) - rowcount, changes.refused_wrong_side)
                db.executemany(
                    _QUEUE,
                    [
                        (r.view, r.position, r.tenant, r.key, r.event_time_ms, r.event_id, r.reason, r.partition)
                        for r in changes.repairs
                    ],
                )
                # A new epoch's stream starts over, and what it has not yet read again is not applied.
                db.executemany(_APPLY, [(view_id, *reached) for reached in changes.progress.items()])
                settle(db, self._file.views[view_id], changes.newest_ms, applied)
                total = plus(total, applied)
            db.execute("INSERT OR REPLACE INTO tail VALUES (1, ?, ?)", (epoch, cursor))
        return total

    def cursor(self, epoch: int) -> str | None:
        """See `OnlineStore.cursor`."""
        with self._file.reading() as db:
            self._fence(db, epoch)
            row = db.execute("SELECT cursor FROM tail WHERE epoch = ?", (epoch,)).fetchone()
        return None if row is None else str(row[0])

    def _by_view(self, db: sqlite3.Connection, epoch: int, lines: Sequence[LogLine]) -> dict[str, _Changes]:
        changes: dict[str, _Changes] = {}
        ranges: dict[str, list[Folded]] = {}
        for line in lines:
            if line.view not in changes:
                self._file.require(line.view)
                changes[line.view] = _Changes()
                ranges[line.view] = folded_ranges(db, line.view)
            change, known = changes[line.view], ranges[line.view]
            match line:
                case TileWrite(view, position, row, partition):
                    if known and row.tile_start_ms < known[-1].until_ms:
                        change.refused_wrong_side += 1
                        change.queue(batch_owned(line), known)
                    else:
                        change.newest_ms = newest_of(change.newest_ms, newest_in(row))
                        change.rows.append(parameters(view, row, (epoch << EPOCH_SHIFT) | position, partition))
                case Repair():
                    change.queue(line, known)
                case Progress(_, position, partition):
                    change.progress[partition] = max(position, change.progress.get(partition, -1))
        return changes

    def _fence(self, db: sqlite3.Connection, epoch: int) -> bool:
        """Whether `epoch` is newer than the one that wrote last; raises `WriterFenced` if it is older."""
        row = db.execute("SELECT epoch FROM tail").fetchone()
        if row is None:
            return False
        require_epoch(self._file.path, row[0], epoch)
        return epoch > int(row[0])


def _start_over(db: sqlite3.Connection) -> None:
    """Drop what earlier epochs streamed: a new stream reads the log again from its start.

    Tiles of both would mix states of different positions, and no position could be said for a read.
    """
    db.execute("DELETE FROM tiles WHERE version > ?", (BATCH_VERSION,))
    db.execute(
        "DELETE FROM retired WHERE newest_ms >= coalesce((SELECT cutover_ms FROM views v WHERE v.view = retired.view), 0)"
    )
    db.execute("DELETE FROM applied")
