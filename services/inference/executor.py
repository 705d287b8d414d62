"""One release, loaded and warm: its model, its threads, its deadline, its concurrency limit.

A release works in a pool of its own, so that a slow one uses up its own threads and nobody else's. The pool
ends when the last request that holds the release lets go of it: there is no closing to time.
"""

import asyncio
import math
import time
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from andamio.models.golden import check_golden
from andamio.models.package import ModelPackage, load_package
from andamio.models.scoring import OnnxScorer, Scorer, input_vector, to_matrix
from andamio.rollout.release import Release, load_release
from inference.cold_start import Timings
from inference.errors import Quarantined, ReleaseRefused
from inference.faults import FaultInjector
from inference.features_client import FeatureVector, Number
from inference.in_flight import Section
from inference.quarantine import Quarantine
from inference.rules import Decision

Outcome = Literal["ok", "error", "timeout", "quarantined"]


@dataclass(frozen=True, slots=True)
class Execution:
    """One release's work on one request."""

    release: str
    outcome: Outcome
    latency_ms: float
    """The model's own time: input vector, injected delay, session. The deadline where it ran past it."""
    score: float | None = None
    """0 to 1; None unless ok."""
    decision: Decision | None = None
    detail: str | None = None
    """Why it is not ok."""


class ReleaseExecutor:
    """A loaded release."""

    def __init__(
        self,
        release: Release,
        package: ModelPackage,
        scorer: Scorer,
        faults: FaultInjector,
        section: Section | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """`section` is where what is under way is marked; None where nobody outlives this process."""
        self.release = release
        self.package = package
        self.faults = faults
        self.section = section or Section(None, 0)
        # Not before the last thread has let go of the release: what it still executes stays marked.
        weakref.finalize(self, self.section.close)
        self._scorer = scorer
        self._clock = clock
        self._threads = ThreadPoolExecutor(release.max_concurrency, thread_name_prefix=release.release_id)

    async def run(self, request_id: str, request: dict[str, Number], features: FeatureVector) -> Execution:
        """Score one request on the release's own threads, waiting for a free one included in the deadline."""
        release_id, deadline_ms = self.release.release_id, self.release.deadline_ms
        work = asyncio.get_running_loop().run_in_executor(self._threads, self._score, request_id, request, features)
        try:
            return await asyncio.wait_for(work, deadline_ms / 1000)
        except TimeoutError:
            return Execution(release_id, "timeout", float(deadline_ms), detail=f"ran past its {deadline_ms} ms")

    def _score(self, request_id: str, request: dict[str, Number], features: FeatureVector) -> Execution:
        release_id, started = self.release.release_id, self._clock()
        slot = self.section.enter()
        try:
            score = self._scored(self.faults.strike(request_id, request), features)
            score = self.faults.distort(request_id, score)
        except Exception as error:  # noqa: BLE001 - whatever a model raises is an outcome of that model
            return Execution(release_id, "error", self._since(started), detail=f"{type(error).__name__}: {error}")
        finally:
            self.section.leave(slot)
        latency_ms = self._since(started)
        if not (math.isfinite(score) and 0 <= score <= 1):
            return Execution(release_id, "error", latency_ms, detail=f"scored {score}, not a probability")
        decision: Decision = "review" if score >= self.package.manifest.threshold else "accept"
        return Execution(release_id, "ok", latency_ms, score, decision)

    def _scored(self, request: dict[str, Number], features: FeatureVector) -> float:
        wanted = self.package.manifest.feature_service
        if wanted != features.feature_service:
            raise ReleaseRefused(
                f"it reads {wanted}, stable reads {features.feature_service}; roll the service out first"
            )
        return float(self._scorer.score(to_matrix([input_vector(self.package, request, features.values)]))[0])

    def _since(self, started: float) -> float:
        return (self._clock() - started) * 1000


class RefusedExecutor:
    """Stands for a release that is not served: every execution says so, and the fallback answers."""

    def __init__(self, release_id: str, reason: str, quarantined: bool = False) -> None:
        self.release_id = release_id
        self.reason = reason
        self.quarantined = quarantined

    async def run(self, request_id: str, request: dict[str, Number], features: FeatureVector) -> Execution:
        return self.execution()

    def execution(self) -> Execution:
        """What comes of every request."""
        return Execution(self.release_id, "quarantined" if self.quarantined else "error", 0.0, detail=self.reason)


def load_executor(
    releases: Path,
    release_id: str,
    allow_faults: bool,
    quarantine: Quarantine | None = None,
    timings: Timings | None = None,
) -> ReleaseExecutor:
    """Load a release and warm it with its golden set; `timings` is told how long each part took.

    Raises an `AndamioError` for a document, package or graph that is not in order; `ReleaseRefused` for a digest
    that is not the release's, a golden set that fails here, a fault that is not allowed, and `Quarantined`.
    """
    release = load_release(releases, release_id)
    if quarantine is None:
        return _loaded(release, None, allow_faults, timings or Timings())
    reason = quarantine.holds(release_id, release.digest)
    if reason is not None:
        raise Quarantined(reason)
    section = quarantine.section(release_id, release.digest)
    try:
        with section.loading():
            return _loaded(release, section, allow_faults, timings or Timings())
    except BaseException:
        section.close()
        raise


def _loaded(release: Release, section: Section | None, allow_faults: bool, timings: Timings) -> ReleaseExecutor:
    release_id = release.release_id
    faults = FaultInjector(release, allow_faults)
    with timings.measured("verify_package"):
        package = load_package(release.package)
    if package.digest != release.digest:
        raise ReleaseRefused(
            f"release {release_id} names package digest {release.digest}, {release.package} has {package.digest}; "
            "write a new release for the new package"
        )
    with timings.measured("session"):
        scorer = OnnxScorer(package)
    # Also the warm-up: the first run of a session allocates.
    with timings.measured("golden"):
        golden = check_golden(package, scorer)
    if not golden.passed:
        raise ReleaseRefused(f"release {release_id} fails its golden set on this machine: {golden.detail}")
    return ReleaseExecutor(release, package, scorer, faults, section)
