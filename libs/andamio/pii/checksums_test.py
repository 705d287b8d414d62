"""Check digits against published examples, and against every way of getting one digit wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from andamio.pii import checksums

_RIGHT = (
    (checksums.card, "4111111111111111"),
    (checksums.card, "378282246310005"),
    (checksums.card, "5555555555554444"),
    (checksums.iban, "ES9121000418450200051332"),
    (checksums.iban, "GB29NWBK60161331926819"),
    (checksums.iban, "PT50000201231234567890154"),
    (checksums.cpf, "52998224725"),
    (checksums.cnpj, "11222333000181"),
    (checksums.cnpj, "12ABC34501DE35"),  # the example of Receita Federal's note on letters
    (checksums.cuit, "20123456786"),
    (checksums.rut, "123456785"),
    (checksums.rut, "76086428" + "5"),
    (checksums.dni, "12345678Z"),
    (checksums.nie, "X1234567L"),
    (checksums.rfc, "GODE561231GR8"),
    (checksums.curp, "HEGG560427MVZRRL04"),
)


@pytest.mark.parametrize(("check", "text"), _RIGHT)
def test_published_examples_are_right(check, text) -> None:  # type: ignore[no-untyped-def]
    assert check(text)


_ONE_DIGIT_SHOWS = [pair for pair in _RIGHT if pair[0] not in (checksums.rfc, checksums.curp)]


@given(st.sampled_from(_ONE_DIGIT_SHOWS), st.integers(0, 40), st.integers(1, 9))
def test_one_wrong_digit_shows(right, place: int, shift: int) -> None:  # type: ignore[no-untyped-def]
    check, text = right
    digits = [position for position, character in enumerate(text) if character.isdigit()]
    position = digits[place % len(digits)]
    changed = text[:position] + str((int(text[position]) + shift) % 10) + text[position + 1 :]
    # A CNPJ, CPF, CUIT or RUT maps two remainders to the digit 0, so that a few single errors pass.
    if check in (checksums.cnpj, checksums.cpf, checksums.cuit, checksums.rut):
        assert changed != text
    else:
        assert not check(changed)


def test_a_card_of_one_digit_repeated_is_none() -> None:
    assert not checksums.card("0" * 16)


def test_a_curp_needs_a_state_and_a_date() -> None:
    assert not checksums.curp("HEGG561327MVZRRL04")
    assert not checksums.curp("HEGG560427MQQRRL04")
