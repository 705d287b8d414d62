"""The tables of the embedded online store, and what both of its writers do to them.

    views    one row a view: definition, cut-over, frontier, counts
    tiles    partials by (view, tenant, key, hop, start, event id); hop 0 are raw events
    retired  newest event time of the tiles that a key no longer keeps, so that expired and not_found stay apart
    repairs  deliveries that the stream could not count
    folded   up to which log position batch knows each range of event time, as JSON
    applied  up to which log position the stream has applied each partition
    tail     where the tile log is to be read on, by the newest epoch

The frontier is the newest event time applied, or the cut-over if that is later. Reads before frontier - tail are
refused, and what no later read can use is dropped in the same transaction as the write that moved the frontier.
"""

import json
import sqlite3
from collections.abc import Sequence

from andamio.features.definition import FeatureView
from andamio.features.online.folded_ranges import joined
from andamio.features.online.log_position import from_json
from andamio.features.online.online_read import reaches
from andamio.features.online.online_store import Applied, Folded, TileRow

FORMAT = 3
BATCH_VERSION = -1  # below every stream version; batch replaces whole ranges instead of comparing

SCHEMA = """
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

_RETIRE = """
INSERT INTO retired
SELECT view, tenant, key, max(json_extract(partial, '$[1]')) AS newest FROM tiles
WHERE view = ? AND hop_ms = ? AND tile_start_ms < ? GROUP BY tenant, key HAVING newest IS NOT NULL
ON CONFLICT DO UPDATE SET newest_ms = max(newest_ms, excluded.newest_ms)
"""


def parameters(view_id: str, row: TileRow, version: int, partition: int) -> tuple[object, ...]:
    """A row of `tiles`."""
    partial = json.dumps(list(row.partial), separators=(",", ":"), ensure_ascii=False)
    return (view_id, row.tenant, row.key, row.hop_ms, row.tile_start_ms, row.event_id, version, partial, partition)


def recorded_cutover(db: sqlite3.Connection, view_id: str) -> int | None:
    """The recorded cut-over, ms UTC; None before the first batch write."""
    row = db.execute("SELECT cutover_ms FROM views WHERE view = ?", (view_id,)).fetchone()
    return None if row is None else row[0]


def folded_ranges(db: sqlite3.Connection, view_id: str) -> list[Folded]:
    """What batch knows, by range of event time, ascending."""
    found = db.execute("SELECT until_ms, position FROM folded WHERE view = ? ORDER BY until_ms", (view_id,))
    return [Folded(until_ms, from_json(json.loads(position))) for until_ms, position in found]


def record_folded_ranges(db: sqlite3.Connection, view_id: str, ranges: Sequence[Folded]) -> None:
    """Replace what batch knows."""
    db.execute("DELETE FROM folded WHERE view = ?", (view_id,))
    db.executemany(
        "INSERT INTO folded VALUES (?, ?, ?)", [(view_id, f.until_ms, json.dumps(f.position)) for f in joined(ranges)]
    )


def settle(db: sqlite3.Connection, view: FeatureView, newest_ms: int | None, applied: Applied) -> None:
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
