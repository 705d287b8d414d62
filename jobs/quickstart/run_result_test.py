"""Contract of the result: a run that stopped anywhere has a result, and an objective that was missed fails the run."""

from pathlib import Path
from typing import Any

import pytest

from quickstart.findings import Findings
from quickstart.replay import Answer
from quickstart.result import MemorySample
from quickstart.run_result import assemble, read_decision_log
from quickstart.sampling import Sampler
from quickstart.scenario import SCENARIO, PlannedRelease
from quickstart.serving_sections import RefusedAttempt
from quickstart.terminal_summary import terminal

_, GOLDEN, ERRORS, _, POUNDS = SCENARIO


def _parity(mismatches: int, *compared: int) -> dict[str, Any]:
    rows = [
        {"comparison": "online store = oracle", "when": "after the drain", "compared": each, "mismatches": mismatches}
        for each in compared
    ]
    return {"comparisons": rows}


def _found(**fields: Any) -> Findings:
    return Findings(1_000, "./pants quickstart", "abc", **fields)


def _answer(request_id: str, status: int = 200, done_ms: int = 310) -> Answer:
    return Answer(request_id, done_ms - 5, done_ms, 5.0, status, "r1" if status == 200 else None, 0.1, None, 1)


def _decision(request_id: str, release: str = "r1-champion", outcome: str = "ok") -> dict[str, Any]:
    return {
        "request_id": request_id,
        "at_ms": 310,
        "table_version": 1,
        "primary": {"release": release, "outcome": outcome, "latency_ms": 1.0, "score": 0.1},
        "shadow": {"release": "r2-challenger", "outcome": "ok", "latency_ms": 1.0, "score": 0.1},
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


def _refused(reason: str) -> dict[str, Any]:
    moves = [("none", "gates", 100), ("gates", "refused", 200)]
    history = [{"at_ms": at, "from": before, "to": after, "reason": reason} for before, after, at in moves]
    return {**_rolled_back(200), "state": "refused", "history": history}


def _status(found: Findings, peak_mb: float | None = 100.0) -> str:
    samples = [] if peak_mb is None else [MemorySample(at_ms=1, mb=peak_mb)]
    return assemble(found, [], Sampler(dict, samples), None, 0)["run"]["status"]


def test_a_run_that_stopped_before_its_first_step_has_a_result_and_says_why() -> None:
    result = assemble(_found(), [], Sampler(dict), "the disk is full", 1)
    assert (result["run"]["status"], result["run"].get("failure")) == ("failed", "the disk is full")
    assert "the disk is full" in terminal(result, Path("report.html"))


@pytest.mark.parametrize(
    ("parity", "status"),
    [
        (_parity(0, 10), "passed"),
        (_parity(1, 10), "failed"),
        (_parity(0, 0), "failed"),
        # One engine agreed; of the other nothing was compared.
        (_parity(0, 10, 0), "failed"),
        (_parity(0), "failed"),
    ],
)
def test_a_mismatch_fails_the_run_and_so_does_comparing_nothing(parity: dict[str, Any], status: str) -> None:
    assert _status(_found(parity=parity)) == status


def test_one_lost_request_fails_the_run() -> None:
    answers, decisions = [_answer("q1"), _answer("q2")], [_decision("q1"), _decision("q2")]
    assert _status(_found(answers=answers, decisions=decisions)) == "passed"
    assert _status(_found(answers=[*answers, _answer("q3", status=0)], decisions=decisions)) == "failed"
    assert _status(_found(answers=answers, decisions=decisions[:1])) == "failed"


def test_a_loud_fault_that_is_taken_back_too_late_fails_the_run() -> None:
    decisions = [_decision("q1", ERRORS.release_id, "error"), _decision("q2", ERRORS.release_id, "error")]

    def status(last_ms: int) -> str:
        answers = [_answer("q1", done_ms=400), _answer("q2", done_ms=last_ms)]
        return _status(_found(answers=answers, decisions=decisions, rollouts=[(ERRORS, _rolled_back(500))]))

    assert status(60_399) == "passed"
    assert status(60_400) == "failed"


@pytest.mark.parametrize("planned", [ERRORS, POUNDS], ids=lambda planned: planned.release_id)
def test_a_fault_that_struck_nobody_proves_nothing_and_fails_the_run(planned: PlannedRelease) -> None:
    assert _status(_found(rollouts=[(planned, _rolled_back(500))])) == "failed"
    # It answered, and was rolled back, but the log shows no trace of the fault.
    answers, decisions = [_answer("q1", done_ms=400)], [_decision("q1", planned.release_id)]
    assert _status(_found(answers=answers, decisions=decisions, rollouts=[(planned, _rolled_back(500))])) == "failed"


def test_a_refusal_for_another_reason_than_the_golden_set_fails_the_run() -> None:
    assert _status(_found(rollouts=[(GOLDEN, _refused("golden set: 3 of 64 golden scores differ"))])) == "passed"
    assert _status(_found(rollouts=[(GOLDEN, _refused("package: model.onnx cannot be read"))])) == "failed"


@pytest.mark.parametrize(("peak_mb", "status"), [(6_144.0, "passed"), (6_145.0, "failed"), (None, "failed")])
def test_memory_that_was_never_sampled_has_not_met_its_objective(peak_mb: float | None, status: str) -> None:
    assert _status(_found(answers=[_answer("q1")], decisions=[_decision("q1")]), peak_mb) == status


def test_a_line_of_the_decision_log_that_a_kill_cut_short_is_left_out(tmp_path: Path) -> None:
    whole = '{"request_id": "q1"}\n{"heartbeat": true, "at_ms": 1, "table_version": 1}\n'
    (tmp_path / "decisions-1.ndjson").write_text(whole + '{"request_id": "q2", "pri')
    decisions, heartbeats = read_decision_log(tmp_path)
    assert [decision["request_id"] for decision in decisions] == ["q1"]
    assert len(heartbeats) == 1


@pytest.mark.parametrize(
    ("status", "audit", "missed"),
    [
        (401, {}, []),
        (200, {}, ["attempts refused"]),
        (401, {"verified": False}, ["audit log"]),
        (401, {"after_last_checkpoint": 1}, ["audit log"]),
        (401, {"kinds": {"rollouts": 3, "approvals": 0}}, ["audit log"]),
    ],
)
def test_a_run_fails_that_lets_somebody_in_or_whose_record_is_not_whole(
    status: int, audit: dict[str, Any], missed: list[str]
) -> None:
    whole: Any = {
        "verified": True,
        "records": 3,
        "after_last_checkpoint": 0,
        "kinds": {"rollouts": 3},
        "actions": {"rollout.started": 3},
    }
    attempt = RefusedAttempt(service="inference", tries="nothing", expected=401, status=status)
    result = assemble(_found(refused=[attempt], audit={**whole, **audit}), [], Sampler(dict), None, 0)
    assert [check["name"] for check in result["checks"] if not check["met"]] == missed
