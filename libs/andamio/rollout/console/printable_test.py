"""What is printed of somebody else's text is text."""

from hypothesis import given
from hypothesis import strategies as st

from andamio.rollout.console.printable import printable

documents = st.recursive(
    st.text() | st.integers() | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def test_an_escape_sequence_and_a_forged_line_are_shown_as_what_they_are() -> None:
    assert printable({"reason": "fine\x1b[2J\nrollout-9: promoted"}) == {
        "reason": "fine\ufffd[2J\ufffdrollout-9: promoted"
    }
    assert printable("left\u202eright") == "left\ufffdright"


@given(st.text())
def test_text_keeps_its_length_and_all_that_can_be_seen(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert all(before == after for before, after in zip(text, shown) if before.isprintable())


@given(documents)
def test_showing_twice_changes_nothing(document: object) -> None:
    assert printable(printable(document)) == printable(document)
