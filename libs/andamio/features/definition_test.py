"""Where a window begins, and what a filter lets in."""

from dataclasses import replace
from typing import Any

import pytest

from andamio.features.definition import Predicate
from andamio.features.history_strategies import VIEW


def test_a_window_starts_a_whole_number_of_hops_before_the_current_one() -> None:
    hour, minute = 3_600_000, 60_000
    view = replace(VIEW, hops=((hour, minute),))
    assert view.window_start(10 * hour, hour) == 9 * hour
    assert view.window_start(10 * hour + minute - 1, hour) == 9 * hour
    assert view.window_start(10 * hour + minute, hour) == 9 * hour + minute


@pytest.mark.parametrize(
    ("predicate", "holding", "failing"),
    [
        (Predicate("x", "equals", 3), [3], [2, None]),
        (Predicate("x", "not_equals", 3), [2], [3, None]),
        (Predicate("x", "at_least", 3), [3, 4], [2, None]),
        (Predicate("x", "at_most", 3), [3, 2], [4, None]),
        (Predicate("x", "in", ("a", "b")), ["a"], ["c", None]),
    ],
)
def test_a_null_satisfies_no_predicate(predicate: Predicate, holding: list[Any], failing: list[Any]) -> None:
    assert all(predicate.holds({"x": value}) for value in holding)
    assert not any(predicate.holds({"x": value}) for value in failing)
    assert not predicate.holds({})
