"""Places in a log of several partitions: a lattice, of which a log in one partition is the plain order of numbers."""

import json

from hypothesis import given
from hypothesis import strategies as st

from andamio.features.online.log_position import (
    LogPosition,
    by_partition,
    from_json,
    furthest,
    in_partition,
    knows,
    nearest,
    of_partitions,
)

POSITIONS: st.SearchStrategy[LogPosition] = st.dictionaries(st.integers(0, 3), st.integers(-1, 4)).map(of_partitions)


@given(POSITIONS, POSITIONS)
def test_the_furthest_of_two_is_the_least_that_knows_both_and_the_nearest_the_most_that_both_know(
    a: LogPosition, b: LogPosition
) -> None:
    assert all(knows(furthest(a, b), each) and knows(each, nearest(a, b)) for each in (a, b))
    assert (furthest(a, b) == a) == (nearest(a, b) == b) == knows(a, b)
    assert furthest(a, b) == furthest(b, a)
    assert (knows(a, b) and knows(b, a)) == (a == b)


@given(st.integers(-1, 9), st.integers(-1, 9))
def test_one_partition_is_a_number(a: int, b: int) -> None:
    assert (knows(a, b), furthest(a, b), nearest(a, b)) == (a >= b, max(a, b), min(a, b))
    assert of_partitions({0: a}) == by_partition(a)[0] == a


@given(POSITIONS)
def test_it_is_told_partition_by_partition_and_comes_back_from_json(position: LogPosition) -> None:
    assert of_partitions({n: in_partition(position, n) for n in range(6)}) == position
    assert from_json(json.loads(json.dumps(position))) == position


def test_neither_of_two_that_have_read_different_partitions_knows_the_other() -> None:
    assert (knows((3, 5), (4, 2)), knows((4, 2), (3, 5))) == (False, False)
    assert (furthest((3, 5), (4, 2)), nearest((3, 5), 4)) == ((4, 5), 3)
