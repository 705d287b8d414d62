"""Our judge runs on the simulated traffic as the controller runs it."""

from andamio.rollout.machine.state_machine import State
from andamio.rollout.settings import Settings
from tests.bench.judges.our_judge import REQUESTS_A_TICK, run_rollout
from tests.bench.judges.traffic import Regression, Stream


def test_a_broken_tenant_is_rolled_back_and_every_request_is_counted_once() -> None:
    outcome = run_rollout(Stream(7, Regression.SEGMENT), 7, Settings())
    assert outcome.state is State.ROLLED_BACK
    assert outcome.rolled_back
    assert outcome.reason.startswith("errors")
    assert sum(outcome.stages.values()) == outcome.requests
    assert outcome.exposed <= outcome.requests
    assert outcome.requests % REQUESTS_A_TICK == 0


def test_a_seed_gives_the_same_rollout_again() -> None:
    assert run_rollout(Stream(8, Regression.SEGMENT), 8, Settings()) == run_rollout(
        Stream(8, Regression.SEGMENT), 8, Settings()
    )
