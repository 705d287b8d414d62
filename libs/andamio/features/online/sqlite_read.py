"""Reads of the embedded store, each from one state of its file."""

import json
import sqlite3
from collections.abc import Sequence

from andamio.features.components import Partial
from andamio.features.definition import FeatureView
from andamio.features.online.online_read import reaches, read_at, too_old
from andamio.features.online.online_store import Applied, EntityRead, Repair, ViewRead
from andamio.features.online.sqlite_file import SqliteFile
from andamio.features.online.sqlite_tables import folded_ranges

_KEPT = (
    "SELECT hop_ms, tile_start_ms, partial FROM tiles "
    "WHERE view = ? AND tenant = ? AND key = ? AND hop_ms = ? AND tile_start_ms >= ? AND tile_start_ms < ?"
)


class SqliteRead:
    """Reads one store."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def view(self, view: FeatureView, entities: Sequence[tuple[str, str]], t_ms: int) -> ViewRead:
        """See `OnlineStore.read`. One transaction: all keys are read from one state of the store."""
        with self._file.reading() as db:
            cutover_ms, frontier_ms = db.execute(
                "SELECT cutover_ms, frontier_ms FROM views WHERE view = ?", (view.id,)
            ).fetchone() or (None, None)
            applied = dict(db.execute("SELECT partition, position FROM applied WHERE view = ?", (view.id,)).fetchall())
            folded = folded_ranges(db, view.id)
            floor_ms = None if frontier_ms is None else frontier_ms - view.tail_ms
            found: list[EntityRead]
            if floor_ms is not None and t_ms < floor_ms:
                found = [too_old(view)] * len(entities)
            else:
                found = [_read_one(db, view, tenant, key, t_ms) for tenant, key in entities]
        return ViewRead(view.id, applied, cutover_ms, floor_ms, found, folded)

    def repair_count(self, view: FeatureView) -> int:
        """See `OnlineStore.repair_count`."""
        with self._file.reading() as db:
            return int(db.execute("SELECT count(*) FROM repairs WHERE view = ?", (view.id,)).fetchone()[0])

    def repairs(self, view: FeatureView) -> list[Repair]:
        """See `OnlineStore.repairs`."""
        with self._file.reading() as db:
            found = db.execute("SELECT * FROM repairs WHERE view = ? ORDER BY position, partition", (view.id,))
            return [Repair(*row) for row in found]

    def refusals(self, view: FeatureView) -> Applied:
        """See `OnlineStore.refusals`."""
        with self._file.reading() as db:
            row = db.execute(
                "SELECT accepted, refused_stale, refused_wrong_side FROM views WHERE view = ?", (view.id,)
            ).fetchone()
        return Applied(*(row or (0, 0, 0)))


def _read_one(db: sqlite3.Connection, view: FeatureView, tenant: str, key: str, t_ms: int) -> EntityRead:
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
