"""Ranges say, after any intervals, what was last said of each time."""

from hypothesis import given
from hypothesis import strategies as st

from andamio.features.online.folded_ranges import joined, position_at, with_interval
from andamio.features.online.online_store import Folded

_INTERVALS = st.lists(st.tuples(st.integers(0, 8), st.integers(1, 4), st.integers(-1, 3)), max_size=8)


@given(st.integers(1, 8), _INTERVALS)
def test_each_time_has_the_position_that_was_last_said_of_it(
    first_ms: int, intervals: list[tuple[int, int, int]]
) -> None:
    ranges, said = [Folded(first_ms, 0)], dict.fromkeys(range(first_ms), 0)
    for from_ms, length_ms, position in intervals:
        from_ms = min(from_ms, ranges[-1].until_ms)
        ranges = with_interval(ranges, from_ms, from_ms + length_ms, position)
        said |= dict.fromkeys(range(from_ms, from_ms + length_ms), position)
    assert {time: position_at(ranges, time) for time in range(14)} == {time: said.get(time, -1) for time in range(14)}
    assert ranges == joined(ranges)
    assert ranges[-1].until_ms == max(said) + 1
