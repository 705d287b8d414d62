"""Four pairs of series that Kayenta's judge passes, as reported to it, in its judge and in ours.

    mostly a hundred times higher    [100 x7, 1 x3] against [1 x10]: the interval's end stays at 0 until the eighth
    another distribution             10 to 17.7 against 1, 100, 4, 101, ...: the shift between them is 0
    sparse errors                    [0, 1, 2, 1, 0, 0] errors against none: the median difference is 0
    control without data             errors against a control that is all NaN

Kayenta sees each series as the points of a metric, one a minute. Our judge sees requests, so each point becomes the 60
requests of a minute, scored by both releases in shadow: a value is a score (divided by 200, to lie in [0, 1]; of a metric
whose harm has no direction, as in the reports), a count of errors is that many of them. The series repeats until the
rollout ends. Where there are no requests but only points, `andamio.rollout.judgement.window_metrics` judges them as they are. Neither
may promote any, and both must roll back the first two, a rollout by a guard and not for want of evidence.

Sources: spinnaker/kayenta issues 780 (with a comment for the first) and 426; 799.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, nan
from typing import Any

import numpy as np

from andamio.rollout.evidence.decision_log import Decision, parse_line
from andamio.rollout.judgement.verdict import Ruling
from andamio.rollout.judgement.window_metrics import judge_windows
from andamio.rollout.machine.state_machine import State
from andamio.rollout.settings import Settings
from tests.bench.judges.mann_whitney import Label, NanStrategy, classify
from tests.bench.judges.our_judge import REQUESTS_A_TICK, STABLE, TICK_MS, ControlLoop

REQUESTS_A_POINT = 60
_SCORE_UNIT = 200.0
_CANDIDATE = "candidate"
_NO_EVIDENCE = ("no promotion within", "silence", "evidence")


@dataclass(frozen=True, slots=True)
class Case:
    """A pair of series."""

    name: str
    experiment: Sequence[float]
    control: Sequence[float]
    errors: bool
    """Points count errors; otherwise they are values of a metric."""
    rolls_back: bool
    """Ours must find harm; otherwise it is enough that it does not promote."""


CASES = (
    Case("mostly a hundred times higher", (100.0,) * 7 + (1.0,) * 3, (1.0,) * 10, errors=False, rolls_back=True),
    Case(
        "another distribution",
        (10.0, 10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 17.0, 17.1, 17.2, 17.3, 17.4, 17.5, 17.6, 17.7),
        (1.0, 100.0, 4.0, 101.0, 5.0, 102.0, 6.0, 103.0, 7.0, 104.0, 8.0, 105.0, 9.0, 106.0, 17.0),
        errors=False,
        rolls_back=True,
    ),
    Case("sparse errors", (0.0, 1.0, 2.0, 1.0, 0.0, 0.0), (0.0,) * 6, errors=True, rolls_back=False),
    Case("control without data", (1.0, 4.0, 2.0, 3.0, 1.0), (nan,) * 5, errors=True, rolls_back=False),
)


def results(settings: Settings) -> dict[str, dict[str, Any]]:
    """Both judges on every case; `missed` says whether ours fell short."""
    return {case.name: _result(case, settings) for case in CASES}


def kayenta(case: Case, nan_strategy: NanStrategy = NanStrategy.REMOVE) -> Label:
    """Kayenta's class of the metric."""
    return classify(np.array(case.control), np.array(case.experiment), nan_strategy=nan_strategy)


def ours(case: Case, settings: Settings) -> tuple[State, str, int]:
    """How our rollout ends, why, and after how many requests."""
    loop = ControlLoop(_CANDIDATE, settings)
    requests = 0
    while loop.under_way:
        # In canary the candidate answers and stable is the mirror: both still see every request.
        in_canary = loop.rollout.state is State.CANARY
        for _ in range(REQUESTS_A_TICK):
            decision = _decision(case, requests, in_canary)
            if decision is not None:
                loop.add(decision)
            requests += 1
        loop.tick()
    return loop.rollout.state, loop.reason, requests


def _result(case: Case, settings: Settings) -> dict[str, Any]:
    state, reason, requests = ours(case, settings)
    by_guard = state is State.ROLLED_BACK and not reason.startswith(_NO_EVIDENCE)
    windows = judge_windows(case.experiment, case.control, harmful="either")
    rolled_back = by_guard and windows.ruling is Ruling.ROLL_BACK
    promoted = state is not State.ROLLED_BACK or windows.ruling is Ruling.PROMOTE
    return {
        "kayenta": kayenta(case).value,
        "kayenta, missing points as zero": kayenta(case, NanStrategy.REPLACE).value,
        "ours": state.value,
        "reason": reason[:200],
        "requests": requests,
        "seconds": requests // REQUESTS_A_TICK * TICK_MS / 1000,
        "ours, points alone": windows.ruling.value,
        "reason, points alone": windows.reason,
        "missed": promoted or (case.rolls_back and not rolled_back),
    }


def _decision(case: Case, request: int, in_canary: bool) -> Decision | None:
    """The request as the decision log would have it, read as the controller reads it."""
    point = request // REQUESTS_A_POINT % len(case.experiment)
    within = request % REQUESTS_A_POINT
    candidate = _execution(_CANDIDATE, case.experiment[point], within, case.errors)
    stable = _execution(STABLE, case.control[point], within, case.errors)
    primary, shadow = (candidate, stable) if in_canary else (stable, candidate)
    line = {
        "request_id": f"r{request}",
        "table_version": 1,
        "primary": primary,
        "shadow": shadow,
        # Few requests a customer: what repeats in these series is the series.
        "entity": f"{request:016x}",
    }
    read = parse_line(json.dumps(line))
    assert read is None or isinstance(read, Decision)
    return read


def _execution(release: str, value: float, within: int, errors: bool) -> dict[str, Any]:
    failed = errors and not isnan(value) and within < value
    score = nan if isnan(value) else 0.5 if errors else value / _SCORE_UNIT
    return {
        "release": release,
        "outcome": "error" if failed else "ok",
        "latency_ms": 5.0,
        "score": score,
        "decision": "approve",
    }
