"""A few simulated trials, and the two negative controls: what is broken on purpose must make the harness fail."""

import pytest

from andamio.rollout.settings import Settings
from tests.bench.recovery.simulated import Sabotage, simulate
from tests.bench.recovery.trials import Fault, Recovery, Trial, loud_trials, parts, quiet_trials
from tests.bench.rollout_recovery import LOUD_LIMIT_S, quantiles, summary

SEED = 20_261_121


def run(sabotage: Sabotage = Sabotage()) -> list[Recovery]:
    """One trial a loud fault, at ten candidate requests a second."""
    trials = [trial for trial in loud_trials(27) if trial.candidate_requests_per_s == 10.0]
    return [simulate(trial, SEED, Settings(), sabotage) for trial in trials]


def test_loud_faults_are_over_in_a_minute_and_every_request_is_accounted_for() -> None:
    recoveries = run()
    result = summary(recoveries)

    assert {recovery.trial.fault.kind for recovery in recoveries} == {"errors", "nan", "slow", "crash"}
    assert result["met"], [(r.trial, r.state, r.seconds, r.reason) for r in recoveries if not r.rolled_back]
    for recovery in recoveries:
        assert recovery.bad_answers > 0
        assert None not in (recovery.detect_s, recovery.decide_s, recovery.apply_s)
        assert (recovery.account.failed > 0) == (recovery.trial.fault.kind == "crash")


def test_control_a_slow_rollback_misses_the_objective() -> None:
    result = summary(run(Sabotage(rollback_delay_s=LOUD_LIMIT_S + 1)))

    assert result["missed"] == [f"{result['loud_trials']} of {result['loud_trials']} loud trials were not over in 60 s"]
    assert result["loud"]["apply_s"]["p50"] > LOUD_LIMIT_S


def test_control_a_dropped_request_is_found_in_every_trial() -> None:
    recoveries = run(Sabotage(dropped=1))

    struck = sum(recovery.account.lost > 0 for recovery in recoveries)
    assert summary(recoveries)["missed"] == [f"in {struck} trials requests are not accounted for once"]
    # A candidate that dies at its first request leaves no line to drop.
    assert all(recovery.account.lost == 1 for recovery in recoveries if recovery.trial.fault.kind != "crash")


def test_a_trial_is_reproducible_from_its_number_and_the_seed() -> None:
    trial = Trial(7, Fault("errors", 0.5), 10.0)

    assert simulate(trial, SEED, Settings()) == simulate(trial, SEED, Settings())
    assert simulate(trial, SEED, Settings()) != simulate(trial, SEED + 1, Settings())


@pytest.mark.parametrize(
    ("fault", "rate", "loud"),
    [
        (Fault("errors", 0.2), 5.0, True),
        (Fault("errors", 0.19), 5.0, False),
        (Fault("errors", 1.0), 4.9, False),
        (Fault("slow", 3.0), 5.0, True),
        (Fault("slow", 2.9), 5.0, False),
        (Fault("silent", 1.0), 40.0, False),
    ],
)
def test_what_is_loud_is_as_the_issue_says(fault: Fault, rate: float, loud: bool) -> None:
    assert Trial(0, fault, rate).loud is loud


def test_loud_and_quiet_trials_are_what_they_are_called() -> None:
    assert all(trial.loud for trial in loud_trials(100))
    assert not any(trial.loud for trial in quiet_trials(100))


def test_the_parts_add_up_and_none_is_negative() -> None:
    assert parts(10.0, 12.0, 12.5, 13.0) == (2.0, 0.5, 0.5)
    # The line of a request is logged before its answer has reached the client.
    assert parts(10.0, 9.5, 10.5, 10.25) == (0.0, 0.5, 0.0)


def test_quantiles_of_nothing_are_none() -> None:
    assert quantiles([]) is None
    assert quantiles([3.0, 1.0, 2.0]) == {"min": 1.0, "p50": 2.0, "p95": 3.0, "max": 3.0}
