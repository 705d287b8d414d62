"""One release, loaded and warm: its model, its deadline, its limits, and where it runs.

inline     on the event loop, where one run of the model takes less time than handing it to a thread costs
threads    in a pool of its own, so that a slow release uses up its own threads and nobody else's
batches    in the same pool, several requests a run (`batching`)

A release starts inline if its golden rows were fast (`release_loading`), and is inline while no fault makes it sleep: a rehearsed release runs as the one that it is compared with, or its
latency would tell them apart. The first run that takes more than `_INLINE_AT_MOST_MS` of processor time moves it to
threads for good: a release that turns slow holds up the others once, and never again. Both releases of a comparison
are timed the same way: the model's own time.

The pool ends when the last request that holds the release lets go of it: there is no closing to time.
"""

import asyncio
import math
import time
import weakref
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import Literal, NamedTuple

from andamio.models.package import ModelPackage
from andamio.models.scoring import Scorer, input_vector, to_matrix
from andamio.rollout.release import Release
from inference.batching import MicroBatcher
from inference.errors import ReleaseRefused
from inference.faults import FaultInjector
from inference.features_client import FeatureVector, Number
from inference.in_flight import Section
from inference.rules import Decision

_INLINE_AT_MOST_MS = 10.0

Outcome = Literal["ok", "error", "timeout", "refused", "quarantined"]
Numbers = dict[str, Number]


class Execution(NamedTuple):
    """One release's work on one request."""

    release: str
    outcome: Outcome
    latency_ms: float
    """The model's own time: input vector, injected delay, session. The time allowed where it ran past it."""
    score: float | None = None
    """0 to 1; None unless ok."""
    decision: Decision | None = None
    detail: str | None = None
    """Why it is not ok."""


@dataclass(frozen=True, slots=True)
class _Item:
    request_id: str
    request: Numbers
    features: FeatureVector


class ReleaseExecutor:
    """A loaded release."""

    def __init__(
        self,
        release: Release,
        package: ModelPackage,
        scorer: Scorer,
        faults: FaultInjector,
        section: Section | None = None,
        inline: bool = False,
        clock: Callable[[], float] = time.perf_counter,
        cpu_clock: Callable[[], float] = time.thread_time,
    ) -> None:
        """`section` is where what is under way is marked; None where nobody outlives this process."""
        self.release = release
        self.package = package
        self.faults = faults
        self.section = section or Section(None, 0)
        # Not before the last thread has let go of the release: what it still executes stays marked.
        weakref.finalize(self, self.section.close)
        self._inline = inline
        self._scorer = scorer
        self._clock = clock
        self._cpu_clock = cpu_clock
        self._threads = ThreadPoolExecutor(release.max_concurrency, thread_name_prefix=release.release_id)
        self._lock = Lock()
        self._running = 0
        batch = release.batch
        self._batches = None
        if batch.max_size > 1:
            self._inline = False
            self._batches = MicroBatcher(
                self._run_batch, batch.max_size, batch.max_wait_ms / 1000, release.max_concurrency
            )

    @property
    def waiting(self) -> int:
        """Executions that wait for a thread."""
        at_work = self.release.max_concurrency * self.release.batch.max_size
        return max(self._running - at_work, 0)

    @property
    def at_once(self) -> bool:
        """Whether `run` ends now without ever leaving the event loop."""
        return self._inline and not self.faults.sleeps

    def run_at_once(self, request_id: str, request: Numbers, features: FeatureVector) -> Execution:
        """Score one request on the event loop, for who is `at_once`."""
        began = self._cpu_clock()
        execution = self._score(request_id, request, features)
        if (self._cpu_clock() - began) * 1000 > _INLINE_AT_MOST_MS:
            self._inline = False
        if execution.latency_ms > self.release.deadline_ms:
            self._inline = False
            return self._late(self.release.deadline_ms)
        return execution

    async def run(
        self, request_id: str, request: Numbers, features: FeatureVector, within_ms: float | None = None
    ) -> Execution:
        """Score one request, waiting for a free thread included in the deadline, or in `within_ms` if that is less.

        "refused" at once where `max_queue` wait already.
        """
        release = self.release
        if self.at_once:
            return self.run_at_once(request_id, request, features)
        if self.waiting >= release.max_queue and self._running >= release.max_concurrency:
            return Execution(release.release_id, "refused", 0.0, detail=f"{self.waiting} executions wait already")
        allowed_ms = release.deadline_ms if within_ms is None else min(release.deadline_ms, within_ms)
        with self._lock:
            self._running += 1
        work: asyncio.Future[Execution]
        if self._batches is not None:
            work = self._batches.submit(_Item(request_id, request, features))
            work.add_done_callback(self._ended)
        else:
            job = self._threads.submit(self._score, request_id, request, features)
            # Whoever stops waiting leaves a thread that cannot be stopped: it counts until it ends.
            job.add_done_callback(self._ended)
            work = asyncio.wrap_future(job)
        try:
            async with asyncio.timeout(allowed_ms / 1000):
                return await work
        except TimeoutError:
            return self._late(allowed_ms)

    def _ended(self, _: object) -> None:
        with self._lock:
            self._running -= 1

    def _late(self, allowed_ms: float) -> Execution:
        return Execution(
            self.release.release_id, "timeout", float(allowed_ms), detail=f"ran past its {allowed_ms:g} ms"
        )

    def _score(self, request_id: str, request: Numbers, features: FeatureVector) -> Execution:
        release_id, started = self.release.release_id, self._clock()
        slot = self.section.enter()
        try:
            score = self._scored(self.faults.strike(request_id, request), features)
            score = self.faults.distort(request_id, score)
        except Exception as error:  # noqa: BLE001 - whatever a model raises is an outcome of that model
            return Execution(release_id, "error", self._since(started), detail=f"{type(error).__name__}: {error}")
        finally:
            self.section.leave(slot)
        return self._judged(score, self._since(started))

    def _judged(self, score: float, latency_ms: float) -> Execution:
        release_id = self.release.release_id
        if not (math.isfinite(score) and 0 <= score <= 1):
            return Execution(release_id, "error", latency_ms, detail=f"scored {score}, not a probability")
        decision: Decision = "review" if score >= self.package.manifest.threshold else "accept"
        return Execution(release_id, "ok", latency_ms, score, decision)

    def _scored(self, request: Numbers, features: FeatureVector) -> float:
        return float(self._scorer.score(to_matrix([self._row(request, features)]))[0])

    def _row(self, request: Numbers, features: FeatureVector) -> list[Number]:
        wanted = self.package.manifest.feature_service
        if wanted != features.feature_service:
            raise ReleaseRefused(
                f"it reads {wanted}, stable reads {features.feature_service}; roll the service out first"
            )
        return input_vector(self.package, request, features.values)

    async def _run_batch(self, items: Sequence[_Item]) -> Sequence[Execution]:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._score_batch, items)

    def _score_batch(self, items: Sequence[_Item]) -> list[Execution]:
        """One run of the model; where that raises, one each, so that an item fails for no other one's sake."""
        if len(items) == 1:
            return [self._score(items[0].request_id, items[0].request, items[0].features)]
        started = self._clock()
        slot = self.section.enter()
        try:
            rows = [self._row(self.faults.strike(item.request_id, item.request), item.features) for item in items]
            scores = self._scorer.score(to_matrix(rows))
        except Exception:  # noqa: BLE001 - which item it was shows one at a time
            return [self._score(item.request_id, item.request, item.features) for item in items]
        finally:
            self.section.leave(slot)
        latency_ms = self._since(started)
        return [
            self._judged(self.faults.distort(item.request_id, float(score)), latency_ms)
            for item, score in zip(items, scores)
        ]

    def _since(self, started: float) -> float:
        return (self._clock() - started) * 1000


class RefusedExecutor:
    """Stands for a release that is not served: every execution says so, and the fallback answers."""

    def __init__(self, release_id: str, reason: str, quarantined: bool = False) -> None:
        self.release_id = release_id
        self.reason = reason
        self.quarantined = quarantined

    @property
    def at_once(self) -> bool:
        """As `ReleaseExecutor`: nothing takes time."""
        return True

    def run_at_once(self, request_id: str, request: Numbers, features: FeatureVector) -> Execution:
        return self.execution()

    async def run(
        self, request_id: str, request: Numbers, features: FeatureVector, within_ms: float | None = None
    ) -> Execution:
        return self.execution()

    def execution(self) -> Execution:
        """What comes of every request."""
        return Execution(self.release_id, "quarantined" if self.quarantined else "error", 0.0, detail=self.reason)
