"""What a read of the online store costs: CPU of the client and of the server apart, for 1, 10 and 100 keys, on both stores.

    PYTHONPATH=libs:services:jobs:. python -m tests.bench.store_read

The keys are those of the serving benchmark (a median of 30 and a 99th percentile of 400 tiles, 20 features); every value
is compared with the oracle's before anything is timed. Exits with 1 if an objective is missed.
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

import psutil

from andamio.catalog.loading import load_catalog
from andamio.features.online.local_redis import LocalRedis
from andamio.features.online.online_store import OnlineStore
from andamio.features.online.redis_store import RedisStore
from andamio.features.online.sqlite_store import SqliteStore
from tests.bench import machine, serving_data

KEYS = 100
SECONDS = 1.5
# Of Redis, by keys a read: microseconds of CPU of the client and of the server.
CLIENT_US_AT_MOST = {1: 80.0, 10: 400.0, 100: 2_500.0}
SERVER_US_AT_MOST = {1: 15.0, 10: 60.0, 100: 500.0}


def main() -> int:
    """Print the result; 1 if an objective is missed."""
    with tempfile.TemporaryDirectory() as folder, LocalRedis() as server:
        catalog_folder = Path(folder) / "catalog"
        serving_data.write_catalog(catalog_folder)
        (view,) = load_catalog(catalog_folder).services[serving_data.SERVICE].views
        keys = serving_data.make_keys(view, KEYS, seed=4)
        stores: dict[str, OnlineStore] = {
            "redis": RedisStore(server.address, [view], create=True, compiled="at_once"),
            "sqlite": SqliteStore(Path(folder) / "store.db", [view], create=True),
        }
        result: dict[str, Any] = {"machine": machine.description(), "keys": KEYS, "view_features": len(view.features)}
        tiles = sorted(key.tiles for key in keys)
        result["tiles"] = {"median": tiles[KEYS // 2], "p99": tiles[KEYS * 99 // 100]}
        missed = []
        for name, store in stores.items():
            serving_data.fill(store, view, keys)
            unequal = 0
            for first in range(0, KEYS, 100):
                some = keys[first : first + 100]
                entities = [(serving_data.TENANT, key.name) for key in some]
                (answer,) = store.read_many([view], entities, serving_data.AS_OF_MS)
                unequal += sum(values != key.values for values, key in zip(answer.values, some, strict=True))
            result[name] = {"unequal_to_oracle": unequal}
            if unequal:
                missed.append(f"{name}: {unequal} keys are not as the oracle says")
            for count in (1, 10, 100):
                client_us, server_us, wall_us = _cost(store, view, keys, count, server if name == "redis" else None)
                result[name][str(count)] = {
                    "client_cpu_us": round(client_us, 1),
                    "server_cpu_us": None if server_us is None else round(server_us, 1),
                    "wall_us": round(wall_us, 1),
                }
                if name == "redis" and client_us > CLIENT_US_AT_MOST[count]:
                    missed.append(f"client CPU of {count}: {client_us:.0f} us")
                if server_us is not None and server_us > SERVER_US_AT_MOST[count]:
                    missed.append(f"server CPU of {count}: {server_us:.0f} us")
            store.close()
        result["memory_mib"] = _memory(server)
        result["missed"] = missed
    print(json.dumps(result, indent=2))
    return 1 if missed else 0


def _cost(
    store: OnlineStore, view: Any, keys: list[serving_data.Key], count: int, server: LocalRedis | None
) -> tuple[float, float | None, float]:
    """Microseconds a read: CPU of this process, CPU of the server, time."""
    chance = Random(count)
    names = [(serving_data.TENANT, key.name) for key in keys]
    asked = [chance.choices(names, k=count) for _ in range(500)]
    for entities in asked[:50]:
        store.read_many([view], entities, serving_data.AS_OF_MS)
    process = psutil.Process(server.pid) if server is not None else None
    server_before = sum(process.cpu_times()[:2]) if process else 0.0
    before, began, reads = time.process_time(), time.perf_counter(), 0
    while time.perf_counter() - began < SECONDS:
        for entities in asked:
            store.read_many([view], entities, serving_data.AS_OF_MS)
        reads += len(asked)
    cpu, wall = time.process_time() - before, time.perf_counter() - began
    served = (sum(process.cpu_times()[:2]) - server_before) / reads * 1e6 if process else None
    return cpu / reads * 1e6, served, wall / reads * 1e6


def _memory(server: LocalRedis) -> float:
    return round(psutil.Process(server.pid).memory_info().rss / 2**20, 1)


if __name__ == "__main__":
    sys.exit(main())
