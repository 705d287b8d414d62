"""What a token is, and what of it survives a scanner, capitals and columns."""

import pytest

from andamio.pii.token_features import TOKEN, bare, cases_of, shape_of


@pytest.mark.parametrize(
    ("written", "word", "shape"),
    [
        ("Mar1ana", "marlana", "C"),
        ("5ilveira", "silveira", "C"),
        ("G0MEZ", "gomez", "U"),
        ("sha1", "sha1", "0"),
        ("5min", "5min", "0"),
        ("9a0be", "9a0be", "0"),
        ("Ñandú", "nandu", "C"),
    ],
)
def test_a_letter_that_a_scanner_took_for_a_digit_is_read_and_a_code_is_not(
    written: str, word: str, shape: str
) -> None:
    assert (bare(written), shape_of(written)) == (word, shape)


def test_columns_and_lines_are_tokens_and_single_spaces_are_not() -> None:
    tokens = TOKEN.findall("Ana  Sol\tLima   Paz\n3")
    assert tokens == ["Ana", "Sol", "\t", "Lima", "   ", "Paz", "\n", "3"]
    assert [shape_of(token) for token in tokens] == ["C", "C", "gap", "C", "gap", "C", "newline", "0"]


def test_each_line_has_a_case_of_its_own() -> None:
    text = "TITULAR ANA\nhola ana\nHola"
    assert cases_of(text, TOKEN.findall(text)) == ["u", "u", "u", "l", "l", "l", "m"]
    assert cases_of("a B", ["a", "B"]) == ["m", "m"]
