"""The job as a process, for its tests: started as a user does, over a log of histories that try every limit."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from andamio.catalog.loading import load_catalog
from andamio.features.definition import FeatureView
from andamio.features.logs.event_log import EventLog

SEED = 20_111_209
HOUR = 3_600_000
DAY = 24 * HOUR
EDGE = 20_000 * DAY
CUTOVER = EDGE - DAY
VIEWS = sorted(load_catalog().views.values(), key=lambda view: view.id)
# A loaded two-core machine takes 25 s to start the JVM and plan.
START_S = 150
DRAIN_S = 90

Row = tuple[str, dict[str, Any]]
Line = dict[str, Any]


def history(number: int) -> list[Row]:
    """Deliveries of a few events of one tenant, made to collide: ties, tile edges, and every limit hit exactly."""
    rng = random.Random(SEED * 1000 + number)
    tenant = f'tenant {number}, "é\\'
    view = VIEWS[0]
    rows: list[Row] = []
    times = [EDGE - 1, EDGE, EDGE + 1, EDGE + 60_000, EDGE + 30 * 60_000 - 1, EDGE + 12 * HOUR, CUTOVER - 1, CUTOVER]
    for index in range(rng.randint(1, 8)):
        contract = rng.choice(["payment_captured", "payment_reversed"])
        event_time = rng.choice([*times, EDGE + rng.randrange(2 * DAY)])
        lateness = rng.choice([0, 0, HOUR, view.lateness_ms, view.lateness_ms + 1])
        first_known = event_time + lateness
        customer = rng.choice(["c1", "c2"])
        for attempt in range(rng.choice([1, 1, 2, 3, 5])):
            delay = rng.choice([0, HOUR, view.duplicate_horizon_ms, view.duplicate_horizon_ms + 1]) if attempt else 0
            rows.append(
                (
                    contract,
                    {
                        # Quotes, backslashes and line ends must survive the way through the tile log.
                        # All tenants have the same ids.
                        "event_id": f"{index}\n\"'\\;ü",
                        "tenant": tenant,
                        "customer": customer,
                        "country": "United Kingdom",
                        "currency": rng.choice(["GBP", "GBP", "GBP", "EUR", None]),
                        # Sums beyond 64 bits, squares beyond 100.
                        "amount_minor": rng.choice([None, 0, -5, 250, 250, 2**61, rng.randrange(10_000)]),
                        "lines": rng.choice([None, 1, 2]),
                        "distinct_products": 1,
                        "payment_event_id": "p",
                        "event_time_ms": event_time,
                        "known_at_ms": first_known + delay,
                        # Sequences tie, and arrive out of order.
                        "sequence": rng.randrange(3),
                        "deleted": rng.random() < 0.2,
                        "contract_version": "1",
                    },
                )
            )
    return rows


def wait_for(what: str, condition: Callable[[], bool], process: subprocess.Popen[bytes], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert process.poll() is None, f"the job ended with status {process.returncode} while waiting for {what}"
        assert time.monotonic() < deadline, f"no {what} after {seconds:.0f} s"
        time.sleep(0.05)


@dataclass(frozen=True, slots=True)
class Job:
    root: Path

    @property
    def log(self) -> EventLog:
        return EventLog(self.root / "log")

    def start(self, *more: str) -> "subprocess.Popen[bytes]":
        """Start it from another folder than the repository's, as a deployed job would be."""
        options = {"--log": "log", "--tile-log": "tile log", "--checkpoint-dir": "check points"}
        command = [sys.executable, "-m", "stream_features.main", "--cutover-ms", str(CUTOVER), *more]
        for option, folder in options.items():
            command += [option, str(self.root / folder)]
        with (self.root / "stdout").open("wb") as stdout, (self.root / "stderr").open("wb") as stderr:
            return subprocess.Popen(command, cwd=self.root, env=_environment(), stdout=stdout, stderr=stderr)

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """One of the commands beside the stream itself, on this job's state."""
        command = [sys.executable, "-m", "stream_features.main", *arguments]
        command += ["--checkpoint-dir", str(self.root / "check points")]
        return subprocess.run(command, env=_environment(), capture_output=True, text=True, timeout=START_S)

    def start_until_ready(self, *more: str) -> "subprocess.Popen[bytes]":
        process = self.start(*more)
        try:
            wait_for("'ready'", lambda: (self.root / "stdout").read_text() == "ready\n", process, START_S)
        except BaseException:
            process.kill()
            print((self.root / "stderr").read_text())
            raise
        return process

    def files(self, view: FeatureView) -> list[Path]:
        return list((self.root / "tile log" / view.id).glob("part-*"))

    def lines(self, view: FeatureView) -> list[list[Line]]:
        """The lines of each file, the files in the order of the run: by progress."""
        files = [[json.loads(line) for line in path.read_bytes().splitlines()] for path in self.files(view)]
        return sorted(files, key=lambda lines: min(line["position"] for line in lines if line["kind"] == "progress"))

    def progress(self, view: FeatureView) -> int:
        lines = [line for file in self.lines(view) for line in file]
        return max((line["position"] for line in lines if line["kind"] == "progress"), default=-1)

    def drain(self, process: "subprocess.Popen[bytes]", views: Sequence[FeatureView] = VIEWS) -> None:
        for view in views:
            last = self.log.last_position(view.contract)
            wait_for(f"progress {last} of {view.id}", lambda v=view, p=last: self.progress(v) >= p, process, DRAIN_S)  # type: ignore[misc]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(os.path.abspath(path) for path in sys.path if path)}
