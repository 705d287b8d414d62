"""How runs of tokens become names: what is joined, what is cut, and what gives way to an address."""

import pytest

from andamio.pii.person_names import beside_others, names_among, with_repeats
from andamio.pii.postal_addresses import after_names


def _at(text: str, *parts: str) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    for part in parts:
        start = text.index(part, places[-1][1] if places else 0)
        places.append((start, start + len(part)))
    return places


@pytest.mark.parametrize(
    ("text", "tagged", "names"),
    [
        ("Autoriza: Renter, Nazaria", ["Renter", "Nazaria"], ["Renter, Nazaria"]),
        ("SOLER VIZ, ANA | 3", ["SOLER VIZ", "ANA"], ["SOLER VIZ, ANA"]),
        ("con Renter, Nazaria y tres", ["Renter", "Nazaria"], ["Renter", "Nazaria"]),
        ("To: Eva Sol, Iva Renter", ["Eva Sol, Iva Renter"], ["Eva Sol", "Iva Renter"]),
        ("con Ana Renter-Garm hoy", ["Ana Renter"], ["Ana Renter-Garm"]),
        ("con Renter-Garm hoy", ["Garm"], ["Renter-Garm"]),
        ("Ana de la Renter", ["Ana", "Renter"], ["Ana de la Renter"]),
        ("de Renter, envolver", ["Renter, envolver"], ["Renter"]),
        ("pagó Renter. Nazaria vino", ["Renter. Nazaria"], ["Renter", "Nazaria"]),
        ("de J. Renter y", ["J. Renter"], ["J. Renter"]),
    ],
)
def test_runs_become_names(text: str, tagged: list[str], names: list[str]) -> None:
    assert [text[start:end] for start, end in names_among(text, _at(text, *tagged))] == names


def test_a_name_on_an_envelope_is_no_part_of_the_address_below_it() -> None:
    text = "DELIVER TO: ANA RENTER, 12 ELM WAY, LEEDS"
    names, addresses = _at(text, "ANA RENTER"), _at(text, "ANA RENTER, 12 ELM WAY, LEEDS")
    assert [text[start:end] for start, end in after_names(text, addresses, names)] == ["12 ELM WAY, LEEDS"]


def test_a_street_that_is_called_after_a_person_stays_in_its_address() -> None:
    text = "vive en Juan Renter 12, Madrid"
    addresses = _at(text, "Juan Renter 12, Madrid")
    assert after_names(text, addresses, _at(text, "Juan Renter")) == addresses


def test_a_name_that_runs_into_something_else_ends_before_it() -> None:
    text = "Ana Renter, Elm Way 3"
    assert list(beside_others(text, [(0, 15)], _at(text, "Elm Way 3"))) == _at(text, "Ana Renter")


def test_a_name_found_once_is_found_again_but_no_common_word_of_it() -> None:
    text = "From: Nazaria Campo\nHi Nazaria, the Campo is Nazariano"
    found = with_repeats(text, _at(text, "Nazaria Campo"))
    assert found == _at(text, "Nazaria Campo", "Nazaria")
