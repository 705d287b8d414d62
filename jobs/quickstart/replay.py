"""The client: replays payments as live requests, slice by slice, and keeps what it saw of every one of them.

Before a slice is asked, the log is drained up to its start: every view in the online store has applied every
event that came before. So a request at t reads what a live system would have known, less the slice itself.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from andamio.features.logs.event_log import EventLog
from andamio.telemetry.tracing import traced_headers
from quickstart.errors import StepFailed
from quickstart.progress import now_ms
from quickstart.slices import Row, Slice

_DRAIN_LIMIT_S = 60.0
_CONNECTIONS = 16
_TRACED_ONE_IN = 100
_REQUEST_FIELDS = ("tenant", "customer", "event_time_ms", "currency", "amount_minor", "lines", "distinct_products")


@dataclass(frozen=True, slots=True)
class Answer:
    """One request as the client saw it."""

    request_id: str
    sent_ms: int
    done_ms: int
    latency_ms: float
    status: int
    """HTTP status; 0 if no answer came."""
    release: str | None
    """The release that answered; None without an answer."""
    score: float | None
    degraded: dict[str, Any] | None
    """Why a fallback answered, and which."""
    table_version: int | None

    @property
    def answered_by(self) -> str:
        """For grouping: the release, "fallback:<who>" if degraded, "error" without an answer."""
        if self.status != 200:
            return "error"
        if self.degraded is not None:
            return f"fallback:{self.degraded['fallback']}"
        return self.release or "unknown"


def score_request(request_id: str, row: Row) -> dict[str, Any]:
    """What is asked of inference about a payment."""
    return {"request_id": request_id, **{name: row[name] for name in _REQUEST_FIELDS}}


class Replay:
    """Asks and drains; `answers` grows as answers come."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        score_url: str,
        log: EventLog,
        applied: Callable[[], dict[str, int]],
        contracts: dict[str, str],
        start_position: int,
        check: Callable[[], None],
    ) -> None:
        """`client` carries who asks; `applied` reads the log position that each view has applied; `contracts` maps view to source contract;
        the stream reads the log from `start_position` on; `check` raises when a process that the replay needs has ended.
        """
        self.answers: list[Answer] = []
        self.drains_s: list[float] = []
        self._client = client
        self._score_url = score_url
        self._log = log
        self._applied = applied
        self._contracts = contracts
        self._start_position = start_position
        self._check = check
        self._asked = 0

    async def run(
        self, parts: Sequence[Slice], rate: Callable[[], float], on_slice: Callable[[int, Slice], None]
    ) -> None:
        """Replay all slices; `rate` gives the requests a second wanted now."""
        for index, part in enumerate(parts):
            await self._ask(part.requests, rate())
            self._log.append(part.rows)
            await self.drain()
            on_slice(index, part)

    async def drain(self) -> None:
        """Wait until every view has applied its contract's last event, if that is the stream's to read."""
        started = time.monotonic()
        last = {view: self._log.last_position(contract) for view, contract in self._contracts.items()}
        # The stream vouches for nothing before its start: until a contract has an event there, nothing is to come.
        wanted = {view: position for view, position in last.items() if position >= self._start_position}
        while True:
            applied = self._applied()
            if all(applied[view] >= position for view, position in wanted.items()):
                self.drains_s.append(time.monotonic() - started)
                return
            if time.monotonic() - started > _DRAIN_LIMIT_S:
                raise StepFailed(
                    f"the stream did not drain within {_DRAIN_LIMIT_S:.0f} s: at {applied}, wanted {wanted}"
                )
            self._check()
            await asyncio.sleep(0.02)

    async def _ask(self, rows: Sequence[Row], rate: float) -> None:
        """Send the requests at `rate` a second, whatever the answers take; wait for all of them."""
        permits = asyncio.Semaphore(_CONNECTIONS)
        started = time.monotonic()
        tasks: list[Awaitable[None]] = []
        for index, row in enumerate(rows):
            delay = started + index / rate - time.monotonic()
            if delay > 0:
                await asyncio.sleep(delay)
            await permits.acquire()
            self._asked += 1
            tasks.append(asyncio.create_task(self._one(f"q-{self._asked:06}", row, permits)))
        await asyncio.gather(*tasks)

    async def _one(self, request_id: str, row: Row, permits: asyncio.Semaphore) -> None:
        body = score_request(request_id, row)
        sent_ms, started = now_ms(), time.perf_counter()
        status = 0
        answer: dict[str, Any] = {}
        try:
            # One in so many is in the run's trace; of the others the services choose theirs.
            traced = traced_headers() if self._asked % _TRACED_ONE_IN == 1 else {}
            response = await self._client.post(self._score_url, json=body, headers=traced)
            status = response.status_code
            answer = response.json() if status == 200 else {}
        except (httpx.HTTPError, ValueError):
            status = 0  # no answer, or not one that can be read: the request counts as lost
        finally:
            permits.release()
        self.answers.append(
            Answer(
                request_id=request_id,
                sent_ms=sent_ms,
                done_ms=now_ms(),
                latency_ms=(time.perf_counter() - started) * 1000,
                status=status,
                release=answer.get("release"),
                score=answer.get("score"),
                degraded=answer.get("degraded"),
                table_version=answer.get("table_version"),
            )
        )
