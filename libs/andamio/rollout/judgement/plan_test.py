"""The plan says what a rollout allows, costs and sees, and simulated traffic agrees."""

import json
import math
import random
from dataclasses import replace

import pytest

from andamio.rollout.judgement.plan import Traffic, plan
from andamio.rollout.settings import EQUIVALENT, Settings, Tolerance
from andamio.rollout.statistics.label_evidence import Events, log_wealth


def test_the_plan_states_what_is_allowed_and_what_is_expected() -> None:
    expected = plan(Settings(), Traffic(errors=0.0, slow=0.0))
    assert expected.false_rollback == 0.01
    assert 500 <= expected.requests <= 1_000
    assert expected.seconds == expected.requests / 40
    assert expected.errors_to_roll_back <= 12
    assert "false rollback" in expected.to_text()
    assert json.loads(json.dumps(expected.to_document()))["requests"] == expected.requests


def test_more_care_and_more_errors_cost_more_requests() -> None:
    start = plan(Settings()).requests
    assert plan(Settings(errors=Tolerance(0.005, 0.03))).requests > start
    assert plan(Settings(), Traffic(errors=0.03)).requests > start
    assert plan(Settings(shadow_share=0.5)).requests > start


def test_a_challenger_is_told_what_it_will_miss_and_an_equivalent_sees_all() -> None:
    quick, thorough = plan(Settings()), plan(EQUIVALENT)
    assert [effect.seen for effect in quick.effects] == [False, False, False, False, True]
    assert "will mostly miss errors" in quick.to_text()
    assert quick.effects[2].shadow_requests is None
    assert all(effect.seen for effect in thorough.effects)
    assert thorough.requests <= 25_000


@pytest.mark.parametrize("weight", [0.2, 0.5])
def test_errors_are_seen_where_the_plan_says(weight: float) -> None:
    settings = replace(EQUIVALENT, canary_steps=(weight, 0.9))
    expected = plan(settings).effects[0].canary_requests
    assert expected is not None
    limit = 1 / settings.alpha("errors", "canary")
    needed = []
    for seed in range(30):
        random_, n, struck, ours = random.Random(seed), 0, 0, 0
        while log_wealth([Events(weight, struck, ours)]) < math.log(limit):
            n += 1
            candidate = random_.random() < weight
            if random_.random() < (0.03 if candidate else 0.01):
                struck += 1
                ours += candidate
        needed.append(n)
    assert 0.6 * expected <= sorted(needed)[15] <= 1.3 * expected
