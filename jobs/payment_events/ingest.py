"""The two ways to events: from the shop's order lines, or from the generator; both end in the same three files.

<out>/events.ndjson   see event_file.py
<out>/quarantine/     see quarantine.py
<out>/ingest.json     counts, written last: with it, the other two are whole
"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from andamio.errors import AndamioError
from payment_events.event_file import describe, log_order, write_events
from payment_events.generator import generate
from payment_events.injection import inject
from payment_events.invoices import Event, classify_lines, payments
from payment_events.quarantine import (
    SCHEMA,
    CheckEvents,
    admit,
    by_reason,
    by_rule,
    quarantined_lines,
    write_quarantine,
)
from payment_events.retail import Progress, load_lines
from payment_events.reversals import match_cancellations, reversals, sanity_facts
from payment_events.write_edges import WriteEdges


class AccountingError(AndamioError):
    """Lines read and lines accounted for differ: a rule lost or doubled some."""


@dataclass(frozen=True, slots=True)
class Ingest:
    """Events in log order, what was kept out, and the counts of `ingest.json`."""

    events: list[Event]
    quarantine: pa.Table
    summary: dict[str, Any]


def from_retail(path: Path, check: CheckEvents, inject_seed: int | None, progress: Progress = lambda _: None) -> Ingest:
    """Events of an Online Retail file; every line is in one event or in quarantine, else `AccountingError`."""
    with duckdb.connect() as connection:
        lines = load_lines(connection, path, progress)
        progress(f"read {lines:,} order lines of {path.name}")
        classify_lines(connection)
        match_cancellations(connection)
        admitted, rejected = admit([*payments(connection), *reversals(connection)], check)
        quarantine = pa.concat_tables([quarantined_lines(connection), rejected])
        sanity = sanity_facts(connection)
    account(lines, admitted, quarantine)
    counted = {"lines": lines, "invoices": sanity["invoices"], "sanity": sanity}
    return _finish(admitted, quarantine, inject_seed, {"source": "retail", "name": path.name, **counted})


def from_generator(seed: int, count: int, check: CheckEvents) -> Ingest:
    """`count` generated payments and their reversals, with disorder from the same seed."""
    admitted, rejected = admit(generate(seed, count), check)
    return _finish(admitted, rejected, seed, {"source": "generator", "name": f"generator, seed {seed}"})


def account(lines: int, events: Sequence[Event], quarantine: pa.Table) -> None:
    """Check that the lines of events (one delivery each) and quarantine add up to the lines read."""
    in_events = sum(event["lines"] for event in events)
    quarantined = sum(quarantine["lines"].to_pylist())
    if lines != in_events + quarantined:
        raise AccountingError(
            f"{lines:,} order lines were read but {in_events:,} are in events and {quarantined:,} in quarantine; "
            "a rule of invoices.py or reversals.py loses or doubles lines"
        )


def write(out: Path, result: Ingest, edges: WriteEdges, started: float) -> dict[str, Any]:
    """Write the three files to an existing folder and return what `ingest.json` holds; `started` is monotonic."""
    (out / "ingest.json").unlink(missing_ok=True)
    digest = write_events(out / "events.ndjson", edges.events(result.events))
    write_quarantine(out / "quarantine", edges.quarantine(result.quarantine.cast(SCHEMA)))
    summary = {**result.summary, "events_sha256": digest, "seconds": round(time.monotonic() - started, 3)}
    (out / "ingest.json").write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    return summary


def _finish(events: list[Event], quarantine: pa.Table, inject_seed: int | None, summary: dict[str, Any]) -> Ingest:
    injected: dict[str, int] = {}
    deliveries = sorted(events, key=log_order)
    lines_in_events = sum(event["lines"] for event in events)
    if inject_seed is not None:
        deliveries, injected = inject(deliveries, inject_seed)
    summary = {
        **summary,
        **describe(deliveries),
        "lines_in_events": lines_in_events,
        "lines_quarantined": sum(quarantine["lines"].to_pylist()),
        "quarantine": by_reason(quarantine),
        "broken_rules": by_rule(quarantine),
        "injected": injected,
    }
    return Ingest(deliveries, quarantine, summary)
