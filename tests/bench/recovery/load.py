"""Payments at a Poisson rate over HTTP, and the client's ledger: what was sent, and what came of it."""

import asyncio
import math
import random
import threading
import time
from dataclasses import dataclass
from typing import Any

import httpx

_EVENT_MS = 1_320_000_000_000
_CUSTOMERS = 5_000


@dataclass(slots=True)
class Entry:
    """One request in the ledger. Seconds are of the wall clock, which the services' logs share."""

    request_id: str
    amount_minor: int
    sent_s: float
    done_s: float | None = None
    answer: dict[str, Any] | None = None
    """None while there is none, and for good where it failed."""
    failure: str | None = None


class Load:
    """Sends from a thread of its own, `rate` a second while it is above 0."""

    def __init__(self, url: str, seed: int) -> None:
        self.rate = 0.0
        self.ledger: list[Entry] = []
        self._url = url
        self._chance = random.Random(seed)
        self._prefix = ""
        self._waiting = 0
        self._stop = False
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))

    def __enter__(self) -> "Load":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop = True
        self._thread.join()

    def begin(self, prefix: str, rate: float) -> None:
        """Start a new ledger, of requests that are named `prefix`-number."""
        self.ledger = []
        self._prefix, self.rate = prefix, rate

    def end(self) -> list[Entry]:
        """Send no more; returns the ledger when every request has ended."""
        self.rate = 0.0
        ledger = self.ledger
        until = time.monotonic() + 60
        while any(entry.done_s is None for entry in ledger) and time.monotonic() < until:
            time.sleep(0.02)
        return ledger

    async def _run(self) -> None:
        limits = httpx.Limits(max_connections=64, max_keepalive_connections=64)
        tasks: set[asyncio.Task[None]] = set()
        async with httpx.AsyncClient(base_url=self._url, timeout=30, limits=limits, trust_env=False) as client:
            while not self._stop:
                if self.rate <= 0:
                    await asyncio.sleep(0.02)
                    continue
                await asyncio.sleep(self._chance.expovariate(self.rate))
                if self.rate > 0:
                    task = asyncio.create_task(self._send(client))
                    tasks.add(task)
                    task.add_done_callback(tasks.discard)
            await asyncio.gather(*tasks)

    async def _send(self, client: httpx.AsyncClient) -> None:
        ledger = self.ledger
        amount = 1 + round(math.exp(self._chance.gauss(math.log(30_000), 0.8)))
        entry = Entry(f"{self._prefix}-{len(ledger)}", amount, time.time())
        ledger.append(entry)
        body = {
            "request_id": entry.request_id,
            "tenant": "online-retail",
            "customer": str(int(_CUSTOMERS * self._chance.random() ** 2)),
            "event_time_ms": _EVENT_MS,
            "currency": "GBP",
            "amount_minor": amount,
            "lines": 2,
            "distinct_products": 1,
        }
        try:
            response = await client.post("/v1/models/reversal_risk:score", json=body)
            if response.status_code == 200:
                entry.answer = response.json()
            else:
                entry.failure = f"status {response.status_code}"
        except (httpx.HTTPError, ValueError) as error:
            entry.failure = type(error).__name__
        entry.done_s = time.time()
