"""Decisions are counted once, where they belong."""

from dataclasses import replace

from andamio.rollout.decision_log import Decision, Execution
from andamio.rollout.evidence import Counts, Evidence
from andamio.rollout.measurements import Measurements
from andamio.rollout.settings import Settings

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
