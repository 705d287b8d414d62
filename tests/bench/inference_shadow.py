"""What shadowing every request costs the answers: their latency at half of capacity, with shadows and without.

Requests come at random moments fixed beforehand, at half the rate that the service manages without shadows, and are
timed from the moment that was meant. Blocks with and without shadows alternate (`latency_blocks`): the routing table
changes between them and nothing else. The replica has a core of its own; HAProxy, Redis and this load generator share
the others, and what has no part in a request runs when they leave room (`--shared` leaves all of it to the system).

The objective is met if the whole interval of the ratio is below it, missed if all of it is above or if shadows were
dropped rather than executed, and open otherwise.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

import numpy
import psutil

from tests.bench import machine
from tests.bench.cpu_placement import set_apart
from tests.bench.http_load import closed, open_loop
from tests.bench.inference_throughput import CONNECTIONS, cpu_s, side
from tests.bench.inference_world import World, world
from tests.bench.latency_blocks import Four, Latencies, order, plain_to_plain, treated_to_plain
from tests.bench.serving_sides import free_port

P99_TIMES = 1.10
"""The p99 with shadows, at most this many times that without."""
EXECUTED = 0.95
"""Share of the shadows that were executed, at least: one that is dropped costs nothing, and shows nothing."""
_QUANTILES = {"p50": 0.50, "p95": 0.95, "p99": 0.99}
_OPEN_CONNECTIONS = 64
_SKIP_S = 0.2
_SHADOWED: dict[str, Any] = {"candidate": "candidate", "shadow_share": 1.0, "stage": "shadow"}
_PLAIN: dict[str, Any] = {"warm": ("candidate",)}


class Shadowing:
    """The service under load, block by block."""

    def __init__(self, made: World, port: int, replica: psutil.Process, redis: psutil.Process) -> None:
        self._made, self._port, self._replica, self._redis = made, port, replica, redis
        self._asked = made.requests(port)
        self._version = 1
        self.errors = 0
        self.requests = {False: 0, True: 0}
        self.cpu_s: dict[bool, dict[str, float]] = {False: {}, True: {}}
        self.generator_s = self.measured_s = 0.0

    def warm(self) -> None:
        """Ask until connections, caches and code are as they stay."""
        with self._made.kept_alive(version=self._version):
            closed(self._port, self._asked, CONNECTIONS, 2_000)

    def capacity(self) -> float:
        """Requests a second without shadows."""
        with self._made.kept_alive(version=self._version):
            return statistics.median(closed(self._port, self._asked, CONNECTIONS, 3_000).rate for _ in range(3))

    def block(self, shadowed: bool, rate: float, seconds: float, seed: int) -> Latencies:
        """The latencies of one block, in seconds."""
        self._version += 1
        # Its heartbeat is good for the 5 s that a block stays below.
        self._made.table(version=self._version, **(_SHADOWED if shadowed else _PLAIN))
        applied(self._port, self._version, self._made.token)
        own, before = time.process_time(), self._spent()
        run = open_loop(self._port, self._asked, _OPEN_CONNECTIONS, rate, seconds + _SKIP_S, seed, _SKIP_S)
        self.generator_s, self.measured_s = self.generator_s + time.process_time() - own, self.measured_s + run.seconds
        for name, spent_s in self._spent().items():
            self.cpu_s[shadowed][name] = self.cpu_s[shadowed].get(name, 0.0) + spent_s - before[name]
        self.requests[shadowed] += run.sent
        self.errors += run.errors
        return numpy.array(run.latencies_s)

    def _spent(self) -> dict[str, float]:
        return {"replica": sum(cpu_s([self._replica]).values()), "redis": sum(cpu_s([self._redis]).values())}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fours", type=int, default=50, help="times four blocks (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=1.5, help="of a block, below 4 (default: %(default)s)")
    parser.add_argument("--rate", type=float, help="requests/s instead of half of what it manages here and now")
    parser.add_argument("--shared", action="store_true", help="no core of its own for the replica")
    options = parser.parse_args()
    described = machine.description()  # before this process is confined to a core
    with tempfile.TemporaryDirectory(dir="/tmp") as root, world(Path(root)) as made:
        port = free_port()
        made.table(version=1)
        with side("full", made, ["inference.main", *made.arguments(port, "full")], port, "/readyz") as server:
            replica = psutil.Process(applied(port, 1, made.token)["pid"])
            redis = psutil.Process(made.redis_pid)
            placement = "left to the system"
            if not options.shared:
                family = [process for process in (server, *server.children(recursive=True)) if process != replica]
                serving = [process for process in family if process.name() == "haproxy"]
                others = [process for process in family if process not in serving]
                placement = set_apart(replica, [*serving, redis, psutil.Process()], others)
            measured = Shadowing(made, port, replica, redis)
            measured.warm()
            capacity = None if options.rate else measured.capacity()
            rate = options.rate or (capacity or 0.0) / 2
            fours: list[Four] = []
            for number in range(options.fours):
                found: dict[bool, list[Latencies]] = {False: [], True: []}
                for shadowed in order(number):
                    found[shadowed].append(measured.block(shadowed, rate, options.seconds, seed=number))
                fours.append(Four((found[False][0], found[False][1]), (found[True][0], found[True][1])))
                p99s = {
                    name: [round(float(numpy.quantile(block, 0.99)) * 1e3, 2) for block in blocks]
                    for name, blocks in (("without", found[False]), ("shadowed", found[True]))
                }
                print(number, p99s, file=sys.stderr, flush=True)
            time.sleep(1.5)  # what waits for a quiet moment is logged by then
            shadows = _outcomes(made)
    result = _result(fours, measured, shadows) | {
        "capacity_per_s": capacity and round(capacity),
        "rate_per_s": round(rate),
        "placement": placement,
    }
    print(json.dumps(result | {"machine": described, "load": os.getloadavg()}, indent=2))
    return 0 if result["objective"] == "met" else 1


def _result(fours: list[Four], measured: Shadowing, shadows: dict[str, int]) -> dict[str, Any]:
    ratios = {name: treated_to_plain(fours, quantile) for name, quantile in _QUANTILES.items()}
    p99 = ratios["p99"]
    objective = (
        "met" if p99.high <= P99_TIMES else "missed" if p99.low > P99_TIMES else "open: the interval has 10% in it"
    )
    executed = shadows.get("ok", 0) / max(sum(shadows.values()), 1)
    if measured.errors:
        objective = f"missed: {measured.errors} errors"
    elif executed < EXECUTED:
        objective = f"missed: {executed:.1%} of the shadows were executed"
    latencies = {
        name: numpy.concatenate([block for four in fours for block in getattr(four, part)])
        for name, part in (("without", "plain"), ("shadowed", "treated"))
    }
    return {
        "objective": objective,
        "shadowed_to_without": {name: ratio.rounded() for name, ratio in ratios.items()},
        "without_to_without": {name: plain_to_plain(fours, at).rounded() for name, at in _QUANTILES.items()},
        "ms": {
            side: {name: round(float(numpy.quantile(pooled, at)) * 1e3, 3) for name, at in _QUANTILES.items()}
            for side, pooled in latencies.items()
        },
        "requests": {side: len(pooled) for side, pooled in latencies.items()},
        "cpu_us_a_request": {
            side: {name: round(spent / measured.requests[shadowed] * 1e6) for name, spent in spent_s.items()}
            for side, shadowed, spent_s in (
                ("without", False, measured.cpu_s[False]),
                ("shadowed", True, measured.cpu_s[True]),
            )
        },
        "load_generator_cores": round(measured.generator_s / measured.measured_s, 2),
        "errors": measured.errors,
        "shadows": shadows,
        "shadows_executed": round(executed, 4),
    }


def applied(port: int, version: int, token: str) -> dict[str, Any]:
    """Wait until the replica goes by this version; what it says of itself."""
    until = time.monotonic() + 10
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/v1/table", headers={"authorization": f"Bearer {token}"})
    while time.monotonic() < until:
        with urllib.request.urlopen(asked, timeout=5) as answer:
            report: dict[str, Any] = json.load(answer)
        if report["version"] == version and "loading" not in report["releases"].values():
            return report
        time.sleep(0.02)
    raise SystemExit(f"version {version} was not applied within 10 s")


def _outcomes(made: World) -> dict[str, int]:
    """What became of the shadows, by outcome."""
    counts: dict[str, int] = {}
    for file in (made.root / "full").glob("decisions-*.ndjson"):
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                shadow = json.loads(line).get("shadow")
                if shadow:
                    counts[shadow["outcome"]] = counts.get(shadow["outcome"], 0) + 1
    return counts


if __name__ == "__main__":
    sys.exit(main())
