"""An online store with one event of one {{ cookiecutter.key }}, for the tests."""

from pathlib import Path

from andamio.features import components
from andamio.features.online.online_store import Progress, TileRow, TileWrite
from andamio.features.online.sqlite_store import SqliteStore
from {{ cookiecutter.service }}.question import CONTRACT, FEATURES, VIEW

TENANT = "shop"
WHOM = "canary-81724"
"""Not to be found in anything that the service writes."""


def write_store(path: Path, at_ms: int) -> SqliteStore:
    """The store at `path`, with an event at `at_ms`."""
    store = SqliteStore(path, FEATURES.views, create=True)
    for view in FEATURES.views:
        store.write_batch(view, (at_ms // view.coarsest_hop_ms - 1) * view.coarsest_hop_ms, [])
    event = {field.name: "x" if field.logical_type == "string" else 3 for field in CONTRACT.fields}
    partial = components.of_event(VIEW, event, at_ms, "e1")
    rows = [TileRow(TENANT, WHOM, hop, at_ms // hop * hop, "", partial) for hop in VIEW.hop_chain]
    rows.append(TileRow(TENANT, WHOM, 0, at_ms, "e1", partial))
    store.apply(1, [*(TileWrite(VIEW.id, 1, row) for row in rows), Progress(VIEW.id, 1)], "")
    return store
