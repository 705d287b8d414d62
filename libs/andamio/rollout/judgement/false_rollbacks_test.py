"""A candidate that does what stable does is rolled back no more often than allowed, by all guards together at any look."""

import math
import random
from dataclasses import replace

import pytest

from andamio.rollout.evidence.decision_log import Decision, Execution
from andamio.rollout.evidence.measurements import Measurements
from andamio.rollout.judgement.verdict import Ruling, judge
from andamio.rollout.settings import EQUIVALENT, Settings

ROLLOUTS = 60
ALLOWED = 0.2
# Tests at a level that simulation can tell from one twice as high.
SETTINGS = replace(EQUIVALENT, false_rollback=ALLOWED, latency_slack=0.0, latency_least_ms=0.0)


def rolled_back(seed: int, settings: Settings, errors: float = 0.1) -> bool:
    """200 requests of busy and idle customers in shadow, then 200 in canary; a look every 10.

    Customers differ in errors, latency and decisions, alike for both releases; `errors` is the candidate's rate.
    """
    random_ = random.Random(seed)
    measured = Measurements("r1", "r2", settings)
    own = [(random_.gammavariate(2, 0.5), random_.gauss(0, 0.3), random_.random()) for _ in range(150)]
    assigned = [random_.random() < 0.2 for _ in own]

    def execution(release: str, customer: int) -> Execution:
        rate, slowness, place = own[customer]
        score = min(1.0, max(0.0, 0.5 * place + random_.gauss(0.25, 0.1)))
        bad = random_.random() < rate * (errors if release == "r2" else 0.1)
        latency = 60 * math.exp(slowness + random_.gauss(0, 0.6))
        return Execution(release, bad, latency, None if bad else score, None if bad else score > 0.6)

    for n in range(400):
        stage = "shadow" if n < 200 else "canary"
        customer = int(150 * random_.random() ** 1.5)
        pair = execution("r1", customer), execution("r2", customer)
        primary, shadow = reversed(pair) if stage == "canary" and assigned[customer] else pair
        segments = {"tenant": f"t{customer % 3}"}
        measured.add(Decision(f"{seed}:{n}", n, primary, shadow, str(customer), segments), stage, 0)
        if n % 10 == 9 and judge(measured.evidence(stage, 0, 0), settings).ruling is Ruling.ROLL_BACK:
            return True
    return False


@pytest.mark.parametrize("first_seed", [0, 1_000, 2_000])
def test_false_rollbacks_are_no_more_than_allowed_at_any_look(first_seed: int) -> None:
    false = sum(rolled_back(first_seed + seed, SETTINGS) for seed in range(ROLLOUTS))
    assert false <= ROLLOUTS * ALLOWED + 3 * math.sqrt(ROLLOUTS * ALLOWED * (1 - ALLOWED))


def test_the_same_rollouts_are_rolled_back_where_the_candidate_fails_more_often() -> None:
    assert sum(rolled_back(seed, SETTINGS, errors=0.4) for seed in range(20)) >= 19
