"""An online store with one event of one {{ cookiecutter.key }}, for the tests."""

from pathlib import Path

from andamio.features.online.event_examples import rows_of_event, stream_lines
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
    store.apply(1, stream_lines(VIEW, rows_of_event(VIEW, TENANT, WHOM, event, at_ms), 1), "")
    return store
