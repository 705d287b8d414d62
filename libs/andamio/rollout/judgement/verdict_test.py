"""One harm rolls back, missing evidence holds, and only certainty promotes."""

import json
from dataclasses import replace

import pytest

from andamio.rollout.evidence.evidence import Counts, Evidence, MeanDifference, SegmentEvidence
from andamio.rollout.judgement.verdict import Ruling, Standing, judge
from andamio.rollout.settings import EQUIVALENT, Settings
from andamio.rollout.statistics.drift import Drift
from andamio.rollout.statistics.label_evidence import Events
from andamio.rollout.statistics.latency import Above
from andamio.rollout.statistics.paired_sums import PairedSums

SETTINGS = Settings()
SAME = MeanDifference(pairs=200, mean=0.01, lower=-0.1, upper=0.1)
# Eight entities above stable's median, two of them the candidate's: as its weight of a quarter says.
FAST = Above(0.5, 2.0, 120, 2, 360, 6, (Events(0.25, 8, 2),))
GOOD = Evidence(
    "canary", 0, 120, Counts(120), Counts(360), SAME, SAME, Drift(120, 150, -2.0, 0.1), 300, pairs=120, latency=(FAST,)
)
GOOD_SHADOW = replace(GOOD, stage="shadow", drift=None, pairs=200)
NOTHING = MeanDifference(0, 0.0, -1.0, 1.0)


def struck(candidate: int, stable: int = 0) -> tuple[Events, ...]:
    """Entities struck at a weight of a quarter."""
    return (Events(0.25, candidate + stable, candidate),)


def segment(**parts: object) -> SegmentEvidence:
    start = SegmentEvidence("tenant=shop", Counts(60), Counts(180), (), (), PairedSums(60), PairedSums(60))
    return replace(start, **parts)  # type: ignore[arg-type]


def test_certainly_no_harm_is_promoted_in_either_stage() -> None:
    assert judge(GOOD, SETTINGS).ruling is Ruling.PROMOTE
    assert judge(GOOD_SHADOW, SETTINGS).ruling is Ruling.PROMOTE


@pytest.mark.parametrize(
    ("guard", "evidence"),
    [
        ("errors", replace(GOOD, candidate=Counts(12, bad=12), errors=struck(12))),
        ("errors", replace(GOOD, candidate=Counts(12, bad=12), errors=(Events(0.5, 16, 16),))),
        ("slow", replace(GOOD, candidate=Counts(12, slow=12), slow=struck(12))),
        ("latency", replace(GOOD, latency=(replace(FAST, above=20, stable_above=0, events=struck(20)),))),
        ("score", replace(GOOD, score=MeanDifference(40, -0.4, -0.75, -0.15))),
        ("score", replace(GOOD, score=MeanDifference(40, 0.4, 0.15, 0.75))),
        ("reviews", replace(GOOD, reviews=MeanDifference(40, 0.4, 0.2, 0.75))),
        ("drift", replace(GOOD, drift=Drift(20, 150, 9.0, 0.7))),
        ("sample_ratio", replace(GOOD, arrivals=(Events(0.25, 400, 40),))),
        ("silence", replace(GOOD, silent_ms=60_001)),
    ],
)
def test_one_harm_rolls_back_and_is_the_reason(guard: str, evidence: Evidence) -> None:
    verdict = judge(evidence, SETTINGS)
    assert verdict.ruling is Ruling.ROLL_BACK
    assert verdict.reason.startswith(f"{guard}: ")
    assert [f.guard for f in verdict.findings if f.standing is Standing.HARM] == [guard]


@pytest.mark.parametrize(
    ("guard", "part"),
    [
        ("errors", segment(candidate=Counts(60, bad=20), errors=struck(20))),
        ("slow", segment(candidate=Counts(60, slow=20), slow=struck(20))),
        ("score", segment(shift=PairedSums(60, 240.0, 1_000.0, 1_000.0))),
        ("score", segment(shift=PairedSums(60, -240.0, 1_000.0, 1_000.0))),
        ("reviews", segment(flips=PairedSums(60, 50.0, 50.0, 50.0))),
    ],
)
def test_a_harmed_segment_rolls_back_and_is_named(guard: str, part: SegmentEvidence) -> None:
    evidence = replace(GOOD, segments=(replace(segment(), name="tenant=other"), part), scale=0.1)
    verdict = judge(evidence, SETTINGS)
    assert verdict.ruling is Ruling.ROLL_BACK
    assert [(f.guard, f.segment) for f in verdict.findings if f.standing is Standing.HARM] == [(guard, "tenant=shop")]
    assert "tenant=shop" in verdict.reason


@pytest.mark.parametrize(
    ("guard", "evidence"),
    [
        ("errors", replace(GOOD, candidate=Counts(40))),
        ("errors", replace(GOOD, candidate=Counts(400, bad=5), errors=struck(5))),
        ("errors", replace(GOOD, stable=Counts())),
        ("latency", replace(GOOD, latency=())),
        ("score", replace(GOOD, score=NOTHING)),
        ("score", replace(GOOD, score=MeanDifference(200, 0.15, 0.05, 0.21))),
        ("drift", replace(GOOD, drift=Drift(120, 150, 6.0, 0.3))),
        ("sample_ratio", replace(GOOD, arrivals=(Events(0.25, 170, 20),))),
        ("control", replace(GOOD, stable=Counts(360, bad=360))),
        ("evidence", replace(GOOD, step_requests=99)),
        ("evidence", replace(GOOD_SHADOW, pairs=149)),
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
    assert judge(empty, EQUIVALENT).ruling is Ruling.HOLD


def test_candidate_that_fails_where_stable_fails_as_well_is_not_rolled_back() -> None:
    outage = replace(GOOD, candidate=Counts(100, bad=60), stable=Counts(300, bad=180), errors=struck(60, 180))
    assert judge(outage, SETTINGS).ruling is Ruling.HOLD


@pytest.mark.parametrize(
    ("guard", "evidence"),
    [
        ("shift", {"shift": PairedSums(4_000, 400.0, 4_040.0, 4_040.0)}),
        ("flips", {"flips": PairedSums(4_000, 80.0, 120.0, 120.0)}),
        ("flips", {"departures": PairedSums(1_000, 25.0, 25.0, 25.0)}),
        ("flips", {"departures": PairedSums(1_000, -25.0, 25.0, 25.0)}),
    ],
)
def test_an_equivalent_is_held_to_a_tenth_of_a_standard_deviation_and_to_two_points(
    guard: str, evidence: dict[str, PairedSums]
) -> None:
    verdict = judge(replace(GOOD_SHADOW, pairs=5_000, **evidence), EQUIVALENT)  # type: ignore[arg-type]
    assert [f.guard for f in verdict.findings if f.standing is Standing.HARM] == [guard]
    assert judge(replace(GOOD_SHADOW, **evidence), SETTINGS).ruling is Ruling.PROMOTE  # type: ignore[arg-type]


def test_a_verdict_is_json_and_its_evidence_gives_it_again() -> None:
    evidence = replace(GOOD, candidate=Counts(12, bad=12), errors=struck(12), segments=(segment(),), scale=0.1)
    verdict = judge(evidence, SETTINGS)
    document = json.loads(json.dumps(verdict.to_document(), allow_nan=False))
    assert judge(Evidence.from_document(document["evidence"]), SETTINGS) == verdict


def test_a_finding_says_whether_its_bounds_hold_for_either_sign() -> None:
    findings = judge(GOOD, EQUIVALENT).findings
    two_sided = {finding.guard: finding.two_sided for finding in findings if finding.harm is not None}
    assert two_sided.items() >= {"errors": False, "slow": False, "drift": False}.items()
    assert two_sided.items() >= dict.fromkeys(("score", "reviews", "shift", "flips"), True).items()


def test_guards_that_each_fall_short_have_enough_together() -> None:
    """Errors and slow executions that strike the candidate alone: each a little short of its own part."""

    def alone(guard: str, events: int) -> Evidence:
        counts = Counts(200, **{"bad" if guard == "errors" else "slow": events})
        return replace(GOOD_SHADOW, candidate=counts, **{guard: (Events(0.5, events, events),)})  # type: ignore[arg-type]

    def rolls_back(evidence: Evidence) -> bool:
        return judge(evidence, EQUIVALENT).ruling is Ruling.ROLL_BACK

    most = {
        guard: max(n for n in range(60) if not rolls_back(alone(guard, n)))  # one event doubles the evidence, at most
        for guard in ("errors", "slow")
    }
    errors, slow = alone("errors", most["errors"]), alone("slow", most["slow"])
    together = replace(errors, slow=slow.slow, candidate=Counts(200, bad=most["errors"], slow=most["slow"]))
    verdict = judge(together, EQUIVALENT)
    assert verdict.ruling is Ruling.ROLL_BACK
    assert "enough with" in verdict.reason
    assert all((finding.evidence or 0) < 1 for finding in verdict.findings)
    assert not rolls_back(replace(together, candidate=Counts(200)))  # harm must be observed as well
