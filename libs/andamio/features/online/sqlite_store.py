"""The embedded online store: tiles in one SQLite file, in WAL mode, with many readers and one writer at a time.

    views    one row a view: definition, cut-over, frontier, applied position, counts
    tiles    partials by (view, tenant, key, hop, start, event id); hop 0 are raw events
    retired  newest event time of the tiles that a key no longer keeps, so that expired and not_found stay apart
    repairs  deliveries that the stream could not count
    folded   up to which log position batch knows each range of event time, as JSON
    applied  up to which log position the stream has applied each partition
    tail     where the tile log is to be read on, by the newest epoch

Every write is one transaction that also moves the tail's cursor: a writer killed anywhere is repeated, never doubled.
The frontier is the newest event time applied, or the cut-over if that is later. Reads before frontier - tail are
refused, and what no later read can use is dropped in the same transaction as the write that moved the frontier.
"""

import json
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from andamio.features.components import Partial
from andamio.features.definition import FeatureView
from andamio.features.online.folded_ranges import joined, position_at, with_interval
from andamio.features.online.log_position import (
    LogPosition,
    by_partition,
    from_json,
    furthest,
    in_partition,
    knows,
    of_partitions,
)
from andamio.features.online.online_read import RAW_HOP_MS, floor, reaches, read_at, stored_definition, too_old
from andamio.features.online.online_store import (
    EPOCH_SHIFT,
    Applied,
    BatchBehindStream,
    BatchOutdated,
    CutoverMovedBack,
    EntityRead,
    Folded,
    LogLine,
    Progress,
    Repair,
    StoreError,
    StoreMismatch,
    StoreMissing,
    TileRow,
    TileWrite,
    UnknownView,
    ViewRead,
    WriterFenced,
)
from andamio.features.online.view_answer import ViewAnswer, of_view_read

FORMAT = 3
BATCH_VERSION = -1  # below every stream version; batch replaces whole ranges instead of comparing
BUSY_TIMEOUT_S = 60.0  # the other writer may be replacing a view's whole history

_SCHEMA = """
CREATE TABLE views (
    view TEXT PRIMARY KEY, definition TEXT NOT NULL, cutover_ms INTEGER, frontier_ms INTEGER,
    accepted INTEGER NOT NULL DEFAULT 0, refused_stale INTEGER NOT NULL DEFAULT 0, refused_wrong_side INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE tiles (
    view TEXT, tenant TEXT, key TEXT, hop_ms INTEGER, tile_start_ms INTEGER, event_id TEXT,
    version INTEGER NOT NULL, partial TEXT NOT NULL, partition INTEGER NOT NULL,
    PRIMARY KEY (view, tenant, key, hop_ms, tile_start_ms, event_id)
) WITHOUT ROWID;
CREATE INDEX tiles_by_age ON tiles (view, hop_ms, tile_start_ms);
CREATE TABLE retired (
    view TEXT, tenant TEXT, key TEXT, newest_ms INTEGER NOT NULL, PRIMARY KEY (view, tenant, key)
) WITHOUT ROWID;
CREATE TABLE repairs (
    view TEXT, position INTEGER, tenant TEXT, key TEXT, event_time_ms INTEGER, event_id TEXT, reason TEXT,
    partition INTEGER, PRIMARY KEY (view, partition, position)
) WITHOUT ROWID;
CREATE TABLE folded (
    view TEXT, until_ms INTEGER, position TEXT NOT NULL, PRIMARY KEY (view, until_ms)
) WITHOUT ROWID;
CREATE TABLE applied (
    view TEXT, partition INTEGER, position INTEGER NOT NULL, PRIMARY KEY (view, partition)
) WITHOUT ROWID;
CREATE TABLE tail (one INTEGER PRIMARY KEY CHECK (one = 1), epoch INTEGER NOT NULL, cursor TEXT);
"""

_UPSERT = """
INSERT INTO tiles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET version = excluded.version, partial = excluded.partial
WHERE excluded.version > tiles.version
"""
_RETIRE = """
INSERT INTO retired
SELECT view, tenant, key, max(json_extract(partial, '$[1]')) AS newest FROM tiles
WHERE view = ? AND hop_ms = ? AND tile_start_ms < ? GROUP BY tenant, key HAVING newest IS NOT NULL
ON CONFLICT DO UPDATE SET newest_ms = max(newest_ms, excluded.newest_ms)
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
_KEPT = (
    "SELECT hop_ms, tile_start_ms, partial FROM tiles "
    "WHERE view = ? AND tenant = ? AND key = ? AND hop_ms = ? AND tile_start_ms >= ? AND tile_start_ms < ?"
)


@dataclass(slots=True)
class _Changes:
    """What one transaction does to one view."""

    rows: list[tuple[object, ...]] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    progress: dict[int, int] = field(default_factory=dict)
    newest_ms: int | None = None
    refused_wrong_side: int = 0

    def saw(self, row: TileRow) -> None:
        newest = row.tile_start_ms if row.hop_ms == RAW_HOP_MS else row.partial[1]
        if newest is not None and (self.newest_ms is None or int(newest) > self.newest_ms):
            self.newest_ms = int(newest)

    def queue(self, repair: Repair, ranges: Sequence[Folded]) -> None:
        """Unless batch has folded it in: a replay of the log must not queue it again."""
        folded = in_partition(position_at(ranges, repair.event_time_ms), repair.partition)
        if repair.reason != "batch_owned" or repair.position > folded:
            self.repairs.append(repair)


class SqliteStore:
    """An `OnlineStore` in one file. Safe for use by several threads and processes."""

    def __init__(self, path: Path, views: Iterable[FeatureView], create: bool = False) -> None:
        """Open the store for these views; `create` makes the file if it is not there.

        Raises `StoreMissing`, or `StoreMismatch` if the file or a view in it was written differently.
        """
        self.path = path
        self.views = {view.id: view for view in views}
        self._local = threading.local()
        # Weakly: a server's threads come and go, and the connection of one that is gone closes with it.
        self._connections: weakref.WeakSet[_OfThread] = weakref.WeakSet()
        self._opening = threading.Lock()
        if not create and not path.is_file():
            raise StoreMissing(f"there is no online store at {path}; write one with the batch_features job's 'tiles'")
        try:
            if create:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._prepare()
            self._check()
        except (OSError, sqlite3.Error) as error:
            self.close()
            raise StoreError(f"the online store at {path} cannot be opened ({error}); check the path") from error

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._opening:
            for held in self._connections:
                held.connection.close()
            self._connections.clear()

    # Writing

    def write_batch(
        self, view: FeatureView, cutover_ms: int, rows: Iterable[TileRow], folded_position: LogPosition = -1
    ) -> Applied:
        """See `OnlineStore.write_batch`."""
        self._known(view.id)
        if cutover_ms % view.coarsest_hop_ms:
            raise StoreError(
                f"the cut-over {cutover_ms} of view {view.id} is not a multiple of its coarsest hop, "
                f"{view.coarsest_hop_ms} ms; use {floor(cutover_ms, view.coarsest_hop_ms)}"
            )
        with self._writing() as db:
            recorded = _cutover(db, view.id)
            if recorded is not None and cutover_ms < recorded:
                raise CutoverMovedBack(
                    f"view {view.id} has its cut-over at {recorded} and the stream wrote nothing before it; "
                    f"write the batch with a cut-over of at least that, not {cutover_ms}"
                )
            self._require_knowledge(db, view, recorded, 0, cutover_ms, folded_position)
            return self._replace(db, view, 0, cutover_ms, cutover_ms, rows, folded_position)

    def write_interval(
        self, view: FeatureView, from_ms: int, to_ms: int, rows: Iterable[TileRow], folded_position: LogPosition
    ) -> Applied:
        """See `OnlineStore.write_interval`."""
        self._known(view.id)
        if from_ms % view.coarsest_hop_ms or to_ms % view.coarsest_hop_ms or not 0 <= from_ms < to_ms:
            raise StoreError(
                f"[{from_ms}, {to_ms}) is not an interval of view {view.id}; "
                f"choose two ascending multiples of its coarsest hop, {view.coarsest_hop_ms} ms"
            )
        with self._writing() as db:
            recorded = _cutover(db, view.id)
            if recorded is None or from_ms > recorded:
                raise StoreError(
                    f"an interval of view {view.id} cannot begin at {from_ms}, for batch has written up to "
                    f"{'nothing' if recorded is None else recorded}; write what is before it first"
                )
            self._require_knowledge(db, view, recorded, from_ms, to_ms, folded_position)
            return self._replace(db, view, from_ms, to_ms, max(recorded, to_ms), rows, folded_position)

    def record_folded(self, view: FeatureView, position: LogPosition) -> None:
        """See `OnlineStore.record_folded`."""
        self._known(view.id)
        with self._writing() as db:
            known = [Folded(folded.until_ms, furthest(folded.position, position)) for folded in _folded(db, view.id)]
            _record_folded(db, view.id, known)
            db.executemany(
                "DELETE FROM repairs WHERE view = ? AND reason = 'batch_owned' AND partition = ? AND position <= ? "
                "AND event_time_ms < (SELECT cutover_ms FROM views WHERE views.view = repairs.view)",
                [(view.id, *reached) for reached in enumerate(by_partition(position))],
            )

    def batch_rows(self, view: FeatureView, from_ms: int, to_ms: int) -> list[TileRow]:
        """See `OnlineStore.batch_rows`."""
        with self._reading() as db:
            found = db.execute(
                "SELECT tenant, key, hop_ms, tile_start_ms, event_id, partial FROM tiles "
                "WHERE view = ? AND tile_start_ms >= ? AND tile_start_ms < ? AND version = ?",
                (view.id, from_ms, to_ms, BATCH_VERSION),
            )
            return [
                TileRow(tenant, key, hop_ms, start_ms, event_id, json.loads(partial))
                for tenant, key, hop_ms, start_ms, event_id, partial in found
            ]

    def _require_knowledge(
        self,
        db: sqlite3.Connection,
        view: FeatureView,
        recorded: int | None,
        from_ms: int,
        to_ms: int,
        folded_position: LogPosition,
    ) -> None:
        """Raise unless a batch that knows the log up to `folded_position` may say what is in [from_ms, to_ms)."""
        if recorded is None:
            return
        start_ms = 0
        for folded in _folded(db, view.id):
            if start_ms < to_ms and from_ms < folded.until_ms and not knows(folded_position, folded.position):
                raise BatchOutdated(
                    f"batch has written view {view.id} before {folded.until_ms} with the log up to position "
                    f"{folded.position}, and this one knows it up to {folded_position}; run it again"
                )
            start_ms = folded.until_ms
        newest = db.execute(
            "SELECT partition, max(version) FROM tiles "
            "WHERE view = ? AND tile_start_ms >= ? AND tile_start_ms < ? AND version > ? GROUP BY partition",
            (view.id, recorded, to_ms, BATCH_VERSION),
        )
        position = of_partitions({partition: version & (1 << EPOCH_SHIFT) - 1 for partition, version in newest})
        if not knows(folded_position, position):
            raise BatchBehindStream(
                f"the stream has counted position {position} in a tile of view {view.id} before {to_ms} and this batch "
                f"knows the log up to {folded_position}; land the log, then move the cut-over to {to_ms}"
            )

    def _replace(
        self,
        db: sqlite3.Connection,
        view: FeatureView,
        from_ms: int,
        to_ms: int,
        cutover_ms: int,
        rows: Iterable[TileRow],
        folded_position: LogPosition,
    ) -> Applied:
        """What batch says of [from_ms, to_ms) replaces all that is known of it."""
        changes = _Changes()
        interval = (view.id, from_ms, to_ms)
        db.execute("DELETE FROM tiles WHERE view = ? AND tile_start_ms >= ? AND tile_start_ms < ?", interval)
        db.execute("DELETE FROM retired WHERE view = ? AND newest_ms >= ? AND newest_ms < ?", interval)
        db.executemany(
            "DELETE FROM repairs WHERE view = ? AND event_time_ms >= ? AND event_time_ms < ? "
            "AND reason = 'batch_owned' AND partition = ? AND position <= ?",
            [(*interval, *reached) for reached in enumerate(by_partition(folded_position))],
        )

        def owned() -> Iterator[tuple[object, ...]]:
            for row in rows:
                if not from_ms <= row.tile_start_ms < to_ms:
                    changes.refused_wrong_side += 1
                    continue
                changes.saw(row)
                yield _parameters(view.id, row, BATCH_VERSION, 0)

        cursor = db.executemany("INSERT OR REPLACE INTO tiles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", owned())
        applied = Applied(max(cursor.rowcount, 0), 0, changes.refused_wrong_side)
        db.execute("UPDATE views SET cutover_ms = ? WHERE view = ?", (cutover_ms, view.id))
        _record_folded(db, view.id, with_interval(_folded(db, view.id), from_ms, to_ms, folded_position))
        self._settle(db, view, changes.newest_ms, applied)
        return applied

    def apply(self, epoch: int, lines: Sequence[LogLine], cursor: str) -> Applied:
        """See `OnlineStore.apply`. Tile rows are upserted in order, guarded by their versions."""
        total = Applied(0, 0, 0)
        with self._writing() as db:
            if self._fence(db, epoch):
                self._start_over(db)
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
                self._settle(db, self.views[view_id], changes.newest_ms, applied)
                total = _plus(total, applied)
            db.execute("INSERT OR REPLACE INTO tail VALUES (1, ?, ?)", (epoch, cursor))
        return total

    def cursor(self, epoch: int) -> str | None:
        """See `OnlineStore.cursor`."""
        with self._reading() as db:
            self._fence(db, epoch)
            row = db.execute("SELECT cursor FROM tail WHERE epoch = ?", (epoch,)).fetchone()
        return None if row is None else str(row[0])

    # Reading

    def read(self, view: FeatureView, entities: Sequence[tuple[str, str]], t_ms: int) -> ViewRead:
        """See `OnlineStore.read`. One transaction: all keys are read from one state of the store."""
        self._known(view.id)
        with self._reading() as db:
            cutover_ms, frontier_ms = db.execute(
                "SELECT cutover_ms, frontier_ms FROM views WHERE view = ?", (view.id,)
            ).fetchone() or (None, None)
            applied = dict(db.execute("SELECT partition, position FROM applied WHERE view = ?", (view.id,)).fetchall())
            folded = _folded(db, view.id)
            floor_ms = None if frontier_ms is None else frontier_ms - view.tail_ms
            found: list[EntityRead]
            if floor_ms is not None and t_ms < floor_ms:
                found = [too_old(view)] * len(entities)
            else:
                found = [self._read_one(db, view, tenant, key, t_ms) for tenant, key in entities]
        return ViewRead(view.id, applied, cutover_ms, floor_ms, found, folded)

    def read_many(
        self, views: Sequence[FeatureView], entities: Sequence[tuple[str, str]], t_ms: int
    ) -> list[ViewAnswer]:
        """See `OnlineStore.read_many`. Each view is read from a state of its own."""
        return [of_view_read(view, self.read(view, entities, t_ms)) for view in views]

    def applied_position(self, view: FeatureView) -> int:
        """See `OnlineStore.applied_position`."""
        return self.read(view, (), 0).applied_position

    def cutover(self, view: FeatureView) -> int | None:
        """See `OnlineStore.cutover`."""
        return self.read(view, (), 0).cutover_ms

    def repair_count(self, view: FeatureView) -> int:
        """See `OnlineStore.repair_count`."""
        with self._reading() as db:
            return int(db.execute("SELECT count(*) FROM repairs WHERE view = ?", (view.id,)).fetchone()[0])

    def repairs(self, view: FeatureView) -> list[Repair]:
        """See `OnlineStore.repairs`."""
        with self._reading() as db:
            found = db.execute("SELECT * FROM repairs WHERE view = ? ORDER BY position, partition", (view.id,))
            return [Repair(*row) for row in found]

    def refusals(self, view: FeatureView) -> Applied:
        """See `OnlineStore.refusals`."""
        with self._reading() as db:
            row = db.execute(
                "SELECT accepted, refused_stale, refused_wrong_side FROM views WHERE view = ?", (view.id,)
            ).fetchone()
        return Applied(*(row or (0, 0, 0)))

    def _read_one(self, db: sqlite3.Connection, view: FeatureView, tenant: str, key: str, t_ms: int) -> EntityRead:
        bounds: list[object] = []
        wanted = reaches(view, t_ms)
        for reach in wanted:
            # Coarsest tiles before the windows still say when the key was last seen; the trim leaves few of them.
            from_ms = 0 if reach.hop_ms == view.coarsest_hop_ms else reach.from_ms
            bounds += (view.id, tenant, key, reach.hop_ms, from_ms, reach.to_ms)
        rows = db.execute(" UNION ALL ".join([_KEPT] * len(wanted)), bounds).fetchall()
        partials = json.loads("[" + ",".join([row[2] for row in rows]) + "]")
        kept: dict[int, list[tuple[int, Partial]]] = {reach.hop_ms: [] for reach in wanted}
        for (hop, start, _), partial in zip(rows, partials, strict=True):
            kept[hop].append((start, partial))
        retired = db.execute(
            "SELECT newest_ms FROM retired WHERE view = ? AND tenant = ? AND key = ?", (view.id, tenant, key)
        ).fetchone()
        return read_at(view, kept, None if retired is None else int(retired[0]), t_ms)

    # Inside

    def _by_view(self, db: sqlite3.Connection, epoch: int, lines: Sequence[LogLine]) -> dict[str, _Changes]:
        changes: dict[str, _Changes] = {}
        ranges: dict[str, list[Folded]] = {}
        for line in lines:
            if line.view not in changes:
                self._known(line.view)
                changes[line.view] = _Changes()
                ranges[line.view] = _folded(db, line.view)
            change, known = changes[line.view], ranges[line.view]
            match line:
                case TileWrite(view, position, row, partition):
                    if known and row.tile_start_ms < known[-1].until_ms:
                        change.refused_wrong_side += 1
                        change.queue(_refused(line), known)
                    else:
                        change.saw(row)
                        change.rows.append(_parameters(view, row, _version(epoch, position), partition))
                case Repair():
                    change.queue(line, known)
                case Progress(_, position, partition):
                    change.progress[partition] = max(position, change.progress.get(partition, -1))
        return changes

    def _settle(self, db: sqlite3.Connection, view: FeatureView, newest_ms: int | None, applied: Applied) -> None:
        """Move the view's frontier and counts, then drop what no read at or after frontier - tail can use."""
        db.execute(
            "UPDATE views SET accepted = accepted + ?, refused_stale = refused_stale + ?, "
            "refused_wrong_side = refused_wrong_side + ?, frontier_ms = nullif("
            "max(coalesce(frontier_ms, -1), coalesce(cutover_ms, -1), coalesce(?, -1)), -1) WHERE view = ?",
            (applied.accepted, applied.refused_stale, applied.refused_wrong_side, newest_ms, view.id),
        )
        frontier_ms = db.execute("SELECT frontier_ms FROM views WHERE view = ?", (view.id,)).fetchone()[0]
        if frontier_ms is None:
            return
        for reach in reaches(view, frontier_ms - view.tail_ms):
            gone = (view.id, reach.hop_ms, reach.from_ms)
            if reach.hop_ms == view.coarsest_hop_ms:
                db.execute(_RETIRE, gone)
            db.execute("DELETE FROM tiles WHERE view = ? AND hop_ms = ? AND tile_start_ms < ?", gone)

    def _start_over(self, db: sqlite3.Connection) -> None:
        """Drop what earlier epochs streamed: a new stream reads the log again from its start.

        Tiles of both would mix states of different positions, and no position could be said for a read.
        """
        db.execute("DELETE FROM tiles WHERE version > ?", (BATCH_VERSION,))
        db.execute(
            "DELETE FROM retired WHERE newest_ms >= coalesce((SELECT cutover_ms FROM views v WHERE v.view = retired.view), 0)"
        )
        db.execute("DELETE FROM applied")

    def _fence(self, db: sqlite3.Connection, epoch: int) -> bool:
        """Whether `epoch` is newer than the one that wrote last; raises `WriterFenced` if it is older."""
        row = db.execute("SELECT epoch FROM tail").fetchone()
        if row is not None and row[0] > epoch:
            raise WriterFenced(
                f"epoch {row[0]} has written to {self.path} and this writer is of epoch {epoch}; "
                f"stop it, or start it with --epoch {row[0]} on the tile log of that epoch"
            )
        return row is not None and epoch > row[0]

    def _known(self, view_id: str) -> None:
        if view_id not in self.views:
            known = ", ".join(sorted(self.views)) or "none"
            raise UnknownView(f"view '{view_id}' is not one that this store was opened with ({known}); add it there")

    def _prepare(self) -> None:
        db = self._connection()
        db.execute("PRAGMA journal_mode = WAL")
        with self._writing():
            if db.execute("PRAGMA user_version").fetchone()[0] == 0:
                for statement in _SCHEMA.split(";"):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {FORMAT}")
            db.executemany(
                "INSERT OR IGNORE INTO views (view, definition) VALUES (?, ?)",
                [(view.id, stored_definition(view)) for view in self.views.values()],
            )

    def _check(self) -> None:
        with self._reading() as db:
            found = db.execute("PRAGMA user_version").fetchone()[0]
            if found != FORMAT:
                raise StoreMismatch(
                    f"{self.path} has format {found}, not {FORMAT}; write the store anew in another file"
                )
            for view_id, definition in db.execute("SELECT view, definition FROM views"):
                if view_id in self.views and definition != stored_definition(self.views[view_id]):
                    raise StoreMismatch(
                        f"{self.path} holds view {view_id} with another definition; "
                        "give the changed view a new version, or write the store anew in another file"
                    )

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._transaction("BEGIN IMMEDIATE") as db:
            yield db

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._transaction("BEGIN") as db:
            yield db

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        db = self._connection()
        try:
            db.execute(begin)
        except sqlite3.OperationalError as error:
            raise StoreError(f"the online store at {self.path} cannot be used now ({error}); try again") from error
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            # On a full disk and the like SQLite has rolled back by itself.
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise

    def _connection(self) -> sqlite3.Connection:
        held: _OfThread | None = getattr(self._local, "held", None)
        if held is None:
            connection = sqlite3.connect(
                self.path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
            )
            # A commit survives a kill of the process; after a loss of power the cursor is as old as the tiles.
            connection.execute("PRAGMA synchronous = NORMAL")
            held = _OfThread(connection)
            with self._opening:
                self._connections.add(held)
            self._local.held = held
        return held.connection


class _OfThread:
    """A thread's connection, closed when the thread lets go of it. Left to Python, it would wait for a collection."""

    __slots__ = ("connection", "__weakref__")

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()


def _version(epoch: int, position: int) -> int:
    return (epoch << EPOCH_SHIFT) | position


def _parameters(view_id: str, row: TileRow, version: int, partition: int) -> tuple[object, ...]:
    partial = json.dumps(list(row.partial), separators=(",", ":"), ensure_ascii=False)
    return (view_id, row.tenant, row.key, row.hop_ms, row.tile_start_ms, row.event_id, version, partial, partition)


def _cutover(db: sqlite3.Connection, view_id: str) -> int | None:
    row = db.execute("SELECT cutover_ms FROM views WHERE view = ?", (view_id,)).fetchone()
    return None if row is None else row[0]


def _folded(db: sqlite3.Connection, view_id: str) -> list[Folded]:
    found = db.execute("SELECT until_ms, position FROM folded WHERE view = ? ORDER BY until_ms", (view_id,))
    return [Folded(until_ms, from_json(json.loads(position))) for until_ms, position in found]


def _record_folded(db: sqlite3.Connection, view_id: str, ranges: Sequence[Folded]) -> None:
    db.execute("DELETE FROM folded WHERE view = ?", (view_id,))
    db.executemany(
        "INSERT INTO folded VALUES (?, ?, ?)", [(view_id, f.until_ms, json.dumps(f.position)) for f in joined(ranges)]
    )


def _refused(write: TileWrite) -> Repair:
    """The delivery behind a row for a tile of batch's. Each comes with its raw event, which alone tells the event."""
    row = write.row
    return Repair(
        write.view,
        write.position,
        row.tenant,
        row.key,
        row.tile_start_ms,
        row.event_id,
        "batch_owned",
        write.partition,
    )


def _plus(a: Applied, b: Applied) -> Applied:
    return Applied(
        a.accepted + b.accepted, a.refused_stale + b.refused_stale, a.refused_wrong_side + b.refused_wrong_side
    )
