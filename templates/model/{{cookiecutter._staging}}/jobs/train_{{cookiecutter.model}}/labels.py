"""The label: will the same {{ cookiecutter.entity }} have another {{ cookiecutter.event }} within 7 days? Write your own question here.

Whatever it is, keep what makes it honest: a label is certain only when its horizon has passed, it is made of what was
known by then, and the request holds what was known when the score was needed.
"""

from collections import defaultdict
from itertools import pairwise

import pyarrow as pa

from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.offline.point_in_time import TIME_COLUMN, mature
from andamio.features.oracle import counted_events

HORIZON_MS = 7 * 24 * 3_600_000
"""From the event, exclusive, up to and including this much later."""
REQUEST_FIELDS = ("amount_minor",)


def labelled(view: FeatureView, deliveries: pa.Table, k_ms: int) -> pa.Table:
    """A row for each event whose label was certain at `k_ms`, by time: ids, key, t_ms, request fields, label."""
    known = [delivery for delivery in map(Delivery.from_row, deliveries.to_pylist()) if delivery.known_at_ms <= k_ms]
    # A correction came after the request: what was asked is the first delivery.
    first: dict[str, Delivery] = {}
    for delivery in sorted(known, key=lambda d: d.position):
        first.setdefault(delivery.event_id, delivery)
    counted = counted_events(view, known, k_ms)

    of_key: dict[tuple[str, str], list[Delivery]] = defaultdict(list)
    for event in counted:
        of_key[event.tenant, event.values[view.key_column]].append(event)
    again = {
        earlier.event_id
        for events in of_key.values()
        for earlier, later in pairwise(events)
        if later.event_time_ms - earlier.event_time_ms <= HORIZON_MS
    }
    table = pa.table(
        {
            "event_id": pa.array([event.event_id for event in counted], pa.string()),
            "tenant": pa.array([event.tenant for event in counted], pa.string()),
            view.key_column: pa.array([event.values[view.key_column] for event in counted], pa.string()),
            TIME_COLUMN: pa.array([event.event_time_ms for event in counted], pa.int64()),
            **{
                field: pa.array([int(first[event.event_id].values[field]) for event in counted], pa.int64())
                for field in REQUEST_FIELDS
            },
            "label": pa.array([int(event.event_id in again) for event in counted], pa.int64()),
        }
    )
    return mature(table, k_ms, HORIZON_MS)
