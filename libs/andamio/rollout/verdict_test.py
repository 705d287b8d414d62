"""One harm rolls back, missing evidence holds, and only certainty promotes."""

from dataclasses import replace

import pytest

from andamio.rollout.measurements import Counts, Drift, Evidence, MeanDifference
from andamio.rollout.settings import Settings
from andamio.rollout.verdict import Ruling, Standing, judge

SETTINGS = Settings()
SAME = MeanDifference(pairs=200, mean=0.01, lower=-0.1, upper=0.1)
GOOD = Evidence("canary", 0, 120, Counts(120), Counts(360), SAME, SAME, Drift(120, 150, -2.0, 0.1), 300)
GOOD_SHADOW = replace(GOOD, stage="shadow", drift=None)
NOTHING = MeanDifference(0, 0.0, -1.0, 1.0)


def test_certainly_no_harm_is_promoted_in_either_stage() -> None:
    assert judge(GOOD, SETTINGS).ruling is Ruling.PROMOTE
    assert judge(GOOD_SHADOW, SETTINGS).ruling is Ruling.PROMOTE


@pytest.mark.parametrize(
    ("guard", "evidence"),
    [
        ("errors", replace(GOOD, candidate=Counts(12, bad=12))),
        ("slow", replace(GOOD, candidate=Counts(12, slow=12))),
        ("score", replace(GOOD, score=MeanDifference(40, -0.4, -0.75, -0.15))),
        ("score", replace(GOOD, score=MeanDifference(40, 0.4, 0.15, 0.75))),
        ("reviews", replace(GOOD, reviews=MeanDifference(40, 0.4, 0.2, 0.75))),
        ("drift", replace(GOOD, drift=Drift(20, 150, 9.0, 0.7))),
        ("silence", replace(GOOD, silent_ms=60_001)),
    ],
)
def test_one_harm_rolls_back_and_is_the_reason(guard: str, evidence: Evidence) -> None:
    verdict = judge(evidence, SETTINGS)
    assert verdict.ruling is Ruling.ROLL_BACK
    assert verdict.reason.startswith(f"{guard}: ")
    assert [f.guard for f in verdict.findings if f.standing is Standing.HARM] == [guard]


@pytest.mark.parametrize(
    ("guard", "evidence"),
    [
        ("errors", replace(GOOD, candidate=Counts(40))),
        ("errors", replace(GOOD, candidate=Counts(400, bad=16), stable=Counts(1200))),
        ("errors", replace(GOOD, stable=Counts())),
        ("score", replace(GOOD, score=NOTHING)),
        ("score", replace(GOOD, score=MeanDifference(200, 0.15, 0.05, 0.2))),
        ("drift", replace(GOOD, drift=Drift(120, 150, 1.0, 0.3))),
        ("evidence", replace(GOOD, step_requests=99)),
        ("evidence", replace(GOOD_SHADOW, score=replace(SAME, pairs=149))),
        ("silence", replace(GOOD, silent_ms=5_001)),
    ],
)
def test_what_is_missing_stale_or_unclear_holds(guard: str, evidence: Evidence) -> None:
    verdict = judge(evidence, SETTINGS)
    assert verdict.ruling is Ruling.HOLD
    assert guard in [f.guard for f in verdict.findings if f.standing is Standing.UNCLEAR]


def test_a_change_that_is_certain_but_small_does_not_roll_back() -> None:
    assert judge(replace(GOOD, drift=Drift(5_000, 5_000, 30.0, 0.08)), SETTINGS).ruling is Ruling.PROMOTE


def test_no_evidence_at_all_holds() -> None:
    empty = Evidence("shadow", 0, 0, Counts(), Counts(), NOTHING, NOTHING, None, 0)
    assert judge(empty, SETTINGS).ruling is Ruling.HOLD


def test_candidate_that_fails_where_stable_fails_as_well_is_not_rolled_back() -> None:
    outage = replace(GOOD, candidate=Counts(100, bad=60), stable=Counts(300, bad=180))
    assert judge(outage, SETTINGS).ruling is Ruling.HOLD
