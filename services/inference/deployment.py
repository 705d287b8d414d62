"""The replica as a Ray Serve deployment."""

# ruff: noqa: E402 - what the imports cost is part of the cold start
import time

_IMPORTED_FROM_S = time.time()

from functools import partial
from typing import Any

from fastapi import FastAPI
from ray import serve

from andamio.telemetry.setup import start
from inference.app import create_app
from inference.cold_start import Timings, process_started_ms
from inference.decision_log import DecisionLog
from inference.executor import load_executor
from inference.features_client import FeatureApi
from inference.quarantine import Quarantine, quarantine_directory
from inference.replica import Replica
from inference.routing import Routing
from inference.settings import ReplicaSettings

_IMPORTED_UNTIL_S = time.time()


def create_replica(settings: ReplicaSettings) -> Replica:
    """A replica with its real clock, files and connections."""
    timings = Timings()
    timings.note("worker", _IMPORTED_FROM_S * 1000 - process_started_ms())
    timings.note("imports", (_IMPORTED_UNTIL_S - _IMPORTED_FROM_S) * 1000)
    with timings.measured("constructor"):
        return _replica(settings, timings)


def _replica(settings: ReplicaSettings, timings: Timings) -> Replica:
    telemetry = start(service="inference", directory=settings.telemetry_dir)

    def clock_ms() -> int:
        return time.time_ns() // 1_000_000

    quarantine = Quarantine(quarantine_directory(settings.log_dir), clock_ms)
    return Replica(
        routing=Routing(
            settings.routing_table,
            partial(
                load_executor,
                settings.releases,
                allow_faults=settings.allow_fault_injection,
                quarantine=quarantine,
                timings=timings,
            ),
            clock_ms,
            telemetry.logger,
            quarantine,
        ),
        features=FeatureApi(settings.feature_api, settings.features_budget_ms),
        log=DecisionLog(settings.log_dir, clock_ms),
        telemetry=telemetry,
        background_limit=settings.background_limit,
        poll_interval_s=settings.poll_interval_ms / 1000,
        clock_ms=clock_ms,
        quarantine=quarantine,
        timings=timings,
    )


class InferenceReplica:
    """What Ray Serve instantiates in each replica process."""

    def __init__(self, settings: ReplicaSettings) -> None:
        self._replica = create_replica(settings)

    def __serve_build_asgi_app__(self) -> FastAPI:
        """Called by Serve after the constructor; the app's lifespan starts and stops the replica."""
        return create_app(self._replica)


def application(settings: ReplicaSettings, replicas: int) -> Any:
    """The Serve application of `replicas` processes."""
    deployment: Any = serve.deployment(
        name="inference",
        num_replicas=replicas,
        # Concurrency is limited by release, in the replica; this bounds what one process holds in memory.
        max_ongoing_requests=256,
        # Placement by memory, not by Ray's CPU slots: a small machine has fewer slots than processes.
        ray_actor_options={"num_cpus": 0},
        health_check_period_s=2,
        health_check_timeout_s=10,
        graceful_shutdown_wait_loop_s=0.1,
        graceful_shutdown_timeout_s=3,
    )(serve.ingress()(InferenceReplica))
    return deployment.bind(settings)
