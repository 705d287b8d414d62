"""Batch's side of the embedded store: what batch says of an interval replaces all that is known of it, at once."""

import json
import sqlite3
from collections.abc import Iterable, Iterator

from andamio.features.definition import FeatureView
from andamio.features.online.folded_ranges import with_interval
from andamio.features.online.log_position import LogPosition, by_partition, furthest, of_partitions
from andamio.features.online.online_store import EPOCH_SHIFT, Applied, Folded, TileRow
from andamio.features.online.sqlite_file import SqliteFile
from andamio.features.online.sqlite_tables import (
    BATCH_VERSION,
    folded_ranges,
    parameters,
    record_folded_ranges,
    recorded_cutover,
    settle,
)
from andamio.features.online.write_rules import (
    newest_in,
    newest_of,
    require_folded,
    require_interval,
    require_no_step_back,
    require_streamed,
)


class SqliteBatchWriter:
    """Writes batch's tiles of one store, each write in one transaction."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def write_history(
        self, view: FeatureView, cutover_ms: int, rows: Iterable[TileRow], folded_position: LogPosition
    ) -> Applied:
        """See `OnlineStore.write_batch`."""
        with self._file.writing() as db:
            recorded = recorded_cutover(db, view.id)
            require_no_step_back(view, recorded, cutover_ms)
            _require_knowledge(db, view, recorded, 0, cutover_ms, folded_position)
            return _replace(db, view, 0, cutover_ms, cutover_ms, rows, folded_position)

    def write_interval(
        self, view: FeatureView, from_ms: int, to_ms: int, rows: Iterable[TileRow], folded_position: LogPosition
    ) -> Applied:
        """See `OnlineStore.write_interval`."""
        with self._file.writing() as db:
            recorded = recorded_cutover(db, view.id)
            require_interval(view, recorded, from_ms)
            assert recorded is not None
            _require_knowledge(db, view, recorded, from_ms, to_ms, folded_position)
            return _replace(db, view, from_ms, to_ms, max(recorded, to_ms), rows, folded_position)

    def record_folded(self, view: FeatureView, position: LogPosition) -> None:
        """See `OnlineStore.record_folded`."""
        with self._file.writing() as db:
            known = [
                Folded(folded.until_ms, furthest(folded.position, position)) for folded in folded_ranges(db, view.id)
            ]
            record_folded_ranges(db, view.id, known)
            db.executemany(
                "DELETE FROM repairs WHERE view = ? AND reason = 'batch_owned' AND partition = ? AND position <= ? "
                "AND event_time_ms < (SELECT cutover_ms FROM views WHERE views.view = repairs.view)",
                [(view.id, *reached) for reached in enumerate(by_partition(position))],
            )

    def rows(self, view: FeatureView, from_ms: int, to_ms: int) -> list[TileRow]:
        """See `OnlineStore.batch_rows`."""
        with self._file.reading() as db:
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
    require_folded(view, folded_ranges(db, view.id), from_ms, to_ms, folded_position)
    newest = db.execute(
        "SELECT partition, max(version) FROM tiles "
        "WHERE view = ? AND tile_start_ms >= ? AND tile_start_ms < ? AND version > ? GROUP BY partition",
        (view.id, recorded, to_ms, BATCH_VERSION),
    )
    counted = of_partitions({partition: version & (1 << EPOCH_SHIFT) - 1 for partition, version in newest})
    require_streamed(view, counted, to_ms, folded_position)


def _replace(
    db: sqlite3.Connection,
    view: FeatureView,
    from_ms: int,
    to_ms: int,
    cutover_ms: int,
    rows: Iterable[TileRow],
    folded_position: LogPosition,
) -> Applied:
    """What batch says of [from_ms, to_ms) replaces all that is known of it."""
    interval = (view.id, from_ms, to_ms)
    db.execute("DELETE FROM tiles WHERE view = ? AND tile_start_ms >= ? AND tile_start_ms < ?", interval)
    db.execute("DELETE FROM retired WHERE view = ? AND newest_ms >= ? AND newest_ms < ?", interval)
    db.executemany(
        "DELETE FROM repairs WHERE view = ? AND event_time_ms >= ? AND event_time_ms < ? "
        "AND reason = 'batch_owned' AND partition = ? AND position <= ?",
        [(*interval, *reached) for reached in enumerate(by_partition(folded_position))],
    )

    newest_ms: int | None = None
    wrong_side = 0

    def owned() -> Iterator[tuple[object, ...]]:
        nonlocal newest_ms, wrong_side
        for row in rows:
            if not from_ms <= row.tile_start_ms < to_ms:
                wrong_side += 1
                continue
            newest_ms = newest_of(newest_ms, newest_in(row))
            yield parameters(view.id, row, BATCH_VERSION, 0)

    cursor = db.executemany("INSERT OR REPLACE INTO tiles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", owned())
    applied = Applied(max(cursor.rowcount, 0), 0, wrong_side)
    db.execute("UPDATE views SET cutover_ms = ? WHERE view = ?", (cutover_ms, view.id))
    record_folded_ranges(db, view.id, with_interval(folded_ranges(db, view.id), from_ms, to_ms, folded_position))
    settle(db, view, newest_ms, applied)
    return applied
