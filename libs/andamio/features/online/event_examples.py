"""What is written of an entity's only event, for tests of whatever reads a store."""

from collections.abc import Iterable, Mapping
from typing import Any

from andamio.features import components
from andamio.features.definition import FeatureView
from andamio.features.online.online_store import LogLine, Progress, TileRow, TileWrite


def rows_of_event(
    view: FeatureView, tenant: str, key: str, values: Mapping[str, Any], at_ms: int, event_id: str = "e1"
) -> list[TileRow]:
    """Its tile of each hop, and the event itself; `values` are the event's columns, int or None where they are aggregated."""
    partial = components.of_event(view, values, at_ms, event_id)
    tiles = [TileRow(tenant, key, hop, at_ms // hop * hop, "", partial) for hop in view.hop_chain]
    return [*tiles, TileRow(tenant, key, 0, at_ms, event_id, partial)]


def stream_lines(view: FeatureView, rows: Iterable[TileRow], position: int) -> list[LogLine]:
    """As the stream writes rows that are due to the event at this position of the log."""
    return [*(TileWrite(view.id, position, row) for row in rows), Progress(view.id, position)]
