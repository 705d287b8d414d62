"""What shadowing every request costs the answers: p99 at half of capacity, with and without, in rounds that alternate.

Requests come at random times at half the rate that the service manages without shadows, and are timed from the moment
that was meant. An interval for the ratio of the p99s comes from the rounds: they are resampled in pairs. The rounds
without shadows are compared with one another in the same way: where that interval is wide, the machine cannot tell.
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from tests.bench import machine
from tests.bench.http_load import closed, open_loop
from tests.bench.inference_throughput import CONNECTIONS, side
from tests.bench.inference_world import World, world
from tests.bench.serving_sides import free_port

P99_TIMES = 1.10
"""The p99 with shadows, at most this many times that without."""
_RESAMPLED = 2_000
_SHADOW: dict[str, Any] = {"candidate": "candidate", "shadow_share": 1.0, "stage": "shadow"}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=20, help="pairs of rounds")
    arguments.add_argument("--seconds", type=float, default=3.0, help="of a round")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory(dir="/tmp") as root, world(Path(root)) as made:
        port, version = free_port(), 1
        made.table(version=version)
        with side("full", made, ["inference.main", *made.arguments(port, "full")], port, "/readyz"):
            asked = made.requests(port)
            closed(port, asked, CONNECTIONS, 2_000)
            capacity = statistics.median(closed(port, asked, CONNECTIONS, 3_000).rate for _ in range(3))
            without: list[float] = []
            shadowed: list[float] = []
            errors, generator_s, measured_s = 0, 0.0, 0.0
            for number in range(2 * options.rounds):
                # Pairs in alternating order, so that a drift of the machine favours neither.
                with_shadow = number % 4 in (1, 2)
                version += 1
                fields = _SHADOW if with_shadow else {}
                with made.kept_alive(version=version, **fields):
                    _applied(port, version, made.token)
                    own = time.process_time()
                    run = open_loop(port, asked, 64, capacity / 2, options.seconds, seed=number)
                    generator_s, measured_s = generator_s + time.process_time() - own, measured_s + run.seconds
                errors += run.errors
                p99_ms = sorted(run.latencies_s)[int(0.99 * len(run.latencies_s))] * 1e3
                (shadowed if with_shadow else without).append(p99_ms)
                print(number, "shadowed" if with_shadow else "without", round(p99_ms, 2), file=sys.stderr, flush=True)
            time.sleep(1.5)  # what waits for a quiet moment is logged by then
            pairs = _pairs(made)
    ratios = [a / b for a, b in zip(shadowed, without)]
    alike = [a / b for a, b in zip(without, without[1:])]
    interval = _interval(ratios)
    result = {
        "capacity_per_s": round(capacity),
        "p99_ms_without": [round(value, 2) for value in without],
        "p99_ms_shadowed": [round(value, 2) for value in shadowed],
        "ratio_median": round(statistics.median(ratios), 3),
        "ratio_interval_95": interval,
        "ratio_without_to_without": {"median": round(statistics.median(alike), 3), "interval_95": _interval(alike)},
        "load_generator_cores": round(generator_s / measured_s, 2),
        "shadows": pairs,
        "errors": errors,
        # The whole interval: a median below it in rounds that differ several times over says nothing.
        "met": interval[1] <= P99_TIMES and not errors,
    }
    print(json.dumps(result | {"machine": machine.description(), "load": os.getloadavg()}, indent=2))
    return 0 if result["met"] else 1


def _interval(ratios: list[float]) -> list[float]:
    """95% for the median, by resampling."""
    chance = random.Random(1)
    medians = sorted(statistics.median(chance.choices(ratios, k=len(ratios))) for _ in range(_RESAMPLED))
    return [round(medians[int(0.025 * _RESAMPLED)], 3), round(medians[int(0.975 * _RESAMPLED)], 3)]


def _applied(port: int, version: int, token: str) -> None:
    """Wait until the replica goes by this version."""
    until = time.monotonic() + 10
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/v1/table", headers={"authorization": f"Bearer {token}"})
    while time.monotonic() < until:
        with urllib.request.urlopen(asked, timeout=5) as answer:
            if json.load(answer)["version"] == version:
                return
        time.sleep(0.02)
    raise SystemExit(f"version {version} was not applied within 10 s")


def _pairs(made: World) -> dict[str, int]:
    """What became of the shadows, by outcome."""
    counts: dict[str, int] = {}
    for file in (made.root / "full").glob("decisions-*.ndjson"):
        for line in file.read_text(encoding="utf-8").splitlines():
            shadow = json.loads(line).get("shadow")
            if shadow:
                counts[shadow["outcome"]] = counts.get(shadow["outcome"], 0) + 1
    return counts


if __name__ == "__main__":
    sys.exit(main())
