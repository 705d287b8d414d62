"""What a durable append to the audit log costs, beside a bare insert of the same bytes into the same kind of database.

PYTHONPATH=libs:. python -m tests.bench.audit_append [--records 3000] [--writers 4]
"""

import argparse
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg

from andamio.audit.actions import ACTIONS
from andamio.audit.local_postgres import local_postgres, new_database
from andamio.audit.log import AuditLog, open_audit
from andamio.audit.record import new_entry
from tests.bench.machine import cpu_seconds, description

# Of the same run, so that neither the disk nor other work decides.
APPEND_TIMES_BARE_MOST = 3.0  # median of an append against a bare insert and commit, SQLite
VERIFY_RECORDS_PER_S_LEAST = 20_000
_WARM = 200
_EVIDENCE = {
    "stage": "canary",
    "step": 2,
    "requests": 744,
    "rate": 0.0125,
    "bounds": [-0.004, 0.017],
    "guard": "errors",
}


def main(argv: list[str]) -> int:
    """Measure; status 1 if an objective is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=3_000)
    parser.add_argument("--writers", type=int, default=4)
    options = parser.parse_args(argv)
    result: dict[str, Any] = {"machine": description(), "records": options.records}
    with tempfile.TemporaryDirectory() as folder, local_postgres() as server:
        place = Path(folder)
        result["sqlite"] = _sides(str(place / "audit.db"), place / "sqlite.checkpoints", _bare_sqlite(place), options)
        postgres = new_database(server)
        result["postgresql"] = _sides(postgres, place / "pg.checkpoints", _bare_postgres(new_database(server)), options)
    ratio = result["sqlite"]["append_us"]["median"] / result["sqlite"]["bare_us"]["median"]
    result["sqlite_times_bare"] = round(ratio, 2)
    result["objectives_met"] = (
        ratio <= APPEND_TIMES_BARE_MOST and result["sqlite"]["verified_records_per_s"] >= VERIFY_RECORDS_PER_S_LEAST
    )
    print(json.dumps(result, indent=2))
    return 0 if result["objectives_met"] else 1


def _sides(url: str, checkpoints: Path, bare: Callable[[], None], options: argparse.Namespace) -> dict[str, Any]:
    with closing(open_audit(url, checkpoints=checkpoints, environment={})) as log:

        def append() -> None:
            log.append("controller", "rollout.advanced", "rollout/17", "verdict: promote", evidence=_EVIDENCE)

        for _ in range(_WARM):
            append()
            bare()
        # In turns, so that both meet the same disk and the same other work.
        appended, inserted, cpu = [], [], 0.0
        for _ in range(options.records):
            before = cpu_seconds()
            appended.append(_timed(append))
            cpu += cpu_seconds() - before
            inserted.append(_timed(bare))
        batched = _batched(log, options.records)
        began = time.perf_counter()
        report = log.verify()
        verifying = time.perf_counter() - began
        assert report.ok
    return {
        "append_us": _summary(appended),
        "bare_us": _summary(inserted),
        "append_cpu_us": round(cpu / options.records * 1e6, 1),
        "appends_per_s_one_writer": round(options.records / sum(appended)),
        "records_per_s_in_batches_of_100": round(batched),
        "verified_records_per_s": round(report.records / verifying),
        f"{options.writers}_processes": _several(url, checkpoints, options.writers),
    }


def _batched(log: AuditLog, records: int) -> float:
    began = time.perf_counter()
    for _ in range(records // 100):
        entries = [
            new_entry(ACTIONS, 1, "controller", "rollout.advanced", "rollout/17", "verdict", evidence=_EVIDENCE)
            for _ in range(100)
        ]
        log.append_all(entries)
    return records // 100 * 100 / (time.perf_counter() - began)


def _several(url: str, checkpoints: Path, writers: int, seconds: float = 4.0) -> dict[str, Any]:
    """Appends a second of several processes at once, and latency as one more sees it."""
    path = ":".join(str(Path(entry).resolve()) for entry in sys.path if entry)
    command = [sys.executable, "-m", "andamio.audit.writer_process", url, str(checkpoints)]
    started = [
        subprocess.Popen([*command, f"w{n}", "0"], stdout=subprocess.DEVNULL, env={"PYTHONPATH": path})
        for n in range(writers - 1)
    ]
    try:
        time.sleep(2.0)  # interpreters start
        with closing(open_audit(url, checkpoints=checkpoints, environment={})) as log:
            first = log.append("bench", "automation.ran", "bench", "begin").sequence
            mine, began = [], time.perf_counter()
            while time.perf_counter() - began < seconds:
                mine.append(_timed(lambda: log.append("bench", "automation.ran", "bench", "x", evidence=_EVIDENCE)))
            last = log.append("bench", "automation.ran", "bench", "end").sequence
            rate = (last - first) / (time.perf_counter() - began)
    finally:
        for process in started:
            process.kill()
            process.wait()
    return {"appends_per_s": round(rate), "own_appends": len(mine), "append_us": _summary(mine)}


def _bare_sqlite(folder: Path) -> Callable[[], None]:
    db = sqlite3.connect(folder / "bare.db", isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE records (sequence INTEGER PRIMARY KEY, document TEXT)")

    def insert() -> None:
        db.execute("INSERT INTO records VALUES (NULL, ?)", ("x" * 600,))

    return insert


def _bare_postgres(url: str) -> Callable[[], None]:
    connection = psycopg.connect(url, autocommit=True)
    connection.execute("CREATE TABLE records (sequence BIGSERIAL PRIMARY KEY, document TEXT)")

    def insert() -> None:
        connection.execute("INSERT INTO records (document) VALUES (%s)", ("x" * 600,))

    return insert


def _timed(call: Callable[[], Any]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _summary(seconds: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(seconds, n=1000, method="inclusive")
    return {
        name: round(value * 1e6, 1)
        for name, value in (("median", cuts[499]), ("p99", cuts[989]), ("max", max(seconds)))
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
