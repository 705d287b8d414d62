"""Four trials of recovery through the real services: a loud fault, one that is silent, one that kills its process, and one
that hangs it.

Real are inference (Ray Serve, its ingress, ONNX Runtime) and the rollout controller, as processes, and the load over
HTTP; the feature API is a stand-in. `python -m tests.bench.rollout_recovery --live 59` runs as many as are reported.
"""

import pytest

from tests.bench.recovery.live import run_live
from tests.bench.recovery.trials import Fault, Recovery, Trial
from tests.bench.rollout_recovery import LOUD_LIMIT_S

TRIALS = (
    Trial(0, Fault("errors", 1.0), 10.0),
    Trial(1, Fault("silent", 1.0), 10.0),
    Trial(2, Fault("crash", 1.0), 10.0),
    Trial(3, Fault("hang", 1.0), 10.0),
)

# At 40 requests/s: what is under way when the process dies, and what the ingress does not keep waiting for the next.
MOST_FAILED = 40
# From when the ingress leaves the one replica out, as it hangs, until another answers: some 6 s.
MOST_FAILED_HUNG = 400


@pytest.fixture(scope="module")
def recoveries(tmp_path_factory: pytest.TempPathFactory) -> list[Recovery]:
    return list(run_live(TRIALS, tmp_path_factory.mktemp("live") / "run"))


def test_each_fault_is_taken_back_and_every_request_accounted_for(recoveries: list[Recovery]) -> None:
    for recovery in recoveries:
        assert recovery.rolled_back, recovery
        assert recovery.bad_answers > 0
        assert recovery.seconds < LOUD_LIMIT_S
        assert recovery.account.whole, recovery.account
        assert None not in (recovery.detect_s, recovery.decide_s, recovery.apply_s)


def test_requests_fail_only_where_a_process_died(recoveries: list[Recovery]) -> None:
    failed = [recovery.account.failed + recovery.account.failed_and_logged for recovery in recoveries]

    assert failed[:2] == [0, 0]
    # None where it died over a shadow: the ingress keeps the others waiting for the next process.
    assert failed[2] <= MOST_FAILED
    assert failed[3] <= MOST_FAILED_HUNG


def test_each_was_taken_back_for_what_was_wrong_with_it(recoveries: list[Recovery]) -> None:
    errors, silent, crash, hang = (recovery.reason for recovery in recoveries)

    assert errors.startswith("errors")
    assert not silent.startswith(("errors", "slow", "latency", "silence"))
    # Decisions of a candidate that fails are logged at once, stable's after their shadow: for a moment only the former.
    assert crash.startswith(("errors", "sample_ratio"))
    assert hang.startswith(("errors", "sample_ratio"))
