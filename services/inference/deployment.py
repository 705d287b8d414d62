"""The replica as a Ray Serve deployment."""

# ruff: noqa: E402 - what the imports cost is part of the cold start
import os
import time

_IMPORTED_FROM_S = time.time()

from functools import partial
from typing import Any

from ray import serve

from andamio.audit.service_trail import ServiceTrail
from andamio.auth.policy_watch import start_guard
from andamio.auth.refusals import Refusals
from andamio.auth.service_token import ServiceToken
from andamio.auth.settings import load_settings
from andamio.catalog.definitions import Catalog
from andamio.catalog.loading import load_catalog
from andamio.features.online.reader import Reader, ThreadedReader
from andamio.features.online.redis_reader import RedisReader
from andamio.features.online.stores import PASSWORD_VARIABLE, USER_VARIABLE, open_store, redis_address, sqlite_path
from andamio.pii.key_settings import key_settings
from andamio.pii.sinks import WriteEdge, hidden_in_telemetry
from andamio.telemetry.setup import start
from andamio.web.server import spare_heap
from inference.app import InferenceApp, create_app
from inference.cold_start import Timings, process_started_ms
from inference.decision_log import DecisionLog
from inference.direct_path import serve_directly
from inference.features_client import FeatureApi, FeatureSource, FeatureStore
from inference.hang_watch import HangWatch
from inference.quarantine import Quarantine, quarantine_directory
from inference.release_loading import load_executor
from inference.replica import Replica
from inference.request import REQUEST_CONTRACT
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
    catalog = load_catalog(settings.catalog)
    hidden = hidden_in_telemetry(catalog.contracts.values())
    telemetry = start(service="inference", directory=settings.telemetry_dir, redacted=hidden)

    def clock_ms() -> int:
        return time.time_ns() // 1_000_000

    quarantine = Quarantine(quarantine_directory(settings.log_dir), clock_ms, lambda dead: log.recover(dead))
    log = DecisionLog(settings.log_dir, clock_ms, decision_edge(settings, catalog), journal=quarantine.register)
    with timings.measured("features"):
        features = feature_source(settings)
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
        features=features,
        log=log,
        telemetry=telemetry,
        background_limit=settings.background_limit,
        poll_interval_s=settings.poll_interval_ms / 1000,
        clock_ms=clock_ms,
        quarantine=quarantine,
        timings=timings,
        in_flight_at_most=settings.in_flight_at_most,
    )


def decision_edge(settings: ReplicaSettings, catalog: Catalog) -> WriteEdge:
    """How fields of a request go into the decision log: as in the contract of the payments that it is one of."""
    keys = key_settings(settings.pii_keys, settings.environment).ring()
    return WriteEdge(catalog.contracts[REQUEST_CONTRACT], "decision_log", keys)


def feature_source(settings: ReplicaSettings) -> FeatureSource:
    """Where features come from. Raises an `AndamioError` for a store that cannot be opened."""
    if settings.store is None:
        assert settings.feature_api is not None
        token = ServiceToken(settings.feature_token) if settings.feature_token else None
        return FeatureApi(settings.feature_api, settings.features_budget_ms, token)
    catalog = load_catalog(settings.catalog)
    views = list(catalog.views.values())
    reader: Reader
    if sqlite_path(settings.store) is not None:
        reader = ThreadedReader(open_store(settings.store, views))
    else:
        user, password = os.environ.get(USER_VARIABLE), os.environ.get(PASSWORD_VARIABLE)
        reader = RedisReader(redis_address(settings.store, user, password), views, compiled=True)
    return FeatureStore(reader, catalog.services, settings.features_budget_ms)


class InferenceReplica:
    """What Ray Serve instantiates in each replica process."""

    def __init__(self, settings: ReplicaSettings) -> None:
        self._replica = create_replica(settings)
        auth = load_settings(settings.auth) if settings.auth else None
        telemetry = self._replica.telemetry
        refused = Refusals(telemetry.meter, telemetry.logger)
        self._trail = ServiceTrail.opened("inference", settings.audit, telemetry.logger)
        self._guard = start_guard(auth, settings.environment, refused, self._trail, telemetry.logger)

    def __serve_build_asgi_app__(self) -> InferenceApp:
        """Called by Serve after the constructor; the app's lifespan starts and stops the replica."""
        watch = HangWatch()

        def started() -> None:
            spare_heap()
            watch.start()

        def stopped() -> None:
            self._trail.close()
            watch.stop()

        app = create_app(self._replica, self._guard, started, stopped)
        serve_directly(app)
        return app


def application(settings: ReplicaSettings, replicas: int, nodes: int = 1) -> Any:
    """The Serve application of `replicas` processes, spread evenly over so many nodes."""
    spread: dict[str, Any] = {} if nodes == 1 else {"max_replicas_per_node": -(-replicas // nodes)}
    deployment: Any = serve.deployment(
        name="inference",
        num_replicas=replicas,
        # The replica's own limit answers with a Retry-After; Ray's would keep requests waiting.
        max_ongoing_requests=4 * settings.in_flight_at_most,
        # Placement by memory, not by Ray's CPU slots: a small machine has fewer slots than processes.
        **spread,
        ray_actor_options={"num_cpus": 0, "num_gpus": 1 if settings.device == "cuda" else 0},
        health_check_period_s=2,
        # A process that is stopped is killed after three of these and replaced; one that hangs ends itself before
        # (`hang_watch`), and HAProxy has left both out by then.
        health_check_timeout_s=5,
        graceful_shutdown_wait_loop_s=0.1,
        graceful_shutdown_timeout_s=3,
    )(serve.ingress()(InferenceReplica))
    return deployment.bind(settings)
