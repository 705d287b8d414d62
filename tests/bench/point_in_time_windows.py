"""Windowed features at scale: 20 features over 5 million events for 500,000 labels, as known at each label's time.

    PYTHONPATH=libs:. python -m tests.bench.point_in_time_windows

Events are a log: 1% of ids delivered twice, 1% corrected, 0.2% removed, 0.5% late within the horizon and 0.1% beyond.
Keys are heavy at one end, and one of them has 2% of all events; labels are drawn from events, so heavy keys have many
of both. The 20 features cover every function and every window. The oracle recomputes a sample of labels from the deliveries of their keys: values are
compared to the bit. The log is generated as Arrow; seconds and memory are of `training_set`, in a process of its own.
"""

import argparse
import json
import struct
import sys
import time
from collections import defaultdict
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from andamio.features import oracle
from andamio.features.batch.duckdb_engine import connect
from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.offline.point_in_time import training_set
from andamio.features.view_document import parse_view
from tests.bench import machine

MOST_SECONDS = 60
MOST_GIB = 6.0
EVENTS = 5_000_000
LABELS = 500_000
SAMPLE = 10_000
MEMORY_LIMIT = "2GB"
"""Of DuckDB; the columns of versions are beside it."""

KEYS = 100_000
HEAVIEST_SHARE = 0.02
# The oracle takes a second for one label of the heaviest key.
HEAVIEST_SAMPLE = 20
_DAY = 86_400_000
_START, _SPAN = 1_300_000_000_000, 90 * _DAY
_FEATURES = [
    ("count", None, "10m 1h 24h 30d"),
    ("sum", "amount_minor", "10m 1h 24h 30d"),
    ("mean", "amount_minor", "24h 30d"),
    ("variance", "amount_minor", "24h 30d"),
    ("min", "amount_minor", "30d"),
    ("max", "amount_minor", "1h 30d"),
    ("last", "amount_minor", "30d"),
    ("time_since_last", None, "10m 30d"),
    ("count_distinct", "merchant", "24h 30d"),
]
VIEW: FeatureView = parse_view(
    {
        "name": "payments",
        "version": 1,
        "key_column": "customer",
        "source": {"contract": "payment@1", "lateness": "7d", "duplicate_horizon": "7d"},
        "filter": [{"column": "currency", "equals": "GBP"}],
        "hops": {"10m": "10s", "1h": "1m", "24h": "30m", "30d": "12h"},
        "ttl": "30d",
        "freshness": "5s",
        "owner": "bench",
        "features": [
            {"name": f"{function}_{window}", "function": function, "window": window}
            | ({} if column is None else {"column": column})
            | ({"at_most": 100} if function == "count_distinct" else {})
            for function, column, windows in _FEATURES
            for window in windows.split()
        ],
    },
    frozenset({"amount_minor"}),
)


def deliveries(events: int, seed: int = 1) -> pa.Table:
    """A log of deliveries, by known-at time."""
    random = np.random.default_rng(seed)
    weights = np.cumsum(1 / (np.arange(KEYS) + 200))
    key = np.searchsorted(weights / weights[-1], random.random(events))
    key[random.random(events) < HEAVIEST_SHARE] = 0
    event_time = _START + np.sort(random.integers(0, _SPAN, events))
    lag = random.integers(0, 2_000, events)
    late = random.random(events)
    lag[late < 0.005] += random.integers(0, 6 * _DAY, int((late < 0.005).sum()))
    lag[late > 0.999] += 8 * _DAY
    known, again = event_time + lag, random.random(events)
    parts = [(np.arange(events), known, 0, False)]
    for low, high, sequence, deleted in ((0, 0.01, 0, False), (0.01, 0.02, 1, False), (0.02, 0.022, 2, True)):
        ids = np.flatnonzero((again >= low) & (again < high))
        parts.append((ids, known[ids] + random.integers(0, _DAY, len(ids)), sequence, deleted))
    event = np.concatenate([ids for ids, *_ in parts])
    known_at = np.concatenate([times for _, times, *_ in parts])
    sequences = np.concatenate([np.full(len(ids), number) for ids, _, number, _ in parts])
    tombstones = np.concatenate([np.full(len(ids), flag) for ids, _, _, flag in parts])
    order = np.argsort(known_at, kind="stable")
    event, known_at, sequences, tombstones = event[order], known_at[order], sequences[order], tombstones[order]
    amount = random.integers(1, 1_000_000, events)[event] + sequences
    numbers = pa.table(
        {
            "event": event,
            "key": key[event],
            "amount_minor": amount,
            "nothing": random.random(len(event)) < 0.01,
            "merchant": random.integers(0, 400, events)[event],
            "abroad": random.random(events)[event] < 0.05,
            "event_time_ms": event_time[event],
            "known_at_ms": known_at,
            "sequence": sequences,
            "deleted": tombstones,
            "position": np.arange(len(event)),
        }
    )
    with duckdb.connect() as connection:
        connection.register("numbers", numbers)
        return connection.sql(
            "SELECT 'payment-' || event AS event_id, 'shop-' || key % 3 AS tenant, 'customer-' || key AS customer, "
            "if(abroad, 'EUR', 'GBP') AS currency, if(nothing, NULL, amount_minor) AS amount_minor, "
            "'merchant-' || merchant AS merchant, event_time_ms, known_at_ms, sequence, deleted, position "
            "FROM numbers ORDER BY position"
        ).to_arrow_table()


def labels_of(log: pa.Table, count: int, seed: int = 2) -> pa.Table:
    """Labels at and around the times of events, of their keys."""
    random = np.random.default_rng(seed)
    rows = random.integers(0, log.num_rows, count)
    off = random.choice([0, 1, 1_000, 3_600_000, 10 * _DAY], count)
    chosen = log.select(["tenant", "customer", "event_time_ms"]).take(pa.array(rows))
    times = pa.array(chosen["event_time_ms"].to_numpy() + off)
    return pa.table({"tenant": chosen["tenant"], "customer": chosen["customer"], "t_ms": times})


def wrong_values(log: pa.Table, computed: pa.Table, sample: int, seed: int = 3) -> int:
    """Values of a sample of labels that differ from the oracle's in any bit."""
    shuffled = np.random.default_rng(seed).permutation(computed.num_rows)
    heaviest = pc.equal(computed["customer"], "customer-0").to_numpy()[shuffled]
    in_sample = ~heaviest | (np.cumsum(heaviest) <= HEAVIEST_SAMPLE)
    chosen = computed.take(pa.array(shuffled[in_sample][:sample]))
    wanted = pc.is_in(log["customer"], value_set=pc.unique(chosen["customer"]))
    by_key: dict[tuple[str, str], list[Delivery]] = defaultdict(list)
    for batch in log.filter(wanted).to_batches(max_chunksize=50_000):
        for row in batch.to_pylist():
            by_key[row["tenant"], row["customer"]].append(Delivery.from_row(row))
    wrong = 0
    names = VIEW.feature_names()
    reach_ms = VIEW.longest_window_ms + VIEW.coarsest_hop_ms
    for row in chosen.to_pylist():
        t_ms, key = row["t_ms"], (row["tenant"], row["customer"])
        # What cannot be in a window cannot change a value, since all versions of an id share its event time.
        near = [d for d in by_key[key] if t_ms - reach_ms <= d.event_time_ms < t_ms]
        expected = oracle.features_at(VIEW, near, *key, t_ms, known_by_ms=t_ms)
        wrong += sum(_bits(row[name]) != _bits(value) for name, value in zip(names, expected))
    return wrong


def _bits(value: Any) -> Any:
    return struct.pack("<d", value) if isinstance(value, float) else value


def main() -> int:
    """Run once; the result as JSON on stdout, 1 if an objective is missed."""
    parser = argparse.ArgumentParser(description="Windowed features at scale.")
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument("--labels", type=int, default=LABELS)
    parser.add_argument("--sample", type=int, default=SAMPLE)
    options = parser.parse_args()
    log = deliveries(options.events)
    labels = labels_of(log, options.labels)
    before_gib, cpu = machine.peak_rss_gib(), machine.cpu_seconds()
    started = time.monotonic()
    with connect(MEMORY_LIMIT) as connection:
        computed = training_set(connection, [VIEW], {"payment@1": log}, labels)
    seconds = time.monotonic() - started
    cpu, gib = machine.cpu_seconds() - cpu, machine.peak_rss_gib()
    print(f"computed in {seconds:.1f} s, {gib:.2f} GiB; asking the oracle", file=sys.stderr, flush=True)
    wrong = wrong_values(log, computed, options.sample)
    heaviest = pc.value_counts(log["customer"]).field("counts")
    result = {
        "benchmark": "point_in_time_windows",
        "machine": machine.description(),
        "deliveries": log.num_rows,
        "labels": labels.num_rows,
        "features": len(VIEW.features),
        "heaviest_key_deliveries": pc.max(heaviest).as_py(),
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "peak_rss_gib": round(gib, 2),
        "peak_rss_gib_before": round(before_gib, 2),
        "oracle_labels": min(options.sample, labels.num_rows),
        "oracle_values": min(options.sample, labels.num_rows) * len(VIEW.features),
        "oracle_differences": wrong,
        "objectives": {"seconds": MOST_SECONDS, "peak_rss_gib": MOST_GIB, "oracle_differences": 0},
    }
    print(json.dumps(result, indent=2))
    return 1 if seconds > MOST_SECONDS or gib > MOST_GIB or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
