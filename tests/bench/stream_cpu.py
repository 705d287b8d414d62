"""Events per CPU second of the stream: tiles against the same 20 features as Flink OVER windows.

    PYTHONPATH=libs:services:jobs:. python -m tests.bench.stream_cpu        in the Flink resolve

Both sides read the same file of payments once (`stream_events` says of whom), drop what is delivered twice, compute the
features of the serving benchmark and write what changes to files, in one Flink version with one set of options. Ours writes
tiles of four hops, raw events and progress, six lines an event but for what a bundle saves, of which a read makes the
features; the peer writes each event's features as they are at the event.

The peer is given its best: one query in which each window is one OVER aggregation on top of the next, a de-duplication
that keeps the first delivery by arrival, and so neither sorts nor retracts, a watermark no later than the data needs, a
filter before the state, and no corrections, which OVER cannot take at all. Ours takes corrections, as always. Its windows
slide by the event and include it, ours by the hop and do not, so values are compared with what each side promises: our
tiles with the oracle, its counts and sums with the events.

CPU is that of the JVM, all threads. Start-up, planning, compilation of hot code and the time in which windows fill are
taken out by subtracting a run over the first part of the same events; the runs take turns, and the median of the rounds is
compared.
"""

import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from andamio.catalog.loading import load_catalog
from andamio.features import components, oracle
from andamio.features.definition import Feature, FeatureView
from andamio.features.event import Delivery
from andamio.features.logs.tile_log import parse_line
from andamio.features.online.online_store import TileWrite
from andamio.features.stream.flink_source import FileSource, aggregated_columns
from andamio.features.stream.operator_classes import operator_jar, stream_environment
from andamio.features.stream.operator_settings import StreamSettings, operator_settings
from tests.bench import machine
from tests.bench.serving_data import write_catalog
from tests.bench.stream_events import DISORDER_MS, customers, deliveries_of, write_events

OBJECTIVE_RATIO = 10.0

# Of `issue` the windows of 180 days are full after 116,000 events.
EVENTS = {"issue": 200_000, "light": 200_000}
WARM_EVENTS = {"issue": 120_000, "light": 60_000}
ROUNDS = 1
HEAP_MB = 4096
CHECKPOINT = "60 s"
# Of few payments and of many.
CHECKED_CUSTOMERS = frozenset(f"c{number}" for number in range(9, 500, 35))
_UNITS = (("DAY", 86_400_000), ("HOUR", 3_600_000), ("MINUTE", 60_000))


@dataclass(frozen=True, slots=True)
class Sample:
    """What one run cost."""

    side: str
    lines: int
    jvm_cpu_s: float
    written: int


def tiles(view: FeatureView, source: Path, sink: Path, options: dict[str, str]) -> None:
    """Our side to its end, as the job runs it, but for the source, which ends."""
    from pyflink.java_gateway import get_gateway

    settings = StreamSettings(FileSource(f"file://{source}", monitor_interval_ms=None), f"file://{sink}", 0)
    jar = operator_jar(get_gateway(), sink.parent / "operator")
    stream_environment(get_gateway(), options, [jar], [operator_settings(view, settings)]).execute("tiles")


def over_windows(view: FeatureView, source: Path, sink: Path, options: dict[str, str]) -> None:
    """The peer's side to its end."""
    from pyflink.common import Configuration
    from pyflink.table import EnvironmentSettings, TableEnvironment

    configuration = Configuration()
    for key, value in options.items():
        configuration.set_string(key, value)
    environment = TableEnvironment.create(
        EnvironmentSettings.new_instance().in_streaming_mode().with_configuration(configuration).build()
    )
    definitions, insert = _over_windows_sql(view, source, sink)
    for definition in definitions:
        environment.execute_sql(definition)
    environment.execute_sql(insert).wait()


def _over_windows_sql(view: FeatureView, source: Path, sink: Path) -> tuple[tuple[str, ...], str]:
    counted_apart = {feature.column for feature in view.features if feature.function == "count_distinct"}
    columns = "".join(
        f"  `{column}` {'STRING' if column in counted_apart else 'BIGINT'},\n" for column in aggregated_columns(view)
    )
    events = (
        "CREATE TEMPORARY TABLE events (\n  event_id STRING, tenant STRING, customer STRING, currency STRING,\n"
        f"{columns}  event_time_ms BIGINT,\n  happened AS TO_TIMESTAMP_LTZ(event_time_ms, 3), arrival AS PROCTIME(),\n"
        # A tenth more than the disorder is for the duplicates.
        f"  WATERMARK FOR happened AS happened - INTERVAL '{DISORDER_MS * 11 // 10 // 1000}' SECOND\n"
        f") WITH ('connector' = 'filesystem', 'path' = 'file://{source}', 'format' = 'json')"
    )
    names = ", ".join(f"`{feature.name}` {_type(feature)}" for feature in view.features)
    out = (
        f"CREATE TEMPORARY TABLE features (tenant STRING, customer STRING, event_id STRING, event_time_ms BIGINT, {names}) "
        f"WITH ('connector' = 'filesystem', 'path' = 'file://{sink}', 'format' = 'csv')"
    )
    query = (
        "SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY tenant, event_id ORDER BY arrival ASC) AS place\n"
        "  FROM events WHERE currency = 'GBP') WHERE place = 1"
    )
    for window_ms in sorted({feature.window_ms for feature in view.features}):
        aggregates = [f for f in view.features if f.window_ms == window_ms]
        selected = ", ".join(f"{_over(feature)} AS `{feature.name}`" for feature in aggregates)
        query = (
            f"SELECT *, {selected} FROM (\n{query}\n) WINDOW w AS (PARTITION BY tenant, customer ORDER BY happened\n"
            f"  RANGE BETWEEN {_interval(window_ms)} PRECEDING AND CURRENT ROW)"
        )
    features = ", ".join(f"`{feature.name}`" for feature in view.features)
    insert = f"INSERT INTO features SELECT tenant, customer, event_id, event_time_ms, {features} FROM (\n{query}\n)"
    return (events, out), insert


def _view(folder: Path) -> FeatureView:
    """The 20 features of the serving benchmark; `folder` is for its catalog."""
    catalog = folder / "catalog"
    if not catalog.exists():
        write_catalog(catalog)
    (view,) = load_catalog(catalog).views.values()
    return view


def _interval(window_ms: int) -> str:
    # Flink's intervals have at most three digits.
    unit, unit_ms = next(each for each in _UNITS if window_ms % each[1] == 0)
    return f"INTERVAL '{window_ms // unit_ms}' {unit}(3)"


def _type(feature: Feature) -> str:
    return "DOUBLE" if feature.function in ("mean", "variance") else "BIGINT"


def _over(feature: Feature) -> str:
    column = f"`{feature.column}`"
    match feature.function:
        case "count":
            return "COUNT(*) OVER w"
        case "time_since_last":
            return "event_time_ms - MAX(event_time_ms) OVER w"
        case "mean":
            return f"AVG(CAST({column} AS DOUBLE)) OVER w"
        case "variance":
            return f"VAR_SAMP(CAST({column} AS DOUBLE)) OVER w"
        case "count_distinct":
            return f"COUNT(DISTINCT {column}) OVER w"
        case "last":
            return f"LAST_VALUE({column}) OVER w"
        case "sum" | "min" | "max":
            return f"{feature.function.upper()}({column}) OVER w"
    raise AssertionError(f"the peer has no {feature.function}")


SIDES = {"tiles": tiles, "over": over_windows}


def run_side(side: str, source: Path, sink: Path) -> float:
    """In a process of its own: run one side to its end; returns the CPU seconds of its JVM."""
    os.environ["_python_worker_execution_mode"] = "process"  # noqa: SIM112  # PyFlink spells it so
    os.environ["JDK_JAVA_OPTIONS"] = f"-Xms{HEAP_MB}m -Xmx{HEAP_MB}m -XX:+UseSerialGC"
    from pyflink.java_gateway import get_gateway

    options = {
        "parallelism.default": "1",
        "table.local-time-zone": "UTC",
        "state.backend.type": "hashmap",
        "pipeline.object-reuse": "true",
        "restart-strategy.type": "none",
        "execution.checkpointing.interval": CHECKPOINT,
        "execution.checkpointing.dir": f"file://{sink.parent}/checkpoints",
        "execution.buffer-timeout.interval": "10 ms",
        "taskmanager.memory.managed.size": "1 mb",
        "rest.bind-address": "127.0.0.1",
        "rest.address": "127.0.0.1",
        "rest.bind-port": "0",
        "jobmanager.bind-host": "127.0.0.1",
        "taskmanager.bind-host": "127.0.0.1",
    }
    SIDES[side](_view(sink.parent), source, sink, options)
    pid = int(get_gateway().jvm.java.lang.ProcessHandle.current().pid())
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def sample(side: str, view: FeatureView, events: Path, lines: int) -> Sample:
    """One run over a file of events. Raises `SystemExit` if it fails or is wrong."""
    with tempfile.TemporaryDirectory(prefix="stream_cpu-") as scratch:
        sink = Path(scratch) / "out"
        command = [sys.executable, "-m", "tests.bench.stream_cpu", "--side", side, str(events), str(sink)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{side} failed:\n{done.stderr[-3000:]}")
        parts = list(sink.glob("part-*"))
        CHECKS[side](view, parts, deliveries_of(events, CHECKED_CUSTOMERS))
        written = sum(part.read_bytes().count(b"\n") for part in parts)
        return Sample(side, lines, float(done.stdout.splitlines()[-1]), written)


def check_tiles(view: FeatureView, parts: Sequence[Path], deliveries: Sequence[Delivery]) -> None:
    """Every tile of these customers is the oracle's."""
    keys = tuple(f'"key":"{key}"' for key in {d.values[view.key_column] for d in deliveries})
    held: dict[oracle.TileKey, tuple[int, components.Partial]] = {}
    for part in parts:
        for text in part.read_text(encoding="utf-8").splitlines():
            line = parse_line(text) if text.startswith('{"hop_ms"') and any(key in text for key in keys) else None
            if isinstance(line, TileWrite) and line.row.hop_ms:
                tile = line.row.tenant, line.row.key, line.row.hop_ms, line.row.tile_start_ms
                if line.position > held.get(tile, (-1, []))[0]:
                    held[tile] = line.position, list(line.row.partial)
    expected = oracle.tiles(view, oracle.counted_events(view, deliveries))
    if {tile: partial for tile, (_, partial) in held.items() if partial[0]} != expected or not expected:
        raise SystemExit("the tiles are not the oracle's")


def check_over_windows(view: FeatureView, parts: Sequence[Path], deliveries: Sequence[Delivery]) -> None:
    """Every count and sum of these customers' last event is that of the events up to it."""
    by_key: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in {d.identity: d for d in deliveries}.values():
        by_key[delivery.values[view.key_column]].append(delivery)
    last = {key: max(mine, key=lambda d: d.event_time_ms) for key, mine in by_key.items()}
    rows = [row for part in parts for row in csv.reader(part.open(encoding="utf-8")) if row[1] in last]
    found = {row[1]: row[4:] for row in rows if row[2] == last[row[1]].event_id}
    for key, at in last.items():
        for value, feature in zip(found[key], view.features, strict=True):
            inside = [d for d in by_key[key] if at.event_time_ms - d.event_time_ms <= feature.window_ms]
            if feature.function in ("count", "sum"):
                expected = sum(1 if feature.column is None else d.values[feature.column] for d in inside)
                if int(value) != expected:
                    raise SystemExit(f"the peer's {feature.name} is {value}, not {expected}")


CHECKS = {"tiles": check_tiles, "over": check_over_windows}


def main() -> int:
    """Run both sides and print the result; 1 if the objective is missed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--side", nargs=3, metavar=("SIDE", "EVENTS", "SINK"), help=argparse.SUPPRESS)
    arguments.add_argument("--keys", choices=sorted(EVENTS), default="issue", help="whose payments (default issue)")
    arguments.add_argument("--events", type=int, help=f"default {EVENTS}")
    arguments.add_argument("--warm", type=int, help=f"of which not measured (default {WARM_EVENTS})")
    arguments.add_argument("--rounds", type=int, default=ROUNDS, help=f"default {ROUNDS}")
    options = arguments.parse_args()
    if options.side:
        side, source, sink = options.side
        print(run_side(side, Path(source), Path(sink)))
        return 0
    events, warm = options.events or EVENTS[options.keys], options.warm or WARM_EVENTS[options.keys]
    samples: list[Sample] = []
    with tempfile.TemporaryDirectory(prefix="stream_cpu-") as scratch:
        view = _view(Path(scratch))
        who = customers(view, options.keys)
        files = {lines: Path(scratch) / f"{lines}.ndjson" for lines in (warm, events)}
        for lines, path in files.items():
            write_events(path, lines, who)
        for _ in range(options.rounds):
            for lines, path in files.items():
                for side in SIDES:
                    samples.append(sample(side, view, path, lines))
                    print(samples[-1], file=sys.stderr, flush=True)
    rate = {}
    for side in SIDES:
        cpu = {
            lines: statistics.median(s.jvm_cpu_s for s in samples if (s.side, s.lines) == (side, lines))
            for lines in files
        }
        rate[side] = (events - warm) / (cpu[events] - cpu[warm])
    ratio = rate["tiles"] / rate["over"]
    result: dict[str, Any] = {
        "benchmark": "stream_cpu",
        "objective": {"ratio": OBJECTIVE_RATIO},
        "keys": options.keys,
        "events_of_a_payment_s_customer": round(who.events_of_a_payment_s_customer),
        "events_per_cpu_s": {side: round(value) for side, value in rate.items()},
        "ratio": round(ratio, 2),
        "samples": [asdict(s) for s in samples],
        "machine": machine.description(),
    }
    print(json.dumps(result, indent=1))
    return 0 if ratio >= OBJECTIVE_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
