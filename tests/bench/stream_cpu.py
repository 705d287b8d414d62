"""Events per CPU second of the stream: the catalog's tiles against the same features as Flink OVER windows.

    PYTHONPATH=libs:services:jobs:. python -m tests.bench.stream_cpu        in the Flink resolve

Both sides read the same file of payments once, drop what is delivered twice, compute the features of
`customer_payments@1` and write what changes to files, in one Flink version with one set of options. Ours writes tiles and
raw events, of which a read makes the features; the peer writes each event's features as they are at the event.

The peer is given its best: one query in which each window is one OVER aggregation on top of the next, a de-duplication
that keeps the first delivery by arrival, and so neither sorts nor retracts, a watermark no later than the data needs, a
filter before the state, and no corrections, which OVER cannot take at all. Ours takes corrections, as always.

CPU is that of the JVM, all threads. Start-up, planning and compilation of hot code are taken out by subtracting a run over
the first part of the same events; the runs take turns, and the median of the rounds is compared.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from andamio.catalog.loading import load_catalog
from andamio.features.definition import Feature, FeatureView
from andamio.features.stream.flink_source import FileSource, aggregated_columns
from andamio.features.stream.flink_sql import StreamSettings, stream_sql
from tests.bench import machine

OBJECTIVE_RATIO = 10.0

VIEW_ID = "customer_payments@1"
EVENTS = 400_000
WARM_EVENTS = 40_000
CUSTOMERS = 4_000
DAYS = 90
DUPLICATES = 0.02
# How far an event's line may be behind that of a later event, and so how long the peer must wait.
DISORDER_MS = 60_000
ROUNDS = 3
DAY_MS = 86_400_000
T0_MS = 15_000 * DAY_MS
HEAP_MB = 4096
CHECKPOINT = "10 s"


@dataclass(frozen=True, slots=True)
class Sample:
    """What one run cost."""

    side: str
    lines: int
    jvm_cpu_s: float
    written: int


def write_events(path: Path, lines: int) -> None:
    """Payments of customers of whom a few pay most, over 90 days, in the order of a log that is a minute out of order."""
    dice = random.Random(7)
    rows = []
    for number in range(lines):
        event_time = T0_MS + number * (DAYS * DAY_MS) // EVENTS
        row = {
            "event_id": f"payment-{number:09d}",
            "tenant": "shop",
            "customer": f"c{int(CUSTOMERS * dice.random() ** 3)}",
            "currency": "GBP",
            "amount_minor": dice.randrange(100, 50_000),
            "lines": dice.randrange(1, 20),
            "event_time_ms": event_time,
            "sequence": 0,
            "deleted": False,
        }
        known = event_time + dice.randrange(DISORDER_MS)
        rows.append((known, row))
        if dice.random() < DUPLICATES:
            rows.append((known + dice.randrange(DISORDER_MS // 10), row))
    rows.sort(key=lambda pair: pair[0])
    with path.open("w", encoding="utf-8") as file:
        for position, (known, row) in enumerate(rows):
            file.write(json.dumps({**row, "known_at_ms": known, "position": position}) + "\n")


def tiles(view: FeatureView, source: Path, sink: Path) -> tuple[tuple[str, ...], str]:
    """Our side, as the job runs it, but for the source, which ends."""
    sql = stream_sql(view, StreamSettings(FileSource(f"file://{source}"), f"file://{sink}", 0))
    monitored = ",\n  'source.monitor-interval' = '50 ms'"
    assert monitored in sql.definitions[0]
    return (sql.definitions[0].replace(monitored, ""), *sql.definitions[1:]), sql.insert


def over_windows(view: FeatureView, source: Path, sink: Path) -> tuple[tuple[str, ...], str]:
    """The peer's side."""
    columns = "".join(f"  `{column}` BIGINT,\n" for column in aggregated_columns(view))
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


def _interval(window_ms: int) -> str:
    # Flink's intervals have two digits.
    unit, unit_ms = ("HOUR", 3_600_000) if window_ms % DAY_MS else ("DAY", DAY_MS)
    return f"INTERVAL '{window_ms // unit_ms}' {unit}"


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
        case "last":
            return f"LAST_VALUE({column}) OVER w"
        case "sum" | "min" | "max":
            return f"{feature.function.upper()}({column}) OVER w"
    raise AssertionError(f"the peer has no {feature.function}")


SIDES = {"tiles": tiles, "over": over_windows}


def run_side(side: str, source: Path, sink: Path) -> float:
    """In a process of its own: run one side to its end; returns the CPU seconds of its JVM."""
    os.environ["_python_worker_execution_mode"] = "process"  # noqa: SIM112  # PyFlink spells it so
    os.environ["JDK_JAVA_OPTIONS"] = f"-Xmx{HEAP_MB}m -XX:+UseSerialGC"
    from pyflink.common import Configuration
    from pyflink.java_gateway import get_gateway
    from pyflink.table import EnvironmentSettings, TableEnvironment

    configuration = Configuration()
    for key, value in {
        "parallelism.default": "1",
        "table.local-time-zone": "UTC",
        "state.backend.type": "hashmap",
        "pipeline.object-reuse": "true",
        "execution.checkpointing.interval": CHECKPOINT,
        "execution.checkpointing.dir": f"file://{sink.parent}/checkpoints",
        "execution.buffer-timeout.interval": "10 ms",
        "taskmanager.memory.managed.size": "1 mb",
        "rest.bind-address": "127.0.0.1",
        "rest.address": "127.0.0.1",
        "rest.bind-port": "0",
        "jobmanager.bind-host": "127.0.0.1",
        "taskmanager.bind-host": "127.0.0.1",
    }.items():
        configuration.set_string(key, value)
    environment = TableEnvironment.create(
        EnvironmentSettings.new_instance().in_streaming_mode().with_configuration(configuration).build()
    )
    definitions, insert = SIDES[side](load_catalog().views[VIEW_ID], source, sink)
    for definition in definitions:
        environment.execute_sql(definition)
    environment.execute_sql(insert).wait()
    pid = int(get_gateway().jvm.java.lang.ProcessHandle.current().pid())
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def sample(side: str, events: Path, lines: int) -> Sample:
    """One run over a file of events."""
    with tempfile.TemporaryDirectory(prefix="stream_cpu-") as scratch:
        sink = Path(scratch) / "out"
        command = [sys.executable, "-m", "tests.bench.stream_cpu", "--side", side, str(events), str(sink)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{side} failed:\n{done.stderr[-3000:]}")
        written = sum(part.read_bytes().count(b"\n") for part in sink.glob("part-*"))
        return Sample(side, lines, float(done.stdout.splitlines()[-1]), written)


def main() -> int:
    """Run both sides and print the result; 1 if the objective is missed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--side", nargs=3, metavar=("SIDE", "EVENTS", "SINK"), help=argparse.SUPPRESS)
    arguments.add_argument("--events", type=int, default=EVENTS, help=f"default {EVENTS}")
    arguments.add_argument("--rounds", type=int, default=ROUNDS, help=f"default {ROUNDS}")
    options = arguments.parse_args()
    if options.side:
        side, source, sink = options.side
        print(run_side(side, Path(source), Path(sink)))
        return 0
    samples: list[Sample] = []
    with tempfile.TemporaryDirectory(prefix="stream_cpu-") as scratch:
        files = {}
        for lines in (WARM_EVENTS, options.events):
            files[lines] = Path(scratch) / f"{lines}.ndjson"
            write_events(files[lines], lines)
        for _ in range(options.rounds):
            samples += [sample(side, path, lines) for lines, path in files.items() for side in SIDES]
    rate = {}
    for side in SIDES:
        cpu = {
            lines: statistics.median(s.jvm_cpu_s for s in samples if (s.side, s.lines) == (side, lines))
            for lines in files
        }
        rate[side] = (options.events - WARM_EVENTS) / (cpu[options.events] - cpu[WARM_EVENTS])
    ratio = rate["tiles"] / rate["over"]
    result: dict[str, Any] = {
        "benchmark": "stream_cpu",
        "objective": {"ratio": OBJECTIVE_RATIO},
        "events_per_cpu_s": {side: round(value) for side, value in rate.items()},
        "ratio": round(ratio, 2),
        "samples": [asdict(s) for s in samples],
        "machine": machine.description(),
    }
    print(json.dumps(result, indent=1))
    return 0 if ratio >= OBJECTIVE_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
