"""What the profiles' allowance of latency forgives, and what it does not: both, of models as fast as they are here."""

import math
import random

import pytest

from andamio.rollout.evidence.decision_log import Decision, Execution
from andamio.rollout.evidence.measurements import Measurements
from andamio.rollout.judgement.verdict import Ruling, judge
from andamio.rollout.settings import CHALLENGER, EQUIVALENT, Settings

# Of a logistic model in the replica: p50 and p99.5, ms.
_P50_MS, _TAIL_MS = 0.1, 0.3


def pairs_until_rolled_back(settings: Settings, times: float, more_ms: float, most: int = 400) -> int | None:
    """Shadow pairs of a candidate that takes `times` stable's latency and `more_ms`; None if `most` do not do it."""
    chance, measured = random.Random(7), Measurements("r1", "r2", settings)
    spread = math.log(_TAIL_MS / _P50_MS) / 2.576

    def latency_ms() -> float:
        return _P50_MS * math.exp(chance.gauss(0, spread))

    for n in range(most):
        stable = Execution("r1", False, latency_ms(), 0.4, False)
        candidate = Execution("r2", False, times * latency_ms() + more_ms, 0.4, False)
        measured.add(Decision(f"q{n}", 1, stable, candidate, f"e{n}"), "shadow", 0)
        verdict = judge(measured.evidence("shadow", 0, 0), settings)
        if verdict.ruling is Ruling.ROLL_BACK:
            assert verdict.reason.startswith("latency")
            return n + 1
    return None


@pytest.mark.parametrize("settings", [CHALLENGER, EQUIVALENT], ids=["challenger", "equivalent"])
def test_milliseconds_that_a_caller_notices_are_found_soon(settings: Settings) -> None:
    for more_ms in (3.0, 5.0, 10.0):
        found = pairs_until_rolled_back(settings, 1.0, more_ms)
        assert found is not None
        assert found <= 80


@pytest.mark.parametrize("settings", [CHALLENGER, EQUIVALENT], ids=["challenger", "equivalent"])
def test_a_model_of_three_times_a_fraction_of_a_millisecond_is_no_harm(settings: Settings) -> None:
    assert pairs_until_rolled_back(settings, 3.0, 0.0) is None
