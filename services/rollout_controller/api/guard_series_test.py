"""What is drawn of a verdict: every finding, with numbers that JSON carries, and never more points than asked for."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rollout_controller.api.guard_series import finding, slim, thinned
from rollout_controller.api.record_reading import Cursor


@given(st.lists(st.integers(), unique=True, max_size=300).map(sorted), st.integers(2, 50))
def test_thinning_keeps_order_both_ends_and_the_limit(numbers: list[int], points: int) -> None:
    kept = thinned(numbers, points)
    assert kept == sorted(set(kept))
    assert set(kept) <= set(numbers)
    assert len(kept) == min(points, len(numbers))
    assert [kept[:1], kept[-1:]] == [numbers[:1], numbers[-1:]]


@pytest.mark.parametrize("value", [math.nan, math.inf, None, True, "0.1"])
def test_what_is_no_finite_number_is_null(value: object) -> None:
    shown = finding({"guard": "errors", "standing": "unclear", "detail": "", "estimate": value, "lower": -1})
    assert (shown["estimate"], shown["lower"], shown["harm"], shown["segment"]) == (None, -1.0, None, None)
    json.dumps(shown, allow_nan=False)


def test_a_guard_that_nobody_here_knows_is_shown_with_all_it_says() -> None:
    said = {
        "guard": "novel",
        "standing": "clear",
        "detail": "fine",
        "segment": "tenant=shop",
        "evidence": 0.25,
        "two_sided": True,
    }
    shown = finding({**said, "colour": "green"})
    assert shown.items() >= {**said, "colour": "green"}.items()


def test_a_slim_verdict_says_where_it_was_given_without_its_evidence() -> None:
    evidence: dict[str, Any] = {"stage": "canary", "step": 1, "step_requests": 7, "candidate": {"executions": 40}}
    verdict = {
        "number": 3,
        "at_ms": 9,
        "rollout_id": "rollout-1",
        "ruling": "hold",
        "reason": "evidence",
        "findings": [],
        "evidence": evidence,
        "observations": 12,
    }
    assert slim(verdict) == {
        "number": 3,
        "at_ms": 9,
        "rollout_id": "rollout-1",
        "ruling": "hold",
        "reason": "evidence",
        "stage": "canary",
        "step": 1,
        "requests": 40,
        "findings": [],
    }


@given(*[st.integers(0, 10**17)] * 3)
def test_a_cursor_is_read_as_it_was_written(transition: int, verdict: int, version: int) -> None:
    cursor = Cursor(transition, verdict, version)
    assert Cursor.parse(str(cursor)) == cursor


@pytest.mark.parametrize("text", ["", "1-2", "1-2-3-4", "a-b-c", "-1-2-3", "1-2-3\n", "9" * 30 + "-1-1"])
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no cursor"):
        Cursor.parse(text)
