"""Rows come back as they were packed, whatever their numbers, and take no more bytes than those need."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andamio.features.online.row_format import (
    BASE,
    NULL_HIGH,
    NULL_LOW,
    SIGNED,
    Origin,
    RowFormat,
    RowShape,
    fitting,
    of_table,
    table_size,
)

UNIT_MS = 10
# A start, a plain number, a newest time after the start, a maximum, a minimum, and a count less than the plain number.
SHAPE = RowShape(
    UNIT_MS,
    6,
    1,
    (Origin(2, 0, 1), Origin(5, 1, -1)),
    {2: NULL_LOW, 3: NULL_LOW, 4: NULL_HIGH},
)
NUMBERS = st.integers(-(2**47), 2**47) | st.sampled_from(
    [sign * (1 << bits) + more for sign in (1, -1) for bits in (7, 8, 15, 16, 31, 32) for more in (-1, 0, 1)]
)
VALUES = NUMBERS | st.integers(NULL_LOW + 1, NULL_HIGH - 1)
Row = tuple[int, ...]


@st.composite
def rows(draw: st.DrawFn) -> Row:
    start = UNIT_MS * draw(st.integers(0, 2**38))
    newest = draw(st.just(NULL_LOW) | st.integers(0, 50_000).map(lambda age: start + age))
    greatest, least = draw(st.just(NULL_LOW) | VALUES), draw(st.just(NULL_HIGH) | VALUES)
    return start, draw(NUMBERS), newest, greatest, least, draw(NUMBERS)


def packed(form: RowFormat, found: list[Row]) -> bytes:
    parts = [form.pack(row) for row in found]
    return b"".join([part for part in parts if part is not None])


@given(st.lists(rows(), min_size=1, max_size=6), rows())
def test_rows_come_back_as_they_were_packed_or_are_said_to_have_no_room(found: list[Row], one_more: Row) -> None:
    form = fitting(SHAPE, found)
    data = packed(form, found)
    assert len(data) == len(found) * form.row.size > 0
    assert list(zip(*form.columns(data))) == found
    again = of_table(SHAPE, form.table)
    assert (again, len(form.table)) == (form, table_size(SHAPE))
    more = form.pack(one_more)
    if more is None:
        assert fitting(SHAPE, [*found, one_more]).table != form.table
    else:
        assert list(zip(*form.columns(data + more))) == [*found, one_more]


@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        ((0,), 0),
        ((0, 255), 1),
        ((-1, 127), SIGNED + 1),
        ((-1, 128), SIGNED + 2),
        ((0, 65_536), 4),
        ((-1, 2**31), SIGNED + 8),
    ],
)
def test_a_field_has_the_least_width_that_holds_its_numbers(numbers: tuple[int, ...], code: int) -> None:
    found = [(UNIT_MS, number, NULL_LOW, NULL_LOW, NULL_HIGH, number) for number in numbers]
    assert fitting(SHAPE, found).table[BASE.size + 1] == code


@pytest.mark.parametrize(
    ("greatest", "code"), [(None, 0), (1, 1), (0, SIGNED + 1), (-127, SIGNED + 1), (-128, SIGNED + 2)]
)
def test_the_lowest_number_of_a_width_is_kept_for_null(greatest: int | None, code: int) -> None:
    found = [(0, 1, NULL_LOW, NULL_LOW if greatest is None else greatest, NULL_HIGH, 1)]
    assert fitting(SHAPE, found).table[BASE.size + 3] == code
