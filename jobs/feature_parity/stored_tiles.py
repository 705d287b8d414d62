"""The tiles of the online store, the tile log and the lakehouse, in one form to compare.

The store's file is read past the store's own code, so that an error there cannot hide itself.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from andamio.errors import UserError
from andamio.features.components import Entry
from andamio.features.definition import FeatureView
from andamio.features.logs.tile_log import read_tile_log
from andamio.features.online.online_read import Kept
from andamio.features.online.online_store import Progress, TileRow, TileWrite
from andamio.features.online.sqlite_tables import FORMAT
from feature_parity.knowledge import Key

Place = tuple[str, str, int, int, str]
"""(tenant, key, hop_ms, tile_start_ms, event_id); hop 0 and an event id for a raw event."""
Tiles = dict[Place, list[Entry]]


def place_of(row: TileRow) -> Place:
    return (row.tenant, row.key, row.hop_ms, row.tile_start_ms, row.event_id)


@dataclass(slots=True)
class FoldedLog:
    """What a view's tile log says in the end."""

    tiles: Tiles = field(default_factory=dict)
    """Without those that have become empty."""
    position: int = -1
    """Progress."""


def fold(root: Path) -> dict[str, FoldedLog]:
    """Fold the tile log by view id: of each tile and event the line with the highest position."""
    logs: dict[str, FoldedLog] = defaultdict(FoldedLog)
    newest: dict[tuple[str, Place], tuple[int, list[Entry]]] = {}
    for line in read_tile_log(root):
        match line:
            case Progress(view, position):
                logs[view].position = max(logs[view].position, position)
            case TileWrite(view, position, row):
                at = (view, place_of(row))
                if at not in newest or newest[at][0] < position:
                    newest[at] = (position, list(row.partial))
    for (view, place), (_, partial) in newest.items():
        if partial[0] != 0:
            logs[view].tiles[place] = partial
    return logs


def stored(path: Path, view: FeatureView) -> Tiles:
    """The view's tiles in the store, but for empty ones."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        found = db.execute("PRAGMA user_version").fetchone()[0]
        if found != FORMAT:
            raise UserError(f"{path} has format {found} and this check reads {FORMAT}; use the check of its version")
        rows = db.execute(
            "SELECT tenant, key, hop_ms, tile_start_ms, event_id, partial FROM tiles WHERE view = ?", (view.id,)
        ).fetchall()
    db.close()
    tiles = {tuple(place): json.loads(partial) for *place, partial in rows}
    return {place: partial for place, partial in tiles.items() if partial[0] != 0}


def kept_by_key(tiles: Iterable[Mapping[Place, list[Entry]]]) -> dict[Key, Kept]:
    """Tiles as `online_read.read_at` takes them, by key."""
    kept: dict[Key, dict[int, list[tuple[int, list[Entry]]]]] = defaultdict(lambda: defaultdict(list))
    for part in tiles:
        for (tenant, key, hop, start, _), partial in part.items():
            kept[tenant, key][hop].append((start, partial))
    return dict(kept)
