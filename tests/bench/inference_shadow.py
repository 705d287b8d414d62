"""What shadowing every request costs the answers: their latency at half of capacity, with shadows and without.

Requests come at random moments fixed beforehand, at half the rate that the service manages without shadows, and are timed
from the moment that was meant. The routing table is changed every second, under this load: blocks with and
without shadows come in fours, in an order drawn for each four, all four with the same schedule of requests. What stalls
the machine for a while strikes both variants alike. An answer says which version of the table it was given by, and counts
for that variant; the first part of a block, in which the table is on its way and the shadows of the block before are
worked off, counts for none.

What the service manages is measured anew before and after each four: the processors of a rented machine change their speed
by a factor of almost two, as their neighbours work or rest, and half of what a fast moment manages is nearly all that a
slow one does. A four between two measurements that differ by more than a quarter was not at half of capacity and does
not count, whatever its latencies. Of those that count, requests that were meant for a time around which a processor was
slower than else in this four do not (`machine_speed` tells, from work of its own); and a four with a block that has less
than 30% of its requests left does not count either. How many did not is in the result, and so is what the objective
would be with all of them.

Replica, HAProxy, Redis and this load generator run before everything else on the machine, with and without shadows
(`cpu_priority`): Ray's own bookkeeping and other people's work keep nobody waiting, and the processors are kept awake.
What is measured is what requests and shadows do to one another. `--shared` leaves both to the system.

The objective is judged within fours (`latency_blocks` says why): met if the whole interval of the ratio is below it, missed
if all of it is above or if shadows were dropped rather than executed, and open otherwise. The ratio of the pooled
latencies is in the result too.
"""

import argparse
import json
import os
import random
import re
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy
import psutil

from andamio.service_run.local_service import free_port
from tests.bench import machine
from tests.bench.cpu_priority import put_first
from tests.bench.http_load import arrivals, closed, scheduled
from tests.bench.inference_throughput import CONNECTIONS, cpu_s, side
from tests.bench.inference_world import World, world
from tests.bench.latency_blocks import Four, drawn_order, plain_to_plain, treated_to_plain, within_fours
from tests.bench.machine_speed import Seconds, Speeds, undisturbed, watched

P99_TIMES = 1.10
"""The p99 with shadows, at most this many times that without."""
EXECUTED = 0.98
"""Share of the shadows that were executed, at least: one that is dropped costs nothing, and shows nothing."""
_QUANTILES = {"p50": 0.50, "p95": 0.95, "p99": 0.99}
_OPEN_CONNECTIONS = 64
_SEED = 1
_UNCOUNTED_S = 0.2
"""At the beginning of a block: the table is read every 100 ms."""
_CAPACITY_REQUESTS = 1_000
_CHANGE = 0.25
_LEFT = 0.3
_TRIED_AT_MOST = 3
"""Times as many fours as are wanted."""
_SPREAD = {"least": 0.0, "median": 0.5, "most": 1.0}
_VERSION = re.compile(rb'"table_version":(\d+)')
_SHADOWED: dict[str, Any] = {"candidate": "candidate", "shadow_share": 1.0, "stage": "shadow"}
_PLAIN: dict[str, Any] = {"warm": ("candidate",)}


class Block(NamedTuple):
    """The answers that were given by one table."""

    shadowed: bool
    meant_s: Seconds
    """By `time.monotonic`."""
    latencies_s: Seconds


class Shadowing:
    """The service under load, block by block."""

    def __init__(self, made: World, port: int, replica: psutil.Process, redis: psutil.Process) -> None:
        self._made, self._port, self._replica, self._redis = made, port, replica, redis
        self._asked = made.requests(port)
        self._version = 1
        self.errors = 0
        self.requests = self.uncounted = 0
        self.cpu_s: dict[str, float] = {}
        self._flipped_s: list[float] = []
        self.generator_s = self.measured_s = 0.0

    def warm(self) -> None:
        """Ask until connections, caches and code are as they stay."""
        with self._made.kept_alive(version=self._version):
            closed(self._port, self._asked, CONNECTIONS, 2_000)

    def capacity(self) -> float:
        """Requests a second without shadows, as the machine is now."""
        self._flip(shadowed=False)
        applied(self._port, self._version, self._made.token)
        found = closed(self._port, self._asked, CONNECTIONS, _CAPACITY_REQUESTS)
        self.errors += found.errors
        return found.rate

    def four(self, rate: float, seconds: float, chance: random.Random) -> tuple[range, list[Block]]:
        """One, under load all the time, and the versions of its tables."""
        schedule = [at for at in arrivals(rate, seconds, chance.getrandbits(32)) if at < seconds]
        shadowed = drawn_order(chance)
        moments = [block * seconds + at for block in range(len(shadowed)) for at in schedule]
        calls = [(block * seconds, partial(self._flip, treated)) for block, treated in enumerate(shadowed)]
        first = self._version + 1
        found: list[list[tuple[float, float]]] = [[] for _ in shadowed]

        def heard(meant_s: float, latency_s: float, answer: bytes) -> None:
            version = _VERSION.search(answer)
            block = int(meant_s // seconds)
            if version is not None and int(version[1]) == first + block and meant_s % seconds >= _UNCOUNTED_S:
                found[block].append((meant_s, latency_s))

        own = time.process_time()
        before = self._spent()
        self._flipped_s = []
        run = scheduled(self._port, self._asked, _OPEN_CONNECTIONS, moments, heard, calls)
        self.generator_s, self.measured_s = self.generator_s + time.process_time() - own, self.measured_s + run.seconds
        for name, spent_s in self._spent().items():
            self.cpu_s[name] = self.cpu_s.get(name, 0.0) + spent_s - before[name]
        self.requests += run.sent
        self.errors += run.errors
        self.uncounted += run.sent - sum(map(len, found))
        # A table is changed as soon as its time has come, so the earliest says when the run began.
        began_s = min(at_s - meant_s for at_s, (meant_s, _) in zip(self._flipped_s, calls, strict=True))
        blocks = []
        for treated, heard_of in zip(shadowed, found, strict=True):
            meant_s, latencies_s = numpy.array(heard_of).reshape(-1, 2).T
            blocks.append(Block(treated, began_s + meant_s, latencies_s))
        return range(first, first + len(shadowed)), blocks

    def _flip(self, shadowed: bool) -> None:
        self._version += 1
        self._flipped_s.append(time.monotonic())
        self._made.table(version=self._version, **(_SHADOWED if shadowed else _PLAIN))

    def _spent(self) -> dict[str, float]:
        return {"replica": sum(cpu_s([self._replica]).values()), "redis": sum(cpu_s([self._redis]).values())}


def left(blocks: Sequence[Block], speeds: Speeds | None) -> list[Block]:
    """The blocks without what a slow processor may have disturbed."""
    if speeds is None:
        return list(blocks)
    slow_s = speeds.slow_s(blocks[0].meant_s[0], blocks[-1].meant_s[-1])
    kept = [undisturbed(block.meant_s, slow_s) for block in blocks]
    return [Block(block.shadowed, block.meant_s[of], block.latencies_s[of]) for block, of in zip(blocks, kept)]


def _four(blocks: Sequence[Block]) -> Four:
    plain, treated = ([block.latencies_s for block in blocks if block.shadowed is wanted] for wanted in (False, True))
    return Four((plain[0], plain[1]), (treated[0], treated[1]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fours", type=int, default=150, help="times four blocks (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=1.0, help="of a block, below 4 (default: %(default)s)")
    parser.add_argument("--rate", type=float, help="requests/s instead of half of what it manages here and now")
    parser.add_argument("--shared", action="store_true", help="no priority for what is measured, processors may sleep")
    options = parser.parse_args()
    described = machine.description()
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(dir="/tmp")))
        made = stack.enter_context(world(root))
        port = free_port()
        made.table(version=1)
        with side("full", made, ["inference.main", *made.arguments(port, "full")], port, "/readyz") as server:
            replica = psutil.Process(applied(port, 1, made.token)["pid"])
            redis = psutil.Process(made.redis_pid)
            measured = Shadowing(made, port, replica, redis)
            serving = [each for each in server.children(recursive=True) if each.name() == "haproxy"]
            priority, speeds = "left to the system", None
            if not options.shared:
                priority = put_first([replica, *serving, redis, psutil.Process()])
                speeds = stack.enter_context(watched())
            measured.warm()
            fours: list[Four] = []
            every: list[Four] = []
            disturbed = 0
            versions: set[int] = set()
            chance = random.Random(_SEED)
            capacities = [measured.capacity()]
            while len(fours) < options.fours and len(every) < _TRIED_AT_MOST * options.fours:
                own, blocks = measured.four(options.rate or capacities[-1] / 2, options.seconds, chance)
                versions.update(own)
                capacities.append(measured.capacity())
                every.append(_four(blocks))
                kept = left(blocks, speeds)
                shares = [len(of.meant_s) / max(len(block.meant_s), 1) for of, block in zip(kept, blocks, strict=True)]
                counts = min(capacities[-2:]) >= (1 - _CHANGE) * max(capacities[-2:]) and min(shares) >= _LEFT
                if counts:
                    fours.append(_four(kept))
                    disturbed += sum(len(of.meant_s) for of in blocks) - sum(len(of.meant_s) for of in kept)
                told = {"tried": len(every), "counts": counts, "capacity": list(map(round, capacities[-2:]))}
                told |= {"left": [round(share, 2) for share in shares], "p99_ms": _p99s_ms(every[-1])}
                if counts:
                    told["undisturbed_p99_ms"] = _p99s_ms(fours[-1])
                print(json.dumps(told), file=sys.stderr, flush=True)
            time.sleep(1.5)  # what waits for a quiet moment is logged by then
            shadows = _outcomes(made, versions)
    result = _result(fours, disturbed, measured, shadows) | {
        "fours": {"counted": len(fours), "tried": len(every)},
        "of_every_four_and_request": {name: within_fours(every, at).rounded() for name, at in _QUANTILES.items()},
        "capacity_per_s": {name: round(float(numpy.quantile(capacities, at))) for name, at in _SPREAD.items()},
        "rate_per_s": options.rate or "half of the capacity at that time",
        "priority": priority,
        "processors": "kept awake" if speeds else "may sleep",
    }
    print(json.dumps(result | {"machine": described, "load": os.getloadavg()}, indent=2))
    return 0 if result["objective"] == "met" else 1


def _result(fours: list[Four], disturbed: int, measured: Shadowing, shadows: dict[str, int]) -> dict[str, Any]:
    ratios = {name: within_fours(fours, quantile) for name, quantile in _QUANTILES.items()}
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
        "shadowed_to_without_pooled": {
            name: treated_to_plain(fours, quantile).rounded() for name, quantile in _QUANTILES.items()
        },
        "without_to_without_pooled": {name: plain_to_plain(fours, at).rounded() for name, at in _QUANTILES.items()},
        "ms": {
            side: {name: round(float(numpy.quantile(pooled, at)) * 1e3, 3) for name, at in _QUANTILES.items()}
            for side, pooled in latencies.items()
        },
        "requests": {side: len(pooled) for side, pooled in latencies.items()},
        "uncounted_requests": {"at_the_beginning_of_blocks": measured.uncounted, "disturbed": disturbed},
        "cpu_us_a_request_half_shadowed": {
            name: round(spent_s / measured.requests * 1e6) for name, spent_s in measured.cpu_s.items()
        },
        "load_generator_cores": round(measured.generator_s / measured.measured_s, 2),
        "errors": measured.errors,
        "shadows": shadows,
        "shadows_executed": round(executed, 4),
    }


def _p99s_ms(four: Four) -> dict[str, list[float]]:
    return {
        name: [round(float(numpy.quantile(block, 0.99)) * 1e3, 2) for block in getattr(four, part)]
        for name, part in (("without", "plain"), ("shadowed", "treated"))
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


def _outcomes(made: World, versions: set[int]) -> dict[str, int]:
    """What became of the shadows under these tables, by outcome."""
    counts: dict[str, int] = {}
    for file in (made.root / "full").glob("decisions-*.ndjson"):
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                decision = json.loads(line)
                shadow = decision.get("shadow")
                if shadow and decision["table_version"] in versions:
                    counts[shadow["outcome"]] = counts.get(shadow["outcome"], 0) + 1
    return counts


if __name__ == "__main__":
    sys.exit(main())
