"""Since when harm shows: from the look at which it rose, forgotten by one at which it was gone."""

from dataclasses import replace

from andamio.rollout.evidence.measurements import Measurements
from andamio.rollout.judgement.finding import Finding, Standing
from andamio.rollout.judgement.stable_health import StableHealth
from andamio.rollout.judgement.verdict import Verdict, judge
from andamio.rollout.settings import Settings
from rollout_controller.control.suspicion import Suspicion

HARM = Standing.HARM


def verdict(*findings: Finding, silent_ms: int = 0) -> Verdict:
    judged = judge(Measurements("r1", "r2", Settings()).evidence("shadow", 0, silent_ms), Settings())
    return replace(judged, findings=findings)


def errors(evidence: float, standing: Standing = Standing.UNCLEAR, segment: str | None = None) -> Finding:
    return Finding("errors", standing, "", segment, evidence=evidence)


def test_harm_shows_since_the_look_at_which_evidence_rose_and_was_not_gone_since() -> None:
    suspicion = Suspicion()
    for at_ns, evidence in ((1, 0.3), (2, -0.1), (3, 0.2), (4, 0.9)):
        suspicion.look(verdict(errors(evidence)), None, at_ns)
    last = verdict(errors(1.1, HARM))
    suspicion.look(last, None, 5)
    assert suspicion.since(last) == 3


def test_the_guard_that_decides_counts_not_another_and_not_another_segment() -> None:
    suspicion = Suspicion()
    suspicion.look(verdict(errors(0.5), errors(0.5, segment="tenant=a")), None, 1)
    last = verdict(errors(0.5), errors(0.5, segment="tenant=a"), errors(1.0, HARM, "tenant=b"))
    suspicion.look(last, None, 2)
    assert suspicion.since(last) == 2


def test_a_difference_beyond_its_bound_shows_either_way() -> None:
    suspicion = Suspicion()
    score = Finding("score", Standing.UNCLEAR, "", estimate=-0.3, harm=0.1, two_sided=True)
    suspicion.look(verdict(replace(score, estimate=-0.05)), None, 1)
    suspicion.look(verdict(score), None, 2)
    last = verdict(replace(score, standing=HARM))
    suspicion.look(last, None, 3)
    assert suspicion.since(last) == 2


def test_silence_shows_since_the_last_sign_of_life() -> None:
    suspicion = Suspicion()
    last = verdict(Finding("silence", HARM, ""), silent_ms=7)
    suspicion.look(last, None, 10_000_000)
    assert suspicion.since(last) == 3_000_000


def test_a_release_fails_since_half_of_its_failures_were_there() -> None:
    suspicion = Suspicion()
    for at_ns, bad in ((1, 7), (2, 8), (3, 16)):
        suspicion.look(None, StableHealth("r1", 20, bad, 20, 0.8), at_ns)
    assert suspicion.since_failing() == 2
    suspicion.look(None, StableHealth("r1", 20, 0, 20, 0.8), 4)
    assert suspicion.since_failing() is None
