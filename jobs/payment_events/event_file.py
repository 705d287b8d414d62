"""events.ndjson: the events of both contracts in the order in which the log will take them, and their counts.

One JSON object a line: `contract` (its name) and the log's row without `position`, sorted by known_at_ms, then
payment_captured before payment_reversed, then event id and sequence.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from payment_events.invoices import CAPTURED, REVERSED, Event


def log_order(event: Event) -> tuple[int, bool, str, int]:
    """Sort key: a reversal known in the same millisecond as its payment comes after it."""
    return event["known_at_ms"], event["contract"] != CAPTURED, event["event_id"], event["sequence"]


def write_events(path: Path, events: Iterable[Event]) -> str:
    """Write the events, which are in log order, and return the SHA-256 of the file. It appears by rename."""
    lines = [json.dumps(event, separators=(",", ":"), ensure_ascii=False) for event in events]
    content = "".join(f"{line}\n" for line in lines).encode()
    partial = path.with_name(f".{path.name}")
    partial.write_bytes(content)
    partial.rename(path)
    return hashlib.sha256(content).hexdigest()


def describe(events: Sequence[Event]) -> dict[str, Any]:
    """Counts and time span of the events, as `ingest.json` gives them."""
    ids: dict[str, set[str]] = {CAPTURED: set(), REVERSED: set()}
    for event in events:
        ids[event["contract"]].add(event["event_id"])
    times = [event["event_time_ms"] for event in events]
    return {
        "payments": len(ids[CAPTURED]),
        "reversals": len(ids[REVERSED]),
        "deliveries": len(events),
        "tenants": len({event["tenant"] for event in events}),
        "customers": len({(event["tenant"], event["customer"]) for event in events}),
        "countries": len({event["country"] for event in events}),
        "first_event_ms": min(times, default=None),
        "last_event_ms": max(times, default=None),
    }
