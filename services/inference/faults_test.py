import math
from pathlib import Path

import pytest

from andamio.rollout.release import Fault, Release
from inference.errors import ReleaseRefused
from inference.faults import FaultInjector, InjectedError


def injector(fault: Fault | None, allowed: bool = True, slept: list[float] | None = None) -> FaultInjector:
    release = Release("r2", Path("package"), "digest", fault=fault)
    return FaultInjector(release, allowed, sleep=(slept if slept is not None else []).append)


REQUEST: dict[str, float | int | None] = {"amount_minor": 1250, "lines": 3}


def test_a_release_with_a_fault_is_refused_unless_allowed() -> None:
    with pytest.raises(ReleaseRefused, match="release r2 injects the fault 'slow'; start inference with"):
        injector(Fault("slow", delay_ms=5), allowed=False)


def test_without_a_fault_the_request_is_untouched() -> None:
    healthy = injector(None, allowed=False)
    healthy.reach_canary()

    assert healthy.strike("q-1", REQUEST) is REQUEST


def test_a_fault_that_starts_in_canary_waits_for_it() -> None:
    faulty = injector(Fault("error"))

    assert faulty.strike("q-1", REQUEST) == REQUEST
    faulty.reach_canary()
    with pytest.raises(InjectedError):
        faulty.strike("q-1", REQUEST)


def test_slow_sleeps_and_amount_in_pounds_divides() -> None:
    slept: list[float] = []

    assert injector(Fault("slow", delay_ms=150, starts="shadow"), slept=slept).strike("q-1", REQUEST) == REQUEST
    assert slept == [0.15]
    pounds = injector(Fault("amount_in_pounds", starts="shadow")).strike("q-1", REQUEST)
    assert pounds == {"amount_minor": 12.5, "lines": 3}


def test_share_strikes_the_same_requests_each_time_and_about_that_many() -> None:
    faulty = injector(Fault("amount_in_pounds", share=0.25, starts="shadow"))
    struck = [faulty.strike(f"q-{index}", REQUEST) != REQUEST for index in range(2_000)]

    assert struck == [faulty.strike(f"q-{index}", REQUEST) != REQUEST for index in range(2_000)]
    assert 400 < sum(struck) < 600


def test_nan_distorts_the_score_crash_ends_the_process_and_hang_stops_it() -> None:
    died: list[str] = []
    deadly, hanging = (
        Release("r2", Path("package"), "digest", fault=Fault(kind, starts="shadow")) for kind in ("crash", "hang")
    )

    assert math.isnan(injector(Fault("nan", starts="shadow")).distort("q-1", 0.5))
    assert injector(Fault("nan")).distort("q-1", 0.5) == 0.5
    for release in (deadly, hanging):
        FaultInjector(release, True, die=lambda: died.append("crash"), hang=lambda: died.append("hang")).strike(
            "q-1", REQUEST
        )
    assert died == ["crash", "hang"]
