"""What the inference benchmarks serve from: a small model, 20 features of customers in a Redis, a table, tokens."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from andamio.auth.development import DevelopmentIssuer, Identity, write_settings
from andamio.catalog.loading import REFERENCE_POLICY, load_catalog
from andamio.environment import Environment
from andamio.features.online.stores import open_store
from andamio.models.linear_model import linear_onnx
from andamio.models.package import GoldenRow, Manifest, write_package
from andamio.rollout.routing_table import RoutingTable, write_table
from tests.bench.http_load import request_bytes
from tests.bench.serving_data import AS_OF_MS, SERVICE, TENANT, fill, make_keys, write_catalog
from tests.bench.serving_sides import redis

SCORE_PATH = "/v1/models/reversal_risk:score"
KEYS = 200
_REQUEST_FIELDS = ("amount_minor", "lines", "distinct_products")


@dataclass
class World:
    """The files, and how to ask."""

    root: Path
    store: str
    customers: list[str]
    model: Path
    inputs: int
    token: str
    """Of somebody who may have the payments scored."""
    redis_pid: int

    @property
    def auth(self) -> Path:
        """The settings that the token holds by."""
        return self.root / "auth" / "auth.yaml"

    def arguments(self, port: int, log: str) -> list[str]:
        """Of the inference service, full path: tokens, features from the store, the decision log, telemetry."""
        return [
            *("--releases", str(self.root / "releases"), "--routing-table", str(self.root / "routing.json")),
            *("--store", self.store, "--catalog", str(self.root / "catalog"), "--port", str(port)),
            *("--auth", str(self.auth), "--log-dir", str(self.root / log)),
            *("--telemetry-dir", str(self.root / log / "telemetry"), "--features-budget-ms", "5000"),
        ]

    def requests(self, port: int) -> list[bytes]:
        """One a customer."""
        return [
            request_bytes(SCORE_PATH, self.body(index, customer), port, self.token)
            for index, customer in enumerate(self.customers)
        ]

    def body(self, index: int, customer: str) -> bytes:
        """A payment of a customer."""
        payment = {
            "request_id": f"q-{index}",
            "tenant": TENANT,
            "customer": customer,
            "event_time_ms": AS_OF_MS,
            "currency": "GBP",
            "amount_minor": 1_000 + index,
            "lines": 3,
            "distinct_products": 2,
        }
        return json.dumps(payment).encode()

    def bare_requests(self, port: int) -> list[bytes]:
        """The inputs of the model as they are, for an app that does nothing but score."""
        return [request_bytes("/score", json.dumps({"inputs": [0.5] * self.inputs}).encode(), port)]

    def table(self, **fields: Any) -> None:
        """Write the routing table, its heartbeat now."""
        now_ms = time.time_ns() // 1_000_000
        write_table(
            self.root / "routing.json", RoutingTable(written_at_ms=now_ms, stable="stable", **fields), durable=False
        )

    @contextmanager
    def kept_alive(self, **fields: Any) -> Iterator[None]:
        """The table with these fields and a heartbeat every second."""
        over = threading.Event()

        def beat() -> None:
            while not over.wait(1.0):
                self.table(**fields)

        self.table(**fields)
        beating = threading.Thread(target=beat, daemon=True)
        beating.start()
        try:
            yield
        finally:
            over.set()
            beating.join()


@contextmanager
def world(root: Path) -> Iterator[World]:
    """All of it, with a Redis that ends with the block."""
    write_catalog(root / "catalog")
    catalog = load_catalog(root / "catalog")
    service = catalog.services[SERVICE]
    inputs = (*_REQUEST_FIELDS, *service.feature_names())
    weights = [1e-5] + [1e-3] * (len(inputs) - 1)
    releases = root / "releases"
    releases.mkdir()
    for release_id in ("stable", "candidate"):
        package = write_package(
            root / "packages" / release_id,
            onnx_bytes=linear_onnx(weights, 0.0),
            manifest=Manifest("reversal_risk", inputs, SERVICE, _REQUEST_FIELDS, 0.6, "run", "data", "bench"),
            golden_rows=[GoldenRow((None,) * len(inputs), 0.5)],
        )
        document = {"release_id": release_id, "package": str(package.path), "digest": package.digest}
        (releases / f"{release_id}.json").write_text(json.dumps(document), encoding="utf-8")
    write_settings(root / "auth", REFERENCE_POLICY, Environment.DEV)
    shop = Identity("bench", [TENANT], ["scorer", "monitor"], ["fraud_prevention"])
    token = DevelopmentIssuer(root / "auth", Environment.DEV).issue(shop, time.time(), 86_400.0)
    (view,) = service.views
    keys = make_keys(view, KEYS, seed=1)
    with redis(root) as (port, redis_process):
        url = f"redis://127.0.0.1:{port}/0"
        store = open_store(url, [view], create=True)
        fill(store, view, keys)
        store.close()
        made = World(root, url, [key.name for key in keys], package.model_file, len(inputs), token, redis_process.pid)
        made.table(version=1)
        yield made
