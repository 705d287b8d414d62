"""Tiles of the past: computed from all landed deliveries, kept in the lakehouse, loaded into the online store."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from andamio.errors import UserError
from andamio.features.batch.duckdb_engine import tile_rows
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.definition import FeatureView
from andamio.features.online.online_store import CutoverMovedBack, OnlineStore, StoreMismatch
from batch_features.engines import Engine


@dataclass(frozen=True, slots=True)
class Written:
    """What one view's batch consists of."""

    tiles: int
    """Of all hops, over the whole history before the cut-over."""
    tail_events: int
    """Raw events that reads shortly after the cut-over may need."""
    folded_position: int
    """Deliveries up to this log position are in the tiles."""
    refused_wrong_side: int
    pending_repairs: int
    """Deliveries that wait in the store for a later batch, or for good because they are outside the horizons."""


def require_cutover(views: Sequence[FeatureView], cutover_ms: int) -> None:
    """Raise `UserError` unless the cut-over is a tile edge of every hop of every view."""
    coarsest = max(view.coarsest_hop_ms for view in views)
    for view in views:
        if cutover_ms <= 0 or cutover_ms % view.coarsest_hop_ms:
            raise UserError(
                f"--cutover-ms {cutover_ms} is not a positive multiple of {view.coarsest_hop_ms}, the coarsest hop of "
                f"{view.id}; use {max(cutover_ms // coarsest, 1) * coarsest}"
            )


def write_tiles(
    engine: Engine,
    lake: Lakehouse,
    store: OnlineStore,
    view: FeatureView,
    cutover_ms: int,
) -> Written:
    """Replace the view's tiles before `cutover_ms`, first in the lakehouse, then in the store.

    Killed in between, it is run again: both writes replace. Raises `UserError` if the store refuses the cut-over.
    """
    # The position is read before the rows: a landing in between only makes it too low, and what it
    # leaves in the repair queue is folded in once more.
    folded = lake.last_position(view.contract)
    if not isinstance(folded, int):
        raise UserError(
            f"{view.contract} has landed from a log in {len(folded)} partitions, and 'tiles' knows positions of one; "
            "load it with 'andamio features backfill'"
        )
    with engine(view, folded) as batch:
        tail_ms = (cutover_ms - view.tail_ms) // view.finest_hop_ms * view.finest_hop_ms
        tiles, events = batch.tiles(cutover_ms), batch.events(tail_ms, cutover_ms)
    table = pa.concat_tables([tiles, events])
    lake.write_tiles(view, table, cutover_ms, folded)
    try:
        applied = store.write_batch(view, cutover_ms, tile_rows(view, table), folded)
    except (CutoverMovedBack, StoreMismatch) as error:
        raise UserError(str(error)) from error
    return Written(tiles.num_rows, events.num_rows, folded, applied.refused_wrong_side, store.repair_count(view))
