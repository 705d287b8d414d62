"""Quotients are Python's own to the bit, on both sides of what doubles hold."""

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from andamio.features.offline.label_features import _quotient, _variance

_NEAR = st.sampled_from([2**52, 2**53, 2**26, 2**62])
INTEGERS = st.one_of(
    st.integers(-9, 9),
    st.builds(lambda near, off: near + off, _NEAR, st.integers(-3, 3)),
    st.integers(-(2**63), 2**63 - 1),
)


@settings(deadline=None)
@given(rows=st.lists(st.tuples(INTEGERS, st.integers(0, 9)), min_size=1))
def test_a_mean_is_rounded_once(rows: list[tuple[int, int]]) -> None:
    sums, counts = (np.array(column, np.int64) for column in zip(*rows))
    result = _quotient(sums, counts, counts > 0)
    assert [float(value) for value, (_, n) in zip(result, rows) if n] == [float(Fraction(s, n)) for s, n in rows if n]


@settings(deadline=None)
@given(groups=st.lists(st.lists(st.integers(-(2**31), 2**31) | st.integers(-9, 9), max_size=4), min_size=1))
def test_a_variance_is_rounded_once(groups: list[list[int]]) -> None:
    counts = np.array([len(group) for group in groups], np.int64)
    sums = np.array([sum(group) for group in groups], np.int64)
    squares = [sum(number**2 for number in group) for group in groups]
    wide = any(square >= 2**63 for square in squares)
    result = _variance(counts, sums, np.array(squares, object if wide else np.int64))
    for value, group in zip(result, groups):
        if len(group) > 1:
            mean = Fraction(sum(group), len(group))
            assert value == float(sum((number - mean) ** 2 for number in group) / (len(group) - 1))
