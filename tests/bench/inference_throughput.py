"""How fast inference serves: Ray Serve as it comes against our ingress and settings, and against a bare uvicorn.

One model, 16 connections, one replica, one side after the other in one run, each warmed. Load generator, servers and
Redis share the machine's cores, so absolute rates are low; the sides share them alike.
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
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from tests.bench import machine
from tests.bench.http_load import Outcome, closed
from tests.bench.inference_stages import cpu_us_by_stage
from tests.bench.inference_world import World, world
from tests.bench.serving_sides import _answers, _wait, free_port, process

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


def measure(server: psutil.Process, port: int, ask: Ask, requests: int, rounds: int) -> dict[str, Any]:
    """Closed loops over 16 connections and over one."""
    asked = ask(port)
    closed(port, asked, CONNECTIONS, max(requests // 5, 50))
    family = [server, *server.children(recursive=True)]
    before = cpu_s(family)
    many = [closed(port, asked, CONNECTIONS, requests) for _ in range(rounds)]
    used = {name: spent - before.get(name, 0.0) for name, spent in cpu_s(family).items()}
    one = [closed(port, asked, 1, max(requests // 5, 50)) for _ in range(rounds)]
    total = rounds * requests
    return {
        "requests_per_s": round(statistics.median(run.rate for run in many)),
        "p50_ms": quantile_ms(many, 0.5),
        "p99_ms": quantile_ms(many, 0.99),
        "one_connection_p50_ms": quantile_ms(one, 0.5),
        "errors": sum(run.errors for run in (*many, *one)),
        "cpu_us_a_request": {name: round(spent / total * 1e6) for name, spent in used.items() if spent / total > 1e-5},
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


def quantile_ms(runs: list[Outcome], share: float) -> float:
    """The median over the runs of a quantile of each."""
    return round(statistics.median(sorted(run.latencies_s)[int(share * len(run.latencies_s))] for run in runs) * 1e3, 2)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--requests", type=int, default=6_000, help="a round of the fast sides")
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory(dir="/tmp") as root, world(Path(root)) as made:
        for name in ("default", "ours"):
            port = free_port()
            command = ["tests.bench.inference_bare", name, str(port), str(made.model)]
            with side(name, made, command, port, "/openapi.json") as server:
                requests = options.requests // 10 if name == "default" else options.requests
                found[f"bare_{name}"] = measure(server, port, made.bare_requests, requests, options.rounds)
                print(name, found[f"bare_{name}"], file=sys.stderr, flush=True)
        for name, module in (("uvicorn", ["tests.bench.inference_bare", "uvicorn"]), ("full", ["inference.main"])):
            port = free_port()
            command = [*module, *made.arguments(port, name)]
            with made.kept_alive(version=1), side(name, made, command, port, "/readyz") as server:
                found[name] = measure(server, port, made.requests, options.requests, options.rounds)
                print(name, found[name], file=sys.stderr, flush=True)
        stages = asyncio.run(cpu_us_by_stage(made))
    default, full = found["bare_default"]["requests_per_s"], found["full"]["requests_per_s"]
    ratios = {
        "bare_times_default": round(found["bare_ours"]["requests_per_s"] / default, 1),
        "full_times_default": round(full / default, 1),
        "full_p50_times_uvicorn": round(found["full"]["p50_ms"] / found["uvicorn"]["p50_ms"], 2),
        "one_connection_p50_times_uvicorn": round(
            found["full"]["one_connection_p50_ms"] / found["uvicorn"]["one_connection_p50_ms"], 2
        ),
    }
    met = {
        "bare": ratios["bare_times_default"] >= BARE_TIMES,
        "full": ratios["full_times_default"] >= FULL_TIMES,
        "latency": max(ratios["full_p50_times_uvicorn"], ratios["one_connection_p50_times_uvicorn"]) <= LATENCY_TIMES,
        "no_errors": not any(result["errors"] for result in found.values()),
    }
    result = {"sides": found, "ratios": ratios, "cpu_us_by_stage": stages, "met": met}
    print(json.dumps(result | {"machine": machine.description(), "load": os.getloadavg()}, indent=2))
    return 0 if all(met.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
