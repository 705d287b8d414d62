"""Contract of a rollout's timeline: whose answers are bad, from when to when, and what is not the rollout's own."""

from typing import Any

import pytest

from quickstart.replay import Answer
from quickstart.scenario import SCENARIO, PlannedRelease
from quickstart.timeline import recovery_s, rollout

CHALLENGER, _, ERRORS, SLOW, POUNDS = SCENARIO


def _answer(request_id: str, done_ms: int, degraded: dict[str, Any] | None = None) -> Answer:
    return Answer(request_id, done_ms - 5, done_ms, 5.0, 200, "r", 0.1, degraded, 1)


def _decision(request_id: str, at_ms: int, primary: str, shadow: str | None = None, version: int = 1) -> dict[str, Any]:
    return {
        "request_id": request_id,
        "at_ms": at_ms,
        "table_version": version,
        "primary": {"release": primary, "outcome": "error", "latency_ms": 1.0, "score": None},
        "shadow": None if shadow is None else {"release": shadow, "outcome": "ok", "latency_ms": 1.0, "score": 0.2},
    }


def _document(planned: PlannedRelease, end: str) -> dict[str, Any]:
    moves = [("none", "gates", 100), ("gates", "shadow", 200), ("shadow", "canary[0]", 300)]
    moves += (
        [("canary[0]", end, 400)]
        if end == "rolled_back"
        else [("canary[0]", "canary[1]", 350), ("canary[1]", end, 400)]
    )
    return {
        "rollout_id": "rollout-1",
        "release_id": planned.release_id,
        "state": end,
        "settings": {"canary_steps": [0.25, 0.5]},
        "history": [{"at_ms": at, "from": before, "to": after, "reason": "because"} for before, after, at in moves],
    }


def test_every_answer_of_a_faulty_release_is_bad_and_recovery_runs_from_the_first_to_the_last() -> None:
    answers = [_answer("q1", 250), _answer("q2", 310), _answer("q3", 390, {"fallback": "r2"}), _answer("q4", 410)]
    decisions = [
        _decision("q1", 250, "r2-challenger", shadow=ERRORS.release_id),
        _decision("q2", 310, ERRORS.release_id),
        _decision("q3", 390, ERRORS.release_id),
        _decision("q4", 410, "r2-challenger", version=2),
    ]
    entry = rollout(ERRORS, _document(ERRORS, "rolled_back"), answers, decisions, [])
    assert (entry["bad_answers"], entry["first_bad_ms"], entry["last_bad_ms"]) == (2, 310, 390)
    assert (entry["shadow_requests"], entry["candidate_requests"]) == (1, 2)
    assert (entry["decided_ms"], entry["applied_ms"]) == (400, 410)
    assert recovery_s(entry) == 0.08


@pytest.mark.parametrize(
    ("planned", "primary", "bad"),
    [
        (ERRORS, {"outcome": "error"}, 1),
        (ERRORS, {"outcome": "timeout", "latency_ms": 400.0}, 0),
        (SLOW, {"outcome": "ok", "score": 0.2, "latency_ms": 150.2}, 1),
        (SLOW, {"outcome": "timeout", "latency_ms": 400.0}, 1),
        (SLOW, {"outcome": "ok", "score": 0.2, "latency_ms": 20.0}, 0),
        (SLOW, {"outcome": "skipped", "latency_ms": None}, 0),
        (POUNDS, {"outcome": "ok", "score": 0.1}, 1),
        (POUNDS, {"outcome": "ok", "score": 0.2}, 0),
        (POUNDS, {"outcome": "error"}, 0),
    ],
)
def test_answers_are_bad_only_if_the_log_shows_that_the_fault_struck(
    planned: PlannedRelease, primary: dict[str, Any], bad: int
) -> None:
    decision = _decision("q1", 310, planned.release_id, shadow="r2-challenger")
    decision["primary"] |= primary
    entry = rollout(planned, _document(planned, "rolled_back"), [_answer("q1", 310)], [decision], [])
    assert (entry["candidate_requests"], entry["bad_answers"]) == (1, bad)


@pytest.mark.parametrize(
    ("planned", "shadow", "bad"),
    [
        (ERRORS, {"outcome": "error", "score": None}, 1),
        (ERRORS, {}, 0),
        (SLOW, {"latency_ms": 150.2}, 1),
        (SLOW, {}, 0),
        (POUNDS, {"score": 0.1}, 1),
        (POUNDS, {}, 0),
        (POUNDS, {"outcome": "dropped", "latency_ms": None, "score": None}, 0),
    ],
)
def test_a_fault_that_struck_shadows_alone_is_known_to_have_struck(
    planned: PlannedRelease, shadow: dict[str, Any], bad: int
) -> None:
    decision = _decision("q1", 310, "r2-challenger", shadow=planned.release_id)
    decision["primary"] |= {"outcome": "ok", "score": 0.2}
    decision["shadow"] |= shadow
    entry = rollout(planned, _document(planned, "rolled_back"), [_answer("q1", 310)], [decision], [])
    assert (entry["bad_shadows"], entry["bad_answers"], recovery_s(entry)) == (bad, 0, None)


def test_bad_answers_after_the_decision_still_count() -> None:
    answers = [_answer("q1", 350), _answer("q2", 900)]
    decisions = [_decision("q1", 350, ERRORS.release_id), _decision("q2", 900, ERRORS.release_id)]
    assert recovery_s(rollout(ERRORS, _document(ERRORS, "rolled_back"), answers, decisions, [])) == 0.55


def test_a_heartbeat_with_the_new_table_says_when_it_was_applied() -> None:
    decisions = [_decision("q1", 350, ERRORS.release_id)]
    heartbeats = [{"at_ms": 380, "table_version": 1}, {"at_ms": 460, "table_version": 2}]
    entry = rollout(ERRORS, _document(ERRORS, "rolled_back"), [_answer("q1", 350)], decisions, heartbeats)
    assert entry["applied_ms"] == 460


def test_a_healthy_release_has_no_bad_answers_and_its_life_after_promotion_is_not_the_rollouts() -> None:
    name = CHALLENGER.release_id
    answers = [_answer("q1", 390), _answer("q2", 900)]
    decisions = [_decision("q1", 390, name), _decision("q2", 900, name)]
    entry = rollout(CHALLENGER, _document(CHALLENGER, "promoted"), answers, decisions, [])
    assert (entry["candidate_requests"], entry["bad_answers"]) == (1, 0)
    assert recovery_s(entry) is None
    assert [(stage["stage"], stage["weight"], stage["to_ms"] - stage["from_ms"]) for stage in entry["stages"]] == [
        ("gates", 0.0, 100),
        ("shadow", 0.0, 100),
        ("canary", 0.25, 50),
        ("canary", 0.5, 50),
    ]


def test_waiting_for_an_approval_is_part_of_the_stage_in_which_it_waits() -> None:
    document = _document(CHALLENGER, "promoted")
    waiting = [("awaits approval of promoted", 370), ("approved promoted", 390)]
    document["history"][-1:-1] = [
        {"at_ms": at, "from": "canary[1]", "to": to, "reason": "because"} for to, at in waiting
    ]
    assert [(s["stage"], s["from_ms"], s["to_ms"]) for s in rollout(CHALLENGER, document, [], [], [])["stages"]] == [
        ("gates", 100, 200),
        ("shadow", 200, 300),
        ("canary", 300, 350),
        ("canary", 350, 400),
    ]
