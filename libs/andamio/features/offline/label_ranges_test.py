"""What holds at each label equals what a loop over rows and labels finds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from andamio.features.offline.label_ranges import LEAST, Groups, LabelOrder, Ranges

INT64 = st.one_of(st.integers(-3, 3), st.integers(-(2**63) + 1, 2**63 - 1))
TIME = st.one_of(st.integers(-3, 3), st.integers(-(2**62), 2**62))
ROWS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), INT64, st.integers(0, 3)), max_size=30)


def arrays(rows: list[tuple[int, int, int, int]]) -> list[np.ndarray]:
    return [np.array(column, np.int64) for column in (zip(*rows) if rows else ([], [], [], []))]


@settings(deadline=None)
@given(rows=ROWS, labels=st.integers(9, 12))
def test_sums_counts_and_the_greatest_are_of_the_rows_that_hold(
    rows: list[tuple[int, int, int, int]], labels: int
) -> None:
    first, past, values, _ = arrays(rows)
    ranges = Ranges(labels, first, past)
    for label in range(labels):
        held = [value for begin, end, value, _ in rows if begin <= label < end]
        assert ranges.counted()[label] == len(held)
        assert (int(ranges.total(values)[label]) - sum(held)) % 2**64 == 0
        assert ranges.greatest(values)[label] == max(held, default=LEAST)


@settings(deadline=None)
@given(rows=ROWS, labels=st.integers(9, 12))
def test_a_group_counts_once_however_many_of_its_rows_hold(rows: list[tuple[int, int, int, int]], labels: int) -> None:
    first, past, _, groups = arrays(rows)
    counted = Groups(labels, groups, first).counted(past)
    expected = [len({group for begin, end, _, group in rows if begin <= label < end}) for label in range(labels)]
    assert counted.tolist() == expected


@settings(deadline=None)
@given(
    labels=st.lists(st.tuples(st.integers(0, 2), TIME), max_size=20),
    asked=st.lists(st.tuples(st.integers(0, 2), TIME), max_size=10),
    entity_count=st.sampled_from([3, 2**40]),
)
@pytest.mark.parametrize("far", [False, True], ids=["near times", "times far apart"])
def test_the_first_label_from_a_time_on_is_the_entitys_own(
    labels: list[tuple[int, int]], asked: list[tuple[int, int]], entity_count: int, far: bool
) -> None:
    labels = [(entity, time if far else time % 7) for entity, time in labels]
    entities, times = (np.array(column, np.int64) for column in (zip(*labels) if labels else ([], [])))
    order = LabelOrder(entities, times, entity_count)
    ordered = sorted(labels)
    assert [labels[index] for index in order.order] == ordered
    assert order.in_label_order(np.array([labels[i][1] for i in order.order], np.int64)).tolist() == times.tolist()
    for entity, time in asked:
        place = int(order.first_from(np.array([entity]), np.array([time]))[0])
        assert place == sum(label < (entity, time) for label in ordered)
