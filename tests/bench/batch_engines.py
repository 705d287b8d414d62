"""The tiles of one history by DuckDB and by local Spark: seconds, peak memory, and that every tile is the same.

    PYTHONPATH=libs:services:jobs:. python -m tests.bench.batch_engines

There is no objective: on one machine Spark is here to be right, not fast. The log is that of `point_in_time_windows`, as
a Delta table that each engine reads by itself, in a process of its own. The tiles end as an Arrow table in that process.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pyarrow.feather as feather

from andamio.features.batch.batch_engine import BatchEngine
from andamio.features.batch.duckdb_engine import DuckDBEngine, connect
from andamio.features.batch.lakehouse import Lakehouse
from andamio.features.batch.spark_engine import SparkEngine
from andamio.features.batch.spark_session import SparkSettings, local_session
from tests.bench import machine
from tests.bench.point_in_time_windows import VIEW, deliveries

EVENTS = 1_000_000
ENGINES = ("duckdb", "spark")
HEAP_MB = 2_048
"""Of Spark."""
MEMORY_LIMIT = "4GB"
"""Of DuckDB, which fails within its usual 1 GB: not all of an aggregation spills."""


def main() -> int:
    """Run both engines; the result as JSON on stdout, 1 if their tiles differ."""
    parser = argparse.ArgumentParser(description="Tiles by DuckDB and by Spark.")
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument("--engine", choices=ENGINES, help="compute with this one alone, in FOLDER")
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    if options.engine:
        print(json.dumps(_measured(options.engine, options.folder)))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        log = deliveries(options.events)
        Lakehouse(folder / "lake").append(VIEW.contract, log, after_position=-1)
        results = {engine: _apart(engine, folder) for engine in ENGINES}
        tables = [feather.read_table(folder / f"{engine}.arrow") for engine in ENGINES]
    same = bool(tables[0].equals(tables[1]))
    result = {
        "benchmark": "batch_engines",
        "machine": machine.description(),
        "deliveries": log.num_rows,
        "tiles": tables[0].num_rows,
        "equal": same,
        **results,
    }
    print(json.dumps(result, indent=2))
    return 0 if same else 1


def _apart(engine: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.batch_engines", "--engine", engine, "--folder", str(folder)]
    result: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    print(f"{engine}: {result}", file=sys.stderr, flush=True)
    return result


def _measured(name: str, folder: Path) -> dict[str, Any]:
    started = time.monotonic()
    with _opened(name, folder) as engine:
        ready = time.monotonic()
        tiles = engine.tiles()
        computed = time.monotonic()
        peak_gib = _peak_gib()
    feather.write_feather(tiles, folder / f"{name}.arrow")
    return {
        "start_seconds": round(ready - started, 2),
        "tiles_seconds": round(computed - ready, 2),
        "peak_rss_gib": round(peak_gib, 2),
    }


@contextmanager
def _opened(name: str, folder: Path) -> Iterator[BatchEngine]:
    lake = Lakehouse(folder / "lake")
    if name == "duckdb":
        with (
            connect(MEMORY_LIMIT) as connection,
            DuckDBEngine(connection, VIEW, lake.deliveries(VIEW.contract)) as duckdb,
        ):
            yield duckdb
        return
    with local_session(SparkSettings(folder / "spark", heap_mb=HEAP_MB)) as session:
        table = session.read.format("delta").load(str(lake.root / VIEW.contract))
        with SparkEngine(session, VIEW, table) as spark:
            yield spark


def _peak_gib() -> float:
    """The most memory that this process, and the JVM if it has one, have each had resident, in sum."""
    children = [child.pid for child in psutil.Process().children(recursive=True)]
    peaks = [Path(f"/proc/{pid}/status").read_text(encoding="utf-8").partition("VmHWM:")[2] for pid in children]
    return machine.peak_rss_gib() + sum(int(peak.split()[0]) for peak in peaks if peak) / 2**20


if __name__ == "__main__":
    sys.exit(main())
