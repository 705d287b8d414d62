"""From an event to its value online, at 2,000 events a second through Kafka, Flink and Redis, event by event.

Run with PYTHONPATH=libs:services:jobs:infra:. as python -m tests.bench.stream_latency, with the built binaries of
stream_features and tile_writer below $ANDAMIO_BINARIES (./pants package jobs/stream_features:bin jobs/tile_writer:bin).

An event's time is taken before it is handed to the producer. It is online when a read of the store first says that the
event's position is applied; reads follow each other with a pause of PROBE_PAUSE_S, which is the resolution. That a read
which says so has the values to show for it is checked at the end, on values of some customers and on reads made meanwhile.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import threading
import time
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil

from andamio.catalog.loading import load_catalog
from andamio.features.definition import FeatureView
from andamio.features.event import Delivery
from andamio.features.logs.kafka_log import KafkaLog
from andamio.features.logs.kafka_topics import key_columns
from andamio.features.online.local_redis import LocalRedis
from kafka.local_broker import LocalBroker
from tests.bench import machine
from tests.integration.served_values import Recomputation, Served, served
from tests.integration.stream_pipeline import Pipeline

P99_OBJECTIVE_S = 1.0
EVENTS_PER_S = 2_000
PROBE_PAUSE_S = 0.002

CUSTOMERS = 5_000
PARTITIONS = 4
# A batch each 10 ms: a producer that lingers no longer than that.
_TICK_S = 0.01
# Delivered again, half of them as corrections.
_AGAIN = 0.02
_SAMPLE = 200
_TENANTS = ("north", "south", "west")

Applied = list[tuple[float, dict[int, int]]]


def main(argv: Sequence[str]) -> int:
    """Print the result as JSON; 1 if the objective is missed or a value is wrong."""
    options = _parser().parse_args(argv)
    views = sorted(load_catalog().views.values(), key=lambda view: view.id)
    with tempfile.TemporaryDirectory() as folder, LocalRedis() as redis:
        result = _run(Path(folder), views, redis, options)
    result["objective_s"] = P99_OBJECTIVE_S
    print(json.dumps(result, indent=2))
    return 0 if result["latency_s"]["p99"] < P99_OBJECTIVE_S and not result["values"]["unexplained"] else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="stream_latency", description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to measure (default 60)")
    parser.add_argument("--warm-up", type=float, default=30.0, help="seconds at the full rate before (default 30)")
    parser.add_argument("--rate", type=int, default=EVENTS_PER_S, help=f"events a second (default {EVENTS_PER_S})")
    parser.add_argument(
        "--state-backend",
        default="rocksdb",
        choices=("hashmap", "rocksdb"),
        help="of stream_features (default rocksdb)",
    )
    parser.add_argument("--checkpoint-interval-ms", type=int, default=400, help="of stream_features (default 400)")
    return parser


def _run(folder: Path, views: Sequence[FeatureView], redis: LocalRedis, options: argparse.Namespace) -> dict[str, Any]:
    keys = key_columns(views)
    with (
        LocalBroker(folder / "broker") as broker,
        KafkaLog(broker.bootstrap, keys) as log,
        Pipeline(
            folder, broker.bootstrap, redis.url, views, options.checkpoint_interval_ms, 0, options.state_backend
        ) as pipeline,
    ):
        for contract in keys:
            log.create(contract, PARTITIONS)
        pipeline.warm()
        pipeline.stream.start()
        pipeline.writer.start()
        pipeline.stream.await_working()
        pipeline.writer.await_working()
        probes = [_Probe(pipeline, view) for view in views]
        for probe in probes:
            probe.start()
        processes = {
            "kafka": broker.pid,
            "redis": redis.pid,
            "writer": _pid(pipeline.writer),
            "flink": _pid(pipeline.stream),
        }
        producer = threading.Thread(target=_produce, args=(log, options.rate, options.warm_up + options.seconds))
        began = time.time()
        producer.start()
        time.sleep(options.warm_up)
        cpu_before, own_before = _cpu(processes), machine.cpu_seconds()
        time.sleep(options.seconds)
        cpu_after, own_after = _cpu(processes), machine.cpu_seconds()
        producer.join()
        pipeline.drain(log)
        for probe in probes:
            probe.finish()
        deliveries = {contract: list(log.read(contract)) for contract in keys}
        from_s = began + options.warm_up
        waits, stages = [], defaultdict(list)
        for view, probe in zip(views, probes):
            measured = [d for d in deliveries[view.contract] if 0 <= d.values["produced_at"] - from_s < options.seconds]
            visible = _files(pipeline.tile_log / view.id)
            for delivery in measured:
                online = probe.online_at(delivery)
                in_file = _first(visible[delivery.partition], delivery.position)
                produced = float(delivery.values["produced_at"])
                waits.append(online - produced)
                stages["to the broker"].append(delivery.known_at_ms / 1000 - produced)
                stages["to a file of the tile log"].append(in_file - delivery.known_at_ms / 1000)
                stages["to the store"].append(online - in_file)
        return {
            "machine": machine.description(),
            "events_per_s": options.rate,
            "measured_events": len(waits),
            "measured_s": options.seconds,
            "state_backend": options.state_backend,
            "checkpoint_interval_ms": options.checkpoint_interval_ms,
            "latency_s": _quantiles(waits),
            "stages_s": {stage: _quantiles(found) for stage, found in stages.items()},
            "resolution_s": _quantiles([gap for probe in probes for gap in probe.gaps(from_s)]),
            "cpu_cores": {name: round((cpu_after[name] - cpu_before[name]) / options.seconds, 3) for name in processes}
            | {"producer and probes": round((own_after - own_before) / options.seconds, 3)},
            "events_in_state": sum(map(len, deliveries.values())),
            "load_average": os.getloadavg()[0],
            "values": _checked(views, deliveries, probes, pipeline),
        }


class _Probe(threading.Thread):
    """Asks for one customer's values, again and again, and notes which positions are in them."""

    def __init__(self, pipeline: Pipeline, view: FeatureView) -> None:
        super().__init__(daemon=True)
        self.view = view
        self.served: list[Served] = []
        self._pipeline = pipeline
        self._applied: Applied = []
        self._finished = threading.Event()
        self._rng = random.Random(1)
        self._curves: dict[int, tuple[list[int], list[float]]] = {}

    def run(self) -> None:
        """Until `finish`."""
        finished = False
        while not finished:
            # One read more after the end, which shows what was applied last.
            finished = self._finished.wait(PROBE_PAUSE_S)
            entity = _entity(self._rng.randrange(CUSTOMERS))
            t_ms = int(time.time() * 1000)
            (answer,) = self._pipeline.store.read_many([self.view], [entity], t_ms)
            now = time.time()
            if not self._applied or self._applied[-1][1] != answer.applied_positions:
                self.served.extend(served(answer, [entity], t_ms))
            self._applied.append((now, answer.applied_positions))

    def finish(self) -> None:
        """Stop, and make ready for questions."""
        self._finished.set()
        self.join()
        for now, positions in self._applied:
            for partition, position in positions.items():
                reached, times = self._curves.setdefault(partition, ([], []))
                if not reached or position > reached[-1]:
                    reached.append(position)
                    times.append(now)

    def online_at(self, delivery: Delivery) -> float:
        """When a read first had it."""
        reached, times = self._curves[delivery.partition]
        return times[bisect_left(reached, delivery.position)]

    def gaps(self, since: float) -> list[float]:
        """Times between reads."""
        times = [now for now, _ in self._applied if now >= since]
        return [later - earlier for earlier, later in zip(times, times[1:])]


def _produce(log: KafkaLog, rate: int, seconds: float) -> None:
    rng = random.Random(0)
    recent: deque[tuple[str, dict[str, Any]]] = deque(maxlen=1_000)
    began, made = time.monotonic(), 0
    while (elapsed := time.monotonic() - began) < seconds:
        batch = []
        for _ in range(max(0, round(elapsed * rate) - made)):
            now = time.time()
            if recent and rng.random() < _AGAIN:
                contract, row = rng.choice(recent)
                batch.append((contract, {**row, "sequence": row["sequence"] + rng.randint(0, 1), "produced_at": now}))
            else:
                batch.append(_event(rng, made, now))
                recent.append(batch[-1])
            made += 1
        log.append(batch)
        time.sleep(max(0.0, _TICK_S - (time.monotonic() - began - elapsed)))


def _entity(number: int) -> tuple[str, str]:
    return _TENANTS[number % len(_TENANTS)], f"c{number // len(_TENANTS)}"


def _event(rng: random.Random, number: int, now: float) -> tuple[str, dict[str, Any]]:
    tenant, customer = _entity(min(int(rng.expovariate(5.0) * CUSTOMERS), CUSTOMERS - 1))
    event_id = f"e{number}"
    row = {
        "event_id": event_id,
        "tenant": tenant,
        "customer": customer,
        "country": "United Kingdom",
        "currency": "GBP",
        "amount_minor": rng.randrange(1, 100_000),
        "lines": rng.randint(1, 9),
        "event_time_ms": int(now * 1000),
        "sequence": 0,
        "deleted": False,
        "contract_version": "1.0.0",
        "produced_at": now,
    }
    if rng.random() < 0.8:
        return "payment_captured", row | {"distinct_products": 1}
    return "payment_reversed", row | {"payment_event_id": "e0"}


def _files(folder: Path) -> dict[int, list[tuple[int, float]]]:
    """By partition: the position up to which each file of the tile log goes, and when it appeared."""
    found: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for path in folder.glob("part-*"):
        last: dict[int, int] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith('{"kind":"progress"'):
                progress = json.loads(line)
                last[progress["partition"]] = max(progress["position"], last.get(progress["partition"], -1))
        for partition, position in last.items():
            # Its inode changed last when it was renamed.
            found[partition].append((position, path.stat().st_ctime))
    return {partition: sorted(ends) for partition, ends in found.items()}


def _first(ends: Sequence[tuple[int, float]], position: int) -> float:
    return ends[bisect_left(ends, (position, 0.0))][1]


def _checked(
    views: Sequence[FeatureView],
    deliveries: dict[str, list[Delivery]],
    probes: Sequence[_Probe],
    pipeline: Pipeline,
) -> dict[str, int]:
    """Values at the end and meanwhile, recomputed by the oracle."""
    rng = random.Random(2)
    some = [_entity(rng.randrange(CUSTOMERS)) for _ in range(_SAMPLE)]
    t_ms = int(time.time() * 1000)
    compared = unexplained = 0
    for view, probe in zip(views, probes):
        (answer,) = pipeline.store.read_many([view], some, t_ms)
        meanwhile = rng.sample(probe.served, min(_SAMPLE, len(probe.served)))
        answers = [*served(answer, some, t_ms), *meanwhile]
        compared += len(answers) * len(view.features)
        unexplained += len(Recomputation(view, deliveries[view.contract]).unexplained(answers))
    return {"compared": compared, "unexplained": unexplained}


def _pid(job: Any) -> int:
    return int(job.process.pid)


def _cpu(processes: dict[str, int | None]) -> dict[str, float]:
    found = {}
    for name, pid in processes.items():
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        found[name] = sum(sum(process.cpu_times()[:2]) for process in family)
    return found


def _quantiles(values: Sequence[float]) -> dict[str, float]:
    ordered = sorted(values)

    def at(share: float) -> float:
        return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 4)

    return {"p50": at(0.5), "p90": at(0.9), "p99": at(0.99), "max": round(ordered[-1], 4)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
