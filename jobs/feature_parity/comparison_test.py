"""Equality to the bit, and what a comparison keeps."""

from typing import Any

import pytest

from feature_parity.comparison import EXAMPLES_AT_MOST, Comparison, same


@pytest.mark.parametrize(
    ("a", "b", "equal"),
    [
        (1, 1, True),
        (1, 1.0, False),
        (1, True, False),
        (0.0, -0.0, False),
        (0.1 + 0.2, 0.3, False),
        (0.1 + 0.2, 0.30000000000000004, True),
        (None, None, True),
        (None, 0, False),
        ([1, None, "x"], [1, None, "x"], True),
    ],
)
def test_values_are_the_same_only_in_type_and_every_bit(a: Any, b: Any, equal: bool) -> None:
    assert same(a, b) is equal


def test_a_comparison_counts_all_and_keeps_the_first_mismatches() -> None:
    comparison = Comparison("one", "other", "now")
    for index in range(15):
        comparison.values(("v@1", "t", "k", index), ["f", "g"], [1, 2.5], [1, 2.0])
    document = comparison.document()
    assert (document["comparison"], document["compared"], document["mismatches"]) == ("one = other", 30, 15)
    assert len(document["examples"]) == EXAMPLES_AT_MOST
    assert document["examples"][0] == {
        "view": "v@1",
        "tenant": "t",
        "key": "k",
        "t_ms": 0,
        "name": "g",
        "answers": {"one": 2.5, "other": 2.0},
    }
