"""Contract of the traffic summary: every request is in exactly one of answered, lost; what repeats is duplicated."""

from typing import Any

import pytest

from quickstart.replay import Answer
from quickstart.traffic import quantile, traffic


def _answer(request_id: str, status: int = 200, done_ms: int = 1000, degraded: dict[str, Any] | None = None) -> Answer:
    return Answer(request_id, done_ms - 5, done_ms, 5.0, status, "r1" if status == 200 else None, 0.1, degraded, 1)


def test_a_request_with_one_answer_and_one_decision_is_answered() -> None:
    summary = traffic([_answer("q1"), _answer("q2")], [{"request_id": "q1"}, {"request_id": "q2"}])
    assert (summary["sent"], summary["answered"], summary["lost"], summary["duplicated"]) == (2, 2, 0, 0)


def test_a_request_without_an_answer_is_lost() -> None:
    summary = traffic([_answer("q1", status=0), _answer("q2", status=500)], [{"request_id": "q2"}])
    assert (summary["answered"], summary["lost"]) == (0, 2)


def test_an_answer_that_the_log_does_not_know_is_lost() -> None:
    assert traffic([_answer("q1")], [])["lost"] == 1


def test_a_decision_logged_twice_is_duplicated() -> None:
    assert traffic([_answer("q1")], [{"request_id": "q1"}, {"request_id": "q1"}])["duplicated"] == 1


def test_buckets_have_no_gaps_and_hold_every_answer() -> None:
    answers = [_answer("q1", done_ms=1200), _answer("q2", done_ms=3900, degraded={"fallback": "r1"})]
    summary = traffic(answers, [{"request_id": "q1"}, {"request_id": "q2"}])
    assert summary["t_ms"] == [1000, 2000, 3000]
    assert summary["answered_by"] == {"fallback:r1": [0, 0, 1], "r1": [1, 0, 0]}
    assert summary["p50_ms"] == [5.0, None, 5.0]
    assert summary["degraded"] == 1


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([], 0.5, None), ([3.0], 0.99, 3.0), ([1.0, 2.0, 3.0, 4.0], 0.5, 2.0), ([1.0, 2.0], 0.95, 2.0)],
)
def test_a_quantile_is_a_value_that_was_seen(values: list[float], share: float, expected: float | None) -> None:
    assert quantile(values, share) == expected
