"""Canonical JSON against RFC 8785's own examples, and what must not depend on how a value was written."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andamio.audit import canonical_json
from andamio.audit.canonical_json import encode, number
from andamio.audit.errors import InvalidRecord

_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [  # RFC 8785, appendix B, and the thresholds of ECMAScript's notation
        (0.0, "0"),
        (-0.0, "0"),
        (5e-324, "5e-324"),
        (-5e-324, "-5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (9007199254740992.0, "9007199254740992"),
        (295147905179352830000.0, "295147905179352830000"),
        (9.999999999999997e22, "9.999999999999997e+22"),
        (1e23, "1e+23"),
        (1e21, "1e+21"),
        (999999999999999700000.0, "999999999999999700000"),
        (9.999999999999997e-7, "9.999999999999997e-7"),
        (0.000001, "0.000001"),
        (333333333.3333332, "333333333.3333332"),
        (-0.0000033333333333333333, "-0.0000033333333333333333"),
        (1424953923781206.2, "1424953923781206.2"),
        (1.0, "1"),
        (0.1, "0.1"),
        (12.5, "12.5"),
    ],
)
def test_numbers_are_written_as_ecmascript_does(value: float, text: str) -> None:
    assert number(value) == text


def test_members_are_sorted_by_utf_16_code_units_and_text_is_escaped_as_in_the_rfc() -> None:
    # RFC 8785, 3.2.3 (order) and 3.2.2 (escapes).
    names = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7}
    assert list(json.loads(encode(names)).values()) == [2, 4, 6, 7, 1, 5, 3]
    assert encode('\u20ac$\u000f\nA\'B"\\\\"/') == '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'


@given(_JSON)
def test_reading_gives_the_value_back_and_writing_again_the_same_text(value: Any) -> None:
    text = encode(value)
    # As readers of I-JSON do: what is beyond 2^53 is a double.
    read = json.loads(text, parse_int=lambda digits: int(digits) if abs(int(digits)) < 2**53 else float(digits))
    assert encode(read) == text
    assert read == json.loads(json.dumps(value))


@given(st.dictionaries(st.text(), st.integers(0, 9), max_size=6), st.randoms())
def test_the_order_of_members_does_not_show(value: dict[str, int], random: Any) -> None:
    members = list(value.items())
    random.shuffle(members)
    assert canonical_json.digest(dict(members)) == canonical_json.digest(value)


@pytest.mark.parametrize("value", [float("inf"), float("nan"), 2**53, -(2**53), {1: 2}, b"x", {1}, "\udc00", object()])
def test_what_json_cannot_carry_exactly_is_refused_by_name(value: Any) -> None:
    with pytest.raises(InvalidRecord, match="evidence"):
        encode({"a": [value]}, "evidence")


def test_deep_nesting_is_refused() -> None:
    deep: Any = 1
    for _ in range(5_000):
        deep = [deep]
    with pytest.raises(InvalidRecord, match="nested"):
        encode(deep)
