"""Loading a release: verify its package, build the session, answer the golden set; how fast that went says where it runs."""

import time
from pathlib import Path

from andamio.models.golden import check_golden
from andamio.models.package import ModelPackage, load_package
from andamio.models.scoring import OnnxScorer, Scorer, to_matrix
from andamio.rollout.release import Release, load_release
from inference.cold_start import Timings
from inference.errors import Quarantined, ReleaseRefused
from inference.executor import ReleaseExecutor
from inference.faults import FaultInjector
from inference.in_flight import Section
from inference.quarantine import Quarantine

# Of a run on one row, on one thread of the CPU: such a release starts on the event loop. A hop to a thread and back costs
# about 60 us of processor time here, and up to the interpreter's switch interval (5 ms) of waiting where the loop is busy.
INLINE_BELOW_MS = 1.0
_MEASURED_ROWS = 32


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
        scorer = OnnxScorer(package, release.device, release.threads)
    # Also the warm-up: the first run of a session allocates.
    with timings.measured("golden"):
        golden = check_golden(package, scorer)
    if not golden.passed:
        raise ReleaseRefused(f"release {release_id} fails its golden set on this machine: {golden.detail}")
    on_this_thread = release.device == "cpu" and release.threads == 1
    inline = on_this_thread and _typical_ms(package, scorer) < INLINE_BELOW_MS
    return ReleaseExecutor(release, package, scorer, faults, section, inline)


def _typical_ms(package: ModelPackage, scorer: Scorer) -> float:
    """The median time of a run on one golden row."""
    rows = package.golden.rows
    times = []
    for index in range(_MEASURED_ROWS):
        matrix = to_matrix([rows[index % len(rows)].inputs])
        started = time.perf_counter()
        scorer.score(matrix)
        times.append(time.perf_counter() - started)
    return sorted(times)[_MEASURED_ROWS // 2] * 1000
