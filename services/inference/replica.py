"""A replica: the life of a request (assign, read features once, decide, log, answer; then shadow), and its own.

The shadow waits in a queue of its own until nothing else is to be done, and the log line with it.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from os import urandom

from andamio.rollout.routing_table import assign
from andamio.telemetry.setup import Telemetry
from inference.cold_start import Timings
from inference.decision import Asked, Decided, Decider
from inference.decision_line import decision_line, execution_line, idle_line
from inference.decision_log import DecisionLog
from inference.errors import NotReady
from inference.executor import RefusedExecutor
from inference.features_client import FeatureSource, FeatureVector
from inference.instruments import Instruments
from inference.limits import InFlight
from inference.quarantine import Quarantine
from inference.request import FeatureReport, ScoreRequest, ScoreResponse, TableReport
from inference.routing import Routing
from inference.shadow_queue import Ended, Shadow, ShadowQueue

HEARTBEAT_INTERVAL_S = 1.0
IN_FLIGHT_AT_MOST = 256


def new_prediction_id() -> str:
    """32 hex digits at random."""
    return urandom(16).hex()


class Replica:
    """Scores requests by the routing table. Its methods run on one event loop."""

    def __init__(
        self,
        routing: Routing,
        features: FeatureSource,
        log: DecisionLog,
        telemetry: Telemetry,
        background_limit: int = 256,
        poll_interval_s: float = 0.1,
        clock_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        new_id: Callable[[], str] = new_prediction_id,
        in_flight_at_most: int = IN_FLIGHT_AT_MOST,
        quarantine: Quarantine | None = None,
        timings: Timings | None = None,
    ) -> None:
        self._routing = routing
        self._features = features
        self._log = log
        self._telemetry = telemetry
        self._poll_interval_s = poll_interval_s
        self._clock_ms = clock_ms
        self._new_id = new_id
        self._quarantine = quarantine
        self._timings: Timings | None = timings
        """Until the first request is answered."""
        self._loops: list[asyncio.Task[None]] = []
        self.in_flight = InFlight(in_flight_at_most)
        """Whoever takes requests in enters and leaves; shadows wait while there are any."""
        self.instruments = Instruments(telemetry)
        self._decider = Decider(features, telemetry.logger)
        self._shadows = ShadowQueue(background_limit, lambda: self.in_flight.count > 0, self._shadowed)
        self.instruments.observe_queue("payments", lambda: self.in_flight.count)
        self.instruments.observe_queue("shadows", lambda: self._shadows.length)

    @property
    def telemetry(self) -> Telemetry:
        """What the replica is measured with."""
        return self._telemetry

    async def start(self) -> None:
        """Load what the table routes to, then begin to follow it and to give signs of life.

        Ray Serve sends requests here only after this: nobody waits for a package to be verified.
        """
        started = time.perf_counter()
        await self._routing.load_first()
        if self._timings is not None:
            self._timings.note("table", (time.perf_counter() - started) * 1000)
        self._loops = [
            asyncio.create_task(self._routing.follow(self._poll_interval_s)),
            asyncio.create_task(self._beat()),
        ]

    async def stop(self) -> None:
        """Stop following, let pending shadows reach the log, and close everything."""
        for task in self._loops:
            task.cancel()
        await self.drain()
        self._routing.close()
        await self._features.close()
        self._log.close()
        if self._quarantine is not None:
            self._quarantine.close()
        self._telemetry.shutdown()

    async def drain(self) -> None:
        """Wait for the shadows under way; their deadlines bound it."""
        await self._shadows.drain()

    def left(self, payments: int, took_s: float) -> None:
        """So many payments that had entered `in_flight` are answered."""
        self.in_flight.leave(payments, took_s)
        self._shadows.look()

    def metrics(self, accept: str) -> tuple[str, bytes]:
        """This process's, for Prometheus: see `Telemetry.prometheus`."""
        return self._telemetry.prometheus(accept)

    def failed(self, error: Exception) -> None:
        """Log an error that nobody expected."""
        self._telemetry.logger.error("a request failed", exc_info=error)

    def not_ready(self) -> str | None:
        """Why this replica cannot score, None if it can."""
        routes = self._routing.routes
        if routes is None:
            return self._routing.problem
        stable = routes.stable
        if isinstance(stable, RefusedExecutor) and not stable.quarantined:
            return f"stable is refused: {stable.reason}"
        # In quarantine the rules answer: that is the declared fallback, and better than no replica at all.
        return None

    def table(self, pid: int) -> TableReport:
        """The table as it is applied now."""
        table = self._routing.routes.table if self._routing.routes else None
        return TableReport(
            version=table.version if table else None,
            epoch=table.epoch if table else None,
            written_at_ms=table.written_at_ms if table else None,
            stage=table.stage if table else None,
            stable=table.stable if table else None,
            candidate=table.candidate if table else None,
            stale=table.is_stale(self._clock_ms()) if table else True,
            releases=self._routing.report(),
            problem=self._routing.problem,
            pid=pid,
        )

    async def score(
        self,
        request: ScoreRequest,
        explain: bool = False,
        timeout_ms: float | None = None,
    ) -> ScoreResponse:
        """Decide one request, whose answer is of no use after `timeout_ms`; raises `NotReady` and `TooBusy`."""
        routes = self._routing.routes
        if routes is None:
            raise NotReady(self._routing.problem)
        started = time.perf_counter()
        entity = self._log.entity(request.tenant, request.customer)
        asked = Asked(
            routes,
            assign(routes.table, request.tenant, request.customer, self._clock_ms(), entity),
            request,
            request.numbers(),
            entity,
            self._new_id(),
            None if timeout_ms is None else started + timeout_ms / 1000,
        )
        features = await self._decider.read(asked)
        read_s = time.perf_counter()
        decided = await self._decider.decide(asked, features)
        decided_s = time.perf_counter()
        self._finish(asked, features, decided)
        self.instruments.decision(
            asked.assignment.primary,
            decided.degraded.reason if decided.degraded else "none",
            decided_s - started,
            read_s - started,
            decided.primary.latency_ms / 1000 if decided.primary else None,
        )
        if self._timings is not None:
            self._timings.note("first_request", (decided_s - started) * 1000)
            self._telemetry.logger.info("cold start", extra={"fields": self._timings.parts_ms})
            self._timings = None
        response = ScoreResponse(
            request_id=request.request_id,
            prediction_id=asked.prediction_id,
            release=asked.assignment.primary,
            score=decided.score,
            decision=decided.decision,
            degraded=decided.degraded,
            features=FeatureReport(
                applied_position=dict(features.applied_position) if features else {},
                as_of_ms=features.as_of_ms if features else None,
                statuses=dict(features.statuses) if features else {},
            ),
            table_version=routes.table.version,
        )
        if explain:  # left out, not null, where nobody asked
            response.values = dict(features.values) if features else None
        return response

    def _finish(self, asked: Asked, features: FeatureVector | None, decided: Decided) -> None:
        """Log now, or after the shadow where there is one to run."""
        line = decision_line(asked, features, decided, self._clock_ms())
        shadow = asked.assignment.shadow
        if shadow is None:
            self._log.decision(line)
        elif decided.fallback is not None and decided.fallback.release == shadow:
            # Stable has scored this request already, in place of the candidate: that is the pair.
            self._log.decision(line, execution_line(decided.fallback))
        elif features is None:
            self._log.decision(line, idle_line(shadow, "skipped"))
        else:
            executor = asked.routes.executor(shadow)
            if isinstance(executor, RefusedExecutor):
                # Nothing will run, so nothing is waited for: a log that is late for one release alone looks like a bias.
                self._log.decision(line, execution_line(executor.execution()))
                return
            deferred = self._log.defer(line, idle_line(shadow, "dropped"))
            self._shadows.add(Shadow(shadow, executor, asked.request.request_id, asked.numbers, features, deferred))

    def _shadowed(self, ended: Sequence[Ended]) -> None:
        """Log the lines of shadows that were executed or dropped."""
        settled = []
        for shadow, execution in ended:
            if execution is None:
                self.instruments.shadow_dropped(shadow.release_id)
                settled.append((shadow.line, idle_line(shadow.release_id, "dropped")))
            else:
                settled.append((shadow.line, execution_line(execution)))
        self._log.settle(settled)

    async def _beat(self) -> None:
        while True:
            routes = self._routing.routes
            if routes is not None:
                self._log.heartbeat(routes.table.version, routes.table.epoch)
            await asyncio.sleep(HEARTBEAT_INTERVAL_S)
