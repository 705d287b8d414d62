"""Lines of the decision log become decisions, heartbeats, or an error that shows the line."""

import json
import math
from typing import Any

import pytest

from andamio.rollout.errors import InvalidDocument
from andamio.rollout.evidence.decision_log import Decision, Execution, Heartbeat, parse_line

OK = {"release": "r1", "outcome": "ok", "latency_ms": 2.5, "score": 0.4, "decision": "review"}
LINE: dict[str, Any] = {
    "request_id": "q1",
    "prediction_id": "p1",
    "at_ms": 5,
    "tenant": "shop",
    "customer": "7",
    "table_version": 3,
    "stage": "shadow",
    "primary": OK,
    "answered_by": "r1",
    "shadow": {**OK, "release": "r2", "score": 0.1, "decision": "accept"},
    "status_code": 200,
}


def test_a_line_becomes_a_decision_with_its_pair() -> None:
    assert parse_line(json.dumps(LINE)) == Decision(
        "q1", 3, Execution("r1", False, 2.5, 0.4, True), Execution("r2", False, 2.5, 0.1, False)
    )


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": "error", "score": None},
        {"outcome": "timeout", "score": None},
        {"score": math.nan},
        {"score": 1.5},
        {"score": None},
    ],
)
def test_a_failure_or_a_score_that_is_no_probability_is_bad(change: dict[str, Any]) -> None:
    decision = parse_line(json.dumps({**LINE, "primary": {**OK, **change}}))
    assert isinstance(decision, Decision)
    assert decision.primary == Execution("r1", True, 2.5, None, None)


def test_an_unmeasured_latency_is_not_a_fast_one() -> None:
    decision = parse_line(json.dumps({**LINE, "primary": {**OK, "latency_ms": None}}))
    assert isinstance(decision, Decision)
    assert decision.primary.latency_ms == math.inf


def test_a_dropped_shadow_is_no_outcome_of_the_release() -> None:
    decision = parse_line(json.dumps({**LINE, "shadow": {"release": "r2", "outcome": "dropped"}}))
    assert isinstance(decision, Decision)
    assert decision.shadow is None


def test_a_heartbeat_is_a_sign_of_life_and_other_kinds_are_passed_over() -> None:
    assert parse_line('{"heartbeat": true, "at_ms": 5, "table_version": 3}') == Heartbeat(3)
    assert parse_line('{"kind": "note"}') is None


@pytest.mark.parametrize("line", ["{", "[]", "3", json.dumps({**LINE, "primary": None}), '{"request_id": "q"}'])
def test_a_broken_line_is_shown(line: str) -> None:
    with pytest.raises(InvalidDocument, match="decision log"):
        parse_line(line)


def test_entity_segments_and_numbers_of_the_request_are_kept() -> None:
    line = {
        **LINE,
        "entity": "0123456789abcdef",
        "segments": {"tenant": "shop"},
        "request": {"event_time_ms": 5, "currency": "GBP", "lines": 3, "amount_minor": 1250},
    }
    decision = parse_line(json.dumps(line))
    assert isinstance(decision, Decision)
    assert (decision.entity, decision.segments) == ("0123456789abcdef", {"tenant": "shop"})
    assert decision.inputs == (1250.0, 3.0)


@pytest.mark.parametrize("outcome", ["refused", "quarantined"])
def test_a_release_that_could_not_answer_failed_but_one_in_the_background_did_not(outcome: str) -> None:
    unanswered = {**OK, "outcome": outcome, "score": None}
    decision = parse_line(json.dumps({**LINE, "primary": unanswered, "shadow": unanswered}))
    assert isinstance(decision, Decision)
    assert decision.primary.bad
    assert decision.shadow is None


def test_a_line_says_who_pinned_it_and_in_which_segments_it_is() -> None:
    decision = parse_line(
        json.dumps({**LINE, "assigned": {"pinned": True}, "segments": {"tenant": "a", "lines": None}})
    )
    assert isinstance(decision, Decision)
    assert (decision.pinned, dict(decision.segments)) == (True, {"tenant": "a"})
    assert Decision.from_document(decision.to_document()) == decision
