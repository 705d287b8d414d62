"""Contract of the result: a run that stopped anywhere has a result, and an objective that was missed fails the run."""

from pathlib import Path
from typing import Any

import pytest

from quickstart.replay import Answer
from quickstart.sampling import Sampler
from quickstart.scenario import SCENARIO
from quickstart.summary import Findings, assemble, read_decision_log, terminal

ERRORS = SCENARIO[2]


def _parity(mismatches: int, compared: int = 10) -> dict[str, Any]:
    row = {
        "comparison": "online store = oracle",
        "when": "after the drain",
        "compared": compared,
        "mismatches": mismatches,
    }
    return {"comparisons": [row]}


def _found(**fields: Any) -> Findings:
    return Findings(1_000, "./pants quickstart", "abc", **fields)


def _answer(request_id: str, status: int = 200, done_ms: int = 310) -> Answer:
    return Answer(request_id, done_ms - 5, done_ms, 5.0, status, "r1" if status == 200 else None, 0.1, None, 1)


def _decision(request_id: str, release: str = "r1-champion") -> dict[str, Any]:
    return {
        "request_id": request_id,
        "at_ms": 310,
        "table_version": 1,
        "primary": {"release": release},
        "shadow": None,
        "features": None,
    }


def _rolled_back(at_ms: int) -> dict[str, Any]:
    moves = [
        ("none", "gates", 100),
        ("gates", "shadow", 200),
        ("shadow", "canary[0]", 300),
        ("canary[0]", "rolled_back", at_ms),
    ]
    return {
        "rollout_id": "rollout-1",
        "state": "rolled_back",
        "settings": {"canary_steps": [0.25]},
        "history": [{"at_ms": at, "from": before, "to": after, "reason": "errors"} for before, after, at in moves],
    }


def _status(found: Findings) -> str:
    return assemble(found, [], Sampler(dict), None, 0)["run"]["status"]


def test_a_run_that_stopped_before_its_first_step_has_a_result_and_says_why() -> None:
    result = assemble(_found(), [], Sampler(dict), "the disk is full", 1)
    assert (result["run"]["status"], result["run"].get("failure")) == ("failed", "the disk is full")
    assert "the disk is full" in terminal(result, Path("report.html"))


@pytest.mark.parametrize(
    ("parity", "status"), [(_parity(0), "passed"), (_parity(1), "failed"), (_parity(0, compared=0), "failed")]
)
def test_a_mismatch_fails_the_run_and_so_does_comparing_nothing(parity: dict[str, Any], status: str) -> None:
    assert _status(_found(parity=parity)) == status


def test_one_lost_request_fails_the_run() -> None:
    answers, decisions = [_answer("q1"), _answer("q2")], [_decision("q1"), _decision("q2")]
    assert _status(_found(answers=answers, decisions=decisions)) == "passed"
    assert _status(_found(answers=[*answers, _answer("q3", status=0)], decisions=decisions)) == "failed"
    assert _status(_found(answers=answers, decisions=decisions[:1])) == "failed"


def test_a_loud_fault_that_is_taken_back_too_late_fails_the_run() -> None:
    decisions = [_decision("q1", ERRORS.release_id), _decision("q2", ERRORS.release_id)]

    def status(last_ms: int) -> str:
        answers = [_answer("q1", done_ms=400), _answer("q2", done_ms=last_ms)]
        return _status(_found(answers=answers, decisions=decisions, rollouts=[(ERRORS, _rolled_back(500))]))

    assert status(60_399) == "passed"
    assert status(60_400) == "failed"


def test_a_fault_that_struck_nobody_proves_nothing_and_fails_the_run() -> None:
    assert _status(_found(rollouts=[(ERRORS, _rolled_back(500))])) == "failed"


def test_a_line_of_the_decision_log_that_a_kill_cut_short_is_left_out(tmp_path: Path) -> None:
    whole = '{"request_id": "q1"}\n{"heartbeat": true, "at_ms": 1, "table_version": 1}\n'
    (tmp_path / "decisions-1.ndjson").write_text(whole + '{"request_id": "q2", "pri')
    decisions, heartbeats = read_decision_log(tmp_path)
    assert [decision["request_id"] for decision in decisions] == ["q1"]
    assert len(heartbeats) == 1
