"""Decisions are counted once, where they belong."""

import json
import random
from dataclasses import replace

from andamio.rollout.evidence.decision_log import Decision, Execution
from andamio.rollout.evidence.evidence import Counts, Evidence
from andamio.rollout.evidence.measurements import Measurements
from andamio.rollout.judgement.verdict import judge
from andamio.rollout.settings import EQUIVALENT, Settings
from andamio.rollout.statistics.label_evidence import Events

SETTINGS = Settings()
STABLE = Execution("r1", False, 2.0, 0.40, True)
CANDIDATE = Execution("r2", False, 2.0, 0.45, True)


def measurements() -> Measurements:
    return Measurements("r1", "r2", SETTINGS)


def test_shadow_compares_the_background_with_the_answers() -> None:
    measured = measurements()
    measured.add(Decision("q1", 1, STABLE, CANDIDATE), "shadow", 0)
    measured.add(Decision("q2", 1, STABLE, replace(CANDIDATE, bad=True, score=None, review=None)), "shadow", 0)
    measured.add(Decision("q3", 1, STABLE, None), "shadow", 0)
    evidence = measured.evidence("shadow", 0, 0)
    assert evidence.stable == Counts(3, 0, 0)
    assert evidence.candidate == Counts(2, 1, 0)
    assert (evidence.score.pairs, evidence.score.mean) == (1, 0.05)
    assert evidence.drift is None


def test_canary_measures_each_release_where_it_answers() -> None:
    measured = measurements()
    slow = replace(CANDIDATE, latency_ms=150.0)
    measured.add(Decision("q1", 2, slow, STABLE), "canary", 0)
    measured.add(Decision("q2", 2, STABLE, slow), "canary", 0)
    measured.add(Decision("q3", 3, CANDIDATE, STABLE), "canary", 1)
    evidence = measured.evidence("canary", 1, 0)
    assert (evidence.candidate, evidence.stable) == (Counts(2, 0, 1), Counts(1, 0, 0))
    assert evidence.step_requests == 1
    assert evidence.score.pairs == 2


def test_a_request_counts_once_however_often_it_is_logged() -> None:
    measured = measurements()
    decision = Decision("q1", 1, STABLE, CANDIDATE)
    assert [measured.add(decision, "shadow", 0) for _ in range(3)] == [True, False, False]
    assert measured.evidence("shadow", 0, 0).candidate.executions == 1


def test_a_failed_answer_counts_without_its_mirror() -> None:
    measured = measurements()
    failed = Execution("r2", True, 1.0, None, None)
    measured.add(Decision("q1", 2, failed, None), "canary", 0)
    evidence = measured.evidence("canary", 0, 0)
    assert evidence.candidate == Counts(1, 1, 0)
    assert evidence.score.pairs == 0


def test_evidence_survives_its_document() -> None:
    measured = measurements()
    for n in range(30):
        measured.add(Decision(f"s{n}", 1, STABLE, CANDIDATE), "shadow", 0)
        measured.add(Decision(f"c{n}", 2, replace(CANDIDATE, score=0.9), STABLE), "canary", 0)
    for stage in ("shadow", "canary"):
        evidence = measured.evidence(stage, 0, 1_234)
        assert Evidence.from_document(evidence.to_document()) == evidence


def test_the_same_decisions_give_the_same_evidence() -> None:
    runs = []
    for _ in range(2):
        measured = measurements()
        for n in range(50):
            stage = "shadow" if n < 25 else "canary"
            pair = (STABLE, CANDIDATE) if n < 25 else (CANDIDATE, STABLE)
            measured.add(Decision(f"q{n}", n, *pair), stage, 0)
        runs.append(measured.evidence("canary", 0, 0))
    assert runs[0] == runs[1]


def test_an_entity_is_one_arrival_and_one_event_however_busy() -> None:
    measured = measurements()
    failed = Execution("r2", True, 1.0, None, None)
    for n in range(5):
        measured.add(Decision(f"a{n}", 2, failed, None, entity="a"), "canary", 0)
        measured.add(Decision(f"b{n}", 2, STABLE, None, entity="b"), "canary", 0)
    evidence = measured.evidence("canary", 0, 0)
    assert evidence.arrivals == (Events(0.25, 2, 1),)
    assert evidence.errors == (Events(0.25, 1, 1),)
    assert evidence.candidate == Counts(5, 5, 0)


def test_without_an_entity_there_is_no_sample_ratio_to_check() -> None:
    measured = measurements()
    measured.add(Decision("q1", 2, CANDIDATE, STABLE), "canary", 0)
    assert measured.evidence("canary", 0, 0).arrivals == ()


def test_only_requests_that_strike_one_release_alone_tell_them_apart_in_shadow() -> None:
    measured = measurements()
    failed = replace(CANDIDATE, bad=True, score=None, review=None)
    measured.add(Decision("q1", 1, replace(STABLE, bad=True), failed), "shadow", 0)
    measured.add(Decision("q2", 1, STABLE, failed), "shadow", 0)
    measured.add(Decision("q3", 1, STABLE, CANDIDATE), "shadow", 0)
    assert measured.evidence("shadow", 0, 0).errors == (Events(0.5, 1, 1),)


def test_segments_are_measured_apart_and_what_is_beyond_the_limit_is_pooled() -> None:
    measured = Measurements("r1", "r2", replace(SETTINGS, max_segments=3))
    for n in range(6):
        measured.add(Decision(f"q{n}", 1, STABLE, CANDIDATE, segments={"tenant": f"t{n}"}), "shadow", 0)
    found = {segment.name: segment.candidate.executions for segment in measured.evidence("shadow", 0, 0).segments}
    assert found == {"tenant=t0": 1, "tenant=t1": 1, "others": 4}


def test_thresholds_of_latency_come_from_shadow_and_stay_in_canary() -> None:
    measured = measurements()
    for n in range(64):
        pair = replace(STABLE, latency_ms=float(n)), replace(CANDIDATE, latency_ms=float(n))
        measured.add(Decision(f"s{n}", 1, *pair), "shadow", 0)
    shadow = measured.evidence("shadow", 0, 0).latency
    assert shadow[0].threshold_ms == 32.0
    for n in range(100):
        measured.add(Decision(f"c{n}", 2, replace(CANDIDATE, latency_ms=500.0), STABLE), "canary", 0)
    canary = measured.evidence("canary", 0, 0).latency
    assert [level.threshold_ms for level in canary] == [level.threshold_ms for level in shadow]
    assert (canary[0].above, canary[0].executions) == (100, 100)


def test_a_decision_survives_its_document() -> None:
    decision = Decision("q1", 1, STABLE, CANDIDATE, "0123456789abcdef", {"tenant": "shop"}, (1.0, 2.5))
    assert Decision.from_document(json.loads(json.dumps(decision.to_document()))) == decision


def test_a_long_rollout_has_small_evidence_that_is_judged_alike_from_its_document() -> None:
    random_, measured = random.Random(3), Measurements("r1", "r2", EQUIVALENT)
    for n in range(3_000):
        stage = "shadow" if n < 1_000 else "canary"
        entity = int(300 * random_.random() ** 2)
        score = random_.random()
        stable = Execution("r1", random_.random() < 0.02, random_.expovariate(0.5), score, score > 0.5)
        other = min(1.0, max(0.0, score + random_.gauss(0, 0.05)))
        candidate = Execution("r2", random_.random() < 0.02, random_.expovariate(0.5), other, other > 0.5)
        pair = (stable, candidate) if stage == "shadow" or entity % 5 else (candidate, stable)
        segments = {"tenant": f"t{n % 12}"}
        measured.add(Decision(f"q{n}", n, *pair, f"e{entity}", segments, (float(entity),)), stage, 0)
        if n % 500 == 499:
            evidence = measured.evidence(stage, 0, 10)
            text = json.dumps(evidence.to_document(), allow_nan=False)
            assert len(text) < 16_000
            assert Evidence.from_document(json.loads(text)) == evidence
            assert judge(Evidence.from_document(json.loads(text)), EQUIVALENT) == judge(evidence, EQUIVALENT)


def test_pinned_requests_count_nowhere_or_a_pinned_tenant_would_look_like_a_broken_assignment() -> None:
    def harms(pinned: bool) -> set[str]:
        measured = measurements()
        for n in range(200):
            ours = n % 4 == 0
            pair = (CANDIDATE, STABLE) if ours else (STABLE, CANDIDATE)
            measured.add(Decision(f"q{n}", 2, *pair, entity=f"{n:016x}"), "canary", 0)
        for n in range(200, 400):
            decision = Decision(f"q{n}", 2, CANDIDATE, None, entity=f"{n:016x}", pinned=pinned)
            assert measured.add(decision, "canary", 0) is not pinned
        verdict = judge(measured.evidence("canary", 0, 0), SETTINGS)
        return {finding.guard for finding in verdict.findings if finding.standing == "harm"}

    assert harms(pinned=True) == set()
    assert harms(pinned=False) == {"sample_ratio"}
