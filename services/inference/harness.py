"""What this service's tests stand on: real packages, and a replica whose clock and features are the test's."""

import asyncio
import json
import logging
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from andamio.auth.secret import Secret
from andamio.catalog.loading import load_catalog
from andamio.models.linear_model import linear_onnx
from andamio.models.package import GoldenRow, Manifest, write_package
from andamio.pii.sinks import WriteEdge
from andamio.pii.tokens import KeyRing
from andamio.rollout.routing_table import RoutingTable, write_table
from andamio.telemetry.setup import start
from inference.decision_log import DecisionLog
from inference.errors import FeaturesUnavailable
from inference.features_client import FeatureSource, FeatureVector, Found
from inference.in_flight import LINES
from inference.quarantine import Quarantine
from inference.release_loading import load_executor
from inference.replica import Replica
from inference.request import REQUEST_CONTRACT, ScoreRequest
from inference.routing import Routing

KEYS = KeyRing({"k1": Secret("11" * 64)}, "k1")
DECISION_EDGE = WriteEdge(load_catalog().contracts[REQUEST_CONTRACT], "decision_log", KEYS)
NOW_MS = 1_800_000_000_000
EVENT_MS = 1_320_000_000_000
INPUTS = ("amount_minor", "lines", "distinct_products", "customer_payments__payments_count_24h")


class Releases:
    """A folder of releases; each is a logistic model of amount (in thousands of pounds) and payments count."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "releases"
        self.folder.mkdir(parents=True)

    def add(self, release_id: str, bias: float = 0.0, **fields: Any) -> None:
        """Write a package and a release of it; `fields` go to the release document."""
        package = write_package(
            self.root / "packages" / release_id,
            onnx_bytes=linear_onnx([1e-5, 0.0, 0.0, 0.1], bias),
            manifest=Manifest("reversal_risk", INPUTS, "reversal_risk@1", INPUTS[:3], 0.6, "run", "data", "abc"),
            golden_rows=[GoldenRow((None,) * 4, sigmoid(bias))],
        )
        document = {
            "release_id": release_id,
            "package": str(package.path),
            "digest": package.digest,
            "deadline_ms": 2_000,
            "max_concurrency": 4,
            "fault": None,
        }
        (self.folder / f"{release_id}.json").write_text(json.dumps(document | fields), encoding="utf-8")


def sigmoid(logit: float) -> float:
    """The logistic function, in the double precision that the model's float32 is compared with."""
    return 1 / (1 + math.exp(-logit))


@dataclass
class StubFeatures(FeatureSource):
    """Stands in for the feature API: the same values for everyone, or none at all."""

    count: float | None = 3
    reads: int = 0
    fails: bool = False
    closed: bool = False
    within_ms: float | None = None
    """What the last read was allowed."""

    def ask(
        self, feature_service: str, tenant: str, customer: str, as_of_ms: int, within_ms: float | None, found: Found
    ) -> None:
        self.reads += 1
        self.within_ms = within_ms
        if self.fails:
            found(FeaturesUnavailable("stubbed"))
            return
        found(
            FeatureVector(
                feature_service,
                as_of_ms,
                {"customer_payments@1": 7},
                {"customer_payments@1": "present"},
                {"customer_payments__payments_count_24h": self.count},
            )
        )

    async def close(self) -> None:
        self.closed = True


@dataclass
class Bench:
    """A replica with everything around it."""

    releases: Releases
    root: Path
    features: StubFeatures = field(default_factory=StubFeatures)
    now_ms: int = NOW_MS
    background_limit: int = LINES
    allow_faults: bool = True
    quarantine: Quarantine | None = None
    in_flight_at_most: int = 256

    @property
    def table_file(self) -> Path:
        return self.root / "routing.json"

    def write(self, stable: str = "stable", **fields: Any) -> None:
        """Write the routing table, its heartbeat now."""
        fields = {"version": 1, "written_at_ms": self.now_ms} | fields
        write_table(self.table_file, RoutingTable(stable=stable, **fields))

    def routing(self) -> Routing:
        load = partial(load_executor, self.releases.folder, allow_faults=self.allow_faults, quarantine=self.quarantine)
        return Routing(self.table_file, load, lambda: self.now_ms, logging.getLogger("test"), self.quarantine)

    def replica(self, routing: Routing) -> Replica:
        return Replica(
            routing,
            self.features,
            DecisionLog(self.root / "log", lambda: self.now_ms, DECISION_EDGE, pid=1),
            start(service="inference"),
            background_limit=self.background_limit,
            clock_ms=lambda: self.now_ms,
            new_id=lambda: "p-1",
            in_flight_at_most=self.in_flight_at_most,
        )

    def run(self, scenario: Callable[[Replica, Routing], Awaitable[None]]) -> list[dict[str, Any]]:
        """Run a scenario on a replica that has applied the table; returns what it logged."""

        async def with_replica() -> None:
            routing = self.routing()
            await settle(routing)
            replica = self.replica(routing)
            await scenario(replica, routing)
            await replica.stop()

        asyncio.run(with_replica())
        return self.lines()

    def lines(self) -> list[dict[str, Any]]:
        text = (self.root / "log" / "decisions-1.ndjson").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]


async def settle(routing: Routing) -> None:
    """Poll until nothing is loading."""
    routing.poll()
    while "loading" in routing.report().values():
        await asyncio.sleep(0.01)
        routing.poll()


def request(request_id: str = "q-1", customer: str = "12346", amount_minor: int = 20_000) -> ScoreRequest:
    return ScoreRequest(
        request_id=request_id,
        tenant="online-retail",
        customer=customer,
        event_time_ms=EVENT_MS,
        currency="GBP",
        amount_minor=amount_minor,
        lines=2,
        distinct_products=1,
    )


def expected_score(bias: float, amount_minor: float = 20_000, count: float = 3) -> float:
    return sigmoid(1e-5 * amount_minor + 0.1 * count + bias)
