"""How history is cut for a replay: what batch takes, what the stream takes, and slices of the rest.

A request is asked at its payment's event time, whenever the event itself reaches the log; so requests go by
event time, log rows by known-at time. A slice is a span of time [start_ms, end_ms): its requests are asked while
the log is drained up to start_ms, then its rows are appended and drained.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Slice:
    """What happens in [start_ms, end_ms)."""

    start_ms: int
    end_ms: int
    requests: tuple[Row, ...]
    """Payments to score, one an event id, by event time."""
    rows: tuple[tuple[str, Row], ...]
    """(contract, row) to append to the log, in known-at order."""


def read_events(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """(contract, row) pairs of an events.ndjson, in its order."""
    rows = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            rows.append((row.pop("contract"), row))
    return rows


def cutover(rows: Iterable[tuple[str, Row]], replay_payments: int, hop_ms: int) -> int:
    """The latest multiple of `hop_ms` with at least `replay_payments` payments at or after it.

    With fewer payments in all it is the start of the first one's hop.
    """
    times = sorted(row["event_time_ms"] for row in requests_of(rows))
    index = max(len(times) - replay_payments, 0)
    return int(times[index] // hop_ms * hop_ms)


def requests_of(rows: Iterable[tuple[str, Row]]) -> list[Row]:
    """The payments that were asked about: the first version of each captured event id, by event time."""
    first: dict[str, Row] = {}
    for contract, row in rows:
        if contract == "payment_captured" and not row["deleted"]:
            known = first.get(row["event_id"])
            if known is None or row["sequence"] < known["sequence"]:
                first[row["event_id"]] = row
    return sorted(first.values(), key=lambda row: (row["event_time_ms"], row["event_id"]))


def slices(rows: Sequence[tuple[str, Row]], from_ms: int, payments: int) -> list[Slice]:
    """Cut everything at or after `from_ms` into slices of about `payments` requests; the last takes all that is left."""
    requests = [row for row in requests_of(rows) if row["event_time_ms"] >= from_ms]
    appended = [(contract, row) for contract, row in rows if row["known_at_ms"] >= from_ms]
    bounds = [from_ms]
    for index in range(payments, len(requests), payments):
        boundary = requests[index]["event_time_ms"]
        if boundary > bounds[-1]:
            bounds.append(boundary)
    end = 1 + max([row["known_at_ms"] for _, row in appended] + [row["event_time_ms"] for row in requests] + [from_ms])
    bounds.append(end)
    cut: list[Slice] = []
    request_at = row_at = 0
    for start, stop in zip(bounds, bounds[1:]):
        request_end, row_end = request_at, row_at
        while request_end < len(requests) and requests[request_end]["event_time_ms"] < stop:
            request_end += 1
        while row_end < len(appended) and appended[row_end][1]["known_at_ms"] < stop:
            row_end += 1
        cut.append(Slice(start, stop, tuple(requests[request_at:request_end]), tuple(appended[row_at:row_end])))
        request_at, row_at = request_end, row_end
    return cut
