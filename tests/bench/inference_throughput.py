"""How fast inference serves: Ray Serve as it comes against our ingress and settings, and against a bare uvicorn.

One model, 16 connections, one replica a side. All sides run at once, are warmed, and are asked in rounds whose order
alternates; ratios are taken within a round. Load generator, servers and Redis share the machine's cores, so absolute
rates are low; the sides share them alike. The default proxy is at its best: no access log, and no limit on ongoing
requests that 16 connections reach.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from andamio.service_run.local_service import free_port
from tests.bench import machine
from tests.bench.http_load import Outcome, closed
from tests.bench.inference_stages import cpu_us_by_stage
from tests.bench.inference_world import World, world
from tests.bench.serving_sides import _answers, _wait, process

BARE_TIMES = 10.0
"""Throughput of a bare app on our stack, at least this many times that on Ray Serve's default proxy."""
FULL_TIMES = 5.0
"""Throughput of the full path on our stack, at least this many times that of the bare app on the default proxy."""
LATENCY_TIMES = 2.0
"""Median latency of the full path, at most this many times that of the same code behind a bare uvicorn."""
CONNECTIONS = 16
_SETTLES_S = 3.0  # Ray reloads HAProxy once more when its own fallback proxy is ready

Ask = Callable[[int], list[bytes]]


@contextmanager
def side(name: str, made: World, arguments: list[str], port: int, path: str) -> Iterator[psutil.Process]:
    """A server, until the end of the block."""
    log = made.root / f"{name}.log"
    folders = os.pathsep.join(os.path.abspath(folder) for folder in sys.path if folder)
    with process([sys.executable, "-m", *arguments], log, {"PYTHONPATH": folders}) as started:
        _wait(lambda: _answers(f"http://127.0.0.1:{port}{path}"), started, log)
        time.sleep(_SETTLES_S)
        yield started


@dataclass
class Side:
    """A server that runs, how to ask it, and what it has shown."""

    server: psutil.Process
    port: int
    asked: list[bytes]
    requests: int
    many: list[Outcome] = field(default_factory=list)
    one: list[Outcome] = field(default_factory=list)
    used_s: dict[str, float] = field(default_factory=dict)
    generator_shares: list[float] = field(default_factory=list)

    def warm(self) -> None:
        closed(self.port, self.asked, CONNECTIONS, max(self.requests // 2, 50))

    def round(self) -> None:
        """A closed loop over 16 connections, and one over a single connection."""
        family = [self.server, *self.server.children(recursive=True)]
        before, own = cpu_s(family), time.process_time()
        run = closed(self.port, self.asked, CONNECTIONS, self.requests)
        self.generator_shares.append((time.process_time() - own) / run.seconds)
        for name, spent in cpu_s(family).items():
            self.used_s[name] = self.used_s.get(name, 0.0) + spent - before.get(name, 0.0)
        self.many.append(run)
        self.one.append(closed(self.port, self.asked, 1, max(self.requests // 5, 50)))

    def found(self) -> dict[str, Any]:
        """Medians over the rounds, and the lowest and highest of each."""
        total = self.requests * len(self.many)
        return {
            "requests_per_s": _spread([run.rate for run in self.many], 0),
            "p50_ms": _spread([quantile_ms(run, 0.5) for run in self.many]),
            "p99_ms": _spread([quantile_ms(run, 0.99) for run in self.many]),
            "one_connection_p50_ms": _spread([quantile_ms(run, 0.5) for run in self.one]),
            "errors": sum(run.errors for run in (*self.many, *self.one)),
            "cpu_us_a_request": {name: round(s / total * 1e6) for name, s in self.used_s.items() if s / total > 1e-5},
            "load_generator_cores": _spread(self.generator_shares),
        }


def _spread(values: list[float], digits: int = 2) -> dict[str, float]:
    return {
        "median": round(statistics.median(values), digits),
        "low": round(min(values), digits),
        "high": round(max(values), digits),
    }


def cpu_s(family: list[psutil.Process]) -> dict[str, float]:
    """Processor time so far by the name of the process."""
    spent: dict[str, float] = {}
    for one in family:
        try:
            times = one.cpu_times()
            spent[one.name()] = spent.get(one.name(), 0.0) + times.user + times.system
        except psutil.NoSuchProcess:
            continue
    return spent


def quantile_ms(run: Outcome, share: float) -> float:
    """A quantile of one run."""
    return sorted(run.latencies_s)[int(share * len(run.latencies_s))] * 1e3


def _ratio(over: Side, under: Side, of: Callable[[Side, int], float]) -> dict[str, float]:
    """Round by round, so that a drift of the machine strikes both."""
    return _spread([of(over, number) / of(under, number) for number in range(len(over.many))])


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--requests", type=int, default=6_000, help="a round of the fast sides")
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument(
        "--ingress", action="store_true", help="also the bare app without the direct path, to compare"
    )
    options = arguments.parse_args()
    bare = ("default", "ours", "ingress") if options.ingress else ("default", "ours")
    sides: dict[str, Side] = {}
    with ExitStack() as stack:
        made = stack.enter_context(world(Path(stack.enter_context(tempfile.TemporaryDirectory(dir="/tmp")))))
        stack.enter_context(made.kept_alive(version=1))
        for name in bare:
            port = free_port()
            command = ["tests.bench.inference_bare", name, str(port), str(made.model)]
            server = stack.enter_context(side(name, made, command, port, "/openapi.json"))
            requests = options.requests // 10 if name == "default" else options.requests
            sides[f"bare_{name}"] = Side(server, port, made.bare_requests(port), requests)
        for name, module in (("uvicorn", ["tests.bench.inference_bare", "uvicorn"]), ("full", ["inference.main"])):
            port = free_port()
            command = [*module, *made.arguments(port, name)]
            server = stack.enter_context(side(name, made, command, port, "/readyz"))
            sides[name] = Side(server, port, made.requests(port), options.requests)
        for one in sides.values():
            one.warm()
        for number in range(options.rounds):
            order = list(sides.values())
            for one in order if number % 2 == 0 else reversed(order):
                one.round()
            print(number, {name: round(one.many[-1].rate) for name, one in sides.items()}, file=sys.stderr, flush=True)
        stages = asyncio.run(cpu_us_by_stage(made))
        found = {name: one.found() for name, one in sides.items()}

    def rate(one: Side, number: int) -> float:
        return one.many[number].rate

    default, full, uvicorn = sides["bare_default"], sides["full"], sides["uvicorn"]
    ratios = {
        "bare_times_default": _ratio(sides["bare_ours"], default, rate),
        "full_times_default": _ratio(full, default, rate),
        "full_p50_times_uvicorn": _ratio(full, uvicorn, lambda one, number: quantile_ms(one.many[number], 0.5)),
        "one_connection_p50_times_uvicorn": _ratio(
            full, uvicorn, lambda one, number: quantile_ms(one.one[number], 0.5)
        ),
    }
    slowest = max(ratios[name]["median"] for name in ("full_p50_times_uvicorn", "one_connection_p50_times_uvicorn"))
    met = {
        "bare": ratios["bare_times_default"]["median"] >= BARE_TIMES,
        "full": ratios["full_times_default"]["median"] >= FULL_TIMES,
        "latency": slowest <= LATENCY_TIMES,
        "no_errors": not any(result["errors"] for result in found.values()),
    }
    result = {"sides": found, "ratios": ratios, "cpu_us_by_stage": stages, "met": met}
    print(json.dumps(result | {"machine": machine.description(), "load": os.getloadavg()}, indent=2))
    return 0 if all(met.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
