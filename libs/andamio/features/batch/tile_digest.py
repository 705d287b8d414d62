"""The digest of tiles, by which what was computed, kept and loaded is known to be the same."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace

from andamio.features.components import SEPARATOR, Entry, components
from andamio.features.definition import FeatureView
from andamio.features.online.online_store import TileRow


def without_event_ids(view: FeatureView, rows: Iterable[TileRow]) -> list[TileRow]:
    """The rows as every store keeps them: some need no ids, neither of raw events nor of `last`."""
    last = [place for place, component in enumerate(components(view)) if component.kind == "last"]

    def bare(place: int, entry: Entry) -> Entry:
        if place not in last or entry is None:
            return entry
        time, value = str(entry).partition(SEPARATOR)[0], str(entry).rpartition(SEPARATOR)[2]
        return f"{time}{SEPARATOR}{SEPARATOR}{value}"

    return [
        replace(row, event_id="", partial=[bare(place, entry) for place, entry in enumerate(row.partial)])
        for row in rows
    ]


def digest_of(rows: Iterable[TileRow]) -> str:
    """SHA-256 over the rows in order of place, whatever order they come in."""
    texts = sorted(
        json.dumps([row.tenant, row.key, row.hop_ms, row.tile_start_ms, row.event_id, list(row.partial)])
        for row in rows
    )
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
