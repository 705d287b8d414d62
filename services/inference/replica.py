"""A replica: the life of a request (assign, read features once, decide, log, answer; then shadow), and its own.

The shadow waits in a queue of its own until nothing else is to be done, and the log line with it.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from os import urandom

from andamio.callback_tasks import result
from andamio.rollout.routing_table import assign
from andamio.telemetry.setup import Telemetry
from andamio.telemetry.tracing import current, make_current
from inference.cold_start import Timings
from inference.decision import Asked, Decided, Decider, Scored
from inference.decision_line import decision_line, execution_line, idle_line
from inference.decision_log import DecisionLog
from inference.errors import NotReady
from inference.executor import RefusedExecutor
from inference.features_client import FeatureSource, FeatureVector
from inference.in_flight import LINES
from inference.instruments import Instruments
from inference.limits import InFlight
from inference.quarantine import Quarantine
from inference.request import ScoreRequest, ScoreResponse, TableReport
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
        background_limit: int = LINES,
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
        """What `ask` tells, with the feature values for `explain`; raises what it tells of."""
        scored: Scored = await result(lambda told: self.ask(request, timeout_ms, told))
        return ScoreResponse(**scored.document(explain))

    def ask(self, request: ScoreRequest, timeout_ms: float | None, told: Callable[[Scored | Exception], None]) -> None:
        """Decide one request, whose answer is of no use after `timeout_ms`.

        `told` is called once, now or later on the event loop, and must not raise; it may hear of `NotReady` and
        `TooBusy`. Does not raise.
        """
        try:
            asked = self._asked(request, timeout_ms)
        except Exception as error:  # noqa: BLE001 - whoever asks is told of it
            told(error)
            return

        def read(features: FeatureVector | None | Exception) -> None:
            if isinstance(features, Exception):
                told(features)
                return
            read_s = time.perf_counter()

            def decided(found: Decided | Exception) -> None:
                if isinstance(found, Exception):
                    told(found)
                    return
                try:
                    scored = self._scored(asked, features, found, read_s)
                except Exception as error:  # noqa: BLE001 - as above
                    told(error)
                else:
                    told(scored)

            # A store answers outside of the request's own context.
            before = current()
            make_current(asked.trace)
            try:
                self._decider.decide(asked, features, decided)
            except Exception as error:  # noqa: BLE001 - as above, and a store's connection could tell nobody
                told(error)
            finally:
                make_current(before)

        self._decider.read(asked, read)

    def _asked(self, request: ScoreRequest, timeout_ms: float | None) -> Asked:
        routes = self._routing.routes
        if routes is None:
            raise NotReady(self._routing.problem)
        began_s = time.perf_counter()
        entity = self._log.entity(request.tenant, request.customer)
        return Asked(
            routes,
            assign(routes.table, request.tenant, request.customer, self._clock_ms(), entity),
            request,
            request.numbers(),
            entity,
            self._new_id(),
            current(),
            began_s,
            None if timeout_ms is None else began_s + timeout_ms / 1000,
        )

    def _scored(self, asked: Asked, features: FeatureVector | None, decided: Decided, read_s: float) -> Scored:
        """Log and measure what was decided."""
        took_s = time.perf_counter() - asked.began_s
        self._finish(asked, features, decided)
        self.instruments.decision(
            asked.trace,
            asked.assignment.primary,
            decided.degraded.reason if decided.degraded else "none",
            took_s,
            read_s - asked.began_s,
            decided.primary.latency_ms / 1000 if decided.primary else None,
        )
        if self._timings is not None:
            self._timings.note("first_request", took_s * 1000)
            self._telemetry.logger.info("cold start", extra={"fields": self._timings.parts_ms})
            self._timings = None
        return Scored(asked, features, decided)

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
