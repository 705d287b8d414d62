"""Kayenta passes the four cases; ours promotes none, and finds the harm of the first two."""

import pytest

from andamio.rollout.machine.state_machine import State
from andamio.rollout.settings import Settings
from tests.bench.judges.mann_whitney import Label
from tests.bench.judges.missed_by_kayenta import CASES, Case, kayenta, ours, results

# A minute a stage is enough to see that none is promoted.
SETTINGS = Settings(stage_limit_ms=60_000)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_kayenta_does_not_fail_the_metric(case: Case) -> None:
    assert kayenta(case) in (Label.PASS, Label.NO_DATA)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_ours_never_promotes(case: Case) -> None:
    assert ours(case, SETTINGS)[0] is State.ROLLED_BACK


def test_the_first_two_are_rolled_back_for_what_is_wrong_with_them() -> None:
    found = results(SETTINGS)
    assert [case["missed"] for case in found.values()] == [False] * 4
    for case in CASES[:2]:
        assert found[case.name]["seconds"] < 60
