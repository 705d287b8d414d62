"""Faults on purpose: a release that goes wrong in a rehearsed way, so that its rollback can be watched.

    error              raises on a share of the requests
    slow               sleeps before scoring
    amount_in_pounds   the amount arrives divided by 100: nothing fails, the scores are wrong
    nan                the model's score is not a number
    crash              the process ends at once, by a segmentation fault
    hang               never returns, with the interpreter's lock in its hands

With `starts: canary` a fault sleeps until the release is the candidate of a table in stage "canary" and strikes
every execution from then on, the background ones included: such a release passes gates and shadow.
"""

import ctypes
import hashlib
import math
import time
from collections.abc import Callable

from andamio.rollout.release import Fault, Release
from inference.errors import ReleaseRefused
from inference.features_client import Number


class InjectedError(RuntimeError):
    """What a rehearsed error raises; no `AndamioError`, since a real one would not be either."""


def _stand_still() -> None:
    library = ctypes.PyDLL(None)  # one that keeps the lock while it is called
    while True:
        library.pause()


class FaultInjector:
    """The fault of one loaded release, if it has one."""

    def __init__(
        self,
        release: Release,
        allowed: bool,
        sleep: Callable[[float], None] = time.sleep,
        # A real one, in this thread, which therefore never returns. A signal sent to the process is delivered to any
        # thread while this one goes on.
        die: Callable[[], object] = lambda: ctypes.string_at(0),
        hang: Callable[[], object] = _stand_still,
    ) -> None:
        """Raises `ReleaseRefused` if the release has a fault and faults are not allowed."""
        if release.fault is not None and not allowed:
            raise ReleaseRefused(
                f"release {release.release_id} injects the fault {release.fault.kind!r}; "
                "start inference with --allow-fault-injection for a rehearsal, or remove the fault"
            )
        self._release_id = release.release_id
        self._fault: Fault | None = release.fault
        self._active = release.fault is not None and release.fault.starts == "shadow"
        self._sleep = sleep
        self._die = die
        self._hang = hang

    @property
    def sleeps(self) -> bool:
        """Whether an execution may sleep from now on, and must not do so on the event loop."""
        return self._active and self._fault is not None and self._fault.kind == "slow"

    def reach_canary(self) -> None:
        """The release answers requests from now on."""
        self._active = self._fault is not None

    def strike(self, request_id: str, request: dict[str, Number]) -> dict[str, Number]:
        """The request as the faulty release sees it; may sleep or raise `InjectedError`."""
        fault = self._fault
        if fault is None or not self._active or not self._chosen(request_id, fault.share):
            return request
        if fault.kind == "error":
            raise InjectedError(f"injected into {self._release_id}")
        if fault.kind == "slow":
            self._sleep(fault.delay_ms / 1000)
            return request
        if fault.kind == "crash":
            self._die()
        if fault.kind == "hang":
            self._hang()
        if fault.kind != "amount_in_pounds":
            return request
        amount = request["amount_minor"]
        return {**request, "amount_minor": None if amount is None else amount / 100}

    def distort(self, request_id: str, score: float) -> float:
        """The score as the faulty release gives it."""
        fault = self._fault
        if fault is None or fault.kind != "nan" or not self._active or not self._chosen(request_id, fault.share):
            return score
        return math.nan

    def _chosen(self, request_id: str, share: float) -> bool:
        """Whether this request is in the share: the same answer for the same request, without shared state."""
        digest = hashlib.sha256(f"{self._release_id}\0{request_id}".encode()).digest()
        return int.from_bytes(digest[:6], "big") / 2**48 < share
